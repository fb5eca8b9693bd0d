"""Silence: whatever is filled in later lies within what a fact may be now, unless it brings a rule into force.

Pieces of descriptions are made twice: with something left open, and with that filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coaudit import vocabulary
from coaudit.errors import SourceError
from coaudit.facts import Fact
from coaudit.values import Range
from tests.core.reading import measured

OPEN = "unknown"
Pair = tuple[Any, Any]
"""A value as it is left open, and as it is filled in: the same twice where nothing is open."""


def words(vocabulary_: vocabulary.Vocabulary, only: Sequence[str] = ()) -> st.SearchStrategy[Pair]:
    """A word: stated, given as a limit, or not known yet."""
    listed = list(only or vocabulary_.scale.words)

    def pairs(word: str) -> st.SearchStrategy[Pair]:
        limits = [f"at least {listed[0]}", f"at most {word}", f"at least {word}"] if vocabulary_.scale.ordered else []
        return st.tuples(st.sampled_from([word, OPEN, *limits]), st.just(word))

    return st.sampled_from(listed).flatmap(pairs)


def numbers(least: int = 0) -> st.SearchStrategy[Pair]:
    """A small number: stated, between two others, or not known yet."""

    def pairs(number: int) -> st.SearchStrategy[Pair]:
        ways = [str(number), OPEN, f"{max(number - 1, least)} to {number + 1}", f"at least {number}"]
        return st.tuples(st.sampled_from(ways), st.just(str(number)))

    return st.integers(least, 4).flatmap(pairs)


def keys(**values: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    """Keys with values, each perhaps left out at first."""
    parts = st.fixed_dictionaries({name.rstrip("_"): st.tuples(st.booleans(), pair) for name, pair in values.items()})
    return parts.map(
        lambda found: (
            {name: pair[0] for name, (given_, pair) in found.items() if given_},
            {name: pair[1] for name, (_, pair) in found.items()},
        )
    )


def entries(entry: st.SearchStrategy[Pair], most: int = 3) -> st.SearchStrategy[Pair]:
    """A list of entries."""
    return st.lists(entry, max_size=most).map(lambda found: ([pair[0] for pair in found], [pair[1] for pair in found]))


def fixed(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Pair]:
    return values.map(lambda value: (value, value))


DAYS = st.sampled_from(["2026-01-05", "2026-02-05", "2026-02", "2026-03-01", "2026-05"])
NAMES = ("experts", "carers", "staff")
SIDE = words(vocabulary.SIDE, ["lived-experience", "carer", "professional", "representative"])
SIDES = keys(**dict.fromkeys(NAMES, keys(side=SIDE)))
GROUPS = keys(
    **{
        name: keys(
            side=SIDE,
            people=numbers(1),  # a group of unknown size has somebody in it
            staying=numbers(),
            left=numbers(),
            recruited=words(vocabulary.RECRUITED),
            chosen_by=words(vocabulary.CHOSEN_BY),
        )
        for name in NAMES
    }
)


def _together(parts: tuple[Pair, ...], place: int) -> dict[str, Any]:
    """The parts of one entry put together: as they are left open (0), or filled in (1)."""
    return {"what": "Contact", **{key: value for part in parts for key, value in part[place].items()}}


BODIES = entries(
    keys(name=fixed(st.just("Board")), decides=words(vocabulary.ANSWER), seats=numbers(), people_seats=numbers())
)
CONTACT = entries(
    st.tuples(
        keys(
            same_people=words(vocabulary.ANSWER), method=words(vocabulary.METHOD, ["survey", "interview", "workshop"])
        ),
        fixed(
            st.one_of(
                st.fixed_dictionaries({"times": st.sampled_from(["1", "2", "5"])}),
                st.fixed_dictionaries({"dates": st.lists(DAYS, max_size=3)}),
                st.fixed_dictionaries({"every": st.sampled_from(["week", "month"])}),
                st.fixed_dictionaries({"times": st.just("4"), "every": st.sampled_from(["week", "quarter"])}),
            )
        ),
        fixed(st.fixed_dictionaries({}, optional={"who": st.lists(st.sampled_from(NAMES), min_size=1, unique=True)})),
    ).map(lambda parts: (_together(parts, 0), _together(parts, 1)))
)


def by_group(words_: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    """A say or part: in a word, or for each group. A group that is not named is not open: it has the others' word."""
    who = st.fixed_dictionaries(dict.fromkeys(NAMES, words_)).map(
        lambda found: ({name: pair[0] for name, pair in found.items()}, {name: pair[1] for name, pair in found.items()})
    )
    long = st.tuples(words_, who).map(
        lambda both: ({"is": both[0][0], "who": both[1][0]}, {"is": both[0][1], "who": both[1][1]})
    )
    return st.one_of(words_, long)


SAID, PLAYED = by_group(words(vocabulary.SAY)), by_group(words(vocabulary.PART))
DECISIONS = keys(**dict.fromkeys(vocabulary.KEY_DECISIONS, SAID))
STAGES = keys(**dict.fromkeys(vocabulary.ASKED_STAGES, PLAYED))


def facts_of(fragment: Mapping[str, Any]) -> tuple[dict[str, Fact], frozenset[tuple[str, str]]]:
    """The facts of a piece of a description, and the rules in force; what is not valid is not tried."""
    # Every group that may be named has to be there, if only by its name.
    groups = {name: fragment["groups"].get(name, OPEN) for name in NAMES}
    try:
        facts, ground = measured({**fragment, "groups": groups})
    except SourceError:
        assume(False)
        raise
    return facts, ground.in_force


def check(groups: Pair, **parts: Pair) -> None:
    """Hold what is filled in against what was open, in a project of these groups and parts."""
    before, rules_before = facts_of({"groups": groups[0], **{name: pair[0] for name, pair in parts.items()}})
    after, rules_after = facts_of({"groups": groups[1], **{name: pair[1] for name, pair in parts.items()}})
    if rules_after - rules_before:
        return
    outside = {name for name, fact in before.items() if not fact.value.holds(after[name].value)}
    # Where it turns out that nobody met twice, there are no days between the meetings of the same people.
    same = after["contact.same_people_times"].value
    if isinstance(same, Range) and same.high == 0:
        outside -= {"contact.interval_days"}
    assert not outside, {name: (before[name].value, after[name].value) for name in outside}


@settings(max_examples=200)  # each measures two projects whole
@given(GROUPS)
def test_groups(groups: Pair) -> None:
    check(groups)


@settings(max_examples=200)  # each measures two projects whole
@given(BODIES)
def test_bodies(bodies: Pair) -> None:
    check(({}, {}), bodies=bodies)


@settings(max_examples=200)  # each measures two projects whole
@given(SIDES, CONTACT)
def test_contact(groups: Pair, contact: Pair) -> None:
    check(groups, contact=contact)


@settings(max_examples=200)  # each measures two projects whole
@given(SIDES, DECISIONS)
def test_decisions(groups: Pair, decisions: Pair) -> None:
    check(groups, decisions=decisions)


@settings(max_examples=200)  # each measures two projects whole
@given(SIDES, STAGES)
def test_stages(groups: Pair, stages: Pair) -> None:
    check(groups, stages=stages)
