"""compare and history, of revisions of a git repository."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coaudit.cli.git import TOGETHER
from tests.cli.conftest import HONEST, Done, Git, GitStandIn, Run, commit, needs_git, on_unix, run_in
from tests.cli.test_following import BETTER, MINIMAL

# --- revisions ---


@needs_git
@pytest.mark.parametrize("old", ["HEAD~1:p.yaml", "HEAD~1:./p.yaml", "HEAD^:p.yaml", "first:p.yaml"])
def test_a_revision_is_compared_with_the_file(run: Run, git: Git, tmp_path: Path, old: str) -> None:
    commit(git, tmp_path, p_yaml=MINIMAL)
    git("tag", "first")
    commit(git, tmp_path, p_yaml=BETTER)
    done = run("compare", old, "p.yaml")

    assert (done.code, "Engage → Co-design" in done.out) == (0, True), done.err


@needs_git
@pytest.mark.parametrize(
    "path",
    ["deep/p.yaml", "deep\\p.yaml", "/deep/p.yaml", "deep/../deep//p.yaml", "./p.yaml", ".\\p.yaml", "../deep/p.yaml"],
)
def test_a_path_of_a_revision_is_read_however_it_is_written(git: Git, tmp_path: Path, path: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    commit(git, tmp_path)
    done = run_in(tmp_path / "deep", "compare", f"HEAD:{path}", "p.yaml")

    assert (done.code, "Nothing moved." in done.out) == (0, True), done.err


@needs_git
def test_a_folder_of_a_revision_is_compared_with_the_folder(run: Run, git: Git, tmp_path: Path) -> None:
    folder = tmp_path / "projects" / "more"
    folder.mkdir(parents=True)
    (folder / "a.coaudit.yaml").write_text(MINIMAL, encoding="utf-8")
    (folder / "other.yaml").write_text("key: no description\n", encoding="utf-8")
    (folder / "link.coaudit.yaml").symlink_to("/etc/passwd")
    commit(git, tmp_path)
    (folder / "link.coaudit.yaml").unlink()
    (folder / "a.coaudit.yaml").write_text(BETTER, encoding="utf-8")
    (folder / "b.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    found = json.loads(run("compare", "HEAD:projects", "projects", "--format", "json").out)
    inside = run_in(tmp_path / "projects", "compare", "HEAD:./more", "more", "--format", "json")

    (project,) = found["projects"]
    (same,) = json.loads(inside.out)["projects"]
    assert (same["path_before"], same["path_after"]) == ("a.coaudit.yaml", "a.coaudit.yaml")
    assert (project["path_before"], project["path_after"]) == ("more/a.coaudit.yaml", "more/a.coaudit.yaml")
    assert found["only_before"] == []
    assert [each["path"] for each in found["only_after"]] == ["more/b.coaudit.yaml"]
    assert project["items"]


@needs_git
@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nope:p.yaml", "git does not know this revision."),
        ("HEAD:q.yaml", "There is no such file or folder in this revision."),
        ("HEAD:../p.yaml", "This path leads out of the repository."),
        ("HEAD:sub/../../p.yaml", "This path leads out of the repository."),
        ("HEAD:..\\..\\p.yaml", "This path leads out of the repository."),
        ("--output=stolen:p.yaml", "There is no revision before the colon."),
        ("-p:p.yaml", "There is no revision before the colon."),
        (":p.yaml", "There is no revision before the colon."),
        ("HEAD;touch stolen:p.yaml", "git does not know this revision."),
        ("$(touch stolen):p.yaml", "git does not know this revision."),
        ("HEAD:large.yaml", "This file is larger than 1 MiB"),
        ("HEAD:\x1b[31m", "There is no such file or folder in this revision."),
    ],
)
def test_a_revision_that_cannot_be_read_is_told_and_nothing_is_run(
    run: Run, git: Git, tmp_path: Path, old: str, said: str
) -> None:
    commit(git, tmp_path, p_yaml=MINIMAL, large_yaml="title: x\n#" + "x" * 2**20)
    done = run("compare", "--", old, "p.yaml")

    assert (done.code, said in " ".join(done.err.split())) == (4, True), done.err
    assert "\x1b" not in done.err
    assert not (tmp_path / "stolen").exists()


def test_outside_a_repository_a_revision_is_told_kindly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "x").mkdir()
    env = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}

    assert "not in a git repository" in run("compare", "HEAD:p.yaml", "p.yaml", env=env).err
    assert "not in a git repository" in run("history", "p.yaml", env=env).err
    assert "git is not installed here" in run("history", "p.yaml", env={"PATH": str(tmp_path / "x")}).err


@needs_git
def test_a_repository_cannot_make_its_own_programs_run(run: Run, git: Git, tmp_path: Path) -> None:
    program = tmp_path / "program"
    signs = "cat > /dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\necho '-----BEGIN PGP SIGNATURE-----'\n"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/stolen\n{signs}", encoding="utf-8")
    program.chmod(0o755)
    commit(git, tmp_path, p_yaml=MINIMAL)
    git("config", "gpg.program", str(program))
    (tmp_path / "p.yaml").write_text(BETTER, encoding="utf-8")
    git("commit", "-q", "-a", "-S", "-m", "signed, so that showing the signature would run the program")
    (tmp_path / "stolen").unlink()
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "filter.x.smudge"):
        git("config", key, str(program))
    git("config", "log.showSignature", "true")
    git("config", "log.showRoot", "false")
    (tmp_path / ".gitattributes").write_text("*.yaml diff=x filter=x\n", encoding="utf-8")

    assert len(json.loads(run("history", "p.yaml", "--format", "json").out)["points"]) == 2
    assert run("compare", "HEAD~1:p.yaml", "HEAD:p.yaml").code == 0
    assert not (tmp_path / "stolen").exists()


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="there a program is found by its ending")
def test_a_git_in_the_folder_itself_is_not_run(run: Run, tmp_path: Path) -> None:
    fake = tmp_path / "git"
    fake.write_text(f"#!/bin/sh\ntouch {tmp_path}/stolen\n", encoding="utf-8")
    fake.chmod(0o755)
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    done = run("history", "p.yaml", env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})

    assert (done.code, (tmp_path / "stolen").exists()) == (4, False)


# --- history ---


@needs_git
def test_a_history_tells_every_revision_and_follows_a_new_name(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=MINIMAL)
    git("mv", "p.yaml", "q é.yaml")
    commit(git, tmp_path)
    (tmp_path / "q é.yaml").write_text(BETTER, encoding="utf-8")
    commit(git, tmp_path)
    (tmp_path / "q é.yaml").write_text(BETTER + "  - [", encoding="utf-8")
    commit(git, tmp_path)
    (tmp_path / "q é.yaml").write_text(BETTER.replace("review: told", "review: leads"), encoding="utf-8")
    done = run("history", "q é.yaml", "--format", "json")
    found = json.loads(done.out)

    assert (done.code, found["format"], found["bounded"]) == (0, "coaudit-history/1", False)
    assert [(point["path"], point["figures"] and point["figures"]["rung_low"]) for point in found["points"]] == [
        ("p.yaml", "engage"),
        ("q é.yaml", "engage"),
        ("q é.yaml", "co-design"),
        ("q é.yaml", None),
        ("q é.yaml", "co-design"),
    ]
    assert [bool(point["revision"]) for point in found["points"]] == [True, True, True, True, False]
    assert {point["day"] for point in found["points"]} == {"2026-03-04", ""}
    assert "line" in found["points"][3]["wrong"]


def paths_and_rungs(done: Done) -> list[tuple[str, str]]:
    """What the file was called in each revision, and what it came out as or why it could not be judged."""
    assert done.code == 0, done.err
    points = json.loads(done.out)["points"]
    return [(each["path"], (each["figures"] or {}).get("rung_low") or each["wrong"]) for each in points]


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("name", ["a\nb.yaml", f"a\x01{'0' * 40}\n.yaml", ":100644 100644 0 0 R1.yaml", "0" * 40])
def test_a_name_cannot_pass_for_a_revision(run: Run, git: Git, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MINIMAL, encoding="utf-8")
    commit(git, tmp_path)
    git("mv", name, "p.yaml")
    commit(git, tmp_path)
    git("mv", "p.yaml", name)
    (tmp_path / name).write_text(BETTER, encoding="utf-8")
    commit(git, tmp_path)

    assert paths_and_rungs(run("history", name, "--format", "json")) == [
        (name, "engage"),
        ("p.yaml", "engage"),
        (name, "co-design"),
    ]


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_revision_that_is_too_large_or_a_link_or_damaged_stops_no_other(run: Run, git: Git, tmp_path: Path) -> None:
    damaged = MINIMAL + "".join(f"# {number * number}\n" for number in range(9000))
    for text in (MINIMAL, "title: x\n#" + "x" * 2**20, damaged, "", BETTER):
        commit(git, tmp_path, p_yaml=text)
    (tmp_path / "p.yaml").unlink()
    (tmp_path / "p.yaml").symlink_to("q.yaml")
    commit(git, tmp_path, q_yaml=MINIMAL)
    (tmp_path / "p.yaml").unlink()
    commit(git, tmp_path, p_yaml=BETTER)
    stored = max((tmp_path / ".git" / "objects").glob("??/*"), key=lambda each: each.stat().st_size)
    stored.chmod(0o644)
    stored.write_bytes(stored.read_bytes()[:-9000])

    told = [rung for _, rung in paths_and_rungs(run("history", "p.yaml", "--format", "json"))]
    assert told == [
        "engage",
        "This file is larger than 1 MiB (1,048,576 bytes).",
        "git cannot read this.",
        "line 1: This file says nothing.",
        "co-design",
        "In this revision, the file is only a link to another.",
        "co-design",
    ]


@needs_git
@on_unix
def test_git_is_started_as_often_for_many_revisions_as_for_two(run: Run, git: Git, tmp_path: Path) -> None:
    stand_in = GitStandIn(tmp_path)
    env = {"PATH": stand_in.path}

    started = []
    for number in range(9):
        commit(git, tmp_path, p_yaml=MINIMAL + f"summary: {number}\n")
        if number in (1, 8):
            assert run("history", "p.yaml", env=env).out.count("2026-03-04") == number + 1
            started.append(stand_in.starts())
    assert started == [4, 4]


@needs_git
def test_more_revisions_than_are_read_together_are_all_told(run: Run, git: Git, tmp_path: Path) -> None:
    for number in range(TOGETHER + 2):
        commit(git, tmp_path, p_yaml=f"title: x{number}\n")
    found = json.loads(run("history", "p.yaml", "--most", "100", "--format", "json").out)["points"]

    assert [each["figures"]["title"] for each in found] == [f"x{number}" for number in range(TOGETHER + 2)]


@needs_git
def test_a_history_is_bounded_and_says_so(run: Run, git: Git, tmp_path: Path) -> None:
    for number in range(3):
        commit(git, tmp_path, p_yaml=MINIMAL + f"summary: {number}\n")
    done = run("history", "p.yaml", "--most", "2", env={"COLUMNS": "100"})

    assert "Only the last 2 revisions were judged." in done.out
    assert "not in git yet" not in done.out
    assert done.out.count("2026-03-04") == 2
    assert "by the rubric of today, coproduction" in done.out
    assert "Only the last" not in run("history", "p.yaml", "--most", "3").out


@needs_git
def test_a_history_works_from_another_folder_and_past_a_time_when_the_file_was_away(
    run: Run, git: Git, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    commit(git, tmp_path)
    (tmp_path / "deep" / "p.yaml").unlink()
    commit(git, tmp_path)
    (tmp_path / "deep" / "p.yaml").write_text(BETTER, encoding="utf-8")
    commit(git, tmp_path)
    done = run("history", "deep/p.yaml")

    assert done.code == 0
    assert done.out.count("Coproduction") == 2
    assert "The file was taken away in this revision." in " ".join(done.out.split())


@needs_git
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("new.yaml",), 4, "git knows no revision of this file."),
        (("nowhere/p.yaml",), 4, "There is no such folder."),
        (("q.yaml",), 4, "Did you mean p.yaml?"),
        ((".",), 2, "A history is of one description"),
        (("p.yaml", "--most", "0"), 2, "Invalid value for '--most'"),
    ],
)
def test_what_has_no_history_is_told(
    run: Run, git: Git, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    commit(git, tmp_path, p_yaml=MINIMAL)
    (tmp_path / "new.yaml").write_text(MINIMAL, encoding="utf-8")
    done = run("history", *arguments)

    assert (done.code, said in done.err) == (code, True), done.err


@needs_git
def test_where_nothing_is_committed_yet_that_is_said_and_what_to_do(run: Run, git: Git, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    for arguments in (("history", "p.yaml"), ("compare", "HEAD:p.yaml", "p.yaml"), ("history", "nope.yaml")):
        done = run(*arguments)
        assert done.code == 4
        assert "Nothing has been committed here yet." in done.err
        assert "Commit it first: git add FILE, then git commit." in done.err
    told = json.loads(run("audit", "p.yaml", "--history", "--format", "json").out)["audits"][0]["history"]["wrong"]
    assert told == ("Nothing has been committed here yet. Commit it first: git add FILE, then git commit.")

    commit(git, tmp_path)
    git("checkout", "-q", "--orphan", "other")
    assert "Nothing has been committed here yet." in run("history", "p.yaml").err
    assert "git does not know this revision." in run("compare", "HEAD:p.yaml", "p.yaml").err


@needs_git
def test_in_a_shallow_clone_a_history_and_an_unknown_revision_say_so(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=MINIMAL)
    commit(git, tmp_path, p_yaml=BETTER)
    git("clone", "-q", "--depth", "1", tmp_path.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    told = "This copy of the repository is shallow"

    for format_ in ("text", "markdown"):
        assert told in " ".join(run_in(shallow, "history", "p.yaml", "--format", format_).out.split())
        assert told not in " ".join(run("history", "p.yaml", "--format", format_).out.split())
    assert json.loads(run_in(shallow, "history", "p.yaml", "--format", "json").out)["shallow"] is True
    assert json.loads(run("history", "p.yaml", "--format", "json").out)["shallow"] is False
    refused = run_in(shallow, "compare", "HEAD~1:p.yaml", "p.yaml")
    assert (refused.code, told in " ".join(refused.err.split())) == (4, True)
    assert told not in " ".join(run("compare", "HEAD~9:p.yaml", "p.yaml").err.split())
