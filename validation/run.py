"""Judges the real cases beside this file, and holds the results against what others said of the same projects.

    python validation/run.py            writes the tables in docs/validation.md
    python validation/run.py --check    writes nothing, and exits with 1 where they are not what they should be

A table stands there between `<!-- made: NAME -->` and `<!-- /made -->`. This needs scipy, as nothing else here does.
"""
# ruff: noqa: INP001 - a folder of cases, not a package

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from statistics import mean
from textwrap import wrap
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that it runs as a script, too

from coaudit import bundled  # noqa: E402
from coaudit.audit import audit, load  # noqa: E402
from coaudit.rubric import Rubric  # noqa: E402

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
PAGE = ROOT / "docs" / "validation.md"
ENDING = ".coaudit.yaml"
RESAMPLES = 2000
SEED = 20261101
LOWER, UPPER = range(3), range(4, 6)
"""The levels of labels that should be told apart: not more than consultation, and partnership or more."""

_BLOCK = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- /made -->)", re.DOTALL)
_NAMED_HOLDER = re.compile(r"^  rest: .*\n", re.MULTILINE)
"""The line that says who holds the decisions as a whole: the one rule of encoding that settles most."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What others said: each case by its id, and which rungs each level of a label stands for."""

    cases: Mapping[str, Mapping[str, Any]]
    rungs: Mapping[int, Sequence[str]]
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One real project: what others said of it, and what the rubric says. Rungs are counted from 0."""

    id: str
    title: str
    kind: str
    label: int
    accepted: frozenset[int]
    """The rungs that the label stands for."""
    low: int
    high: int
    score_low: float
    score_high: float
    settled: int
    whole: bool
    """Whether the range is the whole ladder."""
    confidence: str
    """How far those who gathered the labels trust this one."""
    miss: str
    """Why the range does not hold the label, where somebody wrote that down."""

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def holds(self) -> bool:
        """Whether the range of rungs holds the label."""
        return holds(self.accepted, self)


Measure = Callable[[Case], float]


def holds(accepted: frozenset[int], case: Case) -> bool:
    """Whether a case's range of rungs holds one of these rungs."""
    return any(case.low <= rung <= case.high for rung in accepted)


def rubric() -> Rubric:
    """The rubric that is held against the cases."""
    return load(bundled.read("coproduction"), "coproduction.yaml")


def labels() -> Labels:
    """The labels, from the file beside this one."""
    data = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))
    return Labels({each["id"]: each for each in data["cases"]}, data["mapping"], data["mapping_reason"])


def cases(judged_by: Rubric, given: Labels, change: Callable[[str], str] = str) -> list[Case]:
    """Every case as it is judged, in the order of its labels and ids. `change` may alter its text beforehand.

    Raises SourceError where a case is no valid description, and KeyError where it has no label.
    """
    found = []
    names = [rung.id for rung in judged_by.rungs]
    for file in sorted(CASES.glob(f"*{ENDING}")):
        label = given.cases[file.name.removesuffix(ENDING).upper()]
        told = audit(change(file.read_text(encoding="utf-8")).encode(), file.name, judged_by)
        found.append(
            Case(
                id=label["id"],
                title=told.title,
                kind=label["kind"],
                label=label["level"],
                accepted=frozenset(names.index(rung) for rung in given.rungs[label["level"]]),
                low=names.index(told.rung.low),
                high=names.index(told.rung.high),
                score_low=float(Fraction(told.score.exact_low)),
                score_high=float(Fraction(told.score.exact_high)),
                settled=told.coverage.settled,
                whole=(told.rung.low, told.rung.high) == (names[0], names[-1]),
                confidence=label["confidence"],
                miss=" ".join(label.get("miss", "").split()),
            )
        )
    return sorted(found, key=lambda case: (case.label, case.id))


def silent(text: str) -> str:
    """A case without the line on who holds the decisions as a whole."""
    return _NAMED_HOLDER.sub("", text)


# How well two rows of numbers go together. All take matrices, one resample a row, so that 2,000 are one sum.


def spearman(first: Any, second: Any) -> Any:
    """Spearman's rank correlation, row by row; not a number where nothing varies."""
    rank = import_module("scipy.stats").rankdata
    return _cosine(*(rows - rows.mean(axis=1, keepdims=True) for rows in (rank(first, axis=1), rank(second, axis=1))))


def kendall(first: Any, second: Any) -> Any:
    """Kendall's tau-b, row by row: the correlation of the order of all pairs, with ties taken into account."""
    return _cosine(*(_signs(rows).reshape(len(rows), -1) for rows in (first, second)))


def area(is_upper: Any, measure: Any) -> Any:
    """The area under the curve: how often one of the upper cases has more than one of the lower; ties count half."""
    pairs = (_signs(is_upper) > 0).reshape(len(measure), -1)
    higher = (1 + _signs(measure).reshape(len(measure), -1)) / 2
    return _divided((pairs * higher).sum(axis=1), pairs.sum(axis=1))


def _signs(rows: Any) -> Any:
    return import_module("numpy").sign(rows[:, :, None] - rows[:, None, :])


def _cosine(first: Any, second: Any) -> Any:
    return _divided((first * second).sum(axis=1), ((first**2).sum(axis=1) * (second**2).sum(axis=1)) ** 0.5)


def _divided(above: Any, below: Any) -> Any:
    numpy = import_module("numpy")
    return numpy.divide(above, below, out=numpy.full(len(above), numpy.nan), where=below > 0)


def interval(statistic: Callable[[Any, Any], Any], first: Sequence[float], second: Sequence[float]) -> str:
    """A statistic in words, with the interval that holds 95 in 100 of the resamples in which it is defined."""
    numpy = import_module("numpy")
    drawn = _drawn(len(first))
    one, other = numpy.array(first, dtype=float), numpy.array(second, dtype=float)
    point = float(statistic(one[None, :], other[None, :])[0])
    values = statistic(one[drawn], other[drawn])
    ends = numpy.percentile(values[~numpy.isnan(values)], [2.5, 97.5])
    return f"{point:.2f} ({ends[0]:.2f} to {ends[1]:.2f})"


@cache
def _drawn(count: int) -> Any:
    """The resamples: in each row, which of so many cases were drawn."""
    # Python's own generator gives the same draws in every version; numpy does not promise that.
    draw = random.Random(SEED)  # noqa: S311 - chance, not secrets
    rows = [[int(draw.random() * count) for _ in range(count)] for _ in range(RESAMPLES)]
    return import_module("numpy").array(rows)


def correlation(statistic: Callable[[Any, Any], Any], over: Sequence[Case], measure: Measure) -> str:
    """How well a measure goes with the label."""
    return interval(statistic, [measure(case) for case in over], [case.label for case in over])


def apart(over: Sequence[Case], measure: Measure) -> str:
    """How well a measure tells the lower labels from the upper ones."""
    ends = [case for case in over if case.label in (*LOWER, *UPPER)]
    return interval(area, [case.label in UPPER for case in ends], [measure(case) for case in ends])


def share(part: float) -> str:
    return f"{100 * part:.0f} %"


def by_chance(over: Sequence[Case]) -> float:
    """The share of ranges that would hold the label if the labels were dealt out among the cases at random."""
    return mean(holds(one.accepted, other) for one, other in product(over, over))


RUNG_MEASURES: Mapping[str, Measure] = {
    "its low end": lambda case: case.low,
    "its middle": lambda case: case.middle,
    "its high end": lambda case: case.high,
}
APART: Mapping[str, Measure] = {
    "coproduction score, low end": lambda case: case.score_low,
    "coproduction score, middle": lambda case: (case.score_low + case.score_high) / 2,
    "rung, middle": lambda case: case.middle,
}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """The lines of a table."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(map(str, row))} |"
    yield ""


def figures(found: Sequence[Case], without: Sequence[Case]) -> Iterator[str]:
    """The tables of figures: all cases, and each kind alone; then all without the rule on who decides."""
    groups = [
        list(found),
        [case for case in found if case.kind == "literature"],
        [case for case in found if case.kind == "crowd"],
        list(without),
    ]
    head = ["", "all cases", "literature alone", "crowd alone", "all, without the rule"]
    rows: list[list[object]] = [["cases", *(len(group) for group in groups)]]
    for name, measure in RUNG_MEASURES.items():
        rows.append([f"Spearman, label and rung, {name}", *(correlation(spearman, group, measure) for group in groups)])
    for name, measure in RUNG_MEASURES.items():
        rows.append([f"Kendall's tau-b, {name}", *(correlation(kendall, group, measure) for group in groups)])
    for name, measure in APART.items():
        rows.append([f"area under the curve, {name}", *(apart(group, measure) for group in groups)])
    rows += [
        ["the range holds the label", *(share(mean(case.holds for case in group)) for group in groups)],
        ["the same, with labels dealt at random", *(share(by_chance(group)) for group in groups)],
        ["mean width of the range, in rungs", *(f"{mean(case.width for case in group):.1f}" for group in groups)],
        ["ranges that are the whole ladder", *(sum(case.whole for case in group) for group in groups)],
        [
            "Spearman, label and criteria settled",
            *(correlation(spearman, group, lambda case: case.settled) for group in groups),
        ],
    ]
    yield from table(head, rows)


def confusion(found: Sequence[Case], names: Sequence[str], end: Callable[[Case], int]) -> Iterator[str]:
    """How many cases of each label have which rung at one end of their range."""
    rows = [
        [level, *(sum(case.label == level and end(case) == rung for case in found) or "" for rung in range(len(names)))]
        for level in range(6)
    ]
    yield from table(["label", *names], rows)


def blocks() -> dict[str, str]:
    """What stands in each block of the page, by the block's name."""
    judged_by, given = rubric(), labels()
    found, without = cases(judged_by, given), cases(judged_by, given, silent)
    names = [rung.id for rung in judged_by.rungs]
    made = {
        "short": short(found, without, f"{judged_by.rubric} {judged_by.version}"),
        "mapping": mapping(found, given),
        "figures": figures(found, without),
        "low": confusion(found, names, lambda case: case.low),
        "high": confusion(found, names, lambda case: case.high),
        "misses": misses(found, names),
        "cases": all_cases(found, names),
    }
    return {name: "\n".join(lines).strip() for name, lines in made.items()}


def short(found: Sequence[Case], without: Sequence[Case], version: str) -> Iterator[str]:
    """The page in a few lines."""
    kinds = [case.kind for case in found]
    yield f"- **{len(found)} cases** ({kinds.count('crowd')} crowd, {kinds.count('literature')} literature)"
    yield f"  and the rubric {version}."
    yield "- The middle of the range of rungs goes with the label: Spearman's rank correlation is"
    yield f"  **{correlation(spearman, found, RUNG_MEASURES['its middle'])}**."
    yield "  Most of that rests on one fact, who decides as a whole. Without the lines that say so it is"
    yield f"  {correlation(spearman, without, RUNG_MEASURES['its middle'])}."
    yield "- The middle of the coproduction score tells labels of 4 and 5 from those of 0 to 2: the area under the"
    yield f"  curve is **{apart(found, APART['coproduction score, middle'])}**."
    yield f"- The range holds the label in **{sum(case.holds for case in found)} of {len(found)}** cases;"
    yield f"  with labels dealt at random it would in {by_chance(found) * len(found):.0f}."
    yield f"  It is {mean(case.width for case in found):.1f} rungs wide on average."


def mapping(found: Sequence[Case], given: Labels) -> Iterator[str]:
    """Which rungs a level of a label stands for, and why."""
    counts = {level: sum(case.label == level for case in found) for level in given.rungs}
    rows = [[level, counts[level], ", ".join(rungs)] for level, rungs in given.rungs.items()]
    yield from table(["level of the label", "cases", "rungs it stands for"], rows)
    yield from wrap(given.reason.strip(), 118)


def misses(found: Sequence[Case], names: Sequence[str]) -> Iterator[str]:
    """Every case whose range does not hold the label, and why."""
    rows = [
        [_linked(case), case.label, case.confidence, _range(case, names), case.miss] for case in found if not case.holds
    ]
    yield from table(["case", "label", "trust in the label", "range", "why"], rows)


def all_cases(found: Sequence[Case], names: Sequence[str]) -> Iterator[str]:
    """Every case, with its label and how it comes out."""
    rows = [
        [
            _linked(case),
            case.title,
            case.label,
            _range(case, names),
            f"{int(case.score_low)} to {int(case.score_high)}",
            "yes" if case.holds else "no",
        ]
        for case in found
    ]
    yield from table(["case", "project", "label", "range of rungs", "score", "holds the label"], rows)


def page() -> str:
    """The page, as it should be: its own words, with each block made afresh."""
    made = blocks()
    return _BLOCK.sub(lambda block: f"{block[1]}{made[block[2]]}\n{block[3]}", PAGE.read_text(encoding="utf-8"))


def _linked(case: Case) -> str:
    return f"[{case.id}](../validation/cases/{case.id.lower()}{ENDING})"


def _range(case: Case, names: Sequence[str]) -> str:
    return names[case.low] if case.low == case.high else f"{names[case.low]} to {names[case.high]}"


def main() -> int:
    """Write, or with --check only say, whether the page is what it should be."""
    try:
        import_module("scipy.stats")
    except ImportError:
        sys.stderr.write("The figures need scipy: python -m pip install scipy\n")
        return 2
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write(f"{PAGE.relative_to(ROOT).as_posix()}\n")
    if "--check" in sys.argv:
        sys.stderr.write("This is not what validation/run.py makes. Run: python validation/run.py\n")
        return 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
