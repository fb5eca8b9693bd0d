"""rubric show --resolved, new and diff: what somebody needs who keeps a rubric of their own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coaudit import bundled
from coaudit.audit import load
from coaudit.cli.extending import base
from coaudit.rubric_tools.check import check
from coaudit.rubric_tools.diff import Difference, differences
from coaudit.source import parse
from coaudit.source.yaml_writer import written
from tests.cli.conftest import HONEST, OVERCLAIMED, ROOT, Run

RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")
OWN = """\
rubric: own
extends: coproduction
title: Ours
version: 1.0.0
reviewed_by_people_with_lived_experience: no
about: Ours
"""


@pytest.mark.parametrize("name", bundled.names())
def test_what_is_written_out_reads_back_as_the_same(name: str) -> None:
    data = parse(bundled.read(name), name).data
    assert isinstance(data, dict)

    assert parse(written(data).encode(), name).data == data


ODD = ["yes", "010", "12:30", "a: b", "# c", "- d", "", " e ", "{f}", "g\nh", "'i'", '"j"', "null", "x " * 60 + "y"]


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_written_so_that_it_reads_as_itself(text: str) -> None:
    data = {"title": text, "list": [text, {"inner": text}]}

    assert parse(written(data).encode(), "x.yaml").data == data


@pytest.mark.parametrize("name", bundled.names())
def test_a_rubric_shown_with_what_it_extends_is_the_same_rubric_alone(run: Run, name: str) -> None:
    shown = run("rubric", "show", name, "--resolved")
    alone = load(shown.raw, "shown.yaml")

    assert shown.code == 0
    assert alone.lineage.extends == ()
    assert differences(load(*bundled.base(name), bundled.base), alone) == ()


def test_two_views_of_a_rubric_are_not_shown_at_once(run: Run) -> None:
    assert run("rubric", "show", "--summary", "--resolved").code == 2


@pytest.mark.parametrize("name", bundled.names())
def test_a_new_rubric_can_be_used_as_it_is_written(run: Run, tmp_path: Path, name: str) -> None:
    done = run("rubric", "new", "ours.yaml", "--extends", name)

    assert (done.code, "coaudit rubric check ours.yaml" in done.out) == (0, True)
    assert run("rubric", "check", "ours.yaml").code == 0
    of_its_own = {each.key for each in _changes(tmp_path / "ours.yaml", name)}
    assert of_its_own <= {"rubric", "title", "version", "about", "reviewed by people with lived experience"}


def _changes(path: Path, name: str) -> tuple[Difference, ...]:
    ours = load(path.read_bytes(), path.as_posix(), base)
    return differences(load(*bundled.base(name), bundled.base), ours)


@pytest.mark.parametrize("name", bundled.names())
def test_what_a_new_rubric_shows_as_comments_can_be_used_too(run: Run, tmp_path: Path, name: str) -> None:
    run("rubric", "new", "ours.yaml", "--extends", name)
    text = (tmp_path / "ours.yaml").read_text(encoding="utf-8")
    used = re.sub(r"(?m)^#(?=[^ #\n]|  )", "", text)
    rubric = load(used.encode(), "ours.yaml", base)

    assert rubric.criteria[-1].id == "minutes"
    assert check(rubric) == ()


def test_a_new_rubric_never_overwrites_a_file_unless_told_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("mine\n", encoding="utf-8")

    refused = run("rubric", "new", "ours.yaml")
    assert (refused.code, "add --force" in refused.err) == (2, True)
    assert (tmp_path / "ours.yaml").read_text(encoding="utf-8") == "mine\n"
    assert run("rubric", "new", "ours.yaml", "--force").code == 0
    assert (tmp_path / "ours.yaml").read_text(encoding="utf-8") != "mine\n"


def test_a_new_rubric_may_stand_on_a_file_beside_it_and_on_no_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "base one.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "elsewhere.yaml").write_text(OWN, encoding="utf-8")

    assert run("rubric", "new", "ours/next.yaml", "--extends", "ours/base one.yaml").code == 0
    assert 'extends: "./base one.yaml"' in (tmp_path / "ours" / "next.yaml").read_text(encoding="utf-8")
    assert run("rubric", "check", "ours/next.yaml").code == 0
    astray = run("rubric", "new", "ours/more.yaml", "--extends", "elsewhere.yaml")
    assert (astray.code, "is not in the folder" in astray.err) == (2, True)
    itself = run("rubric", "new", "elsewhere.yaml", "--extends", "elsewhere.yaml", "--force")
    assert (itself.code, "cannot extend itself" in itself.err) == (2, True)


@pytest.mark.parametrize("name", ["coproduction.yaml", "Our Rubric (2).yaml", "…yaml", "a: b.yaml", "7.yaml"])
def test_a_new_rubric_gets_an_id_from_its_file_and_never_one_of_ours(run: Run, tmp_path: Path, name: str) -> None:
    assert run("rubric", "new", name).code == 0
    found = load((tmp_path / name).read_bytes(), name, bundled.base)

    assert found.rubric not in bundled.names()
    assert re.fullmatch(r"[a-z0-9-]+", found.rubric)


CHANGED = {
    "a weight": ("weights: {notice: 5}\n", "  notice\n    weight: 5; it was: 1"),
    "a risk taken out": (
        "drop: {risks: [free-labour]}\n",
        "risks\n  taken out: free-labour",
    ),
    "a source of its own": (
        "sources: {otway-2020: {cite: Otway (2020), sure: read}}\n",
        "sources\n  added: otway-2020",
    ),
    "a figure of reference": (
        "reference: {hourly: 30, floor: 12.71, currency: GBP, as_of: 2026-11, check_after_months: 18, "
        "source: nihr-pay-2025}\n",
        "  reference: hourly: 30; it was: 27.5",
    ),
    "a fact of its own": ("facts: {sites: number}\n", "facts\n  added: sites (number)"),
    "what a rung needs": (
        "rungs: [{id: consult, title: Consult, means: M, needs: {notice: 1}}]\n",
        "    needs notice: 1 (new)",
    ),
}


@pytest.mark.parametrize(("more", "said"), CHANGED.values(), ids=CHANGED)
def test_what_changed_between_two_rubrics_is_said_by_id_and_key(run: Run, tmp_path: Path, more: str, said: str) -> None:
    (tmp_path / "own.yaml").write_text(OWN + more, encoding="utf-8")
    done = run("rubric", "diff", "coproduction", "own.yaml", env={"COLUMNS": "100"})

    assert (done.code, done.err) == (0, "")
    assert said in done.out


def test_a_level_that_asks_for_something_else_is_told_with_its_condition(run: Run, tmp_path: Path) -> None:
    text = bundled.read("coproduction").decode()
    (tmp_path / "own.yaml").write_text(
        text.replace("when: {notice_days: {at_least: 5}}", "when: {notice_days: {at_least: 6}}"), encoding="utf-8"
    )
    done = run("rubric", "diff", "coproduction", "own.yaml", env={"COLUMNS": "100"})

    assert "  notice\n    level 2: when: notice_days is at least 6" in done.out
    assert "it was: notice_days is at least 5" in " ".join(done.out.split())


def test_a_rubric_does_not_differ_from_itself(run: Run) -> None:
    assert run("rubric", "diff", "research", "research").out == "The two rubrics say the same.\n"


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "honest.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    (folder / "overclaimed.coaudit.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    return folder


def test_the_verdicts_that_move_are_told(run: Run, tmp_path: Path, examples: Path) -> None:
    shutil.copy(ROOT / "examples" / "co-design.coaudit.yaml", examples)
    other = "grades: {bands: {Z: 0}, over_claim: {1: Z}, risk: {high: Z}, coverage: 60, means: {Z: It is something}}\n"
    (tmp_path / "own.yaml").write_text(OWN + other, encoding="utf-8")
    done = run("rubric", "diff", "coproduction", "own.yaml", "--examples", "examples")

    assert (done.code, done.err) == (0, "")
    assert "examples/co-design.coaudit.yaml\n  letter: Z; it was: A\n" in done.out
    assert "Of 3 descriptions, " in done.out


@pytest.mark.usefixtures("examples")
def test_where_no_verdict_moves_it_is_said(run: Run) -> None:
    done = run("rubric", "diff", "coproduction", "coproduction", "--examples", "examples")

    assert done.out == "The two rubrics say the same.\n\nNothing moves in 2 descriptions.\n"


def test_a_description_that_only_one_rubric_can_judge_is_told(run: Run, tmp_path: Path, examples: Path) -> None:
    (tmp_path / "own.yaml").write_text(f"{OWN}drop: {{criteria: [notice]}}\n", encoding="utf-8")
    (examples / "one.coaudit.yaml").write_text("title: x\nresponses: {notice: It came late}\n", encoding="utf-8")
    done = run("rubric", "diff", "coproduction", "own.yaml", "--examples", "examples")

    said = " ".join(done.out.split())
    assert done.code == 0
    assert "by the second rubric it cannot be judged: the rubric has no criterion 'notice'" in said


def test_a_description_that_cannot_be_read_does_not_stop_the_others(run: Run, examples: Path) -> None:
    (examples / "broken.coaudit.yaml").write_text("title: [\n", encoding="utf-8")
    done = run("rubric", "diff", "coproduction", "research", "--examples", "examples")

    assert done.code == 4
    assert "broken.coaudit.yaml:" in done.err
    assert "2 descriptions" in done.out
