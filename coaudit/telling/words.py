"""The engine's own words: values, shares and verdicts as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from coaudit.values import Choice, Members, Number, Range, Value

NOT_STATED = "not stated"

CONFLICT_NAMES: Mapping[str, str] = {
    "reasons-only": "what happens on disagreement",
    "few-seats": "too few seats where it is decided",
    "nothing-open": "nothing is still open",
    "decided-before": "a decision made before people joined",
    "joined-after": "people joined after the stage had ended",
    "nobody-there": "no group on the people's side",
    "review-differs": "who judges whether it worked",
}
"""What holds a project back where a conflict rule lowered something, in a few words."""

LIMITS = (
    "This looks at what the description says about how the project works. It cannot see what people felt, whose "
    "knowledge was heard, or what came of it.",
    "Do not rank projects or teams by it: a smaller promise that is kept is no worse than a larger one.",
    "Thresholds marked 'house' are our own choice; no study set them.",
    "This is not legal advice.",
)


def in_words(value: Value) -> str:
    """What a value may still be, in a few words."""
    if isinstance(value, Choice):
        return _choice(value)
    if isinstance(value, Members):
        return _members(value)
    return _range(value)


def _choice(value: Choice) -> str:
    words = value.words
    if len(words) == len(value.scale.words):
        return NOT_STATED
    if len(words) == 1:
        return words[0]
    ranks = sorted(value.ranks)
    if value.scale.ordered and ranks == list(range(ranks[0], ranks[-1] + 1)):
        return f"{words[0]} to {words[-1]}"
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _members(value: Members) -> str:
    listed = ", ".join(word for word in value.scale.words if word in value.must)
    if value.exact:
        return listed or "none"
    return f"{listed}, perhaps more" if listed else NOT_STATED


def _range(value: Range) -> str:
    if value.exact:
        return figure(value.low)
    if isinstance(value.high, float):
        return NOT_STATED if value.low == 0 else f"{figure(value.low)} or more"
    return f"{figure(value.low)} to {figure(value.high)}"


def figure(number: Number) -> str:
    """A number exactly: as digits where they end, else as a fraction."""
    fraction = Fraction(number)
    for places in range(5):
        scaled = fraction * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if scaled < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return f"{fraction.numerator}/{fraction.denominator}"


def down(share: Fraction) -> int:
    """A score as it is printed: rounded down, so that it never crosses a boundary it has not reached."""
    return floor(share)


def up(share: Fraction) -> int:
    """A risk figure as it is printed: rounded up."""
    return ceil(share)


def exact(share: Fraction) -> str:
    """A score as an exact fraction, for recomputing it by hand."""
    return str(share)


def listing(items: list[str]) -> str:
    """Several things in a row: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def times(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else many}"


def lower_first(text: str) -> str:
    """A phrase as it stands inside a sentence: small first letter, unless the word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
