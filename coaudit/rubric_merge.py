"""One rubric on top of another: `extends`.

Entries with an id replace whole entries or are added at the end; tables merge by key; `reference` and `grades` are
replaced whole; `drop` takes out; `weights` changes weights alone. Each rule is a case in tests/core/test_merge.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any, Protocol

from coaudit.errors import Problem, RubricError
from coaudit.records import record
from coaudit.scalars import nearest

Path = tuple[str | int, ...]

BY_ID = ("dimensions", "criteria", "risks", "rungs", "wording")
BY_KEY = ("sources", "efforts", "by_stage", "facts", "risk_bands")
ADDED = ("foundation",)
DEEPEST = 8
"""How many rubrics may stand on one another. A longer chain is a mistake, or an attack."""


class Placed(Protocol):
    """Data whose every part has a place in some file."""

    @property
    def data(self) -> Any:
        """The data."""

    def problem(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """Something wrong with a part of the data, where it stands."""


Resolve = Callable[[str, str], "tuple[Placed, str, str]"]
"""From the name after `extends`, and the name of the file that says it: the base, its name, and its hash.

Raises ValueError in plain words where there is no such rubric, or it may not be read."""


@record
class Merged:
    """A rubric's data after `extends`, knowing which file each part came from."""

    data: dict[str, Any]
    own: Placed
    base: Placed
    moved: dict[Path, Path] = field(default_factory=dict)
    """Where parts stand in the extending file; everything else stands in the base."""
    kept: dict[Path, Path] = field(default_factory=dict)
    """Where parts of the base stood in the base, if they have moved."""

    def problem(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """Something wrong, in the file that says it."""
        for length in range(len(path), 0, -1):
            head = path[:length]
            if head in self.moved:
                return self.own.problem(self.moved[head] + path[length:], message, hint, key=key)
            if head in self.kept:
                return self.base.problem(self.kept[head] + path[length:], message, hint, key=key)
        return self.own.problem((), message, hint)


@record
class Extension:
    """A merged rubric, with what the extension changed, in words."""

    merged: Merged
    changed: tuple[str, ...]


def extend(own: Placed, base: Placed) -> Extension:
    """A rubric put on top of its base. Raises RubricError for drops and weights that point nowhere."""
    problems = [own.problem(path, message, hint) for path, message, hint in _misdirected(own.data, base.data)]
    if problems:
        raise RubricError(tuple(problems))
    merged = Merged({}, own, base)
    changed: list[str] = []
    for key, value in base.data.items():
        merged.data[key] = list(value) if isinstance(value, list) else value
        merged.kept[(key,)] = (key,)
    for key, value in own.data.items():
        if key in ("extends", "drop", "weights"):
            continue
        if key in BY_ID and isinstance(value, list):
            changed += _by_id(merged, key, value)
        elif key in BY_KEY and isinstance(value, dict):
            changed += _by_key(merged, key, value)
        elif key in ADDED and isinstance(value, list):
            _added(merged, key, value)
        else:
            merged.data[key] = value
            merged.moved[(key,)] = (key,)
            if key in ("reference", "grades"):
                changed.append(f"{key} replaced")
    changed += _dropped(merged, own.data.get("drop") or {})
    changed += _weighed(merged, own.data.get("weights") or {})
    return Extension(merged, tuple(changed))


def _id(entry: Any) -> str | None:
    found = entry.get("id") if isinstance(entry, dict) else None
    return found if isinstance(found, str) else None


def _by_id(merged: Merged, key: str, entries: list[Any]) -> Iterator[str]:
    """Entries replaced by id, in their place, or added at the end."""
    found = list(merged.data.get(key) or [])
    for place in range(len(found)):
        merged.kept[(key, place)] = (key, place)
    places = {_id(entry): place for place, entry in enumerate(found)}
    replaced, added = [], []
    for number, entry in enumerate(entries):
        name = _id(entry)
        if name is not None and name in places:
            place = places[name]
            found[place] = entry
            replaced.append(name)
        else:
            place = len(found)
            found.append(entry)
            added.append(name or "?")
        merged.moved[(key, place)] = (key, number)
    merged.data[key] = found
    if replaced:
        yield f"{key} replaced: {', '.join(replaced)}"
    if added:
        yield f"{key} added: {', '.join(added)}"


def _by_key(merged: Merged, key: str, table: dict[str, Any]) -> Iterator[str]:
    before = merged.data.get(key) or {}
    merged.data[key] = {**before, **table}
    for name in before:
        merged.kept[(key, name)] = (key, name)
    for name in table:
        merged.moved[(key, name)] = (key, name)
    replaced = [name for name in table if name in before]
    if replaced:
        yield f"{key} replaced: {', '.join(replaced)}"


def _added(merged: Merged, key: str, entries: list[Any]) -> None:
    before = list(merged.data.get(key) or [])
    merged.data[key] = before + entries
    for place in range(len(before)):
        merged.kept[(key, place)] = (key, place)
    for number in range(len(entries)):
        merged.moved[(key, len(before) + number)] = (key, number)


def _dropped(merged: Merged, drop: dict[str, list[str]]) -> Iterator[str]:
    for key, names in drop.items():
        entries = merged.data[key]
        left = [place for place, entry in enumerate(entries) if _id(entry) not in names]
        for table in (merged.moved, merged.kept):
            stood = {place: table.pop((key, place)) for place in range(len(entries)) if (key, place) in table}
            table.update({(key, now): stood[then] for now, then in enumerate(left) if then in stood})
        merged.data[key] = [entries[place] for place in left]
        if key in ("criteria", "risks"):
            _forget(merged, frozenset(names))
        yield f"{key} dropped: {', '.join(names)}"


def _forget(merged: Merged, names: frozenset[str]) -> None:
    """Take what was dropped out of what rungs expect and of what the foundation names.

    What a rung *needs* is left: without it the rung would mean something else, so the rung must be written anew.
    """
    for place, rung in enumerate(merged.data.get("rungs") or []):
        expects = rung.get("expects") if isinstance(rung, dict) else None
        if isinstance(expects, dict):
            left = {name: level for name, level in expects.items() if name not in names}
            merged.data["rungs"][place] = {**rung, "expects": left}
    for place, line in enumerate(merged.data.get("foundation") or []):
        asks = line.get("asks") if isinstance(line, dict) else None
        if isinstance(asks, list):
            merged.data["foundation"][place] = {**line, "asks": [name for name in asks if name not in names]}


def _weighed(merged: Merged, weights: dict[str, str]) -> Iterator[str]:
    if not weights:
        return
    criteria = merged.data["criteria"]
    for place, entry in enumerate(criteria):
        name = _id(entry)
        if name in weights:
            criteria[place] = {**entry, "weight": weights[name]}
            merged.moved[("criteria", place, "weight")] = ("weights", name)
    yield "weights changed: " + ", ".join(f"{name} to {weight}" for name, weight in weights.items())


def _misdirected(own: Any, base: Any) -> Iterator[tuple[Path, str, str]]:
    """What is wrong with `drop` and `weights`: shapes and ids."""
    drop, weights = own.get("drop") or {}, own.get("weights") or {}
    if not isinstance(drop, dict):
        yield ("drop",), "what to drop is listed by kind", "write drop: {criteria: [name], risks: [name]}"
        drop = {}
    for key, names in drop.items():
        if key not in BY_ID:
            yield ("drop", key), f"'{key}' has no entries that could be dropped", f"there are: {', '.join(BY_ID)}"
        elif not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            yield ("drop", key), "a list of names is wanted here", f"write {key}: [name, other-name]"
        else:
            ids = _ids(base, key)
            yield from (found for name in names for found in _unknown(("drop", key), name, ids))
    if not isinstance(weights, dict):
        yield ("weights",), "weights are listed by criterion", "write weights: {criterion: 3}"
        weights = {}
    ids = _ids(base, "criteria") + _ids(own, "criteria")
    for name in weights:
        yield from _unknown(("weights", name), name, ids)


def _ids(data: Any, key: str) -> tuple[str, ...]:
    entries = data.get(key) if isinstance(data, dict) else None
    return tuple(name for entry in entries or () if (name := _id(entry)) is not None)


def _unknown(path: Path, name: str, ids: tuple[str, ...]) -> Iterator[tuple[Path, str, str]]:
    if name not in ids:
        near = nearest(name, ids)
        yield (
            path,
            f"there is nothing called '{name}' to change",
            f"did you mean '{near}'?" if near else f"there are: {', '.join(ids)}",
        )
