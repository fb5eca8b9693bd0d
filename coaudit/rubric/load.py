"""From a read document to a rubric that can be used, with every error at its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from coaudit.errors import Problem, RubricError
from coaudit.facts import MEASURES
from coaudit.records import Record
from coaudit.rubric import CLAIM_GAP, CLAIM_RUNG, LEVEL_OF, Item, Lineage, Rubric, own_domain
from coaudit.rubric.conditions import Condition, Test
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.scalars import nearest
from coaudit.source import Document, Path
from coaudit.values import Domain, Numbers, Words
from coaudit.vocabulary import STATUS

if TYPE_CHECKING:
    from coaudit.rubric.merge import Placed, Resolve

Fault = tuple[Path, str, str]

EXAMPLES = {"currency": "GBP", "as_of": "2026-11", "check_after_months": "18", "source": "the-id-of-a-source"}
"""What a reference may say, for the hints."""

ORDERING = ("at_least", "at_most", "below")


class Spoken(Record):
    """The language to load rubrics in, and what finds the texts beside a rubric by its name, where there are any."""

    language: str
    texts: Callable[[str], Document | None]


def load_rubric(
    own: Placed,
    name: str,
    sha256: str,
    resolve: Resolve | None = None,
    spoken: Spoken | None = None,
    *,
    checked: bool = False,
) -> Rubric:
    """The rubric of a file, on top of those that it extends, in the language asked for.

    With *checked*, somebody has seen before that everything in it fits together, and it is not looked at again. Raises
    RubricError with all that is wrong.
    """
    placed, lineage = _on_its_base(own, sha256, resolve, ((name, sha256),), spoken)
    try:
        rubric = Rubric.model_validate(placed.data, context=_figures(placed.data))
    except ValidationError as error:
        from coaudit.rubric.misfits import misfit

        raise RubricError(
            _sorted(misfit(placed, detail, "coaudit schema rubric") for detail in error.errors(include_url=False))
        ) from None
    problems = [] if checked else [placed.problem(*fault) for fault in faults(rubric)]
    if problems:
        raise RubricError(_sorted(problems))
    return rubric.known_as(lineage)


def merged_data(own: Placed, name: str, sha256: str, resolve: Resolve | None = None) -> dict[str, Any]:
    """What a rubric says once those that it extends are below it. Raises RubricError where one cannot be found."""
    placed, _ = _on_its_base(own, sha256, resolve, ((name, sha256),))
    data: dict[str, Any] = placed.data
    return data


def _on_its_base(
    own: Placed,
    sha256: str,
    resolve: Resolve | None,
    way: tuple[tuple[str, str], ...],
    spoken: Spoken | None = None,
) -> tuple[Placed, Lineage]:
    """A rubric on top of those it extends, and what it comes from. `way` is the files up to here: names and hashes.

    Each is translated by its own texts before it is merged: what replaces an entry replaces its translation too.
    """
    missing: tuple[str, ...] = ()
    if spoken is not None:
        from coaudit.rubric.language import translated

        own, missing = translated(own, spoken.texts(way[-1][0]), spoken.language)
    data = own.data
    base_name = data.get("extends") if isinstance(data, dict) else None
    if base_name is None:
        return own, Lineage(sha256, untranslated=missing)
    if not isinstance(base_name, str) or resolve is None:
        raise RubricError((own.problem(("extends",), "one rubric is named here", "write extends: coproduction"),))
    try:
        base, found, base_hash = resolve(base_name, way[-1][0])
    except ValueError as error:
        hint = "name a bundled rubric, or a file beside this one: extends: ./ours.yaml"
        raise RubricError((own.problem(("extends",), str(error), hint),)) from None
    here = (found, base_hash)  # by its name alone, a file called as a bundled rubric would be taken for that
    from coaudit.rubric.merge import DEEPEST, extend

    if here in way or len(way) >= DEEPEST:
        message = f"'{base_name}' comes round to itself" if here in way else "too many rubrics stand on one another"
        raise RubricError((own.problem(("extends",), message, "extend a rubric that does not extend this one"),))
    base, lineage = _on_its_base(base, base_hash, resolve, (*way, here), spoken)
    extension = extend(own, base)
    # The hash of what counts: this file's and those of all that it stands on.
    both = hashlib.sha256(f"{lineage.sha256} {sha256}".encode()).hexdigest()
    title = f"{base.data.get('rubric')} {base.data.get('version')}"
    untranslated = (*lineage.untranslated, *missing)
    return extension.merged, Lineage(both, (*lineage.extends, title), extension.changed, untranslated)


def _sorted(problems: Any) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.message)))


def _figures(data: Any) -> dict[str, str]:
    """The figures of `reference` as written; what is not a figure is found wrong later."""
    reference = data.get("reference") if isinstance(data, dict) else None
    return (
        {key: text for key, text in reference.items() if isinstance(text, str)} if isinstance(reference, dict) else {}
    )


def domains(rubric: Rubric) -> dict[str, Domain]:
    """Every fact that a rubric's conditions may name, with what it may be at all."""
    found: dict[str, Domain] = {name: measure.domain for name, measure in MEASURES.items()}
    found |= rubric.own_domains()
    found[CLAIM_RUNG] = Words(rubric.ladder)
    found[CLAIM_GAP] = Numbers(0, len(rubric.rungs) - 1, "rungs")
    for criterion in rubric.criteria:
        found[LEVEL_OF + criterion.id] = Numbers(0, TOP_LEVEL, "levels")
    return found


def faults(rubric: Rubric) -> Iterator[Fault]:
    """Everything in a rubric that cannot be used, though it has the shape of one."""
    own = list(_own_facts(rubric))
    yield from own
    yield from _ids(rubric)
    yield from _ladders(rubric)
    yield from _pointers(rubric)
    yield from _grades(rubric)
    yield from _reference(rubric)
    yield from _elsewhere(rubric)
    if not own:
        known = domains(rubric)
        for path, condition, second in conditions(rubric):
            for test in condition.tests():
                yield from _test(path, test, known, second)


def _own_facts(rubric: Rubric) -> Iterator[Fault]:
    for name, kind in rubric.facts.items():
        try:
            own_domain(name, kind)
        except ValueError as error:
            yield ("facts", name), str(error), "write yes-no, number, or [weakest, stronger, strongest]"
        if name in MEASURES or name in (CLAIM_RUNG, CLAIM_GAP) or name.startswith(LEVEL_OF):
            yield ("facts", name), f"'{name}' is the name of a fact that coaudit measures itself", "choose another name"


def _ids(rubric: Rubric) -> Iterator[Fault]:
    """Ids that stand twice."""
    items: list[tuple[str, list[Any]]] = [
        ("dimensions", rubric.dimensions),
        ("criteria", rubric.criteria),
        ("risks", rubric.risks),
        ("rungs", rubric.rungs),
        ("wording", rubric.wording),
    ]
    found: dict[str, dict[str, str]] = {"dimensions": {}, "": {}}
    for key, entries in items:
        seen = found["dimensions" if key == "dimensions" else ""]  # a criterion may be called as its dimension is
        for place, entry in enumerate(entries):
            if entry.id in seen:
                yield (
                    (key, place, "id"),
                    f"the id '{entry.id}' is taken already, under {seen[entry.id]}",
                    "choose another id",
                )
            else:
                seen[entry.id] = key


def _ladders(rubric: Rubric) -> Iterator[Fault]:
    """Severities that do not rise from 1, and a condition for level 0."""
    for place, risk in enumerate(rubric.risks):
        severities = [level.severity for level in risk.levels]
        if 0 in severities or severities != sorted(set(severities)):
            yield (
                ("risks", place, "levels"),
                f"severities of '{risk.id}' do not rise from 1",
                "list each once, rising: 1, 2, 3, 4",
            )
    for place, criterion in enumerate(rubric.criteria):
        if criterion.levels[0].when.alternatives:
            yield (
                ("criteria", place, "levels", 0, "when"),
                "level 0 has no condition: it is what is left",
                "leave when: out",
            )
        for level, step in enumerate(criterion.levels):
            for fact in step.means_by:
                path = ("criteria", place, "levels", level, "means_by", fact)
                yield from _known(path, fact, step.when.facts(), "fact in its 'when'")
        if criterion.levels[0].next_step is not None:
            yield (
                ("criteria", place, "levels", 0, "next_step"),
                "level 0 has no next step: nothing leads down to it",
                "write it at the level that it leads to",
            )


def _pointers(rubric: Rubric) -> Iterator[Fault]:
    """Ids that point nowhere."""
    criteria = tuple(criterion.id for criterion in rubric.criteria)
    risks = tuple(risk.id for risk in rubric.risks)
    for key, entries in (("criteria", rubric.criteria), ("risks", rubric.risks)):
        for place, item in enumerate(entries):
            yield from _item(rubric, (key, place), item)
    dimensions = tuple(dimension.id for dimension in rubric.dimensions)
    for place, criterion in enumerate(rubric.criteria):
        yield from _known(("criteria", place, "dimension"), criterion.dimension, dimensions, "dimension")
    asked = frozenset(criterion.dimension for criterion in rubric.criteria)
    for place, dimension in enumerate(rubric.dimensions):
        if dimension.id not in asked and asked.issubset(dimensions):  # else one of them may only be misspelt
            hint = f"add a criterion with dimension: {dimension.id}, or take the dimension out"
            yield ("dimensions", place, "id"), f"no criterion asks about the dimension '{dimension.id}'", hint
    for place, rung in enumerate(rubric.rungs):
        for key in ("needs", "expects"):
            for name in getattr(rung, key):
                yield from _known(("rungs", place, key, name), name, criteria, "criterion")
        for source in rung.sources:
            yield from _known(("rungs", place, "sources"), source, tuple(rubric.sources), "source")
    for place, foundation in enumerate(rubric.foundation):
        for name in foundation.asks:
            yield from _known(("foundation", place, "asks"), name, criteria + risks, "criterion or risk")
        yield from _known(("foundation", place, "source"), foundation.source, tuple(rubric.sources), "source")
    for place, cue in enumerate(rubric.wording):
        yield from _known(("wording", place, "source"), cue.source, tuple(rubric.sources), "source")
        if not cue.phrases or not all(phrase.strip() for phrase in cue.phrases):
            what = "there is an empty phrase here" if cue.phrases else "there is no phrase here to look for"
            yield ("wording", place, "phrases"), what, "write words, such as phrases: [hard to reach]"
    for place, risk in enumerate(rubric.risks):
        if risk.due is not None:
            yield from _known(("risks", place, "due"), risk.due, STATUS.scale.words, "status")


def _item(rubric: Rubric, path: Path, item: Item) -> Iterator[Fault]:
    for source in item.sources:
        yield from _known((*path, "sources"), source, tuple(rubric.sources), "source")
    yield from _known((*path, "real_case", "source"), item.real_case.source, tuple(rubric.sources), "source")
    yield from _known((*path, "effort"), item.effort, tuple(rubric.efforts), "effort")


def _known(path: Path, name: str, names: tuple[str, ...], what: str) -> Iterator[Fault]:
    if name not in names:
        near = nearest(name, names)
        yield (
            path,
            f"there is no {what} called '{name}'",
            f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}",
        )


def _reference(rubric: Rubric) -> Iterator[Fault]:
    """A rate without its date, its money or its source."""
    reference = rubric.reference
    if reference.hourly is not None:
        for key in ("currency", "as_of", "check_after_months", "source"):
            if getattr(reference, key) is None:
                message = f"a rate without {key} cannot be checked by anyone"
                yield ("reference",), message, f"{key}: {EXAMPLES[key]}"
    if reference.source is not None:
        yield from _known(("reference", "source"), reference.source, tuple(rubric.sources), "source")


def _elsewhere(rubric: Rubric) -> Iterator[Fault]:
    """Rungs, named with another rubric, that there are not."""
    for name, other in rubric.elsewhere.items():
        for rung in other.rungs:
            yield from _known(("elsewhere", name, "rungs"), rung, rubric.ladder.words, "rung")


def _grades(rubric: Rubric) -> Iterator[Fault]:
    grades = rubric.grades
    letters = grades.letters
    if min(grades.bands.values(), default=1) != 0:
        yield ("grades", "bands"), "the lowest letter has to begin at 0", "set the last letter to 0, such as E: 0"
    for key, table in (("over_claim", grades.over_claim), ("risk", grades.risk)):
        for name, letter in table.items():
            yield from _known(("grades", key, name), letter, letters, "letter")
    for name in grades.over_claim:
        if not re.fullmatch("[1-9][0-9]{0,3}", name):
            yield ("grades", "over_claim", name), f"'{name}' is not a number of rungs", "write 1, 2, 3"
    for name in grades.risk:
        yield from _known(("grades", "risk", name), name, tuple(rubric.risk_bands), "risk band")
    for letter in letters:
        if letter not in grades.means:
            yield ("grades", "means"), f"it does not say what '{letter}' means", f"add {letter}: a sentence"
    for name, rules in rubric.risk_bands.items():
        for place, rule in enumerate(rules):
            if (rule.starred_at is None) == (rule.count is None or rule.at is None):
                yield ("risk_bands", name, place), "a band needs starred_at alone, or count and at", "{count: 3, at: 3}"


def conditions(rubric: Rubric) -> Iterator[tuple[Path, Condition, bool]]:
    """Every condition, where it stands, and whether it is judged second (and may read claims and levels)."""
    for place, criterion in enumerate(rubric.criteria):
        for level, step in enumerate(criterion.levels):
            yield ("criteria", place, "levels", level, "when"), step.when, False
    for place, risk in enumerate(rubric.risks):
        yield ("risks", place, "applies"), risk.applies, True
        for level, severity in enumerate(risk.levels):
            yield ("risks", place, "levels", level, "when"), severity.when, True
    for place, rung in enumerate(rubric.rungs):
        yield ("rungs", place, "when"), rung.when, False


def _test(path: Path, test: Test, known: Mapping[str, Domain], second: bool) -> Iterator[Fault]:
    """What is wrong with one test: its fact, its comparison or its operand."""
    if test.fact not in known:
        yield from _known(path, test.fact, tuple(known), "fact")
        return
    place = (*path, test.fact, test.operator)
    if not second and (test.fact in (CLAIM_RUNG, CLAIM_GAP) or test.fact.startswith(LEVEL_OF)):
        yield place, f"'{test.fact}' is known only to risks", "criteria and rungs never depend on the claim"
    domain = known[test.fact]
    if isinstance(domain, Numbers):
        yield from _number_test(place, test, domain)
        return
    for word in test.words:
        yield from _known(place, word, domain.scale.words, f"word for {test.fact}")
    if isinstance(domain, Words):
        if test.operator in ("includes", "includes_any"):
            yield place, f"'{test.fact}' is one word, not a set", "use is, any_of, at_least, at_most or below"
        if test.operator in ORDERING and not domain.scale.ordered:
            yield place, f"the words for '{test.fact}' have no order", "use is or any_of"
    elif test.operator not in ("includes", "includes_any"):
        yield place, f"'{test.fact}' is a set", "use includes or includes_any"


def _number_test(place: Path, test: Test, domain: Numbers) -> Iterator[Fault]:
    if test.operator in ("includes", "includes_any"):
        yield place, f"'{test.fact}' is a number, not a set", "use is, any_of, at_least, at_most or below"
    if len(test.numbers) != len(test.words):
        yield (
            place,
            f"'{', '.join(test.words)}' is neither a number nor a figure of reference",
            "write digits, such as 0.6",
        )
    for number in test.numbers:
        if not domain.low <= number <= domain.high:
            yield (
                place,
                f"{number} can never be reached: '{test.fact}' runs from {domain.low} to {domain.high}",
                "check the figure",
            )
