"""Several projects beside each other: in order of name, and counted, never ranked."""

from __future__ import annotations

from collections import Counter

from coaudit.phrases import phrase, say
from coaudit.records import Record
from coaudit.render import words
from coaudit.report import HOLDS_DOWN, Audit, Report

IN_BRACKETS = phrase("In brackets: how many projects.")
OPEN = phrase("Open are risks of tokenism that could not be judged. They may raise the risk, and lower the letter.")
MOST_SHORT = 5
"""How many of the criteria that hold projects down are listed."""


class Row(Record):
    """One project in a few words."""

    title: str
    path: str
    claimed: str
    evidenced: str
    grade: str
    risk: str


class Count(Record):
    """How many projects share something."""

    what: str
    projects: int


def rows(report: Report) -> tuple[Row, ...]:
    """Every project, in order of its name."""
    return tuple(
        Row(
            audit.title,
            audit.path,
            words.claimed(report.rubric, audit.claim.rung, stated=audit.claim.stated),
            words.evidenced(report.rubric, audit),
            words.letters(audit.grade),
            words.band_short(audit),
        )
        for audit in in_order(report)
    )


def says_open(report: Report) -> str:
    """What the table means by open risks; empty where it has none."""
    return say(OPEN) if any(words.unjudged(audit) for audit in report.audits) else ""


def in_order(report: Report) -> tuple[Audit, ...]:
    """The projects in order of their names."""
    return tuple(sorted(report.audits, key=_name))


def _name(audit: Audit) -> tuple[str, str]:
    return audit.title.casefold(), audit.path


def rungs(report: Report) -> tuple[Count, ...]:
    """How many projects stand on each rung, highest first; a range counts as itself."""
    order = {rung.id: place for place, rung in enumerate(report.rubric.rungs)}
    found = sorted(report.audits, key=lambda audit: (-order.get(audit.rung.low, 0), -order.get(audit.rung.high, 0)))
    return _counts([words.evidenced(report.rubric, audit) for audit in found])


def grades(report: Report) -> tuple[Count, ...]:
    """How many projects have each letter or range of letters, in the order of the alphabet; those without come last."""
    found = [(audit.grade.low is None, words.letters(audit.grade)) for audit in report.audits]
    return _counts([letters for _, letters in sorted(found)])


def short(report: Report) -> tuple[Count, ...]:
    """The criteria that hold most projects down."""
    titles = {
        finding.about: finding.title
        for audit in report.audits
        for finding in audit.findings
        if finding.kind == HOLDS_DOWN
    }
    counted = Counter(
        about
        for audit in report.audits
        for about in {finding.about for finding in audit.findings if finding.kind == HOLDS_DOWN}
    )
    order = sorted(counted.items(), key=lambda item: (-item[1], titles[item[0]]))
    return tuple(Count(titles[about], count) for about, count in order[:MOST_SHORT])


def counted(report: Report) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """What can be counted over all projects, each under its heading; what there is none of is left out."""
    all_ = (
        (say("Evidenced"), rungs(report)),
        (say("Grades"), grades(report)),
        (say("Most often short"), short(report)),
    )
    return tuple((label, counts) for label, counts in all_ if counts)


def _counts(found: list[str]) -> tuple[Count, ...]:
    return tuple(Count(what, count) for what, count in Counter(found).items())
