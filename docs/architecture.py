"""Tables of how coaudit is built, from its sources: the rooms, a sentence a module, and where libraries are imported.

The rooms and the libraries stand in tests/test_imports.py, which holds them; here they are only shown.
"""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docs.pages.parts import join, table

ROOT = Path(__file__).resolve().parent.parent
HELD: Mapping[str, Any] = runpy.run_path(str(ROOT / "tests" / "test_imports.py"))
"""What the test holds, and how it reads the sources."""

LIBRARIES = {
    "yaml": ("PyYAML", "https://pyyaml.org", "reads YAML as a stream of events, each with its line and column", ""),
    "pydantic": (
        "pydantic",
        "https://docs.pydantic.dev",
        "holds a description, a rubric, a policy and a sheet of answers to their shapes, tells every mistake at once, "
        "and writes the JSON Schemas",
        "",
    ),
    "msgspec": (
        "msgspec",
        "https://jcristharif.com/msgspec/",
        "all plain data, from a value to a report: made, compared, and written as JSON in C",
        "",
    ),
    "typer": ("typer", "https://typer.tiangolo.com", "commands, options and help", ""),
    "rich": (
        "rich",
        "https://rich.readthedocs.io",
        "the progress bar of long work, on a terminal",
        "only once work is long",
    ),
    "polib": (
        "polib",
        "https://github.com/izimobil/polib",
        "catalogues of other languages, in the form that translators use",
        "only with `--lang`",
    ),
    "pathspec": (
        "pathspec",
        "https://github.com/cpburnz/python-pathspec",
        "patterns as in `.gitignore`, as git reads them",
        "only where a policy names paths, or a folder has something to ignore",
    ),
    "krippendorff": (
        "krippendorff",
        "https://github.com/pln-fing-udelar/fast-krippendorff",
        "how far several people agree, by a statistic that others know; brings numpy",
        "only by `coaudit accounts add` where five people or more answered",
    ),
    "jinja2": (
        "Jinja2",
        "https://jinja.palletsprojects.com",
        "the pages of `--format html` and of a sheet to print: templates that escape whatever is put into them",
        "only for a page",
    ),
}
"""Each library by the name that it is imported by: its own name, its home, what it is for, and when it is needed."""

MOST = 6
"""Of more modules than these, only the folder and their number are told."""


def blocks() -> Mapping[str, str]:
    """The blocks by their names."""
    return {"rooms": rooms(), "libraries": libraries()}


def libraries() -> str:
    """Every library, what it is for, and where it is imported."""
    rows = (
        (f"[{name}]({home})", purpose, ", ".join(filter(None, (_places(imported), when))))
        for imported, (name, home, purpose, when) in LIBRARIES.items()
    )
    return table(("library", "for what", "where it is imported"), rows)


def _places(library: str) -> str:
    found = [module for module, text in HELD["SOURCES"].items() if library in _imported(module, text)]
    rooms = {module.partition(".")[0] for module in found}
    if len(found) > MOST and len(rooms) == 1:
        return f"{len(found)} files of `coaudit/{rooms.pop()}`"
    return ", ".join(f"`{path_of(module)}`" for module in found)


def _imported(module: str, text: str) -> set[str]:
    return {name.partition(".")[0] for name in HELD["imports_of"](module, ast.parse(text))}


def path_of(module: str) -> str:
    """The path of a module from the root: `coaudit/facts/time.py` for `facts.time`."""
    return f"coaudit/{module.replace('.', '/')}.py"


def rooms() -> str:
    """A table for each layer from the bottom up, in which every module has its sentence."""
    made = []
    for number, layer in enumerate(HELD["LAYERS"], 1):
        rows = [(f"`{path_of(module)}`", says) for module, says in _in_layer(layer)]
        made.append(f"**Layer {number}**\n\n{table(('file', 'is'), rows)}")
    return join(*made)


def _in_layer(layer: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for room in layer:
        for module, text in HELD["SOURCES"].items():
            if (module == room or module.startswith(f"{room}.")) and (says := sentence(text)):
                yield module, says


def sentence(text: str) -> str:
    """The first sentence of a module's docstring, fit for a table; empty where a package has nothing in it."""
    said = " ".join((ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0].split())
    first = re.match(r".*?[.!?](?= [A-Z`]|$)", said)
    return (first[0] if first else said).replace("|", "\\|").replace("<", "\\<")
