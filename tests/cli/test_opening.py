"""`--open` shows the file that was written, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def browser(tmp_path: Path) -> dict[str, str]:
    """An environment whose browser only notes what it was asked to open."""
    noting = tmp_path / "noting.py"
    noting.write_text("import sys, pathlib\npathlib.Path('opened.txt').write_text(sys.argv[1])\n", encoding="utf-8")
    return {"BROWSER": f"{sys.executable} {noting} %s"}


def test_the_written_file_is_opened(run: Run, four: Path, browser: dict[str, str]) -> None:
    done = run("audit", "honest.yaml", "--format", "html", "--output", "a report.html", "--open", env=browser)

    assert done.code == 0, done.err
    assert (four / "opened.txt").read_text(encoding="utf-8") == (four / "a report.html").resolve().as_uri()


@pytest.mark.parametrize("where", [[], ["--output", "-"], ["--write", "html=other.html"]])
def test_without_a_file_from_output_it_says_kindly_what_to_add(
    run: Run, four: Path, browser: dict[str, str], where: list[str]
) -> None:
    done = run("audit", "honest.yaml", "--format", "html", *where, "--open", env=browser)

    assert done.code == 2
    assert "there is no file to open. Write one with --output, for instance" in " ".join(done.err.split())
    assert not (four / "opened.txt").exists()
    assert not (four / "other.html").exists()


def test_a_file_that_was_not_written_is_not_opened(run: Run, four: Path, browser: dict[str, str]) -> None:
    (four / "there.html").write_text("old", encoding="utf-8")
    done = run("audit", "honest.yaml", "--format", "html", "--output", "there.html", "--open", env=browser)

    assert done.code == 2
    assert not (four / "opened.txt").exists()


def test_where_nothing_can_open_it_the_place_is_told(run: Run, four: Path) -> None:
    nothing = {"BROWSER": "/no/such/browser %s", "PATH": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = run("audit", "honest.yaml", "--format", "html", "--output", "report.html", "--open", env=nothing)

    assert done.code == 0
    assert "Nothing here could open it. The report is in" in done.err
    assert (four / "report.html").is_file()
