"""What would move a result: to a rung its unmet needs, to a letter the least effort."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, inf, lcm
from typing import TypeAlias

from coaudit.judging.grades import cap_for_gap, expected, share_reached, worse
from coaudit.judging.rungs import needs_up_to
from coaudit.judging.scores import FULL
from coaudit.judging.verdict import Grade, Reading
from coaudit.records import Record
from coaudit.rubric import Rubric


class Raise(Record):
    """One criterion to be raised: from a level to a level, and what that costs in the rubric's effort."""

    criterion: str
    now: int
    to: int
    effort: int | Fraction


_Chosen: TypeAlias = "tuple[str, int, _Chosen] | None"
"""Raises already chosen, as a chain: the last one, and those before it."""


class ToLetter(Record):
    """The least effort to a letter. `also` names what else stands in the way, and no level lifts: risk, rung."""

    letter: str
    raises: tuple[Raise, ...]
    also: tuple[str, ...]


def to_rung(rubric: Rubric, place: int, readings: Mapping[str, Reading]) -> tuple[Raise, ...]:
    """The needs of a rung, and of all below it, that are not certainly met, in the rubric's order."""
    return _raises(rubric, readings, needs_up_to(rubric, place))


def _raises(rubric: Rubric, readings: Mapping[str, Reading], wanted: Mapping[str, int]) -> tuple[Raise, ...]:
    found = []
    for criterion in rubric.criteria:
        if criterion.id in wanted and criterion.id in readings:
            now, to = readings[criterion.id].level.low, wanted[criterion.id]
            if now < to:
                found.append(Raise(criterion.id, now, to, (to - now) * rubric.efforts[criterion.effort]))
    return tuple(found)


def to_letter(
    rubric: Rubric,
    claimed: str,
    readings: Mapping[str, Reading],
    wanted: str,
    band: str | None,
    unmet_when: tuple[int, ...] = (),
) -> ToLetter | None:
    """The least effort to a letter: first what the rung needs so that no over-claim caps it, then the cheapest raises.

    Exact: every total effort is tried in turn with the most that it can buy. None where no raise can get there.
    """
    least = least_rung(rubric, claimed, wanted)
    forced = needs_up_to(rubric, least)
    expects = expected(rubric, claimed, readings)
    levels = {name: max(reading.level.low, forced.get(name, 0)) for name, reading in readings.items()}
    weights = rubric.weights
    cheapest = _cheapest(rubric, levels, expects, weights, rubric.grades.bands[wanted])
    if cheapest is None:
        return None
    raises = _raises(rubric, readings, {**forced, **cheapest})
    capped_by_risk = band is not None and band in rubric.grades.risk
    also = ["risk"] if capped_by_risk and worse(rubric, rubric.grades.risk[band or ""], wanted) != wanted else []
    if any(place <= least for place in unmet_when):
        also.append("rung")
    return ToLetter(wanted, raises, tuple(also))


def least_rung(rubric: Rubric, claimed: str, wanted: str) -> int:
    """The place of the lowest rung from which the gap to the claim does not cap the letter below the one wanted."""
    place = rubric.ladder.rank(claimed)
    for gap in range(place, -1, -1):
        cap = cap_for_gap(rubric, gap) or wanted
        if worse(rubric, cap, wanted) == wanted:
            return place - gap
    return place


def _cheapest(
    rubric: Rubric,
    levels: Mapping[str, int],
    expects: Mapping[str, int],
    weights: Mapping[str, int],
    goal: int | Fraction,
) -> dict[str, int] | None:
    """The levels to raise to for the least effort that reaches a share; the first found in the rubric's order.

    For every total effort, the most weight it can buy is kept, criterion by criterion. Weights are whole numbers
    in a common unit and so are efforts, so that the search is exact.
    """
    most = sum(weights[name] * level for name, level in expects.items())
    missing = ceil((goal - share_reached(levels, expects, weights)) * most / FULL)
    if missing <= 0:
        return {}
    efforts = {criterion.id: rubric.efforts[criterion.effort] for criterion in rubric.criteria}
    effort_unit = lcm(*(effort.denominator for effort in efforts.values()))
    best: dict[int, tuple[int, _Chosen]] = {0: (0, None)}
    least = inf  # the least effort found so far that is enough: nothing dearer need be looked at
    for name, level in expects.items():
        weight, effort = weights[name], int(efforts[name] * effort_unit)
        following = dict(best)
        for up in range(1, level - min(levels[name], level) + 1):
            for cost, (gain, chosen) in best.items():
                total, gained = cost + up * effort, gain + up * weight
                if total <= least and (total not in following or gained > following[total][0]):
                    following[total] = (gained, (name, levels[name] + up, chosen))
                    if gained >= missing:
                        least = total
        best = following
    return _unfold(best[int(least)][1]) if least < inf else None


def _unfold(chosen: _Chosen) -> dict[str, int]:
    """The raises of a chain, by criterion."""
    found = {}
    while chosen is not None:
        name, to, chosen = chosen
        found[name] = to
    return found


def next_letter(rubric: Rubric, grade: Grade) -> str | None:
    """The letter above the one that is certain; None at the top."""
    letters = rubric.grades.letters
    place = letters.index(grade.capped_low)
    return letters[place - 1] if place else None
