"""Levels of criteria: from the facts, then after the accounts of the people's sides."""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.judging.verdict import Reading, Side, Span
from coaudit.rubric import Criterion, Rubric
from coaudit.values import Truth, Value


def reading(criterion: Criterion, values: Mapping[str, Value], sides: tuple[Side, ...]) -> Reading:
    """The level of a criterion.

    Low is the highest level that is certain, high the highest that is not ruled out. An account by a people's side
    takes the lower of the two, at both ends; of several, the lowest. Where nothing is stated the low end is the lowest
    level anyway, so that an account then bears on the high end only.
    """
    answers = [(level, step.when.answer(values)) for level, step in enumerate(criterion.levels)]
    low = max(level for level, answer in answers if answer == Truth.YES)
    high = max(level for level, answer in answers if answer != Truth.NO)
    facts = Span(low, high)
    counted = [side.level for side in sides if side.counts]
    if not counted:
        return Reading(criterion.id, facts, facts, sides)
    lowest = min(counted)
    return Reading(criterion.id, facts, Span(min(low, lowest), min(high, lowest)), sides)


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
