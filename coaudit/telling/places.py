"""Paths made into places: once, here, and never by searching in text."""

from __future__ import annotations

from collections.abc import Iterable

from coaudit.project.description import Description
from coaudit.report import FactRead, Place

Path = tuple[str | int, ...]


class Places:
    """The places of one description, and what has been told of its facts so far."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._known: dict[Path, Place] = {}  # many criteria ask about the same fact
        self.told: dict[str, FactRead] = {}

    def of(self, path: Path) -> Place:
        """The place of one path, or of the nearest thing above it that is written."""
        place = self._known.get(path)
        if place is None:
            span = self._description.locate(path)
            place = Place(_dotted(path), span.line, span.column, span.end_line, span.end_column)
            self._known[path] = place
        return place

    def lines(self, paths: Iterable[Path]) -> tuple[Place, ...]:
        """The places of some paths, one a line, in the file's order."""
        found: dict[int, Place] = {}
        for path in paths:
            place = self._known.get(path) or self.of(path)
            found.setdefault(place.line, place)
        return tuple([found[line] for line in sorted(found)])


def _dotted(path: Path) -> str:
    """A path as a person writes it: decisions.budget, contact[1].every; the `is` of a long form is left out."""
    if path and path[-1] == "is":
        path = path[:-1]
    return "".join([f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]).removeprefix(".")
