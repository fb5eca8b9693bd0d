"""The exit codes: each of them, which wins, and what the last line on standard error says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coaudit.cli.exits import TABLE, Ending
from tests.cli.conftest import Run

RUBRIC = "rubric: x\ntitle: nothing else\n"

ENDS = {
    "a readable description ends with 0 and says nothing more": ("audit honest.yaml", 0, ""),
    "a met requirement ends with 0": ("audit honest.yaml --fail-under C", 0, "Met: honest.yaml"),
    "a grade under the letter ends with 1": ("audit overclaimed.yaml --fail-under C", 1, "the requirement is not met"),
    "a letter in small letters is understood": (
        "audit overclaimed.yaml --fail-under c",
        1,
        "the requirement is not met",
    ),
    "no letter does not show the requirement": (
        "audit silent.yaml --fail-under D",
        1,
        "the requirement is not shown",
    ),
    "without a requirement a bad grade is not a failure": ("audit overclaimed.yaml", 0, ""),
    "a word that is no command ends with 2": ("adit honest.yaml", 2, "Exit 2: wrong usage"),
    "no command at all ends with 2": ("", 2, "Exit 2: no command was given"),
    "no path at all ends with 2": ("audit", 2, "Exit 2: wrong usage"),
    "an unknown format ends with 2": ("audit honest.yaml --format jsn", 2, "Exit 2: wrong usage"),
    "an unknown rung ends with 2": ("audit honest.yaml --as coprod", 2, "Exit 2: wrong usage"),
    "an unknown letter ends with 2": ("audit honest.yaml --fail-under Z", 2, "Exit 2: wrong usage"),
    "an unknown rubric ends with 2": ("audit honest.yaml --rubric coprod", 2, "Exit 2: wrong usage"),
    "an unknown use of colour ends with 2": ("audit honest.yaml --color blue", 2, "Exit 2: wrong usage"),
    "an empty folder ends with 3": ("audit empty", 3, "Exit 3: there is nothing to audit"),
    "a pattern without a match ends with 3": ("audit *.nothing", 3, "Exit 3: there is nothing to audit"),
    "a broken description ends with 4": ("audit broken.yaml", 4, "Exit 4: the description cannot be read"),
    "a missing file ends with 4": ("audit missing.yaml", 4, "Exit 4: the description cannot be read"),
    "one broken of three is counted": ("audit honest.yaml broken.yaml silent.yaml", 4, "1 of 3 descriptions cannot"),
    "4 wins over 1": ("audit overclaimed.yaml broken.yaml --fail-under C", 4, "Exit 4"),
    "a broken rubric ends with 5": ("audit honest.yaml --rubric rubric.yaml", 5, "Exit 5: the rubric"),
    "5 wins over 4": ("audit broken.yaml --rubric rubric.yaml", 5, "Exit 5: the rubric"),
    "check ends with 0 where all is well": ("check honest.yaml", 0, ""),
    "check ends with 3 where there is nothing": ("check empty", 3, "Exit 3"),
    "check ends with 4 where something is wrong": ("check honest.yaml broken.yaml", 4, "1 of 2 descriptions cannot"),
    "rubric check ends with 5 where something is wrong": ("rubric check rubric.yaml", 5, "Exit 5: the rubric must"),
    "an id that is not there ends with 2": ("explain nonsense", 2, "Exit 2: wrong usage"),
}


@pytest.mark.parametrize(("line", "code", "last"), ENDS.values(), ids=ENDS)
def test_a_run_ends_with_its_code(run: Run, four: Path, line: str, code: int, last: str) -> None:
    (four / "empty").mkdir()
    (four / "rubric.yaml").write_text(RUBRIC, encoding="utf-8")

    done = run(*line.split())

    assert (done.code, last in done.last) == (code, True), done
    assert "Traceback" not in done.err


def test_the_highest_code_wins_and_brings_its_own_reasons() -> None:
    ending = Ending()
    for code, reason in ((1, "low"), (4, "first"), (3, "between"), (4, "second"), (0, "none")):
        ending.add(code, reason)

    assert ending.line() == "Exit 4: first; second."


def test_a_good_end_needs_no_words() -> None:
    assert Ending().line() == ""


def test_every_code_is_explained_as_a_sentence() -> None:
    assert list(TABLE) == [0, 1, 2, 3, 4, 5, 70]
    assert all(row.means.endswith(".") and row.then.endswith(".") for row in TABLE.values())


def test_our_own_failure_is_one_paragraph(run: Run, four: Path) -> None:
    # A module of this name is imported in place of the real one, and fails.
    (four / "coaudit_broken").mkdir()
    hook = "import coaudit.audit\ndef fail(*_, **__): raise RuntimeError('\\x1b[31mboom')\ncoaudit.audit.audit = fail\n"
    (four / "coaudit_broken" / "sitecustomize.py").write_text(hook, encoding="utf-8")
    root = Path(__file__).resolve().parent.parent.parent
    env = {"PYTHONPATH": f"{four / 'coaudit_broken'}{os.pathsep}{root}"}

    done = run("audit", "honest.yaml", env=env)

    assert done.code == 70
    said = done.err.splitlines()
    assert len(said) == 2
    assert "RuntimeError: <U+001B>[31mboom" in said[0]
    assert said[1] == "Exit 70: coaudit failed."
    assert "Traceback" in run("audit", "honest.yaml", env=env | {"COAUDIT_TRACEBACK": "1"}).err
