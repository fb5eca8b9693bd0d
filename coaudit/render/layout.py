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
_WORDS = re.compile(r"[ ]+|[^ ]+")
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
    return _COMMENT.sub(r"\1\\", safe.line_start(text))


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
        for number, line in enumerate(_wrapped(shown, *rooms)):
            self._add([after if number else lead, *line])

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

    def _add(self, runs: list[Run]) -> None:
        whole = "".join(run.text for run in runs).rstrip(" ")
        harmless = one_line(whole)
        if whole != harmless:
            self._lines.append(harmless)
            return
        together = [
            Run("".join(run.text for run in alike), style) for style, alike in groupby(runs, attrgetter("style"))
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


def _wrapped(runs: Iterable[Run], room: int, later: int) -> Iterator[list[Run]]:
    """The runs broken at blanks into lines, the first of at most *room* cells, the others of *later*; at least one."""
    line: list[Run] = []
    gap: list[Run] = []
    filled = 0
    for word in _words(runs, min(room, later)):
        if word[0].text.startswith(" "):
            gap += word
            continue
        between, width = _cells(gap), _cells(word)
        if filled + between + width <= room:
            line += [*gap, *word]
            filled += between + width
        else:
            if line:
                yield line
                room = later
            line, filled = word, width
        gap = []
    yield line


def _blank(text: str) -> str:
    return " " * safe.cells(text)


def _cells(runs: list[Run]) -> int:
    return sum(safe.cells(run.text) for run in runs)


def _words(runs: Iterable[Run], room: int) -> Iterator[list[Run]]:
    """Words and the blanks between them. A word may change its style within; one that is too long is cut."""
    word: list[Run] = []
    filled = 0
    for run in runs:
        for part in _WORDS.findall(run.text):
            if part.startswith(" "):
                if word:
                    yield word
                word, filled = [], 0
                yield [Run(part, run.style)]
                continue
            for piece in _pieces(part, room):
                width = safe.cells(piece)
                if word and filled + width > room:
                    yield word
                    word, filled = [], 0
                word.append(Run(piece, run.style))
                filled += width
    if word:
        yield word


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word whole, or cut into pieces of at most *room* cells."""
    while safe.cells(word) > room:
        end = filled = 0
        while filled + safe.cells(word[end]) <= room:
            filled += safe.cells(word[end])
            end += 1
        yield word[:end]
        word = word[end:]
    yield word
