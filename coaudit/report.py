"""The Report: everything that any output may say, as plain data. Renderers read this and nothing else.

No live objects and no clock; equal input gives an equal report. All texts from descriptions are as they were written:
a renderer makes them safe for its own format.
"""

from __future__ import annotations

from coaudit.records import record

FORMAT = "coaudit-report/1"


@record
class Place:
    """A place in a description: its path of keys, and line and column (1-based; the end is exclusive)."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@record
class Tool:
    """The program."""

    name: str
    version: str


@record
class RungInfo:
    """A rung of the ladder, as the rubric words it."""

    id: str
    title: str
    means: str


@record
class RubricInfo:
    """Which rubric judged."""

    id: str
    version: str
    sha256: str
    title: str
    reviewed_by_people_with_lived_experience: bool
    reference: str
    rungs: tuple[RungInfo, ...]
    """The ladder, lowest rung first."""
    extends: tuple[str, ...] = ()
    """The rubrics that it stands on, the deepest first."""
    changed: tuple[str, ...] = ()
    """What it changes in the one it extends."""


@record
class Claim:
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


@record
class StagePart:
    """The part that people have in one stage, from certain to not ruled out, in the rubric's words."""

    stage: str
    low: str
    high: str
    says: str


@record
class Rung:
    """The rung evidenced: certainly low, not ruled out high."""

    low: str
    high: str
    by_stage: tuple[StagePart, ...]


@record
class Cap:
    """Something that caps the letter (over-claim or risk), and whether it lowered the low and the high end."""

    reason: str
    letter: str
    low: bool
    high: bool
    says: str


@record
class Grade:
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


@record
class Score:
    """0 to 100, rounded down, with the exact fractions."""

    low: int
    high: int
    exact_low: str
    exact_high: str


@record
class Coverage:
    """How many criteria are settled, of how many that apply, and how many were declared not applicable."""

    settled: int
    of: int
    not_applicable: int


@record
class Dimension:
    """The score of one dimension: 0 to 100, rounded down, with the exact fractions."""

    id: str
    title: str
    asks: str
    low: int
    high: int
    exact_low: str
    exact_high: str


@record
class Tokenism:
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


@record
class FactRead:
    """A fact that a criterion or risk asks about, what it may still be, in words, and where it was read."""

    name: str
    value: str
    stated: bool
    lines: tuple[Place, ...]


@record
class SideSays:
    """The level that one side gives a criterion. `people` is None where their number is not stated."""

    side: str
    people: int | None
    level: int
    counts: bool
    """Whether it may lower the level: only the people's sides do."""
    means: str
    line: Place


@record
class Criterion:
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


@record
class NotApplicable:
    """A criterion that the project declared not applicable, and why."""

    criterion: str
    title: str
    reason: str
    line: Place


@record
class Risk:
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


@record
class Finding:
    """Something a reader should know. kind: holds-down, risk, conflict, note or wording."""

    id: str
    kind: str
    about: str
    """The id of the criterion or risk, the rule, or the cue."""
    title: str
    message: str
    advice: str
    lines: tuple[Place, ...]


@record
class Step:
    """One raise: a criterion, from which level to which, what the new level means, what to do, and its effort."""

    criterion: str
    title: str
    now: int
    to: int
    means: str
    next_step: str
    effort: str


@record
class Advice:
    """What would move the result. kind: say-what-it-is, to-claim, to-rung, to-letter or to-truth."""

    kind: str
    to: str
    text: str
    steps: tuple[Step, ...] = ()


@record
class NotStated:
    """A question whose answer is not in the description, and the criteria and risks that wait for it."""

    key: str
    asks: str
    criteria: tuple[str, ...]
    risks: tuple[str, ...]


@record
class Disagreement:
    """Where the sides' answers differ on one criterion."""

    criterion: str
    title: str
    sides: tuple[SideSays, ...]
    apart: int
    """Levels between the lowest and the highest answer (the facts' own level included)."""
    talk: bool
    """Two levels or more: something to talk about."""


@record
class Moment:
    """One entry of the time line: a stage, a group's coming or going, a contact or a decision."""

    kind: str
    what: str
    first: str
    """ISO date of the earliest day it may be; empty where no date is stated."""
    last: str
    how: str
    line: Place


@record
class Audit:
    """The report on one project."""

    path: str
    title: str
    organisation: str
    status: str
    planned: bool
    """A proposal: everything is judged as planned."""
    headline: str
    claim: Claim
    rung: Rung
    grade: Grade
    score: Score
    coverage: Coverage
    dimensions: tuple[Dimension, ...]
    tokenism: Tokenism
    criteria: tuple[Criterion, ...]
    not_applicable: tuple[NotApplicable, ...]
    risks: tuple[Risk, ...]
    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...]
    not_stated: tuple[NotStated, ...]
    disagreements: tuple[Disagreement, ...]
    timeline: tuple[Moment, ...]
    confidence: tuple[str, ...]
    """What lowers trust in the description itself. Never part of a score or band."""
    source: tuple[str, ...]
    """The description's lines, so that a format can quote them."""

    def line(self, place: Place) -> str:
        """The text of the line that a place begins on."""
        return self.source[place.line - 1] if 0 < place.line <= len(self.source) else ""


@record
class InputError:
    """Something wrong with one input; that input is not graded."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    quoted: str = ""


@record
class Requirement:
    """Something required of a project: met (True), not met (False), or not shown (None)."""

    id: str
    path: str
    met: bool | None
    detail: str


@record
class Report:
    """One run of the auditor."""

    tool: Tool
    rubric: RubricInfo
    audits: tuple[Audit, ...]
    errors: tuple[InputError, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    exit_code: int = 0
    limits: tuple[str, ...] = ()
    """What no such report can say; printed with every grade."""
    format: str = FORMAT
