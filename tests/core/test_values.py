"""Values, and the questions asked of them, held against every value that they may still be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaudit.facts.ground import strongest_of
from coaudit.phrases import listed
from coaudit.rubric.conditions import ALWAYS, OPERATORS, Condition, read_condition
from coaudit.rubric.conditions import Test as Question
from coaudit.scalars import number
from coaudit.telling.words import down, figure, in_words, lower_first, up
from coaudit.values import (
    NO,
    SHARE,
    YES,
    Choice,
    Members,
    Numbers,
    Range,
    Scale,
    Sets,
    Truth,
    Value,
    Words,
    exactly,
    strongest,
    truth,
    yes_no,
)

SCALE = Scale("strength", ("none", "weak", "fair", "strong", "full"))
KINDS = Scale("kinds", ("red", "green", "blue"), ordered=False)
LONGER = Scale("longer", ("a", "b", "c", "d", "e", "f", "g"))
NUMBERS = st.integers(0, 6)

choices = st.sets(st.integers(0, 4), min_size=1).map(lambda ranks: Choice(SCALE, frozenset(ranks)))
ranges = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Range(Fraction(min(ends)), Fraction(max(ends))))
members = st.tuples(st.sets(st.sampled_from(KINDS.words)), st.sets(st.sampled_from(KINDS.words))).map(
    lambda found: Members(KINDS, frozenset(found[0]), frozenset(found[0] | found[1]))
)


def every(value: Value) -> Iterator[Any]:
    """Everything that a value may still be. Of a range only whole and half numbers: the operands are whole."""
    match value:
        case Choice():
            yield from value.ranks
        case Range():
            assert isinstance(value.high, Fraction)
            for half in range(int(2 * value.low), int(2 * value.high) + 1):
                yield Fraction(half, 2)
        case Members():
            open_ = sorted(value.may - value.must)
            for kept in product((True, False), repeat=len(open_)):
                yield value.must | {word for word, keep in zip(open_, kept, strict=True) if keep}


def holds(test: Question, one: object) -> bool:
    """Whether a test holds of one thing that a value may be."""
    if isinstance(one, frozenset | set):
        wanted = set(test.words)
        return wanted <= one if test.operator == "includes" else bool(wanted & one)
    operands = test.numbers or tuple(Fraction(SCALE.rank(word)) for word in test.words)
    assert isinstance(one, int | Fraction)
    match test.operator:
        case "at_least":
            return one >= operands[0]
        case "at_most":
            return one <= operands[0]
        case "below":
            return one < operands[0]
        case _:
            return one in operands


def answer(found: list[bool]) -> Truth:
    return Truth.YES if all(found) else Truth.MAYBE if any(found) else Truth.NO


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, Value]:
    """A question, and a value of the kind that it can be asked of."""
    kind = draw(st.sampled_from(("choice", "range", "members")))
    if kind == "members":
        operator = draw(st.sampled_from(("includes", "includes_any")))
        words = tuple(draw(st.lists(st.sampled_from(KINDS.words), min_size=1, max_size=3)))
        return Question("fact", operator, words, ()), draw(members)
    operator = draw(st.sampled_from(("is", "any_of", "at_least", "at_most", "below")))
    most = 3 if operator == "any_of" else 1
    if kind == "choice":
        return Question(
            "fact", operator, tuple(draw(st.lists(st.sampled_from(SCALE.words), min_size=1, max_size=most))), ()
        ), draw(choices)
    operands = draw(st.lists(NUMBERS, min_size=1, max_size=most))
    return Question("fact", operator, tuple(map(str, operands)), tuple(map(Fraction, operands))), draw(ranges)


@given(questions())
def test_the_answer_is_what_all_that_the_value_may_be_says(asked: tuple[Question, Value]) -> None:
    test, value = asked
    assert test.answer(value) == answer([holds(test, one) for one in every(value)])


@pytest.mark.parametrize(
    ("asked", "certain", "open_", "certainly_not"),
    [
        ({"at_least": "3"}, ["3", "3 to 4"], ["2 to 3", "0 to 9"], ["2", "1 to 2"]),
        ({"at_most": "3"}, ["3", "2 to 3"], ["3 to 4", "0 to 9"], ["4", "4 to 5"]),
        ({"below": "3"}, ["2", "1 to 2"], ["2 to 3", "2 to 4"], ["3", "3 to 4"]),
        ({"is": "3"}, ["3"], ["2 to 3", "3 to 4", "0 to 9"], ["2", "1 to 2", "4 to 5"]),
        ({"any_of": ["3", "5"]}, ["3", "5"], ["2 to 3", "5 to 6", "3 to 5"], ["4", "1 to 2", "6 to 7"]),
    ],
)
def test_a_number_exactly_on_the_line(
    asked: dict[str, Any], certain: list[str], open_: list[str], certainly_not: list[str]
) -> None:
    condition = read_condition({"fact": asked}, {})
    found = [[condition.answer({"fact": number(each)}) for each in row] for row in (certainly_not, open_, certain)]
    assert [set(row) for row in found] == [{Truth.NO}, {Truth.MAYBE}, {Truth.YES}]


@pytest.mark.parametrize(
    ("asked", "must", "may", "answer"),
    [
        ({"includes": "red"}, {"red"}, {"red"}, Truth.YES),
        ({"includes": "red"}, set(), {"red"}, Truth.MAYBE),
        ({"includes": "red"}, {"green"}, {"green"}, Truth.NO),
        ({"includes": ["red", "green"]}, {"red"}, {"red", "green"}, Truth.MAYBE),
        ({"includes": ["red", "green"]}, {"red"}, {"red", "blue"}, Truth.NO),
        ({"includes_any": ["red", "green"]}, {"red", "blue"}, {"red", "blue"}, Truth.YES),
        ({"includes_any": ["red", "green"]}, {"blue"}, {"blue", "green"}, Truth.MAYBE),
        ({"includes_any": ["red", "green"]}, {"blue"}, {"blue"}, Truth.NO),
    ],
)
def test_what_a_set_includes(asked: dict[str, Any], must: set[str], may: set[str], answer: Truth) -> None:
    found = Members(KINDS, frozenset(must), frozenset(may))
    assert read_condition({"fact": asked}, {}).answer({"fact": found}) == answer


@given(st.lists(st.lists(questions(), min_size=1, max_size=2), min_size=1, max_size=3))
def test_a_condition_of_several_facts_is_certain_only_where_it_holds_of_all_they_may_be(
    asked: list[list[tuple[Question, Value]]],
) -> None:
    facts = {f"{row}.{place}": value for row, tests in enumerate(asked) for place, (_, value) in enumerate(tests)}
    alternatives = tuple(
        tuple(
            Question(f"{row}.{place}", test.operator, test.words, test.numbers) for place, (test, _) in enumerate(tests)
        )
        for row, tests in enumerate(asked)
    )
    # Every fact is asked about once, so that the answers of the parts settle the answer of the whole.
    parts = [
        [answer([holds(test, one) for one in every(facts[test.fact])]) for test in tests] for tests in alternatives
    ]
    assert Condition(alternatives).answer(facts) == max(min(tests) for tests in parts)


def test_a_condition_without_alternatives_always_holds() -> None:
    assert ALWAYS.answer({}) == Truth.YES
    assert read_condition(None, {}) == ALWAYS
    assert ALWAYS.facts() == ()


def test_a_condition_names_its_facts_once_in_the_order_written() -> None:
    condition = read_condition([{"b": {"is": "1"}, "a": {"at_least": "2", "below": "9"}}, {"b": {"is": "3"}}], {})
    assert condition.facts() == ("b", "a")
    assert len(list(condition.tests())) == 4


def test_a_figure_of_reference_stands_for_its_number() -> None:
    condition = read_condition({"pay": {"at_least": "hourly"}}, {"hourly": "27.50"})
    assert [test.numbers for test in condition.tests()] == [(Fraction(55, 2),)]


def test_every_comparison_has_words() -> None:
    assert all(OPERATORS.values())


def test_a_condition_in_words() -> None:
    condition = read_condition(
        [{"b": {"any_of": ["1", "2"]}, "a": {"at_least": "2", "below": "9"}}, {"b": {"is": "3"}}], {}
    )
    assert condition.in_words() == "b is one of 1, 2 and a is at least 2 and a is below 9; or b is exactly 3"
    assert ALWAYS.in_words() == ""


def test_a_condition_names_the_facts_that_certainly_fail_it_each_once() -> None:
    condition = read_condition([{"a": {"is": "1"}, "b": {"is": "1"}, "c": {"is": "1"}}, {"b": {"is": "2"}}], {})
    facts = {"a": exactly(1), "b": exactly(3), "c": Range(Fraction(1), Fraction(2))}
    assert condition.failing(facts) == ("b",)


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {},
        [{}],
        "voice",
        {"voice": {}},
        {"voice": "asked"},
        {"voice": {"is": []}},
        {"voice": {"any_of": ["asked", {"told": "yes"}]}},
    ],
)
def test_a_condition_that_says_nothing_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_condition(raw, {})


@given(st.lists(choices, min_size=1, max_size=4))
def test_the_strongest_of_several_is_the_strongest_whatever_each_is(several: list[Choice]) -> None:
    expected = {max(one) for one in product(*(choice.ranks for choice in several))}
    assert strongest(several).ranks == expected


@given(st.lists(choices, max_size=3), st.lists(choices, max_size=3))
def test_the_strongest_of_several_of_which_some_may_not_count(sure: list[Choice], maybe: list[Choice]) -> None:
    if not sure and not maybe:
        return
    expected = set()
    for kept in product((True, False), repeat=len(maybe)):
        counted = sure + [choice for choice, keep in zip(maybe, kept, strict=True) if keep]
        expected |= {max(one) for one in product(*(choice.ranks for choice in counted))} if counted else set()
    assert strongest_of(sure, maybe).ranks == expected


@given(ranges, ranges)
def test_two_ranges_add_up_to_all_their_sums(one: Range, other: Range) -> None:
    sums = [first + second for first in every(one) for second in every(other)]
    assert one + other == Range(min(sums), max(sums))


def test_a_range_without_an_end_has_none_after_adding() -> None:
    assert Range(Fraction(1), inf) + exactly(2) == Range(Fraction(3), inf)


@given(choices, st.sampled_from(SCALE.words))
def test_a_cap_reads_everything_stronger_as_the_word(choice: Choice, word: str) -> None:
    assert choice.at_most(word).ranks == {min(rank, SCALE.rank(word)) for rank in choice.ranks}


@given(choices, choices)
def test_either_of_two_readings(one: Choice, other: Choice) -> None:
    both = one.or_else(other)
    assert both.ranks == one.ranks | other.ranks
    assert both.holds(one)
    assert both.holds(other)
    assert one.holds(both) == (both == one)


@given(choices)
def test_the_ends_of_a_choice(choice: Choice) -> None:
    assert (choice.low, choice.high) == (min(choice.ranks), max(choice.ranks))
    assert choice.exact == (choice.low == choice.high)
    assert choice.words == tuple(SCALE.words[rank] for rank in sorted(choice.ranks))


def test_places_on_another_scale() -> None:
    assert SCALE.only("full").read_on(LONGER) == LONGER.only("e")
    assert LONGER.anything().read_on(SCALE) == SCALE.anything()


@given(ranges, ranges)
def test_a_range_holds_what_lies_within_it(one: Range, other: Range) -> None:
    assert one.holds(other) == (set(every(other)) <= set(every(one)))
    assert one.exact == (len(list(every(one))) == 1)


@given(members, members)
def test_a_set_holds_what_lies_within_it(one: Members, other: Members) -> None:
    within = {frozenset(found) for found in every(other)} <= {frozenset(found) for found in every(one)}
    assert one.holds(other) == within
    assert one.exact == (len(list(every(one))) == 1)


@pytest.mark.parametrize(
    ("must", "may", "held"),
    [
        ({"red"}, {"red", "green"}, True),
        ({"red", "green"}, {"red", "green"}, True),
        (set(), {"red", "green"}, False),
        ({"red"}, {"red", "green", "blue"}, False),
        ({"red"}, {"red", "blue"}, False),
    ],
)
def test_a_set_that_has_red_and_perhaps_green_holds(must: set[str], may: set[str], held: bool) -> None:
    whole = Members(KINDS, frozenset({"red"}), frozenset({"red", "green"}))
    assert whole.holds(Members(KINDS, frozenset(must), frozenset(may))) == held


def test_words_stand_in_the_order_of_a_long_scale() -> None:
    scale = Scale("long", tuple("abcdefghijkl"))
    assert Choice(scale, frozenset((9, 1, 8))).words == ("b", "i", "j")


def test_values_of_different_kinds_never_hold_one_another() -> None:
    kinds: list[Value] = [exactly(1), SCALE.only("weak"), Members(KINDS, frozenset(), frozenset())]
    assert [one.holds(other) for one in kinds for other in kinds if one is not other] == [False] * 6


def test_a_domain_may_be_anything() -> None:
    assert Numbers().anything() == Range(Fraction(0), inf)
    assert SHARE.anything() == Range(Fraction(0), Fraction(1))
    assert Words(SCALE).anything().ranks == set(range(5))
    assert Sets(KINDS).anything() == Members(KINDS, frozenset(), frozenset(KINDS.words))


def test_a_word_that_is_not_in_the_list_has_no_place() -> None:
    with pytest.raises(ValueError):
        SCALE.rank("enormous")


def test_truths() -> None:
    assert [truth(True, True), truth(False, True), truth(False, False)] == [Truth.YES, Truth.MAYBE, Truth.NO]
    assert [yes_no(each) for each in (Truth.YES, Truth.NO)] == [YES, NO]
    assert yes_no(Truth.MAYBE) == YES.or_else(NO)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (SCALE.only("weak"), "weak"),
        (SCALE.between(1, 3), "weak to strong"),
        (SCALE.anything(), "not stated"),
        (Choice(SCALE, frozenset((0, 2))), "none or fair"),
        (Choice(SCALE, frozenset((0, 2, 4))), "none, fair or full"),
        (KINDS.between(0, 1), "red or green"),
        (Members(KINDS, frozenset(), frozenset()), "none"),
        (Members(KINDS, frozenset(("blue", "red")), frozenset(("blue", "red"))), "red, blue"),
        (Members(KINDS, frozenset(("red",)), frozenset(KINDS.words)), "red, perhaps more"),
        (Members(KINDS, frozenset(), frozenset(("red",))), "not stated"),
        (exactly(3), "3"),
        (exactly(Fraction(1, 3)), "1/3"),
        (Range(Fraction(1, 4), Fraction(2)), "0.25 to 2"),
        (Range(Fraction(2), inf), "2 or more"),
        (Range(Fraction(0), inf), "not stated"),
    ],
)
def test_a_value_in_words(value: Value, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (Fraction(0), "0"),
        (Fraction(55, 2), "27.5"),
        (Fraction(1, 20), "0.05"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 10000), "0.0001"),
        (Fraction(1, 100000), "1/100000"),
        (Fraction(2, 3), "2/3"),
    ],
)
def test_a_figure_in_digits(number: Fraction, digits: str) -> None:
    assert figure(number) == digits


@given(st.fractions(0, 100))
def test_a_score_is_rounded_down_and_a_risk_up(share: Fraction) -> None:
    assert down(share) <= share <= up(share)
    assert up(share) - down(share) == (share.denominator != 1)


def test_phrases() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [lower_first(text) for text in ("Most are shared", "NHS staff", "A start", "")] == [
        "most are shared",
        "NHS staff",
        "a start",
        "",
    ]
