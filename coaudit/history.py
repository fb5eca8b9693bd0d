"""How one description fared over its revisions, as plain data: every revision judged by the same rubric of today."""

from __future__ import annotations

from coaudit.records import Record
from coaudit.report import Audit, RubricInfo

FORMAT = "coaudit-history/1"


class Figures(Record):
    """What a report says of one revision, in short."""

    title: str
    claim: str | None
    verdict: str
    rung_low: str
    rung_high: str
    grade_low: str | None
    grade_high: str | None
    score_low: int
    score_high: int
    risk_low: str
    risk_high: str


class Point(Record):
    """One revision of the description; the last one may be the file as it is now, which no revision holds yet."""

    revision: str
    """The id of the commit; empty for the file as it is now."""
    day: str
    path: str
    figures: Figures | None
    """None where this revision cannot be judged."""
    wrong: str = ""
    """Why it cannot be judged."""


class History(Record):
    """The revisions of one description, the oldest first."""

    path: str
    rubric: RubricInfo
    points: tuple[Point, ...]
    bounded: bool
    """Whether there may be older revisions that were not asked for."""
    shallow: bool = False
    """Whether git has only the newest revisions here, so that what seems to be the first may be none."""
    format: str = FORMAT


def figures(audit: Audit) -> Figures:
    """A report on one project in short."""
    return Figures(
        title=audit.title,
        claim=audit.claim.rung,
        verdict=audit.claim.verdict,
        rung_low=audit.rung.low,
        rung_high=audit.rung.high,
        grade_low=audit.grade.low,
        grade_high=audit.grade.high,
        score_low=audit.score.low,
        score_high=audit.score.high,
        risk_low=audit.tokenism.band_low,
        risk_high=audit.tokenism.band_high,
    )
