"""How the tests of the command line run it: in a process of its own, as people do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

HONEST = """\
coaudit: 1
title: A fair consultation
claim: consult
stages: {rest: asked}
decisions: {rest: asked}
still_open: some-of-it
information: same-papers
notice_days: 10
access: met
expenses: up-front
feedback: {is: itemised, days: 10, refusals: yes, public: yes}
"""
OVERCLAIMED = "title: Only a name\nclaim: coproduction\nstages: {rest: asked}\ndecisions: {rest: asked}\n"
SILENT = "title: Says little\nclaim: coproduction\n"
BROKEN = "title: Broken\nclaim: sometimes\n"

TODAY = "1795392000"
"""23 November 2026."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a process left behind."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def last(self) -> str:
        """The last line on standard error."""
        return self.err.rstrip("\n").rpartition("\n")[2]


Run = Callable[..., Done]
Git = Callable[..., None]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
on_unix = pytest.mark.skipif(os.name == "nt", reason="there a program is found by its ending")


class GitStandIn:
    """A program that is found as git: it notes each start in `log`, and goes on as git itself or as *then* says."""

    def __init__(self, folder: Path, then: str = "") -> None:
        programs = folder / "programs"
        programs.mkdir()
        self._log = programs / "log"
        self.path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        goes_on = then or f'exec {shutil.which("git")} "$@"'
        (programs / "git").write_text(f"#!/bin/sh\necho x >> '{self._log}'\n{goes_on}\n", encoding="utf-8")
        (programs / "git").chmod(0o755)

    def starts(self) -> int:
        """How often it was started since this was last asked."""
        found = self._log.read_text(encoding="utf-8").count("x") if self._log.exists() else 0
        self._log.unlink(missing_ok=True)
        return found


MAY_LESS = """
import ctypes, os, sys
prctl = ctypes.CDLL(None, use_errno=True).prctl
for each in (1, 2):  # to read and write what one may not, and to read and search it
    if prctl(24, each, 0, 0, 0):
        sys.exit(os.strerror(ctypes.get_errno()))
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Linux takes from whoever starts, for good, what lets an administrator pass over the permissions of files."""


LOCKED = """
import os, tempfile
with tempfile.NamedTemporaryFile() as file:
    os.chmod(file.name, 0)
    open(file.name)
"""


def plainly() -> tuple[str, ...]:
    """What to put before a Python so that permissions hold for it, whoever runs the tests. May skip the test."""
    if os.geteuid():
        return ()
    before = (sys.executable, "-c", MAY_LESS)
    tried = subprocess.run([*before, sys.executable, "-c", LOCKED], capture_output=True, check=False)
    if b"PermissionError" not in tried.stderr:
        pytest.skip("permissions do not hold for whoever runs this")
    return before


def run_in(
    folder: Path,
    *arguments: str,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
) -> Done:
    """Run coaudit in a folder, in the plainest of environments, started *by* another program where that is named."""
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        [*by, sys.executable, "-m", "coaudit", *arguments],
        cwd=folder,
        input=stdin.encode(),
        capture_output=True,
        env=plain | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": TODAY} | dict(env or {}),
        timeout=60,
        check=False,
    )
    return Done(
        done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.stdout
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs coaudit in an empty folder, which `tmp_path` is too."""

    def run_here(*arguments: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        return run_in(tmp_path, *arguments, stdin=stdin, env=env)

    return run_here


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """A folder with a description of each kind."""
    kinds = {"honest": HONEST, "overclaimed": OVERCLAIMED, "silent": SILENT, "broken": BROKEN}
    for name, text in kinds.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in the folder, a repository of nobody's."""
    who = {f"GIT_{role}_{what}": "x@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {f"GIT_{role}_DATE": "2026-03-04T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def run_git(*arguments: str) -> None:
        subprocess.run(
            ["git", *arguments], cwd=tmp_path, env=os.environ | who | days | nobody, capture_output=True, check=True
        )

    run_git("init", "-q")
    return run_git


def commit(git: Git, tmp_path: Path, **files: str) -> None:
    """Write files (`a_yaml` is a.yaml) and commit all there is."""
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    git("add", "--all")
    git("commit", "-q", "--allow-empty", "-m", "x")
