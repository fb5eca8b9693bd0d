"""What a fact may still be.

A value is never just a number or a word. It is the set of everything that the stated facts leave open: a *range* of
numbers, a *choice* among words, or a set with *members* that it must have and members that it may have. Nothing
stated is simply the whole domain, so no other part of the program needs a special case for silence.

All arithmetic is exact. Numbers are whole or fractions; the only float is infinity, which stands for "no upper end".
"""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction
from math import inf

from coaudit.records import Record

Number = int | Fraction | float
"""An exact number, or infinity. Where one is divided by another, one of them has to be made a fraction first."""


class Truth(IntEnum):
    """The answer to a question about a value: certainly not, not ruled out, certainly."""

    NO = 0
    MAYBE = 1
    YES = 2


def truth(always: bool, ever: bool) -> Truth:
    """YES if it holds for all that a value may be, MAYBE if for some, NO if for none."""
    return Truth.YES if always else Truth.MAYBE if ever else Truth.NO


class Scale(Record):
    """A closed list of words. If it is ordered, it runs from weakest to strongest (or first to last)."""

    name: str
    words: tuple[str, ...]
    ordered: bool = True

    def rank(self, word: str) -> int:
        """The place of a word, from 0. Raises ValueError for a word that is not in the list."""
        return self.words.index(word)

    def only(self, word: str) -> Choice:
        """The choice that can be nothing but this word."""
        return Choice(self, frozenset((self.rank(word),)))

    def between(self, low: int, high: int) -> Choice:
        """The choice that may be any word from one place to another, both included."""
        return Choice(self, frozenset(range(low, high + 1)))

    def anything(self) -> Choice:
        """The choice that nothing has been said about."""
        return self.between(0, len(self.words) - 1)


class Range(Record):
    """A number between two ends, both included. The same number twice is that number."""

    low: Number
    high: Number

    @property
    def exact(self) -> bool:
        """Whether only one number is left."""
        return self.low == self.high

    def holds(self, other: Value) -> bool:
        """Whether everything that *other* may be lies within this."""
        return isinstance(other, Range) and self.low <= other.low and other.high <= self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)


class Choice(Record):
    """One word of a scale, of which only some are still possible (held as places in the scale)."""

    scale: Scale
    ranks: frozenset[int]

    @property
    def low(self) -> int:
        """The lowest place still possible."""
        return min(self.ranks)

    @property
    def high(self) -> int:
        """The highest place still possible."""
        return max(self.ranks)

    @property
    def exact(self) -> bool:
        """Whether only one word is left."""
        return len(self.ranks) == 1

    @property
    def words(self) -> tuple[str, ...]:
        """The words still possible, in the scale's order."""
        return tuple(self.scale.words[rank] for rank in sorted(self.ranks))

    def holds(self, other: Value) -> bool:
        """Whether everything that *other* may be lies within this."""
        return isinstance(other, Choice) and other.ranks <= self.ranks

    def at_most(self, word: str) -> Choice:
        """The same, with everything stronger than a word read as that word."""
        cap = self.scale.rank(word)
        return Choice(self.scale, frozenset(min(rank, cap) for rank in self.ranks))

    def or_else(self, other: Choice) -> Choice:
        """What it may be if either of two readings may be right."""
        return Choice(self.scale, self.ranks | other.ranks)

    def read_on(self, scale: Scale) -> Choice:
        """The same places on another scale; places beyond its end read as its last word."""
        last = len(scale.words) - 1
        return Choice(scale, frozenset(min(rank, last) for rank in self.ranks))


class Members(Record):
    """A set out of a closed list: what is certainly in it, and what may be."""

    scale: Scale
    must: frozenset[str]
    may: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether nothing about the set is open."""
        return self.must == self.may

    def holds(self, other: Value) -> bool:
        """Whether everything that *other* may be lies within this."""
        return isinstance(other, Members) and self.must <= other.must and other.may <= self.may


Value = Range | Choice | Members

YES_NO = Scale("yes-no", ("no", "yes"))
YES = YES_NO.only("yes")
NO = YES_NO.only("no")


def yes_no(answer: Truth) -> Choice:
    """A truth as a choice between no and yes."""
    return {Truth.YES: YES, Truth.NO: NO, Truth.MAYBE: YES_NO.anything()}[answer]


class Numbers(Record):
    """The domain of a number: its ends and its unit, in words."""

    low: Number = 0
    high: Number = inf
    unit: str = ""

    def anything(self) -> Range:
        """The value of a fact that nothing has been said about."""
        return Range(self.low, self.high)


class Words(Record):
    """The domain of a choice."""

    scale: Scale

    def anything(self) -> Choice:
        """The value of a fact that nothing has been said about."""
        return self.scale.anything()


class Sets(Record):
    """The domain of a set."""

    scale: Scale

    def anything(self) -> Members:
        """The value of a fact that nothing has been said about."""
        return Members(self.scale, frozenset(), frozenset(self.scale.words))


Domain = Numbers | Words | Sets

SHARE = Numbers(0, 1, "a share, 0 to 1")


def exactly(number: int | Fraction) -> Range:
    """The range that can be nothing but this number."""
    return Range(number, number)


def strongest(choices: list[Choice]) -> Choice:
    """The strongest of several choices on one scale, whatever each turns out to be. The list must not be empty."""
    low = max(choice.low for choice in choices)
    high = max(choice.high for choice in choices)
    possible = frozenset(rank for choice in choices for rank in choice.ranks if low <= rank <= high)
    return Choice(choices[0].scale, possible)
