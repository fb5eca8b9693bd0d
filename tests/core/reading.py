"""How the tests of the core read their cases: with coaudit's own reader, so that every value stays as it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coaudit.facts import Fact, Ground, measure
from coaudit.project.description import Description, describe
from coaudit.records import replace
from coaudit.source import parse

CASES = Path(__file__).parent / "cases"


def cases(folder: str) -> list[Any]:
    """Every case in the files of a folder, named by its file and what it is about."""
    files = sorted((CASES / folder).glob("*.yaml"))
    return [pytest.param(case, id=f"{file.stem}: {case['about']}") for file in files for case in _in(file)]


def table(file: str, name: str) -> list[Any]:
    """The cases of one file, each named by one of its values."""
    return [pytest.param(case, id=case[name] or "nothing") for case in _in(CASES / f"{file}.yaml")]


def _in(file: Path) -> list[Any]:
    data: Any = parse(file.read_bytes(), file.name).data
    found: list[Any] = data["cases"]
    return found


def described(fragment: Any) -> Description:
    """The description that a piece of one is, with a title put to it. Its places are those of an empty file."""
    data = {"title": "A project", **(fragment or {})}
    return describe(replace(parse(b"title: A project\n", "project.yaml"), data=data))


def read(text: str) -> Description:
    """The description that stands in a text, with a title put before it."""
    return describe(parse(f"title: A project\n{text}".encode(), "project.yaml"))


def measured(fragment: Any) -> tuple[dict[str, Fact], Ground]:
    """The facts of a piece of a description, and the ground they were measured on."""
    return measure(described(fragment).project)


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as a person writes it, counting from 1: contact.2.every."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def grouped(folder: str) -> list[Any]:
    """The rubric of each file in a folder with each of its cases, named by the file and what the case is about."""
    found = []
    for file in sorted((CASES / folder).glob("*.yaml")):
        data: Any = parse(file.read_bytes(), file.name).data
        found += [pytest.param(data["rubric"], case, id=f"{file.stem}: {case['about']}") for case in data["cases"]]
    return found


def whole(file: str) -> dict[str, Any]:
    """Everything that stands in one file of cases."""
    data: Any = parse((CASES / f"{file}.yaml").read_bytes(), f"{file}.yaml").data
    assert isinstance(data, dict)
    return data
