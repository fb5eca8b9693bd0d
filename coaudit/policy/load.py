"""Reading policies and baselines: all that is wrong with one is found before anything is judged by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from coaudit.errors import Problem, SourceError
from coaudit.policy import NONE, Acceptance, Baseline, Layer, Policy, Recorded, Rule
from coaudit.policy.file import BaselineFile, PolicyFile, Require
from coaudit.rubric import LEVEL_OF, Rubric
from coaudit.rubric.misfits import misfit
from coaudit.scalars import nearest
from coaudit.source import Document, Path, parse
from coaudit.vocabulary import STATUS

SCHEMA = "coaudit schema policy"
SINGLE = ("claim", "grade", "rung", "risk", "coverage", "not_applicable")

Model = TypeVar("Model", bound=BaseModel)


def load_policy(raw: bytes, name: str) -> tuple[Policy, Document]:
    """The policy in a file's bytes, and the document it stands in. Raises SourceError with all that is wrong.

    What it says of a rubric is checked by `misplaced`, once the rubric is known.
    """
    document = parse(raw, name)
    file = _model(PolicyFile, document)
    problems = [*_twice(document), *_dates(document, file)]
    if problems:
        raise SourceError(tuple(problems))
    layers = [Layer(tuple(_rules(document, ("require",), file.require)))]
    for status, require in file.by_status.items():
        layers.append(Layer(tuple(_rules(document, ("by_status", status), require)), status=status))
    for place, each in enumerate(file.by_path):
        layers.append(Layer(tuple(_rules(document, ("by_path", place, "require"), each.require)), paths=each.paths))
    waivers = tuple(
        Acceptance(
            each.criterion, each.paths, each.reason, each.owner, date.fromisoformat(each.until),
            _where(document, ("waivers", place)),
        )
        for place, each in enumerate(file.waivers)
    )  # fmt: skip
    policy = Policy(
        name=name,
        sha256=sha256(raw).hexdigest(),
        rubric=file.rubric or "",
        layers=tuple(layer for layer in layers if layer.rules),
        not_shown_fails=file.not_shown == "fails",
        waivers=waivers,
        baseline_file=file.baseline or "",
    )
    return policy, document


def load_baseline(raw: bytes, name: str) -> tuple[Baseline, Document]:
    """The baseline in a file's bytes, and the document. Raises SourceError with all that is wrong."""
    document = parse(raw, name)
    file = _model(BaselineFile, document)
    projects = {
        path: Recorded({name: int(score) for name, score in each.scores.items() if score != NONE}, each.reason or "")
        for path, each in file.projects.items()
    }
    return Baseline(name, sha256(raw).hexdigest(), file.rubric, projects), document


def misplaced(policy: Policy, document: Document, rubric: Rubric) -> tuple[Problem, ...]:
    """Everything in a policy that a rubric does not have: letters, rungs, bands, dimensions, criteria."""
    file = _model(PolicyFile, document)
    found = list(_require(document, ("require",), file.require, rubric))
    for status, require in file.by_status.items():
        found += _require(document, ("by_status", status), require, rubric)
    for place, each in enumerate(file.by_path):
        found += _require(document, ("by_path", place, "require"), each.require, rubric)
    for place, waiver in enumerate(policy.waivers):
        found += _waivable(document, ("waivers", place, "criterion"), waiver.criterion, rubric)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def unknown_dimensions(document: Document, rubric: Rubric) -> tuple[Problem, ...]:
    """Every dimension in a baseline that a rubric does not have."""
    file = _model(BaselineFile, document)
    words = tuple(dimension.id for dimension in rubric.dimensions)
    found: list[Problem] = []
    for path, each in file.projects.items():
        for name in each.scores:
            place = ("projects", path, "scores", name)
            found += _one_of(document, place, name, words, "dimension", key=True)
    return tuple(found)


def _model(kind: type[Model], document: Document) -> Model:
    try:
        return kind.model_validate(document.data)
    except ValidationError as error:
        problems = [misfit(document, detail, SCHEMA) for detail in error.errors(include_url=False)]
        raise SourceError(tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))) from None


def _rules(document: Document, path: Path, require: Require) -> Iterator[Rule]:
    for key in SINGLE:
        value = getattr(require, key)
        if value is not None:
            yield Rule(key.replace("_", "-"), "", str(value), _where(document, (*path, key)))
    for key, id_ in (("scores", "score"), ("levels", "level")):
        for about, value in getattr(require, key).items():
            yield Rule(id_, about, str(value), _where(document, (*path, key, about)))


def _where(document: Document, path: Path) -> str:
    return f"{document.name}, line {document.locate(path, key=True).line}"


def _twice(document: Document) -> Iterator[Problem]:
    """Each status that is there twice in two spellings: of the two, one would be lost."""
    seen: dict[str | None, str] = {}
    written = document.data.get("by_status") if isinstance(document.data, dict) else None
    for key in written if isinstance(written, dict) else ():
        first = seen.setdefault(STATUS.find(key), key)
        if first != key:
            message = f"'{key}' is the same status as '{first}', which is there already"
            yield document.problem(("by_status", key), message, "write all that is required of it under one", key=True)


def _dates(document: Document, file: PolicyFile) -> Iterator[Problem]:
    for place, waiver in enumerate(file.waivers):
        try:
            date.fromisoformat(waiver.until)
        except ValueError:
            yield document.problem(
                ("waivers", place, "until"), f"there is no day {waiver.until}", "write a day such as 2027-03-31"
            )


def _require(document: Document, path: Path, require: Require, rubric: Rubric) -> Iterator[Problem]:
    known: dict[str, tuple[str, ...]] = {
        "grade": rubric.grades.letters,
        "rung": rubric.ladder.words,
        "risk": rubric.bands,
    }
    for key, words in known.items():
        value = getattr(require, key)
        if value is not None and value != NONE:
            yield from _one_of(document, (*path, key), value, words, key)
    dimensions = tuple(dimension.id for dimension in rubric.dimensions)
    criteria = tuple(criterion.id for criterion in rubric.criteria)
    for key, words, what in (("scores", dimensions, "dimension"), ("levels", criteria, "criterion")):
        for name in getattr(require, key):
            yield from _one_of(document, (*path, key, name), name, words, what, key=True)


def _waivable(document: Document, path: Path, criterion: str, rubric: Rubric) -> Iterator[Problem]:
    """Nothing that a rung needs or a risk reads can be waived: over-claim and tokenism cannot be signed away."""
    yield from _one_of(document, path, criterion, tuple(each.id for each in rubric.criteria), "criterion")
    readers = [risk.id for risk in rubric.risks if LEVEL_OF + criterion in risk.facts]
    if criterion in rubric.needed():
        why = "a rung needs it"
    elif readers:
        why = f"the risk '{readers[0]}' reads it"
    else:
        return
    yield document.problem(
        path, f"'{criterion}' cannot be waived: {why}", "require less of these projects under by_path, in plain sight"
    )


def _one_of(
    document: Document, path: Path, value: Any, words: tuple[str, ...], what: str, *, key: bool = False
) -> Iterator[Problem]:
    if value not in words:
        near = nearest(value, words)
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(words)}"
        yield document.problem(path, f"the rubric has no {what} '{value}'", hint, key=key)
