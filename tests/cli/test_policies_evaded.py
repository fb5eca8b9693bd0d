"""What a stranger may try to get out of what a policy requires."""

from __future__ import annotations

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
