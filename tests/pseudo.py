"""A test language, made from the template: every sentence of ours, its Latin letters exchanged for others.

What comes out in Latin letters then was never translated: it is somebody's own text, an id, or a sentence that the
catalogue does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polib

CODE = "qps"
_OTHER = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπθρστυνωχυζ", strict=True))
_TABLE = str.maketrans({**_OTHER, **{letter.upper(): other.upper() for letter, other in _OTHER.items()}})
_KEPT = re.compile(r"\{\w+\}|--[a-z-]+|coaudit [a-z ]+ write")
"""Fields, options and commands mean the same in every language."""


def pseudo(text: str) -> str:
    """A text in the test language."""
    found, last = [], 0
    for kept in _KEPT.finditer(text):
        found += [text[last : kept.start()].translate(_TABLE), kept[0]]
        last = kept.end()
    return "".join([*found, text[last:].translate(_TABLE)])


def catalogue(template: str) -> str:
    """The template as a .po file in the test language."""
    file = polib.pofile(template)
    for entry in file:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        else:
            entry.msgstr = pseudo(entry.msgid)
    return str(file)


def texts(part: Any, head: tuple[str, ...]) -> Any:
    """A file of a rubric's texts in the test language; the keys of its head stay."""
    if isinstance(part, dict):
        return {key: value if key in head else texts(value, ()) for key, value in part.items()}
    if isinstance(part, list):
        return [texts(each, ("id", "phrases", "source")) for each in part]
    return pseudo(part)


def latin(text: str) -> Iterator[str]:
    """The words in a text that are written in Latin letters."""
    yield from re.findall(r"[A-Za-z]{2,}", text)
