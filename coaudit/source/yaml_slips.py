"""Lines written by the rules of something else: tabs, remarks after //, an equals sign. Each with the line to write."""

from __future__ import annotations

import re

from coaudit.source.corrected_days import DATES
from coaudit.source.corrected_numbers import COUNTS, number, only_way
from coaudit.source.yaml_words import Words, quoted

TAB = "A tab stands where only spaces may."
REMARK = "A remark begins with a # here, and not with //"
STEPS = "Use spaces, two for each step to the right"

_REMARK = r"(?://+|/\*+)\s*(\S.*?)\s*(?:\*+/)?"
EQUALS = "A key ends with a colon and a space here, not with an equals sign"
_EQUALS = r"((?:- +)*[^\W\d][\w-]*)\s*=(>?)\s*([^\s=].*)"
_DASHES = r"(?:- +)*"
_LONGEST = 120
"""A line that is longer is not told whole, and so cannot be pasted."""
_LINE = r"(?:- +)+|([\w-]+):(?= |$)"
"""How an entry of a list begins, or a line with a key."""

TOP = frozenset(
    (
        *(
            "coaudit",
            "title",
            "organisation",
            "purpose",
            "summary",
            "level",
            "kind",
            "status",
            "starts",
            "ends",
            "claim",
        ),
        *("started_by", "completed_by", "groups", "affected", "stages", "decisions", "on_disagreement", "still_open"),
        *("information", "bodies", "contact", "notice_days", "timetable", "payment", "expenses", "access", "support"),
        *("staff_learning", "skills", "agreement", "credit", "feedback", "changes", "after", "accounts", "responses"),
        *("not_applicable", "facts"),
    )
)
"""The keys of a project. They stand at the very left, and nowhere else."""


def slip(line: str) -> Words | None:
    """What is wrong with a line that begins with // or has an equals sign for its colon, and the line to write.

    None where it has neither, or is too long to be told. The line is empty where it is not sure.
    """
    text = line.strip()
    if len(text) > _LONGEST:
        return None
    if found := re.fullmatch(_REMARK, text):
        return REMARK, f"# {found[1]}"
    if found := re.fullmatch(_EQUALS, text):
        value = "" if found[2] and found[3][:1].isdigit() else _value(found[3])  # `people => 5` may be at least 5
        return EQUALS, f"{found[1]}: {value}" if value else ""
    return None


def _value(text: str) -> str:
    """What stands behind an equals sign as it stands behind a colon, without its remark; empty where that is unsure."""
    if found := re.fullmatch(r"""("[^"\\]*"|'[^']*')(?:\s+#.*)?""", text):
        return found[1]
    text = re.sub(r"\s+#.*", "", text)
    if re.fullmatch(r"\[[^\[\]{}=]*\]|\{[^\[\]{}=]*\}", text):
        return text
    if re.match(r"[^\w£€$<(]", text):
        return ""
    return quoted(text) if re.search(r": |:$", text) else text


def told(found: Words | None) -> str:
    """What `slip` found as the end of a sentence; empty where it found nothing."""
    return f"{found[0][0].lower()}{found[0][1:]}{found[1] and ': '}{found[1]}" if found else ""


def to_write(found: Words, *, below_text: bool) -> Words:
    """What `slip` found, in sentences. A line below one that has its text may be a part of that text."""
    hint = f"write `{found[1]}`" if found[1] else "write a colon and a space in its place"
    if found[0] == EQUALS and below_text:
        hint = f"if this is a key, {hint}; if it goes on with the text above, begin it further right than that key"
    return f"{found[0]}.", f"{hint[0].upper()}{hint[1:]}."


def without_remark(text: str) -> tuple[str, str] | None:
    """A value and the remark behind it that begins as in a program; None where there is none."""
    value, mark, said = text.partition(" // ")
    return (value.strip(), said.strip()) if mark and value.strip() and len(text) <= _LONGEST else None


def more(line: str, sign: int) -> Words | None:
    """What to write in place of a number or a day whose > stands at an index; None where it begins another text."""
    found = re.search(r"([\w-]+): +$", line[:sign])
    if not found or line[sign : sign + 1] != ">":
        return None
    key, text = found[1], re.split(r"\s#|[,\]}](?!\d)", line[sign:])[0].strip()
    if key in DATES:
        return (
            "A day cannot begin with >.",
            f"Write a day, a month or a year, such as {key}: 2026-10; or {key}: unknown.",
        )
    if key not in COUNTS:
        return None
    known = only_way(number(key, text), key)
    way = f"`{key}: {known}`" if known else f"a number, such as {key}: 6, or {key}: at least 6"
    return "A number cannot begin with >.", f"Write {way}."


def two_keys(before: str, quotes: str) -> str:
    """What to do with a line that has a second colon: the last word before it may be a key, or it needs quotes."""
    found = re.search(r"\s([a-z][a-z_-]*)$", before)
    if not found or not (before[:1] == " " or found[1] in TOP):
        return quotes
    return f"If {found[1][:30]} is a key, begin a new line with it. If it is one text, {quotes[0].lower()}{quotes[1:]}"


def tab(lines: tuple[str, ...], number: int) -> Words:
    """What to write in place of a line with a tab: the line itself, where it is sure how far it is to be set in."""
    line = lines[number - 1]
    text = line.lstrip(" \t")
    before = line[: len(line) - len(text)]
    text = re.sub(r"\s*\t\s*", " ", text).rstrip()
    if not text:
        return TAB, "Take it away: a line that says nothing may be empty."
    if len(text) > _LONGEST:
        return TAB, f"{STEPS}."
    if "\t" not in before:
        return TAB, f"Put a space in its place: `{text}`."
    said = [line.partition(" #")[0].rstrip() for line in lines[: number - 1] if line.split("#")[0].strip()]
    depth = _depth(said, text)
    if depth is None:
        return TAB, f"{STEPS}."
    return TAB, f"{STEPS}: `{' ' * depth}{text}`." if depth else f"Begin this line at the very left: `{text}`."


def _depth(above: list[str], text: str) -> int | None:
    """How far a line is set in, by the lines above that say something; None where it may stand in several columns."""
    last = above[-1] if above else ""
    if last.endswith(("|", ">")):
        return _own(last) + 2
    found = re.match(_LINE, text)
    if not found or (last and not re.match(_LINE, last.lstrip(" "))):
        return None  # it may well go on with a text
    if any(key[:1].isalpha() and key not in TOP for key in (line.partition(":")[0] for line in above)):
        return None  # a rubric or a policy has other keys
    if found[1] in TOP:
        return None if last.endswith(":") else 0
    item = text.startswith("- ")
    open_ = {_own(last) + 2} if last.endswith(":") else set()
    least = len(last) + 1
    for line in reversed(above):
        dash, own = _indent(line), _own(line)
        if dash < least:
            least = dash
            if not item or own != dash:
                open_.add(dash if item else own)
    open_.discard(0)  # there only the keys of the project stand
    return open_.pop() if len(open_) == 1 else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _own(line: str) -> int:
    """Where the key of a line begins, behind the dashes of a list."""
    found = re.match(_DASHES, line.lstrip(" "))
    return _indent(line) + (found.end() if found else 0)
