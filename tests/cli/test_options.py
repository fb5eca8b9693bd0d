"""Options that count once, and are not to be replaced by what stands behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, OVERCLAIMED, Run, run_in

TWICE = {
    "a policy": "audit . --policy coproduced --policy=honest",
    "a rubric": "audit . --rubric coproduction -r research",
    "a letter": "audit . --fail-under A --fail-under E",
    "a rung": "audit . --as consult --as user-led",
    "a file": "audit . -o a.txt -ob.txt",
    "a rubric of another command": "check . --rubric research --rubric coproduction",
    "a policy of a command in a group": "baseline write . --policy coproduced --policy honest",
}


@pytest.mark.parametrize("line", TWICE.values(), ids=TWICE)
def test_an_option_that_counts_once_is_refused_twice(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    done = run(*line.split())
    assert (done.code, done.out) == (2, ""), done
    assert "is there twice. Give it once" in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["a.coaudit.yaml"]


def test_what_may_be_given_several_times_still_may(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    line = "audit a.coaudit.yaml --details --details -w json=a.json -w csv=a.csv"
    assert run(*line.split()).code == 0
    assert (tmp_path / "a.csv").exists()


RESEARCH = "title: A study\nclaim: consult\nresponses: {bid: together}\n"
"""A description with a key that only the rubric of research reads."""


@pytest.mark.parametrize("command", ["audit", "check", "plan"])
@pytest.mark.parametrize("stand", [".", "below", "elsewhere"])
def test_every_command_reads_by_the_rubric_of_the_policy(tmp_path: Path, command: str, stand: str) -> None:
    research = tmp_path / "repo" / "below" / "a.coaudit.yaml"
    research.parent.mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "elsewhere").mkdir()
    research.write_text(RESEARCH, encoding="utf-8")
    named = str(research)
    place = tmp_path / "elsewhere" if stand == "elsewhere" else tmp_path / "repo" / stand
    assert run_in(place, command, named).code == 4, "the default rubric does not know that key"
    (tmp_path / "repo" / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nrubric: research\n", encoding="utf-8")
    assert run_in(place, command, named).code == 0
    assert run_in(place, command, named, "--rubric", "coproduction").code == 4, "a flag wins"


def test_what_a_flag_requires_fails_where_it_is_not_shown_whatever_the_policy_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "coaudit-policy.yaml").write_text(
        "coaudit-policy: 1\nnot_shown: passes\nrequire: {coverage: 100, rung: user-led}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text("title: Says little\n", encoding="utf-8")
    assert run("audit", "a.yaml").code == 0
    for format_ in ("text", "sarif", "junit"):
        done = run("audit", "a.yaml", "--fail-under", "A", "--format", format_)
        assert done.code == 1, done
        assert done.last == "Exit 1: 1 of 3 requirements are not shown."
    assert done.out.count("<failure ") == 1, "and a report says the same"
    (tmp_path / "a.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    assert run("audit", "a.yaml", "--fail-under", "A").code == 1
