"""What to write in place of a key that may not stand where it does. Only wanted once something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any

from pydantic import ValidationError

from coaudit import vocabulary
from coaudit.corrections import as_text
from coaudit.project import Project
from coaudit.scalars import nearest
from coaudit.source import Document, Path
from coaudit.yaml_slips import slip, told

TITLES = frozenset(("title", "name", "project", "project-name", "project-title", "name-of-project"))
"""What people call the title."""

MOST_PLACES = 3
"""In how many places a key may belong for them all to be named."""

KeysAt = Callable[[Path], tuple[str, ...]]
"""Tells which keys may stand at a place."""


def is_title(key: str) -> bool:
    """Whether a key is another word for the title."""
    return vocabulary.plain(key) in TITLES


def key_hint(document: Document, path: Path, written: Path, keys_at: KeysAt) -> str:
    """What to write in place of a key that may not stand at a path, which the file has in other words perhaps."""
    key, keys = str(path[-1]), keys_at(path[:-1])
    value: Any = document.data
    for part in written:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
    said = f": {as_text(value)}" if isinstance(value, str) else ":"
    if len(path) == 1 and is_title(key):
        return f"did you mean 'title'? write title{said}"
    plain = {vocabulary.plain(other): other for other in keys}
    if own := plain.get(vocabulary.plain(key)):
        return f"did you mean '{own}'? write {own}{said}"
    if "rest" in keys and key.lower() in ("all", "everything", "every"):
        return f"for all that are not named, write rest{said}"
    if len(path) == 1 and isinstance(value, dict) and "side" in value and document.data:
        above = "" if "groups" in document.data else "write groups: on a line of its own above it, and "
        return f"this looks like a group: {above}set this line, and those that belong to it, in by two spaces"
    if isinstance(value, (str, NoneType)) and (found := slip(f"{key}{said}")):
        return told(found)
    if near := nearest(key, keys):
        return _renamed(document, path, near, value)
    if len(path) == 1 and (side := vocabulary.SIDE.find(key)):
        return f"people stand below groups:, set in, each group under a name: experts: {{side: {side}}}"
    return _where_it_belongs(path, key, said, keys_at) or f"the keys here are: {', '.join(keys)}"


def _renamed(document: Document, path: Path, near: str, value: Any) -> str:
    """What to write in place of a key that is nearly another one: the whole line, where it can stand so."""
    question, place = f"did you mean '{near}'?", (*path[:-1], near)
    if place in document.spans:  # with both, one of them has to go, and only the writer knows which
        return question
    if not isinstance(value, str) or as_text(value) != value:
        return f"{question} put {near}: in its place"
    wrong = wrong_with(place, value)
    if wrong is None:
        return f"{question} write {near}: {value}"
    return f"{question} {wrong['ctx']['hint']}" if wrong["type"] == "coaudit" and wrong["ctx"]["hint"] else question


def wrong_with(path: Path, value: str) -> Any:
    """What would be wrong with a text at a place, by itself; None where nothing would."""
    data: Any = value
    for part in reversed(path):
        data = [data] if isinstance(part, int) else {part: data}
    place = tuple(0 if isinstance(part, int) else part for part in path)
    try:
        Project.model_validate({"title": "?"} | data)
    except ValidationError as error:
        return next((each for each in error.errors(include_url=False) if each["loc"][: len(place)] == place), None)
    return None


def _where_it_belongs(path: Path, key: str, said: str, keys_at: KeysAt) -> str:
    """Where a key may stand that stands in the wrong place; empty where that is nowhere, or in many places."""
    top = keys_at(())
    if len(path) > 1:
        return f"'{key}' is a key of its own: begin it at the very left of a line: {key}{said}" if key in top else ""
    parents = [
        parent for parent in top if any(key in keys_at(place) for place in ((parent,), (parent, "x"), (parent, 0)))
    ]
    if not parents or len(parents) > MOST_PLACES:
        return ""
    return f"'{key}' stands further in: below {' or '.join(f'{parent}:' for parent in parents)}, set in by two spaces"
