"""Reports that are written project by project: on a screen that somebody watches, and where the disk is full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import HONEST, ROOT, TODAY, Run
from tests.cli.test_faults import happening

MANY = 25
IMPATIENT = """
    import coaudit.cli.progress as progress
    progress.PATIENCE = 0
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with so many descriptions that a bar shows how far their audit is."""
    for number in range(MANY):
        (tmp_path / f"{number:03}.coaudit.yaml").write_text(HONEST, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("format_", "bar"), [("plain", False), ("jsonl", False), ("csv", True)], ids=["text", "data", "written whole"]
)
def test_a_report_that_grows_before_somebodys_eyes_has_no_bar_in_its_way(
    run: Run, many: Path, format_: str, bar: bool
) -> None:
    line = ["audit", ".", "--format", format_, "--color", "never"]
    piped = run(*line)
    env = os.environ | {"TERM": "xterm", "SOURCE_DATE_EPOCH": TODAY} | happening(many, IMPATIENT)

    screen, code = pexpect.run(
        f"{sys.executable} -m coaudit {' '.join(line)}", cwd=many, env=env, withexitstatus=True, timeout=60
    )

    assert code == piped.code == 0
    assert (b"Audited" in screen) is bar
    assert bar or screen.replace(b"\r\n", b"\n") == piped.raw


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_who_watches_is_told_what_was_written(run: Run, many: Path) -> None:
    line = "audit 000.coaudit.yaml --format html --output {0}.html --write csv={0}.csv"
    assert (run(*line.format("quiet").split()).err, (many / "quiet.html").exists()) == ("", True)

    screen = pexpect.run(f"{sys.executable} -m coaudit {line.format('seen')}", cwd=many, env=os.environ, timeout=60)

    told = {each.decode() for each in screen.splitlines()}
    assert told == {"seen.html is written.", "seen.csv is written."}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full here")
@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "csv"])
def test_where_standard_output_is_full_every_file_is_written_all_the_same(many: Path, format_: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coaudit", "audit", ".", "-f", format_, "-w", "html=a.html", "-w", "jsonl=b.jsonl"],
            cwd=many,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.stderr.splitlines() == [
        b"Error: standard output cannot be written: No space left on device.",
        b"Exit 2: a report could not be written.",
    ]
    assert done.returncode == 2
    assert b"</html>" in (many / "a.html").read_bytes()
    assert len((many / "b.jsonl").read_bytes().splitlines()) == MANY + 1
