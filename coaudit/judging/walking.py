"""What the steps of a plan change, one after the other: the same judging, with each level raised in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from coaudit.judging.advice import Raise
from coaudit.judging.judge import Evidence, judge_claim
from coaudit.judging.rungs import rung_evidenced
from coaudit.judging.scores import dimension_scores, whole_score
from coaudit.judging.verdict import Grade, Reading, RiskReading, Span
from coaudit.records import Record, replace
from coaudit.rubric import Rubric


class Stand(Record):
    """What is certain at one point of a plan: the place of the rung, the score, the grade of the claim, the risks."""

    rung: int
    score: Fraction
    grade: Grade | None
    risks: tuple[RiskReading, ...]


def in_order(rubric: Rubric, raises: tuple[Raise, ...]) -> tuple[Raise, ...]:
    """Raises as one climbs: first what the lowest rung needs, and of that what takes the least effort."""
    needed: dict[str, int] = {}
    for place, rung in enumerate(rubric.rungs):
        for name in rung.needs:
            needed.setdefault(name, place)
    return tuple(sorted(raises, key=lambda each: (needed.get(each.criterion, len(rubric.rungs)), each.effort)))


def walk(
    rubric: Rubric,
    evidence: Evidence,
    readings: Mapping[str, Reading],
    raises: tuple[Raise, ...],
    given: int | None,
) -> Iterator[Stand]:
    """What is certain at the start, and after each raise with all those before it.

    The risks are judged by the facts as they are: what a level means for them is not known. Up to the place *given*,
    the rungs' own conditions count as met from the first raise on.
    """
    levels = dict(readings)
    yield _stand(rubric, evidence, levels, None)
    for each in raises:
        now = levels[each.criterion]
        levels[each.criterion] = replace(now, level=Span(each.to, max(now.level.high, each.to)))
        yield _stand(rubric, evidence, levels, given)


def _stand(rubric: Rubric, evidence: Evidence, levels: Mapping[str, Reading], given: int | None) -> Stand:
    rung = rung_evidenced(rubric, levels, evidence.values, given)
    rung = Span(rung.low, max(rung.low, rung.high))
    claimed = judge_claim(rubric, evidence, levels, rung, evidence.claimed)
    return Stand(rung.low, whole_score(rubric, dimension_scores(rubric, levels)).low, claimed.grade, claimed.risks)
