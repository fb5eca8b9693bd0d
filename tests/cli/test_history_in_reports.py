"""`coaudit audit --history`: the report carries how each project went, and nothing about it ever stops the report."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import typer

from coaudit.cli import carrying, output
from coaudit.cli.delivering import Copy
from coaudit.render import FORMATS
from tests.cli.conftest import BROKEN, HONEST, ROOT, Git, GitStandIn, Run, commit, needs_git, on_unix
from tests.cli.test_following import BETTER, MINIMAL
from tests.pages import skeleton
from tests.pages import text as said_by
from tests.render.harmless import harmless

SHOWING = [name for name, each in FORMATS.items() if each.history]
OTHERS = [name for name, each in FORMATS.items() if not each.history]


@pytest.fixture
def long_past(git: Git, tmp_path: Path) -> Path:
    """A description that was renamed, was broken for a while, and is changed and not committed yet."""
    commit(git, tmp_path, draft_yaml=MINIMAL)
    git("mv", "draft.yaml", "p.yaml")
    commit(git, tmp_path)
    commit(git, tmp_path, p_yaml=BROKEN)
    commit(git, tmp_path, p_yaml=BETTER)
    (tmp_path / "p.yaml").write_text(BETTER.replace("review: told", "review: equal-part"), encoding="utf-8")
    return tmp_path


def in_all_formats(run: Run, folder: Path, name: str, *more: str, **env: str) -> dict[str, str]:
    """What each format that shows a history makes of one audit, written by one run."""
    writes = [word for each in SHOWING for word in ("--write", f"{each}=out.{each}")]
    done = run("audit", name, "--history", "--format", "badge", "--force", *writes, *more, env={"COLUMNS": "100"} | env)
    assert done.code == 0, done.err
    return {each: (folder / f"out.{each}").read_text(encoding="utf-8") for each in SHOWING} | {"": done.err}


def histories(out: str) -> list[Any]:
    return [audit["history"] for audit in json.loads(out)["audits"]]


@needs_git
@pytest.mark.usefixtures("long_past")
def test_a_report_carries_the_history_that_the_command_history_tells(run: Run) -> None:
    done = run("audit", "p.yaml", "--history", "--format", "json")
    (told,) = histories(done.out)
    alone = json.loads(run("history", "p.yaml", "--format", "json").out)

    assert (done.code, done.err, told["wrong"]) == (0, "", "")
    assert told["points"] == alone["points"]
    assert [point["path"] for point in told["points"]] == ["draft.yaml", *["p.yaml"] * 4]
    rungs = [point["figures"] and point["figures"]["rung_low"] for point in told["points"]]
    assert rungs == ["engage", "engage", None, "co-design", "co-design"]
    assert told["points"][2]["wrong"].startswith("line 2: ")
    moved = [[shift["title"] for shift in point["moved"]] for point in told["points"]]
    assert (moved[0], moved[1], moved[2]) == ([], [], [])
    assert "Who decides" in moved[3], "held against the last revision that could be judged"
    assert moved[4] == ["Judging how it went"]


@needs_git
def test_every_format_for_people_tells_what_moved_and_what_could_not_be_judged(run: Run, long_past: Path) -> None:
    written = in_all_formats(run, long_past, "p.yaml", "--details")
    assert written.pop("") == ""
    for format_, out in written.items():
        told = " ".join((said_by(out) if format_ == "html" else out.replace("\\", "")).split())
        if not format_.startswith("json"):
            assert "Every revision is judged by the rubric of today, coproduction" in told, format_
            assert "not in git yet" in told, format_
            assert re.search("2026-03-04 [0-9a-f]{8}.*Could not be judged: line 2: ", told), format_
            assert re.search("Who decides: 2 → 3", told), format_
            assert ("File: draft.yaml → p.yaml" in told) is (format_ != "markdown"), "which tells of the last three"
            assert ("2 earlier revisions are not shown here" in told) is (format_ == "markdown")


@needs_git
@on_unix
def test_git_is_asked_only_where_a_history_is(run: Run, long_past: Path) -> None:
    stand_in = GitStandIn(long_past)
    env = {"PATH": stand_in.path}

    without = run("audit", "p.yaml", "--format", "json", env=env)
    assert (without.code, stand_in.starts() > 0) == (0, False)
    with_it = run("audit", "p.yaml", "--history", "--format", "json", env=env)
    assert (with_it.code, stand_in.starts() > 0) == (0, True)
    assert json.loads(without.out)["audits"] == [
        {key: value for key, value in audit.items() if key != "history"} for audit in json.loads(with_it.out)["audits"]
    ]


# --- what has no history ---


@needs_git
def test_what_has_no_history_says_why_and_the_run_goes_on(run: Run, git: Git, tmp_path: Path) -> None:
    commit(git, tmp_path, a_yaml=HONEST)
    for name in ("b.yaml", "c.yaml"):
        (tmp_path / name).write_text(HONEST, encoding="utf-8")
    done = run("audit", "a.yaml", "b.yaml", "c.yaml", "-", "--history", "--format", "json", stdin=MINIMAL)

    uncommitted = "git knows no revision of this file. Commit it first: git add FILE, then git commit."
    stdin = "What comes by standard input has no history."
    assert done.code == 0
    assert [each["wrong"] for each in histories(done.out)] == ["", uncommitted, uncommitted, stdin]
    assert done.err.splitlines() == [
        f'No history of 2 descriptions, such as "b.yaml": {uncommitted}',
        f'No history of "<stdin>": {stdin}',
    ]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (os.environ["PATH"], "This folder is not in a git repository."),
        ("nowhere", "git is not installed here, or cannot be found."),
    ],
)
def test_without_a_repository_or_git_the_report_is_made_and_says_so(
    run: Run, tmp_path: Path, path: str, why: str
) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    told = in_all_formats(run, tmp_path, "p.yaml", GIT_CEILING_DIRECTORIES=str(tmp_path.parent), PATH=path)

    assert told.pop("") == f'No history of "p.yaml": {why}\n'
    for format_, out in told.items():
        assert why in " ".join(out.split()), format_


@needs_git
def test_a_description_that_cannot_be_read_now_is_an_error_as_ever(run: Run, long_past: Path) -> None:
    (long_past / "p.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("audit", "p.yaml", "--history")

    assert (done.code, "No history" in done.err, "How this went" in done.out) == (4, False, False)


def test_what_stands_on_this_very_screen_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(format_: str, target: Path | None, *, shared: bool) -> list[str]:
        monkeypatch.setattr(output, "is_shared_screen", lambda: shared)
        told = carrying.Histories([Copy(format_, target)], asked=True)
        told._without["Why."] = ["p.yaml"]
        return list(told.lines())

    assert lines("text", None, shared=True) == []
    for format_, target, shared in (("text", None, False), ("html", Path("x"), True), ("text", Path("x"), True)):
        assert lines(format_, target, shared=shared) == ['No history of "p.yaml": Why.']


# --- formats ---


def test_formats_that_show_no_history_are_refused_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    done = run("audit", "p.yaml", "--history", "--format", "sarif", "--write", "csv=r.csv")

    assert (done.code, done.out, (tmp_path / "r.csv").exists()) == (2, "", False)
    said = "sarif and csv cannot show a history. These formats can: text, plain, json, jsonl, markdown, html."
    assert said in " ".join(done.err.split())
    for format_ in OTHERS:
        with pytest.raises(typer.BadParameter):
            carrying.Histories([Copy(format_, None)], asked=True)
    for format_ in SHOWING:
        carrying.Histories([Copy(format_, None)], asked=True)


@needs_git
def test_beside_a_format_that_shows_it_another_may_stand(run: Run, long_past: Path) -> None:
    done = run("audit", "p.yaml", "--history", "-f", "sarif", "-w", "html=r.html", "-w", "csv=r.csv")
    plain = run("audit", "p.yaml", "-f", "sarif")

    assert (done.code, done.err, done.out) == (0, "", plain.out)
    assert "How this went" in (long_past / "r.html").read_text(encoding="utf-8")


@needs_git
def test_json_lines_are_the_same_whatever_stands_beside_a_project(run: Run, long_past: Path) -> None:
    (long_past / "q.yaml").write_text(HONEST, encoding="utf-8")
    whole = run("audit", "p.yaml", "q.yaml", "--history", "--format", "jsonl").out.splitlines()
    each = [run("audit", name, "--history", "--format", "jsonl").out.splitlines()[0] for name in ("p.yaml", "q.yaml")]

    assert whole[:2] == each
    assert [len(json.loads(line)["audit"]["history"]["points"]) for line in each] == [5, 0]
    assert "end" in json.loads(whole[2])


@needs_git
def test_json_lines_with_a_history_are_written_project_by_project(long_past: Path) -> None:
    command = [sys.executable, "-m", "coaudit", "audit", "p.yaml", "-", "--history", "--format", "jsonl"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=long_past, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        late = threading.Timer(50, running.kill)
        late.start()
        first = json.loads(running.stdout.readline())  # the second description is not written yet
        running.stdin.write(HONEST.encode())
        running.stdin.close()
        rest = [json.loads(line) for line in running.stdout]
        late.cancel()

    assert len(first["audit"]["history"]["points"]) == 5
    assert rest[0]["audit"]["history"]["wrong"] == "What comes by standard input has no history."
    assert "end" in rest[1]


# --- what is judged, and how ---


@needs_git
@pytest.mark.usefixtures("long_past")
def test_revisions_are_judged_by_the_rubric_and_the_claim_of_this_run(run: Run) -> None:
    done = run("audit", "p.yaml", "--history", "--as", "consult", "--rubric", "fair-consultation", "--format", "json")
    report = json.loads(done.out)
    figures = [point["figures"] for point in report["audits"][0]["history"]["points"] if point["figures"]]

    assert {each["claim"] for each in figures} == {"consult"}
    grade = report["audits"][0]["grade"]
    assert (figures[-1]["grade_low"], figures[-1]["grade_high"]) == (grade["low"], grade["high"])


@needs_git
def test_only_the_last_twenty_revisions_are_judged_and_the_report_says_so(
    run: Run,
    git: Git,
    tmp_path: Path,
) -> None:
    for number in range(21):
        commit(git, tmp_path, p_yaml=f"title: x\nsummary: {number}\n")
    (told,) = histories(run("audit", "p.yaml", "--history", "--format", "json").out)

    assert (len(told["points"]), told["bounded"]) == (20, True)
    assert "Only the last 20 revisions were judged." in run("audit", "p.yaml", "--history").out


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_the_history_of_a_link_is_that_of_the_file_it_leads_to(run: Run, long_past: Path) -> None:
    (long_past / "link.yaml").symlink_to("p.yaml")
    (told,) = histories(run("audit", "link.yaml", "--history", "--format", "json").out)

    assert [point["path"] for point in told["points"]][:2] == ["draft.yaml", "p.yaml"]


# --- strangers ---

EVIL = "x\x1b[31m <script>alert(1)<script> [y](z) ##[error]q \u202e"
"""In the name of a file, which git lets be anything."""
EVIL_TITLE = "<script>alert(1)</script> [y](z) ##[error]q @team {{ 7 * 7 }}"


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_hostile_words_of_old_revisions_do_nothing_in_any_format(run: Run, git: Git, tmp_path: Path) -> None:
    told = []
    for name, title, claim in (("calm.yaml", "calm", "calm"), (f"{EVIL}.yaml", EVIL_TITLE, EVIL_TITLE)):
        (tmp_path / name).write_text(f'title: "{title}"\n', encoding="utf-8")
        commit(git, tmp_path)
        git("mv", name, "p.yaml")
        commit(git, tmp_path)
        commit(git, tmp_path, p_yaml=f'title: x\nclaim: "{claim}"\n')
        commit(git, tmp_path, p_yaml=MINIMAL)
        told.append(in_all_formats(run, tmp_path, "p.yaml", "--details"))
        git("rm", "-q", "p.yaml")

    calm, evil = told
    assert EVIL_TITLE in json.dumps(histories(evil["json"])), "so that it was there to be told"
    assert EVIL in histories(evil["json"])[0]["points"][0]["path"]
    for format_, out in evil.items():
        if format_ == "markdown":
            assert not re.search(r"\x1b|\u202e|##\[|<script|(?<!\\)\]\(z", out)
        elif out:
            harmless(out)
    assert skeleton(evil["html"]) == skeleton(calm["html"])
