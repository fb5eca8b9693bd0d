"""Scores of dimensions and of the whole: exact weighted means of levels, at the lows and at the highs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coaudit.judging.verdict import Reading, Share
from coaudit.rubric import TOP_LEVEL, Rubric

FULL = Fraction(100)


def dimension_scores(rubric: Rubric, readings: Mapping[str, Reading]) -> dict[str, Share]:
    """100 x sum(weight x level) / sum(weight x 4) for every dimension that has a criterion left."""
    scores = {}
    for dimension in rubric.dimensions:
        mine = [
            criterion
            for criterion in rubric.criteria
            if criterion.dimension == dimension.id and criterion.id in readings
        ]
        most = sum((criterion.weight * TOP_LEVEL for criterion in mine), Fraction(0))
        if most:
            low = sum(criterion.weight * readings[criterion.id].level.low for criterion in mine)
            high = sum(criterion.weight * readings[criterion.id].level.high for criterion in mine)
            scores[dimension.id] = Share(FULL * low / most, FULL * high / most)
    return scores


def whole_score(rubric: Rubric, scores: Mapping[str, Share]) -> Share:
    """The weighted mean of the dimensions that have a score; 0 to 100 where none has."""
    present = [(dimension.weight, scores[dimension.id]) for dimension in rubric.dimensions if dimension.id in scores]
    weight = sum((weight for weight, _ in present), Fraction(0))
    if not weight:
        return Share(Fraction(0), FULL)
    low = sum((weight * score.low for weight, score in present), Fraction(0))
    high = sum((weight * score.high for weight, score in present), Fraction(0))
    return Share(low / weight, high / weight)
