"""Tokenism risk: judged second, so that it may also read the claim and the levels. Never part of a score."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coaudit.judging.verdict import Reading, RiskReading, Share, Span
from coaudit.rubric import CLAIM_GAP, CLAIM_RUNG, LEVEL_OF, STATUS_FACT, BandRule, Risk, Rubric
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.values import Choice, Range, Truth, Value


def second_facts(
    rubric: Rubric,
    values: Mapping[str, Value],
    readings: Mapping[str, Reading],
    claimed: str | None,
    rung: Span,
    gap: Span,
) -> dict[str, Value]:
    """The facts with those that only risks may read: the rung claimed, the gap, and the levels.

    Where nothing is claimed, the rung claimed reads as the rung evidenced and the gap as 0.
    """
    ladder = rubric.ladder
    found = dict(values)
    found[CLAIM_RUNG] = ladder.only(claimed) if claimed is not None else ladder.between(rung.low, rung.high)
    found[CLAIM_GAP] = Range(gap.low, gap.high)
    for criterion in rubric.criteria:
        level = readings[criterion.id].level if criterion.id in readings else Span(0, TOP_LEVEL)
        found[LEVEL_OF + criterion.id] = Range(level.low, level.high)
    return found


def risk_reading(risk: Risk, values: Mapping[str, Value], stated: frozenset[str]) -> RiskReading:
    """The severity of a risk: the highest that certainly holds, and the highest not ruled out."""
    applies = risk.applies.answer(values)
    if applies == Truth.NO:
        return RiskReading(risk.id, Span(0, 0), judged=False, applies=False)
    if _not_yet_due(risk, values):
        return RiskReading(risk.id, Span(0, 0), judged=False, applies=True, not_yet_due=True)
    found = _worst(risk, values)
    if not is_stated(risk, stated):
        return RiskReading(risk.id, Span(0, found.high), judged=False, applies=True)
    low = found.low if applies == Truth.YES else 0
    return RiskReading(risk.id, Span(low, found.high), judged=True, applies=True)


def _worst(risk: Risk, values: Mapping[str, Value]) -> Span:
    """The highest severity that is certain, and the highest that is not ruled out."""
    low = high = 0
    for level in risk.levels:
        if level.severity > low:
            answer = level.when.answer(values)
            if answer is not Truth.NO:
                high = max(high, level.severity)
            if answer is Truth.YES:
                low = level.severity
    return Span(low, high)


def _not_yet_due(risk: Risk, values: Mapping[str, Value]) -> bool:
    """Whether a risk is about what comes later than the project's status (a status that is not stated may be any)."""
    status = values[STATUS_FACT]
    return risk.due is not None and isinstance(status, Choice) and status.high < status.scale.rank(risk.due)


def is_stated(risk: Risk, stated: frozenset[str]) -> bool:
    """Whether anything that a risk asks about is stated."""
    return not risk.asked or not stated.isdisjoint(risk.asked)


def band(rubric: Rubric, severities: Mapping[str, int]) -> str | None:
    """The worst band that some severities reach; None below all bands. Only risks that were judged are given."""
    starred = {risk.id for risk in rubric.risks if risk.starred}
    for name, rules in rubric.risk_bands.items():
        if any(_reached(rule, severities, starred) for rule in rules):
            return name
    return None


def _reached(rule: BandRule, severities: Mapping[str, int], starred: set[str]) -> bool:
    if rule.starred_at is not None:
        return any(severity >= rule.starred_at for name, severity in severities.items() if name in starred)
    count, at = rule.count or 0, rule.at or 0
    return sum(severity >= at for severity in severities.values()) >= count


def risk_figure(rubric: Rubric, readings: tuple[RiskReading, ...]) -> Share:
    """0 to 100, for trends: all severities over the most there can be, risks that were not judged counting nothing."""
    most = TOP_LEVEL * len(rubric.risks)
    if not most:
        return Share(Fraction(0), Fraction(0))
    judged = [reading.severity for reading in readings if reading.judged]
    low, high = (Fraction(100 * sum(ends), most) for ends in ([s.low for s in judged], [s.high for s in judged]))
    return Share(low, high)
