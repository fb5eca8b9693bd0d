"""What to write in place of a value that cannot be read: the corrected line itself, where it can be known.

Only wanted once something is wrong. A field says what it wants in general; here it is said for what somebody wrote.
"""

from __future__ import annotations

import re
from typing import Any

from coaudit import safe, yaml_words
from coaudit.asking import LISTS
from coaudit.corrected_numbers import day, is_day, number, period
from coaudit.vocabulary import COVERS, PART, PAYMENT, SAY, SIDE, SUPPORT, Vocabulary

Path = tuple[str | int, ...]

UNSURE = frozenset(
    (
        *("tbc", "tbd", "tba", "n/a", "na", "?", "??", "???", "-", "--", "pending", "to follow", "not known"),
        *("not sure", "unsure", "don't know", "don’t know", "to be confirmed", "to be decided", "not yet known"),
    )
)
"""What people write where they do not know yet."""

SIDED = "lived-experience"
_CODES = {"£": "GBP", "g": "GBP", "p": "GBP", "€": "EUR", "e": "EUR", "$": "USD", "u": "USD", "d": "USD"}
_MANY = frozenset(("support", "covers", "dates", "who", "groups", "decisions", "stages", *LISTS))
_FIGURE = r"\d{1,6}(?:\.\d{1,2})?"
_MONEY = re.compile(
    rf"(?P<sign>[£€$])\s*(?P<figure>{_FIGURE})(?:\s*(?:[-–—]|to)\s*[£€$]?(?P<most>{_FIGURE}))?(?P<rest>.*)", re.DOTALL
)
_MONEY_IN_WORDS = re.compile(
    rf"(?i)(?P<figure>{_FIGURE})\s*(?:(?:[-–—]|to)\s*(?P<most>{_FIGURE})\s*)?(?P<sign>gbp|pounds?|eur|euros?|usd|dollars?)\b(?P<rest>.*)",
    re.DOTALL,
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TO_FILL_IN = re.compile(r"(?i)<[^<>]+>|\[[^\[\]]+\]|x{2,}|\.{3}|…|_{2,}|todo|fill in|insert .*")
_ITEM = re.compile(r"(?:^|\s)(?:[-–•*]|\d{1,2}[.)])\s*(?=\S)")
_CURLY = re.compile("[“”„‘’](?P<text>[^“”„‘’]*)[“”„‘’]")


def corrected(path: Path, value: Any) -> str:
    """What to write in place of a value at a place, as the end of a sentence; empty where nothing better is known."""
    keys = [part for part in path if isinstance(part, str) and part != "is"]
    if not keys:
        return ""
    key = keys[-1]
    if isinstance(value, str):
        return _of_item(keys, key, value) if isinstance(path[-1], int) else _of_text(keys, key, value.strip())
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and key not in _MANY:
        return f"write one value, without brackets and without a dash: {key}: {as_text(value[0])}"
    if keys == ["support"] and isinstance(value, dict):
        return _support_by_keys(value)
    if keys[0] in ("decisions", "stages") and len(keys) == 1 and isinstance(value, list):
        return _without_dashes(key, value)
    if len(keys) == 1 and key in LISTS and key != "support" and isinstance(value, dict):
        first, said = next(iter(value.items()), ("what", "..."))
        first = first.lstrip("-–•* ")
        own = f"{first}: {said}" if isinstance(said, str) else f"{first}:"
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
    if key == "dates" and is_day(text):
        return f"put the days in brackets, with commas: {key}: [{text}]"
    return (
        _all_alike(keys, text)
        or _side_of_group(keys, text)
        or _money(keys, text)
        or _several(keys, text)
        or _covers(keys, text)
        or number(key, text)
        or (period(text) if key == "every" else "")
        or day(key, text)
    )


def _of_item(keys: list[str], key: str, text: str) -> str:
    """As `_of_text`, for one entry of a list: it has no key of its own."""
    if len(keys) == 1 and key in LISTS and key != "support":
        return f"say what this is: - {LISTS[key][1][0].removeprefix('- ').partition(':')[0]}: {as_text(text)}"
    return _of_text(keys, key, text.strip()).replace(f"{key}: ", "") if key == "dates" else ""


def as_text(text: str) -> str:
    """A text as it can be pasted: on one line, not too long, and in quotes where it would be read as something else."""
    text = safe.cut(" ".join(text.split()), 40)
    odd = re.search(r": |:$| #|^[^\w£€$<(]|[{}\[\],]", text)
    return yaml_words.quoted(text) if odd else text


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
    return f"{as_text(name)}: {{side: {SIDE.find(side or name) or SIDED}}}"


def _support_by_keys(value: dict[str, Any]) -> str:
    known = [word for key in value if (word := SUPPORT.find(key))]
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
    if items and " " in text:  # one word alone is seldom what such an entry is called
        example = f"{example.partition(':')[0]}: {as_text(items[0])}"
    return f"leave nothing after {key}: and below it, set in by two spaces, begin each entry with a dash: {example}"


def _all_alike(keys: list[str], text: str) -> str:
    key = keys[-1]
    words: Vocabulary | None = {"decisions": SAY, "stages": PART}.get(key)
    if words is None or len(keys) != 1:
        return ""
    found = words.find(text.removeprefix("all ").removeprefix("All "))
    if found is None:
        return (
            f"if one word holds for all of them, write {key}: {{rest: ...}} with one of {', '.join(words.scale.words)}"
        )
    return f"if that is so for all of them, write {key}: {{rest: {found}}}"


def _side_of_group(keys: list[str], text: str) -> str:
    key = keys[-1]
    if keys[0] == "groups" and len(keys) == 2 and text.isdigit():
        return f"say who they are, and how many: {key}: {{side: {SIDED}, people: {text}}}"
    if keys == ["groups"]:
        names = [name.strip() for name in re.split(r"[,;&]| and ", text) if name.strip()]
        return f"give each group a line of its own; below groups:, set in, write {_group_of(list(names))}"
    sides = [side for part in re.split(r"[,;&/]| and | or ", text) if (side := SIDE.find(part))]
    if keys[0] == "groups" and len(sides) > 1 and (key == "side" or len(keys) == 2):
        return f"one group has one side; make two groups of it, with side: {sides[0]} and side: {sides[1]}"
    return ""


def _money(keys: list[str], text: str) -> str:
    key = keys[-1]
    found = _MONEY.fullmatch(text) or _MONEY_IN_WORDS.fullmatch(text)
    if not found:
        return ""
    figure, code = found["figure"], _CODES[found["sign"][:1].lower()]
    if found["most"]:
        figure += f" to {found['most']}"
    rest = found["rest"].lower()
    if keys == ["payment"]:
        if "voucher" in rest or "gift" in rest:
            return f"write {key}: {PAYMENT.scale.words[1]}"
        every = "daily" if "day" in rest else "hourly"
        sure = "day" in rest or "hour" in rest
        condition = "" if sure else "if that is for each hour, "
        return f"{condition}write {key}: {{is: {PAYMENT.scale.words[2]}, {every}: {figure}, currency: {code}}}"
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
