"""How one description fared over its revisions, as plain data: every revision judged by the same rubric of today."""

from __future__ import annotations

from coaudit.records import Record
from coaudit.report import Audit, Figures, Point, RubricInfo, Shift
from coaudit.report.compare import Moved, moved_items

FORMAT = "coaudit-history/1"


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


READS = ("criteria", "risks")
"""The parts of a project (`coaudit.report.PARTS`) that `figures` and `shifts` look at, beside its verdict."""


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
        status=audit.status,
        claim_stated=audit.claim.stated,
    )


def shifts(before: Audit, after: Audit) -> tuple[Shift, ...]:
    """The criteria and risks that moved from one revision to the next; what moved most stands first."""
    found = (_shift(each) for each in moved_items(before, after))
    return tuple(sorted(found, key=_way_gone, reverse=True))


def _shift(moved: Moved) -> Shift:
    ends = (moved.before.low, moved.before.high, moved.after.low, moved.after.high)
    levels = (end if isinstance(end, int) else None for end in ends)
    return Shift(moved.kind, moved.id, moved.title, *levels)


def _way_gone(shift: Shift) -> int:
    """How far both ends moved together. What was not judged counts from nothing."""
    return abs((shift.low or 0) - (shift.before_low or 0)) + abs((shift.high or 0) - (shift.before_high or 0))
