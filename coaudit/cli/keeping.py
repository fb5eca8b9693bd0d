"""A description that answers are put into, while every other character of it stays as a person wrote it.

Nothing is written anew but the value that is answered: its place is known from the reader. So comments, quotes, tabs,
line ends and the order of all there is cannot get lost. What cannot be put surely is not put.
"""

from __future__ import annotations

import copy
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any

from coaudit.cli.answering import UNDECIDED, is_open
from coaudit.errors import SourceError
from coaudit.project.description import OTHER_NAMES, own_word, short_key
from coaudit.source import Span, parse

Path = tuple[str, ...]

_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"), (b"", "utf-8"))
_END = re.compile(r"\r\n|\r|\n")
_GONE = object()
_PLAIN = re.compile(r"\w(?:.*\S)?")
_NOT_PLAIN = re.compile(r": |:$| #|\t")


class CannotPutError(Exception):
    """An answer that has no sure place in a file as it is written; the line where a person has to write it."""

    def __init__(self, line: int, answer: str) -> None:
        super().__init__(line)
        self.line = line
        self.answer = answer


class Kept:
    """A description being filled in. Raises SourceError where its bytes cannot be read."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.raw, self._name = raw, name
        self._document = parse(raw, name)
        self._mark, self._encoding = next(each for each in _MARKS if raw.startswith(each[0]))
        self._text = raw[len(self._mark) :].decode(self._encoding)
        ends = list(_END.finditer(self._text))
        self._starts = [0, *(end.end() for end in ends)]
        self._newline = ends[0][0] if ends else "\n"

    def get(self, path: Path) -> Any:
        """What stands at a path, whichever word a person has for it; None where nothing does."""
        found: Any = self._document.data
        for key in self.own(path):
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def own(self, path: Path) -> Path:
        """A path in the words of the file, where they are others: `decisions.money` for `decisions.budget`."""
        words = next((words for place, words in OTHER_NAMES.items() if place == path[:1]), None)
        if words is None or len(path) == 1:
            return path
        data: Any = self._document.data
        within = data.get(path[0]) if isinstance(data, dict) else None
        if not isinstance(within, dict):
            return path
        return (path[0], next((key for key in within if own_word(key, words) == path[1]), path[1]), *path[2:])

    def put(self, path: Path, value: Any) -> Kept:
        """The description with a value at a path. Raises CannotPutError, and SourceError for what no file may hold."""
        path = self.own(path)
        there = self.get(path)
        if isinstance(there, dict) and "is" in there:
            return self._put_inside(path, there, value)
        depth = next((depth for depth in range(len(path)) if not isinstance(self.get(path[:depth]), dict)), None)
        if depth is None:
            return self.set(path, value) if path in self._document.spans else self.add(path[:-1], path[-1], value)
        # Something above is no block yet: it is made one, and what it said in short stays in it.
        above = self.get(path[:depth])
        for key in reversed(path[depth:]):
            value = {key: value}
        if not is_open(above):
            short = short_key(path[:depth])
            if short is None or not isinstance(above, str):
                raise self._cannot(path[:depth], value)
            value = {short: above, **value}
        if path[:depth] in self._document.spans:
            return self.set(path[:depth], value)
        return self.add(path[: depth - 1], path[depth - 1], value)

    def _put_inside(self, path: Path, there: dict[str, Any], value: Any) -> Kept:
        """Answer where details stand beside: only what `is` says is changed, and that it was undecided goes."""
        undecided = there.get("note") == UNDECIDED
        if undecided and there.keys() <= {"is", "note"}:
            return self.set(path, value)
        if isinstance(value, dict):
            kept = self.set((*path, "is"), value["is"])
            return kept if "note" in there else kept.add(path, "note", value["note"])
        kept = self.set((*path, "is"), value)
        return kept.without((*path, "note")) if undecided else kept

    # ------------------------------------------------------------------------------------------------- the text itself

    def set(self, path: Path, value: Any) -> Kept:
        """With another value in place of one that is there."""
        key, place = self._document.spans[path]
        assert key is not None
        colon = self._text.index(":", self._at(key.end_line, key.end_column)) + 1
        start, end = self._at(place.line, place.column), self._at(place.end_line, place.end_column)
        if self.get(path) is None:
            start = end = colon
        if "#" in self._text[start:end] and _END.search(self._text[start:end]):
            raise self._cannot(path, value)  # there may be a comment inside
        block = not self._in_brackets(path[:-1])
        below = block and bool(value) and (isinstance(value, list) or (isinstance(value, dict) and "is" not in value))
        inline = "" if below else f" {_inline(value, plain=block)}"
        lead = self._text[colon:start]
        if _END.search(lead):  # it stands below its key, whose comment stays beside it
            line = self._starts[place.line - 1]
            rest = self._text[line:start].strip(" ")
            if rest:
                raise self._cannot(path, value)
            stop = self._starts[place.end_line] if place.end_line < len(self._starts) else len(self._text)
            if self._text[end:stop].strip():
                raise self._cannot(path, value)
            text = self._text[:colon] + inline + self._text[colon:line] + self._text[stop:]
        else:
            text = self._text[:colon] + inline + self._text[end:]
        if below:
            after = _END.search(text, colon)
            at = after.start() if after else len(text)
            lines = self._newline.join(_block(value, " " * (key.column - 1 + 2)))
            text = text[:at] + self._newline + lines + text[at:]
        return self._checked(text, path, value)

    def without(self, path: Path) -> Kept:
        """Without a key; where that is not sure to take nothing with it, as it is."""
        key, place = self._document.spans[path]
        assert key is not None
        start, end = self._at(key.line, key.column), self._at(place.end_line, place.end_column)
        keys = list(self.get(path[:-1]))
        if self._in_brackets(path[:-1]):
            before = keys.index(path[-1]) - 1
            if before < 0:
                return self
            last = self._document.spans[(*path[:-1], keys[before])][1]
            start = self._at(last.end_line, last.end_column)
            if "#" in self._text[start:end]:
                return self
        else:
            line = self._starts[key.line - 1]
            stop = self._starts[key.line] if key.line < len(self._starts) else len(self._text)
            if self._text[line:start].strip() or self._text[end:stop].strip():
                return self
            start, end = line, stop
        try:
            return self._checked(self._text[:start] + self._text[end:], path, _GONE)
        except CannotPutError:
            return self

    def add(self, within: Path, key: str, value: Any) -> Kept:
        """With a key that is not there yet, after the last that is."""
        path = (*within, key)
        place = self._document.spans[within][1]
        last = next(reversed(self.get(within) or {}), None)
        if self._in_brackets(within):
            entry = f"{_inline(key, plain=False)}: {_inline(value, plain=False)}"
            if last is None:
                at = self._at(place.line, place.column) + 1
            else:
                ended = self._document.spans[(*within, last)][1]
                at = self._at(ended.end_line, ended.end_column)
                entry = f"{' ' if self.get((*within, last)) is None else ''}, {entry}"
            return self._checked(self._text[:at] + entry + self._text[at:], path, value)
        if last is None:
            raise self._cannot(within, value)
        beside = self._document.spans[(*within, last)][0]
        assert beside is not None
        indent = beside.column - 1
        at = self._after(self._last_line((*within, last)), indent)
        lines = self._newline.join(_block({key: value}, " " * indent))
        broken = not self._text[:at] or self._text[:at].endswith(("\n", "\r"))
        entry = ("" if broken else self._newline) + lines + self._newline
        return self._checked(self._text[:at] + entry + self._text[at:], path, value)

    def _last_line(self, path: tuple[str | int, ...]) -> int:
        """The number of the line on which what stands at a path ends."""
        key, place = self._document.spans[path]
        value: Any = self._document.data
        for part in path:
            value = value[part]
        if value is None:
            return key.line if key is not None else place.line
        return place.end_line

    def _after(self, line: int, indent: int) -> int:
        """Where a line ends, and the comments below it that are set in further, which belong to it."""
        while line < len(self._starts):
            start = self._starts[line]
            said = _END.split(self._text[start:], maxsplit=1)[0]
            if not said.lstrip(" ").startswith("#") or len(said) - len(said.lstrip(" ")) <= indent:
                return start
            line += 1
        return len(self._text)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _in_brackets(self, path: Path) -> bool:
        spans = [self._document.spans[path[:depth]][1] for depth in range(len(path) + 1)]
        return any(self._character(span) in ("{", "[") for span in spans)

    def _character(self, span: Span) -> str:
        at = self._at(span.line, span.column)
        return self._text[at : at + 1]

    def _cannot(self, path: Path, value: Any) -> CannotPutError:
        line = self._document.locate(path, key=True).line
        return CannotPutError(line, _inline(value, plain=True))

    def _checked(self, text: str, path: Path, value: Any) -> Kept:
        """The description with another text, where that says just what it said before, and the value."""
        wanted: Any = copy.deepcopy(self._document.data)
        within = wanted
        for key in path[:-1]:
            within = within[key]
        if value is _GONE:
            del within[path[-1]]
        else:
            within[path[-1]] = value
        try:
            made = Kept(self._mark + text.encode(self._encoding), self._name)
        except SourceError:
            if not _readable(value):
                raise
            raise self._cannot(path, value) from None
        if made._document.data != wanted:
            raise self._cannot(path, value)
        return made


def _readable(value: Any) -> bool:
    """Whether a value can stand in a file at all."""
    try:
        parse(f"a: {_inline(value, plain=False)}\n".encode(), "")
    except SourceError:
        return False
    return True


def _inline(value: Any, *, plain: bool) -> str:
    """A value on one line. Outside brackets it may be plain with a comma in it."""
    if isinstance(value, dict):
        said = ", ".join(f"{_inline(key, plain=False)}: {_inline(each, plain=False)}" for key, each in value.items())
        return f"{{{said}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(each, plain=False) for each in value)}]"
    text = "" if value is None else str(value)
    odd = _NOT_PLAIN.search(text) or (not plain and re.search(r"[,\[\]{}]", text))
    return text if _PLAIN.fullmatch(text) and not odd else "'" + text.replace("'", "''") + "'"


def _block(value: Any, indent: str) -> Iterator[str]:
    """A set of keys or a list as lines; what stands beside `is` stays on its line."""
    if isinstance(value, list):
        for each in value:
            first, *rest = _block(each, f"{indent}  ") if isinstance(each, dict) else (_inline(each, plain=True),)
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        return
    for key, each in value.items():
        if each and (isinstance(each, list) or (isinstance(each, dict) and "is" not in each)):
            yield f"{indent}{_inline(key, plain=True)}:"
            yield from _block(each, f"{indent}  ")
        else:
            yield f"{indent}{_inline(key, plain=True)}: {_inline(each, plain=True)}"
