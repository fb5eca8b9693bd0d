"""The least effort to a letter, held against every way to raise the levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coaudit.judging.advice import ToLetter, to_letter, to_rung
from coaudit.judging.grades import letter, share_reached
from coaudit.judging.rungs import needs_up_to
from coaudit.judging.verdict import Reading, Span
from coaudit.rubric import Rubric
from tests.core.small_rubric import small_rubric

EFFORTS = {"small": "1", "medium": "2", "large": "4", "odd": "0.75"}
LETTERS = "ABCDE"


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Rubric, dict[str, Reading], str]:
    """A rubric of a few criteria, the levels that they have, and the letter that is wanted."""
    names = ["one", "two", "three", "four"][: draw(st.integers(1, 4))]
    weights = st.sampled_from(("1", "2", "3", "2.5"))
    criteria: dict[str, Any] = {
        name: {"weight": draw(weights), "effort": draw(st.sampled_from(sorted(EFFORTS))), "levels": []}
        for name in names
    }
    levels = st.dictionaries(st.sampled_from(names), st.integers(0, 4).map(str))
    rungs = {
        "not-involved": {},
        "consult": {"needs": draw(levels), "expects": draw(levels)},
        "engage": {"needs": draw(levels), "expects": draw(levels)},
    }
    rubric = small_rubric({"criteria": criteria, "rungs": rungs, "efforts": EFFORTS})
    ends = st.integers(0, 4).map(lambda level: Span(level, 4))
    readings = {name: Reading(name, span, span, ()) for name in names for span in [draw(ends)]}
    return rubric, readings, draw(st.sampled_from(LETTERS[:4]))


def uncapped(rubric: Rubric, levels: dict[str, int], wanted: str) -> bool:
    """Whether the levels leave no over-claim of `engage` that caps the letter below the one wanted."""
    for gap in range(3):
        needs = needs_up_to(rubric, 2 - gap)
        if all(levels[name] >= level for name, level in needs.items()):
            cap = {0: "A", 1: "C", 2: "D"}[gap]
            return LETTERS.index(cap) <= LETTERS.index(wanted)
    return False


def ways(rubric: Rubric, readings: dict[str, Reading], wanted: str) -> Iterator[tuple[int | Fraction, Fraction]]:
    """Every way to raise the levels that makes a letter certain: its effort, and the share that it reaches."""
    names = list(readings)
    efforts = {criterion.id: rubric.efforts[criterion.effort] for criterion in rubric.criteria}
    for raised in product(*(range(readings[name].level.low, 5) for name in names)):
        levels = dict(zip(names, raised, strict=True))
        share = reached(rubric, levels)
        if LETTERS.index(letter(rubric, share)) <= LETTERS.index(wanted) and uncapped(rubric, levels, wanted):
            yield (
                sum(((levels[name] - readings[name].level.low) * efforts[name] for name in names), Fraction(0)),
                share,
            )


def reached(rubric: Rubric, levels: dict[str, int]) -> Fraction:
    """The share that some levels reach of what `engage` expects."""
    expects = {name: level for name, level in rubric.rung("engage").expects.items() if level}
    return share_reached(levels, expects, rubric.weights)


def raised_by(found: ToLetter, readings: dict[str, Reading]) -> dict[str, int]:
    """The levels after some raises."""
    return {name: reading.level.low for name, reading in readings.items()} | {
        each.criterion: each.to for each in found.raises
    }


def effort(found: ToLetter) -> int | Fraction:
    return sum((each.effort for each in found.raises), Fraction(0))


@given(tasks())
def test_the_effort_to_a_letter_is_the_least_there_is(task: tuple[Rubric, dict[str, Reading], str]) -> None:
    rubric, readings, wanted = task
    found = to_letter(rubric, "engage", readings, wanted, None)

    assert found is not None
    assert effort(found) == min(effort for effort, _ in ways(rubric, readings, wanted))


@given(tasks())
def test_of_the_ways_that_cost_as_little_it_is_the_one_that_lifts_most(
    task: tuple[Rubric, dict[str, Reading], str],
) -> None:
    rubric, readings, wanted = task
    found = to_letter(rubric, "engage", readings, wanted, None)

    assert found is not None
    as_cheap = [share for cost, share in ways(rubric, readings, wanted) if cost == effort(found)]
    assert reached(rubric, raised_by(found, readings)) == max(as_cheap)


@given(tasks())
def test_the_raises_to_a_letter_reach_it(task: tuple[Rubric, dict[str, Reading], str]) -> None:
    rubric, readings, wanted = task
    found = to_letter(rubric, "engage", readings, wanted, None)

    assert found is not None
    levels = {name: reading.level.low for name, reading in readings.items()}
    for each in found.raises:
        assert levels[each.criterion] == each.now < each.to
        levels[each.criterion] = each.to
    assert LETTERS.index(letter(rubric, reached(rubric, levels))) <= LETTERS.index(wanted)
    assert uncapped(rubric, levels, wanted)


@given(tasks())
def test_the_raises_to_a_rung_are_its_unmet_needs(task: tuple[Rubric, dict[str, Reading], str]) -> None:
    rubric, readings, _ = task
    raises = to_rung(rubric, 2, readings)
    needs = needs_up_to(rubric, 2)
    lows = {name: reading.level.low for name, reading in readings.items()}

    assert {each.criterion: each.to for each in raises} == {
        name: level for name, level in needs.items() if lows[name] < level
    }
