"""compare and history, where a repository is damaged, forged, merged or set up to mislead: nothing false is told."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest

from coaudit.cli.git import Old, read
from coaudit.cli.reading import CannotReadError
from coaudit.errors import Problem
from tests.cli.conftest import Git, GitStandIn, Run, commit, needs_git, on_unix

UNREADABLE = "git cannot read this."
FORGED = b"title: T2\n%s blob 31\ntitle: FORGED\nclaim: coproduce\n\n\n"


def described(title: str) -> str:
    return f"title: {title}\nclaim: coproduce\n"


def blob_of(text: str, of: str = "sha1") -> str:
    raw = text.encode()
    return hashlib.new(of, b"blob %d\0%b" % (len(raw), raw)).hexdigest()


def damage(folder: Path, text: str, stored: bytes, of: str = "sha1") -> None:
    """Let git's object of a text hold something else."""
    name = blob_of(text, of)
    path = folder / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(stored))


def in_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, input=given, capture_output=True, check=True).stdout


def points(run: Run, name: str = "p.yaml") -> list[Any]:
    done = run("history", name, "--format", "json")
    assert done.code == 0, done.err
    found: list[Any] = json.loads(done.out)["points"]
    return found


def titles(found: list[Any]) -> list[str]:
    """The title in each revision, or why it could not be judged; with a mark where it is said not to be in git."""
    return [
        ("" if each["revision"] else "now: ") + (each["figures"]["title"] if each["figures"] else each["wrong"])
        for each in found
    ]


# --- damaged objects ---


@needs_git
@pytest.mark.parametrize(
    "stored",
    [
        b"blob 9\0title: T2\n\n\n",
        b"blob 5\0title: T2\nclaim: coproduce\n",
        b"blob 900\0title: T2\n",
        b"blob 10\0title: T9\n",
        b"blob 10\0title: T2\n" + FORGED % blob_of(described("T3")).encode(),
        b"blob 10\0" + FORGED % blob_of(described("T3")).encode(),
        b"blob 10\0title: T2\n\n%s missing\n" % blob_of(described("T3")).encode(),
        b"tree 10\0title: T2\n",
        b"",
    ],
    ids=["longer", "much longer", "shorter", "another text", "an answer", "in its place", "a no", "a tree", "empty"],
)
def test_a_damaged_object_changes_no_other_revision(run: Run, git: Git, tmp_path: Path, stored: bytes) -> None:
    for number in range(1, 5):
        commit(git, tmp_path, p_yaml=described(f"T{number}"))
    damage(tmp_path, described("T2"), stored)

    assert titles(points(run)) == ["T1", UNREADABLE, "T3", "T4"]
    refused = run("compare", "HEAD~2:p.yaml", "p.yaml")
    assert (refused.code, UNREADABLE in refused.err) == (4, True), refused.err


@needs_git
def test_a_newest_revision_that_is_damaged_is_in_git_all_the_same(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=described("T1"))
    commit(git, tmp_path, p_yaml=described("T2"))
    damage(tmp_path, described("T2"), b"blob 9\0title: T2\n\n\n")

    assert titles(points(run)) == ["T1", UNREADABLE]
    (tmp_path / "p.yaml").write_text(described("T3"), encoding="utf-8")
    assert titles(points(run)) == ["T1", UNREADABLE, "now: T3"]


@needs_git
def test_a_false_text_is_found_out_where_ids_are_of_the_longer_kind_too(run: Run, git: Git, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / ".git")
    git("init", "-q", "--object-format=sha256")
    for number in range(1, 4):
        commit(git, tmp_path, p_yaml=described(f"T{number}"))
    damage(tmp_path, described("T2"), b"blob 10\0title: T9\n", "sha256")

    assert titles(points(run)) == ["T1", UNREADABLE, "T3"]


@needs_git
@on_unix
def test_git_that_is_too_slow_is_not_asked_again(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(git, tmp_path, p_yaml=described("T1"), q_yaml=described("T2"))
    stand_in = GitStandIn(tmp_path, then="exec sleep 20")
    monkeypatch.setenv("PATH", stand_in.path)
    monkeypatch.setattr("coaudit.cli.git.SECONDS", 1)
    asked = [Old(name, name, blob_of(described(name))) for name in ("T1", "T2")]

    with pytest.raises(CannotReadError) as refused:
        list(read(asked, tmp_path))
    assert refused.value.problem.message == "git took longer than 1 seconds."
    assert stand_in.starts() == 1


@needs_git
def test_no_more_is_read_of_a_damaged_object_than_is_allowed(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(git, tmp_path, p_yaml=described("T1"), q_yaml=described("T2"))
    damage(tmp_path, described("T1"), b"blob 27\0" + bytes(40 * 2**20))
    monkeypatch.setattr("coaudit.cli.git.MOST_ANSWERED", 2**20)
    asked = [Old(name, name, blob_of(described(name))) for name in ("T1", "T2")]
    tracemalloc.start()
    damaged, healthy = read(asked, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(damaged, Problem)
    assert (damaged.message, healthy) == (UNREADABLE, described("T2").encode())
    assert peak < 10 * 2**20


# --- merges ---


def merged(git: Git, tmp_path: Path, text: str | None) -> None:
    """Two branches that change p.yaml, and a merge of them that says this, or has no such file."""
    commit(git, tmp_path, p_yaml=described("Base"))
    git("checkout", "-q", "-b", "side")
    commit(git, tmp_path, p_yaml=described("Side"))
    git("checkout", "-q", "-b", "other", "HEAD~1")
    commit(git, tmp_path, p_yaml=described("Main"))
    git("merge", "-q", "-s", "ours", "--no-commit", "side")
    if text is None:
        git("rm", "-q", "-f", "p.yaml")
    else:
        (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    commit(git, tmp_path)


@needs_git
@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Agreed", ["Base", "Side", "Main", "Agreed"]),
        ("Side", ["Base", "Side", "Main", "Side"]),
        ("Main", ["Base", "Side", "Main"]),
    ],
)
def test_a_merge_is_a_revision_where_it_changed_the_text(
    run: Run, git: Git, tmp_path: Path, title: str, told: list[str]
) -> None:
    merged(git, tmp_path, described(title))
    assert titles(points(run)) == told

    for name in ("q", "r"):  # merges of nothing that concerns the file, which git counts all the same
        git("checkout", "-q", "-b", name)
        commit(git, tmp_path, **{f"{name}_yaml": described("Another")})
        git("checkout", "-q", "other")
        git("merge", "-q", "--no-ff", "--no-edit", name)
    assert titles(points(run)) == told
    for most in range(1, 4):
        found = json.loads(run("history", "p.yaml", "--most", str(most), "--format", "json").out)
        assert (titles(found["points"]), found["bounded"]) == (told[-most:], most < len(told))

    (tmp_path / "p.yaml").write_text(described("Next"), encoding="utf-8")
    assert titles(points(run)) == [*told, "now: Next"]
    commit(git, tmp_path)
    assert titles(points(run))[-1] == "Next"


@needs_git
def test_a_merge_that_took_the_file_away_is_told(run: Run, git: Git, tmp_path: Path) -> None:
    merged(git, tmp_path, None)

    assert titles(points(run)) == ["Base", "Side", "Main", "The file was taken away in this revision."]


@needs_git
def test_a_new_name_is_followed_past_a_merge(run: Run, git: Git, tmp_path: Path) -> None:
    lines = "".join(f"# {number}\n" for number in range(20))
    commit(git, tmp_path, p_yaml=described("Base") + lines)
    git("checkout", "-q", "-b", "side")
    commit(git, tmp_path, p_yaml=described("Side") + lines)
    git("checkout", "-q", "-b", "other", "HEAD~1")
    git("mv", "p.yaml", "q.yaml")
    commit(git, tmp_path)
    git("merge", "-q", "--no-commit", "side")
    commit(git, tmp_path, q_yaml=described("Agreed") + lines)

    found = points(run, "q.yaml")
    assert titles(found) == ["Base", "Side", "Base", "Agreed"]
    assert [each["path"] for each in found] == ["p.yaml", "p.yaml", "q.yaml", "q.yaml"]


# --- what a repository may be set up to do, and other oddities ---


@needs_git
def test_a_repository_cannot_hide_revisions_behind_grafts(run: Run, git: Git, tmp_path: Path) -> None:
    for number in range(1, 5):
        commit(git, tmp_path, p_yaml=described(f"T{number}"))
    ids = [each["revision"] for each in points(run)]
    (tmp_path / ".git" / "info" / "grafts").write_text(f"{ids[3]} {ids[0]}\n", encoding="utf-8")

    assert titles(points(run)) == ["T1", "T2", "T3", "T4"]


@needs_git
def test_an_order_of_files_that_a_repository_asks_for_is_not_read(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=described("T1"))
    git("mv", "p.yaml", "q.yaml")
    commit(git, tmp_path)
    git("config", "diff.orderFile", "nowhere")

    assert titles(points(run, "q.yaml")) == ["T1", "T1"]


@needs_git
def test_what_was_no_file_is_not_said_to_be_taken_away(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=described("T1"))
    head = points(run)[0]["revision"]
    for kind, what in (("120000", blob_of(described("T1"))), ("160000", head)):
        git("update-index", "--cacheinfo", f"{kind},{what},p.yaml")
        git("commit", "-q", "-m", "x")
    git("rm", "-q", "--cached", "p.yaml")
    git("commit", "-q", "-m", "x")

    assert titles(points(run)) == [
        "T1",
        "In this revision, the file is only a link to another.",
        "In this revision, there is something else in place of the file.",
        "The file was taken away in this revision.",
        "now: T1",
    ]


@needs_git
def test_the_day_of_a_commit_that_says_none_is_unknown(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, p_yaml=described("T1"))
    made = in_git(tmp_path, "cat-file", "commit", "HEAD")
    odd = re.sub(rb"(?m)^(committer .*>).*$", rb"\1 never", made)
    new = in_git(tmp_path, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=odd)
    git("update-ref", "HEAD", new.decode().strip())

    assert [each["day"] for each in points(run)] == [""]
    told = run("history", "p.yaml").out
    assert ("day unknown" in told, "now" in told.split(), "%c" in told) == (True, False, False), told


@needs_git
def test_a_copy_of_a_template_does_not_take_its_past(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, template_yaml=described("Draft"))
    commit(git, tmp_path, template_yaml=described("Template"))
    commit(git, tmp_path, p_yaml=described("Template"))
    commit(git, tmp_path, p_yaml=described("Project"))
    git("mv", "p.yaml", "q.yaml")
    commit(git, tmp_path)

    assert titles(points(run, "q.yaml")) == ["Template", "Project", "Project"]
    found = json.loads(run("history", "q.yaml", "--most", "3", "--format", "json").out)
    assert (len(found["points"]), found["bounded"]) == (3, False)
