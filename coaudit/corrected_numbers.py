"""What to write in place of a number, a length of time or a day that cannot be read: the corrected line itself."""

from __future__ import annotations

import re

from coaudit.scalars import MONTHS, Unreadable
from coaudit.scalars import day as read_day
from coaudit.scalars import period as read_period

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIGURES = {
    **{name: value for value, name in enumerate(_ONES, 1)},
    **{name: value * 10 for value, name in enumerate(_TENS, 2)},
    **{
        f"{ten} {one}": tens * 10 + value for tens, ten in enumerate(_TENS, 2) for value, one in enumerate(_ONES[:9], 1)
    },
    "a": 1,
    "dozen": 12,
    "a dozen": 12,
    "hundred": 100,
    "a hundred": 100,
    "once": 1,
    "twice": 2,
}

_COUNTED = re.compile(
    r"(?i)(?P<count>.+?)\s+(?:people|persons|members|seats|places|times|meetings|sessions|workshops|staff|carers"
    r"|patients|(?:working |calendar )?days)"
)
_WEEKS = re.compile(r"(?i)(?P<count>\d{1,2}|[a-z]{1,6}) weeks?")
_BOUNDS = (
    (re.compile(r"(?i)(.+?)\s*(?:\+|plus|or more|and over)"), "at least {}", 0),
    (re.compile(r"(?:>=|≥)\s*(.+)"), "at least {}", 0),
    (re.compile(r"(?:<=|≤)\s*(.+)"), "at most {}", 0),
    (re.compile(r"(?i)(?:(?:over|more than|above)\s|>)\s*(.+)"), "at least {}", 1),
    (re.compile(r"(?i)(?:(?:under|fewer than|less than|below)\s|<)\s*(.+)"), "at most {}", -1),
    (re.compile(r"(?i)(.+?)\s+or (?:so|thereabouts)"), "about {}", 0),
    (re.compile(r"(?i)(?:maximum|max\.?)\s+(?:of\s+)?(.+)"), "at most {}", 0),
    (re.compile(r"(?i)(?:minimum|min\.?)\s+(?:of\s+)?(.+)"), "at least {}", 0),
)
_BETWEEN = re.compile(r"(?i)(?:between\s+)?(.+?)\s*(?:\band\b|\bor\b|\bto\b|[-–])\s*(.+)")
_SHARE = re.compile(
    r"(?i)(?:about |over |at least )?(?:(?:an? )?(?:half|third|quarter|most|all|majority|everyone|everybody)\b.*"
    r"|(?:\d{1,3}|one|two|three|four) (?:in|out of) (?:\d{1,3}|[a-z]{3,5}))"
)
_PER_CENT = re.compile(r"(?i)(?:(?:over|around|at least|at most|up to) )?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b).*")
_VAGUE = re.compile(r"(?i)(?:a )?(?:few|several|some|many|lots|various|multiple|couple|handful)\b.*")
COUNTS = frozenset(("people", "seats", "people_seats", "times", "staying", "notice_days", "days", "hourly", "daily"))

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
_PART_OF_YEAR = re.compile(
    r"(?i)(?:about|around|early|mid|late|(?:the )?(?:end|start|beginning|middle) of)[ -]+(?P<year>\d{4})"
)

_PART_OF_MONTH = re.compile(
    r"(?i)(?:(?:in|by|from|around|early|mid|late|(?:the )?(?:end|start|beginning|middle) of)[ -]+)?"
    r"(?P<month>[a-z]{3,9})(?: term)?"
)
_SEEN_FROM_NOW = re.compile(
    r"(?i)(?:early |late |mid |sometime )?(?:next|this|last|later this|end of|end of (?:the|this|next)) "
    r"(?:financial |calendar |academic |school )?(?:year|month|week|quarter|term|spring|summer|autumn|winter)"
)
_FROM_NOW = re.compile(
    r"(?i)(?:in |within |after |for )?(?:about )?(?:\d{1,3}|[a-z]{1,6}) (?:day|week|month|year)s?(?: .*)?"
)
_NOW = re.compile(r"(?i)now|today|already|immediately|started|at once|yesterday")
_NO_DAY_YET = re.compile(
    r"(?i)soon|asap|shortly|later|in due course|(?:when|once|as soon as|not yet) .*|flexible"
    r"|after (?:approval|funding).*"
)
_WITHOUT_END = re.compile(
    r"(?i)(?:on-?going|continuing|continuous|indefinite(?:ly)?|open[ -]?ended|permanent|never|no end(?: date)?|rolling)"
)

_PERIODS = (
    (re.compile(r"(?i)twice (?:a|per|each|every) month"), "2 weeks"),
    (
        re.compile(
            r"(?i)twice (?:(?:a|per|each|every) year|yearly)|(?:half|bi)[ -]?(?:yearly|annually|annual)|every half year"
        ),
        "6 months",
    ),
    (re.compile(r"(?i)(?:three times|3 times) a year|termly|(?:every|once a|each) term"), "4 months"),
    (re.compile(r"(?i)(?:four times|4 times) a year"), "quarter"),
    (re.compile(r"(?i)(?:every|each|on)?\s*(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: .*)?"), "week"),
    (re.compile(r"(?i)(?:each|per|once per) (day|week|month|quarter|year)"), r"\1"),
)
_EARNED = re.compile(r"(?i)(?P<figure>\d{1,5}(?:\.\d{1,2})?) ?(?:/|an?|per|each|every) ?(?P<unit>hour|hr?|day)")
_SHARE_OF_SEATS = re.compile(r"(?i)(\d{1,4}) ?(?:/|of|out of) ?(?:the )?(\d{1,4})(?: seats)?$")
_TIMES_A_YEAR = re.compile(
    r"(?i)(?:about |around )?(?P<times>\d{1,2}|[a-z]{3,6}) ?(?:times|meetings|x) (?:a|per|each|every) year"
)
_TIMES = re.compile(r"(?i)(?P<times>once|twice|(?:\d{1,3}|[a-z]{3,9})(?= (?:times|meetings)))(?: times| meetings)?")
_ONE_OF_TWO = re.compile(r"(?i)(?:every )?(\d{1,2}) ?(?:to|or|[-–]) ?(\d{1,2}) (day|week|month)s?")
_HOW_MANY_TIMES = "leave this line out, and say how many times you met: times: 6"


def _figure(text: str) -> int | None:
    """A whole number, in figures or in words."""
    if text.startswith("-"):
        return None
    text = " ".join(text.lower().replace("-", " ").split())
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else _FIGURES.get(text)


def in_figures(text: str) -> str:
    """A count as it is said aloud, such as `thirty people`, as a description has it; else the text as it is."""
    lead = re.match(r"(?i)(?:(?:about|around|at least|at most|up to) )?", text)
    about = lead[0] if lead else ""
    bare = text[len(about) :]
    if counted := _COUNTED.fullmatch(bare):
        bare = counted["count"]
    found = _figure(bare)
    return text if found is None else f"{about}{found}"


def worded(text: str) -> str:
    """A text with its numbers in figures: `three of twelve` is `3 of 12`."""
    names = "|".join(sorted((name for name in _FIGURES if name not in ("a", "once", "twice")), key=len, reverse=True))
    return re.sub(rf"(?i)\b(?:{names})\b", lambda found: str(_FIGURES[found[0].lower()]), text)


def number(key: str, text: str) -> str:
    """What to write in place of a number; empty where nothing better is known."""
    if key not in COUNTS or len(text) > 60:
        return ""
    if key == "notice_days" and (weeks := _WEEKS.fullmatch(text)) and (count := _figure(weeks["count"])):
        return f"write it in working days, five to a week: {key}: {count * 5}"
    about = "about " if text.lower().startswith("about ") else ""
    bare = text[len(about) :]
    if counted := _COUNTED.fullmatch(bare):
        bare = counted["count"]
    found = _figure(bare)
    if found is not None:
        return (
            f"write it in figures, and nothing else: {key}: {about}{found}"
            if counted
            else (f"write it in figures: {key}: {about}{found}")
        )
    return _bounds(key, bare) or _rough(key, bare) or _of_two(key, bare) or _and_more(key, bare)


def _of_two(key: str, text: str) -> str:
    """A number with the time that it is for, or with the number that it is a part of."""
    if key in ("hourly", "daily") and (found := _EARNED.fullmatch(text)):
        own = "hourly" if found["unit"].lower().startswith("h") else "daily"
        return f"write the number alone: {own}: {found['figure']}"
    if key in ("seats", "people_seats") and (found := _SHARE_OF_SEATS.match(text)):
        theirs, seats = sorted((int(found[1]), int(found[2])))
        return f"write seats: {seats}, and on a line of its own people_seats: {theirs}"
    return ""


def _and_more(key: str, text: str) -> str:
    """A number with something that is none: how it is meant, or what else there is to say."""
    if key == "times" and (often := how_often(text)):
        return f"that is how often; in place of times write every: {often}"
    if found := re.fullmatch(r"(?i)(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?-?ish", text):
        return f"write {key}: {found[1]} to {found[2]}" if found[2] else f"write {key}: about {found[1]}"
    if found := re.match(r"(\d{1,6})\s*(?:[(;]|[,:–-]\s*(?=[^\W\d]))", text):
        return f"write the number alone: {key}: {found[1]}"
    if key in ("hourly", "daily") and not re.search(r"\d", text):
        return f"write the amount in figures, such as {key}: {'12.60' if key == 'hourly' else '95'}, or {key}: unknown"
    return ""


def left(text: str) -> str:
    """What to write where somebody says in one text how many left, and why."""
    count, _, why = text.partition(",")
    found = _figure(_COUNTED.sub(r"\g<count>", count.strip())) if len(text) <= 100 else None
    if found is None:
        return ""
    reason = re.sub(r"(?i)^(?:because(?: of)?|for)\s+", "", why.strip())
    if ":" in reason or "#" in reason or len(reason) > 60:
        reason = "..."
    return f"write left: {{people: {found}, why: {reason}}}" if reason else f"write it in figures: left: {found}"


def _bounds(key: str, text: str) -> str:
    for pattern, words, more in _BOUNDS:
        if (found := pattern.fullmatch(text)) and (figure := _figure(found[1])) is not None:
            return f"write {key}: {words.format(max(figure + more, 0))}"
    if (found := _BETWEEN.fullmatch(text)) and (low := _figure(found[1])) and (high := _figure(found[2])):
        return f"write {key}: {min(low, high)} to {max(low, high)}"
    return ""


def _rough(key: str, text: str) -> str:
    if _SHARE.fullmatch(text) or _PER_CENT.fullmatch(text):
        return f"write a count, not a share: {key}: 6, or {key}: about 6; {key}: unknown where nobody has counted"
    if _VAGUE.fullmatch(text):
        return (
            f"write a number, even a rough one: {key}: about 6, or {key}: at least 3; {key}: unknown where nobody knows"
        )
    return ""


def period(text: str) -> str:
    """What to write in place of how often something happens."""
    if re.fullmatch(r"\d{1,3}", text):
        return f"say of what: every: {text} weeks; or, if you met {text} times, times: {text} in place of every"
    plain = text.lower().replace(" ", "-")
    if plain in ("bi-weekly", "biweekly"):
        return "this can be read in two ways: write every: 2 weeks, or for twice a week every: 3 days"
    if plain in ("bi-monthly", "bimonthly"):
        return "this can be read in two ways: write every: 2 months, or for twice a month every: 2 weeks"
    for pattern, meant in _PERIODS:
        if found := pattern.fullmatch(text):
            return f"write every: {found.expand(meant)}"
    if found := _ONE_OF_TWO.fullmatch(text):
        one, two = (f"{count} {found[3].lower()}s" for count in found.groups()[:2])
        return f"write one of the two: every: {one}, or every: {two}"
    if found := _TIMES_A_YEAR.fullmatch(text):
        count = _figure(found["times"]) or 0
        months = 12 // count if count and 12 % count == 0 else 0
        return f"write every: {months} month{'s' if months > 1 else ''}" if months else _HOW_MANY_TIMES
    if (found := _TIMES.fullmatch(text)) and (times := _figure(found["times"])):
        return f"that is how many times; in place of every write times: {times}"
    if re.search(
        r"(?i)ad[ -]?hoc|no (?:fixed|set|particular)|regular|as needed|when needed|as required|varies|often|sometimes",
        text,
    ):
        return _HOW_MANY_TIMES
    return ""


_SAYS_HOW_OFTEN = re.compile(
    r"(?i)(?:every|each|per|once|twice|(?:three|four|3|4) times|bi-?[wm]|half[ -]?year|termly)\b.*"
)


def how_often(text: str) -> str:
    """The length of time that a text alone says, as it can be written; empty where it says something else."""
    text = text.strip()
    try:
        read_period(text)
    except Unreadable:
        pass
    else:
        return re.sub(r"(?i)^(?:once\s+)?(?:every\s+|an?\s+)?", "", text)
    if not _SAYS_HOW_OFTEN.fullmatch(text):
        return ""
    return period(text).removeprefix("write every: ") if period(text).startswith("write every: ") else ""


def only_way(hint: str, key: str) -> str:
    """The one value that a hint says to write under a key; empty where it names none, or leaves a choice."""
    found = re.fullmatch(rf"write (?:[^:;]*: )?{key}: ([^,:;]+)", hint)
    return found[1] if found and not re.search(r"\b(?:or|if|for|such as)\b", hint) else ""


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
        return f"write the year in full: {key}: 20{found['year']}-{which:02}"
    if found := re.fullmatch(r"(?i)[a-z' -]{3,30} (?P<year>(?:19|20)\d\d)", text):  # Easter 2027
        return f"write the month if you know it, or only the year: {key}: {found['year']}"
    return _without_year(key, text)


def _without_year(key: str, text: str) -> str:
    """A day that only the writer can place: what is meant depends on when it was written."""
    if found := _PART_OF_MONTH.fullmatch(text):
        named = found["month"].lower()
        which = _SEASONS.get(named, "") or f"{_month(named):02}"
        if which != "00":
            return f"write the year too, before the month, such as {key}: 2027-{which}"
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
