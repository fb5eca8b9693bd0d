"""The interview as somebody sees it who sits at a terminal: the whole of it, back and forth, broken off and resumed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest

from coaudit.project.asking import core
from tests.cli.conftest import ROOT, run_in
from tests.cli.test_new import ANSWERS, NAME

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")

CTRL_C, CTRL_D = "\x03", "\x04"
ALL = len(core())


def typed(folder: Path, *answers: str, columns: int = 80, term: str = "dumb") -> str:
    """What the screen shows while somebody types the answers, one at each prompt. The command must end well."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": term,
        "COLUMNS": str(columns),
        "SOURCE_DATE_EPOCH": "1795392000",
    }
    command = ["-m", "coaudit", "new", NAME, "--interview"]
    child = pexpect.spawn(sys.executable, command, cwd=folder, env=env, encoding="utf-8", timeout=30)
    screen = io.StringIO()
    child.logfile_read = screen
    for answer in answers:
        child.expect_exact("> ")
        child.send(answer if answer in (CTRL_C, CTRL_D) else f"{answer}\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return screen.getvalue()


def text(folder: Path) -> str:
    return (folder / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [80, 50])
def test_the_whole_interview_fits_the_screen_and_gives_the_same_file_as_by_pipe(tmp_path: Path, columns: int) -> None:
    screen = typed(tmp_path, *ANSWERS, columns=columns)
    by_terminal = text(tmp_path)
    piped = run_in(
        tmp_path, "new", "piped.yaml", "-i", stdin="\n".join(ANSWERS) + "\n", env={"SOURCE_DATE_EPOCH": "1795392000"}
    )

    assert f"{ALL} of {ALL}." in screen
    assert max(map(len, screen.splitlines())) <= columns
    assert piped.code == 0
    assert by_terminal == (tmp_path / "piped.yaml").read_text(encoding="utf-8")


def test_a_terminal_that_can_do_more_gets_no_codes_either(tmp_path: Path) -> None:
    assert "\x1b" not in typed(tmp_path, "A project", "2", "back", "?", "3", "picture", "stop", term="xterm-256color")


def test_the_first_screen_says_what_can_be_typed_one_thing_a_line(tmp_path: Path) -> None:
    first = typed(tmp_path, "stop", columns=50).partition("1 of ")[0]
    lines = first.replace("\r", "").splitlines()

    assert [line.split("  ")[1] for line in lines if line.startswith("  ") and line[2] != " "] == [
        *("?", "back", "picture", "not yet decided", "stop"),
    ]


def test_the_words_of_a_list_stand_on_the_screen_once(tmp_path: Path) -> None:
    screen = typed(tmp_path, "A project", "coproductoin", "xyz", "stop")

    assert "Did you mean 'coproduce'? Type a number of the list" in screen
    assert "  Type a number of the list, or a word of it." in screen
    assert screen.count("user-led") == 1 + screen.partition("What coaudit would say now:")[2].count("user-led")


def test_all_dont_know_at_a_terminal_leaves_all_open(tmp_path: Path) -> None:
    screen = typed(tmp_path, "A project", *["don't know", ""] * ((ALL - 1) // 2))

    assert "What coaudit would say now:" in screen
    assert text(tmp_path).endswith("title: A project\n")


def test_somebody_at_a_terminal_can_go_back_over_several_questions(tmp_path: Path) -> None:
    typed(tmp_path, "A project", "inform", "proposal", "back", "back", "consult", "", "stop")

    assert text(tmp_path).endswith("claim: consult\nstatus: proposal\n")


@pytest.mark.parametrize("end", [CTRL_C, CTRL_D, "stop"], ids=["Ctrl-C", "the end of input", "stop"])
def test_an_interview_that_is_broken_off_goes_on_from_the_file(tmp_path: Path, end: str) -> None:
    first: Sequence[str] = ANSWERS[:5]
    screen = typed(tmp_path, *first, end)
    assert "To go on later:" in screen
    before = text(tmp_path)

    (tmp_path / NAME).write_text(before.replace("claim:", "# our own remark\nclaim:"), encoding="utf-8")
    screen = typed(tmp_path, *ANSWERS[5:])
    assert f"1 of {ALL - len(first)}." in screen
    assert "# our own remark" in text(tmp_path)
    assert before.rstrip("\n") in text(tmp_path).replace("# our own remark\n", "")
