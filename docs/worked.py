"""The worked example of docs/method.md: one file of examples/, worked out again with arithmetic of its own.

The levels and severities are the audit's; every figure that follows from them is computed here a second time, from
the rubric's weights and bands alone. tests/test_docs.py holds the two against each other.
"""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path

from coaudit.audit import audit
from coaudit.report import Audit, Criterion, FactRead, Risk
from coaudit.rubric import Rubric
from docs.pages.parts import figure, table, words

EXAMPLE = "examples/minimal.coaudit.yaml"
ROOT = Path(__file__).resolve().parent.parent
END = ("low", "high")


@dataclass(frozen=True, slots=True)
class Sum:
    """A share with the sums it came from, as a person would write them down."""

    part: Fraction
    whole: Fraction
    terms: str

    @property
    def share(self) -> Fraction:
        """The share in per cent, exact."""
        return 100 * self.part / self.whole


@dataclass(frozen=True, slots=True)
class Worked:
    """Every figure of the example, by its end: 0 is the low end and 1 the high one."""

    told: Audit
    dimensions: Mapping[str, tuple[Sum, Sum]]
    whole: tuple[Fraction, Fraction]
    reached: tuple[Sum, Sum]
    plain: tuple[str, str]
    gap: tuple[int, int]
    band: tuple[str, str]
    capped: tuple[str, str]
    coverage: Sum
    settled: int
    fragile: tuple[str, ...]


def level(criterion: Criterion, end: int) -> int:
    """The level at one end."""
    return (criterion.low, criterion.high)[end]


def work(rubric: Rubric) -> Worked:
    """The example, worked out."""
    told = audit((ROOT / EXAMPLE).read_bytes(), EXAMPLE, rubric)
    dimensions = {each.id: (_dimension(told, each.id, 0), _dimension(told, each.id, 1)) for each in rubric.dimensions}
    whole = [_mean(rubric, dimensions, end) for end in (0, 1)]
    expected = [each for each in told.criteria if each.expected]
    reached = (_reached(expected, 0), _reached(expected, 1))
    ladder = [rung.id for rung in rubric.rungs]
    claimed = ladder.index(told.claim.rung or "")
    gap = (max(claimed - ladder.index(told.rung.high), 0), max(claimed - ladder.index(told.rung.low), 0))
    band = (_band(rubric, told, 0), _band(rubric, told, 1))
    plain = (_letter(rubric, reached[0].share), _letter(rubric, reached[1].share))
    # The low end is capped by the worst that may be, the high end by the best.
    capped = (_capped(rubric, plain[0], gap[1], band[1]), _capped(rubric, plain[1], gap[0], band[0]))
    sure = [each for each in expected if _kept(each, 0) == _kept(each, 1)]
    weight = _terms([(figure(_weight(each)), _weight(each)) for each in expected])
    coverage = Sum(sum(map(_weight, sure), Fraction(0)), weight[0], weight[1])
    fragile = tuple(each.id for each in expected if _flips(rubric, expected, each, gap, band, capped))
    settled = sum(each.low == each.high for each in told.criteria)
    return Worked(told, dimensions, (whole[0], whole[1]), reached, plain, gap, band, capped, coverage, settled, fragile)


def _weight(criterion: Criterion) -> Fraction:
    return Fraction(criterion.weight)


def _kept(criterion: Criterion, end: int) -> int:
    return min(level(criterion, end), criterion.expected or 0)


def _terms(terms: list[tuple[str, Fraction]]) -> tuple[Fraction, str]:
    return sum((value for _, value in terms), Fraction(0)), " + ".join(said for said, _ in terms)


def _dimension(told: Audit, name: str, end: int) -> Sum:
    mine = [each for each in told.criteria if each.dimension == name]
    part, said = _terms([(f"{each.weight}×{level(each, end)}", _weight(each) * level(each, end)) for each in mine])
    return Sum(part, sum((_weight(each) * 4 for each in mine), Fraction(0)), said)


def _mean(rubric: Rubric, dimensions: Mapping[str, tuple[Sum, Sum]], end: int) -> Fraction:
    parts = sum((each.weight * dimensions[each.id][end].share for each in rubric.dimensions), Fraction(0))
    return parts / sum((each.weight for each in rubric.dimensions), Fraction(0))


def _reached(expected: list[Criterion], end: int) -> Sum:
    part, said = _terms([(f"{each.weight}×{_kept(each, end)}", _weight(each) * _kept(each, end)) for each in expected])
    return Sum(part, sum((_weight(each) * (each.expected or 0) for each in expected), Fraction(0)), said)


def _letter(rubric: Rubric, share: Fraction) -> str:
    return max((bound, letter) for letter, bound in rubric.grades.bands.items() if share >= bound)[1]


def _band(rubric: Rubric, told: Audit, end: int) -> str:
    """The band of the severities at one end, by the rubric's rules, worst band first."""
    judged = [risk for risk in told.risks if risk.judged]
    for name, rules in rubric.risk_bands.items():
        for rule in rules:
            at, need = (rule.starred_at, 1) if rule.starred_at is not None else (rule.at, rule.count)
            counted = [risk for risk in judged if rule.starred_at is None or risk.starred]
            if sum((risk.low, risk.high)[end] >= (at or 0) for risk in counted) >= (need or 0):
                return name
    return "low"


def _capped(rubric: Rubric, letter: str, gap: int, band: str) -> str:
    caps = [cap for steps, cap in rubric.grades.over_claim.items() if gap >= int(steps)]
    caps += [rubric.grades.risk[band]] if band in rubric.grades.risk else []
    return max([letter, *caps], key=lambda each: -rubric.grades.bands[each])


def _flips(
    rubric: Rubric,
    expected: list[Criterion],
    moved: Criterion,
    gap: tuple[int, int],
    band: tuple[str, str],
    capped: tuple[str, str],
) -> bool:
    """Whether a letter changes where one weight is a quarter smaller or larger."""
    for end in (0, 1):
        for factor in (Fraction(3, 4), Fraction(5, 4)):
            weights = {each.id: _weight(each) * (factor if each is moved else 1) for each in expected}
            part = sum((weights[each.id] * _kept(each, end) for each in expected), Fraction(0))
            whole = sum((weights[each.id] * (each.expected or 0) for each in expected), Fraction(0))
            letter = _letter(rubric, 100 * part / whole)
            if _capped(rubric, letter, gap[1 - end], band[1 - end]) != capped[end]:
                return True
    return False


def blocks(rubric: Rubric) -> Mapping[str, str]:
    """Every block of the example."""
    found = work(rubric)
    return {
        "worked file": _file(found.told),
        "worked levels": _levels(found.told),
        "worked dimensions": _dimensions(rubric, found),
        "worked whole": _whole(rubric, found),
        "worked rung": _rung(rubric, found),
        "worked share": _share(found),
        "worked risks": _risks(found),
        "worked letter": _last(found),
    }


def _file(told: Audit) -> str:
    lines = "\n".join(f"{number:2}  {line}".rstrip() for number, line in enumerate(told.source, 1) if line)
    return f"`{EXAMPLE}`:\n\n```text\n{lines}\n```"


def _levels(told: Audit) -> str:
    rows = []
    for each in told.criteria:
        ends = str(each.low) if each.low == each.high else f"{each.low} to {each.high}"
        read = "; ".join(_fact(fact) for fact in each.facts if fact.stated)
        missing = [f"`{fact.name}`" for fact in each.facts if not fact.stated]
        silent = f"not stated: {', '.join(missing)}" if missing else ""
        link = f"[{words(each.title)}](criteria/{each.id}.md)"
        rows.append(
            (link, each.weight, ends, str(each.expected or ""), "; ".join(part for part in (read, silent) if part))
        )
    return table(("criterion", "weight", "level", "the claim expects", "because"), rows)


def _fact(fact: FactRead) -> str:
    numbers = list(dict.fromkeys(place.line for place in fact.lines))
    where = f"line {numbers[0]}" if len(numbers) == 1 else f"lines {', '.join(map(str, numbers))}"
    return f"`{fact.name}` is {words(fact.value)} ({where})"


def _dimensions(rubric: Rubric, found: Worked) -> str:
    lines = []
    for dimension in rubric.dimensions:
        for end, name in enumerate(END):
            one = found.dimensions[dimension.id][end]
            lines.append(
                f"- {words(dimension.title)}, {name} end: {one.terms} = {one.part} of {one.whole}. "
                f"100 × {one.part}/{one.whole} = {one.share}, printed {floor(one.share)}."
            )
    return "\n".join(lines)


def _whole(rubric: Rubric, found: Worked) -> str:
    lines = []
    total = sum(each.weight for each in rubric.dimensions)
    for end, name in enumerate(END):
        sums = " + ".join(f"{figure(each.weight)}×{found.dimensions[each.id][end].share}" for each in rubric.dimensions)
        exact = found.whole[end]
        lines.append(f"- {name.capitalize()} end: ({sums}) / {figure(total)} = {exact}, printed {floor(exact)}.")
    return "\n".join(lines)


def _rung(rubric: Rubric, found: Worked) -> str:
    rows = []
    levels = {each.id: each for each in found.told.criteria}
    for rung in rubric.rungs:
        needs = [f"{name} {need} (has {_ends(levels[name])})" for name, need in rung.needs.items()]
        needs += [f"{test.fact} {test.operator.replace('_', ' ')} {' '.join(test.words)}" for test in rung.when.tests()]
        short = [name for name, need in rung.needs.items() if levels[name].high < need]
        rows.append((words(rung.title), ", ".join(needs) or "nothing", f"no: {', '.join(short)}" if short else ""))
    return table(("rung", "needs", "certainly not met"), rows)


def _ends(criterion: Criterion) -> str:
    return str(criterion.low) if criterion.low == criterion.high else f"{criterion.low} to {criterion.high}"


def _share(found: Worked) -> str:
    lines = []
    for end, name in enumerate(END):
        one = found.reached[end]
        lines.append(
            f"- {name.capitalize()} end: {one.terms} = {one.part} of {one.whole}. "
            f"100 × {one.part}/{one.whole} = {one.share}, printed {floor(one.share)}: the letter would be "
            f"{found.plain[end]}."
        )
    return "\n".join(lines)


def _risks(found: Worked) -> str:
    rows = []
    for risk in found.told.risks:
        if risk.applies and not risk.not_yet_due:
            star = " \\*" if risk.starred else ""
            rows.append((f"[{words(risk.title)}](criteria/{risk.id}.md){star}", _severity(risk)))
    due = [words(risk.title) for risk in found.told.risks if risk.not_yet_due]
    tail = f"\n\nNot yet due: {', '.join(due)}." if due else ""
    band = found.band[0] if found.band[0] == found.band[1] else f"{found.band[0]} to {found.band[1]}"
    return table(("risk (\\* starred)", "severity"), rows) + f"{tail}\n\nThe band is {band}."


def _severity(risk: Risk) -> str:
    if not risk.judged:
        return "not judged"
    return str(risk.low) if risk.low == risk.high else f"{risk.low} to {risk.high}"


def _last(found: Worked) -> str:
    gap = str(found.gap[0]) if found.gap[0] == found.gap[1] else f"{found.gap[0]} to {found.gap[1]}"
    caps = "\n".join(f"- Cap: {cap.says}" for cap in found.told.grade.caps)
    cover = found.coverage
    flips = f"it would for {', '.join(found.fragile)}" if found.fragile else "it would for none"
    letter = found.capped[0] if found.capped[0] == found.capped[1] else f"{found.capped[0]} to {found.capped[1]}"
    return (
        f"- Share reached: {found.plain[0]} at the low end, {found.plain[1]} at the high end.\n"
        f"- Gap between claim and evidence: {gap}.\n{caps}\n"
        f"- **The letter is {letter}.**\n"
        f"- Coverage: {found.settled} of {len(found.told.criteria)} criteria are settled. Of what the claim expects, "
        f"by weight: {cover.part} of {cover.whole}, so {floor(cover.share)} %.\n"
        "- Robustness: each weight in turn a quarter smaller and a quarter larger; would the letter change? "
        f"In this example {flips}."
    )
