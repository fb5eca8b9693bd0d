"""What to write in place of a day, a month or a year that cannot be read: the corrected line, where it is sure."""

from __future__ import annotations

import re

from coaudit.scalars import MONTHS, Unreadable
from coaudit.scalars import day as read_day

MOST_DAYS = 31
"""What stands behind a month may be a day up to here, and else is a year."""

DATES = frozenset(("from", "to", "date", "dates", "starts", "ends"))
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.–—−](?P<month>\d{1,2})[/.–—−](?P<day>\d{1,2})")
_RUN_TOGETHER = re.compile(r"(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ][\d:.+Z-]+)?")
_SHORT_YEAR = re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{2})")
_MONTH_ONLY = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})")
_FINANCIAL = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[/–-]\s*(?:20)?(?P<next>\d\d)")
_SEASON = re.compile(r"(?i)(?:early |late |mid )?(?P<season>spring|summer|autumn|fall|winter)\s+(?P<year>\d{4})")
_SEASONS = {"spring": "03", "summer": "06", "autumn": "09", "fall": "09", "winter": "12"}
_QUARTER = re.compile(r"(?i)q(?P<quarter>[1-4])[ ,/-]*(?P<year>\d{4})")
_WORDED = re.compile(
    r"(?i)(?:[a-z]{3,9}day,?\s+)?(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?[\s-]+)?(?P<month>[a-z]{3,9})\.?"
    r"(?:[\s-]+(?P<after>\d{1,2})(?:st|nd|rd|th)?,)?[\s,-]+(?P<year>\d{4})"
)
_WORDED_AND_TWO = re.compile(
    r"(?i)(?P<before>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of )?(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{2})"
)
_MONTH_AND_TWO = re.compile(r"(?i)(?P<month>[a-z]{3,9})[ '’-]+(?P<year>\d{2})")
_NAMED = re.compile(r"(?i)[a-z' -]{3,30} (?P<year>(?:19|20)\d\d)")  # Easter 2027
_BEFORE_OR_AFTER = re.compile(r"(?i)\b(?:before|after|by|until|till|since|from|not|never|no|pre|post|past|beyond)\b")
_WHEN = r"around|early|mid|late|(?:the )?(?:end|start|beginning|middle) of"
_PART_OF_YEAR = re.compile(rf"(?i)(?:(?:about|{_WHEN})[ -]+|(?:~|c(?:a|irca)?\.?) ?)(?P<year>(?:19|20)\d\d)")
_ONE_SIDE = re.compile(
    r"(?i)(?:(?P<outside>before|after|not before|pre-?|post-?|beyond|past)|by|until|till|since|from) ?"
    r"(?P<rest>(?:[a-z]{3,9} )?(?:19|20)\d\d(?:-\d\d){0,2})"
)

_PART_OF_MONTH = re.compile(rf"(?i)(?:(?:in|by|from|{_WHEN})[ -]+)?(?P<month>[a-z]{{3,9}})(?: term)?")
_SEEN_FROM_NOW = re.compile(
    r"(?i)(?:early |late |mid |sometime )?(?:next|this|last|later this|end of|end of (?:the|this|next)) "
    r"(?:financial |calendar |academic |school )?(?:year|month|week|quarter|term|spring|summer|autumn|winter)"
)
_FROM_NOW = re.compile(
    r"(?i)(?:in |within |after |for )?(?:about )?(?:\d{1,3}|[a-z]{1,6}) (?:day|week|month|year)s?(?: .*)?"
)
_PAST = re.compile(
    r"(?i)(?:.* )?(?:ago|earlier|before now|previously|in the past)"
    r"|(?:(?:early|late|mid|sometime|at|in|since|the|(?:end|start|beginning|middle) of) )*(?:last|past|previous) .*"
)
_NOW = re.compile(r"(?i)now|today|already|immediately|started|at once|yesterday")
_NO_DAY_YET = re.compile(
    r"(?i)soon|asap|shortly|later|in due course|(?:when|once|as soon as|not yet) .*|flexible"
    r"|after (?:approval|funding).*"
)
_WITHOUT_END = re.compile(
    r"(?i)(?:on-?going|continuing|continuous|indefinite(?:ly)?|open[ -]?ended|permanent|never|no end(?: date)?|rolling)"
)


def day(key: str, text: str) -> str:
    """What to write in place of a day, a month or a year."""
    if key not in DATES or len(text) > 60:
        return ""
    return _in_figures(key, text) or _in_words(key, text)


def is_day(text: str) -> bool:
    """Whether a text is a day as it is written here."""
    try:
        read_day(text)
    except Unreadable:
        return False
    return True


def _calendar(year: str | int, month: str | int, day_: str | int) -> str:
    """A day as it is written here, or nothing where no calendar has it."""
    written = f"{int(year)}-{int(month):02}-{int(day_):02}"
    return written if is_day(written) else ""


def _in_figures(key: str, text: str) -> str:
    if (found := _YEAR_FIRST.fullmatch(text)) and (one := _calendar(found["year"], found["month"], found["day"])):
        return f"write hyphens: {key}: {one}"
    if (found := _RUN_TOGETHER.fullmatch(text)) and (one := _calendar(found["year"], found["month"], found["day"])):
        return f"write only the year, month and day, with hyphens: {key}: {one}"
    if found := _SHORT_YEAR.fullmatch(text):
        return _two_readings(key, found["one"], found["two"], f"20{found['year']}")
    if (found := _FINANCIAL.fullmatch(text)) and (int(found["year"]) + 1) % 100 == int(found["next"]):
        month = f"{int(found['year']) + 1}-03" if key in ("ends", "to") else f"{found['year']}-04"
        return f"write one month; for a financial year from April to March: {key}: {month}"
    for pattern in (_MONTH_ONLY, _YEAR_MONTH):
        if (found := pattern.fullmatch(text)) and 1 <= int(found["month"]) <= len(MONTHS):
            return f"write the year, then the month: {key}: {found['year']}-{int(found['month']):02}"
    return ""


def _two_readings(key: str, one: str, two: str, year: str) -> str:
    """A date with a short year: day first or month first, and neither where no calendar has it."""
    day_first, month_first = _calendar(year, two, one), _calendar(year, one, two)
    if day_first and month_first and day_first != month_first:
        return (
            f"write year, month, day: {key}: {day_first} if {int(one)} is the day, or {key}: {month_first} "
            f"if {int(two)} is"
        )
    found = day_first or month_first
    return f"write year, month, day: {key}: {found}" if found else ""


def _in_words(key: str, text: str) -> str:
    if found := _SEASON.fullmatch(text):
        month = _SEASONS[found["season"].lower()]
        return f"write the month that it begins in, {key}: {found['year']}-{month}, or only the year, {found['year']}"
    if found := _QUARTER.fullmatch(text):
        year, first = found["year"], 3 * int(found["quarter"]) - 2
        april = f"{int(year) + first // 10}-{(first + 2) % 12 + 1:02}"
        return (
            f"write the month that it begins in: {key}: {year}-{first:02} for a year that begins in January, "
            f"{key}: {april} for one that begins in April"
        )
    if found := _PART_OF_YEAR.fullmatch(text):
        return f"write the month if you know it, or only the year: {key}: {found['year']}"
    if found := _WORDED.fullmatch(text):
        which, of_month = _month(found["month"]), found["before"] or found["after"]
        written = _calendar(found["year"], which, of_month) if of_month else f"{found['year']}-{which:02}"
        if which:
            return f"write year, month, day: {key}: {written}" if written else ""
    if (found := _WORDED_AND_TWO.fullmatch(text)) and (which := _month(found["month"])):
        written = _calendar(f"20{found['year']}", which, found["before"])
        return f"write year, month, day: {key}: {written}" if written else ""
    if (found := _MONTH_AND_TWO.fullmatch(text)) and (which := _month(found["month"])):
        return _day_or_year(key, which, found["year"], sure=bool({*text} & {*"'’"}))
    if (found := _NAMED.fullmatch(text)) and not _BEFORE_OR_AFTER.search(text):
        return f"write the month if you know it, or only the year: {key}: {found['year']}"
    if found := _ONE_SIDE.fullmatch(text):
        near = not found["outside"] and is_day(found["rest"])
        one = f": {key}: {found['rest']} if that is near enough" if near else f", such as {key}: 2025-10"
        return f"write the day, the month or the year itself{one}, or {key}: unknown"
    return _without_year(key, text)


def _day_or_year(key: str, month: int, two: str, *, sure: bool) -> str:
    """A month with two figures behind it: a short year, where that is sure, or else perhaps the day of a month."""
    year, day_ = f"20{two}-{month:02}", _calendar(2027, month, two)
    if sure or int(two) > MOST_DAYS:
        return f"write the year in full: {key}: {year}"
    return (
        f"write {key}: {year} if {two} is the year, or with its year, such as {key}: {day_}, if it is the day"
        if day_
        else ""
    )


def _without_year(key: str, text: str) -> str:
    """A day that only the writer can place: what is meant depends on when it was written."""
    if found := _PART_OF_MONTH.fullmatch(text):
        named = found["month"].lower()
        which = _SEASONS.get(named, "") or f"{_month(named):02}"
        if which != "00":
            return f"write the year too, before the month, such as {key}: 2027-{which}"
    if _PAST.fullmatch(text):
        return f"write which year or month that was, such as {key}: 2024, or {key}: 2024-04"
    if _SEEN_FROM_NOW.fullmatch(text) or _FROM_NOW.fullmatch(text):
        return f"write which year or month that is, such as {key}: 2027, or {key}: 2027-04"
    if _NOW.fullmatch(text):
        return f"write the month that this was, such as {key}: 2026-11"
    if _NO_DAY_YET.fullmatch(text):
        return f"what is not settled yet is written as unknown: {key}: unknown"
    if _WITHOUT_END.fullmatch(text):
        if key in ("ends", "to"):
            return f"where no end is set, leave this line out, or write {key}: unknown"
        return f"write when it began, such as {key}: 2025; that it goes on is said by status: under-way"
    return ""


def _month(text: str) -> int:
    """The number of a month by its name, or 0."""
    short = text.lower()[:3]
    number_ = next((place for place, name in enumerate(MONTHS, 1) if name.startswith(short)), 0) if text else 0
    return number_ if text.lower() in (short, "sept", MONTHS[number_ - 1]) else 0
