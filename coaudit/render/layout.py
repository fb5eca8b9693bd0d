"""Lines of text for a terminal: wrapped by the cells they fill, with hanging indents, and safe to print.

Every text goes through `Page.put`, and so is made harmless in one place. It does what is needed of rich, whose
import alone takes longer than an audit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from coaudit import safe

WIDEST = 100
"""Longer lines are hard to follow, however wide the window is."""
NARROWEST = 24
_LEAST = 10
"""Cells that a paragraph has at least, whatever stands before it."""

PLAIN = ""
BOLD = "1"
FAINT = "2"
CLAIMED = "1;35"
EVIDENCED = "1;36"
BAR = "36"
LOW = "32"
RAISED = "33"
HIGH = "1;31"

_BREAKS = re.compile(r"[\t\r\n][ \t\r\n]*")
_WORD = re.compile(r"[^ ]+")
_COMMENT = re.compile(r"^(\s*#)(?=#)")
_IN_ASCII = str.maketrans(
    {
        "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...",
        "•": "*", "·": ".", "×": "x", "£": "GBP ", "€": "EUR ", "←": "<-", "→": "->", "\xa0": " ", "ß": "ss",
        "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "½": "1/2",
    }
)  # fmt: skip


class Run(NamedTuple):
    """A stretch of text in one style (the number of a terminal's colour, or nothing). Made by the thousand."""

    text: str
    style: str = PLAIN


def clean(text: str) -> str:
    """The text on one line, with marks for whatever would act on a terminal instead of showing."""
    if text.isprintable():  # as nearly all are: it breaks no line then, and does nothing else either
        return text
    return safe.visible(_BREAKS.sub(" ", text))


def in_ascii(text: str) -> str:
    """The text in ASCII: letters without their accents, and a mark such as `<U+65E5>` for what has no likeness."""
    if text.isascii():
        return text
    # Decomposed, an accented letter is a letter and a mark: the mark alone is left out.
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_IN_ASCII)) if not _is_accent(c))
    return "".join(c if c.isascii() else f"<U+{ord(c):04X}>" for c in safe.visible(bare))


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn" and 0x300 <= ord(character) < 0x370


def one_line(text: str) -> str:
    """A line that no machine reading the log obeys: no command, nor anything that looks like the start of one."""
    harmless = safe.line_start(text)
    return _COMMENT.sub(r"\1\\", harmless) if "##" in harmless else harmless


class Page:
    """What is written so far, for a window so many cells wide."""

    def __init__(self, width: int, *, color: bool, unicode: bool) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.color = color
        self.unicode = unicode
        self._lines: list[str] = []

    def sign(self, pretty: str, ascii_only: str) -> str:
        """The first, where the terminal can show it; else the second."""
        return pretty if self.unicode else ascii_only

    def show(self, text: str) -> str:
        """A text as this terminal can show it: harmless, on one line."""
        return clean(text) if self.unicode else in_ascii(clean(text))

    def blank(self) -> None:
        """An empty line, but never two, and none at the start."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, text: str) -> None:
        """The heading of a section, with air above it."""
        self.blank()
        self.put(Run(text, BOLD))

    def rule(self) -> None:
        """A thin line across the page."""
        self._lines.append(self._styled(Run(self.sign("─", "-") * self.width, FAINT)))

    def put(self, *runs: Run | str, first: Run | str = "", later: Run | str | None = None) -> None:
        """A paragraph. Its first line begins with *first*, the others with *later* (or else with blanks)."""
        lead, shown = self._shown(first), [self._shown(run) for run in runs]
        after = Run(_blank(lead.text)) if later is None else self._shown(later)
        if safe.cells(lead.text) > self.width - _LEAST:  # no room beside it: it begins the paragraph instead
            indent = lead.text[: len(lead.text) - len(lead.text.lstrip(" "))][: self.width - _LEAST]
            lead, shown = Run(indent), [Run(lead.text.lstrip(" "), lead.style), *shown]
        if safe.cells(after.text) > self.width - _LEAST:
            after = Run(_blank(lead.text))
        rooms = [self.width - safe.cells(each.text) for each in (lead, after)]
        text = "".join([run.text for run in shown])
        for number, (begin, end) in enumerate(_lines(text, *rooms)):
            self._add(after if number else lead, shown, text, begin, end)

    def pad(self, text: str, width: int) -> str:
        """A text filled up with blanks to so many cells, as this terminal shows it."""
        return text + " " * max(width - self.cells(text), 0)

    def cut(self, text: str, width: int) -> str:
        """A text of at most so many cells, with three dots where some is left out."""
        if self.cells(text) <= width:
            return text
        end = len(text)
        while end and self.cells(text[:end]) > width - 3:
            end -= 1
        return f"{text[:end].rstrip()}..."

    def cells(self, text: str) -> int:
        """How many cells a text fills on this terminal."""
        return safe.cells(self.show(text))

    def text(self) -> str:
        """All of it, ending with a line feed."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def _shown(self, run: Run | str) -> Run:
        known = run if isinstance(run, Run) else Run(run)
        return Run(self.show(known.text), known.style)

    def _add(self, lead: Run, runs: list[Run], text: str, begin: int, end: int) -> None:
        """Add a line: what it begins with, and a stretch of the text that some runs make together."""
        whole = f"{lead.text}{text[begin:end]}".rstrip(" ")
        harmless = one_line(whole)
        if not self.color or whole != harmless:
            self._lines.append(harmless)
            return
        together = [
            Run("".join(run.text for run in alike), style)
            for style, alike in groupby([lead, *_stretch(runs, begin, end)], attrgetter("style"))
        ]
        while together and not together[-1].text.rstrip(" "):
            together.pop()
        if together:
            together[-1] = Run(together[-1].text.rstrip(" "), together[-1].style)
        self._lines.append("".join(map(self._styled, together)))

    def _styled(self, run: Run) -> str:
        if not self.color or not run.style or not run.text.strip():
            return run.text
        return f"\x1b[{run.style}m{run.text}\x1b[0m"


def _blank(text: str) -> str:
    return " " * safe.cells(text)


def _stretch(runs: Iterable[Run], begin: int, end: int) -> Iterator[Run]:
    """What stands between two places of the text that some runs make together."""
    at = 0
    for run in runs:
        part = run.text[max(begin - at, 0) : max(end - at, 0)]
        if part:
            yield Run(part, run.style)
        at += len(run.text)


def _lines(text: str, room: int, later: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, the first of at most *room* cells, the others of *later*; at least one.

    Lines end at blanks, which are left out there. A word that is too long for a line is cut.
    """
    if safe.cells(text) <= room:
        yield 0, len(text.rstrip(" "))
    elif _simple(text, min(room, later)):
        yield from _simple_lines(text, room, later)
    else:
        yield from _any_lines(text, room, later)


def _simple(text: str, room: int) -> bool:
    """Whether every character fills one cell and every word fits: most texts, which are broken fast."""
    return text.isascii() and not text.startswith(" ") and max(map(len, text.split(" "))) <= room


def _simple_lines(text: str, room: int, later: int) -> Iterator[tuple[int, int]]:
    begin, most = 0, len(text.rstrip(" "))
    while most - begin > room:
        blank = text.rindex(" ", begin, begin + room + 1)
        yield begin, begin + len(text[begin:blank].rstrip(" "))
        begin = most - len(text[blank:most].lstrip(" "))
        room = later
    yield begin, most


def _any_lines(text: str, room: int, later: int) -> Iterator[tuple[int, int]]:
    begin = end = filled = 0
    for first, last in _words(text, min(room, later)):
        width = safe.cells(text[end:last])  # of the word and the blanks before it
        if filled + width <= room:
            end, filled = last, filled + width
            continue
        if end > begin:
            yield begin, end
            room = later
        begin, end, filled = first, last, safe.cells(text[first:last])
    yield begin, end


def _words(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; one of more than *room* cells is cut into pieces."""
    for word in _WORD.finditer(text):
        begin, end = word.span()
        while safe.cells(text[begin:end]) > room:
            cut, filled = begin, 0
            while (width := safe.cells(text[cut])) + filled <= room:
                cut, filled = cut + 1, filled + width
            yield begin, cut
            begin = cut
        yield begin, end
