"""Text from strangers, made harmless for a terminal and for the machines that read what a terminal shows."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""C0 without tab, line feed and carriage return; DEL; C1 (of which U+0085 breaks lines)."""
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The marks that turn the order of what is shown, so that a text reads other than it is."""
SEPARATORS = "\u2028\u2029"
"""Line and paragraph separators: a line break for some programs, and none for most editors."""
SURROGATES = "\ud800-\udfff"
BOM = "\ufeff"
NONCHARACTERS = "\ufffe\uffff"

_INVISIBLE = "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufff9-\ufffb"
# A joiner between two letters or emoji beyond ASCII is ordinary writing: families of emoji, Persian, Hindi.
_JOINER = "(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
# The flags of Wales, Scotland and England are a black flag and tag letters; other tag letters hide text.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
_ALWAYS = f"{CONTROL}{BIDI}{SEPARATORS}{SURROGATES}{BOM}{NONCHARACTERS}{_INVISIBLE}\U000e0000-\U000e007f"


@cache  # made when first wanted, for most reports never need it
def _hidden(*, lines: bool) -> re.Pattern[str]:
    ends = "\r" if lines else "\t\n\r"
    return re.compile(f"({_FLAG})|[{ends}{_ALWAYS}]|{_JOINER}")


# What .NET, in which the runners are written, may skip when it compares text.
_SKIPPED = "[\u00ad\u034f\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]*"
_COMMAND = (
    rf"(?i)((?:^|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])(?:\s|{_SKIPPED[:-1]})*:)(?={_SKIPPED}:)"
    rf"|(#)(?={_SKIPPED}#{_SKIPPED}(?:v{_SKIPPED}s{_SKIPPED}o{_SKIPPED})?\[)"
)


def _mark(match: re.Match[str]) -> str:
    flag: str | None = match[1]
    return flag or f"<U+{ord(match[0]):04X}>"


def visible(text: str, *, lines: bool = False) -> str:
    """Return *text* with every character that acts instead of showing replaced by a mark, as `<U+001B>`.

    Replaced are control characters, marks that turn the direction of writing, characters without width,
    line and paragraph separators, lone surrogates and hidden tag letters. Letters with accents, other
    scripts and emoji stay as they are. With *lines*, line feeds and tabs stay too, for text of many lines.
    """
    if text.isprintable():  # nothing of all that is: the pattern only tells what stays among what is not
        return text
    return _hidden(lines=lines).sub(_mark, text)


def line_start(text: str, *, xml: bool = False) -> str:
    r"""Return *text* in which no line is a command to the machine of a build service.

    GitHub's and Azure's runners read every line that a job prints. GitHub obeys one that begins, after
    blanks, with `::name::`; GitHub (in its older form) and Azure obey `##[name]` and `##vso[name]`
    wherever they stand in a line. A backslash is put inside: `:\:error::`, `#\#[error]`, `#\#vso[`.
    In what is already *xml* (or HTML) the sign is written as its number instead, which reads back as it was.
    """
    if text.isascii() and "::" not in text and "##" not in text:
        return text  # what may stand between the two signs is not ASCII
    if xml:
        return re.sub(_COMMAND, lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", text)
    return re.sub(_COMMAND, lambda match: match[0] + "\\", text)


def quote(text: str, limit: int = 60) -> str:
    """Return *text* in double quotes, made visible and cut to about *limit* characters, for a message."""
    return f'"{visible(cut(text, limit))}"'


def cut(text: str, limit: int = 60) -> str:
    """Return *text* of at most *limit* characters, with three dots at the end where some are left out."""
    return text if len(text) <= limit else text[: limit - 3].rstrip() + "..."


def cells(text: str) -> int:
    """Return how many cells of a terminal *text* fills: two for a wide character, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
