"""What may be written in a policy and in a baseline. All of it is data; `policy_load` makes it ready to judge by."""

from typing import Annotated, Any

from pydantic import Field

from coaudit.policy import FORMAT, NONE, NOT_ABOVE_EVIDENCE
from coaudit.project.fields import Reads, refuse
from coaudit.rubric import Shape
from coaudit.rubric.fields import TOP_LEVEL, Ids, Said
from coaudit.vocabulary import STATUS


def _format(value: Any) -> str:
    if value != str(FORMAT):
        raise refuse(f"'{value}' is not a format of a policy that is known", f"write {FORMAT}")
    return str(value)


def _below(top: int, wanted: str) -> Any:
    """A reader of a whole number from 0 to *top*, or `none`, kept as text, without zeros that it may begin with."""

    def read(value: Any) -> str:
        text = str(value).strip() if isinstance(value, str) else ""
        if text == NONE:
            return text
        is_number = text.isascii() and text.isdigit()
        text = text.lstrip("0") or "0"
        if not is_number or len(text) > len(str(top)) or int(text) > top:
            raise refuse(f"{wanted} is a whole number from 0 to {top}", f"write a number, or {NONE} to require nothing")
        return text

    return read


def _claim(value: Any) -> str:
    if value not in (NOT_ABOVE_EVIDENCE, NONE):
        raise refuse("only one thing can be required of a claim", f"write {NOT_ABOVE_EVIDENCE}, or {NONE}")
    return str(value)


def _status(value: Any) -> str:
    found = STATUS.find(value) if isinstance(value, str) else None
    if found is None:
        raise refuse(f"'{value}' is not a status", f"write one of: {', '.join(STATUS.scale.words)}")
    return found


def _whole(top: int) -> dict[str, Any]:
    return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": top}, {"const": NONE}]}


Format = Annotated[str, Reads(_format, {"const": FORMAT})]
Score = Annotated[str, Reads(_below(100, "a score"), _whole(100))]
Share = Annotated[str, Reads(_below(100, "a share in per cent"), _whole(100))]
Level = Annotated[str, Reads(_below(TOP_LEVEL, "a level"), _whole(TOP_LEVEL))]
Number = Annotated[str, Reads(_below(999, "a number of criteria"), _whole(999))]
Status = Annotated[str, Reads(_status, {"enum": list(STATUS.scale.words)})]
Kept = Annotated[str, Reads(_claim, {"enum": [NOT_ABOVE_EVIDENCE, NONE]})]


class Require(Shape):
    """What is required. A key that is left out requires nothing; `none` lifts what stands further up."""

    claim: Annotated[Kept | None, Field(description="that the claim is not above what is evidenced")] = None
    grade: Annotated[Said | None, Field(description="the least letter")] = None
    rung: Annotated[Said | None, Field(description="the least rung evidenced")] = None
    risk: Annotated[Said | None, Field(description="the highest band of tokenism risk")] = None
    coverage: Annotated[Share | None, Field(description="the least share that is settled, in per cent")] = None
    not_applicable: Annotated[Number | None, Field(description="the most criteria declared not applicable")] = None
    scores: dict[str, Score] = Field(default_factory=dict, description="the least score of each dimension")
    levels: dict[str, Level] = Field(default_factory=dict, description="the least level of each criterion")


class ForPaths(Shape):
    """Requirements for the projects under some paths."""

    paths: Annotated[Ids, Field(description="patterns as in .gitignore, from the folder of the policy")]
    require: Require


class Waiver(Shape):
    """A shortfall that an owner accepts for a time."""

    criterion: Annotated[Said, Field(description="the criterion that falls short")]
    paths: Annotated[Ids, Field(description="patterns as in .gitignore, from the folder of the policy")]
    reason: Annotated[Said, Field(description="why that is accepted; every report says it")]
    owner: Annotated[Said, Field(description="who answers for it: a role or a team")]
    until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="the last day on which it counts")]


class PolicyFile(Shape):
    """A whole policy."""

    format: Annotated[Format, Field(alias="coaudit-policy")]
    title: Said | None = None
    rubric: Annotated[Said | None, Field(description="a rubric that comes with coaudit, or a file beside this")] = None
    require: Require = Require()
    by_status: dict[Status, Require] = Field(default_factory=dict)
    by_path: list[ForPaths] = Field(default_factory=list)
    not_shown: Annotated[
        str, Field(pattern="^(fails|passes)$", description="whether what is not shown fails a run, or only warns")
    ] = "fails"
    waivers: list[Waiver] = Field(default_factory=list)
    baseline: Annotated[Said | None, Field(description="the file of the baseline, beside this")] = None


class RecordedScores(Shape):
    """What is recorded of one project."""

    scores: dict[str, Score]
    reason: Said | None = None


class BaselineFile(Shape):
    """A whole baseline."""

    format: Annotated[Format, Field(alias="coaudit-baseline")]
    rubric: Said
    projects: dict[str, RecordedScores] = Field(default_factory=dict)
