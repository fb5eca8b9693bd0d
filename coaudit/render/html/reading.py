"""What the page asks of a report: which findings, lines and links belong together. No figure is worked out here."""

from __future__ import annotations

from collections.abc import Iterable

from coaudit.phrases import phrase, say
from coaudit.records import Record
from coaudit.render import words
from coaudit.render.portfolio import Count
from coaudit.report import Advice, Audit, Cited, Criterion, Finding, Occasion, Step, Voice

NEXT = 3
"""How many steps the two pages for a meeting show."""

FULL_UP_TO = 25
"""Of more projects than this, one page holds short reports: it has to open at once, and be small enough to send."""

_THERE = {
    "not-yet": phrase("not there yet"),
    "gone": phrase("no longer there"),
    "there": phrase("there"),
}
_SURE = {
    "read": phrase("we read it"),
    "second-hand": phrase("known to us from others who cite it"),
    "recalled": phrase("from memory, still to be checked"),
}


def findings(audit: Audit, kind: str) -> tuple[Finding, ...]:
    """The findings of one kind, in the report's order."""
    return tuple(finding for finding in audit.findings if finding.kind == kind)


def moves(audit: Audit) -> tuple[Advice, ...]:
    """What would move the result; the questions to settle stand elsewhere."""
    return tuple(advice for advice in audit.advice if advice.kind != "to-truth")


def settles(audit: Audit) -> tuple[Advice, ...]:
    """What would settle the result."""
    return tuple(advice for advice in audit.advice if advice.kind == "to-truth")


def next_steps(audit: Audit) -> tuple[Step, ...]:
    """The first steps of the first advice that has any."""
    return next((advice.steps[:NEXT] for advice in moves(audit) if advice.steps), ())


def by_dimension(audit: Audit) -> tuple[tuple[str, str, tuple[Criterion, ...]], ...]:
    """The title of each dimension, what it asks, and its criteria."""
    known = {dimension.id: dimension for dimension in audit.dimensions}
    names = dict.fromkeys(criterion.dimension for criterion in audit.criteria)
    return tuple(
        (
            known[name].title if name in known else name,
            known[name].asks if name in known else "",
            tuple(criterion for criterion in audit.criteria if criterion.dimension == name),
        )
        for name in names
    )


def dated(audit: Audit) -> bool:
    """Whether any stage or decision has a date, so that a time line says something."""
    return any(each.first or each.last for each in audit.timeline if each.kind in ("stage", "decision"))


def undated(audit: Audit) -> str:
    """The names of what has no day to begin with, and so no place on a time line."""
    return words.listed(
        [f"{say(moment.kind)} {words.spaced(moment.what)}" for moment in audit.timeline if not moment.first]
    )


def occasions(audit: Audit, kind: str) -> tuple[Occasion, ...]:
    """The stages, or the decisions."""
    return tuple(each for each in audit.occasions if each.kind == kind)


def part_in(audit: Audit, stage: Occasion) -> str:
    """People's part in a stage, in the rubric's words where it has some."""
    own = {part.stage: part.says for part in audit.rung.by_stage}
    return own.get(stage.what) or words.spaced(stage.says)


def groups(audit: Audit) -> tuple[str, ...]:
    """The groups of whose say in some decision the description says anything."""
    return tuple(
        dict.fromkeys(
            voice.group for each in occasions(audit, "decision") for voice in each.voices if voice.says and each.says
        )
    )


def voice(occasion: Occasion, group: str) -> Voice:
    """What is said of a group at a decision."""
    return next(voice for voice in occasion.voices if voice.group == group)


def there(found: Voice) -> str:
    """Whether a group was there, in words; empty where the days do not tell."""
    return say(_THERE[found.there]) if found.there in _THERE else ""


def day(occasion: Occasion) -> str:
    """When it was, or that no date is stated."""
    if not (occasion.first or occasion.last):
        return say("no date stated")
    return words.span(occasion.first or occasion.last, occasion.last or occasion.first)


def sure(cited: Cited) -> str:
    """How sure we are of what a publication says."""
    return say(_SURE[cited.sure]) if cited.sure in _SURE else cited.sure


def link(cited: Cited) -> str:
    """Where a publication can be found; a rubric of anybody's may lead nowhere but to the web."""
    return cited.link if cited.link.startswith(("https://", "http://")) else ""


class Held(Record):
    """How many of all projects something holds, as a bar of so many hundredths."""

    what: str
    projects: int
    share: int


def distribution(counts: Iterable[Count], of: int) -> tuple[Held, ...]:
    """Counts over all projects, with the length of a bar for each."""
    return tuple(Held(each.what, each.projects, each.projects * 100 // of) for each in counts)
