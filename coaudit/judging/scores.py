"""Scores of dimensions and of the whole: exact weighted means of levels, at the lows and at the highs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coaudit.judging.verdict import Reading, Share
from coaudit.rubric import Rubric
from coaudit.rubric.fields import TOP_LEVEL

FULL = 100


def dimension_scores(rubric: Rubric, readings: Mapping[str, Reading]) -> dict[str, Share]:
    """100 x sum(weight x level) / sum(weight x 4) for every dimension that has a criterion left."""
    weights = rubric.weights
    scores = {}
    for dimension in rubric.dimensions:
        mine = [item.id for item in rubric.criteria if item.dimension == dimension.id and item.id in readings]
        most = sum(weights[name] * TOP_LEVEL for name in mine)
        if most:
            low = sum(weights[name] * readings[name].level.low for name in mine)
            high = sum(weights[name] * readings[name].level.high for name in mine)
            scores[dimension.id] = Share(Fraction(FULL * low, most), Fraction(FULL * high, most))
    return scores


def whole_score(rubric: Rubric, scores: Mapping[str, Share]) -> Share:
    """The weighted mean of the dimensions that have a score; 0 to 100 where none has."""
    present = [(dimension.weight, scores[dimension.id]) for dimension in rubric.dimensions if dimension.id in scores]
    weight = sum((weight for weight, _ in present), Fraction(0))
    if not weight:
        return Share(Fraction(0), Fraction(FULL))
    low = sum((weight * score.low for weight, score in present), Fraction(0))
    high = sum((weight * score.high for weight, score in present), Fraction(0))
    return Share(low / weight, high / weight)
