"""What to write in place of a key that may not stand where it does. Only wanted once something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from coaudit import vocabulary
from coaudit.project import Project
from coaudit.scalars import slip_of
from coaudit.source import Document, Path, key_places
from coaudit.source.yaml_quotes import as_text
from coaudit.source.yaml_slips import slip, told

TITLES = frozenset(("title", "name", "project", "project-name", "project-title", "name-of-project"))
"""What people call the title."""

OTHERWISE = {
    "started": ("starts", "started_by"),
    "start-date": ("starts",),
    "completed": ("ends", "completed_by"),
    "end-date": ("ends",),
    "date": ("starts", "ends"),
    "rate": ("hourly", "daily"),
    "amount": ("hourly", "daily"),
    "size": ("people",),
    "number": ("people",),
    "notice": ("notice_days",),
    "time": (),
}
"""Other words for a key. They are asked about, and never written: which is meant, and whether one is, is not sure."""

LONGEST_VALUE = 40
"""A value that is longer is not told again: what is told in part would be lost where it is pasted."""

MOST_PLACES = 3
"""In how many places a key may belong for them all to be named."""

_OF_ANY = {
    "from": "write starts: {} if the project starts then; else it stands below what it is about, set in by two spaces",
    "to": "write ends: {} if the project ends then; else it stands below what it is about, set in by two spaces",
    "note": "a note stands below what it is about, set in by two spaces; what the project does is said by summary:",
    "evidence": "this stands below what it shows, set in by two spaces",
    "who": "this stands below what it is about, set in by two spaces; who takes part is said by groups:",
    "is": "this stands below what it is about, set in by two spaces",
}
"""What is said of keys that may stand below most others."""

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
    said = f": {as_text(value)}" if isinstance(value, str) and len(value) <= LONGEST_VALUE else ":"
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
    if found := _slip(document, written):
        return found
    if len(path) == 1 and (words := key_places.in_words(document, key, value)):
        return words
    if place := _where_it_belongs(document, path, value, keys_at):
        return place
    if key not in OTHERWISE and (near := slip_of(key, keys)):
        return _renamed(document, path, near, value)
    if other := key_places.meant(path, keys):
        if len(path) == 1 and other == "groups":
            return key_places.renamed_group(key, value, document.data)
        return _renamed(document, path, other, value, alone=not _twice(document, written, other, keys))
    detail = key in keys_at((*path[:-1], "problem"))
    if found := "" if detail else key_places.of_expenses(path) or key_places.of_decisions(path, value, document.data):
        return found
    if meant := [f"'{other}'" for other in OTHERWISE.get(vocabulary.plain(key), ()) if other in keys]:
        return f"did you mean {' or '.join(meant)}?"
    if len(path) == 1 and (side := vocabulary.SIDE.find(key)):
        return f"people stand below groups:, set in, each group under a name: {as_text(key)}: {{side: {side}}}"
    return f"the keys here are: {', '.join(keys)}"


def _slip(document: Document, written: Path) -> str:
    """What to write in place of a line that has an equals sign for its colon, or is a remark after //."""
    key, value = document.locate(written, key=True), document.locate(written)
    line = document.lines[key.line - 1]
    alone = value.end_line == key.line and not line[: key.column - 1].strip(" -")
    return told(slip(line)) if alone else ""


def _twice(document: Document, written: Path, key: str, keys: tuple[str, ...]) -> bool:
    """Whether another key beside one is another name for the same key."""
    there: Any = document.data
    for part in written[:-1]:
        there = there[part]
    return sum(key_places.meant((*written[:-1], each), keys) == key for each in there) > 1


def _renamed(document: Document, path: Path, near: str, value: Any, *, alone: bool = True) -> str:
    """What to write in place of a key that is a slip for another one: the whole line, where it can stand so."""
    question, place = f"did you mean '{near}'?", (*path[:-1], near)
    if not alone:
        return f"{question} it stands there once, for all of these together"
    if place in document.spans:  # with both, one of them has to go, and only the writer knows which
        return question
    if not isinstance(value, str) or as_text(value) != value:
        return f"{question} put {near}: in its place"
    return question if wrong_with(place, value) else f"{question} write {near}: {value}"


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


def _where_it_belongs(document: Document, path: Path, value: Any, keys_at: KeysAt) -> str:
    """Where a key may stand that stands in the wrong place; empty where that is nowhere, or in many places."""
    key, top = str(path[-1]), keys_at(())
    if len(path) > 1:
        return _at_the_left(path, value, keys_at) if key in top else ""
    parents = _parents(key, value, keys_at)
    if not parents or len(parents) > MOST_PLACES:
        return _OF_ANY.get(key, "").format(as_text(value) if isinstance(value, str) else "...")
    data: Any = document.data
    written = [each for each in data if each not in top and ((each,) in document.spans or each == key)]
    others = {each: data[each] for each in written if isinstance(data[each], str)}
    beside = {each: said for each, said in others.items() if list(_parents(each, said, keys_at)) == list(parents)}
    return key_places.further_in(document, key, value, parents, beside, lambda place, said: not wrong_with(place, said))


def _parents(key: str, value: Any, keys_at: KeysAt) -> dict[str, str]:
    """The keys at the left below which a key may stand, each with what it is called there."""
    if key == "people":
        return {"groups": key}  # accounts come later, and coaudit writes them
    top = keys_at(())
    parents = {
        parent: key for parent in top if any(key in keys_at(place) for place in ((parent,), (parent, "x"), (parent, 0)))
    }
    for parent, words in (("stages", vocabulary.STAGE), ("decisions", vocabulary.DECISION)):
        own = words.find(key) or ""
        if isinstance(value, str) and own in keys_at((parent,)) and not wrong_with((parent, own), value):
            parents.setdefault(parent, own)
    return parents


def _at_the_left(path: Path, value: Any, keys_at: KeysAt) -> str:
    """What to do with a key of the project that stands further in, where it may be the name of something else too."""
    key = str(path[-1])
    own = f"'{key}' is a key of its own: begin it at the very left of a line"
    if len(path) == 2 and path[0] in ("decisions", "stages"):
        return f"{own}; the keys here are: {', '.join(keys_at(path[:-1]))}"
    if not isinstance(value, str):
        return f"{own}: {key}:"
    return own if wrong_with((key,), value) else f"{own}: {key}: {as_text(value)}"
