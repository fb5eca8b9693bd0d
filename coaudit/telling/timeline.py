"""Who was there when it was decided: stages, groups, contacts and decisions, with their days where they are stated."""

from __future__ import annotations

from collections.abc import Iterator

from coaudit.facts import Ground
from coaudit.phrases import say
from coaudit.project import Contact, Decision, Project, Stage
from coaudit.report import Moment
from coaudit.scalars import Day
from coaudit.telling.places import Places
from coaudit.telling.words import in_words

Path = tuple[str | int, ...]


def timeline(project: Project, ground: Ground, places: Places) -> tuple[Moment, ...]:
    """Everything that has a place in time: first what is dated, in order, then the rest in the order of the project."""
    moments = [
        *_groups(project, places),
        *_stages(project, ground, places),
        *_contacts(project, places),
        *_decisions(project, ground, places),
    ]
    return tuple(sorted(moments, key=lambda moment: (not moment.first, moment.first)))


def _moment(kind: str, what: str, first: Day | None, last: Day | None, how: str, places: Places, path: Path) -> Moment:
    begins = first.first.isoformat() if first else ""
    ends = last.last.isoformat() if last else ""
    return Moment(kind, what, begins, ends, how, places.of(path))


def _groups(project: Project, places: Places) -> Iterator[Moment]:
    for name, group in (project.groups or {}).items():
        side = in_words(group.side) if group.side else say("side not stated")
        yield _moment("group", name, group.from_, group.to, side, places, ("groups", name))


def _stages(project: Project, ground: Ground, places: Places) -> Iterator[Moment]:
    for name, part in ground.parts.items():
        stage = getattr(project.stages, name, None)
        yield _moment("stage", name, *days_of(stage), in_words(part.value), places, part.path)


def _contacts(project: Project, places: Places) -> Iterator[Moment]:
    for place, line in enumerate(project.contact or ()):
        days = [day for day in line.dates or () if day is not None]
        what = line.what or (in_words(line.method) if line.method else say("contact {number}", number=place + 1))
        if days:
            for day in days:
                yield _moment("contact", what, day, day, _with(line), places, ("contact", place))
        else:
            yield _moment("contact", what, line.from_, line.to, _with(line), places, ("contact", place))


def _with(line: Contact) -> str:
    return say("with {groups}", groups=", ".join(line.who)) if line.who else ""


def _decisions(project: Project, ground: Ground, places: Places) -> Iterator[Moment]:
    for name, part in ground.says.items():
        decision = getattr(project.decisions, name, None)
        yield _moment("decision", name, *days_of(decision), in_words(part.value), places, part.path)
    for name, path, decision in others(project):
        how = in_words(decision.is_) if decision.is_ else say("not stated")
        yield _moment(
            "decision",
            decision.what or name,
            *days_of(decision),
            say("{how} (not counted)", how=how),
            places,
            path,
        )


def days_of(statement: Decision | Stage | None) -> tuple[Day | None, Day | None]:
    """When a stage or a decision began and ended, as far as it is stated.

    A stage goes on from day to day, and a date only stands in for them; a decision falls on its date, where it has one.
    """
    if statement is None:
        return None, None
    if isinstance(statement, Decision):
        return statement.date or statement.from_, statement.date or statement.to
    return statement.from_ or statement.date, statement.to or statement.date


def others(project: Project) -> Iterator[tuple[str, Path, Decision]]:
    """The decisions that are shown and never counted, each with its name and where it stands."""
    block = project.decisions
    for name, field in type(block).model_fields.items() if block else ():
        decision = getattr(block, name)
        if name in ("who_joins", "data", "publication", "scope", "stop") and decision is not None:
            key = field.alias or name
            yield key, ("decisions", key), decision
        if name == "other":
            for place, each in enumerate(decision or ()):
                yield "other", ("decisions", "other", place), each
