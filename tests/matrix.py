"""The tests on every Python that coaudit promises, with the oldest and with the newest libraries that it allows.

    make test-matrix                                    each of them that is on the PATH
    make test-matrix PYTHONS="python3.12 /opt/python"   these
    make test-matrix PROCESSES=1                        one process, where others need the machine

Every pair gets a new environment in .venv-matrix/, with a log beside it. What is promised stands once, in
pyproject.toml: the Pythons as classifiers, and the oldest libraries as the lower bounds of the dependencies. The
libraries that only test are the newest each time, and so is what a library brings with it.

Left out are the browser, in which no line of Python runs that the other tests do not run too, and most of the random
cases: which of those fail depends on luck, not on the Python.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-matrix"
LOWEST, NEWEST = DEPENDENCIES = ("lowest", "newest")
PASSED, FAILED, ABSENT = "passed", "FAILED", "absent"
FEWER = {"COAUDIT_PROPERTY_CASES": "25"}
TESTS = ("tests", "--ignore=tests/browser", "--hypothesis-profile=matrix", "-q", "--tb=short", "--color=no")
SHOWN = 60
"""The last lines of a log that are printed where something failed."""


class Python(NamedTuple):
    """One to try, and the version that it says it has: empty where there is none."""

    command: str
    version: str

    @property
    def feature(self) -> str:
        """3.12, of 3.12.1."""
        return ".".join(self.version.split(".")[:2])


class Result(NamedTuple):
    """How the tests fared in one environment; a row of the table."""

    python: str
    dependencies: str
    outcome: str
    detail: str
    log: Path | None


def promised() -> list[str]:
    """The Pythons that pyproject.toml names, as 3.11."""
    found = (re.fullmatch(r"Programming Language :: Python :: (\d+\.\d+)", each) for each in project()["classifiers"])
    return [each[1] for each in found if each]


def lowest(python: str) -> list[str]:
    """The oldest library of each dependency that is allowed for a Python (3.12), as constraints for pip."""
    bounds: dict[str, Version] = {}
    for text in project()["dependencies"]:
        wanted = Requirement(text)
        if wanted.marker is not None and not wanted.marker.evaluate({"python_version": python}):
            continue
        bound = max(Version(each.version) for each in wanted.specifier if each.operator == ">=")
        bounds[wanted.name] = max(bound, bounds.get(wanted.name, bound))
    return [f"{name}=={bound}" for name, bound in bounds.items()]


def ask(command: str) -> Python:
    """A Python with the version that it says it has. What is found on the PATH need not start."""
    path = shutil.which(command)
    if path is None:
        return Python(command, "")
    code = "import platform; print(platform.python_version())"
    done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    return Python(path, done.stdout.strip() if done.returncode == 0 else "")


def attempt(python: Python, dependencies: str, processes: str) -> Result:
    """Make an environment, install coaudit and what its tests need, and run them; all that is printed is logged."""
    folder = FOLDER / f"{python.feature}-{dependencies}"
    inside = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    log = folder.with_name(f"{folder.name}.log")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    log.write_bytes(b"")
    install: list[Path | str] = [inside, "-m", "pip", "--disable-pip-version-check", "install"]
    held = folder / "constraints.txt"
    held.write_text("".join(f"{each}\n" for each in lowest(python.feature) if dependencies == LOWEST), encoding="utf-8")
    steps: dict[str, list[Path | str]] = {
        "no environment can be made": [python.command, "-m", "venv", folder],
        "pip cannot be renewed": [*install, "pip>=25.1"],  # an older one knows no groups of dependencies
        "they cannot be installed": [*install, "--editable", ".", "--group", "test", "--constraint", held],
        "tests failed": [inside, "-m", "pytest", *TESTS, "--numprocesses", processes],
    }
    for trouble, step in steps.items():
        with log.open("ab") as file:
            done = subprocess.run(
                step, cwd=ROOT, env=os.environ | FEWER, stdout=file, stderr=subprocess.STDOUT, check=False
            )
        if done.returncode:
            return Result(python.version, dependencies, FAILED, f"{trouble}: {summary(log) or 'see its log'}", log)
    return Result(python.version, dependencies, PASSED, summary(log), log)


def table(results: Sequence[Result]) -> str:
    """The results as a table that stands in Markdown too."""
    rows = [["Python", "libraries", "result", ""], ["---"] * 4, *(list(each[:4]) for each in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = (" | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"| {line} |\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every pair and print the table; 1 where one failed, and where no Python was found."""
    parser = argparse.ArgumentParser(prog="python tests/matrix.py")
    parser.add_argument("pythons", nargs="*", help="commands; by default every Python that is promised")
    parser.add_argument("--processes", default="auto", help="how many run the tests of one pair: a number, or auto")
    parser.add_argument("--only", choices=DEPENDENCIES, help="the lowest or the newest libraries alone")
    given = parser.parse_args(arguments)
    results = []
    for command in given.pythons or [f"python{each}" for each in promised()]:
        python = ask(command)
        if not python.version:
            results.append(Result(command, "", ABSENT, "it is not on the PATH, or does not start", None))
            continue
        for dependencies in [given.only] if given.only else DEPENDENCIES:
            _say(f"Python {python.version} with the {dependencies} libraries ...\n")
            result = attempt(python, dependencies, given.processes)
            _say(f"  {result.outcome}: {result.detail}\n")
            if result.log is not None and result.outcome == FAILED:
                _say("".join(result.log.read_text("utf-8", "replace").splitlines(keepends=True)[-SHOWN:]))
            results.append(result)
    sys.stdout.write(f"\n{table(results)}")
    return int(any(each.outcome == FAILED for each in results) or all(each.outcome == ABSENT for each in results))


def summary(log: Path) -> str:
    """What pytest says last, without the time it took; empty where it said nothing."""
    lines = log.read_text("utf-8", "replace").splitlines()
    found = [re.match(r"=* ?(\d+ (?:passed|failed|skipped|error).*) in [\d.]+s", line) for line in lines[-1:]]
    return "".join(each[1] for each in found if each)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def project() -> dict[str, Any]:
    """What pyproject.toml says of the project."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


if __name__ == "__main__":
    sys.exit(main())
