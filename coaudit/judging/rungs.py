"""The rung that the facts bear, and the claim beside it. The rung never depends on the claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coaudit.judging.verdict import ClaimReading, Reading, Span
from coaudit.rubric import Rubric, Rung
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.values import Truth, Value

OVER, MATCHES, UNDER = "over", "matches", "under"
NOT_ENOUGH, NOTHING_CLAIMED = "not-enough-stated", "nothing-claimed"


def rung_evidenced(
    rubric: Rubric, readings: Mapping[str, Reading], values: Mapping[str, Value], given: int | None = None
) -> Span:
    """The highest rung whose needs hold, with those of all below: certainly (low), and not ruled out (high).

    Up to the place *given*, the rungs' own conditions beside their needs are taken as met.
    """
    assumed = () if given is None else rubric.rungs[: given + 1]
    return Span(
        _highest(
            rubric,
            lambda rung: not unmet(rung, readings) if rung in assumed else _certain(rung, readings, values),
        ),
        _highest(rubric, lambda rung: _possible(rung, readings, values)),
    )


def _highest(rubric: Rubric, holds: Callable[[Rung], bool]) -> int:
    reached = 0
    for place, rung in enumerate(rubric.rungs):
        if not holds(rung):
            break
        reached = place
    return reached


def _certain(rung: Rung, readings: Mapping[str, Reading], values: Mapping[str, Value]) -> bool:
    return rung.when.answer(values) == Truth.YES and not unmet(rung, readings)


def _possible(rung: Rung, readings: Mapping[str, Reading], values: Mapping[str, Value]) -> bool:
    met = all(_level(readings, name).high >= level for name, level in rung.needs.items())
    return rung.when.answer(values) != Truth.NO and met


def _level(readings: Mapping[str, Reading], name: str) -> Span:
    """The level of a criterion; one that does not apply stands in no rung's way."""
    return readings[name].level if name in readings else Span(TOP_LEVEL, TOP_LEVEL)


def unmet(rung: Rung, readings: Mapping[str, Reading]) -> dict[str, int]:
    """The needs of a rung that are not certainly met: criterion and level."""
    return {name: level for name, level in rung.needs.items() if _level(readings, name).low < level}


def needs_up_to(rubric: Rubric, place: int) -> dict[str, int]:
    """The levels that a rung needs, with those of all rungs below it."""
    needs: dict[str, int] = {}
    for rung in rubric.rungs[: place + 1]:
        for name, level in rung.needs.items():
            needs[name] = max(level, needs.get(name, 0))
    return needs


def claim_reading(rubric: Rubric, claimed: str | None, rung: Span) -> ClaimReading:
    """The claim beside the evidence: over or under by how many rungs, a match, or not enough stated to say."""
    if claimed is None:
        return ClaimReading(None, NOTHING_CLAIMED, 0, Span(0, 0))
    place = rubric.ladder.rank(claimed)
    gap = Span(max(place - rung.high, 0), max(place - rung.low, 0))
    if place > rung.high:
        return ClaimReading(claimed, OVER, place - rung.high, gap)
    if place < rung.low:
        return ClaimReading(claimed, UNDER, rung.low - place, gap)
    return ClaimReading(claimed, MATCHES if place == rung.low else NOT_ENOUGH, 0, gap)
