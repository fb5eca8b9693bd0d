"""Each stage and each decision as an occasion: what part or say each group had in it, and whether it was there yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit.facts import Ground
from coaudit.project import Decision, Group, Project, Stage
from coaudit.report import Days, Occasion, Place, Voice
from coaudit.scalars import Day
from coaudit.telling.places import Places
from coaudit.telling.timeline import days_of, others
from coaudit.telling.words import in_words
from coaudit.values import Choice, Scale
from coaudit.vocabulary import ASKED_STAGES, PART, PEOPLE_SIDES, SAY, STAND_IN_SIDES

Statement = Decision | Stage | None

FOR_PEOPLE = PEOPLE_SIDES | STAND_IN_SIDES
"""The people themselves, and those who speak for them."""


def joined(ground: Ground) -> Days | None:
    """When the first of the people joined."""
    found = ground.joined
    return Days(found[0].first.isoformat(), found[0].last.isoformat()) if found else None


def occasions(project: Project, ground: Ground, places: Places) -> tuple[Occasion, ...]:
    """The stages in order, then the decisions: those that count, and those that are only shown."""
    return (*_stages(project, ground, places), *_decisions(project, ground, places))


def _stages(project: Project, ground: Ground, places: Places) -> Iterator[Occasion]:
    for name, part in ground.parts.items():
        own: Stage | None = getattr(project.stages, name, None)
        stated = own or (getattr(project.stages, "rest", None) if name in ASKED_STAGES else None)
        days = days_of(own)
        yield Occasion(
            "stage",
            name,
            True,
            *_iso(*days),
            in_words(part.value),
            part.value.low,
            part.value.high,
            len(PART.scale.words) - 1,
            name in ground.over_before,
            _voices(project, stated, PART.scale, days),
            places.of(part.path),
        )


def _decisions(project: Project, ground: Ground, places: Places) -> Iterator[Occasion]:
    for name, said in ground.says.items():
        own: Decision | None = getattr(project.decisions, name, None)
        stated = own or getattr(project.decisions, "rest", None)
        before = ("decided-before", name) in ground.in_force
        yield _decision(project, name, stated, said.value, (before, True), places.of(said.path), own)
    people = ground.joined
    for name, path, decision in others(project):
        value = decision.is_ or SAY.scale.anything()
        before = bool(people and decision.date and decision.date.before(people[0]))
        what = decision.what or name
        yield _decision(project, what, decision, value, (before, False), places.of(path), decision)


def _decision(
    project: Project,
    what: str,
    stated: Decision | None,
    value: Choice,
    how: tuple[bool, bool],
    line: Place,
    own: Decision | None,
) -> Occasion:
    before, counted = how
    days = days_of(own)
    return Occasion(
        "decision",
        what,
        counted,
        *_iso(*days),
        in_words(value),
        value.low,
        value.high,
        len(SAY.scale.words) - 1,
        before,
        _voices(project, stated, SAY.scale, days),
        line,
    )


def _iso(first: Day | None, last: Day | None) -> tuple[str, str]:
    return first.first.isoformat() if first else "", last.last.isoformat() if last else ""


def _voices(
    project: Project, stated: Statement, scale: Scale, days: tuple[Day | None, Day | None]
) -> tuple[Voice, ...]:
    """What is said of each group: those that are named have their own word, the people's others what `is` says."""
    named: Mapping[str, Choice | None] = (stated.who if stated else None) or {}
    base = stated.is_ if stated else None
    return tuple(
        _voice(name, group, named.get(name) or (base if _stands_for_people(project.sides[name]) else None), scale, days)
        for name, group in (project.groups or {}).items()
    )


def _stands_for_people(sides: frozenset[str] | None) -> bool:
    return sides is None or sides <= FOR_PEOPLE


def _voice(name: str, group: Group, value: Choice | None, scale: Scale, days: tuple[Day | None, Day | None]) -> Voice:
    side = in_words(group.side) if group.side else ""
    low, high = (value.low, value.high) if value else (0, len(scale.words) - 1)
    return Voice(name, side, in_words(value) if value else "", low, high, _there(group, *days))


def _there(group: Group, first: Day | None, last: Day | None) -> str:
    """Whether a group was there, as far as the stated days tell."""
    if last and group.from_ and last.before(group.from_):
        return "not-yet"
    if first and group.to and group.to.before(first):
        return "gone"
    begun = first and group.from_ and group.from_.last <= first.first
    stayed = group.to is None or (last is not None and last.last <= group.to.first)
    return "there" if begun and stayed else ""
