"""From the literal text of a description to what it says.

The reader hands every value over as it was written. Here `12:30`, `010`, `about 30`, `2026-02-30` or `at least told`
are read the way a person means them, and what cannot be read is refused with a sentence and a correction.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from math import inf

from coaudit.records import Record
from coaudit.values import Choice, Number, Range, Scale
from coaudit.vocabulary import Vocabulary, plain

ABOUT = Fraction(1, 10)
"""How far *about* reaches to either side: about 30 is 27 to 33. A definition of the format."""

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,15}))?")
_FIGURE = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:/\d{1,15})?", re.ASCII)
_ABOUT = re.compile(r"(?:about|around|roughly|approximately|approx\.?|circa|~)\s*", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:at least|no fewer than|no less than)\s+", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|up to|no more than)\s+", re.IGNORECASE)
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WORDED_DAY = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PERIOD = re.compile(
    r"(?:once\s+)?(?:every\s+|an?\s+)?(?:(\d{1,3}|[a-z]{3,6})(?:\s+|-))?([a-z]+)",
    re.IGNORECASE,
)

# Days in a unit of time: a calendar month has 28 to 31 days, and so on.
_UNITS = {
    "day": (1, 1),
    "week": (7, 7),
    "fortnight": (14, 14),
    "month": (28, 31),
    "quarter": (90, 92),
    "year": (365, 366),
}
_SPECIAL_MONTHS = {2: (59, 62), 3: (89, 92), 6: (181, 184), 12: (365, 366)}
_REGULAR = {"daily": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month", "quarterly": "quarter"}
_REGULAR |= {"yearly": "year", "annually": "year", "annual": "year"}
_COUNTS = {"one": 1, "two": 2, "other": 2, "second": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}


_DENIALS = frozenset(
    (*("no", "not", "non", "never", "nobody", "neither", "nor", "without"), *("hardly", "barely", "rarely", "seldom"))
)
"""What turns a text round that has a word of a list in it."""

LONGEST_WORD, MOST_WORDS = 60, 200
"""How much is compared in search of the word that was meant; more would only cost time."""


class Unreadable(ValueError):
    """A text that cannot be read as what it should be: a plain sentence, and what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Day(Record):
    """A day, or the days that it may be: any day of a month, any day of a year."""

    first: date
    last: date

    def before(self, other: Day) -> bool:
        """Whether it is earlier on every reading."""
        return self.last < other.first


def number(text: str) -> Range:
    """A number as a range: `12`, `about 30` (27 to 33), `at least 12`, `10 to 12`, `none` (0). Raises Unreadable."""
    written = text.strip()
    if written.lower() == "none":
        return Range(0, 0)
    if found := _ABOUT.match(written):
        middle = _exact(written[found.end() :], text)
        return Range(middle * (1 - ABOUT), middle * (1 + ABOUT))
    if found := _AT_LEAST.match(written):
        return Range(_exact(written[found.end() :], text), inf)
    if found := _AT_MOST.match(written):
        return Range(0, _exact(written[found.end() :], text))
    ends = re.split(r"\s+to\s+|\s*[-–—−]\s*", written)
    if len(ends) == 2 and all(ends):
        low, high = _exact(ends[0], text), _exact(ends[1], text)
        if low > high:
            raise Unreadable(f"'{text}' runs from a larger number to a smaller one", f"write {ends[1]} to {ends[0]}")
        return Range(low, high)
    exact: Number = _exact(written, text)
    return Range(exact, exact)


def count(text: str) -> Range:
    """A number of people, seats or meetings, as `number` reads it; these come whole. Raises Unreadable."""
    found = number(text)
    if found.exact and Fraction(found.low).denominator != 1:
        low = int(found.low)
        raise Unreadable(f"'{text}' is not a whole number", f"write {low} or {low + 1}, or {low} to {low + 1}")
    return found


def _exact(part: str, text: str) -> int | Fraction:
    """The one number in a text, exactly."""
    found = _NUMBER.fullmatch(part.strip())
    if found is None:
        raise Unreadable(f"'{text}' is not a number", _number_hint(part.strip()))
    written = found[0].replace(",", "")
    return Fraction(written) if found[2] else int(written)


def figure(text: str) -> int | Fraction | None:
    """The figure that a rubric writes, exactly, such as `60`, `0.25` or `2/3`; None where it is none.

    It has at most 15 digits: `1e8000000` would take hours. Whole numbers stay whole: they compare many times as fast.
    """
    written = text.strip()
    if not _FIGURE.fullmatch(written):
        return None
    above, _, below = written.partition("/")
    if below and not int(below):
        return None
    found = Fraction(above) / int(below or 1)
    return found.numerator if found.denominator == 1 else found


def _number_hint(text: str) -> str:
    """What to write in place of something that is nearly a number."""
    bare, code = text[1:].strip(), {"£": "GBP", "$": "USD", "€": "EUR"}.get(text[:1])
    if code and _NUMBER.fullmatch(bare):
        return f"write the number alone, {bare}, and the money on a line of its own: currency: {code}"
    if text.endswith("%") and _NUMBER.fullmatch(text.removesuffix("%").strip()):
        return "write a count, such as 6, not a percentage"
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        return "it cannot be below 0"
    return "write digits, such as 6, or: about 30, at least 12, at most 5, 10 to 12, unknown"


def day(text: str) -> Day:
    """The days that a day, a month or a year may be: `2026-10-05`, `2026-10`, `5 October 2026`. Raises Unreadable."""
    written = text.strip()
    if found := _DAY.fullmatch(written):
        return _days(text, *(int(part) for part in found.groups() if part))
    if found := _WORDED_DAY.fullmatch(written):
        months = [place for place, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower())]
        if len(months) == 1:
            return _days(text, int(found[3]), months[0], int(found[1]) if found[1] else None)
    if found := _SLASHED_DAY.fullmatch(written):
        first, second, year_ = (int(part) for part in found.groups())
        raise _slashed(text, year_, first, second)
    raise Unreadable(f"'{text}' is not a day", "write 2026-10-05 for a day, 2026-10 for a month, 2026 for a year")


def _slashed(text: str, year: int, first: int, second: int) -> Unreadable:
    """What is wrong with 5/10/2026: it has two readings, one or none."""
    if not _is_a_year(year):
        return _no_year(text)
    readings = {(second, first), (first, second)}
    months = range(1, 13)
    valid = sorted((month, day) for month, day in readings if month in months and 0 < day <= monthrange(year, month)[1])
    if not valid:
        return Unreadable(f"'{text}' is not a day that any calendar has", "write year, month, day: 2026-10-05")
    if len(valid) == 1:
        month, day = valid[0]
        return Unreadable(
            f"'{text}' is not how a day is written here", f"write year, month, day: {year}-{month:02}-{day:02}"
        )
    hint = (
        f"write {year}-{second:02}-{first:02} for day {first}, month {second}, "
        f"or {year}-{first:02}-{second:02} for day {second}, month {first}"
    )
    return Unreadable(f"'{text}' can be read in two ways, day first or month first", hint)


def _is_a_year(year: int) -> bool:
    return 1900 <= year <= 2199


def _no_year(text: str) -> Unreadable:
    return Unreadable(f"'{text}' is not a year that a project can have", "write the year in full, such as 2026")


def _days(text: str, year: int, month: int | None = None, number_: int | None = None) -> Day:
    """The days of a year, of a month, or one day; refuses what no calendar has."""
    if not _is_a_year(year):
        raise _no_year(text)
    if month is None:
        return Day(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise Unreadable(f"'{text}' has no such month: {month}", "write year, month, day: 2026-10-05")
    length = monthrange(year, month)[1]
    if number_ is None:
        return Day(date(year, month, 1), date(year, month, length))
    if not 1 <= number_ <= length:
        name = MONTHS[month - 1].capitalize()
        raise Unreadable(f"there is no {number_} {name} {year}", f"{name} {year} has {length} days")
    return Day(date(year, month, number_), date(year, month, number_))


def period(text: str) -> Range:
    """The days between meetings: `3 weeks` (21), `month` (28 to 31), `quarterly` (90 to 92). Raises Unreadable."""
    found = _PERIOD.fullmatch(text.strip())
    refused = Unreadable(f"'{text}' is not a length of time", "write a day, 2 weeks, month, 3 months, quarter or year")
    if found is None:
        raise refused
    unit = found[2].lower()
    unit = _REGULAR.get(unit, unit if unit in _UNITS else unit.removesuffix("s"))
    written = (found[1] or "1").lower()
    count = _COUNTS.get(written) or (int(written) if written.isdecimal() else 0)
    if unit not in _UNITS or count < 1:
        raise refused
    low, high = _UNITS[unit]
    if unit == "month" and count in _SPECIAL_MONTHS:
        low, high = _SPECIAL_MONTHS[count]
        return Range(low, high)
    return Range(count * low, count * high)


def choice(text: str, vocabulary: Vocabulary) -> Choice:
    """A word of a list; on an ordered one also `at least X`, `at most X`. Raises Unreadable with the nearest word."""
    scale = vocabulary.scale
    written = text.strip()
    if scale.ordered and (found := _AT_LEAST.match(written)):
        return scale.between(scale.rank(_word(written[found.end() :], vocabulary)), len(scale.words) - 1)
    if scale.ordered and (found := _AT_MOST.match(written)):
        return scale.between(0, scale.rank(_word(written[found.end() :], vocabulary)))
    return scale.only(_word(written, vocabulary))


def _word(text: str, vocabulary: Vocabulary) -> str:
    """The list's own word for a text."""
    word = vocabulary.find(text)
    if word is None:
        hint = words_hint(text, vocabulary.scale)
        near = slip_of(text, tuple(vocabulary.synonyms))
        meant = "" if hint.startswith("did you mean") else vocabulary.find(near or "") or _within(text, vocabulary)
        if meant:
            hint = f"did you mean '{meant}'? {hint}"
        if vocabulary.aside and not hint.startswith("did you mean"):
            hint = f"{hint}; {vocabulary.aside}"
        raise Unreadable(f"'{text}' is not one of the words for {vocabulary.scale.name}", hint)
    return word


def _within(text: str, vocabulary: Vocabulary) -> str:
    """The one word of a list that stands somewhere in a longer text, as in `they were consulted`; empty if unsure."""
    parts = re.findall(r"[\w'’]+", plain(text[:LONGEST_WORD]))
    denied = any(part in _DENIALS or part.endswith(("n't", "n’t")) for part in parts)
    spans = ("-".join(parts[at : at + size]) for size in (3, 2, 1) for at in range(len(parts)))
    found = {word for span in spans if len(span) > 2 and (word := vocabulary.find(span))}
    return found.pop() if len(found) == 1 and not denied else ""


def words_hint(text: str, scale: Scale) -> str:
    """The word of a list that a text is a slip for, if it is one, and all of its words."""
    near = slip_of(text, scale.words)
    listed = f"the words are: {', '.join(scale.words)} (or unknown)"
    return f"did you mean '{near}'? {listed}" if near else listed


def nearest(text: str, words: tuple[str, ...]) -> str | None:
    """The word that is most like a text, or None if none is near."""
    from difflib import get_close_matches  # only wanted when something is wrong

    written = text[:LONGEST_WORD].lower().replace("_", "-").replace(" ", "-")
    found = get_close_matches(written, words[:MOST_WORDS], n=1, cutoff=0.6)
    return found[0] if found else None


def slip_of(text: str, words: tuple[str, ...]) -> str | None:
    """The word that a text is a slip of the pen for, or None: a letter or two are wrong, and never the first.

    So `unpaid` is no slip for `paid`, and `user_seats` none for `seats`.
    """
    from difflib import get_close_matches

    written = plain(text[:LONGEST_WORD])
    alike = {plain(word): word for word in words[:MOST_WORDS] if word[:1] == written[:1]}
    found = [word for word in alike if sorted(word) == sorted(written)] or get_close_matches(written, alike, 1, 0.85)
    return alike[found[0]] if found else None
