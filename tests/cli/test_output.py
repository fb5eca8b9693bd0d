"""Where the report goes: standard output or a file, as text or as bytes, in whatever surroundings."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coaudit.cli import output
from coaudit.cli.output import Color
from tests.cli.conftest import HONEST, ROOT, SILENT, Run


def test_a_report_is_on_standard_output_and_nothing_else_is(run: Run, four: Path) -> None:
    assert four.is_dir()
    done = run("audit", "honest.yaml", "broken.yaml", "--fail-under", "C")

    assert "A fair consultation" in done.out
    assert "Exit" not in done.out
    assert done.err.startswith("broken.yaml:2:8: ")
    assert "2 | claim: sometimes\n    |        ^" in done.err
    assert "Met: 1 of 1 requirements." in done.err


def test_json_carries_the_errors_and_the_requirements(run: Run, four: Path) -> None:
    assert four.is_dir()
    done = run("audit", "overclaimed.yaml", "broken.yaml", "nowhere.yaml", "--format", "json", "--fail-under", "C")
    report = json.loads(done.raw)

    assert [audit["path"] for audit in report["audits"]] == ["overclaimed.yaml"]
    assert [(error["path"], error["line"]) for error in report["errors"]] == [("nowhere.yaml", 1), ("broken.yaml", 2)]
    assert [(each["id"], each["met"]) for each in report["requirements"]] == [("grade", False)]
    assert report["exit_code"] == done.code == 4
    assert "source" not in report["audits"][0]


def test_json_carries_the_lines_where_asked(run: Run, four: Path) -> None:
    assert four.is_dir()
    report = json.loads(run("audit", "overclaimed.yaml", "--format", "json", "--source").raw)

    assert report["audits"][0]["source"][0] == "title: Only a name"


def test_json_is_written_where_there_is_nothing_to_audit(run: Run, tmp_path: Path) -> None:
    report = json.loads(run("audit", str(tmp_path), "--format", "json").raw)

    assert (report["audits"], report["exit_code"]) == ([], 3)


def test_json_is_utf8_with_plain_line_ends_in_any_surroundings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: Gŵyl 共同\n", encoding="utf-8")
    usual = run("audit", "a.yaml", "--format", "json").raw
    old = run("audit", "a.yaml", "--format", "json", env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}).raw

    assert usual == old
    assert "Gŵyl 共同".encode() in usual
    assert b"\r" not in usual


def test_standard_input_is_a_description(run: Run) -> None:
    done = run("audit", "-", "--plain", stdin=HONEST)

    assert done.code == 0
    assert "File: <stdin>" in done.out


def test_an_output_file_holds_the_report_and_standard_output_nothing(run: Run, four: Path) -> None:
    done = run("audit", "honest.yaml", "-o", "report.json", "--format", "json")

    assert (done.code, done.out) == (0, "")
    assert json.loads((four / "report.json").read_bytes())["exit_code"] == 0
    assert sorted(path.name for path in four.iterdir() if "report" in path.name) == ["report.json"]


REFUSED = {
    "a file that is there": ("kept.txt", "already there; add --force"),
    "a description that is audited, even by force": ("honest.yaml --force", "one of the descriptions"),
    "a folder": ("folder", "is a folder"),
    "a folder that is not there": ("none/report.txt", "there is no folder none"),
    "a device": (f"{os.devnull} --force", "not an ordinary file"),
}


@pytest.mark.parametrize(("where", "said"), REFUSED.values(), ids=REFUSED)
def test_an_output_file_is_refused(run: Run, four: Path, where: str, said: str) -> None:
    (four / "folder").mkdir()
    (four / "kept.txt").write_text("kept", encoding="utf-8")

    done = run("audit", "honest.yaml", "--output", *where.split())

    assert (done.code, said in done.err) == (2, True), done.err
    assert (four / "kept.txt").read_text(encoding="utf-8") == "kept"
    assert (four / "honest.yaml").read_text(encoding="utf-8") == HONEST


def test_force_overwrites(run: Run, four: Path) -> None:
    (four / "kept.txt").write_text("kept", encoding="utf-8")

    assert run("audit", "honest.yaml", "-o", "kept.txt", "--force", "--plain").code == 0
    assert "A fair consultation" in (four / "kept.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("leads_to", ["kept.txt", "not-there.txt"])
@pytest.mark.parametrize("option", ["--output", "--write=plain"])
def test_nothing_is_written_through_a_link(run: Run, four: Path, option: str, leads_to: str) -> None:
    (four / "kept.txt").write_text("kept", encoding="utf-8")
    (four / "link.txt").symlink_to(leads_to)

    done = run("audit", "honest.yaml", f"{option}=link.txt", "--force")

    assert (done.code, "is a link to another place" in done.err) == (2, True), done.err
    assert (four / "kept.txt").read_text(encoding="utf-8") == "kept"
    assert not (four / "not-there.txt").exists()


@pytest.mark.parametrize("name", ["coaudit-policy.yaml", "base.yaml", "ours.yaml"])
def test_what_is_judged_by_is_never_overwritten(run: Run, four: Path, name: str) -> None:
    (four / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nrubric: ours.yaml\nbaseline: base.yaml\n")
    assert run("rubric", "new", "ours.yaml").code == 0
    assert run("baseline", "write", "honest.yaml").code == 0
    before = (four / name).read_bytes()

    done = run("audit", "honest.yaml", "--output", name, "--force")

    assert (done.code, "is what this run judges by" in done.err) == (2, True), done.err
    assert (four / name).read_bytes() == before


@pytest.mark.parametrize("name", ["link.yaml", "honest.yaml", "coaudit-policy.yaml"])
def test_a_baseline_is_written_over_nothing_but_a_baseline(run: Run, four: Path, name: str) -> None:
    (four / "coaudit-policy.yaml").write_text("coaudit-policy: 1\nbaseline: base.yaml\n")
    assert run("baseline", "write", "honest.yaml").code == 0
    (four / "link.yaml").symlink_to("base.yaml")
    before = {each.name: each.read_bytes() for each in four.iterdir()}

    assert run("baseline", "write", "honest.yaml", "overclaimed.yaml", "-o", name).code in (2, 5)
    assert {each.name: each.read_bytes() for each in four.iterdir()} == before


def test_a_file_that_cannot_be_finished_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "report.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(output.CannotWriteError, match="No space left"):
        output.write_file(tmp_path / "report.txt", b"new")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


ANSWERS = {"y\n": True, "yes\n": True, "Y\n": True, "\n": False, "n\n": False, "": False}


@pytest.mark.parametrize(("answer", "agreed"), ANSWERS.items(), ids=map(repr, ANSWERS))
def test_overwriting_is_asked_about_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, agreed: bool
) -> None:
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    try:
        found: Path | None = output.place_for(str(tmp_path / "old.txt"), force=False, inputs=frozenset())
    except output.CannotWriteError:
        found = None

    assert (found is not None) is agreed


SURROUNDINGS = {
    "a console of Windows": {"PYTHONIOENCODING": "cp1252"},
    "a console of old": {"PYTHONIOENCODING": "cp437"},
    "nothing but ASCII": {"PYTHONIOENCODING": "ascii"},
    "the C locale": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "a narrow window": {"COLUMNS": "40"},
    "a window of one column": {"COLUMNS": "1"},
    "no colour": {"NO_COLOR": "1"},
    "colour by force": {"FORCE_COLOR": "1"},
}
COMMANDS = ("audit mixed.yaml --details", "audit mixed.yaml --plain", "facts", "explain entry", "rubric show", "--help")


@pytest.mark.parametrize("env", SURROUNDINGS.values(), ids=SURROUNDINGS)
@pytest.mark.parametrize("line", COMMANDS)
def test_any_surroundings_are_good_enough(run: Run, tmp_path: Path, line: str, env: dict[str, str]) -> None:
    text = "title: Łódź, 共同 and 👩‍👩‍👧\nclaim: coproduction\nsummary: naïve – “quoted”\n"
    (tmp_path / "mixed.yaml").write_text(text, encoding="utf-8")

    done = run(*line.split(), env=env)

    assert (done.code, done.err) == (0, "")
    assert len(done.out) > 100


def test_no_symbol_is_lost_where_the_screen_has_none(run: Run, four: Path) -> None:
    assert four.is_dir()
    done = run("audit", "honest.yaml", "--details", env={"PYTHONIOENCODING": "ascii"})

    # A question mark that is no question's stands for a character that was lost.
    assert all(line.rstrip().endswith("?") or "? " in line for line in done.out.splitlines() if "?" in line)


COLOR = {
    "a pipe has none": ("auto", {}, False),
    "a pipe has it by force": ("auto", {"FORCE_COLOR": "1"}, True),
    "NO_COLOR outweighs FORCE_COLOR": ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    "what is asked for outweighs NO_COLOR": ("always", {"NO_COLOR": "1"}, True),
    "what is asked for outweighs FORCE_COLOR": ("never", {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize(("asked", "env", "colored"), COLOR.values(), ids=COLOR)
def test_colour(monkeypatch: pytest.MonkeyPatch, asked: str, env: dict[str, str], colored: bool) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    assert output.screen(Color(asked)).color is colored


def test_a_file_has_no_colour_and_a_pipe_has_none_either(run: Run, four: Path) -> None:
    done = run("audit", "honest.yaml")
    run("audit", "honest.yaml", "-o", "report.txt", env={"FORCE_COLOR": "1"})

    assert "\x1b" not in done.out
    assert b"\x1b" not in (four / "report.txt").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as only Unix shells do")
@pytest.mark.parametrize("end", ["| true", ">&-", "2>&-", "<&-", ">&- 2>&-"])
@pytest.mark.parametrize("line", ["--version", "--help", "audit .", "audit . --format json", "schema rubric", "facts"])
def test_a_closed_stream_is_no_failure(four: Path, line: str, end: str) -> None:
    (four / "honest.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "{sys.executable}" -m coaudit {line} {end}'],
        cwd=four,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full here")
@pytest.mark.parametrize("line", ["--version", "--help", "audit honest.yaml", "audit honest.yaml -f json", "facts"])
def test_a_full_disk_is_said_and_is_not_our_fault(four: Path, line: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coaudit", *line.split()],
            cwd=four,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_lines_are_written_project_by_project(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(HONEST, encoding="utf-8")
    asked = [sys.executable, "-m", "coaudit", "audit", "--no-policy", "--format", "jsonl", "first.yaml", "-"]
    with subprocess.Popen(
        asked, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first = process.stdout.readline()  # while the second is not even written yet
        process.stdin.write(SILENT.encode())
        process.stdin.close()
        rest = process.stdout.read()

    assert [next(reversed(json.loads(line))) for line in (first, *rest.splitlines())] == ["audit", "audit", "end"]
    assert json.loads(rest.splitlines()[-1])["end"]["audits"] == 2


def test_json_lines_are_the_same_in_a_file(run: Run, tmp_path: Path) -> None:
    for name, text in (("a.yaml", HONEST), ("b.yaml", SILENT)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    printed = run("audit", "--no-policy", "--format", "jsonl", "a.yaml", "b.yaml", "--fail-under", "A")
    run("audit", "--no-policy", "--format", "jsonl", "a.yaml", "b.yaml", "--fail-under", "A", "--output", "c.jsonl")

    assert (tmp_path / "c.jsonl").read_bytes() == printed.raw
