"""Policies and baselines with a mistake: exit code 5, the line, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, Run

WAIVER = "waivers:\n  - {criterion: skills, paths: [%s], reason: R, owner: O, until: 2099-01-01}\n"
BY_PATH = "by_path:\n  - paths: %s\n    require: {claim: none}\n"

REFUSED = {
    "a pattern that is none": (BY_PATH % "[a, '!']", "3:16", 'the pattern "!" can fit no path', "as in .gitignore"),
    "a pattern that is none, alone": (BY_PATH % r"'\'", "3:12", "can fit no path", "as in .gitignore"),
    "such a pattern of a waiver": (WAIVER % "'!'", "3:33", 'the pattern "!" can fit no path', "as in .gitignore"),
    "a blank pattern": (BY_PATH % "[' ']", "3:13", 'the pattern " " can fit no path', "as in .gitignore"),
    "a comment for a pattern": (BY_PATH % "['# all']", "3:13", 'the pattern "# all" can fit no path', "as in .git"),
    "no pattern": (BY_PATH % "[]", "3:12", "there is no pattern here", "write at least one"),
    "a rubric that is not there": ("rubric: coprodction\n", "2:9", 'no rubric "coprodction"', "'coproduction'?"),
    "a rubric file that is not there": ("rubric: ours.yaml\n", "2:9", 'no rubric "ours.yaml"', "a file beside"),
    "a status twice": (
        "by_status:\n  under-way: {grade: A}\n  Under way: {grade: E}\n",
        "4:3",
        "'Under way' is the same status as 'under-way'",
        "under one",
    ),
    "a baseline that is not there": ("baseline: b.yaml\n", "2:11", 'baseline "b.yaml" is not there', "baseline write"),
}


@pytest.mark.parametrize(("text", "place", "message", "hint"), REFUSED.values(), ids=REFUSED)
def test_a_policy_with_a_mistake_ends_with_5_and_says_where(
    run: Run, tmp_path: Path, text: str, place: str, message: str, hint: str
) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    (tmp_path / "coaudit-policy.yaml").write_text("coaudit-policy: 1\n" + text)
    done = run("audit", "a.yaml")
    assert (done.code, done.out) == (5, ""), done
    assert f"coaudit-policy.yaml:{place}: " in done.err
    assert message in done.err
    assert hint in done.err


def test_a_baseline_with_a_dimension_that_the_rubric_does_not_have_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    (tmp_path / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: b.yaml\n")
    assert run("baseline", "write", "a.yaml").code == 0
    written = (tmp_path / "b.yaml").read_text()
    (tmp_path / "b.yaml").write_text(written.replace("power:", "pwoer:"))
    for line in ("audit a.yaml", "baseline write a.yaml"):
        done = run(*line.split())
        assert done.code == 5
        assert "b.yaml:" in done.err
        assert "the rubric has no dimension 'pwoer'" in done.err
        assert "did you mean 'power'?" in done.err


def test_a_baseline_that_no_policy_names_is_held_against_the_rubric_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    (tmp_path / "coaudit-baseline.yaml").write_text("coaudit-baseline: 1\nrubric: other 1.0.0\n")
    done = run("baseline", "write", "a.yaml")
    assert (done.code, "recorded by other 1.0.0" in done.err) == (5, True)
