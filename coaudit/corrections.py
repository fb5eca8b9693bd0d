"""What to write in place of a value that cannot be read: the corrected line itself, where it can be known.

Only wanted once something is wrong. A field says what it wants in general; here it is said for what somebody wrote.
"""

from __future__ import annotations

import re
from typing import Any

from coaudit.asking import LISTS
from coaudit.vocabulary import COVERS, PART, PAYMENT, SAY, SUPPORT, Vocabulary

Path = tuple[str | int, ...]

UNSURE = frozenset(
    (
        *("tbc", "tbd", "tba", "n/a", "na", "?", "??", "???", "-", "--", "pending", "to follow", "not known"),
        *("not sure", "unsure", "don't know", "don’t know", "to be confirmed", "to be decided", "not yet known"),
    )
)
"""What people write where they do not know yet."""

SIDED = "lived-experience"
_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_FIGURES = {
    **{name: number for number, name in enumerate(_TO_TWENTY, 1)},
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "dozen": 12,
    "a dozen": 12,
    "hundred": 100,
    "a hundred": 100,
}
_CODES = {"£": "GBP", "€": "EUR", "$": "USD"}
_MONEY = re.compile(r"(?P<sign>[£€$])\s*(?P<figure>\d{1,6}(?:\.\d{1,2})?)(?P<rest>.*)", re.DOTALL)
_WEEKS = re.compile(r"(?i)(?P<count>\d{1,2}|one|two|three|four|six|a) weeks?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})")
_SHORT_YEAR = re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{2})")
_SEASON = re.compile(r"(?i)(?:early |late |mid )?(?P<season>spring|summer|autumn|fall|winter)\s+(?P<year>\d{4})")
_SEASONS = {"spring": "03", "summer": "06", "autumn": "09", "fall": "09", "winter": "12"}
_CURLY = re.compile("[“”„‘’](?P<text>[^“”„‘’]*)[“”„‘’]")
_DATES = frozenset(("from", "to", "date", "dates", "starts", "ends"))
_COUNTS = frozenset(("people", "seats", "people_seats", "times", "staying", "notice_days", "days", "hourly", "daily"))


def corrected(path: Path, value: Any) -> str:
    """What to write in place of a value at a place, as the end of a sentence; empty where nothing better is known."""
    keys = [part for part in path if isinstance(part, str) and part != "is"]
    if not keys:
        return ""
    key = keys[-1]
    if isinstance(value, str):
        return _of_text(keys, key, value.strip())
    if len(keys) == 1 and key in LISTS and key != "support" and isinstance(value, dict):
        first, said = next(iter(value.items()), ("what", "..."))
        first = first.lstrip("-–•* ")
        own = f"{first}: {said}" if isinstance(said, str) else f"{first}:"
        return f"begin each entry with a dash and a space, and set its other lines in below: - {own[:60]}"
    if keys == ["groups"] and isinstance(value, list):
        names = [each for each in value if isinstance(each, str)] or ["experts"]
        return f"give each group a name and no dash; below groups:, set in, write {names[0][:40]}: {{side: {SIDED}}}"
    return ""


def other_file(data: Any) -> tuple[str, str, str] | None:
    """Where a file is another of coaudit's own: the key that shows it, what it is, and what to do with it."""
    if not isinstance(data, dict):
        return None
    for key, (what, use) in _OTHER_FILES.items():
        if key in data:
            return key, f"this file is {what}, not a description of a project", use
    return None


_OTHER_FILES = {
    "coaudit-policy": ("a policy", "use it with: coaudit audit ... --policy FILE"),
    "coaudit-baseline": ("a baseline", "a policy names it: baseline: FILE"),
    "criteria": ("a rubric", "use it with: coaudit audit ... --rubric FILE"),
    "extends": ("a rubric", "use it with: coaudit audit ... --rubric FILE"),
    "audits": ("a report", "audit the descriptions that it is about"),
}


def _of_text(keys: list[str], key: str, text: str) -> str:
    if text.lower() in UNSURE:
        return f"what is not known yet is written as unknown: {key}: unknown"
    if quoted := _CURLY.fullmatch(text):
        return f"take the curly quotes away: {key}: {quoted['text']}"
    if len(keys) == 1 and key in LISTS and key != "support":
        return _as_list(key)
    return (
        _all_alike(keys, text)
        or _side_of_group(keys, text)
        or _money(keys, text)
        or _several(keys, text)
        or _covers(keys, text)
        or _number(key, text)
        or _day(key, text)
    )


def _as_list(key: str) -> str:
    example = LISTS[key][1][0]
    return f"leave nothing after {key}: and below it, set in by two spaces, begin each entry with a dash: {example}"


def _all_alike(keys: list[str], text: str) -> str:
    key = keys[-1]
    words: Vocabulary | None = {"decisions": SAY, "stages": PART}.get(key)
    if words is None or len(keys) != 1:
        return ""
    found = words.find(text.removeprefix("all ").removeprefix("All "))
    return f"if that is so for all of them, write {key}: {{rest: {found or words.scale.words[-2]}}}"


def _side_of_group(keys: list[str], text: str) -> str:
    key = keys[-1]
    if keys[0] == "groups" and len(keys) == 2 and text.isdigit():
        return f"say who they are, and how many: {key}: {{side: {SIDED}, people: {text}}}"
    return ""


def _money(keys: list[str], text: str) -> str:
    key = keys[-1]
    found = _MONEY.fullmatch(text)
    if not found:
        return ""
    figure, code = found["figure"], _CODES[found["sign"]]
    if keys == ["payment"]:
        every = "daily" if "day" in found["rest"].lower() else "hourly"
        return f"write {key}: {{is: {PAYMENT.scale.words[2]}, {every}: {figure}, currency: {code}}}"
    if key in ("hourly", "daily"):
        return f"write the number alone, {key}: {figure}, and beside it currency: {code}"
    return ""


def _several(keys: list[str], text: str) -> str:
    key = keys[-1]
    if key != "support" or not re.search(r"[,;&]| and ", text):
        return ""
    words = [SUPPORT.find(part) for part in re.split(r"[,;&]| and ", text)]
    known = [word for word in words if word] if all(words) else list(SUPPORT.scale.words[:2])
    return f"put several words in brackets, with commas: {key}: [{', '.join(known)}]"


def _covers(keys: list[str], text: str) -> str:
    key = keys[-1]
    if keys != ["expenses"] or COVERS.find(text) is None:
        return ""
    return f"say how they are paid, and for what: {key}: {{is: claim-later, covers: [{COVERS.find(text)}]}}"


def _number(key: str, text: str) -> str:
    if key not in _COUNTS:
        return ""
    about = "about " if text.lower().startswith("about ") else ""
    word = text.lower().removeprefix(about)
    if key == "notice_days" and (weeks := _WEEKS.fullmatch(text)):
        count = int(weeks["count"]) if weeks["count"].isdigit() else _FIGURES.get(weeks["count"].lower(), 1)
        return f"write it in working days, five to a week: {key}: {count * 5}"
    if word in _FIGURES:
        return f"write it in figures: {key}: {about}{_FIGURES[word]}"
    return ""


def _day(key: str, text: str) -> str:
    if key not in _DATES:
        return ""
    if found := _YEAR_FIRST.fullmatch(text):
        return f"write hyphens: {key}: {found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if found := _SHORT_YEAR.fullmatch(text):
        one, two, year = int(found["one"]), int(found["two"]), 2000 + int(found["year"])
        return f"write year, month, day: {key}: {year}-{two:02}-{one:02} if {one} is the day"
    if found := _SEASON.fullmatch(text):
        month = _SEASONS[found["season"].lower()]
        return f"write the month that it begins in, {key}: {found['year']}-{month}, or only the year, {found['year']}"
    return ""
