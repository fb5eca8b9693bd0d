"""What to write in place of a value that cannot be read: the corrected line itself, where it can be known.

Only wanted once something is wrong. A field says what it wants in general; here it is said for what somebody wrote.
"""

from __future__ import annotations

import re
from typing import Any

from coaudit.project.asking import LISTS, PARTS, worded
from coaudit.source.corrected_days import day, is_day
from coaudit.source.corrected_numbers import AMOUNTS, how_often, left, named_and_often, number, period
from coaudit.source.corrected_says import says
from coaudit.source.corrected_ways import does_not_fit, group, settled, side
from coaudit.source.key_places import decision_in_one, first_entry
from coaudit.source.yaml_quotes import as_text
from coaudit.vocabulary import (
    ANSWER,
    COVERS,
    DECISION,
    PART,
    PAYMENT,
    SAY,
    SIDE,
    STAGE,
    SUPPORT,
    Vocabulary,
)

Path = tuple[str | int, ...]

UNSURE = frozenset(
    (
        *("tbc", "tbd", "tba", "n/a", "na", "?", "??", "???", "-", "--", "pending", "to follow", "not known"),
        *("not sure", "unsure", "don't know", "don’t know", "to be confirmed", "to be decided", "not yet known"),
        *("not yet", "not decided", "not yet decided", "undecided", "to be agreed", "not agreed yet", "unclear"),
        *("don't know yet", "don’t know yet", "do not know", "do not know yet", "dont know", "dont know yet"),
        *("not decided yet", "not sure yet", "not known yet", "to be determined", "no idea", "no idea yet"),
    )
)
"""What people write where they do not know yet."""

SIDED = "lived-experience"
_CODES = {"£": "GBP", "g": "GBP", "p": "GBP", "q": "GBP", "€": "EUR", "e": "EUR", "$": "USD", "u": "USD", "d": "USD"}
_MANY = frozenset(("support", "covers", "dates", "who", "groups", "decisions", "stages", *LISTS))
_FIGURE = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,6})(?:\.\d{1,2})?(?![\d,.]*\d)"
_MONEY = re.compile(
    rf"(?P<sign>[£€$])\s*(?P<figure>{_FIGURE})(?:\s*(?:[-–—]|to)\s*[£€$]?(?P<most>{_FIGURE}))?(?P<rest>.*)", re.DOTALL
)
_MONEY_IN_WORDS = re.compile(
    rf"(?i)(?P<figure>{_FIGURE})\s*(?:(?:[-–—]|to)\s*(?P<most>{_FIGURE})\s*)?(?P<sign>gbp|pounds?|quid|eur|euros?|usd|dollars?)\b(?P<rest>.*)",
    re.DOTALL,
)
_FOR_EACH = re.compile(r"(?i)\s*(?:/|an?\b|per\b|each\b|every\b|for\b)\s*(?:an?\b|each\b)?\s*(?P<unit>[a-z-]+)")
_OTHER_THINGS = (
    r"(?i)\b(?:plus|travel|fares?|expenses|meals?|food|care|once|max|cap|up to|hours?|days?|weeks?|sessions?)\b"
)
_SEATS = re.compile(r"(?i)(?P<name>.+?)(?:,\s*|\s+[-–—]\s+|\s*\()(?P<seats>\d{1,4}) (?:seats|members|people|places)\)?")
_SEATS_ALONE = re.compile(r"(?i)(?P<seats>\d{1,4})(?: (?:seats|members|people|places))?")
_COUNTED = re.compile(r"(?P<people>\d{1,6}) (?P<name>\D.*)")
_AND = re.compile(r"[,;&]| and ")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TO_FILL_IN = re.compile(r"(?i)<[^<>]+>|\[[^\[\]]+\]|x{2,}|\.{3}|…|_{2,}|todo|fill in|insert .*")
NO_TITLE = re.compile(
    r"(?i)<[^<>]+>|\[[^\[\]]+\]|x{3,}|\.{3}|…|_{2,}|todo|(?:fill in|insert|type) (?:(?:a|the|your|project)\b ?)*"
    r"(?:title|name)(?: here)?|fill in"
)
"""What templates have where the title is to be filled in; other titles may well be somebody's own."""
_ITEM = re.compile(r"(?:^|\s)(?:[-–•*]|\d{1,2}[.)])\s*(?=\S)")
_CURLY = re.compile("[“”„‘’](?P<text>[^“”„‘’]*)[“”„‘’]")


def corrected(path: Path, value: Any) -> str:
    """What to write in place of a value at a place, as the end of a sentence; empty where nothing better is known."""
    keys = [part for part in path if isinstance(part, str) and part != "is"]
    if not keys:
        return ""
    key = keys[-1]
    if isinstance(value, str):
        if path == ("decisions", "other"):
            dash = "leave nothing after other: and below it, set in by two more spaces, begin each entry with a dash"
            return f"{dash}: - {decision_in_one(value)}"
        if isinstance(path[-1], int):
            return _of_item(keys, key, value)
        text = value.strip()
        return ("" if text.lower() in UNSURE else says(path, text)) or _of_text(keys, key, text)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and key not in _MANY:
        return f"write one value, without brackets and without a dash: {key}: {as_text(value[0])}"
    if keys == ["accounts"]:
        return "coaudit accounts add writes these lines; each begins with a dash, and with the side: - from: carer"
    if keys == ["support"] and isinstance(value, dict):
        return _support_by_keys(value)
    if keys[0] in ("decisions", "stages") and len(keys) == 1 and isinstance(value, list):
        return _without_dashes(key, value)
    if len(keys) == 1 and key in LISTS and key != "support" and isinstance(value, dict):
        first, said = next(iter(value.items()), ("what", "..."))
        first = first.lstrip("-–•* ")
        own = first_entry(key, first, said) or (f"{first}: {said}" if isinstance(said, str) else f"{first}:")
        return f"begin each entry with a dash and a space, and set its other lines in below: - {own[:60]}"
    if keys == ["groups"] and isinstance(value, list):
        return f"give each group a name and no dash; below groups:, set in, write {_group_of(value)}"
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
    if unfit := does_not_fit(keys, text):
        return unfit
    if text.lower() in UNSURE:
        return f"what is not known yet is written as unknown: {key}: unknown"
    if quoted := _CURLY.fullmatch(text):
        return f"take the curly quotes away: {key}: {quoted['text']}"
    if _UNSEEN.search(text):
        seen = _UNSEEN.sub("", text)
        return f"something stands here that cannot be seen; delete the text and type it again: {key}: {as_text(seen)}"
    if _TO_FILL_IN.fullmatch(text):
        return f"this place is still to be filled in; what is not known yet is written as unknown: {key}: unknown"
    if len(keys) == 1 and key in LISTS and key != "support":
        return _as_list(key, text)
    if key == "dates" and len(keys) == 2:
        if is_day(text):
            return f"put the days in brackets, with commas: {key}: [{text}]"
        return f"put the days in brackets, with commas, and each with its year, such as {key}: [2026-10-05, 2026-11-02]"
    return (
        _all_alike(keys, text)
        or settled(keys, text)
        or side(keys, text)
        or _side_of_group(keys, text)
        or _money(keys, text)
        or _several(keys, text)
        or _covers(keys, text)
        or (left(text) if keys[0] == "groups" and key == "left" else "")
        or _yes_or_no(keys, key, text)
        or number(key, text)
        or (period(text) if key == "every" else "")
        or day(key, text)
    )


def in_braces(key: str, text: str) -> str:
    """An entry of a list, in braces, of which somebody wrote the text alone; empty where a list has no such entries."""
    if key not in LISTS or key == "support":
        return ""
    entry = _entry(key, text) or f"{LISTS[key][1][0].removeprefix('- ').partition(':')[0]}: {as_text(text)}"
    return entry if entry.startswith("{") else f"{{{entry}}}"


def _of_item(keys: list[str], key: str, text: str) -> str:
    """As `_of_text`, for one entry of a list: it has no key of its own."""
    if len(keys) == 1 and key in LISTS and key != "support":
        if entry := _entry(key, text):
            return f"give each of these a key of its own: - {entry}"
        return f"say what this is: - {LISTS[key][1][0].removeprefix('- ').partition(':')[0]}: {as_text(text)}"
    if keys == ["decisions", "other"]:
        return f"say what is decided, and what say people have in it: - {decision_in_one(text)}"
    return _of_text(keys, key, text.strip()).replace(f"{key}: ", "") if key == "dates" else ""


def _group_of(value: list[Any]) -> str:
    """The line of the first group of a list that is none."""
    first = value[0] if value else "experts"
    if isinstance(first, dict):
        inner = next(iter(first.values()), None)
        own = next(iter(first)) if isinstance(inner, dict) else first.get("name")
        said = (inner if isinstance(inner, dict) else first).get("side")
        name, side = own if isinstance(own, str) else "experts", said if isinstance(said, str) else ""
    else:
        name, side = first if isinstance(first, str) else "experts", ""
    known = SIDE.find(side or name) or (SIDED if name == "experts" else "unknown")
    return f"{as_text(name)}: {{side: {known}}}"


def _group_alone(text: str) -> str:
    """A group by its name alone, or with how many they are. What side they are on may not be known from it."""
    counted = _COUNTED.fullmatch(text)
    name = counted["name"] if counted else text
    people = f", people: {counted['people']}" if counted else ""
    return f"{as_text(name)}: {{side: {SIDE.find(name) or 'unknown'}{people}}}"


def _support_by_keys(value: dict[str, Any]) -> str:
    yes = [key for key, said in value.items() if isinstance(said, str) and ANSWER.find(said) == "yes"]
    known = [word for key in yes if (word := SUPPORT.find(key))]
    return f"put the words alone in brackets, with commas: support: [{', '.join(known)}]" if known else ""


def _without_dashes(key: str, value: list[Any]) -> str:
    """Decisions or stages that were written as a list: the first of them as a line of its own."""
    first = value[0] if value else None
    if isinstance(first, dict):
        name, said = next(iter(first.items()), ("rest", "unknown"))
        line = f"{as_text(str(name))}: {as_text(said) if isinstance(said, str) else 'unknown'}"
        return f"take the dashes away; below {key}:, set in by two spaces, write {line}"
    name = as_text(first) if isinstance(first, str) else "rest"
    return f"say after each what part people have in it; below {key}:, set in by two spaces, write {name}: unknown"


def _as_list(key: str, text: str) -> str:
    example = LISTS[key][1][0]
    items = [item.strip() for item in _ITEM.split(text[:400]) if item.strip()]
    entry = _entry(key, text)
    if entry:
        example = f"- {entry}"
    elif key == "affected" and len(several := [part.strip() for part in _AND.split(text[:400]) if part.strip()]) > 1:
        example = f"- who: {as_text(several[0])}, and on the next line - who: {as_text(several[1])}"
    elif items and " " in text:  # one word alone is seldom what such an entry is called
        example = f"{example.partition(':')[0]}: {as_text(items[0])}"
    such = ", such as" if example == LISTS[key][1][0] else ":"
    return (
        f"leave nothing after {key}: and below it, set in by two spaces, begin each entry with a dash{such} {example}"
    )


def _entry(key: str, text: str) -> str:
    """An entry of which a text says more than one thing: how often, or how many seats; else nothing."""
    text = " ".join(text[:400].split())
    if key == "contact":
        if often := how_often(text):
            return f"every: {often}"
        if named := named_and_often(text):
            return f"{{what: {as_text(named[0])}, every: {named[1]}}}"
    if key == "bodies" and (found := _SEATS.fullmatch(text)):
        return f"{{name: {as_text(found['name'])}, seats: {found['seats']}}}"
    if key == "bodies" and (found := _SEATS_ALONE.fullmatch(text)):
        return f"seats: {found['seats']}"
    return ""


def _all_alike(keys: list[str], text: str) -> str:
    key = keys[-1]
    words: Vocabulary | None = {"decisions": SAY, "stages": PART}.get(key)
    if words is None or len(keys) != 1:
        return ""
    found = words.find(text.removeprefix("all ").removeprefix("All "))
    names = [{"decisions": DECISION, "stages": STAGE}[key].find(part) for part in _AND.split(text)]
    if found is None and names and all(names):
        inside = ", ".join(f"{name}: unknown" for name in dict.fromkeys(names))
        what = "say" if key == "decisions" else "part"
        return f"say after each what {what} people have in it: {key}: {{{inside}}}"
    if found is None:
        return (
            f"if one word holds for all of them, write {key}: {{rest: ...}} with one of {', '.join(words.scale.words)}"
        )
    return f"if that is so for all of them, write {key}: {{rest: {found}}}"


def _side_of_group(keys: list[str], text: str) -> str:
    key = keys[-1]
    if keys[0] == "groups" and len(keys) == 2 and (counted := group(key, text)):
        return f"say who they are, and how many: {counted}"
    if keys == ["groups"]:
        names = list(dict.fromkeys(name.strip() for name in _AND.split(text[:400]) if name.strip()))
        return f"say of each group who they are: groups: {{{', '.join(map(_group_alone, names))}}}"
    sides = [side for part in re.split(r"[,;&/]| and | or ", text) if (side := SIDE.find(part))]
    if keys[0] == "groups" and len(sides) > 1 and (key == "side" or len(keys) == 2):
        return f"one group has one side; make two groups of it, with side: {sides[0]} and side: {sides[1]}"
    return ""


def _money(keys: list[str], text: str) -> str:
    key = keys[-1]
    found = _MONEY.fullmatch(text) or _MONEY_IN_WORDS.fullmatch(text)
    if not found:
        return ""
    figure, code = found["figure"].replace(",", ""), _CODES[found["sign"][:1].lower()]
    if found["most"]:
        figure += f" to {found['most'].replace(',', '')}"
    rest = found["rest"].lower()
    if keys == ["payment"] and ("voucher" in rest or "gift" in rest):
        _, voucher, paid, _ = PAYMENT.scale.words
        both = re.search(r"\b(?:or|and)\b|[,;/&+]", rest)
        return f"say which it is: {key}: {voucher}, or {key}: {paid}" if both else f"write {key}: {voucher}"
    per = _FOR_EACH.match(rest)
    unit = per["unit"].removesuffix("s") if per else ""
    rate = {"hour": "hourly", "hr": "hourly", "h": "hourly", "day": "daily"}.get(unit, "")
    if not found["most"] and (different := _for_different_people(key, found[0])):
        return different
    if rate and re.search(r"\d", rest):
        return ""  # there is more to it
    if keys == ["payment"]:
        paid = f"{key}: {{is: {PAYMENT.scale.words[2]}"
        if unit and not rate:
            note = f"note: {as_text(text)}}}"
            return f"only what an hour or a day is paid can be counted; write {paid}, {note}"
        condition = "" if rate else "if that is for each hour, "
        return f"{condition}write {paid}, {rate or 'hourly'}: {figure}, currency: {code}}}"
    if key in ("hourly", "daily"):
        if unit and not rate:
            return f"only what an hour or a day is paid can be counted; in place of {key} write note: {as_text(text)}"
        if rate and rate != key:
            return f"write {rate}: {figure}, and beside it currency: {code}"
        return f"write the number alone, {key}: {figure}, and beside it currency: {code}"
    return ""


def _for_different_people(key: str, text: str) -> str:
    """What to write where some are paid more than others for the same time: from the lowest to the highest."""
    amounts = [each.replace(",", "") for each in re.findall(rf"[£€$]\s*({_FIGURE})", text)]
    if key not in AMOUNTS or len(amounts) != 2 or re.search(_OTHER_THINGS, text):
        return ""
    low, high = sorted(amounts, key=float)
    return f"write the lowest and the highest, {key}: {low} to {high}, and say who is paid which in note:"


def _several(keys: list[str], text: str) -> str:
    key = keys[-1]
    if key != "support" or not _AND.search(text):
        return ""
    parts = [part.strip() for part in _AND.split(text) if part.strip()]
    words = [SUPPORT.find(re.sub(r"(?i)^(?:an?|the|some)\s+", "", part)) for part in parts]
    known = [word for word in words if word]
    if not known:
        return ""
    strange = [as_text(part) for part, word in zip(parts, words, strict=True) if not word]
    other = f". None of the words for it: {', '.join(strange[:3])}" if strange else ""
    return f"put several words in brackets, with commas: {key}: [{', '.join(dict.fromkeys(known))}]{other}"


def _covers(keys: list[str], text: str) -> str:
    found = [COVERS.find(part.strip()) for part in _AND.split(text[:400]) if part.strip()]
    if keys != ["expenses"] or not found or not all(found):
        return ""
    covers = ", ".join(dict.fromkeys(word for word in found if word))
    return f"say how they are paid, and for what: expenses: {{is: unknown, covers: [{covers}]}}"


def _yes_or_no(keys: list[str], key: str, text: str) -> str:
    """Where one word of several is wanted, of which the first says no: the others, with what each means."""
    answer = ANSWER.find(text) if len(keys) == 1 and key != "claim" else None
    listed = {ask.key: ask.words for part in PARTS for ask in part.asks}.get(key) if answer else None
    if listed is None or listed.scale.words[0] not in ("none", "nothing", "not-asked"):
        return ""
    (no, _), *others = worded(listed, {})
    if answer == "no":
        return f"write {key}: {no}" if no != "not-asked" else ""
    said = (f"{key}: {word} means that {means[:1].lower()}{means[1:].rstrip('.')}." for word, means in others)
    return f"say which it is. {' '.join(said)}"
