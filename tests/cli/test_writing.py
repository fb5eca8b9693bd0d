"""Several copies of one report at once: each file whole or not at all, and none of them lost for another's sake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coaudit.cli.delivering import Copy, Outlet
from coaudit.cli.exits import Ending
from coaudit.cli.output import Color
from coaudit.render import FORMATS
from tests.cli.conftest import HONEST, Run
from tests.render.reports import ONE


def test_one_run_writes_every_format_there_is(run: Run, four: Path) -> None:
    writes = [part for name in FORMATS for part in ("--write", f"{name}=out.{name}")]
    done = run("audit", "*.yaml", "--format", "plain", *writes)

    assert done.code == 4, "broken.yaml is among them, and the rest is written all the same"
    assert "A fair consultation" in done.out
    for name in FORMATS:
        assert (four / f"out.{name}").read_bytes(), name
    report = json.loads((four / "out.json").read_bytes())
    assert (len(report["audits"]), len(report["errors"]), report["exit_code"]) == (3, 1, 4)
    sarif = json.loads((four / "out.sarif").read_bytes())["runs"][0]["invocations"][0]
    assert (sarif["executionSuccessful"], sarif["exitCode"]) == (False, 4)
    assert "Could not be judged" in (four / "out.markdown").read_text(encoding="utf-8")


def test_a_file_is_written_where_nothing_can_be_read_and_says_so(run: Run, four: Path) -> None:
    done = run("audit", "broken.yaml", "--write", "text=report.txt", "--write", "junit=report.xml")

    assert (done.code, done.out) == (4, "")
    assert "broken.yaml" in (four / "report.txt").read_text(encoding="utf-8")
    assert "<error " in (four / "report.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("writes", "said"),
    [
        (["sarif"], '"sarif" is not FORMAT=FILE'),
        (["sarif="], '"sarif=" is not FORMAT=FILE'),
        (["sarff=a.json"], "Did you mean sarif?"),
        (["json=-"], "Standard output has one format: --format json"),
        (["json=a.json", "sarif=./a.json"], '"./a.json" is named twice'),
        (["json=honest.yaml"], "is one of the descriptions"),
        (["json=missing/a.json"], "there is no folder missing"),
        (["json=."], "is a folder"),
    ],
)
def test_a_copy_that_has_no_place_stops_the_run_before_anything_is_judged(
    run: Run, four: Path, writes: list[str], said: str
) -> None:
    before = sorted(path.name for path in four.iterdir())
    done = run("audit", ".", *(part for each in writes for part in ("--write", each)))

    assert done.code == 2
    assert said in " ".join(done.err.replace("│", " ").split())
    assert done.out == ""
    assert sorted(path.name for path in four.iterdir()) == before


def test_a_file_that_is_there_is_kept_unless_force_is_said(run: Run, four: Path) -> None:
    (four / "old.json").write_text("mine", encoding="utf-8")
    refused = run("audit", "honest.yaml", "--write", "json=old.json")
    assert (refused.code, (four / "old.json").read_text(encoding="utf-8")) == (2, "mine")

    forced = run("audit", "honest.yaml", "--write", "json=old.json", "--force")
    assert forced.code == 0
    assert json.loads((four / "old.json").read_bytes())["exit_code"] == 0


def test_a_copy_that_cannot_be_written_costs_no_other(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gone = Copy("json", tmp_path / "was-here-a-moment-ago" / "a.json", "--write")
    kept = Copy("csv", tmp_path / "b.csv", "--write")
    ending = Ending()
    Outlet((Copy("plain", None), gone, kept), Color.NEVER, details=False, source=False).deliver(ONE, ending)

    out, err = capfd.readouterr()
    assert (ending.code, ending.reasons) == (2, ["a report could not be written"])
    assert "a.json cannot be written" in err
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert out.startswith("Project: ")


def test_copies_say_the_same_as_the_report_on_standard_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    done = run("audit", "a.yaml", "--format", "json", "--write", "json=b.json", "--write", "plain=c.txt")

    assert (tmp_path / "b.json").read_bytes() == done.raw
    assert run("audit", "a.yaml", "--plain").out == (tmp_path / "c.txt").read_text(encoding="utf-8")
