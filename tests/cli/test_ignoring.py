"""What .gitignore and .coauditignore leave out of a folder, and when they are not asked."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from coaudit.cli.discover import find
from tests.cli.conftest import HONEST, SILENT, Run, run_in

TREE = ("top.yaml", "drafts/one.yaml", "drafts/keep.yaml", "sub/two.yaml", "sub/deep/three.yaml", "built/four.yaml")
ALL = ["built/four.yaml", "drafts/keep.yaml", "drafts/one.yaml", "sub/deep/three.yaml", "sub/two.yaml", "top.yaml"]

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing is left out where no file says so": ({}, ALL),
    "a folder is left out with all that is in it": (
        {".gitignore": "built/\n"},
        [each for each in ALL if "built" not in each],
    ),
    "what git would track again is taken": (
        {".gitignore": "drafts/*\n!drafts/keep.yaml\n"},
        [each for each in ALL if each != "drafts/one.yaml"],
    ),
    "nothing comes back from a folder that is left out, as in git": (
        {".gitignore": "drafts/\n!drafts/keep.yaml\n"},
        [each for each in ALL if "drafts" not in each],
    ),
    "a file further down has the last word": (
        {".gitignore": "t*.yaml\n", "sub/.gitignore": "!two.yaml\n"},
        [each for each in ALL if not each.endswith(("top.yaml", "three.yaml"))],
    ),
    "our own file has the last word over git's in one folder": (
        {".gitignore": "*.yaml\n", ".coauditignore": "!top.yaml\n"},
        ["top.yaml"],
    ),
    "a slash at the start means this folder alone": (
        {"sub/.coauditignore": "/two.yaml\n/three.yaml\n"},
        [each for each in ALL if each != "sub/two.yaml"],
    ),
    "a line that git cannot read is passed over, and the others count": (
        {".gitignore": "!\n\\\nbuilt/\n# drafts/\n"},
        [each for each in ALL if "built" not in each],
    ),
    "Windows' line ends and a mark at the start are read": (
        {".gitignore": "\ufeffbuilt/\r\n"},
        [each for each in ALL if "built" not in each],
    ),
}


def planted(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {**dict.fromkeys(TREE, "coaudit: 1\ntitle: A project\n"), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(("files", "taken"), CASES.values(), ids=CASES)
def test_what_a_folder_leaves_out(tmp_path: Path, files: dict[str, str], taken: list[str]) -> None:
    folder = planted(tmp_path, files)
    names = [each.path.relative_to(folder).as_posix() for each in find([str(folder)]).inputs if each.path]
    assert names == taken


def test_a_file_above_counts_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    planted(tmp_path / "repo", {".gitignore": "two.yaml\n"})
    (tmp_path / ".gitignore").write_text("*.yaml\n", encoding="utf-8")
    assert [each.name.rpartition("/")[2] for each in find([str(tmp_path / "repo" / "sub")]).inputs] == [
        "three.yaml",
        "two.yaml",
    ], "without a repository, only the folder itself and what is below it counts"
    (tmp_path / "repo" / ".git").mkdir()
    assert [each.name.rpartition("/")[2] for each in find([str(tmp_path / "repo" / "sub")]).inputs] == ["three.yaml"]


def test_what_is_named_is_taken_whatever_leaves_it_out(tmp_path: Path) -> None:
    folder = planted(tmp_path, {".gitignore": "built/\ntop.yaml\n"})
    (folder / ".git").mkdir()
    found = find([str(folder / "top.yaml"), str(folder / "built")])
    assert [each.name.rpartition("/")[2] for each in found.inputs] == ["top.yaml", "four.yaml"]


def test_a_policy_from_elsewhere_heeds_nothing_that_leaves_files_out(run: Run, tmp_path: Path) -> None:
    """An outsider who adds a proposal could otherwise add a line that hides it."""
    (tmp_path / "good.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    (tmp_path / "hidden.coaudit.yaml").write_text(SILENT, encoding="utf-8")
    (tmp_path / ".coauditignore").write_text("hidden*\n", encoding="utf-8")

    usual = json.loads(run("audit", ".", "--format", "json").raw)
    strict = json.loads(run("audit", ".", "--format", "json", "--policy", "honest").raw)

    assert [audit["path"] for audit in usual["audits"]] == ["good.coaudit.yaml"]
    assert [audit["path"] for audit in strict["audits"]] == ["good.coaudit.yaml", "hidden.coaudit.yaml"]
    assert strict["exit_code"] == 1
    assert any(".coauditignore leaves out files. It was passed over" in note for note in strict["notes"])
    assert not any(".coauditignore" in note for note in usual["notes"])


@pytest.mark.parametrize("pattern", ["link.yaml", "l*.yaml", "sub/../link.yaml"])
def test_a_policy_from_elsewhere_follows_no_link_out_of_the_repository(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "secret.txt").write_text("title: x\nsecret: of somebody else\n", encoding="utf-8")
    repo = planted(tmp_path / "repo", {})
    (repo / ".git").mkdir()
    (repo / "link.yaml").symlink_to(tmp_path / "secret.txt")
    (repo / "inside.yaml").symlink_to(repo / "top.yaml")

    strict = run_in(repo, "audit", pattern, "inside.yaml", "--policy", "honest")
    assert strict.code == 4
    assert "leads out of the repository" in strict.err
    assert "secret:" not in strict.err + strict.out
    assert "Met" in strict.err, "a link within the repository is followed"


@pytest.mark.parametrize("empty", ["nothing", "plans/*.yaml"])
def test_a_name_that_gives_nothing_beside_one_that_does_is_a_warning_in_the_report(
    run: Run, four: Path, empty: str
) -> None:
    (four / "nothing").mkdir()
    done = run("audit", "honest.yaml", empty, "--format", "json")
    report = json.loads(done.out)
    assert (done.code, report["notes"]) == (0, [f'There was nothing to audit in "{empty}".'])
    assert report["warnings"] == report["notes"]
    assert f'Nothing to audit in "{empty}"' in done.err
    assert run("audit", empty).code == 3


NO_REPORT = (
    "--format json",
    "--output a.txt",
    "--write json=a.json",
    "--open",
    "--force",
    "--fail-under A",
    "--as consult",
    "--details",
    "--plain",
    "--source",
    "--history",
)


@pytest.mark.parametrize("option", NO_REPORT)
def test_a_list_of_files_takes_nothing_that_is_said_of_a_report(run: Run, four: Path, option: str) -> None:
    done = run("audit", "honest.yaml", "--list-files", *option.split())
    assert (done.code, done.out) == (2, "")
    assert f"{option.split()[0]}: it goes with a report" in done.err.replace("'", "")
    assert len(list(four.iterdir())) == 4


def test_a_list_of_files_is_made_under_the_policy_that_an_audit_would_be_held_to(run: Run, four: Path) -> None:
    assert run("audit", "honest.yaml", "--list-files", "--policy", "honst").code == 2
    assert run("audit", "honest.yaml", "--list-files", "--policy", "honest", "--no-policy").code == 2
    (four / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: none.yaml\n", encoding="utf-8")
    assert run("audit", "honest.yaml", "--list-files").code == 5


NAMES = {
    b"caf\xc3\xa9.coaudit.yaml": b"caf\xc3\xa9.coaudit.yaml",
    b"no-utf-8-\xe9.coaudit.yaml": b"no-utf-8-\xe9.coaudit.yaml",
    b"a\tb.coaudit.yaml": b"a\tb.coaudit.yaml",
    b"a\\b.coaudit.yaml": b"a\\b.coaudit.yaml",
    b"::error::x.coaudit.yaml": b"./::error::x.coaudit.yaml",
    b"two\nlines.coaudit.yaml": b"two<U+000A>lines.coaudit.yaml",
    b"colour\x1b[31m.coaudit.yaml": b"colour<U+001B>[31m.coaudit.yaml",
    b"##vso[task.x]y.coaudit.yaml": b"#\\#vso[task.x]y.coaudit.yaml",
}
"""Names of files, and how a program is given them: as they are, unless they act on a build service or break lines."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
def test_a_program_is_given_names_as_they_are(run: Run, tmp_path: Path) -> None:
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(HONEST, encoding="utf-8")
    done = run("audit", ".", "--list-files")
    assert done.code == 0
    assert sorted(done.raw.splitlines()) == sorted(NAMES.values())


def test_the_files_are_listed_and_nothing_is_audited(run: Run, four: Path) -> None:
    done = run("audit", "*.yaml", "nowhere.yaml", "--list-files")
    assert done.out.splitlines() == sorted(path.name for path in four.glob("*.yaml"))
    assert done.code == 4
    assert "nowhere.yaml" in done.err

    (four / "empty").mkdir()
    assert run("audit", "empty", "--list-files").code == 3
    assert run("audit", "honest.yaml", "--list-files").code == 0
