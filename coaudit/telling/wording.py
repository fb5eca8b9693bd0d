"""Wording cues: phrases worth a second look. Advisory only; quotations and negations are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from coaudit.phrases import MOST_REMEMBERED, say
from coaudit.project.description import Description
from coaudit.report import Finding, Place
from coaudit.rubric import Rubric
from coaudit.telling.places import Places

PROSE = frozenset(("purpose", "summary", "note", "what", "plan", "reason", "instead", "why", "responses"))
"""The keys that hold running text."""

# Compiled when first wanted.
_QUOTED = r"\"[^\"\n]*\"|“[^”]*”|‘[^’]*’(?!\w)|«[^»]*»|„[^“”]*[“”]|(?<!\w)'[^'\n]*'(?!\w)"
_QUOTE = "[\"“‘«„']"
_NEGATED = (
    r"(?i)(?:\b(?:not|cannot|no one|nobody|never|without|nor|rather than|instead of|more than)|n['’]t)\b"
    r"[\w\s,'’-]{0,24}$"
)

_REACH = 60
"""How far before a phrase a negation is looked for: more than the longest of them and what may stand between."""

Path = tuple[str | int, ...]


def wording(rubric: Rubric, description: Description, places: Places) -> tuple[Finding, ...]:
    """A finding for every cue that stands in the description's running text, once a cue and text."""
    found = []
    texts: list[tuple[Path, str]] = []
    _find_prose(description.document.data, (), False, texts)
    small = [text.lower() for _, text in texts]
    everything = "\n".join(small)
    words = {"", *re.findall(r"\w+", everything)}
    for cue in rubric.wording:
        # Most phrases stand nowhere: their first word tells. A pattern for each would cost more than all the rest.
        phrases = [(each, low) for each, low, first in _looked_for(cue.phrases) if first in words and low in everything]
        standing: dict[int, tuple[str, int]] = {}  # by the number of the text, the first phrase that stands in it
        for phrase, low in phrases:
            for number in [number for number, text in enumerate(small) if low in text]:
                if number not in standing and (which := _stands(phrase, texts[number][1])) is not None:
                    standing[number] = phrase, which
        for number, (phrase, which) in sorted(standing.items()):
            path, text = texts[number]
            place = _place_of(phrase, which, text, places.of(path), description)
            title = say("The words '{phrase}'", phrase=phrase)
            found.append(
                Finding(f"wording/{cue.id}/{place.path}", "wording", cue.id, title, cue.why, cue.ask, (place,))
            )
    return tuple(found)


@lru_cache(MOST_REMEMBERED)
def _looked_for(phrases: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Each phrase, the same in small letters, and its first word; no word where it begins with a sign."""
    lower = [(each, each.lower()) for each in phrases]
    return tuple((each, low, re.split(r"\W", low, maxsplit=1)[0]) for each, low in lower)


def _find_prose(data: Any, path: Path, prose: bool, found: list[tuple[Path, str]]) -> None:
    """Add every running text in a set of keys or a list, on one line."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        inside = prose or step in PROSE
        if not isinstance(value, str):
            if value:
                _find_prose(value, (*path, step), inside, found)
        elif inside:
            found.append(((*path, step), " ".join(value.split())))


def _stands(phrase: str, text: str) -> int | None:
    """Which occurrence of a whole phrase in a text of one line is neither quoted nor negated: the first, from 0."""
    for which, match in enumerate(_whole(phrase).finditer(text)):
        begin = match.start()
        if re.search(_NEGATED, text[max(begin - _REACH, 0) : begin]):
            continue
        if not any(start <= begin < end for start, end in _quotations(text)):
            return which
    return None


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    if re.search(_QUOTE, text):  # most texts quote nothing
        for match in re.finditer(_QUOTED, text):
            yield match.span()


@lru_cache(MOST_REMEMBERED)
def _whole(phrase: str, blank: str = " ") -> re.Pattern[str]:
    words = blank.join(map(re.escape, phrase.split(" ")))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _place_of(phrase: str, which: int, text: str, place: Place, description: Description) -> Place:
    """Where an occurrence of a phrase stands in the file; the text's own place where it runs over a line's end.

    The file has the text in lines, and perhaps in signs of its own: where it has the phrase another number of times,
    it cannot be told which is meant.
    """
    lines = description.document.lines[place.line - 1 : place.end_line]
    skipped = place.column - 1
    written = "\n".join(lines)[skipped:]
    found = list(_whole(phrase, r"\s+").finditer(written))
    if len(found) != len(_whole(phrase).findall(text)) or "\n" in found[which][0]:
        return place
    before = ("\n".join(lines)[: skipped + found[which].start()]).split("\n")
    line, column = place.line + len(before) - 1, len(before[-1]) + 1
    return Place(place.path, line, column, line, column + len(found[which][0]))
