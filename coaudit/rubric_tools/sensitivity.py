"""How firm a rubric's letters are over some projects: what hangs on one weight, and what on a narrow threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from coaudit.audit import check, judged
from coaudit.records import Record
from coaudit.report import Audit
from coaudit.rubric import Rubric
from coaudit.rubric.conditions import Test
from coaudit.rubric.load import conditions
from coaudit.source import Path
from coaudit.telling.project import told_of
from coaudit.values import Range, Value

A_TENTH = Fraction(1, 10)
ORDERING = {"at_least": "at least", "at_most": "at most", "below": "below"}


class Case(Record):
    """One project: its audit, and the value of every fact that the rubric asks about."""

    audit: Audit
    values: Mapping[str, Value]


class Weight(Record):
    """A criterion's weight: how many letters it counts in, and how many of them stay when it moves by a quarter."""

    criterion: str
    weight: int | Fraction
    counts: int
    stays: int


class Cliff(Record):
    """A threshold that some projects lie on or just beside: where it stands, in words, and those projects' figures."""

    about: tuple[str, ...]
    threshold: str
    near: tuple[tuple[str, Fraction], ...]
    """Each description, by its path, with its figure."""


class Sensitivity(Record):
    """How firm a rubric's letters are over some projects."""

    projects: int
    letters: int
    """How many of them get a letter, or a range of letters."""
    weights: tuple[Weight, ...]
    """Every criterion, the one on which most hangs first; those alike are in the order of the rubric."""
    cliffs: tuple[Cliff, ...]
    """In the order of the rubric."""

    def never_matter(self) -> tuple[str, ...]:
        """The criteria that count in some letter, and whose weight changes none."""
        return tuple(each.criterion for each in self.weights if each.counts == each.stays > 0)

    def never_asked(self) -> tuple[str, ...]:
        """The criteria that count in no letter at all."""
        return tuple(each.criterion for each in self.weights if not each.counts)


def case(raw: bytes, name: str, rubric: Rubric) -> Case:
    """A description, ready to be looked at. Raises SourceError with all that is wrong."""
    found = judged(check(raw, name, rubric), rubric)
    return Case(told_of(found, rubric), {fact: each.value for fact, each in found.facts.items()})


def sensitivity(rubric: Rubric, cases: Sequence[Case]) -> Sensitivity:
    """How firm the rubric's letters are over these projects."""
    graded = [each.audit for each in cases if each.audit.grade.low is not None]
    weights = [_weight(criterion.id, criterion.weight, graded) for criterion in rubric.criteria]
    by_risk = sorted(weights, key=lambda each: Fraction(each.stays, each.counts) if each.counts else Fraction(2))
    return Sensitivity(len(cases), len(graded), tuple(by_risk), tuple(_cliffs(rubric, cases)))


def _weight(name: str, weight: int | Fraction, graded: Iterable[Audit]) -> Weight:
    counting = [
        audit for audit in graded if any(each.id == name and each.expected is not None for each in audit.criteria)
    ]
    return Weight(name, weight, len(counting), sum(name not in audit.grade.fragile for audit in counting))


def _cliffs(rubric: Rubric, cases: Sequence[Case]) -> Iterator[Cliff]:
    places: dict[Test, list[str]] = {}
    for about, test in _thresholds(rubric):
        places.setdefault(test, []).append(about)
    for test, where in places.items():
        near = tuple(_near(test, cases))
        if near:
            words = f"{test.fact} {ORDERING[test.operator]} {', '.join(test.words)}"
            yield Cliff(tuple(dict.fromkeys(where)), words, near)


def _near(test: Test, cases: Sequence[Case]) -> Iterator[tuple[str, Fraction]]:
    """The projects whose figure is known, and lies within a tenth of a threshold."""
    threshold = Fraction(test.numbers[0])
    for each in cases:
        value = each.values.get(test.fact)
        if isinstance(value, Range) and value.exact:
            figure = Fraction(value.low)
            if abs(figure - threshold) <= abs(threshold) * A_TENTH:
                yield each.audit.path, figure


def _thresholds(rubric: Rubric) -> Iterator[tuple[str, Test]]:
    """Every test that draws a line between two numbers, wherever it stands, with whose it is."""
    for path, condition, _ in conditions(rubric):
        for test in condition.tests():
            if test.operator in ORDERING and test.numbers:
                yield _whose(rubric, path), test


def _whose(rubric: Rubric, path: Path) -> str:
    """Whose condition stands at a place of a rubric, in words."""
    match path:
        case "criteria", int(place), "levels", int(level), _:
            return f"{rubric.criteria[place].id}, level {level}"
        case "risks", int(place), "levels", int(level), _:
            risk = rubric.risks[place]
            return f"{risk.id}, severity {risk.levels[level].severity}"
        case "risks", int(place), _:
            return f"{rubric.risks[place].id}, where it applies"
        case "rungs", int(place), _:
            return f"rung {rubric.rungs[place].id}"
        case _:
            raise AssertionError(path)
