"""Conditions: questions about facts, answered certainly, possibly or certainly not.

A condition is a choice of alternatives, each a set of tests that must all hold. There is no other expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from coaudit.records import Record
from coaudit.scalars import figure
from coaudit.values import Choice, Members, Range, Truth, Value, truth

OPERATORS: Mapping[str, str] = {
    "is": "is exactly",
    "any_of": "is one of",
    "at_least": "is at least",
    "at_most": "is at most",
    "below": "is below",
    "includes": "includes",
    "includes_any": "includes one of",
}


MOST_REMEMBERED = 2000
"""How many tests of words remember where they hold; the rubrics that come with coaudit have a few hundred."""


class Test(Record):
    """One question about one fact. `words` is the operand as written, `numbers` the same as numbers if it is any."""

    fact: str
    operator: str
    words: tuple[str, ...]
    numbers: tuple[int | Fraction, ...]

    def answer(self, value: Value) -> Truth:
        """Whether it holds for all, for some or for none of what the fact may still be."""
        if isinstance(value, Choice):  # most are, so that this is answered here, without another call
            held, ranks = _held(self.operator, self.words, value.scale.words), value.ranks
            return Truth.YES if ranks <= held else Truth.NO if ranks.isdisjoint(held) else Truth.MAYBE
        if isinstance(value, Range):
            return self._of_range(value)
        return self._of_members(value)

    def _of_range(self, value: Range) -> Truth:
        operand = self.numbers[0]
        match self.operator:
            case "at_least":
                return truth(value.low >= operand, value.high >= operand)
            case "at_most":
                return truth(value.high <= operand, value.low <= operand)
            case "below":
                return truth(value.high < operand, value.low < operand)
            case _:
                always = value.exact and value.low in self.numbers
                return truth(always, any(value.low <= number <= value.high for number in self.numbers))

    def _of_members(self, value: Members) -> Truth:
        wanted = set(self.words)
        if self.operator == "includes":
            return truth(wanted <= value.must, wanted <= value.may)
        return truth(bool(wanted & value.must), bool(wanted & value.may))


@lru_cache(MOST_REMEMBERED)
def _held(operator: str, words: tuple[str, ...], scale: tuple[str, ...]) -> frozenset[int]:
    """The places on a scale at which a test of one word holds; the same for every project."""
    asked = [scale.index(word) for word in words]
    match operator:
        case "at_least":
            ranks = range(asked[0], len(scale))
        case "at_most":
            ranks = range(asked[0] + 1)
        case "below":
            ranks = range(asked[0])
        case _:
            return frozenset(asked)
    return frozenset(ranks)


class Condition(Record):
    """Any one of some alternatives, each a set of tests that must all hold. No alternative at all holds always."""

    alternatives: tuple[tuple[Test, ...], ...] = ()

    def answer(self, facts: Mapping[str, Value]) -> Truth:
        """Whether it certainly holds, may hold, or certainly does not. Every fact named must be there."""
        if not self.alternatives:
            return Truth.YES
        best = Truth.NO
        for alternative in self.alternatives:
            worst = Truth.YES
            for test in alternative:
                answer = test.answer(facts[test.fact])
                if answer is not Truth.YES:
                    worst = answer
                    if answer is Truth.NO:
                        break
            if worst is Truth.YES:
                return Truth.YES
            if worst is Truth.MAYBE:
                best = Truth.MAYBE
        return best

    def standing(self, facts: Mapping[str, Value]) -> tuple[tuple[Test, ...], ...]:
        """The alternatives that certainly hold; where none does, those that are not ruled out."""
        worst = [min((test.answer(facts[test.fact]) for test in each), default=Truth.YES) for each in self.alternatives]
        best = max(worst, default=Truth.NO)
        if best is Truth.NO:
            return ()
        return tuple(each for each, answer in zip(self.alternatives, worst, strict=True) if answer is best)

    def failing(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The names of the facts whose tests certainly fail, each once, in the order written."""
        failed = (test.fact for test in self.tests() if test.answer(facts[test.fact]) == Truth.NO)
        return tuple(dict.fromkeys(failed))

    def main_way(self) -> Condition:
        """The first alternative, and those that ask about a fact of it: the rest are another way altogether."""
        first = {test.fact for test in self.alternatives[0]} if self.alternatives else set()
        return Condition(tuple(each for each in self.alternatives if any(test.fact in first for test in each)))

    def tests(self) -> Iterator[Test]:
        """Every test in it, in the order written."""
        for alternative in self.alternatives:
            yield from alternative

    def facts(self) -> tuple[str, ...]:
        """The names of the facts it asks about, each once, in the order written."""
        return tuple(dict.fromkeys(test.fact for test in self.tests()))

    def in_words(self) -> str:
        """The condition in words: alternatives joined by *or*, tests by *and*; empty where it always holds."""
        return "; or ".join(
            " and ".join(f"{test.fact} {OPERATORS[test.operator]} {', '.join(test.words)}" for test in alternative)
            for alternative in self.alternatives
        )


ALWAYS = Condition()


def read_condition(raw: Any, reference: Mapping[str, str]) -> Condition:
    """A condition from what a rubric says: one set of tests, or a list of alternatives.

    A name of `reference` as operand stands for its figure. Raises ValueError in plain words.
    """
    if raw is None:
        return ALWAYS
    alternatives = raw if isinstance(raw, list) else [raw]
    if not alternatives:
        raise ValueError("an empty list can never hold; leave 'when' out if it always holds")
    return Condition(tuple(_alternative(each, reference) for each in alternatives))


def _alternative(raw: Any, reference: Mapping[str, str]) -> tuple[Test, ...]:
    if not isinstance(raw, dict) or not raw:
        raise ValueError("a condition is written as {fact: {at_least: value}}")
    tests = []
    for fact, operators in raw.items():
        if not isinstance(operators, dict) or not operators:
            raise ValueError(f"'{fact}' needs a comparison, such as {{at_least: value}}")
        for operator, operand in operators.items():
            if operator not in OPERATORS:
                raise ValueError(f"'{operator}' is not a comparison; there are: {', '.join(OPERATORS)}")
            tests.append(_test(fact, operator, operand, reference))
    return tuple(tests)


def _test(fact: str, operator: str, operand: Any, reference: Mapping[str, str]) -> Test:
    several = operator in ("any_of", "includes", "includes_any")
    items = operand if isinstance(operand, list) and several else [operand]
    if not items or not all(isinstance(item, str) for item in items):
        raise ValueError(f"'{fact}: {operator}' needs {'one or more values' if several else 'one value'}")
    words = tuple(str(item) for item in items)
    return Test(fact, operator, words, tuple(_numbers(words, reference)))


def _numbers(words: tuple[str, ...], reference: Mapping[str, str]) -> Iterator[int | Fraction]:
    for word in words:
        number = figure(reference.get(word, word))
        if number is None:
            return
        yield number
