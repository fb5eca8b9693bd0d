"""Help: every command and option has some, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from coaudit.cli.app import COMMANDS, wanted, whole
from tests.cli.conftest import Run

ROOT = typer.main.get_command(whole())


def commands(command: Any = ROOT, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it."""
    yield words, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


ALL = {" ".join(words) or "coaudit": command for words, command in commands()}


@pytest.mark.parametrize("command", ALL.values(), ids=ALL)
def test_a_command_says_what_it_does(command: Any) -> None:
    said = (command.help or "").strip()

    assert said
    assert said[0].isupper()
    assert said.splitlines()[0].endswith(".")


@pytest.mark.parametrize("command", ALL.values(), ids=ALL)
def test_an_option_or_argument_says_what_it_does(command: Any) -> None:
    for each in command.params:
        assert (getattr(each, "help", "") or "").endswith("."), each.name


@pytest.mark.parametrize("words", ALL)
def test_help_can_be_asked_for(words: str) -> None:
    done = CliRunner().invoke(whole(), [*words.removeprefix("coaudit").split(), "--help"], env={"COLUMNS": "80"})

    assert done.exit_code == 0
    assert done.output.startswith("Usage: ")
    assert "--help" in done.output
    assert "<list[" not in done.output
    assert all(len(line) <= 80 for line in done.output.splitlines())


def test_help_lists_the_commands_in_groups() -> None:
    said = CliRunner().invoke(whole(), ["--help"]).output

    places = [said.index(title) for title in ("Auditing:", "Understanding:", "Rubrics and policies:", "Reference:")]
    assert places == sorted(places)
    assert "--install-completion" in said


def test_help_is_plain_where_a_build_machine_asks(run: Run) -> None:
    assert "\x1b" not in run("audit", "--help", env={"GITHUB_ACTIONS": "true", "FORCE_COLOR": "1"}).out


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "audit")])
def test_the_version_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("coaudit ")


KIND = {
    "a command with a slip": (["adit"], "Did you mean 'audit'?"),
    "an option with a slip": (["audit", "x", "--plian"], "--plain"),
    "a format with a slip": (["audit", "x", "--format", "jsn"], "Did you mean json? There are: text, plain, json"),
    "a rung with a slip": (["audit", "x", "--as", "co-produse"], "Did you mean coproduce?"),
    "a rubric with a slip": (["audit", "x", "--rubric", "coprodction"], "Did you mean coproduction?"),
    "a rubric file with a slip": (
        ["audit", "x", "--rubric", "there.yml"],
        'there is no file "there.yml". Did you mean',
    ),
    "a schema with a slip": (["schema", "reports"], "Did you mean report?"),
    "two formats at once": (["audit", "x", "--plain", "--format", "json"], "it cannot be json too"),
}


@pytest.mark.parametrize(("arguments", "said"), KIND.values(), ids=KIND)
def test_wrong_usage_is_met_kindly(run: Run, tmp_path: Any, arguments: list[str], said: str) -> None:
    (tmp_path / "there.yaml").write_text("", encoding="utf-8")

    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("word", ["coproduction", "Co-Production", "co produce", "coproduce"])
def test_a_rung_may_be_named_as_a_description_may(run: Run, tmp_path: Any, word: str) -> None:
    (tmp_path / "a.yaml").write_text("title: x\n", encoding="utf-8")

    assert "Claimed: Coproduc" in run("audit", "a.yaml", "--plain", "--as", word).out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_alone_as_it_is_among_all(name: str) -> None:
    """For speed, only the command that the arguments begin with is made ready."""
    alone = CliRunner().invoke(wanted([name, "--help"]), [name, "--help"])
    among = CliRunner().invoke(whole(), [name, "--help"])
    assert (alone.exit_code, alone.output) == (among.exit_code, among.output) == (0, among.output)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["audti", "x"], ["--nonsense", "audit"]])
def test_whoever_names_no_command_is_shown_all_of_them(arguments: list[str]) -> None:
    assert len(typer.main.get_command(wanted(arguments)).commands) == len(COMMANDS)  # type: ignore[attr-defined]
