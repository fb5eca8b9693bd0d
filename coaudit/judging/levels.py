"""Levels of criteria: from the facts, then after the accounts of the people's sides."""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.judging.verdict import Reading, Side, Span
from coaudit.rubric import Criterion, Rubric
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.values import Truth, Value


def reading(criterion: Criterion, values: Mapping[str, Value], sides: tuple[Side, ...]) -> Reading:
    """The level of a criterion.

    Low is the highest level that is certain, high the highest that is not ruled out. An account by a people's side
    takes the lower of the two, at both ends; of several, the lowest. Where nothing is stated the low end is the lowest
    level anyway, so that an account then bears on the high end only.
    """
    facts = _from_the_top(criterion, values)
    low, high = facts.low, facts.high
    counted = [side.level for side in sides if side.counts]
    if not counted:
        return Reading(criterion.id, facts, facts, sides)
    lowest = min(counted)
    return Reading(criterion.id, facts, Span(min(low, lowest), min(high, lowest)), sides)


def _from_the_top(criterion: Criterion, values: Mapping[str, Value]) -> Span:
    """The two ends: what stands below the highest level that is certain need not be asked."""
    high = TOP_LEVEL
    for level in range(TOP_LEVEL, -1, -1):
        answer = criterion.levels[level].when.answer(values)
        if answer is Truth.YES:
            return Span(level, high)
        if answer is Truth.NO and high == level:
            high = level - 1
    raise AssertionError  # the lowest level always holds


def readings(
    rubric: Rubric,
    values: Mapping[str, Value],
    sides: Mapping[str, tuple[Side, ...]],
    not_applicable: frozenset[str],
) -> dict[str, Reading]:
    """The level of every criterion that applies, by its id, in the rubric's order."""
    return {
        criterion.id: reading(criterion, values, sides.get(criterion.id, ()))
        for criterion in rubric.criteria
        if criterion.id not in not_applicable
    }
