"""Where a policy is looked for, and where its paths count from: never from the folder that somebody stands in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, OVERCLAIMED, on_unix, run_in

LENIENT = "coaudit-policy: 1\nrequire: {}\n"
CLAIM = "coaudit-policy: 1\nrequire: {claim: not-above-evidence}\n"
BY_PATH = """\
coaudit-policy: 1
by_path:
  - paths: [services/health/large/]
    require: {rung: co-design}
"""
FILE = "services/health/large/over.coaudit.yaml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout of a change, and beside it a folder with the policy that holds."""
    (tmp_path / "change" / ".git").mkdir(parents=True)
    put(tmp_path / "change" / FILE, OVERCLAIMED)
    put(tmp_path / "base" / "policy.yaml", BY_PATH)
    put(tmp_path / "elsewhere" / "other.txt", "")
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


STANDING = {
    "at the top of the change": ("change", "services/health", "../base/policy.yaml"),
    "above the change": (".", "change/services/health", "base/policy.yaml"),
    "in a folder of the change": ("change/services", "health/large", "../../base/policy.yaml"),
    "elsewhere": ("elsewhere", "../change", "../base/policy.yaml"),
    "elsewhere, and a file is named": ("elsewhere", f"../change/{FILE}", "../base/policy.yaml"),
    "elsewhere, and a pattern is named": ("elsewhere", "../change/**/*.coaudit.yaml", "../base/policy.yaml"),
}


@pytest.mark.parametrize(("stand", "named", "policy"), STANDING.values(), ids=STANDING)
def test_what_a_named_policy_says_of_paths_counts_from_the_repository_of_what_is_audited(
    workspace: Path, stand: str, named: str, policy: str
) -> None:
    done = run_in(workspace / stand, "audit", named, "--policy", policy)
    assert (done.code, "At least the rung co-design is required" in done.err) == (1, True), done


def test_each_description_counts_from_its_own_repository(workspace: Path) -> None:
    (workspace / "second" / ".git").mkdir(parents=True)
    put(workspace / "second" / FILE, OVERCLAIMED)
    done = run_in(workspace, "audit", "change", "second", "--policy", "base/policy.yaml")
    assert (done.code, "2 of 2 requirements are not met" in done.err) == (1, True), done


def test_a_submodule_takes_nothing_out_of_what_is_required_of_its_folder(workspace: Path) -> None:
    """A change may bring one with it: it has a .git of its own."""
    put(workspace / "change" / "services" / "health" / ".git", "gitdir: ../../.git/modules/services/health\n")
    done = run_in(workspace, "audit", "change/services", "--policy", "base/policy.yaml")
    assert done.code == 1, done


def test_a_repository_inside_another_is_its_own(workspace: Path) -> None:
    (workspace / ".git").mkdir()
    done = run_in(workspace, "audit", "change/services", "--policy", "base/policy.yaml")
    assert done.code == 1, done


def test_what_lies_in_no_repository_is_said(workspace: Path) -> None:
    (workspace / "change" / ".git").rmdir()
    done = run_in(workspace, "audit", "change", "--policy", "base/policy.yaml", "--format", "json")
    assert json.loads(done.out)["notes"] == [
        f"change/{FILE} lies in no repository, so what the policy says of paths counts from the folder that coaudit "
        "ran in."
    ]


def test_a_baseline_that_holds_nobody_is_said(workspace: Path) -> None:
    put(workspace / "base" / "policy.yaml", CLAIM + "baseline: b.yaml\n")
    put(
        workspace / "base" / "b.yaml",
        "coaudit-baseline: 1\nrubric: coproduction 1.0.0\nprojects: {other.yaml: {scores: {power: 9}}}\n",
    )
    done = run_in(workspace, "audit", "change/services", "--policy", "base/policy.yaml", "--format", "json")
    assert json.loads(done.out)["notes"] == [
        "No project that was audited is in the baseline b.yaml, so it holds none of them."
    ], done.err


def test_the_policy_of_the_change_is_told_of_wherever_the_run_stands(workspace: Path) -> None:
    put(workspace / "change" / "coaudit-policy.yaml", LENIENT)
    put(workspace / "coaudit-policy.yaml", LENIENT)
    for stand, named, policy, own in (
        ("change", "services", "../base/policy.yaml", "coaudit-policy.yaml"),
        (".", "change/services", "base/policy.yaml", "change/coaudit-policy.yaml"),
    ):
        done = run_in(workspace / stand, "audit", named, "--policy", policy, "--format", "json")
        [note] = json.loads(done.out)["notes"]
        assert note.startswith(f"The audited files have a policy of their own, {own}. It was passed over. It differs")


FOUND = {
    "from the top": ("change", "."),
    "from a folder below": ("change/services/health", "."),
    "from a folder below, by the name of a file": ("change/services/health", "large/over.coaudit.yaml"),
    "from elsewhere": ("elsewhere", "../change/services/health"),
    "from above": (".", "change"),
}


@pytest.mark.parametrize(("stand", "named"), FOUND.values(), ids=FOUND)
@pytest.mark.parametrize("in_a_repository", [True, False])
def test_a_policy_is_found_above_what_is_audited(
    workspace: Path, stand: str, named: str, in_a_repository: bool
) -> None:
    put(workspace / "change" / "coaudit-policy.yaml", CLAIM)
    if not in_a_repository:
        (workspace / "change" / ".git").rmdir()
    done = run_in(workspace / stand, "audit", named)
    assert (done.code, "Not met: " in done.err) == (1, True), done


@pytest.mark.parametrize(("stand", "named"), [("change", "services/health"), ("change/services/health", "large")])
def test_a_second_policy_further_down_takes_nothing_from_the_one_at_the_top(
    workspace: Path, stand: str, named: str
) -> None:
    put(workspace / "change" / "coaudit-policy.yaml", CLAIM)
    put(workspace / "change" / "services" / "coaudit-policy.yaml", LENIENT)
    done = run_in(workspace / stand, "audit", named, "--format", "json")
    assert done.code == 1
    [note] = json.loads(done.out)["notes"]
    assert note.endswith("coaudit-policy.yaml was passed over: in a repository, the policy nearest to the top holds.")


def test_without_a_repository_the_nearest_policy_holds(workspace: Path) -> None:
    (workspace / "change" / ".git").rmdir()
    put(workspace / "coaudit-policy.yaml", LENIENT)
    put(workspace / "change" / "coaudit-policy.yaml", CLAIM)
    assert run_in(workspace / "elsewhere", "audit", "../change").code == 1


def test_what_lies_under_no_policy_is_under_that_of_the_folder_of_the_run(workspace: Path) -> None:
    put(workspace / "elsewhere" / "coaudit-policy.yaml", CLAIM)
    assert run_in(workspace / "elsewhere", "audit", "../change").code == 1
    assert run_in(workspace / "elsewhere", "audit", "-", stdin=OVERCLAIMED).code == 1


@pytest.mark.parametrize("more", [[], ["--no-policy"], ["--policy", "honest"]])
def test_descriptions_under_different_policies_are_not_judged_by_one_of_them(workspace: Path, more: list[str]) -> None:
    put(workspace / "second" / "coaudit-policy.yaml", LENIENT)
    put(workspace / "second" / "a.coaudit.yaml", HONEST)
    put(workspace / "change" / "coaudit-policy.yaml", CLAIM)
    done = run_in(workspace, "audit", "second", "change", *more)
    if more:
        assert done.code == (0 if "--no-policy" in more else 1), done
    else:
        assert done.code == 2
        assert "lie under different policies" in done.err
        assert "--policy honest" in done.err


def test_a_policy_that_only_some_lie_under_is_not_left_out_in_silence(workspace: Path) -> None:
    put(workspace / "change" / "services" / "coaudit-policy.yaml", CLAIM)
    put(workspace / "change" / "other" / "a.coaudit.yaml", HONEST)
    done = run_in(workspace / "change", "audit", ".")
    assert done.code == 2
    assert 'under none, "services/health/large/over.coaudit.yaml" under "services/coaudit-policy.yaml"' in " ".join(
        done.err.split()
    )


def test_a_policy_and_none_at_once_is_refused(workspace: Path) -> None:
    done = run_in(workspace, "audit", "change", "--policy", "honest", "--no-policy")
    assert (done.code, done.out) == (2, "")
    assert "it goes against --policy" in done.err


def test_a_baseline_is_written_with_the_same_paths_from_everywhere(workspace: Path) -> None:
    put(workspace / "change" / "coaudit-policy.yaml", CLAIM + "baseline: b.yaml\n")
    for stand, policy in (("change", []), (".", ["--policy", "change/coaudit-policy.yaml"]), ("elsewhere", [])):
        named = {"change": "services", ".": "change/services", "elsewhere": "../change/services"}[stand]
        done = run_in(workspace / stand, "baseline", "write", named, "--prune", *policy)
        assert done.code == 0, done
        assert "1 in " in done.out
        text = (workspace / "change" / "b.yaml").read_text(encoding="utf-8")
        assert f"  {FILE}: " in text
        assert text.count("over.coaudit.yaml") == 1


def test_without_a_policy_a_baseline_lies_at_the_top_of_what_is_audited(workspace: Path) -> None:
    done = run_in(workspace, "baseline", "write", "change/services")
    assert done.code == 0, done
    assert f"  {FILE}: " in (workspace / "change" / "coaudit-baseline.yaml").read_text(encoding="utf-8")


LINKED = {
    "a folder is linked": ("proposals/new", "../stuff"),
    "a folder above is linked": ("proposals/new", ".."),
    "the named folder is a link itself": ("proposals", "stuff"),
}


@on_unix
@pytest.mark.parametrize("named", ["proposals", "proposals/**/*.coaudit.yaml", "{here}/proposals"])
@pytest.mark.parametrize(("link", "to"), LINKED.values(), ids=LINKED)
def test_a_linked_folder_is_audited_under_its_own_name(workspace: Path, link: str, to: str, named: str) -> None:
    change = workspace / "change"
    put(workspace / "base" / "policy.yaml", BY_PATH.replace("services/health/large/", "proposals/"))
    put(change / "stuff" / "bad.coaudit.yaml", OVERCLAIMED)
    if "/" in link:
        put(change / "proposals" / "good.coaudit.yaml", HONEST)
    (change / link).symlink_to(to, target_is_directory=True)
    done = run_in(change, "audit", named.format(here=change), "--policy", "../base/policy.yaml")
    assert done.code == 1, done
    assert "bad.coaudit.yaml: At least the rung co-design is required" in done.err


@on_unix
def test_linked_folders_never_lead_a_walk_round_in_circles(workspace: Path) -> None:
    folder = workspace / "change" / "proposals"
    put(folder / "a.coaudit.yaml", HONEST)
    for name in ("one", "two", "three"):
        put(folder / name / f"{name}.coaudit.yaml", HONEST)
    (folder / "again").symlink_to(".", target_is_directory=True)
    (folder / "one" / "to-two").symlink_to("../two", target_is_directory=True)
    (folder / "two" / "to-one").symlink_to("../one", target_is_directory=True)
    done = run_in(workspace / "change", "audit", "proposals", "--policy", "honest", "--list-files")
    assert done.out.splitlines() == [
        "proposals/a.coaudit.yaml",
        "proposals/one/one.coaudit.yaml",
        "proposals/one/to-two/two.coaudit.yaml",
        "proposals/three/three.coaudit.yaml",
        "proposals/two/to-one/one.coaudit.yaml",
        "proposals/two/two.coaudit.yaml",
    ]
    assert done.code == 0, "what a link leads back to is taken under its own name"
    (folder / "two" / "to-three").symlink_to("../three", target_is_directory=True)
    done = run_in(workspace / "change", "audit", "proposals", "--policy", "honest")
    assert done.code == 4
    assert "proposals/one/to-two/to-three: " in " ".join(done.err.split()).replace(":1:1:", ":")


@on_unix
def test_a_linked_folder_that_leads_out_of_the_repository_is_refused_from_wherever(workspace: Path) -> None:
    put(workspace / "elsewhere" / "bad.coaudit.yaml", OVERCLAIMED)
    (workspace / "change" / "services" / "out").symlink_to(workspace / "elsewhere", target_is_directory=True)
    (workspace / "change" / "services" / "out.yaml").symlink_to(workspace / "elsewhere" / "bad.coaudit.yaml")
    for stand, named in (("change", "services"), (".", "change/services"), (".", "change/services/out")):
        done = run_in(workspace / stand, "audit", named, "--policy", "honest")
        assert done.code == 4, done
        assert "leads out of the repository" in done.err
        assert "bad.coaudit.yaml" not in done.err


@on_unix
def test_without_a_policy_from_elsewhere_no_linked_folder_is_entered(workspace: Path) -> None:
    (workspace / "change" / "new").symlink_to("services", target_is_directory=True)
    done = run_in(workspace / "change", "audit", ".", "--list-files")
    assert done.out.split() == [FILE]
