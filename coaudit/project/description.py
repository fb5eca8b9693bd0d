"""From a read document to a described project, with every error at its line and column."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from coaudit import vocabulary
from coaudit.errors import MAX_PROBLEMS, Problem, SourceError, first_of
from coaudit.project import Project, not_set_in
from coaudit.project.checks import wrong
from coaudit.project.fields import Lengthen
from coaudit.records import Record
from coaudit.scalars import slip_of
from coaudit.source import Document, Path, Span, yaml_words
from coaudit.vocabulary import Vocabulary

MOST_ROUNDS = 3
"""How often wrong values are taken out, so that what is left can be checked; taking one out may show another."""

OTHER_NAMES: dict[Path, Vocabulary] = {("decisions",): vocabulary.DECISION, ("stages",): vocabulary.STAGE}
"""Where a key may be written with another word: `methods` for `design`, `evaluation` for `review`."""


class Description(Record):
    """A project, and where each of its values stands in the file."""

    project: Project
    document: Document
    written: dict[Path, Path]

    def locate(self, path: Path, *, key: bool = False) -> Span:
        """Where a value stands; the nearest thing above it that is written, where it is not."""
        return self.document.locate(as_written(path, self.written), key=key)


def as_written(path: Path, written: dict[Path, Path]) -> Path:
    """A path in the file's own words, where it was written with a synonym."""
    return written.get(path[:2], path[:2]) + path[2:]


def describe(document: Document) -> Description:
    """The project that a document describes. Raises SourceError with all that is wrong, in the file's order."""
    data, written, problems = _in_our_words(document)
    for run in not_set_in.runs(document, keys_at):
        if one := not_set_in.told(document, run):
            problems.append(one)
            data = not_set_in.without(data, run)
    project, details = _validated(data)
    if details:
        _refuse_other_files(document)
    in_order = sorted(_not_twice(details), key=lambda detail: _begins(document, as_written(detail["loc"], written)))
    problems += [_problem(document, detail, written) for detail in in_order[: MAX_PROBLEMS + 1]]
    if project is not None:
        problems += [
            document.problem(as_written(fault.path, written), fault.message, fault.hint, key=fault.key)
            for fault in islice(wrong(project), MAX_PROBLEMS + 1)
        ]
    problems += islice(_swallowed(document), MAX_PROBLEMS + 1)
    cut = list(islice(_cut_off(document), MAX_PROBLEMS + 1))
    if cut:  # what else is wrong with the same line comes of that
        lines = {problem.line for problem in cut}
        problems = [*cut, *(problem for problem in problems if problem.line not in lines)]
    if problems or project is None:
        raise SourceError(first_of(problems))
    return Description(project, document, written)


def _begins(document: Document, path: Path) -> tuple[int, int]:
    """The line and column where a value begins, to put what is wrong in the order of the file."""
    span = document.locate(path)
    return span.line, span.column


def _refuse_other_files(document: Document) -> None:
    """Raises SourceError for a policy, a rubric or a report: one word about all of it, and not one for every key."""
    from coaudit.project.corrections import other_file

    found = other_file(document.data)
    if found:
        key, message, hint = found
        raise SourceError((document.problem((key,), message, hint, key=True),))


def _cut_off(document: Document) -> Iterator[Problem]:
    """Texts of which a # took the end away, and values that are empty for it. After a word or a number it may stand."""
    for path, line, column in document.spans.cut_off():
        value: Any = document.data
        try:
            for part in path:
                value = value[part]
        except (KeyError, IndexError, TypeError):  # another value was set in its place
            continue
        own_words = is_text(path)
        if value is None or own_words:
            key = path[-1] if path and isinstance(path[-1], str) else None
            whole = document.lines[line]
            message, hint = yaml_words.cut_off(key, value, whole[column:], own_words=own_words)
            yield Problem(document.name, line + 1, column + 1, message, hint, whole)


def _swallowed(document: Document) -> Iterator[Problem]:
    """Entries of a list that are read as one text, though they are written as keys with equals signs."""
    for key, entries in document.data.items() if isinstance(document.data, dict) else ():
        for place, entry in enumerate(entries) if isinstance(entries, list) else ():
            found = re.match(r"([\w-]+)\s*=", entry) if isinstance(entry, str) else None
            if found and found[1] in keys_at((key, place)):
                hint = _slip(document, (key, place)) or "write a colon and a space in place of each equals sign"
                yield document.problem((key, place), "this is read as one text, with its equals signs", hint)


def _validated(data: Any) -> tuple[Project | None, list[Any]]:
    """The project in some data, and what pydantic finds wrong.

    Where something is wrong, it is what is left when the wrong values are taken out, so that the rest can still be
    checked: all errors of a file come at once.
    """
    details: list[Any] = []
    for _ in range(MOST_ROUNDS):
        try:
            return Project.model_validate(data), details
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
        details = details or found
        data = copy.deepcopy(data)
        for detail in found:
            _take_out(data, detail["loc"])
    return None, details


def _take_out(data: Any, path: Path) -> None:
    """Take a wrong value out: the deepest part on its path that is written. A missing title is filled in."""
    if path == ("title",):
        data["title"] = "?"
        return
    parent: Any = None
    here: Any = data
    last: Any = None
    for part in path:
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        if not inside:
            break
        parent, here, last = here, here[part], part
    if isinstance(parent, dict):
        del parent[last]
    elif isinstance(parent, list):
        parent[last] = {}


def _in_our_words(document: Document) -> tuple[Any, dict[Path, Path], list[Problem]]:
    """The data with keys in the format's own words, where each stood, and keys that say the same thing twice."""
    data: Any = document.data
    written: dict[Path, Path] = {}
    problems: list[Problem] = []
    for (parent,), words in OTHER_NAMES.items():
        found = data.get(parent) if isinstance(data, dict) else None
        if not isinstance(found, dict):
            continue
        renamed: dict[str, Any] = {}
        for key, value in found.items():
            own = own_word(key, words)
            if own in renamed:
                first = written.get((parent, own), (parent, own))[1]
                message = f"'{key}' says the same thing as '{first}', which is already there"
                problems.append(document.problem((parent, key), message, "keep one of the two", key=True))
                continue
            renamed[own] = value
            if own != key:
                written[(parent, own)] = (parent, key)
        data = {**data, parent: renamed}
    return data, written, problems


def own_word(key: str, words: Vocabulary) -> str:
    """The format's word for a key, or the key as it is."""
    return words.find(key) or key


def _problem(document: Document, detail: Any, written: dict[Path, Path]) -> Problem:
    """One of pydantic's errors in our words, where it stands."""
    path = tuple(part for part in detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        from coaudit.project.key_hints import key_hint

        own = as_written(path, written)
        hint = key_hint(document, path, own, keys_at)
        return document.problem(own, f"'{path[-1]}' is not a key that may stand here", hint, key=True)
    if kind == "missing":
        message, hint = f"'{path[-1]}' is missing", f"add a line: {path[-1]}: ..."
        return document.problem(as_written(path[:-1], written), message, hint)
    place = _inside(document, as_written(path, written))
    if swallowed := _as_a_sign(document, place):
        return document.problem(place, *swallowed)
    better = _slip(document, place) or _corrected(document, place)
    if kind == "coaudit":
        from coaudit.source.corrected_ways import in_words

        said = better or _to_paste(document, place, **detail["ctx"])
        keys = [part for part in place if isinstance(part, str) and part != "is"]
        return document.problem(place, *in_words(detail["ctx"]["message"], said, keys))
    if kind == "string_type":
        hint = better or "write a few words on the same line, after the colon"
        return document.problem(place, "a text is wanted here", hint)
    hint = better or "write one key: value on each line"  # of our fields, nothing is left but model_type and dict_type
    return document.problem(place, "keys with values are wanted here", hint)


def _not_twice(details: list[Any]) -> list[Any]:
    """What is wrong, without the missing title where it is there and its key is only written otherwise."""
    unknown = [
        detail["loc"][0] for detail in details if detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1
    ]
    if not unknown:
        return details
    from coaudit.project.key_hints import is_title

    if not any(is_title(str(key)) for key in unknown):
        return details
    return [detail for detail in details if detail["type"] != "missing" or tuple(detail["loc"]) != ("title",)]


def _corrected(document: Document, path: Path) -> str:
    """What to write in place of the value at a place, where that can be known; else nothing."""
    from coaudit.project.corrections import corrected  # only wanted when something is wrong

    return corrected(*_as_it_stands(document, path))


def _slip(document: Document, path: Path) -> str:
    """What to write in place of a value that is a line with an equals sign, or has a remark behind it after //."""
    from coaudit.project.key_hints import wrong_with
    from coaudit.source.yaml_slips import REMARK, slip, told, without_remark

    span = document.locate(path)
    line = document.lines[span.line - 1]
    own = line if path and isinstance(path[-1], int) else line.lstrip(" -")  # else no list is wanted
    if not line[: span.column - 1].strip(" -") and (found := slip(own)):
        return told(found)
    whole, value = _as_it_stands(document, path)
    parts = without_remark(value) if span.line == span.end_line and isinstance(value, str) else None
    if not parts or wrong_with(whole, parts[0]):
        return ""
    own = f"{whole[-1]}: {parts[0]}" if isinstance(whole[-1], str) else f"- {parts[0]}"
    behind = line[span.end_column - 1 :].strip()
    if behind[:1] not in ("", "#"):  # a # would take a bracket away
        return f"no remark can stand between brackets; take it out: {own.removeprefix('- ')}"
    return told((REMARK, f"{own} # {parts[1]}"))


def _as_a_sign(document: Document, path: Path) -> tuple[str, str] | None:
    """What is wrong with `people: >5` where nothing follows: it is read as the beginning of a text that is empty."""
    if _as_it_stands(document, path)[1] != "":
        return None
    from coaudit.source.yaml_slips import more

    span = document.locate(path)
    return more(document.lines[span.line - 1], span.column - 1)


def _as_it_stands(document: Document, path: Path) -> tuple[Path, Any]:
    """How far a path leads in a document, and what stands there."""
    found: Any = document.data
    for depth, part in enumerate(path):
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):  # it was written short, and has no such parts
            return path[:depth], found
    return path, found


def _to_paste(document: Document, path: Path, message: str, hint: str) -> str:
    """A hint that names the word that was meant, with the line to write; as it is where that would not be all of it."""
    start, meant, rest = hint.partition("'? the words are: ")
    key = next((part for part in reversed(path) if part != "is"), None)
    if not meant or not isinstance(key, str):
        return hint
    _, value = _as_it_stands(document, path)
    word = start.removeprefix("did you mean '")
    whole = isinstance(value, str) and message.startswith(f"'{value.strip()}'")
    # One word alone is a slip of the pen; a word that stands among others may be only part of what is meant.
    sure = whole and (value.strip().isalpha() or slip_of(value.strip(), (word,)))
    return f"{start}'? write {key}: {word}; the words are: {rest}" if sure else hint


def _inside(document: Document, path: Path) -> Path:
    """The value inside a long form, where an error is about what `is` says."""
    whole, found = _as_it_stands(document, path)
    return (*path, "is") if whole == path and isinstance(found, dict) and "is" in found else path


def keys_at(path: Path) -> tuple[str, ...]:
    """The keys that may stand at a place in a description."""
    shape: type[BaseModel] | None = Project
    entry = False  # the number of an entry in a list, or a group's own name, leads to no other shape
    for part in path:
        if shape is not None and not entry:
            fields = {field.alias or name: field for name, field in shape.model_fields.items()}
            annotation = fields[str(part)].annotation if part in fields else None
            shape, entry = next(_shapes(annotation), None), _has_entries(annotation)
        else:
            entry = False
    return tuple(field.alias or name for name, field in shape.model_fields.items()) if shape is not None else ()


def short_key(path: Path) -> str | None:
    """The key that a value at a place stands under when it is written long: `is`, or `side` for a group.

    None where the format has no long form with details of its own.
    """
    return next((each.under for each in get_args(_type_at(path)) if isinstance(each, Lengthen)), None)


def is_text(path: Path) -> bool:
    """Whether a text in the writer's own words is wanted at a place, short or long."""
    if len(path) > 1 and path[:1] in OTHER_NAMES:
        path = (path[0], own_word(str(path[1]), OTHER_NAMES[path[:1]]), *path[2:])
    annotation = _type_at(path)
    under = short_key(path)
    if under is not None and not _is_own_words(annotation):
        annotation = _type_at((*path, under))
    return _is_own_words(annotation)


def _is_own_words(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation in (str, str | None, Any)


def is_list(path: Path) -> bool:
    """Whether a list is wanted at a place."""
    return _holds(list, _type_at(path))


def is_table(path: Path) -> bool:
    """Whether things under names of the writer's own are wanted at a place."""
    return _holds(dict, _type_at(path))


def _type_at(path: Path) -> Any:
    """The type of what is wanted at a place, with what stands beside it; None where nothing may stand."""
    annotation: Any = Project
    for part in path:
        shape = next(_shapes(annotation), None)
        if _has_entries(annotation):
            annotation = next(_entries(annotation), None)
        elif shape is not None:
            fields = {field.alias or name: field for name, field in shape.model_fields.items()}
            field = fields.get(str(part))
            annotation = Annotated[field.annotation, *field.metadata, None] if field is not None else None
        else:
            annotation = None
    return annotation


def _holds(container: type, annotation: Any) -> bool:
    """Whether a type, or one of those it may be, is such a container."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_origin(annotation) is container or any(
        get_origin(each) is container for each in get_args(annotation) if get_origin(annotation) in (UnionType, Union)
    )


def _entries(annotation: Any) -> Iterator[Any]:
    """The types of the entries of a list, or of groups of keys under names of the writer's own."""
    if get_origin(annotation) in (list, dict):
        yield get_args(annotation)[-1]
    for part in get_args(annotation):
        yield from _entries(part)


def _has_entries(annotation: Any) -> bool:
    """Whether a type is a list, or groups of keys under names of the writer's own."""
    return get_origin(annotation) in (list, dict) or any(_has_entries(part) for part in get_args(annotation))


def _shapes(annotation: Any) -> Iterator[type[BaseModel]]:
    """The groups of keys named anywhere in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes(part)
