"""The full file to fill in: every key there is, with lines to use that can be used as they stand."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from coaudit import audit as core
from coaudit import bundled
from coaudit.errors import SourceError
from coaudit.project import Project
from coaudit.project.keys import MEANS, means
from coaudit.project.questions import QUESTIONS
from coaudit.source import parse
from tests.cli.conftest import Run
from tests.judged import RUBRIC

NAME = "plan.coaudit.yaml"
TO_USE = re.compile(r"(?m)^( *)#(?=[^\s#])")
"""The # of a line to use: a word or a dash stands right behind it. Behind that of a hint stands a blank."""


@pytest.fixture(name="text")
def text_of_the_full_file(run: Run, tmp_path: Path) -> str:
    assert run("new", NAME, "--full").code == 0
    return (tmp_path / NAME).read_text(encoding="utf-8")


def shapes(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from shapes(part)


def keys_of(shape: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}


def said_by(kind: type, shape: type[BaseModel]) -> list[str]:
    """The keys of a part of the model that one of the classes it is made of says by itself."""
    own = inspect.get_annotations(kind) if kind not in BaseModel.__mro__ else {}
    return [shape.model_fields[name].alias or name for name in own if name in shape.model_fields]


def own_keys(shape: type[BaseModel], seen: set[type]) -> Iterator[tuple[str, str]]:
    """Every key that a part of the model says by itself, and those of all parts inside it."""
    if shape in seen:
        return
    seen.add(shape)
    for kind in shape.__mro__:
        yield from ((kind.__name__, name) for name in said_by(kind, shape))
    for annotation in keys_of(shape).values():
        for inner in shapes(annotation):
            yield from own_keys(inner, seen)


def written(shape: type[BaseModel] | None, data: Any) -> Iterator[tuple[str, str]]:
    """Every key that stands in some data, with the part of the model that says it."""
    if isinstance(data, list):
        for entry in data:
            yield from written(shape, entry)
    if not isinstance(data, dict) or shape is None:
        return
    keys = keys_of(shape)
    named = data.keys() - keys.keys()  # below groups, and the like, stand names of the project's own
    for name in named:
        yield from written(shape, data[name])
    for name in data.keys() & keys.keys():
        for kind in shape.__mro__:
            if name in said_by(kind, shape):
                yield kind.__name__, name
        inner = next(shapes(keys[name]), None)
        entries = data[name].values() if name == "groups" else [data[name]]
        for entry in entries:
            yield from written(inner, entry)


def test_it_has_every_key_of_the_model_inside_every_other(text: str) -> None:
    data = parse(TO_USE.sub(r"\1", text).encode(), NAME).data
    wanted = set(own_keys(Project, set()))
    assert ("Left", "why") in wanted
    assert ("Reserved", "told") in wanted
    assert wanted - set(written(Project, data)) == set()


def used(text: str, wanted: frozenset[int]) -> str:
    """The file with the # of some of its lines taken away."""
    lines = text.split("\n")
    return "\n".join(TO_USE.sub(r"\1", line) if number in wanted else line for number, line in enumerate(lines))


def blocks(text: str) -> Iterator[frozenset[int]]:
    """The lines to use that belong together: those of a paragraph, and each of its keys with what stands below it."""
    lines = text.split("\n")
    together: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            together += [number] if TO_USE.match(line) else []
            continue
        if together:
            yield frozenset(together)
            depth = [len(lines[at]) - len(lines[at].lstrip(" ")) for at in together]
            starts = [place for place, set_in in enumerate(depth) if set_in == min(depth)]
            for start, stop in zip(starts, [*starts[1:], len(together)], strict=True):
                yield frozenset(together[start:stop])
        together = []


def faults(text: str) -> list[str]:
    try:
        core.check(text.encode(), NAME, RUBRIC)
    except SourceError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


def test_each_line_to_use_can_be_used_alone_and_all_of_them_together(text: str) -> None:
    found = list(blocks(text))
    assert len(found) > 30
    for block in found:
        assert faults(used(text, block)) == [], block
    assert faults(used(text, frozenset().union(*found))) == []


@pytest.mark.parametrize("name", bundled.names())
def test_the_lines_to_use_fit_the_rubric_that_is_named(run: Run, tmp_path: Path, name: str) -> None:
    assert run("new", NAME, "--full", "--rubric", name).code == 0
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    (tmp_path / NAME).write_text(TO_USE.sub(r"\1", text), encoding="utf-8")
    assert run("check", NAME, "--rubric", name).err == ""


def test_the_lines_to_use_of_the_short_file_can_be_used(run: Run, tmp_path: Path) -> None:
    run("new", NAME)
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert [faults(used(text, block)) for block in blocks(text)] == [[]] * 4
    assert "#- name: Steering group" in text


def test_no_key_has_its_sentence_twice() -> None:
    said = [*QUESTIONS.values(), *MEANS.values()]
    again = {each for each in said if said.count(each) > 1}
    assert again == set()
    assert means("decisions.budget.reserved.by") == MEANS["reserved.by"]
    assert means("stages.idea.note") == MEANS["note"]
