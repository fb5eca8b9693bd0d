"""An account put into the text of a description. Every line that a person wrote stays, byte for byte."""

from __future__ import annotations

from typing import Any

from coaudit.errors import SourceError
from coaudit.source import Document, parse
from coaudit.source.yaml_writer import written

KEY = "accounts"


class CannotPlaceError(Exception):
    """The file is written in a way that nothing can be added to without changing what is there."""


def entry(account: dict[str, Any], indent: int = 0) -> str:
    """An account as an item of a list, to be written or pasted."""
    lines = written(account).rstrip("\n").split("\n")
    return "\n".join(" " * indent + ("- " if not place else "  ") + line for place, line in enumerate(lines))


def placed(raw: bytes, document: Document, account: dict[str, Any], without: frozenset[int] = frozenset()) -> bytes:
    """The file with the account added to it as the last one. `without` are the places of those that it replaces.

    What comes back has been read again, and says what was there and the account, and nothing else. Raises
    CannotPlaceError where the file is written so that no line can simply be added.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotPlaceError from None
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    data: Any = document.data
    there = data.get(KEY)
    new = _at_the_end(lines, document, account) if there is None else _in_the_list(lines, document, account, without)
    made = end.join(new).encode()
    wanted = {**data, KEY: [*(each for place, each in enumerate(there or ()) if place not in without), account]}
    try:
        found = parse(made, document.name).data
    except SourceError:
        raise CannotPlaceError from None
    if found != wanted:
        raise CannotPlaceError
    return made


def _at_the_end(lines: list[str], document: Document, account: dict[str, Any]) -> list[str]:
    """With a list of its own below all that is there; in place of a key that holds nothing yet."""
    data: Any = document.data
    indent = document.locate((next(iter(data)),), key=True).column - 1
    block = [" " * indent + f"{KEY}:", *entry(account, indent + 2).split("\n")]
    if KEY in data:
        at = document.locate((KEY,), key=True).line
        return [*lines[:at], *block[1:], *lines[at:]]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return [*lines, "", *block, ""]


def _in_the_list(lines: list[str], document: Document, account: dict[str, Any], without: frozenset[int]) -> list[str]:
    """Below the last account; those that it replaces are taken out."""
    data: Any = document.data
    if not isinstance(data[KEY], list) or not data[KEY]:
        raise CannotPlaceError
    spans = [document.locate((KEY, place)) for place in range(len(data[KEY]))]
    first = lines[spans[-1].line - 1][: spans[-1].column - 1]
    if first.strip() != "-":  # written within brackets, or with the dash on a line of its own
        raise CannotPlaceError
    block = entry(account, first.index("-")).split("\n")
    new = [*lines[: spans[-1].end_line], *block, *lines[spans[-1].end_line :]]
    for place in sorted(without, reverse=True):
        del new[spans[place].line - 1 : spans[place].end_line]
    return new
