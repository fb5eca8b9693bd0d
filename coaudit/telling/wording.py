"""Wording cues: phrases worth a second look. Advisory only; quotations and negations are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coaudit.description import Description
from coaudit.phrases import say
from coaudit.report import Finding, Place
from coaudit.rubric import Rubric
from coaudit.telling.places import Places

PROSE = frozenset(("purpose", "summary", "note", "what", "plan", "reason", "instead", "why", "responses"))
"""The keys that hold running text."""

# Compiled when first wanted.
_QUOTED = r"\"[^\"\n]*\"|“[^”]*”|‘[^’]*’(?!\w)|«[^»]*»|„[^“”]*[“”]|(?<!\w)'[^'\n]*'(?!\w)"
_NEGATED = (
    r"(?i)(?:\b(?:not|cannot|no one|nobody|never|without|nor|rather than|instead of|more than)|n['’]t)\b"
    r"[\w\s,'’-]{0,24}$"
)

Path = tuple[str | int, ...]


def wording(rubric: Rubric, description: Description, places: Places) -> tuple[Finding, ...]:
    """A finding for every cue that stands in the description's running text, once a cue and text."""
    found = []
    texts = [(path, " ".join(text.split())) for path, text in _prose(description.document.data, (), False)]
    small = [text.lower() for _, text in texts]
    everything = "\n".join(small)
    for cue in rubric.wording:
        # Most phrases stand nowhere, and compiling a pattern for each would cost more than all the rest.
        phrases = [phrase for phrase in cue.phrases if phrase.lower() in everything]
        for (path, text), lower in zip(texts, small, strict=True) if phrases else ():
            found_here = (phrase for phrase in phrases if phrase.lower() in lower and _stands(phrase, text))
            phrase = next(found_here, None)
            if phrase is not None:
                place = _line_of(phrase, places.of(path), description)
                title = say("The words '{phrase}'", phrase=phrase)
                found.append(
                    Finding(f"wording/{cue.id}/{place.path}", "wording", cue.id, title, cue.why, cue.ask, (place,))
                )
    return tuple(found)


def _prose(data: Any, path: Path, prose: bool) -> Iterator[tuple[Path, str]]:
    """Every running text in a description."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _prose(value, (*path, key), prose or key in PROSE)
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _prose(value, (*path, place), prose)
    elif isinstance(data, str) and prose:
        yield path, data


def _stands(phrase: str, text: str) -> bool:
    """Whether a whole phrase stands in a text of one line, neither quoted nor negated."""
    quoted = [match.span() for match in re.finditer(_QUOTED, text)]
    pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(text):
        inside = any(start <= match.start() < end for start, end in quoted)
        if not inside and not re.search(_NEGATED, match.string[: match.start()]):
            return True
    return False


def _line_of(phrase: str, place: Place, description: Description) -> Place:
    """The line of a longer text on which a phrase begins; the text's own place where it runs over a line's end."""
    for number in range(place.line, place.end_line + 1):
        line = description.document.lines[number - 1] if number <= len(description.document.lines) else ""
        column = line.lower().find(phrase.lower())
        if column >= 0:
            return Place(place.path, number, column + 1, number, column + 1 + len(phrase))
    return place
