"""plan and compare, as people run them: of files, folders and reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, OVERCLAIMED, Run

MINIMAL = (Path(__file__).parent.parent.parent / "examples" / "minimal.coaudit.yaml").read_text(encoding="utf-8")
BETTER = MINIMAL.replace("budget: told", "budget: together").replace("reasons", "agreed-route")

# --- plan ---


@pytest.mark.parametrize(
    ("arguments", "first", "said"),
    [
        (("--to", "co-design"), "A plan for: Redesigning the crisis pathway", "The least effort to the rung Co-design"),
        (("--to", "co-production"), "A plan for", "The least effort to the rung Coproduction"),
        (("--to", "b"), "A plan for", "The least effort that makes the letter B certain"),
        ((), "A plan for", "1. Say what it is: call it 'Engage'."),
        (("--to", "inform"), "A plan for", "This is certain already"),
        (("--to", "B", "--format", "markdown"), "## A plan for", "- [ ] **Who decides**: "),
        (("--set", "decisions.budget=together"), "A plan for", "The file is as it was".lower()),
    ],
)
def test_a_plan_is_made(run: Run, tmp_path: Path, arguments: tuple[str, ...], first: str, said: str) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    done = run("plan", "p.yaml", *arguments)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(first)
    assert said in " ".join(done.out.split())
    assert (tmp_path / "p.yaml").read_text(encoding="utf-8") == MINIMAL


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("p.yaml", "--to", "B+"), 2, 'there is no rung or letter "B+". Did you mean B?'),
        (("p.yaml", "--set", "decisions.budget=togther"), 2, "did you mean 'together'?"),
        (("p.yaml", "--set", "budget"), 2, "an equals sign is missing here"),
        (("nothing-claimed.yaml", "--to", "B"), 2, "claims nothing, so there is no letter"),
        (("claim-open.yaml", "--to", "B"), 2, "does not say what it claims, so there is no letter"),
        ((".", "--to", "B"), 2, "A plan is for one: name its file."),
        (("nope.yaml",), 4, "There is no such file or folder."),
        (("broken.yaml", "--set", "title=x"), 4, "broken.yaml:2:8:"),
        (("p.yaml", "--output", "p.yaml", "--force"), 2, "is one of the descriptions"),
        (("p.yaml", "--output", "there.txt"), 2, "is already there"),
        (("p.yaml", "--rubric", "no-such"), 2, 'there is no rubric "no-such"'),
    ],
)
def test_what_cannot_be_planned_is_told(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    files = {
        "p.yaml": MINIMAL,
        "nothing-claimed.yaml": "coaudit: 1\ntitle: x\nclaim: none\n",
        "claim-open.yaml": "coaudit: 1\ntitle: x\nclaim: unknown\n",
        "broken.yaml": "title: x\nclaim: sometimes\n",
        "there.txt": "mine",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("plan", *arguments)

    assert (done.code, said in " ".join(done.err.split())) == (code, True), done.err
    assert done.last.startswith(f"Exit {code}: ")
    assert (done.out, (tmp_path / "there.txt").read_text(encoding="utf-8")) == ("", "mine")


def test_a_plan_as_json_has_the_steps_and_what_the_what_if_moved(run: Run) -> None:
    done = run("plan", "-", "--to", "B", "--set", "on_disagreement=agreed-route", "--format", "json", stdin=MINIMAL)
    found = json.loads(done.out)

    assert (done.code, found["format"], found["to"], found["kind"]) == (0, "coaudit-plan/1", "B", "letter")
    assert found["what_if"] == ["on_disagreement=agreed-route"]
    verdict = {each["kind"]: each for each in found["moved"]["projects"][0]["verdict"]}
    assert verdict["rung"]["after"]["low"] == "co-design"
    assert {"criterion", "now", "to", "effort"} <= found["steps"][0]["step"].keys()


# --- compare ---


def test_two_descriptions_are_compared_with_the_lines_that_did_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(BETTER, encoding="utf-8")
    done = run("compare", "old.yaml", "new.yaml")

    assert (done.code, done.err) == (0, "")
    assert "Evidenced         Engage → Co-design (up)" in done.out
    assert "before 20 | budget: told\n" in done.out
    assert "now    20 | budget: together\n" in done.out


def test_folders_are_compared_project_by_project(run: Run, tmp_path: Path) -> None:
    for folder, texts in {
        "old": {"a": MINIMAL, "b": HONEST, "c": OVERCLAIMED},
        "new": {"a": BETTER, "b": HONEST},
    }.items():
        (tmp_path / folder).mkdir()
        for name, text in texts.items():
            (tmp_path / folder / f"{name}.coaudit.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new" / "d.coaudit.yaml").write_text("title: New here\n", encoding="utf-8")
    found = json.loads(run("compare", "old", "new", "--format", "json").out)

    assert [(each["path_after"], bool(each["items"])) for each in found["projects"]] == [
        ("a.coaudit.yaml", True),
        ("b.coaudit.yaml", False),
    ]
    assert [each["path"] for each in found["only_before"]] == ["c.coaudit.yaml"]
    assert [each["path"] for each in found["only_after"]] == ["d.coaudit.yaml"]


def test_one_file_that_cannot_be_read_does_not_stop_the_others(run: Run, four: Path) -> None:
    (four / "broken.yaml").rename(four / "broken.coaudit.yaml")
    (four / "new").mkdir()
    (four / "new" / "honest.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    done = run("compare", ".", "new")

    assert (done.code, "A fair consultation" in done.out) == (4, True)
    assert "broken.coaudit.yaml:2:8:" in done.err
    assert "  - broken.coaudit.yaml: 'sometimes' is not one of the words for claim." in done.out


def test_a_json_report_is_compared_with_a_description_by_the_rubric_it_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(HONEST, encoding="utf-8")
    run("audit", "p.yaml", "--rubric", "fair-consultation", "--format", "json", "--output", "old.json")
    done = run("compare", "old.json", "p.yaml")

    assert (done.code, "Nothing moved." in done.out) == (0, True), done.err


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("version", "2.0.0"), 2, "versions of a rubric that cannot be compared"),
        (("id", "mine"), 2, "--rubric NAME"),
        (("version", "1.7.0"), 0, "not judged by the very same rubric: coproduction 1.7.0 then"),
        (("sha256", "f" * 64), 0, "coproduction 1.0.0 (ffffffffffff) then"),
    ],
)
def test_a_report_by_another_rubric_is_refused_or_noted(
    run: Run, tmp_path: Path, change: tuple[str, str], code: int, said: str
) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    report = json.loads(run("audit", "p.yaml", "--format", "json").out)
    report["rubric"][change[0]] = change[1]
    (tmp_path / "old.json").write_text(json.dumps(report), encoding="utf-8")
    done = run("compare", "old.json", "p.yaml")

    assert (done.code, said in " ".join((done.out + done.err).split())) == (code, True), done.err


def test_what_is_no_report_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "old.json").write_text('{"format": "something"}', encoding="utf-8")
    done = run("compare", "old.json", "p.yaml")

    assert (done.code, done.last) == (4, 'Exit 4: "old.json" cannot be read.')
    assert "This is not a report of coaudit" in done.err


def test_one_other_project_in_each_folder_is_no_pair_but_two_named_files_are(run: Run, tmp_path: Path) -> None:
    for folder, text in {"old": HONEST, "new": OVERCLAIMED}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.coaudit.yaml").write_text(text, encoding="utf-8")
        run("audit", folder, "--format", "json", "--output", f"{folder}.json")

    for sides in (("old", "new"), ("old.json", "new.json"), ("old", "new/new.coaudit.yaml")):
        found = json.loads(run("compare", *sides, "--format", "json").out)
        assert (found["projects"], len(found["only_before"]), len(found["only_after"])) == ([], 1, 1)
    named = json.loads(run("compare", "old/old.coaudit.yaml", "new/new.coaudit.yaml", "--format", "json").out)
    assert len(named["projects"]) == 1


def test_a_rubric_for_two_reports_is_refused_with_the_way_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    run("audit", "p.yaml", "--format", "json", "--output", "a.json")
    done = run("compare", "a.json", "a.json", "--rubric", "fair-consultation")

    assert (done.code, done.out) == (2, "")
    assert "Leave --rubric out, or compare the descriptions" in " ".join(done.err.split())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["old.json", "old.txt"])
def test_a_report_is_read_as_powershell_writes_it(run: Run, tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    report = run("audit", "p.yaml", "--format", "json").out
    (tmp_path / name).write_bytes(report.replace("\n", "\r\n").encode(encoding))
    done = run("compare", name, "p.yaml")

    assert (done.code, "Nothing moved." in done.out) == (0, True), done.err


def test_a_report_in_another_encoding_is_told_kindly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "old.json").write_bytes('{"format": "é"}'.encode("cp1252"))
    done = run("compare", "old.json", "p.yaml")

    assert (done.code, "old.json:1:13: The byte E9" in done.err) == (4, True), done.err
