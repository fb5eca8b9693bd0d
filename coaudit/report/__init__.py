"""The Report: everything that any output may say, as plain data. Renderers read this and nothing else.

No live objects and no clock; equal input gives an equal report. All texts from descriptions are as they were written:
a renderer makes them safe for its own format.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from coaudit.records import Record, replace
from coaudit.report.parts import (
    Advice,
    Cap,
    Cited,
    Claim,
    Coverage,
    Criterion,
    Days,
    Dimension,
    Disagreement,
    Elsewhere,
    FactRead,
    Finding,
    Grade,
    Moment,
    NotApplicable,
    NotStated,
    Occasion,
    Place,
    Risk,
    Rung,
    Score,
    SideSays,
    StagePart,
    Step,
    Tokenism,
    Voice,
)
from coaudit.report.revisions import Figures, Point, Revisions, Shift

__all__ = [
    "FORMAT",
    "Advice",
    "Asked",
    "Audit",
    "Cap",
    "Cited",
    "Claim",
    "Coverage",
    "Criterion",
    "Days",
    "Dimension",
    "Disagreement",
    "Elsewhere",
    "FactRead",
    "Figures",
    "Finding",
    "Grade",
    "InputError",
    "Moment",
    "NotApplicable",
    "NotStated",
    "NotedAt",
    "Occasion",
    "Place",
    "Point",
    "PolicyInfo",
    "Report",
    "Requirement",
    "Revisions",
    "Risk",
    "RubricInfo",
    "Rung",
    "RungInfo",
    "Score",
    "Shift",
    "SideSays",
    "StagePart",
    "Step",
    "Tokenism",
    "Tool",
    "Voice",
    "Waiver",
]

FORMAT = "coaudit-report/1"

HOLDS_DOWN = "holds-down"
"""The kind of finding that says where a project falls short of what it claims."""


class Tool(Record):
    """The program."""

    name: str
    version: str


class RungInfo(Record):
    """A rung of the ladder, as the rubric words it."""

    id: str
    title: str
    means: str


class Asked(Record):
    """Something that a report by this rubric may find, whether it did or not."""

    kind: str
    """The kind of finding: holds-down, risk, conflict or wording."""
    about: str
    """The id of the criterion, risk, rule or cue."""
    title: str
    asks: str
    next_step: str
    why: str = ""
    thresholds: str = ""
    """Where its thresholds come from, in a sentence."""
    sources: tuple[Cited, ...] = ()


class RubricInfo(Record):
    """Which rubric judged."""

    id: str
    version: str
    sha256: str
    title: str
    reviewed_by_people_with_lived_experience: bool
    reference: str
    """The rate that pay is compared with, with its date; empty where there is none."""
    rungs: tuple[RungInfo, ...]
    """The ladder, lowest rung first."""
    extends: tuple[str, ...] = ()
    """The rubrics that it stands on, the deepest first."""
    changed: tuple[str, ...] = ()
    """What it changes in the one it extends."""
    language: str = "en"
    """Which language its texts are in."""
    asked: tuple[Asked, ...] = ()
    """All that a report by it may find: so that a format can list what was not found too."""
    dimensions: tuple[str, ...] = ()
    """The ids of its dimensions, in its order: so that a format has a place for each of them, whatever was found."""


PARTS: Mapping[str, Any] = {"headline": ""} | dict.fromkeys(
    (
        *("criteria", "not_applicable", "risks", "findings", "advice", "not_stated", "disagreements"),
        *("timeline", "confidence", "elsewhere", "source", "occasions"),
    ),
    (),
)
"""What may be told of a project beside its verdict, and what stands in place of each where it is not told.

With `headline` goes what the grade means in words. In place of `findings` stand the bare titles of what holds it down.
"""

HISTORY = "history"
"""What may be added to the parts, where somebody asked for it: how a project fared over its revisions."""


class Audit(Record):
    """The report on one project: its verdict, and the parts that go with it."""

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
    elsewhere: tuple[Elsewhere, ...]
    """Other rubrics that ask better of such a project."""
    source: tuple[str, ...]
    """The description's lines, so that a format can quote them."""
    occasions: tuple[Occasion, ...] = ()
    """Who was there at each stage and each decision, in the order of the format."""
    joined: Days | None = None
    """When the first of the people joined; None unless every group of people says it."""
    history: Revisions | None = None
    """How it fared over its revisions in git; None where that was not asked for."""

    def with_only(self, parts: Collection[str]) -> Audit:
        """The same without the parts that are not named. Its history goes too, unless it is named."""
        rest = {part: nothing for part, nothing in PARTS.items() if part not in parts}
        if HISTORY not in parts:
            rest[HISTORY] = None
        if "findings" in rest:
            bare = (replace(each, message="", advice="", lines=()) for each in self.findings if each.kind == HOLDS_DOWN)
            rest["findings"] = tuple(bare)
        if "headline" in rest:
            rest["grade"] = replace(self.grade, says="")
        return replace(self, **rest)

    def line(self, place: Place) -> str:
        """The text of the line that a place begins on."""
        return self.source[place.line - 1] if 0 < place.line <= len(self.source) else ""


class InputError(Record):
    """Something wrong with one input; that input is not graded."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    quoted: str = ""


class Waiver(Record):
    """A shortfall that an owner has accepted for a time, with a reason. It changes no score and no letter."""

    criterion: str
    reason: str
    owner: str
    until: str
    """ISO date of the last day on which it counts."""
    ends_soon: bool = False


class Requirement(Record):
    """Something required of a project: met (True), not met (False), or not shown (None)."""

    id: str
    path: str
    met: bool | None
    detail: str
    about: str = ""
    """The criterion, risk or dimension that it is about; empty where it is about the whole project."""
    waiver: Waiver | None = None
    """Where it is not met, or not shown, and an owner has accepted that: then it does not fail the run."""
    must_be_shown: bool = False
    """Whether it fails the run where it is not shown, whatever the policy says of that: a flag required it."""


REQUIREMENTS = ("claim", "grade", "rung", "risk", "coverage", "not-applicable", "score", "level", "baseline")
"""The ids that a requirement may have."""


class NotedAt(Record):
    """The line of a file that something said of the whole run is about."""

    path: str
    """Empty where it is about no file that lies among what was audited."""
    line: int = 1


class PolicyInfo(Record):
    """What required things of the projects, and where it came from."""

    name: str
    sha256: str
    origin: tuple[str, ...]
    """In sentences: where each part of it came from, and what was passed over."""
    not_shown_fails: bool = True
    """Whether what is not shown to be met fails the run, as what is not met does."""


class Report(Record):
    """One run of the auditor."""

    tool: Tool
    rubric: RubricInfo
    audits: tuple[Audit, ...]
    errors: tuple[InputError, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    exit_code: int = 0
    limits: tuple[str, ...] = ()
    """What no such report can say; printed with every grade."""
    policy: PolicyInfo | None = None
    notes: tuple[str, ...] = ()
    """What should be known of the rubric or the policy, such as that a rate has grown old or a waiver ends soon."""
    warnings: tuple[str, ...] = ()
    """Those of the notes that somebody should look at now: a policy that a change edits, a waiver that has ended."""
    noted_at: tuple[NotedAt, ...] = ()
    """Where each of the notes belongs, in their order; a note beyond the last of them is about no file."""
    format: str = FORMAT

    def fails(self, requirement: Requirement) -> bool:
        """Whether a requirement makes this run fail: it falls short, and nobody has accepted that."""
        if requirement.met or requirement.waiver is not None:
            return False
        fails_unshown = requirement.must_be_shown or self.policy is None or self.policy.not_shown_fails
        return requirement.met is False or fails_unshown

    def renamed(self, name: Callable[[str], str]) -> Report:
        """The same with other paths: of every project, of what could not be read and of what is required."""
        return replace(
            self,
            audits=tuple(replace(each, path=name(each.path)) for each in self.audits),
            errors=tuple(replace(each, path=name(each.path)) for each in self.errors),
            requirements=tuple(replace(each, path=name(each.path)) for each in self.requirements),
            noted_at=tuple(replace(each, path=name(each.path)) for each in self.noted_at),
        )
