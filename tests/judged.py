"""What tests compare: the verdict on a description, and whether one verdict lies within another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from coaudit import bundled
from coaudit.audit import evidence_of, load
from coaudit.facts import MEASURES, Fact, measure
from coaudit.judging.grades import grade
from coaudit.judging.judge import Verdict, judge
from coaudit.judging.risks import band
from coaudit.judging.verdict import Grade, RiskReading, Share, Span
from coaudit.project.description import describe
from coaudit.records import replace
from coaudit.rubric import Rubric
from coaudit.source import parse
from coaudit.telling.findings import other_currency

RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")


@dataclass(frozen=True)
class Judged:
    """A verdict, the facts it rests on, and the conflict rules in force."""

    verdict: Verdict
    facts: Mapping[str, Fact]
    in_force: frozenset[tuple[str, str]]


def judged(text: str, rubric: Rubric = RUBRIC) -> Judged:
    """The verdict on a description, by the whole way from its text. Raises SourceError where it cannot be read."""
    description = describe(parse(text.encode(), "test.yaml"))
    facts, ground = measure(description.project)
    if other_currency(description, rubric):
        anything = MEASURES["payment.hourly"].domain.anything()
        facts["payment.hourly"] = replace(facts["payment.hourly"], value=anything)
    verdict = judge(rubric, evidence_of(description.project, facts))
    return Judged(verdict, facts, ground.in_force)


def dumped(data: object) -> str:
    """A description as YAML text, its keys in their own order."""
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def read_plainly(text: str) -> Any:
    """The data of a YAML text with every value as it was written."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts, lists and maps


def outside(inner: Verdict, outer: Verdict, rubric: Rubric = RUBRIC) -> list[str]:
    """Every result of one verdict that does not lie within the other's low and high, in words.

    Risks read the claim, and to claim nothing is itself a claim: they are compared under the same claim only.
    """
    same_claim = inner.claim.rung == outer.claim.rung
    return [*_beyond_levels(inner, outer), *(_beyond_bands(inner, outer, rubric) if same_claim else ())]


def _beyond_levels(inner: Verdict, outer: Verdict) -> Iterator[str]:
    for name, reading in inner.readings.items():
        if not _within(reading.level, outer.readings[name].level):
            yield f"level of {name}: {reading.level} not in {outer.readings[name].level}"
    if not _within(inner.rung, outer.rung):
        yield f"rung: {inner.rung} not in {outer.rung}"
    for name, score in inner.dimensions.items():
        if not _within(score, outer.dimensions[name]):
            yield f"score of {name}: {score} not in {outer.dimensions[name]}"
    if not _within(inner.score, outer.score):
        yield f"score: {inner.score} not in {outer.score}"
    if inner.grade and outer.grade and not _within(inner.grade.share, outer.grade.share):
        yield f"grade without caps: {inner.grade.share} not in {outer.grade.share}"
    if inner.grade and outer.grade and not _letters_within(_uncapped(inner.grade), _uncapped(outer.grade)):
        yield f"letter without caps: {_uncapped(inner.grade)} not in {_uncapped(outer.grade)}"


def _within(inner: Span | Share, outer: Span | Share) -> bool:
    return outer.low <= inner.low <= inner.high <= outer.high


def _uncapped(given: Grade) -> tuple[str, str]:
    return given.uncapped_low, given.uncapped_high


def _letters_within(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    """Letters run from A, the best; the low end is the worst of them."""
    return outer[0] >= inner[0] >= inner[1] >= outer[1]


def _beyond_bands(inner: Verdict, outer: Verdict, rubric: Rubric) -> Iterator[str]:
    """The severities, the band and the capped letter, with only those risks that are judged in both."""
    mine, theirs = _judged_risks(inner), _judged_risks(outer)
    both = [risk.id for risk in rubric.risks if risk.id in mine and risk.id in theirs]
    for name in both:
        if not _within(mine[name], theirs[name]):
            yield f"risk {name}: {mine[name]} not in {theirs[name]}"
    my_bands, their_bands = (_bands(rubric, risks, both) for risks in (mine, theirs))
    order = [None, *reversed(list(rubric.risk_bands))]
    my_ranks, their_ranks = ([order.index(each) for each in bands] for bands in (my_bands, their_bands))
    if not their_ranks[0] <= my_ranks[0] <= my_ranks[1] <= their_ranks[1]:
        yield f"band: {my_bands} not in {their_bands}"
    if inner.claim.rung is not None and outer.claim.rung is not None:
        letters = _capped(rubric, inner, my_bands), _capped(rubric, outer, their_bands)
        if not _letters_within(*letters):
            yield f"letter: {letters[0]} not in {letters[1]}"


def _judged_risks(verdict: Verdict) -> dict[str, Span]:
    """The severity of each risk that is judged; one that does not apply is known to be 0."""
    return {risk.risk: risk.severity for risk in verdict.risks if risk.judged or _settled_at_none(risk)}


def _settled_at_none(risk: RiskReading) -> bool:
    return not risk.applies and not risk.not_yet_due


def _bands(rubric: Rubric, risks: Mapping[str, Span], both: list[str]) -> tuple[str | None, str | None]:
    return (
        band(rubric, {name: risks[name].low for name in both}),
        band(rubric, {name: risks[name].high for name in both}),
    )


def _capped(rubric: Rubric, verdict: Verdict, bands: tuple[str | None, str | None]) -> tuple[str, str]:
    claimed = verdict.claim.rung
    assert claimed is not None
    given = grade(rubric, claimed, verdict.readings, verdict.claim.gap, bands)
    return given.capped_low, given.capped_high


def worse_than(before: Verdict, after: Verdict, rubric: Rubric = RUBRIC) -> list[str]:
    """Every result that a later verdict lowers, at either end, in words (for risks: raises).

    Where nothing is claimed, risks read the rung evidenced as the claim: they are compared under a claim only.
    """
    claimed = before.claim.rung is not None
    return [*_lowered(before, after), *(_raised(before, after, rubric) if claimed else ())]


def _lowered(before: Verdict, after: Verdict) -> Iterator[str]:
    for name, reading in before.readings.items():
        if not _not_below(after.readings[name].level, reading.level):
            yield f"level of {name}: from {reading.level} to {after.readings[name].level}"
    if not _not_below(after.rung, before.rung):
        yield f"rung: from {before.rung} to {after.rung}"
    for name, score in before.dimensions.items():
        if not _not_below(after.dimensions[name], score):
            yield f"score of {name}: from {score} to {after.dimensions[name]}"
    if not _not_below(after.score, before.score):
        yield f"score: from {before.score} to {after.score}"
    if before.grade and after.grade and not _not_below(after.grade.share, before.grade.share):
        yield f"grade without caps: from {before.grade.share} to {after.grade.share}"


def _not_below(after: Span | Share, before: Span | Share) -> bool:
    return after.low >= before.low and after.high >= before.high


def _raised(before: Verdict, after: Verdict, rubric: Rubric) -> Iterator[str]:
    """The severities and the band that rise, with only those risks that are judged in both."""
    earlier, later = _judged_risks(before), _judged_risks(after)
    both = [risk.id for risk in rubric.risks if risk.id in earlier and risk.id in later and _applied(before, risk.id)]
    for name in both:
        if not _not_below(earlier[name], later[name]):
            yield f"risk {name}: from {earlier[name]} to {later[name]}"
    order = [None, *reversed(list(rubric.risk_bands))]
    bands = [[order.index(each) for each in _bands(rubric, risks, both)] for risks in (earlier, later)]
    if bands[1][0] > bands[0][0] or bands[1][1] > bands[0][1]:
        yield f"band: from {bands[0]} to {bands[1]}"


def _applied(verdict: Verdict, name: str) -> bool:
    return any(risk.risk == name and risk.applies for risk in verdict.risks)
