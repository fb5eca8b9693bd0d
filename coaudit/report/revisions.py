"""The revisions of one description as plain data: what each came out as, judged by one rubric, and what moved.

A report carries them where a history was asked for, and `coaudit history` tells them alone.
"""

from __future__ import annotations

from coaudit.records import Record


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
    status: str = ""
    claim_stated: bool = True
    """Whether it said what it claims, be it that it claims nothing."""


class Shift(Record):
    """A question or a risk that does not stand where it stood in the revision before."""

    kind: str
    """criterion or risk."""
    id: str
    title: str
    before_low: int | None
    before_high: int | None
    """None where it was not judged."""
    low: int | None
    high: int | None


class Point(Record):
    """One revision of the description; the last one may be the file as it is now, which no revision holds yet."""

    revision: str
    """The id of the commit; empty for the file as it is now."""
    day: str
    """Empty for the file as it is now, and for a commit whose date cannot be read."""
    path: str
    figures: Figures | None
    """None where this revision cannot be judged."""
    wrong: str = ""
    """Why it cannot be judged."""
    moved: tuple[Shift, ...] = ()
    """Since the last revision before it that could be judged; what moved most stands first."""


class Revisions(Record):
    """What git has of one description, the oldest first, each judged by the rubric of the report that holds it."""

    points: tuple[Point, ...]
    bounded: bool = False
    """Whether there may be older revisions that were not asked for."""
    shallow: bool = False
    """Whether git has only the newest revisions here, so that what seems to be the first may be none."""
    wrong: str = ""
    """Why there is no history."""
