"""Every sentence of ours that a report may hold passes through here, so that one catalogue can hold them all.

The English sentence stands in the code and is its own key, as with gettext. Without a catalogue it is simply filled in;
with one, its translation is. What is filled in is never read again: a brace in a description does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar

Said = TypeVar("Said")

MOST_REMEMBERED = 2000

_FIELD = re.compile(r"\{(\w+)\}")


class Catalogue:
    """The translations of one language: for each English sentence, one text, or one for each plural form."""

    def __init__(
        self,
        language: str,
        phrases: Mapping[str, tuple[str, ...]],
        plural: Callable[[int], int] = lambda n: int(n != 1),
    ) -> None:
        self.language = language
        self._phrases = phrases
        self._plural = plural
        self.missing: set[str] = set()
        """The sentences that were wanted and have no translation: they came out in English."""

    @property
    def is_empty(self) -> bool:
        """Whether it has no sentence at all."""
        return not self._phrases

    def one(self, english: str) -> str:
        """The translation of a sentence; the sentence itself where there is none."""
        found = self._phrases.get(english)
        if not found or not found[0]:
            self.missing.add(english)
            return english
        return found[0]

    def form(self, number: int, one: str, many: str) -> str:
        """The translation that goes with a number."""
        found = self._phrases.get(one, ())
        place = self._plural(number)
        if 0 <= place < len(found) and found[place]:
            return found[place]
        self.missing.add(one)
        return one if number == 1 else many


_in_force: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


@contextmanager
def speaking(catalogue: Catalogue | None) -> Iterator[None]:
    """Say everything within in the language of a catalogue; None is English."""
    before = _in_force.set(catalogue)
    try:
        yield
    finally:
        _in_force.reset(before)


def language() -> str:
    """The language in force: `en` without a catalogue."""
    catalogue = _in_force.get()
    return catalogue.language if catalogue else "en"


def phrase(english: str) -> str:
    """The same: the mark of a sentence that stands in a table, and is said later."""
    return english


def say(english: str, /, **values: object) -> str:
    """A sentence in the language in force, with *values* in place of what stands in braces."""
    catalogue = _in_force.get()
    return _filled(catalogue.one(english) if catalogue else english, values)


def count(number: int, one: str, many: str, /, **values: object) -> str:
    """A sentence about a number, which stands in it as `{n}`, in the form that the language has for that number."""
    catalogue = _in_force.get()
    text = catalogue.form(number, one, many) if catalogue else one if number == 1 else many
    return _filled(text, {"n": number, **values})


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return (
        items[0]
        if len(items) == 1
        else say("{some} and {last}", some=", ".join(items[:-1]), last=items[-1])
        if items
        else ""
    )


def numbered(lines: Iterable[int]) -> str:
    """`line 22`, `lines 3, 5 and 9`, `lines 13 to 16 and 22`, or nothing."""
    numbers = sorted(lines)
    if not numbers:
        return ""
    return (
        say("line {number}", number=numbers[0])
        if len(numbers) == 1
        else say("lines {numbers}", numbers=listed(_stretches(numbers)))
    )


def _stretches(numbers: Sequence[int]) -> list[str]:
    """Numbers in order, with three or more in a row as `13 to 16`."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [
        part
        for row in rows
        for part in ([say("{low} to {high}", low=row[0], high=row[-1])] if len(row) > 2 else map(str, row))
    ]


def remembered(told: Callable[[Said], str]) -> Callable[[Said], str]:
    """The same function, which remembers what it said of what, in each language: few things are said very often."""
    of = lru_cache(MOST_REMEMBERED)(lambda _, value: told(value))

    @wraps(told)
    def again(value: Said) -> str:
        return of(_in_force.get(), value)

    return again


def _filled(text: str, values: Mapping[str, object]) -> str:
    if not values:
        return text
    first, rest = _parts(text)
    told = [f"{values[name] if name in values else '{' + name + '}'}{after}" for name, after in rest]
    return first + "".join(told)


@lru_cache(MOST_REMEMBERED)
def _parts(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A sentence taken apart: what stands before its first brace, then each name in braces with what follows it."""
    first, *rest = _FIELD.split(text)
    return first, tuple(zip(rest[::2], rest[1::2], strict=True))
