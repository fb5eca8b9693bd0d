"""What if: a description as it would be with a few values changed. The file itself is never touched.

Each change is read by the same reader and the same model as a file, so that a wrong value gets the same words.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

from coaudit.errors import Problem, SourceError
from coaudit.project.description import OTHER_NAMES, is_list, is_table, keys_at, own_word, short_key
from coaudit.project.fields import unstated
from coaudit.records import Record
from coaudit.source import Document, Path, parse
from coaudit.source.corrected_numbers import how_often
from coaudit.source.yaml_reader import MAX_DEPTH
from coaudit.vocabulary import HERE, SIZE

OPTION = "--set"
NEW = "+"
"""In the place of an entry's number: one more at the end of the list."""

_STEP = re.compile(r"[^.\[\]]+")
_VALUE = r"(?!and )(?P<value>\{[^{}]*\}|\[[^\[\]]*\]|\S.*?(?=, or |, and |; | if | for | where | means |$))"
"""What a hint says to write after a key, in the middle of its sentence."""
_FURTHER_IN = re.compile(r"'(?P<key>[^']+)' stands further in[:,] below (?P<parent>\w+):(?: |, set in by).*")
_PLAIN_KEY = re.compile(r"[^\W_][\w '/()-]*")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


class Change(Record):
    """One value that was set: where, and the argument as it was typed."""

    path: Path
    typed: str


class Changed(Document):
    """A document in which values were set: what is wrong with these is told of the argument, not of a line."""

    changes: tuple[Change, ...]

    def problem(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """A Problem that points to the change it comes from, else to where it stands in the file."""
        for change in reversed(self.changes):
            same = min(len(path), len(change.path))
            if path[:same] != change.path[:same]:
                continue
            new = key and path not in self.spans  # a key that the file does not hold came with the argument
            if new or len(path) >= len(change.path) - (not key):
                step = same - 1 if key else None
                said = "" if key else _entry_hint(change.typed, path, self.data)
                return _wrong(
                    change.typed, message, said or _as_argument(change.typed, hint, path, self.data, key=key), step=step
                )
        return super().problem(path, message, hint, key=key)


def changed(document: Document, arguments: Iterable[str]) -> Document:
    """The document with every argument's value set. Raises SourceError with all that is wrong with the arguments."""
    data: Any = copy.deepcopy(document.data)
    changes: list[Change] = []
    problems: list[Problem] = []
    for argument in arguments:
        try:
            steps, value = _split(argument)
            setting = _Setting(argument)
            data = setting.put(data, steps, value)
            changes.append(Change(setting.path, argument))
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(tuple(problems))
    return Changed(document.name, data, document.lines, document.spans, tuple(changes))


def _wrong(typed: str, message: str, hint: str, *, step: int | None = 0) -> Problem:
    """A problem with an argument: at one of its keys, by number, or at its value."""
    where = typed.partition("=")[0]
    keys = [found.start() for found in _STEP.finditer(where)]
    column = len(where) + 2 if step is None else keys[step] + 1 if step < len(keys) else 1
    return Problem(OPTION, 1, min(column, len(typed) + 1), message, hint, typed)


def _entry_hint(typed: str, path: Path, data: Any) -> str:
    """What to type in place of a text where a list is wanted, or an entry of one; empty where that is not so."""
    from coaudit.project.corrections import in_braces  # only wanted when something is wrong

    value: Any = data
    try:
        for part in path:
            value = value[part]
    except (KeyError, IndexError, TypeError):
        return ""
    if not isinstance(value, str):
        return ""
    steps = _steps(typed, path)
    if is_list(path):
        if entry := in_braces(str(path[-1]), value):
            return f"put each entry in braces, and all of them in brackets: {_typed(steps, f'[{entry}]')}"
        keys = keys_at((*path, 0))
        name = "what" if "what" in keys else keys[0] if keys else ""
        return f"set one key of an entry at a time: {_typed([*steps, NEW, name], '...')}" if name else ""
    if isinstance(path[-1], int) and is_list(path[:-1]):
        entry = in_braces(str(path[-2]), value)
        return f"say what this is: {_typed(steps, entry)}" if entry else ""
    return ""


def _steps(typed: str, path: Path) -> list[str]:
    """A path as steps of an argument, in the words that somebody typed as far as these go."""
    own = _STEP.findall(typed.partition("=")[0])
    parts = [str(part + 1) if isinstance(part, int) else part for part in path]
    return [*own[: len(parts)], *parts[len(own) :]]


def _typed(steps: list[str], value: str) -> str:
    """An argument as it can be typed, in quotes where a shell would take it apart."""
    one = f"{'.'.join(steps)}={value}"
    if re.search(r"[^\w.=+-]", one):
        one = f'"{one}"' if '"' not in one else f"'{one}'"
    return f"{OPTION} {one}"


def _as_argument(typed: str, hint: str, path: Path, data: Any, *, key: bool) -> str:
    """A hint in which the line to write in a file becomes the argument to type."""
    parts = [part for part in _steps(typed, path) if part != "is"]
    line = rf"(?<![\w.-])(?P<key>{re.escape(parts[-1]) if parts else 'title'}): {_VALUE}"
    if key and (inner := _FURTHER_IN.fullmatch(hint)) and inner["parent"] != "groups":
        above = [inner["parent"], *(_entry(data, inner["parent"]))]
        return f"write {_typed([*above, inner['key']], typed.partition('=')[2])}"
    if key:
        line = r"(?<=write )(?P<key>[a-z][\w-]*): (?P<value>\S.*)"

    def argument(found: re.Match[str]) -> str:
        return _typed([*parts[:-1], found["key"]], found["value"])

    return re.sub(line, argument, hint)


def _entry(data: Any, parent: str) -> list[str]:
    """The step to an entry of a list: the first, or a new one where there is none yet; no step where it is no list."""
    if not is_list((parent,)):
        return []
    return ["1"] if isinstance(data.get(parent), list) and data[parent] else [NEW]


def _split(argument: str) -> tuple[list[str], Any]:
    """The keys of an argument, and its value as the reader reads it. Raises SourceError."""
    where, equals, value = argument.partition("=")
    if not equals:
        hint = "write a key, an equals sign and a value: decisions.budget=together"
        raise SourceError((_wrong(argument, "an equals sign is missing here", hint),))
    steps = [step.strip() for step in re.sub(r"\[([^\]]*)\]", r".\1", where).split(".")]
    if len(steps) > MAX_DEPTH:
        message, hint = f"this leads more than {MAX_DEPTH} levels deep", "no value stands so deep; check the full stops"
        raise SourceError((_wrong(argument, message, hint),))
    for step in steps:
        if step != NEW and not _PLAIN_KEY.fullmatch(step):
            hint = "write keys with full stops between them: decisions.budget=together, or contact.1.every=month"
            raise SourceError((_wrong(argument, f"'{step}' is not a key", hint),))
    if not value.strip():
        return steps, None
    try:
        document = parse(f"value: {value.strip()}\n".encode(errors="surrogatepass"), OPTION)
    except SourceError as error:
        problems = (_wrong(argument, each.message, each.hint, step=None) for each in error.problems)
        raise SourceError(tuple(problems)) from None
    if not isinstance(document.data, dict) or list(document.data) != ["value"]:
        raise SourceError((_wrong(argument, "this is more than one value", "set one value with each --set"),))
    for _ in document.spans.cut_off():
        message, hint = "what stands after # is not read", "put the value in quotes of its own: title='\"Ward #4\"'"
        raise SourceError((_wrong(argument, message, hint, step=None),))
    return steps, document.data["value"]


class _Setting:
    """One argument on its way into the data."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.path: Path = ()

    def refuse(self, message: str, hint: str) -> SourceError:
        return SourceError((_wrong(self.typed, message, hint),))

    def put(self, here: Any, steps: list[str], value: Any) -> Any:
        """What stands here, with the value set where the steps lead to; None where nothing is left of it."""
        if not steps:
            return _in_place_of(here, self.path, value)
        here = _opened(here, self.path, steps[0])
        key = self._entry(here, steps[0]) if isinstance(here, list) else _key(here, self.path, steps[0])
        self.path = (*self.path, key)
        if isinstance(here, list):
            place = int(key)
            new = self.put(here[place] if place < len(here) else None, steps[1:], value)
            return [*here[:place], *([] if new is None else [new]), *here[place + 1 :]]
        new = self.put(here.get(key), steps[1:], value)
        if new is None:
            return {name: each for name, each in here.items() if name != key}
        return {**here, key: new}

    def _entry(self, here: list[Any], step: str) -> int:
        """The place of an entry of a list. Raises SourceError."""
        if step == NEW:
            return len(here)
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in self.path)
        if not _NUMBER.fullmatch(step):
            hint = f"name an entry by its number, as in {where}.1, or add one with {where}.{NEW}"
            raise self.refuse(f"'{where}' is a list, and '{step}' is not the number of an entry", hint)
        if int(step) > len(here):
            number = f"{len(here)} entr{'y' if len(here) == 1 else 'ies'}"
            raise self.refuse(f"'{where}' has only {number}", f"{where}.{NEW} adds one")
        return int(step) - 1


def _in_place_of(here: Any, path: Path, value: Any) -> Any:
    """What stands at a place when its value is set. What stands beside a value in its long form stays."""
    under = short_key(path) or ("is" if isinstance(here, dict) and "is" in here else None)
    if not isinstance(value, str) or not under or _is_none(value) or here is None:
        return value
    meant = _meant(path, value)
    if isinstance(here, str) and meant and not unstated(here):
        here = {under: here}
    return {**here, meant or under: value} if isinstance(here, dict) else value


def _meant(path: Path, value: str) -> str | None:
    """The key of a thing that is there already which a value alone can only be meant for: `contact.1=weekly`."""
    match path[0], len(path):
        case "contact", 2:
            return "every" if how_often(value) else None
        case "affected", 2:
            return "here" if HERE.find(value) else None
        case "changes", 2:
            return "size" if SIZE.find(value) else None
        case "groups", 2:
            return "people" if value.strip().isdecimal() else None
    return None


def _opened(here: Any, path: Path, step: str) -> Any:
    """What stands at a place as a set of keys or a list, so that something in it can be set."""
    if isinstance(here, (dict, list)):
        return here
    if step == NEW or is_list(path):
        return [] if unstated(here) or _is_none(here) else [here]
    if unstated(here):
        return {}
    if _is_none(here) and path in OTHER_NAMES:
        return {"rest": here}  # none in each of them
    if _is_none(here) and is_table(path):
        return {}
    return {short_key(path) or "is": here}


def _key(here: dict[str, Any], path: Path, step: str) -> str:
    """The key that a step means: one that is there under another word, else the step itself."""
    words = next((words for place, words in OTHER_NAMES.items() if place == path), None)
    if words is None:
        return step
    return next((key for key in here if own_word(key, words) == own_word(step, words)), step)


def _is_none(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower() == "none"
