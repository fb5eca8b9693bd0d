"""Lines written by the rules of something else: tabs, remarks after //, an equals sign. Each with the line to write."""

from __future__ import annotations

import re

from coaudit.yaml_words import Words, quoted

TAB = "A tab stands where only spaces may."
REMARK = "A remark begins with a # here, and not with //"
STEPS = "Use spaces, two for each step to the right"

MORE = r">(=?) *(\d{1,9})"
_REMARK = r"(?://+|/\*+)\s*(\S.*?)\s*(?:\*+/)?"
_EQUALS = r"(?:- +)*([^\W\d][\w-]*)\s*=\s*([^\s=].*)"
_DASHES = r"(?:- +)*"
_NEEDS_QUOTES = r": |:$| #|^[\[\]{}&*!|>%@`,#-]"
_LONGEST = 120
"""A line that is longer is not told whole, and so cannot be pasted."""
_WIDTHS = (2, 4, 8)
"""How far a tab may reach on the screen of whoever typed it."""


def slip(line: str) -> Words | None:
    """What is wrong with a line that begins with // or has an equals sign for its colon, and the line to write.

    None where it has neither, or is too long to be told.
    """
    text = line.strip()
    if len(text) > _LONGEST:
        return None
    if found := re.fullmatch(_REMARK, text):
        return REMARK, f"# {found[1]}"
    if found := re.fullmatch(_EQUALS, text):
        value = quoted(found[2]) if re.search(_NEEDS_QUOTES, found[2]) else found[2]
        return "A key ends with a colon and a space here, not with an equals sign", f"{found[1]}: {value}"
    return None


def told(found: Words | None) -> str:
    """What `slip` found as the end of a sentence; empty where it found nothing."""
    return f"{found[0][0].lower()}{found[0][1:]}: {found[1]}" if found else ""


def without_remark(text: str) -> tuple[str, str] | None:
    """A value and the remark behind it that begins as in a program; None where there is none."""
    value, mark, said = text.partition(" // ")
    return (value.strip(), said.strip()) if mark and value.strip() and len(text) <= _LONGEST else None


def more(number: re.Match[str]) -> Words:
    """What to write in place of a number after > or >=, as MORE finds it."""
    return "A number cannot begin with >.", f"Write `at least {int(number[2]) + (not number[1])}`."


def tab(lines: tuple[str, ...], number: int) -> Words:
    """What to write in place of a line with a tab: the line itself, where it is sure how far it is to be set in."""
    line = lines[number - 1]
    text = line.lstrip(" \t")
    before = line[: len(line) - len(text)]
    text = re.sub(r"\s*\t\s*", " ", text).rstrip()
    if len(text) > _LONGEST:
        return TAB, f"{STEPS}."
    if "\t" not in before:
        return TAB, f"Put a space in its place: `{text}`."
    depths = {_depth(lines[: number - 1], text, len(before.expandtabs(width))) for width in _WIDTHS}
    (depth, *others) = depths
    return TAB, f"{STEPS}." if others or depth is None else f"{STEPS}: `{' ' * depth}{text}`."


def _depth(above: tuple[str, ...], text: str, seen: int) -> int | None:
    """How far a line is set in that seems to stand in some column, by the lines above; None where that is unsure."""
    said = [line.partition(" #")[0].rstrip() for line in above if line.split("#")[0].strip()]
    if not said:
        return None
    item = text.startswith("- ")
    last = _own(said[-1])
    if seen > last and said[-1].endswith((":", "|", ">")):
        return last + 2
    open_: list[int] = []
    least = seen + last + 1
    for line in reversed(said):
        dash, own = _indent(line), _own(line)
        if dash < least:
            least = dash
            if not item or own != dash:
                open_.append(dash if item else own)
    set_in = [depth for depth in open_ if depth] or open_
    return max((depth for depth in set_in if depth <= seen), default=min(set_in, default=None))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _own(line: str) -> int:
    """Where the key of a line begins, behind the dashes of a list."""
    found = re.match(_DASHES, line.lstrip(" "))
    return _indent(line) + (found.end() if found else 0)
