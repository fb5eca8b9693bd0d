"""The description of a project, format 1: what may be written, key by key.

Every value is what it may still be (`coaudit.values`), and None is *not stated*. Nothing here knows a rubric.
"""

from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from coaudit import vocabulary as words
from coaudit.project.fields import (
    Amount,
    AnswerLevel,
    Block,
    Count,
    Date,
    EachNone,
    Every,
    Lengthen,
    LengthenContact,
    Names,
    Reads,
    Text,
    Whole,
    YesNo,
    members,
    word,
)
from coaudit.values import Choice, Members

Say = Annotated[Choice | None, word(words.SAY)]
Part = Annotated[Choice | None, word(words.PART)]
PaymentKind = Annotated[Choice | None, word(words.PAYMENT)]
ExpensesKind = Annotated[Choice | None, word(words.EXPENSES)]
FeedbackKind = Annotated[Choice | None, word(words.FEEDBACK)]
AfterKind = Annotated[Choice | None, word(words.AFTER)]


class Shape(BaseModel):
    """A group of keys that refuses any key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Beside(Shape):
    """What may stand beside any value."""

    date: Date = None
    from_: Annotated[Date, Field(alias="from")] = None
    to: Date = None
    evidence: Text = None
    note: Text = None


class Stated(Beside):
    """One word of a list in its long form. The key that holds it knows the list."""

    is_: Annotated[Choice | None, Reads(lambda choice: choice, {}), Field(alias="is")] = None
    who: Names = None


class StatedCount(Beside):
    """A number in its long form."""

    is_: Annotated[Count, Field(alias="is")] = None
    who: Names = None


class Reserved(Shape):
    """Why a decision is not the project's to share."""

    by: Annotated[Choice | None, word(words.RESERVED_BY)] = None
    reason: Text = None
    told: Annotated[Choice | None, word(words.RESERVED_TOLD)] = None


class Decision(Beside):
    """The say that people have in a decision."""

    is_: Annotated[Say, Field(alias="is")] = None
    who: Annotated[dict[str, Say] | None, Block] = None
    what: Text = None
    reserved: Annotated[Reserved | None, Lengthen("by")] = None


class Stage(Beside):
    """The part that people have in a stage."""

    is_: Annotated[Part, Field(alias="is")] = None
    who: Annotated[dict[str, Part] | None, Block] = None


OneDecision = Annotated[Decision | None, Lengthen()]
OneStage = Annotated[Stage | None, Lengthen()]


class Decisions(Shape):
    """The say that people have, decision by decision. The first six are the key ones; `rest` answers for those of
    the six that are not named; the others are shown and never counted.
    """

    problem: OneDecision = None
    outcomes: OneDecision = None
    budget: OneDecision = None
    design: OneDecision = None
    delivery: OneDecision = None
    evaluation: OneDecision = None
    rest: OneDecision = None
    who_joins: Annotated[OneDecision, Field(alias="who-joins")] = None
    data: OneDecision = None
    publication: OneDecision = None
    scope: OneDecision = None
    stop: OneDecision = None
    other: Annotated[list[Decision] | None, Whole] = None


class Stages(Shape):
    """The part that people have, stage by stage. Idea, design, delivery and review are always asked; the other
    stages count where they are listed; `rest` answers for those of the four that are not named.
    """

    idea: OneStage = None
    funding: OneStage = None
    design: OneStage = None
    delivery: OneStage = None
    analysis: OneStage = None
    sharing: OneStage = None
    adoption: OneStage = None
    review: OneStage = None
    rest: OneStage = None


class Left(Shape):
    """Who left before the end, and why."""

    people: Count = None
    why: Text = None


class Group(Shape):
    """Some of those who work on the project. No personal names are needed."""

    side: Annotated[Choice | None, word(words.SIDE)] = None
    people: Count = None
    from_: Annotated[Date, Field(alias="from")] = None
    to: Date = None
    staying: Count = None
    left: Annotated[Left | None, Lengthen("people")] = None
    recruited: Annotated[Choice | None, word(words.RECRUITED)] = None
    chosen_by: Annotated[Choice | None, word(words.CHOSEN_BY)] = None
    evidence: Text = None
    note: Text = None


class Affected(Shape):
    """People whom the project concerns most, and whether they are there."""

    who: Text
    here: Annotated[Choice | None, word(words.HERE)] = None
    plan: Text = None
    evidence: Text = None
    note: Text = None


class Body(Shape):
    """A board, committee or team."""

    name: Text = None
    decides: YesNo = None
    seats: Count = None
    people_seats: Count = None
    chair: Annotated[Choice | None, word(words.SHARED_BY)] = None
    agenda: Annotated[Choice | None, word(words.SHARED_BY)] = None
    evidence: Text = None
    note: Text = None


class Contact(Shape):
    """One line of meetings or other contact."""

    what: Text = None
    who: Names = None
    method: Annotated[Choice | None, word(words.METHOD)] = None
    dates: Annotated[list[Date] | None, Whole] = None
    times: Count = None
    every: Every = None
    from_: Annotated[Date, Field(alias="from")] = None
    to: Date = None
    same_people: YesNo = None
    evidence: Text = None
    note: Text = None


class Payment(Beside):
    """What people are offered for their time."""

    is_: Annotated[PaymentKind, Field(alias="is")] = None
    who: Names = None
    hourly: Amount = None
    daily: Amount = None
    currency: Text = None
    preparation: YesNo = None
    choice: YesNo = None
    instead: Text = None
    instead_agreed: YesNo = None


class Expenses(Beside):
    """How costs are met."""

    is_: Annotated[ExpensesKind, Field(alias="is")] = None
    who: Names = None
    covers: Annotated[Members | None, members(words.COVERS)] = None


class Feedback(Beside):
    """How people hear what came of what they said."""

    is_: Annotated[FeedbackKind, Field(alias="is")] = None
    who: Names = None
    days: Amount = None
    refusals: YesNo = None
    public: YesNo = None


class After(Beside):
    """What stays when the project ends."""

    is_: Annotated[AfterKind, Field(alias="is")] = None
    who: Names = None
    funded: YesNo = None


class Change(Shape):
    """Something that is different because of what people said."""

    what: Text = None
    size: Annotated[Choice | None, word(words.SIZE)] = None
    date: Date = None
    evidence: Text = None
    note: Text = None


class Account(Shape):
    """The joint answer of one side, criterion by criterion. Single persons' answers are never stored."""

    from_: Annotated[Choice | None, word(words.SIDE), Field(alias="from")] = None
    people: Count = None
    date: Date = None
    rubric: Text = None
    answers: Annotated[dict[str, AnswerLevel] | None, Block] = None
    wanted: Annotated[dict[str, Annotated[Choice | None, word(words.WANTED)]] | None, Block] = None
    counts: Annotated[dict[str, dict[str, Count]] | None, Block] = None
    note: Text = None


Word = Stated | None


class On(Lengthen):
    """Makes a key whose value is one word of a list, written short or long."""

    def __init__(self, vocabulary: words.Vocabulary) -> None:
        super().__init__()
        self._word = word(vocabulary)

    def _lengthen(self, value: Any) -> Any:
        long = super()._lengthen(value)
        return {**long, "is": self._word.read(long.get("is"))}

    def _short_schema(self, shape: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - the key itself knows the list
        return self._word.schema


class Project(Shape):
    """One project. Only `title` has to be there."""

    coaudit: Text = None
    title: str
    organisation: Text = None
    purpose: Text = None
    summary: Text = None
    level: Annotated[Choice | None, word(words.LEVEL)] = None
    kind: Annotated[Choice | None, word(words.KIND)] = None
    status: Annotated[Choice | None, word(words.STATUS)] = None
    starts: Date = None
    ends: Date = None
    claim: Annotated[Choice | None, word(words.CLAIM)] = None
    started_by: Annotated[Choice | None, word(words.WHO_DID)] = None
    completed_by: Annotated[Choice | None, word(words.WHO_DID)] = None
    groups: Annotated[dict[str, Annotated[Group, Lengthen("side")]] | None, Block] = None
    affected: Annotated[list[Annotated[Affected, Lengthen("who")]] | None, Whole] = None
    stages: Annotated[Stages | None, EachNone] = None
    decisions: Annotated[Decisions | None, EachNone] = None
    on_disagreement: Annotated[Word, On(words.ON_DISAGREEMENT)] = None
    still_open: Annotated[Word, On(words.STILL_OPEN)] = None
    information: Annotated[Word, On(words.INFORMATION)] = None
    bodies: Annotated[list[Body] | None, Whole] = None
    contact: Annotated[list[Annotated[Contact, LengthenContact()]] | None, Whole] = None
    notice_days: Annotated[StatedCount | None, Lengthen()] = None
    timetable: Annotated[Word, On(words.TIMETABLE)] = None
    payment: Annotated[Payment | None, Lengthen()] = None
    expenses: Annotated[Expenses | None, Lengthen()] = None
    access: Annotated[Word, On(words.ACCESS)] = None
    support: Annotated[Members | None, members(words.SUPPORT)] = None
    staff_learning: Annotated[Word, On(words.STAFF_LEARNING)] = None
    skills: Annotated[Word, On(words.SKILLS)] = None
    agreement: Annotated[Word, On(words.AGREEMENT)] = None
    credit: Annotated[Word, On(words.CREDIT)] = None
    feedback: Annotated[Feedback | None, Lengthen()] = None
    changes: Annotated[list[Annotated[Change, Lengthen("what")]] | None, Whole] = None
    after: Annotated[After | None, Lengthen()] = None
    accounts: Annotated[list[Account] | None, Whole] = None
    responses: Annotated[dict[str, Text] | None, Block] = None
    not_applicable: Annotated[dict[str, Text] | None, Block] = None
    facts: Annotated[dict[str, Any] | None, Block] = None

    @cached_property
    def sides(self) -> dict[str, frozenset[str] | None]:
        """The sides that each group may be on, by its name; None where nothing is said of it."""
        return {
            name: frozenset(group.side.words) if group.side else None for name, group in (self.groups or {}).items()
        }
