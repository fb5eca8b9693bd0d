"""What a stranger may try to get out of what a policy requires."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import OVERCLAIMED, Run

BY_PATH = """\
coaudit-policy: 1
require: {claim: not-above-evidence}
by_path:
  - paths: [pilots/]
    require: {claim: none}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository in which pilots may claim what they like."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "pilots").mkdir()
    (tmp_path / "proposals").mkdir()
    (tmp_path / "pilots" / "over.coaudit.yaml").write_text(OVERCLAIMED)
    (tmp_path / "coaudit-policy.yaml").write_text(BY_PATH)
    return tmp_path


def test_a_link_is_judged_by_the_name_it_has_in_the_tree(run: Run, repository: Path) -> None:
    (repository / "proposals" / "a.coaudit.yaml").symlink_to("../pilots/over.coaudit.yaml")
    (repository / "also-pilots").symlink_to("pilots", target_is_directory=True)

    assert run("audit", "pilots").code == 0
    assert run("audit", "proposals/a.coaudit.yaml").code == 1
    assert run("audit", "also-pilots").code == 0, "a folder is the one that it leads to"


def test_a_link_that_comes_first_does_not_stand_for_the_file_it_leads_to(
    run: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    policy = tmp_path_factory.mktemp("trusted") / "policy.yaml"
    policy.write_text(BY_PATH)
    (repository / "pilots" / "over.coaudit.yaml").unlink()
    (repository / "proposals" / "over.coaudit.yaml").write_text(OVERCLAIMED)
    (repository / "pilots" / "a.coaudit.yaml").symlink_to("../proposals/over.coaudit.yaml")

    done = run("audit", ".", "--policy", str(policy))

    assert (done.code, "Not met: proposals/over.coaudit.yaml" in done.err) == (1, True)


NOTED = """\
coaudit-policy: 1
require: {claim: not-above-evidence}
by_path:
  - {paths: [pilots/, pilot/*.yaml], require: {claim: none}}
waivers:
  - {criterion: skills, paths: [proposals/a.yaml], reason: R, owner: O, until: 2099-01-01}
baseline: b.yaml
"""
OF_PILOT = "The pattern pilot/*.yaml (coaudit-policy.yaml, line 4) fits no project that was audited."
OF_WAIVER = "The pattern proposals/a.yaml (coaudit-policy.yaml, line 6) fits no project that was audited."
OF_BASELINE = "1 in the baseline were not found, such as pilots/old.coaudit.yaml."

NOTES = {
    "the whole": (".", [OF_PILOT, OF_WAIVER, OF_BASELINE]),
    "the whole, from elsewhere in it": ("proposals/..", [OF_PILOT, OF_WAIVER, OF_BASELINE]),
    "one folder": ("pilots", [OF_BASELINE]),
    "another folder": ("proposals", [OF_WAIVER]),
    "one file": ("pilots/over.coaudit.yaml", []),
}


@pytest.mark.parametrize(("name", "expected"), NOTES.values(), ids=NOTES)
def test_what_a_policy_says_of_projects_that_are_not_there_is_noted(
    run: Run, repository: Path, name: str, expected: list[str]
) -> None:
    (repository / "coaudit-policy.yaml").write_text(NOTED)
    (repository / "proposals" / "b.coaudit.yaml").write_text(OVERCLAIMED)
    (repository / "pilots" / "old.coaudit.yaml").write_text(OVERCLAIMED)
    run("baseline", "write", "pilots/old.coaudit.yaml")
    (repository / "pilots" / "old.coaudit.yaml").unlink()

    notes = json.loads(run("audit", name, "--format", "json").raw)["notes"]

    found = [note for note in notes if "fits no project" in note or "in the baseline" in note]
    assert [each.partition(" Where ")[0] for each in found] == expected
