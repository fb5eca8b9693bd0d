"""One rubric on top of another: `extends`.

Entries with an id replace whole entries or are added at the end; tables merge by key; `reference` and `grades` are
replaced whole; `drop` takes out; `weights` changes weights alone. Each rule is a case in tests/core/test_merge.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from coaudit.errors import Problem, RubricError
from coaudit.records import Record, field
from coaudit.scalars import nearest

Path = tuple[str | int, ...]
Fault = tuple[Path, str, str]

BY_ID = ("dimensions", "criteria", "risks", "rungs", "wording")
BY_KEY = ("sources", "efforts", "by_stage", "facts", "risk_bands", "elsewhere")
ADDED = ("foundation",)
OF_ITS_OWN = ("rubric", "title", "version", "reviewed_by_people_with_lived_experience", "about")
"""What is never taken from the base: above all, who has reviewed the base has not reviewed what stands on it."""
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


class Merged(Record):
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


class Extension(Record):
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
        if key in OF_ITS_OWN:
            continue
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
    found = merged.data.get(key) or []
    if not isinstance(found, list):
        return  # the base is wrong here, and is found wrong there
    for place in range(len(found)):
        merged.kept[(key, place)] = (key, place)
    places = {_id(entry): place for place, entry in enumerate(found)}
    replaced, added = [], []
    for number, entry in enumerate(entries):
        name = _id(entry)
        if name is not None and name in places and name not in replaced:
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
    if not isinstance(before, dict):
        return
    merged.data[key] = {**before, **table}
    for name in before:
        merged.kept[(key, name)] = (key, name)
    for name in table:
        merged.moved[(key, name)] = (key, name)
    replaced = [name for name in table if name in before]
    if replaced:
        yield f"{key} replaced: {', '.join(replaced)}"


def _added(merged: Merged, key: str, entries: list[Any]) -> None:
    before = merged.data.get(key) or []
    if not isinstance(before, list):
        return
    merged.data[key] = before + entries
    for place in range(len(before)):
        merged.kept[(key, place)] = (key, place)
    for number in range(len(entries)):
        merged.moved[(key, len(before) + number)] = (key, number)


def _dropped(merged: Merged, drop: dict[str, list[str]]) -> Iterator[str]:
    for key, names in drop.items():
        entries = merged.data.get(key)
        if not isinstance(entries, list) or not names:
            continue
        left = [place for place, entry in enumerate(entries) if _id(entry) not in names]
        for place in range(len(entries)):
            if (key, place) not in merged.moved:
                merged.kept[(key, place)] = merged.kept.get((key, place), (key, place))
        for table in (merged.moved, merged.kept):
            stood = {place: table.pop((key, place)) for place in range(len(entries)) if (key, place) in table}
            table.update({(key, now): stood[then] for now, then in enumerate(left) if then in stood})
        merged.data[key] = [entries[place] for place in left]
        if key in ("criteria", "risks"):
            _forget(merged, frozenset(names))
        yield f"{key} dropped: {', '.join(names)}"


def _forget(merged: Merged, names: frozenset[str]) -> None:
    """Take what was dropped out of what rungs expect and of what the foundation names.

    What a rung *needs* cannot be dropped at all: without it the rung would mean something else.
    """
    for place, rung in enumerate(merged.data.get("rungs") or []):
        expects = rung.get("expects") if isinstance(rung, dict) else None
        if isinstance(expects, dict):
            left = {name: level for name, level in expects.items() if name not in names}
            merged.data["rungs"][place] = {**rung, "expects": left}
    for place, line in enumerate(merged.data.get("foundation") or []):
        asks = line.get("asks") if isinstance(line, dict) else None
        if isinstance(asks, list):
            still = [name for name in asks if not isinstance(name, str) or name not in names]
            merged.data["foundation"][place] = {**line, "asks": still}


def _weighed(merged: Merged, weights: dict[str, str]) -> Iterator[str]:
    criteria = merged.data.get("criteria")
    if not weights or not isinstance(criteria, list):
        return
    for place, entry in enumerate(criteria):
        name = _id(entry)
        if name in weights:
            criteria[place] = {**entry, "weight": weights[name]}
            merged.moved[("criteria", place, "weight")] = ("weights", name)
    yield "weights changed: " + ", ".join(f"{name} to {weight}" for name, weight in weights.items())


def _misdirected(own: Any, base: Any) -> Iterator[Fault]:
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
            for number, name in enumerate(names):
                yield from _undroppable(("drop", key, number), name, own, base)
    if not isinstance(weights, dict):
        yield ("weights",), "weights are listed by criterion", "write weights: {criterion: 3}"
        weights = {}
    dropped = drop.get("criteria")
    gone = dropped if isinstance(dropped, list) else []
    ids = tuple(name for name in _ids(base, "criteria") + _ids(own, "criteria") if name not in gone)
    for name in weights:
        yield from _unknown(("weights", name), name, ids)


def _undroppable(path: Path, name: str, own: Any, base: Any) -> Iterator[Fault]:
    """Why something cannot be dropped: it is not there, it is given anew, or what is left is judged by it."""
    kind = str(path[1])
    if name not in _ids(base, kind):
        yield from _unknown(path, name, _ids(base, kind))
    elif name in _ids(own, kind):
        yield path, f"'{name}' is dropped here and given anew below {kind}", "keep one of the two"
    elif kind == "criteria":
        for rung in _left_as_they_are(own, base, "rungs"):
            if name in (rung.get("needs") or ()):
                hint = f"write the rung anew below rungs, or drop it: drop: {{rungs: [{_id(rung)}]}}"
                yield path, f"'{name}' cannot be dropped: the rung '{_id(rung)}' needs it", hint
        for risk in _left_as_they_are(own, base, "risks"):
            if f"level.{name}" in _keys(risk):
                hint = f"write the risk anew below risks, or drop it: drop: {{risks: [{_id(risk)}]}}"
                yield path, f"'{name}' cannot be dropped: the risk '{_id(risk)}' asks for its level", hint


def _left_as_they_are(own: Any, base: Any, kind: str) -> Iterator[dict[str, Any]]:
    """The entries of the base that an extension neither drops nor gives anew."""
    drop = own.get("drop")
    dropped = drop.get(kind) if isinstance(drop, dict) else None
    changed = (*_ids(own, kind), *(dropped if isinstance(dropped, list) else ()))
    entries = base.get(kind)
    yield from (entry for entry in entries or () if _id(entry) is not None and _id(entry) not in changed)


def _keys(part: Any) -> Iterator[str]:
    """Every key in some data, however deep."""
    if isinstance(part, dict):
        for key, inner in part.items():
            yield key
            yield from _keys(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _keys(inner)


def _ids(data: Any, key: str) -> tuple[str, ...]:
    entries = data.get(key) if isinstance(data, dict) else None
    return tuple(name for entry in entries or () if (name := _id(entry)) is not None)


def _unknown(path: Path, name: str, ids: tuple[str, ...]) -> Iterator[Fault]:
    if name not in ids:
        near = nearest(name, ids)
        yield (
            path,
            f"there is nothing called '{name}' to change",
            f"did you mean '{near}'?" if near else f"there are: {', '.join(ids)}",
        )
