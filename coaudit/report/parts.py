"""The parts of a Report on one project: its claim, rung, grade, criteria, risks, findings and advice.

`coaudit.report` puts them together, and is where others take them from.
"""

from __future__ import annotations

from coaudit.records import Record


class Place(Record):
    """A place in a description: its path of keys, and line and column (1-based; the end is exclusive)."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Claim(Record):
    """What the project claims to be, beside what its facts bear."""

    rung: str | None
    verdict: str
    """over, matches, under, not-enough-stated or nothing-claimed."""
    by: int
    """How many rungs over or under; 0 otherwise."""
    gap_low: int
    gap_high: int
    as_if: bool = False
    """Whether the claim is not the project's own but was given to audit it by."""
    stated: bool = True
    """Whether it is said what is claimed, be it that nothing is; else nobody has answered that yet."""


class StagePart(Record):
    """The part that people have in one stage, from certain to not ruled out, in the rubric's words."""

    stage: str
    low: str
    high: str
    says: str


class Rung(Record):
    """The rung evidenced: certainly low, not ruled out high."""

    low: str
    high: str
    by_stage: tuple[StagePart, ...]


class Cap(Record):
    """Something that caps the letter (over-claim or risk), and whether it lowered the low and the high end."""

    reason: str
    letter: str
    low: bool
    high: bool
    says: str


class Grade(Record):
    """The letter for keeping the claim, as a range. `low` and `high` are None where no letter is given."""

    low: str | None
    high: str | None
    uncapped_low: str | None
    uncapped_high: str | None
    caps: tuple[Cap, ...]
    settled: bool
    share_low: int | None
    share_high: int | None
    exact_share_low: str | None
    exact_share_high: str | None
    coverage: int | None
    """Per cent, by weight, of what the claim expects that is settled."""
    says: str
    fragile: tuple[str, ...]
    """The criteria whose weight, moved by a quarter, would change the letter."""
    caps_say: tuple[str, ...] = ()
    """The caps in sentences, one for each reason: what is certain and what is possible stand in the same."""
    may_fall_to: str | None = None
    """The letter that its low end may fall to by the risks that could not be judged; None where it cannot."""


class Score(Record):
    """0 to 100, rounded down, with the exact fractions."""

    low: int
    high: int
    exact_low: str
    exact_high: str


class Coverage(Record):
    """How many criteria are settled, of how many that apply, and how many were declared not applicable."""

    settled: int
    of: int
    not_applicable: int


class Dimension(Record):
    """The score of one dimension: 0 to 100, rounded down, with the exact fractions."""

    id: str
    title: str
    asks: str
    low: int
    high: int
    exact_low: str
    exact_high: str


class Tokenism(Record):
    """Tokenism risk: a band from low to high, a figure for trends (0 to 100, rounded up), and how much was judged."""

    band_low: str
    band_high: str
    low: int
    high: int
    judged: int
    of: int
    """The risks that concern this claim and are due."""
    counting: tuple[str, ...] = ()
    """The titles of the risks that are certainly grave enough to count towards a band, the gravest first."""
    may_rise_to: str | None = None
    """The band that the risks that could not be judged may raise the worst one to; None where they cannot."""


class FactRead(Record):
    """A fact that a criterion or risk asks about, what it may still be, in words, and where it was read."""

    name: str
    value: str
    stated: bool
    lines: tuple[Place, ...]


class SideSays(Record):
    """The level that one side gives a criterion. `people` is None where their number is not stated."""

    side: str
    people: int | None
    level: int
    counts: bool
    """Whether it may lower the level: only the people's sides do."""
    means: str
    line: Place
    wanted: str = ""
    """`more`, `this` or `less` of it, as the side wants; empty where it does not say."""
    spread: tuple[int, ...] = ()
    """How many people chose each level, from 0 up; empty where that is not stated."""


class Criterion(Record):
    """One criterion: its level from certain to not ruled out, what that means, and the lines that decided it."""

    id: str
    title: str
    dimension: str
    asks: str
    low: int
    high: int
    means_low: str
    """What the certain level means; where the two differ, it is the least that is so (`not stated` at level 0)."""
    means_high: str
    facts: tuple[FactRead, ...]
    lines: tuple[Place, ...]
    expected: int | None
    """What the claimed rung expects; None where it expects nothing here."""
    weight: str
    core: bool
    next_step: str
    next_means: str
    """What the level above the certain one means; empty at the top."""
    effort: str
    thresholds: str
    sides: tuple[SideSays, ...]
    response: str
    """What the project answers to this, from `responses`."""
    by_account: str = ""
    """Where an account puts it lower than the facts do: whose account that is, as the start of a sentence."""


class NotApplicable(Record):
    """A criterion that the project declared not applicable, and why."""

    criterion: str
    title: str
    reason: str
    line: Place


class Risk(Record):
    """One tokenism risk: its severity (0 to 4) from certain to not ruled out, and the lines that decided it."""

    id: str
    title: str
    low: int
    high: int
    judged: bool
    applies: bool
    not_yet_due: bool
    starred: bool
    asks: str
    means: str
    """What the certain severity means; empty at 0."""
    means_high: str
    facts: tuple[FactRead, ...]
    lines: tuple[Place, ...]
    next_step: str


class Finding(Record):
    """Something a reader should know. kind: holds-down, risk, conflict, note or wording."""

    id: str
    kind: str
    about: str
    """The id of the criterion or risk, the rule, or the cue."""
    title: str
    message: str
    advice: str
    lines: tuple[Place, ...]


class Step(Record):
    """One raise: a criterion, from which level to which, what the new level means, what to do, and its effort."""

    criterion: str
    title: str
    now: int
    to: int
    means: str
    next_step: str
    effort: str


class Advice(Record):
    """What would move the result. kind: say-what-it-is, still-to-do, to-claim, to-rung, to-letter or to-truth."""

    kind: str
    to: str
    text: str
    steps: tuple[Step, ...] = ()


class NotStated(Record):
    """A question whose answer is not in the description, and the criteria and risks that wait for it."""

    key: str
    asks: str
    criteria: tuple[str, ...]
    risks: tuple[str, ...]


class Disagreement(Record):
    """Where the sides' answers differ on one criterion."""

    criterion: str
    title: str
    sides: tuple[SideSays, ...]
    apart: int
    """Levels between the lowest and the highest answer (the facts' own level included)."""
    talk: bool
    """Two levels or more: something to talk about."""


class Elsewhere(Record):
    """Another rubric that asks better of this project, and why."""

    rubric: str
    says: str


class Moment(Record):
    """One entry of the time line: a stage, a group's coming or going, a contact or a decision."""

    kind: str
    what: str
    first: str
    """ISO date of the earliest day it may be; empty where no date is stated."""
    last: str
    how: str
    line: Place


class Days(Record):
    """The days that something may have happened on, ISO: from the earliest to the latest."""

    first: str
    last: str


class Voice(Record):
    """One group at a stage or a decision: its part or say, and whether it was there."""

    group: str
    side: str
    says: str
    """Empty where the description says nothing of this group here."""
    low: int
    """The place of the part or say among its words, from certain to not ruled out; 0 is no part at all."""
    high: int
    there: str
    """there, not-yet or gone, by the days that are stated; empty where they do not tell."""


class Occasion(Record):
    """A stage or a decision: when it was, what part or say people had as it counts, and who was there."""

    kind: str
    """stage or decision."""
    what: str
    counted: bool
    """Whether it counts; other decisions are only shown."""
    first: str
    """ISO date of the earliest day it may be; empty where no date is stated."""
    last: str
    says: str
    low: int
    high: int
    top: int
    """The highest place that a part or say can have."""
    before_people: bool
    """Whether it was certainly over before the first of the people joined."""
    voices: tuple[Voice, ...]
    line: Place


class Cited(Record):
    """A publication that a question rests on, and how sure we are of what it says: read, second-hand or recalled."""

    cite: str
    link: str
    """Where it can be found: https, or empty."""
    sure: str
