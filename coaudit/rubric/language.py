"""A rubric in another language: a file beside it with the same ids, and texts in place of its texts.

Only texts can be translated. Levels, weights, conditions and thresholds stand once, in the rubric itself, so that the
same project gets the same verdict in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from coaudit.errors import Problem, RubricError
from coaudit.records import replace
from coaudit.rubric.merge import Placed
from coaudit.scalars import nearest
from coaudit.source import Document, Path

MARK = "coaudit-rubric-text"
HEAD = (MARK, "rubric", "language")

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "dimensions": ("title", "asks"),
    "criteria": ("title", "asks", "why", "thresholds_note", "next_step"),
    "risks": ("title", "asks", "why", "thresholds_note", "next_step"),
    "rungs": ("title", "means"),
}
"""For each list of entries with ids, the keys of an entry that hold text."""

Texts = dict[tuple[str, ...], Path]
"""For each text, the names that lead to it in a file of texts, and the path to it in the rubric's data."""


def texts_of(data: Any) -> Texts:
    """Every text of a rubric that can be translated, in the rubric's order."""
    return dict(_texts(data)) if isinstance(data, dict) else {}


def _texts(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Path]]:
    for key in ("title", "about"):
        yield (key,), (key,)
    for kind, keys in _TEXTS.items():
        for place, entry in _entries(data.get(kind)):
            name = str(entry.get("id"))
            for key in keys:
                yield (kind, name, key), (kind, place, key)
            for number, level in _entries(entry.get("levels")):
                here = str(level.get("severity", number))
                yield (kind, name, "levels", here), (kind, place, "levels", number, "means")
                for fact in _table(level.get("means_by")):
                    yield (kind, name, "means_by", here, fact), (kind, place, "levels", number, "means_by", fact)
                if level.get("next_step"):
                    yield (kind, name, "next_steps", here), (kind, place, "levels", number, "next_step")
            if _table(entry.get("real_case")):
                yield (kind, name, "real_case"), (kind, place, "real_case", "text")
    for name in _table(data.get("by_stage")):
        yield ("by_stage", name), ("by_stage", name)
    for letter in _table(_table(data.get("grades")).get("means")):
        yield ("grades", letter), ("grades", "means", letter)
    for name, other in _table(data.get("elsewhere")).items():
        if _table(other):
            yield ("elsewhere", name), ("elsewhere", name, "says")


# A rubric is translated before it is held to be one: what has another shape has no texts, and is found wrong later.
def _entries(part: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for place, entry in enumerate(part if isinstance(part, list) else ()):
        if isinstance(entry, dict):
            yield place, entry


def _table(part: Any) -> dict[str, Any]:
    return part if isinstance(part, dict) else {}


def translated(own: Placed, document: Document | None, language: str) -> tuple[Placed, tuple[str, ...]]:
    """A rubric's data with the texts of a file in place of its own, and the names of the texts that are missing.

    Without a file every text is missing. Raises RubricError for a file that names something the rubric does not have.
    """
    slots = {path: place for path, place in texts_of(own.data).items() if _at(own.data, place) is not None}
    if document is None:
        return own, tuple(".".join(path) for path in slots)
    given = dict(_given(document.data, ()))
    problems = [*_head(document, own.data, language), *_unknown(document, given, tuple(slots))]
    if problems:
        raise RubricError(tuple(sorted(problems, key=lambda problem: (problem.line, problem.column))))
    data = deepcopy(own.data)
    for path, place in slots.items():
        if path in given:
            _at(data, place[:-1])[place[-1]] = given[path]
    if isinstance(document.data, dict) and document.data.get("wording") is not None:
        data["wording"] = deepcopy(document.data["wording"])  # the phrases of one language mean nothing in another
    data["language"] = language
    missing = tuple(".".join(path) for path in slots if path not in given)
    return replace(own, data=data), missing  # type: ignore[type-var]


def skeleton(data: dict[str, Any], language: str) -> dict[str, Any]:
    """A file of texts to translate, with the English in it."""
    made: dict[str, Any] = {MARK: "1", "rubric": str(data.get("rubric")), "language": language}
    for path, place in texts_of(data).items():
        text = _at(data, place)
        if text is not None:
            here = made
            for step in path[:-1]:
                here = here.setdefault(step, {})
            here[path[-1]] = text
    return made


def _given(part: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a file of texts, by the names that lead to it."""
    if isinstance(part, dict):
        for name, inner in part.items():
            if path or name not in (*HEAD, "wording"):
                yield from _given(inner, (*path, str(name)))
    elif isinstance(part, str):
        yield path, part


def _head(document: Document, data: Any, language: str) -> Iterator[Problem]:
    head = document.data if isinstance(document.data, dict) else {}
    for key, wanted in zip(HEAD, ("1", str(data.get("rubric")), language), strict=True):
        if head.get(key) != wanted:
            yield document.problem((key,), f"'{key}' has to be {wanted} here", f"write {key}: {wanted}")


def _unknown(
    document: Document, given: Mapping[tuple[str, ...], str], known: tuple[tuple[str, ...], ...]
) -> Iterator[Problem]:
    for path in given:
        if path not in known:
            # A rubric has more texts than are looked through: those of the same kind come first.
            alike = sorted(known, key=lambda each: (each[0] != path[0], each[-1] != path[-1]))
            near = nearest(".".join(path), tuple(".".join(each) for each in alike))
            hint = f"did you mean {near}?" if near else "coaudit rubric translate prints a file with every text"
            yield document.problem(path, f"the rubric has no text '{'.'.join(path)}'", hint, key=True)


def _at(data: Any, place: Path) -> Any:
    for step in place:
        data = data.get(step) if isinstance(data, dict) else data[step]
        if data is None:
            return None
    return data
