"""Names of files that strangers may choose, in a baseline: what is written reads back, or is not written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, OVERCLAIMED, Run

GOOD = ["<x>.coaudit.yaml", "'a: {b}, #c.coaudit.yaml", "café 🙂.coaudit.yaml", "- two\nlines.coaudit.yaml"]
BAD = {
    "no UTF-8": b"a\xff.coaudit.yaml",
    "a hidden line break": "a\x85b.coaudit.yaml".encode(),
    "a command to a terminal": "a\x9bb.coaudit.yaml".encode(),
    "a turn of direction": "a\u202eb.coaudit.yaml".encode(),
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: b.yaml\n")
    return tmp_path


@pytest.mark.parametrize("name", GOOD)
def test_a_project_with_an_odd_name_is_recorded_and_held(run: Run, folder: Path, name: str) -> None:
    (folder / name).write_text(HONEST)
    done = run("baseline", "write", ".")
    assert (done.code, "1 in " in done.out) == (0, True), done
    assert run("audit", ".").code == 0
    (folder / name).write_text(OVERCLAIMED)
    assert run("audit", ".").code == 1


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_a_project_with_a_name_that_no_baseline_can_hold_is_said_and_stops_no_other(
    run: Run, folder: Path, name: bytes
) -> None:
    (folder / "good.coaudit.yaml").write_text(HONEST)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(HONEST)
    done = run("baseline", "write", ".")
    assert (done.code, "A baseline cannot hold a file of this name." in done.err) == (4, True), done
    assert "good.coaudit.yaml" in (folder / "b.yaml").read_text()
    assert run("audit", "good.coaudit.yaml").code == 0


def test_standard_input_lies_nowhere_so_nothing_can_be_recorded_of_it(run: Run, folder: Path) -> None:
    done = run("baseline", "write", "-", stdin=HONEST)
    assert (done.code, "lies nowhere" in done.err) == (2, True), done
    assert not (folder / "b.yaml").exists()
