"""A plan as plain data: the least effort to a rung or a letter, as steps in order. Renderers read only this."""

from __future__ import annotations

from coaudit.records import Record
from coaudit.report import Advice, NotStated, RubricInfo, Step, Tool
from coaudit.report.compare import Comparison

FORMAT = "coaudit-plan/1"
RUNG, LETTER = "rung", "letter"
GRADE, SCORE = "grade", "score"


class Change(Record):
    """What a step moves: the rung, the letter or the score that is certain; from what and to what."""

    what: str
    before: str
    after: str


class PlanStep(Record):
    """One step: what to raise, what that changes, and what it costs."""

    step: Step
    now_means: str
    """What is certain so far, in the rubric's words."""
    units: str
    """The effort of the whole step, in the rubric's figures."""
    questions: tuple[NotStated, ...]
    """Where the level may be there already: what to answer first."""
    changes: tuple[Change, ...]
    now_best: str = ""
    """Where too little is stated to be certain: what is not ruled out, in the rubric's words."""
    next_time: bool = False
    """Whether only a next project can do it, for this one is complete."""
    by_account: str = ""
    """Where an account puts it lower than the facts do: whose account that is, as the start of a sentence."""


class Standing(Record):
    """A risk of tokenism that keeps a letter away, and what to do about it."""

    title: str
    certain: bool
    """Whether it certainly counts; else it may, and more detail would say."""
    means: str
    next_step: str


class Plan(Record):
    """How one project gets somewhere with the least effort."""

    tool: Tool
    rubric: RubricInfo
    path: str
    title: str
    planned: bool
    headline: str
    kind: str
    """rung or letter."""
    to: str
    to_title: str
    reached: bool
    """Whether it is certain already."""
    possible: bool
    """Whether raising levels can get there at all."""
    true_name: Advice | None
    """What it could honestly be called now, where the claim is another. Always the first thing to think of."""
    first: tuple[str, ...]
    """What has to change before any step counts."""
    steps: tuple[PlanStep, ...]
    units: str
    """The effort of all steps."""
    efforts: tuple[tuple[str, str], ...]
    """What each kind of effort counts for one level."""
    risks: tuple[Standing, ...]
    """What besides the steps keeps the letter away."""
    answers: tuple[NotStated, ...] = ()
    """Where too little is stated for a letter, now or when all steps are done: what to answer, the best first."""
    what_if: tuple[str, ...] = ()
    """What was set for this plan and does not stand in the file."""
    moved: Comparison | None = None
    """What the things that were set move."""
    complete: bool = False
    """The project is over: what can still be done stands first, and the rest is for a next one."""
    still_to_do: tuple[Step, ...] = ()
    """What can still be done about a project that is complete, beside the steps."""
    withheld: bool = False
    """Too little is stated for any letter, so that none can be promised until the questions are answered."""
    first_answer: NotStated | None = None
    """What to answer before any step, for nothing rules out that what the rung needs besides them is met."""
    first_means: str = ""
    """What that is, in the rubric's words."""
    format: str = FORMAT
