"""What to write in place of a number or a length of time that cannot be read: the corrected line, where it is sure."""

from __future__ import annotations

import re

from coaudit.scalars import Unreadable
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
    "half a dozen": 6,
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
_BETWEEN = re.compile(
    r"(?i)(?:between\s+(?P<least>.+?)\s+and\s+|(?:between\s+)?(?P<low>.+?)\s*(?:\bor\b|\bto\b|[-–])\s*)(?P<high>.+)"
)
_SHARE = re.compile(
    r"(?i)(?:about |over |at least )?(?:(?:an? )?(?:half|third|quarter|most|all|majority|everyone|everybody)\b.*"
    r"|(?:\d{1,3}|one|two|three|four) (?:in|out of) (?:\d{1,3}|[a-z]{3,5}))"
)
_PER_CENT = re.compile(r"(?i)(?:(?:over|around|at least|at most|up to) )?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b).*")
_VAGUE = re.compile(r"(?i)(?:a )?(?:few|several|some|many|lots|various|multiple|couple|handful)\b.*")
_COUPLE = re.compile(r"(?i)(?:a )?couple\b.*")
AMOUNTS = ("hourly", "daily")
COUNTS = frozenset((*AMOUNTS, "people", "seats", "people_seats", "times", "staying", "left", "notice_days", "days"))

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_AT = (
    r"(?: (?:at|from) [\d.:]+ ?(?:[ap]m)?)?(?: (?:in the )?(?:mornings?|afternoons?|evenings?))?"
    r"(?: at the (?!(?:end|start|beginning|moment|latest|earliest|most|least)\b)\w+)?"
)
_PERIODS = (
    (re.compile(r"(?i)twice (?:a|per|each|every) month"), "2 weeks"),
    (
        re.compile(
            r"(?i)twice (?:(?:a|per|each|every) year|yearly)|half[ -]?(?:yearly|annually|annual)|every half year"
        ),
        "6 months",
    ),
    (re.compile(r"(?i)(?:three times|3 times) a year|termly|(?:every|once a|each) term"), "4 months"),
    (re.compile(r"(?i)(?:four times|4 times) a year"), "quarter"),
    (re.compile(rf"(?i)(?:(?:every|each) |on (?=\w+s\b))?{_WEEKDAY}{_AT}"), "week"),
    (re.compile(rf"(?i)(?:(?:every |each |on )?(?:other|alternate)|every (?:second|2nd)) {_WEEKDAY}{_AT}"), "2 weeks"),
    (
        re.compile(
            rf"(?i)(?:every |each |on )?(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) {_WEEKDAY}"
            rf" (?:of (?:the|each|every|a)|in (?:the|each|every)|each|every) month{_AT}"
        ),
        "month",
    ),
    (re.compile(r"(?i)(?:each|per|once per) (day|week|month|quarter|year)"), r"\1"),
)
_EARNED = re.compile(r"(?i)(?P<figure>\d{1,5}(?:\.\d{1,2})?) ?(?:/|an?|per|each|every) ?(?P<unit>hour|hr?|day)")
_SHARE_OF_SEATS = re.compile(r"(?i)(\d{1,4}) ?(?:/|of|out of) ?(?:the )?(\d{1,4})(?: seats)?$")
_TIMES_A_YEAR = re.compile(
    r"(?i)(?P<about>(?:about |around |roughly )?)(?P<times>\d{1,2}|[a-z]{3,6}) ?(?:times|meetings|x) "
    r"(?:a|per|each|every) year"
)
_TIMES = re.compile(r"(?i)(?P<times>once|twice|(?:\d{1,3}|[a-z]{3,9})(?= (?:times|meetings)))(?: times| meetings)?")
_ONE_OF_TWO = re.compile(r"(?i)(?:once )?(?:every )?(\d{1,2}) ?(?:to|or|[-–]) ?(\d{1,2}) (day|week|month)s?")
_LONGEST_NAME = 200
_HOW_MANY_TIMES = "leave this line out, and say how many times you met, such as times: 6"


def _figure(text: str) -> int | None:
    """A whole number, in figures or in words."""
    if text.startswith("-"):
        return None
    text = " ".join(text.lower().replace("-", " ").split())
    if re.fullmatch(r"[0-9]{1,6}|[0-9]{1,3}(?:,[0-9]{3}){1,2}", text):
        return int(text.replace(",", ""))
    return _FIGURES.get(text)


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
    if key in AMOUNTS and (found := _EARNED.fullmatch(text)):
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
    if key in AMOUNTS and not re.search(r"\d", text):
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
        if key in AMOUNTS and (found := pattern.fullmatch(text)) and re.fullmatch(r"\d{1,5}(?:\.\d{1,2})?", found[1]):
            return f"write {key}: {words.format(found[1])}"  # the next amount above or below is not known
        if (found := pattern.fullmatch(text)) and (figure := _figure(found[1])) is not None:
            return f"write {key}: {words.format(max(figure + more, 0))}"
    if (
        (found := _BETWEEN.fullmatch(text))
        and (low := _figure(found["least"] or found["low"]))
        and (high := _figure(found["high"]))
    ):
        return f"write {key}: {min(low, high)} to {max(low, high)}"
    return ""


def _rough(key: str, text: str) -> str:
    if _SHARE.fullmatch(text) or _PER_CENT.fullmatch(text):
        return (
            f"write a count, not a share, such as {key}: 6, or {key}: about 6; {key}: unknown where nobody has counted"
        )
    if _COUPLE.fullmatch(text):
        rough = f"{key}: about 2, or {key}: 2 to 3; {key}: unknown where nobody knows"
        return f"write a number, even a rough one, such as {rough}"
    if _VAGUE.fullmatch(text):
        rough = f"{key}: about 6, or {key}: at least 3; {key}: unknown where nobody knows"
        return f"write a number, even a rough one, such as {rough}"
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
    if plain.replace("-", "") in ("biyearly", "biannually", "biannual"):
        return "this can be read in two ways: write every: 6 months for twice a year, or every: 2 years"
    if found := re.fullmatch(rf"(?i)(?:the )?(?:second|2nd) {_WEEKDAY}", text):
        return "write every: 2 weeks, or for the second of each month every: month"
    for pattern, meant in _PERIODS:
        if found := pattern.fullmatch(text):
            return f"write every: {found.expand(meant)}"
    if found := _ONE_OF_TWO.fullmatch(worded(text)):
        one, two = (f"{int(count)} {found[3].lower()}{'s' * (int(count) > 1)}" for count in found.groups()[:2])
        return f"write one of the two: every: {one}, or every: {two}" if 0 < int(found[1]) < int(found[2]) else ""
    if found := _TIMES_A_YEAR.fullmatch(text):
        count = _figure(found["times"]) or 0
        months = 12 // count if count and 12 % count == 0 else 0
        lead = "if that is near enough, " if found["about"] else ""
        return f"{lead}write every: {months} month{'s' if months > 1 else ''}" if months else _HOW_MANY_TIMES
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


_NAME_AND_OFTEN = re.compile(
    r"(?i)(?P<what>.+?)(?:,\s*|\s+[-–—]\s+|:\s+|\s*\(|\s+(?=(?:every|each|once|twice)\b))(?P<often>[^,()]+)\)?"
)
_SURELY_OFTEN = re.compile(
    r"(?i)(?:every|each|once (?:a|per)|twice (?:a|per)|other|alternate)\b.*|[\w-]*ly|.* (?:a|per) \w+"
)


def named_and_often(text: str) -> tuple[str, str] | None:
    """The name in a text that says behind it how often, and how often that is; None where it does not.

    `Away days, two days` does not: that is how long they are.
    """
    found = _NAME_AND_OFTEN.fullmatch(text) if len(text) <= _LONGEST_NAME else None
    if not found or not _SURELY_OFTEN.fullmatch(found["often"]):
        return None
    often = how_often(found["often"])
    return (found["what"], often) if often else None


def only_way(hint: str, key: str) -> str:
    """The one value that a hint says to write under a key; empty where it names none, or leaves a choice."""
    found = re.fullmatch(rf"write (?:[^:;]*: )?{key}: ([^,:;]+)", hint)
    return found[1] if found and not re.search(r"\b(?:or|if|for|such as)\b", hint) else ""
