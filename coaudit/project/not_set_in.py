"""Lines that stand in the column of the key that they belong to: what is said of them, all together, and what to write.

Some of them would be read as something else without a word: `side: carer` below an empty group, as a group called side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coaudit import safe, vocabulary
from coaudit.errors import Problem
from coaudit.records import Record
from coaudit.source import Document, Path

MOST_LINES = 6
"""Of how many lines the hint tells how they are to be written."""

_PLACES: tuple[Path, ...] = ((), ("groups",), ("stages",), ("decisions",))
_LISTS = ("affected", "bodies", "contact", "changes", "accounts")
_NAMES: dict[str, vocabulary.Vocabulary] = {"stages": vocabulary.STAGE, "decisions": vocabulary.DECISION}

KeysAt = Callable[[Path], tuple[str, ...]]
"""Tells which keys may stand at a place."""


class Run(Record):
    """Some keys, one below the other, that belong to the key above them."""

    above: Path
    keys: tuple[str, ...]
    empty: bool
    """Whether the key above says nothing else."""


def runs(document: Document, keys_at: KeysAt) -> Iterator[Run]:
    """The keys of a file that are not set in below the key that they belong to."""
    for place in _PLACES:
        table: Any = document.data
        for part in place:
            table = table.get(part) if isinstance(table, dict) else None
        if isinstance(table, dict) and len(table) > 1:
            yield from _in(place, table, keys_at)


def _in(place: Path, table: dict[str, Any], keys_at: KeysAt) -> Iterator[Run]:
    above, found = "", []
    for key, value in table.items():
        if above and _belongs(place, above, table, key, keys_at):
            found.append(key)
            continue
        if found:
            yield Run((*place, above), tuple(found), not table[above])
        above, found = "", []
        if value is None or (place == ("groups",) and isinstance(value, dict)):
            above = key
    if found:
        yield Run((*place, above), tuple(found), not table[above])


def _belongs(place: Path, above: str, table: dict[str, Any], key: str, keys_at: KeysAt) -> bool:
    value, inside = table[key], keys_at((*place, above))
    if place == ("groups",):
        own = table[above] or {}
        if key not in inside or key in own or isinstance(value, (dict, list)):
            return False
        # A group may well be called people; where it says how many, it is perhaps none.
        return key != "people" or (isinstance(value, str) and any(map(str.isdigit, value)))
    own_key = _NAMES[above].find(key) or key if above in _NAMES else key
    here = keys_at(place)
    return own_key in inside and key not in here and not (place and _NAMES[str(place[0])].find(key))


def told(document: Document, run: Run) -> Problem | None:
    """What is said of such lines, and how to write them; None where they stand on one line with what is above them."""
    parent, above = run.above[:-1], str(run.above[-1])
    if any((*parent, key) not in document.spans for key in run.keys):
        return None  # it was set, and stands in no line
    places = [document.locate((*parent, key), key=True) for key in run.keys]
    column = document.locate(run.above, key=True).column
    if any(place.column != column for place in places):
        return None
    lines = [safe.cut(document.lines[place.line - 1].strip(), 60) for place in places[:MOST_LINES]]
    first, *_ = run.keys
    which = "this line" if len(run.keys) == 1 else f"these {len(run.keys)} lines"
    message = f"'{first}' belongs to '{above}', and is not set in below it"
    if run.above == ("groups",):
        hint = f"below groups:, set in, give the group a name, such as `  our group:`, and set {which} in below that"
        return document.problem((*parent, first), message, f"{hint}: {_quoted(lines, 4)}", key=True)
    if not parent and above in _LISTS:
        lines = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
        hint = f"set {which} in by two spaces, and begin the first with a dash: {_quoted(lines, column + 1)}"
        return document.problem((*parent, first), message, hint, key=True)
    hint = f"set {which} in by two more spaces, under {above}: {_quoted(lines, column + 1)}"
    if parent == ("groups",) and first == "people" and not run.empty:
        group = "; if it is a group of its own, say who they are, and how many: people: {side: unknown, people: ...}"
        hint = f"if these are the people of {above}, {hint}{group}"
    return document.problem((*parent, first), message, hint, key=True)


def _quoted(lines: list[str], blanks: int) -> str:
    return ", ".join(f"`{' ' * blanks}{line}`" for line in lines)


def without(data: Any, run: Run) -> Any:
    """The data of a file without such keys."""
    if not run.above[:-1]:
        return {key: value for key, value in data.items() if key not in run.keys}
    parent = run.above[0]
    return {**data, parent: {key: value for key, value in data[parent].items() if key not in run.keys}}
