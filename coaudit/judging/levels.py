"""Levels of criteria: from the facts, then after the accounts of the people's sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coaudit.judging.verdict import Reading, Side, Span
from coaudit.rubric import Criterion, Rubric
from coaudit.values import Truth, Value


def reading(
    criterion: Criterion, values: Mapping[str, Value], stated: Iterable[str], sides: tuple[Side, ...]
) -> Reading:
    """The level of a criterion.

    Low is the highest level that is certain, high the highest that is not ruled out. An account by a people's side
    takes the lower of the two (only at the high end where nothing is stated); of several, the lowest.
    """
    answers = [(level, step.when.answer(values)) for level, step in enumerate(criterion.levels)]
    low = max(level for level, answer in answers if answer == Truth.YES)
    high = max(level for level, answer in answers if answer != Truth.NO)
    facts = Span(low, high)
    counted = [side.level for side in sides if side.counts]
    if not counted:
        return Reading(criterion.id, facts, facts, sides)
    lowest = min(counted)
    something_stated = bool(set(criterion.facts()) & set(stated))
    after = Span(min(low, lowest) if something_stated else min(low, high, lowest), min(high, lowest))
    return Reading(criterion.id, facts, after, sides)


def readings(
    rubric: Rubric,
    values: Mapping[str, Value],
    stated: frozenset[str],
    sides: Mapping[str, tuple[Side, ...]],
    not_applicable: frozenset[str],
) -> dict[str, Reading]:
    """The level of every criterion that applies, by its id, in the rubric's order."""
    return {
        criterion.id: reading(criterion, values, stated, sides.get(criterion.id, ()))
        for criterion in rubric.criteria
        if criterion.id not in not_applicable
    }
