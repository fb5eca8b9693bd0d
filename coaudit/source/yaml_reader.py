"""One pass over the events of the YAML parser: data, places, and everything that is refused.

Nothing is composed, resolved or constructed by PyYAML: texts stay as they are written, and neither deep
nesting nor aliases can cost time or memory.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from coaudit.errors import MAX_PROBLEMS, Problem, first_of
from coaudit.source import decoding, yaml_words
from coaudit.source.decoding import Place

MAX_DEPTH = 32
"""How deep lists and sets of keys may stand in each other."""
MAX_NODES = 20_000
"""How many values a file may hold, keys not counted."""
MAX_SCALAR = 20_000
"""How many characters one text may have."""

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser: the one in C, or the one in Python where PyYAML was built without it.

The one in Python is some ten times slower, and refuses two things that the other takes: a tab after a colon
or at the end of a line, and a question mark inside brackets. It takes a colon right before a bracket or comma
(`{who:, why: x}`), which the other refuses. Otherwise they give the same data and places.
"""


Marks: TypeAlias = tuple[int, int, int, int]
"""Where a text begins and ends: line, column, line, column, counted from 0.

Bare numbers, since the garbage collector walks over every event and mark of the parser that is kept.
"""


class Group(NamedTuple):
    """Where a list or a set of keys stands, and the places of what is in it; a place is Marks or a Group."""

    line: int
    column: int
    end: tuple[int, int] | None
    """Where its closing bracket ends; None for one without brackets, which ends with its last child."""
    children: Any
    """A dictionary from key to (Marks of the key, place of the value), or a list of places."""


class _StopError(Exception):
    """The rest of the file is not worth reading."""


class Reader:
    """One reading of one file. Problems gather in `problems`; where there are any, the data mean nothing."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        self.lines = tuple(lines)
        self.problems: list[Problem] = []
        self.open: list[Any] = []  # the first events of the lists and sets that are open
        self.spoilt: set[int] = set()  # the lines with pasted characters, which spoil the next ones too
        self.nodes = 0
        self.starts_oddly = not text.isascii() and re.search(yaml_words.ODD_START, text) is not None
        self.loader: Any = None
        self.get: Any = None  # returns the next event

    def read(self) -> tuple[Data, Any]:
        """Return the data and their places, or whatever could be had of them where there are problems."""
        try:
            self.loader = LOADER(self._printable())
            self.get = self.loader.get_event
            return self._document()
        except _StopError:
            return None, None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The parser in Python lets int() and chr() fail on absurd numbers in escapes and directives.
            self._syntax(error)
            return None, None
        finally:
            if self.loader is not None:
                self.loader.dispose()

    def report(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the file, with a closing word where some are left out."""
        return first_of(self.problems)

    def _add(self, line: int, column: int, message: str, hint: str) -> None:
        most = self.text.count("\n") + 1
        if line > most:  # the parser counts some ends of a file as a line more
            line, column = most, len(self.text) - self.text.rfind("\n")
        quoted = self.lines[line - 1] if line <= len(self.lines) else ""
        self.problems.append(Problem(self.name, line, column, message, hint, quoted))
        if len(self.problems) > MAX_PROBLEMS:
            raise _StopError

    def _at(self, mark: Any, message: str, hint: str) -> None:
        self._add(mark.line + 1, mark.column + 1, message, hint)

    def _printable(self) -> str:
        """Return the text without the characters that no file may hold, which become problems."""
        found = decoding.foreign(self.text)
        if not found:
            return self.text
        for index, character in found:
            place = decoding.place_of(self.text, index)
            self.spoilt.add(place.line)
            self._add(*place, *decoding.explain(character))
        # One character for one, and none that the parser takes for a line break: places stay true.
        return re.sub(decoding.REFUSED, "\ufffd", self.text)

    def _syntax(self, error: Exception) -> None:
        """Add what stopped the parser, unless what was found here or just above may be the cause."""
        here = getattr(error, "problem_mark", None)
        if here is None and not isinstance(error, yaml.YAMLError):
            here = self.loader.get_mark()
        place = Place(here.line + 1, here.column + 1) if here else Place(1, 1)
        if place.line - 1 in self.spoilt or any(problem.line == place.line for problem in self.problems):
            return
        before = getattr(error, "context_mark", None)
        start = Place(before.line + 1, before.column + 1) if before else place
        opened = None
        if self.open and self.open[-1].flow_style:
            mark = self.open[-1].start_mark
            opened = Place(mark.line + 1, mark.column + 1)
        problem = str(getattr(error, "problem", None) or error)
        if not isinstance(error, yaml.YAMLError):
            problem = "directive" if self.lines[place.line - 1].startswith("%") else "escape"
        context = str(getattr(error, "context", None) or "")
        from coaudit.source import yaml_hints  # only wanted when something is wrong

        (line, column), message, hint = yaml_hints.explain(problem, context, self.lines, place, start, opened)
        if all((line, column) != (problem.line, problem.column) for problem in self.problems):
            with suppress(_StopError):
                self._add(line, column, message, hint)

    def _document(self) -> tuple[Data, Any]:
        """Read the one document of the file."""
        get = self.get
        get()  # the start of the stream
        event = get()
        if type(event) is StreamEndEvent:
            self._add(1, 1, *yaml_words.NOTHING)
            return None, None
        for number, line in enumerate(self.lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self._add(number, 1, *yaml_words.DIRECTIVE)
        event = get()
        if type(event) is SequenceStartEvent:
            self._at(event.start_mark, *yaml_words.LIST)
        data, root = self._value(event)
        get()  # the end of the document
        if type(event) is ScalarEvent:  # told only now: the parser may have had more to say
            self._one_text(event)
        event = get()
        if type(event) is not StreamEndEvent:
            self._at(event.start_mark, *yaml_words.SECOND_DOCUMENT)
        return data, root

    def _one_text(self, event: Any) -> None:
        """Say why a file is no more than one text."""
        line, column = event.start_mark.line, event.start_mark.column
        if not event.value:
            self._add(1, 1, *yaml_words.NOTHING)
            return
        missing = None if event.style else yaml_words.missing_space(self.lines[line])
        if missing:
            self._add(line + 1, yaml_words.colon(self.lines[line]) + 1, *missing)
        else:
            self._add(line + 1, column + 1, *yaml_words.one_text(self.lines[line]))

    def _in_double_braces(self, mark: Any) -> bool:
        """Whether a brace is the second of two, which was told already."""
        return bool(self.lines[mark.line][: mark.column].endswith("{"))

    def _value(self, event: Any) -> tuple[Data, Any]:
        """Read the value that begins with *event*; return it and its place."""
        kind = type(event)
        if kind is ScalarEvent:
            first, last = event.start_mark, event.end_mark
            return self._text(event), (first.line, first.column, last.line, last.column)
        if kind is AliasEvent:
            self._sign("*", event.start_mark)
            return None, None
        if event.anchor is not None or event.tag is not None:
            self._signs(event)
        if len(self.open) >= MAX_DEPTH:
            self._at(event.start_mark, f"This stands more than {MAX_DEPTH} levels deep.", yaml_words.DEEP)
            raise _StopError
        self.open.append(event)
        data, children, end = self._keys(event) if kind is MappingStartEvent else self._items()
        self.open.pop()
        first, last = event.start_mark, end.end_mark
        closed = end.start_mark.index < last.index  # the end of one without brackets has no width
        return data, Group(first.line, first.column, (last.line, last.column) if closed else None, children)

    def _keys(self, start: Any) -> tuple[Data, dict[str, tuple[Marks, Any]], Any]:
        """Read a set of keys and values; return it, the places of both, and its last event."""
        data: dict[str, Data] = {}
        places: dict[str, tuple[Marks, Any]] = {}
        get = self.get
        odd = self.starts_oddly
        most = MAX_SCALAR
        while True:
            key_event: Any = get()
            kind = type(key_event)
            if kind is not ScalarEvent:
                if kind is MappingEndEvent:
                    return data, places, key_event
                if kind is not AliasEvent:
                    mark = key_event.start_mark
                    self._at(mark, *yaml_words.strange_key(key_event, self.lines[mark.line][: mark.column]))
                self._value(key_event)
                self._value(get())
                continue
            key = key_event.value
            if (
                odd
                or not key
                or not key_event.implicit[0]
                or key_event.tag is not None
                or key_event.anchor is not None
                or key == "<<"
                or len(key) > most
            ):
                self._key(key_event)
            first, last = key_event.start_mark, key_event.end_mark
            marks = first.line, first.column, last.line, last.column
            self.nodes += 1
            event: Any = get()
            kind = type(event)
            if kind is ScalarEvent:
                value: Data = event.value
                first, last = event.start_mark, event.end_mark
                place: Any = first.line, first.column, last.line, last.column
                # Whether a text is ordinary is found out here: a call would cost more than all of this.
                if (
                    odd
                    or not value
                    or not event.implicit[0]
                    or event.tag is not None
                    or event.anchor is not None
                    or " - " in value
                    or len(value) > most
                ):
                    value = self._text(event)
                    alone = value is None and key and start.flow_style and place[:2] == marks[2:]
                    if alone and not self._in_double_braces(start.start_mark):
                        self._at(key_event.start_mark, *yaml_words.bare(key, data))
            else:
                value, place = self._value(event)
            if self.nodes > MAX_NODES:
                self._too_many(event)
            if key in data:
                self._at(key_event.start_mark, *yaml_words.twice(key, places[key][0][0] + 1))
            else:
                data[key] = value
                places[key] = marks, place

    def _items(self) -> tuple[Data, list[Any], Any]:
        """Read a list; return it, the places of its items, and its last event."""
        data: list[Data] = []
        places: list[Any] = []
        while True:
            event = self.get()
            if type(event) is SequenceEndEvent:
                return data, places, event
            self.nodes += 1
            if self.nodes > MAX_NODES:
                self._too_many(event)
            value, place = self._value(event)
            data.append(value)
            places.append(place)

    def _text(self, event: Any, *, is_key: bool = False) -> str | None:
        """Return the text of a scalar, or None for nothing at all, having told what is wrong with it."""
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._signs(event)
        if len(value) > MAX_SCALAR:
            self._at(event.start_mark, *yaml_words.too_long(MAX_SCALAR))
        if event.style == '"':
            self._escapes(event)
        elif not event.style:
            if not value and event.tag is None:
                return None
            if not is_key:
                self._plain(event)
        return value

    def _key(self, event: Any) -> None:
        """Look for all that can be wrong with a key."""
        key = self._text(event, is_key=True)
        if not key:
            mark = event.start_mark
            column, message, hint = yaml_words.no_key(self.lines[mark.line], mark.column)
            self._add(mark.line + 1, column + 1, message, hint)
        elif key == "<<" and not event.style:
            self._at(event.start_mark, *yaml_words.MERGE)
        elif self.starts_oddly and not event.style:
            mark = event.start_mark
            trouble = (
                not mark.column and yaml_words.bulleted_key(self.lines[mark.line], self.lines)
            ) or yaml_words.pasted_key(key)
            if trouble:
                self.spoilt.add(event.start_mark.line + 1)
                self._at(event.start_mark, *trouble)

    def _plain(self, event: Any) -> None:
        """Look for items of a list that are swallowed by a text without quotes."""
        first, last = event.start_mark, event.end_mark.line
        bullet = self.starts_oddly and yaml_words.starts_with_bullet(event.value)
        if bullet and not self.lines[first.line][: first.column].strip(" -"):
            self.spoilt.add(first.line + 1)
            self._at(first, *yaml_words.bullet(event.value))
        for number in range(first.line + 1, last + 1):
            line = self.lines[number].lstrip(" ")
            # A long dash may well begin a line of prose, so it only counts where the text began with one too.
            item = self.starts_oddly and yaml_words.starts_with_bullet(line) and (bullet or line[0] not in "–—−")
            if item or line.startswith("- "):
                column = len(self.lines[number]) - len(line) + 1
                words = yaml_words.bullet(line) if bullet else yaml_words.swallowed(line[0], first.line + 1)
                self._add(number + 1, column, *words)

    def _signs(self, event: Any) -> None:
        """Refuse the signs that YAML gives a meaning to: `&name` and `!name`."""
        if event.anchor is not None:
            self._sign("&", event.start_mark)
        if event.tag is not None:
            self._sign("!", event.start_mark)

    def _sign(self, sign: str, mark: Any) -> None:
        line = self.lines[mark.line]
        begin = line.find(sign, mark.column)  # beside another sign it may stand a little later
        hint = f"Take away the word that begins with {sign} and write in full what it stands for."
        if begin == mark.column and " " in line[begin:].strip():
            from coaudit.source.yaml_quotes import quote_hint  # only wanted when something is wrong

            hint = quote_hint(line, begin)
        self._at(mark, *yaml_words.sign(sign, hint))

    def _escapes(self, event: Any) -> None:
        """Refuse in double quotes what may not be written as it is either."""
        if re.search(decoding.REFUSED, event.value) is None:
            return
        begin = event.start_mark.index
        written = self.text[begin : event.end_mark.index]
        for match in re.finditer(yaml_words.ESCAPE, written):
            character = yaml_words.escaped(match)
            if re.match(decoding.REFUSED, character):
                place = decoding.place_of(self.text, begin + match.start())
                self._add(*place, *yaml_words.bad_escape(match[0], character))

    def _too_many(self, event: Any) -> None:
        self._at(event.start_mark, f"This file holds more than {MAX_NODES:,} values.", yaml_words.MANY)
        raise _StopError
