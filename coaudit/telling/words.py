"""The engine's own words: values, shares and verdicts as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from coaudit.phrases import phrase, remembered, say
from coaudit.values import Choice, Members, Number, Range, Value

NOT_STATED = phrase("not stated")

CONFLICT_NAMES: Mapping[str, str] = {
    "reasons-only": phrase("what happens on disagreement"),
    "few-seats": phrase("too few seats where it is decided"),
    "nothing-open": phrase("nothing is still open"),
    "decided-before": phrase("a decision made before people joined"),
    "joined-after": phrase("people joined after the stage had ended"),
    "nobody-there": phrase("no group on the people's side"),
    "review-differs": phrase("who judges whether it worked"),
}
"""What holds a project back where a conflict rule lowered something, in a few words."""

WHOSE: Mapping[str, str] = {
    "lived-experience": phrase("people with lived experience"),
    "carer": phrase("carers"),
    "public": phrase("the public"),
    "user-led-organisation": phrase("a user-led organisation"),
    "peer-staff": phrase("peer staff"),
}
"""Whose account it is, as it stands in a sentence."""

LIMITS = (
    phrase(
        "This looks at what the description says about how the project works. It cannot see what people felt, whose "
        "knowledge was heard, or what came of it."
    ),
    phrase("Do not rank projects or teams by it: a smaller promise that is kept is no worse than a larger one."),
    phrase("Thresholds marked 'house' are our own choice; no study set them."),
    phrase("This is not legal advice."),
)


@remembered
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
        return say(NOT_STATED)
    if len(words) == 1:
        return words[0]
    ranks = sorted(value.ranks)
    if value.scale.ordered and ranks == list(range(ranks[0], ranks[-1] + 1)):
        return say("{low} to {high}", low=words[0], high=words[-1])
    return say("{some} or {last}", some=", ".join(words[:-1]), last=words[-1])


def _members(value: Members) -> str:
    listed = ", ".join(word for word in value.scale.words if word in value.must)
    if value.exact:
        return listed or say("none")
    return say("{listed}, perhaps more", listed=listed) if listed else say(NOT_STATED)


def _range(value: Range) -> str:
    if value.exact:
        return figure(value.low)
    if isinstance(value.high, float):
        return say(NOT_STATED) if value.low == 0 else say("{low} or more", low=figure(value.low))
    return say("{low} to {high}", low=figure(value.low), high=figure(value.high))


@remembered
def figure(number: Number) -> str:
    """A number exactly: as digits where they end, else as a fraction."""
    fraction = Fraction(number)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    for places in range(1, 5):
        scaled = fraction * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if scaled < 0 else ""
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return f"{fraction.numerator}/{fraction.denominator}"


def money(amount: Number) -> str:
    """An amount as on a bill: 27.50, and 30. Where there are parts of a penny, it is as exact as any number."""
    hundredfold = Fraction(amount) * 100
    if hundredfold.denominator != 1 or hundredfold % 100 == 0:
        return figure(amount)
    return f"{hundredfold // 100}.{int(hundredfold % 100):02d}"


def down(share: Fraction) -> int:
    """A score as it is printed: rounded down, so that it never crosses a boundary it has not reached."""
    return floor(share)


def up(share: Fraction) -> int:
    """A risk figure as it is printed: rounded up."""
    return ceil(share)


def exact(share: Fraction) -> str:
    """A score as an exact fraction, for recomputing it by hand."""
    return str(share)


def lower_first(text: str) -> str:
    """A phrase as it stands inside a sentence: small first letter, unless the word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """A phrase as it stands at the start of a sentence."""
    return text[:1].upper() + text[1:]
