"""Reading a YAML file: its data, the place of every part of it, and plain words for whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from coaudit.errors import Problem, SourceError
from coaudit.records import Record
from coaudit.source import decoding
from coaudit.source.yaml_reader import Data, Group, Reader
from coaudit.source.yaml_words import CUT_OFF

Path: TypeAlias = tuple[str | int, ...]
"""The keys, and the numbers of items in lists, that lead to a value; `()` is the whole file."""


class Span(Record):
    """From a character to just after another; lines and columns are 1-based, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


class Spans(Mapping[Path, "tuple[Span | None, Span]"]):
    """Every path that is written in a file, with the span of its key and of its value.

    The key span is None for the whole file and for items of lists. Only the parser's marks are kept: a span
    is worked out when it is asked for, which is seldom.
    """

    __slots__ = ("_lines", "_root")

    def __init__(self, root: Any, lines: tuple[str, ...]) -> None:
        self._root = root
        self._lines = lines

    def __getitem__(self, path: Path) -> tuple[Span | None, Span]:
        steps, key, place = self._nearest(path)
        if steps < len(path):
            raise KeyError(path)
        return None if key is None else self._span(key), self._span(place)

    def __iter__(self) -> Iterator[Path]:
        return _paths((), self._root)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def nearest(self, path: Path, *, key: bool) -> Span:
        """Return the span of the value at *path*, or of its nearest written ancestor; with *key*, of its key if any."""
        _, marks, place = self._nearest(path)
        return self._span(marks if key and marks is not None else place)

    def cut_off(self) -> Iterator[tuple[Path, int, int]]:
        """Every text without quotes that a # with no blank after it ends, or leaves empty: path, line and column of #.

        Both are counted from 0. Only where a line holds such a # are the texts looked at at all.
        """
        lines = {number for number, line in enumerate(self._lines) if "#" in line and re.search(r"[ \t]#\S", line)}
        if not lines:
            return
        for path, place in _places((), self._root):
            if type(place) is Group or place[2] not in lines:
                continue
            first, begin, last, end = place
            found = re.compile(CUT_OFF).match(self._lines[last], end)
            empty = (first, begin) == (last, end)
            if found and (empty or self._lines[first][begin] not in "\"'|>"):
                yield path, last, found.end() - 1

    def _nearest(self, path: Path) -> tuple[int, Any, Any]:
        """Return how many steps of *path* are written, the marks of the key and the place that they lead to."""
        key, place, steps = None, self._root, 0
        for step in path:
            children = place.children if type(place) is Group else ()
            if type(children) is dict and step in children:
                key, place = children[step]
            elif type(children) is list and type(step) is int and 0 <= step < len(children):
                key, place = None, children[step]
            else:
                break
            steps += 1
        return steps, key, place

    def _span(self, place: Any) -> Span:
        line, column = place[:2]
        if line >= len(self._lines):  # nothing at all, after the last line: it is shown at the end of that one
            return Span(*self._last(), *self._last())
        return Span(line + 1, column + 1, *self._end(place))

    def _last(self) -> tuple[int, int]:
        return len(self._lines), len(self._lines[-1]) + 1

    def _end(self, place: Any) -> tuple[int, int]:
        if type(place) is not Group:
            first, _, line, column = place
            if first >= len(self._lines):
                return self._last()
            # Only a text after `|` or `>` ends where a line begins: step back over that and blank lines.
            while not column and line > first:
                line -= 1
                column = len(self._lines[line].rstrip())
            return line + 1, column + 1
        if place.end:
            return place.end[0] + 1, place.end[1] + 1
        # The parser sees the end of a block only in what follows, perhaps many lines below its last child.
        children = place.children
        return self._end(next(reversed(children.values()))[1] if type(children) is dict else children[-1])


class Document(Record):
    """A file that could be read: its data, its lines, and where each part of the data is written.

    The data are sets of keys, lists and texts; a text is what is written, and None is nothing at all.
    """

    name: str
    data: Data
    lines: tuple[str, ...]
    spans: Spans

    def locate(self, path: Path, *, key: bool = False) -> Span:
        """Return the span of the value at *path*, or of its nearest written ancestor.

        With *key* it is the span of the key that leads there, where there is one.
        """
        return self.spans.nearest(path, key=key)

    def problem(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """Return a Problem that points to where `locate` does."""
        span = self.locate(path, key=key)
        return Problem(self.name, span.line, span.column, message, hint, self.lines[span.line - 1])


def parse(raw: bytes, name: str) -> Document:
    """Read the bytes of a file called *name*.

    Raises SourceError with every problem found, in the order of the file, if there is any.
    """
    reader = Reader(decoding.decode(raw, name), name)
    data, root = reader.read()
    if reader.problems:
        raise SourceError(reader.report())
    return Document(name, data, reader.lines, Spans(root, reader.lines))


def _paths(path: Path, place: Any) -> Iterator[Path]:
    return (path for path, _ in _places(path, place))


def _places(path: Path, place: Any) -> Iterator[tuple[Path, Any]]:
    yield path, place
    if type(place) is Group:
        children = place.children
        steps = children.items() if type(children) is dict else enumerate((None, child) for child in children)
        for step, (_, child) in steps:
            yield from _places((*path, step), child)
