"""What judging finds: plain data, from certain (low) to not ruled out (high)."""

from __future__ import annotations

from fractions import Fraction

from coaudit.records import Record

Path = tuple[str | int, ...]


class Span(Record):
    """A low and a high end, in levels, rungs or severities."""

    low: int
    high: int

    @property
    def settled(self) -> bool:
        """Whether the ends are the same."""
        return self.low == self.high


class Share(Record):
    """A score from 0 to 100, exact: certainly at least low, at most high."""

    low: Fraction
    high: Fraction


class Side(Record):
    """What one side says about one criterion."""

    side: str
    people: int | None
    level: int
    counts: bool
    path: Path
    wanted: str = ""
    """Whether the side wants more of it, less, or this; empty where it does not say."""
    spread: tuple[int, ...] = ()
    """How many people chose each level, from 0 up; empty where that is not stated."""


class Reading(Record):
    """The level of one criterion: from the facts, and after the accounts of people's sides."""

    criterion: str
    stated: Span
    level: Span
    sides: tuple[Side, ...]


class RiskReading(Record):
    """The severity of one risk.

    Not judged: nothing it asks about is stated. Not applicable: it does not concern this claim.
    """

    risk: str
    severity: Span
    judged: bool
    applies: bool
    not_yet_due: bool = False


class ClaimReading(Record):
    """The claim beside the evidence: the verdict, and the gap in rungs (never below 0)."""

    rung: str | None
    verdict: str
    by: int
    gap: Span


class Cap(Record):
    """Something that caps a letter: at the low end, at the high end, and why."""

    reason: str
    letter: str
    low: bool
    high: bool


class Grade(Record):
    """A letter from low to high, without and with its caps; None where there is no letter."""

    share: Share
    uncapped_low: str
    uncapped_high: str
    capped_low: str
    capped_high: str
    caps: tuple[Cap, ...]
    coverage: Fraction
    given: bool

    @property
    def settled(self) -> bool:
        """Whether one letter is left, and it is given."""
        return self.given and self.capped_low == self.capped_high
