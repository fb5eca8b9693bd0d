"""The architecture, as a test: who may import what, and who may touch the world outside.

The tables below are all there is to know. The rest of this file reads the sources, and imports none of them.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "coaudit"
LONGEST_FILE = 399

# The rooms of the package, from the bottom up. A room may import those on its own line and on the lines above
# it here, and no module may import itself by a detour.
LAYERS = (
    ("_version", "records", "errors", "glossary", "phrases", "safe", "values", "vocabulary", "scalars"),
    ("source",),
    ("project",),
    ("facts",),  # measuring never knows a threshold
    ("rubric",),
    ("judging",),
    ("report",),
    ("telling", "whatif"),  # fills the report, in sentences
    ("policy",),
    ("audit", "rubric_tools"),
    ("planning",),
    ("render", "sides"),
    ("bundled",),
    ("cli",),
    ("__init__", "__main__"),
)

# Rooms that may import less than their layer allows, besides their own modules.
ONLY = {
    # Judging never reads the input: it is given what was measured as values, and the rubric to hold them to.
    "judging": ("records", "values", "rubric.__init__", "rubric.fields"),
    # Every format shows the same report, and nothing that is not in it.
    "render": ("phrases", "records", "report", "safe"),
    "bundled": (),
}

# Libraries, and the modules that may import them. No other library may be imported at all.
LIBRARIES = {
    "krippendorff": ("cli.agreement",),
    "numpy": ("cli.agreement",),
    "pydantic": (
        *("project.__init__", "project.fields", "project.description", "project.key_hints"),
        *("rubric.__init__", "rubric.fields", "rubric.load", "rubric_tools.diff"),
        *("policy.file", "policy.load", "sides.answers"),
    ),
    "pydantic_core": ("project.fields", "rubric.fields", "rubric.misfits", "sides.answers"),
    "jinja2": ("render.html.__init__", "sides.paper"),  # only where a page is asked for
    "markupsafe": ("render.html.__init__",),
    "pathspec": ("cli.ignoring", "cli.policies", "cli.policy_checks"),
    "msgspec": ("records", "render.json_report", "render.json_text"),
    "polib": ("cli.languages",),
    "rich": ("cli.progress",),
    "typer": ("cli*",),
    "yaml": ("source.yaml_reader", "source.yaml_words", "source.yaml_writer"),
}

# What reaches outside the process, and the modules that may do it. The rest is a function of what it is
# given, so that equal input gives equal bytes and an audited file can make nothing happen.
OPENS_FILES = ("cli*", "bundled")
ENDS_THE_PROCESS = ("cli.run", "cli.working", "__main__")
ASKS_THE_CLOCK = ("cli*",)
ASKS_GIT = ("cli.git",)  # REV:PATH and a history cannot be had without git; this one module runs it, and only to read
NOBODY = ()

POWERS = {
    # modules of the standard library
    "import glob": OPENS_FILES,
    "import importlib.resources": OPENS_FILES,
    "import io.open": OPENS_FILES,
    "import os": ("cli*", "__main__"),  # the last ends the process with it
    "import pathlib.Path": OPENS_FILES,
    "import shutil": OPENS_FILES,
    "import tempfile": OPENS_FILES,
    "import time": ASKS_THE_CLOCK,
    "import sys.exit": ENDS_THE_PROCESS,
    "import ftplib": NOBODY,  # no network ...
    "import http": NOBODY,
    "import smtplib": NOBODY,
    "import socket": NOBODY,
    "import ssl": NOBODY,
    "import urllib.request": NOBODY,
    "import subprocess": ASKS_GIT,  # ... no other program but git, and that only to read old versions ...
    "import webbrowser": ("cli.delivering",),  # ... and a browser, where --open asks for it ...
    ".system()": NOBODY,
    ".popen()": NOBODY,
    ".startfile()": NOBODY,
    ".execv()": NOBODY,
    ".spawnv()": NOBODY,
    "import concurrent.futures": ("cli.working",),  # ... no other process but copies of this one ...
    "import multiprocessing": ("cli.working",),
    "import threading": ("cli.working", "cli.git"),
    "import marshal": NOBODY,  # ... no data that runs ...
    "import pickle": NOBODY,
    "import random": NOBODY,  # ... and no chance
    "import secrets": NOBODY,
    "import uuid": NOBODY,
    # calls; with a dot in front, whatever they are called on
    "open()": OPENS_FILES,
    "pathlib.Path()": OPENS_FILES,
    ".open()": OPENS_FILES,
    ".read_bytes()": OPENS_FILES,
    ".read_text()": OPENS_FILES,
    ".write_bytes()": OPENS_FILES,
    ".write_text()": OPENS_FILES,
    "exit()": ENDS_THE_PROCESS,
    "quit()": ENDS_THE_PROCESS,
    "SystemExit()": ENDS_THE_PROCESS,
    "sys.exit()": ENDS_THE_PROCESS,
    "os._exit()": ENDS_THE_PROCESS,
    ".now()": ASKS_THE_CLOCK,
    ".today()": ASKS_THE_CLOCK,
    ".utcnow()": ASKS_THE_CLOCK,
    "eval()": NOBODY,
    "exec()": NOBODY,
}


def imports_of(module: str, tree: ast.AST) -> Iterator[str]:
    """Everything that the source imports, anywhere in it, by full name: `coaudit.safe.visible`, `rich`.

    An import for the type checker alone counts: whoever needs the type depends on the room. A name that is
    given to `import_module` counts where it is written out.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=source, names=names, level=level):
                start = ["coaudit", *module.split(".")][:-level] if level else []
                base = ".".join([*start, *([source] if source else [])])
                yield from (f"{base}.{alias.name}" for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def calls_of(tree: ast.AST) -> Iterator[str]:
    """Everything that the source calls or raises, as it is named in POWERS."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Raise(exc=ast.Name(id=name)):
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name, value=value)):
                yield f".{name}()"
                if isinstance(value, ast.Name):
                    yield f"{value.id}.{name}()"


def breaches(module: str, text: str) -> list[str]:
    """What *text* does that the tables do not allow *module* (named without `coaudit.`), as sentences."""
    tree = ast.parse(text)
    found = [breach for name in imports_of(module, tree) for breach in _of_import(module, name)]
    for call in calls_of(tree):
        allowed = POWERS.get(call)
        if allowed is not None and not _any(module, allowed):
            found.append(f"{module} calls {call}")
    return sorted(set(found))


def _of_import(module: str, name: str) -> Iterator[str]:
    top, _, rest = name.partition(".")
    if top == "coaudit":
        yield from _of_room(module, rest or "__init__")
    elif top not in sys.stdlib_module_names:
        if not _any(module, LIBRARIES.get(top, NOBODY)):
            yield f"{module} imports {top}"
    else:
        for power, allowed in POWERS.items():
            forbidden = power.removeprefix("import ")
            if forbidden != power and _within(name, forbidden) and not _any(module, allowed):
                yield f"{module} imports {forbidden}"


def _of_room(module: str, name: str) -> Iterator[str]:
    own, other = module.split(".")[0], name.split(".")[0]
    height = {room: number for number, layer in enumerate(LAYERS) for room in layer}
    if own not in height:
        return  # said once, for the module as a whole
    if other not in height:
        yield f"{module} imports {name}, which is in no room"
    elif height[other] > height[own]:
        yield f"{module} imports {name}, which is above it"
    elif own in ONLY and other != own and not any(_within(_lies_in(name, SOURCES), allowed) for allowed in ONLY[own]):
        yield f"{module} imports {name}, which it must not know"


def _within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def _any(module: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in patterns)


def idle(sources: dict[str, str]) -> Iterator[str]:
    """What the tables allow and nobody does, as sentences. A power that many may use need not be used by each."""
    does = {module: (set(imports_of(module, tree)), set(calls_of(tree))) for module, tree in _parsed(sources).items()}
    for room, others in ONLY.items():
        names = {name for module, (found, _) in does.items() if module.split(".")[0] == room for name in found}
        for other in others:
            if not any(_within(_lies_in(name.removeprefix("coaudit."), sources), other) for name in names):
                yield f"{room} never imports {other}"
    for library, modules in LIBRARIES.items():
        for pattern in modules:
            if not any(_within(name, library) for name in _done(does, pattern)):
                yield f"{pattern} never imports {library}"
    for modules in set(POWERS.values()):
        powers = [power for power, allowed in POWERS.items() if allowed == modules]
        for pattern in modules:
            if not any(
                _within(name, power.removeprefix("import ")) for name in _done(does, pattern) for power in powers
            ):
                yield f"{pattern} never uses any of: {', '.join(powers)}"


def _parsed(sources: dict[str, str]) -> dict[str, ast.Module]:
    return {module: ast.parse(text) for module, text in sources.items()}


def _done(does: dict[str, tuple[set[str], set[str]]], pattern: str) -> set[str]:
    """What the modules of a pattern import and call."""
    return {name for module, (found, calls) in does.items() if fnmatchcase(module, pattern) for name in found | calls}


def strangers(modules: Iterable[str]) -> list[str]:
    """The modules that are in no room."""
    known = {room for layer in LAYERS for room in layer}
    return sorted(module for module in modules if module.split(".")[0] not in known)


def detour(sources: dict[str, str]) -> list[str]:
    """The modules of a circle of imports, the first of them again at the end; empty where there is none."""
    graph = {
        module: {_lies_in(name.removeprefix("coaudit."), sources) for name in imports_of(module, ast.parse(text))}
        for module, text in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def _lies_in(name: str, modules: Collection[str]) -> str:
    """The module that an imported name is or lies in, `facts.fact` for `facts.fact.Fact`, else that name."""
    part = name.rpartition(".")[0]
    found = (place for place in (name, f"{name}.__init__", part, f"{part}.__init__") if place in modules)
    return next(found, name)


def _module(path: Path) -> str:
    """`facts.ground` for coaudit/facts/ground.py, and `facts.__init__` for the package itself."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


SOURCES = {_module(path): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_does_what_its_room_allows(module: str) -> None:
    assert breaches(module, SOURCES[module]) == []


def test_no_permission_is_idle() -> None:
    assert list(idle(SOURCES)) == []


def test_every_module_is_in_a_room() -> None:
    assert strangers(SOURCES) == []


def test_no_module_imports_itself_by_a_detour() -> None:
    assert detour(SOURCES) == []


@pytest.mark.parametrize("module", SOURCES)
def test_a_file_fits_on_a_few_screens(module: str) -> None:
    lines = len(SOURCES[module].splitlines())

    assert lines <= LONGEST_FILE


def test_the_version_is_told_without_loading_a_library() -> None:
    """Start-up is what people wait for most often; this is the part of it that a test can hold."""
    ask = [sys.executable, "-X", "importtime", "-m", "coaudit", "--version"]
    done = subprocess.run(ask, cwd=PACKAGE.parent, capture_output=True, text=True, check=True)

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert done.stdout.startswith("coaudit ")
    assert "coaudit" in loaded
    assert loaded & set(LIBRARIES) == set()


PLANTED = [
    (
        "facts.rhythm",
        "from coaudit.rubric import Rubric",
        "facts.rhythm imports rubric.Rubric, which is above it",
    ),
    ("facts.rhythm", "from coaudit.rubric import conditions", "rubric.conditions, which is above it"),
    ("facts.rhythm", "def f():\n    import coaudit.judging.score", "judging.score, which is above it"),
    ("facts.rhythm", "from ..judging import level", "facts.rhythm imports judging.level, which is above it"),
    (
        "facts.__init__",
        "from ..rubric import Rubric",
        "facts.__init__ imports rubric.Rubric, which is above it",
    ),
    ("judging.level", "from coaudit.source import Document", "which it must not know"),
    ("judging.level", "import coaudit.project", "judging.level imports project, which it must not know"),
    (
        "judging.level",
        "from coaudit.facts import rhythm",
        "judging.level imports facts.rhythm, which it must not",
    ),
    ("judging.level", "from coaudit.facts.factual import x", "which it must not know"),
    ("judging.level", "if TYPE_CHECKING:\n    from coaudit.project import Project", "which it must not know"),
    (
        "render.json",
        "from coaudit.values import Range",
        "render.json imports values.Range, which it must not know",
    ),
    (
        "render.json",
        "from coaudit.audit import audit",
        "render.json imports audit.audit, which it must not know",
    ),
    ("render.json", "import rich.table", "render.json imports rich"),
    ("render.terminal", "import typer", "render.terminal imports typer"),
    (
        "report",
        "from importlib import import_module\nimport_module('coaudit.cli.app')",
        "cli.app, which is above it",
    ),
    ("report", "from coaudit import nonsense", "report imports nonsense, which is in no room"),
    ("report", "import coaudit", "report imports __init__, which is above it"),
    ("audit", "import requests", "audit imports requests"),
    ("audit", "import yaml", "audit imports yaml"),
    ("source", "import yaml", "source imports yaml"),
    ("cli.listing", "import pydantic", "cli.listing imports pydantic"),
    ("judging.level", "from coaudit.rubric.conditions import Condition", "which it must not know"),
    ("audit", "text = open('x').read()", "audit calls open()"),
    ("audit", "text = path.read_text()", "audit calls .read_text()"),
    ("audit", "path.write_bytes(b'')", "audit calls .write_bytes()"),
    ("audit", "from pathlib import Path", "audit imports pathlib.Path"),
    ("audit", "import pathlib\npathlib.Path('x').exists()", "audit calls pathlib.Path()"),
    ("audit", "import os.path", "audit imports os"),
    ("audit", "from io import open", "audit imports io.open"),
    ("audit", "import sys\nsys.exit(1)", "audit calls sys.exit()"),
    ("audit", "from sys import exit", "audit imports sys.exit"),
    ("cli.output", "import os\nos._exit(0)", "cli.output calls os._exit()"),
    ("audit", "raise SystemExit", "audit calls SystemExit()"),
    ("audit", "raise SystemExit(2)", "audit calls SystemExit()"),
    ("audit", "import datetime\ndatetime.datetime.now()", "audit calls .now()"),
    ("audit", "from datetime import date\ndate.today()", "audit calls .today()"),
    ("audit", "from time import monotonic", "audit imports time"),
    ("cli.app", "import os\nos.system('x')", "cli.app calls .system()"),
    ("cli.app", "import webbrowser", "cli.app imports webbrowser"),
    ("cli.app", "import subprocess", "cli.app imports subprocess"),
    ("cli.app", "from urllib.request import urlopen", "cli.app imports urllib.request"),
    ("bundled", "from datetime import date\ndate.today()", "bundled calls .today()"),
    ("bundled", "from coaudit import source", "bundled imports source, which it must not know"),
]


@pytest.mark.parametrize(("module", "text", "said"), PLANTED, ids=[f"{row[0]}-{row[1]!r}" for row in PLANTED])
def test_a_planted_breach_is_found(module: str, text: str, said: str) -> None:
    assert any(said in breach for breach in breaches(module, text)), breaches(module, text)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("facts.rhythm", "from .fact import Fact\nfrom coaudit.project import Project"),
        ("judging.level", "from coaudit.values import Range\nfrom coaudit.rubric import Rubric"),
        ("render.json", "import json\nfrom coaudit.report import Report\nfrom coaudit.render import names"),
        ("cli.progress", "from rich.table import Table"),
        (
            "cli.output",
            "import sys\nimport typer\nfrom pathlib import Path\nPath('x').read_bytes()",
        ),
        ("cli.output", "from datetime import date\ndate.today()"),
        ("cli.run", "import os, sys\nos._exit(sys.exit(0))"),
        ("cli.git", "import subprocess\nsubprocess.run(())"),
        ("audit", "import io\nfrom datetime import date\nfrom pathlib import PurePosixPath\nimport sys"),
        ("audit", "from coaudit.facts import measure\nfrom coaudit.project.description import read"),
    ],
)
def test_what_is_allowed_is_not_found(module: str, text: str) -> None:
    assert breaches(module, text) == []


def test_a_planted_idle_permission_is_found() -> None:
    without = SOURCES | {"cli.progress": "", "render.json_text": ""}

    assert sorted(idle(without)) == ["cli.progress never imports rich", "render.json_text never imports msgspec"]


def test_a_planted_stranger_is_found() -> None:
    assert strangers(["facts.ground", "helpers", "gadgets.__init__"]) == ["gadgets.__init__", "helpers"]


def test_a_planted_detour_is_found() -> None:
    straight = {"values": "from coaudit import safe", "safe": "import re"}
    bent = straight | {"safe": "def f():\n    from coaudit.values import Range"}

    assert detour(straight) == []
    assert set(detour(bent)) == {"values", "safe"}


def test_a_planted_detour_by_a_package_is_found() -> None:
    straight = {
        "facts.__init__": "from coaudit.facts.time import FACTS",
        "facts.time": "from coaudit.facts import fact",
        "facts.fact": "import re",
    }
    bent = straight | {"facts.fact": "from coaudit.facts import FACTS"}

    assert detour(straight) == []
    assert set(detour(bent)) == {"facts.__init__", "facts.time", "facts.fact"}
