"""The parts of an audit by themselves: a requirement on a range, progress, reading, and what starting imports."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from coaudit import audit as core
from coaudit import bundled
from coaudit.cli import progress, reading
from coaudit.policy import Layer, Policy, Rule
from coaudit.policy.judge import requirements
from coaudit.records import replace
from tests.cli.conftest import HONEST, ROOT

RUBRIC = core.load(bundled.read("coproduction"), "coproduction.yaml")
AUDIT = core.audit(HONEST.encode(), "a.yaml", RUBRIC)

RANGES = {
    "the certain letter is better": ("A", "A", "C", True),
    "the certain letter is just enough": ("C", "A", "C", True),
    "the highest possible letter is too low": ("E", "D", "C", False),
    "what is not stated decides": ("D", "B", "C", None),
    "only the highest possible letter is enough": ("E", "C", "C", None),
    "there is no letter": (None, None, "E", None),
    "the lowest letter is required, and any will do": ("E", "E", "E", True),
}


@pytest.mark.parametrize(("low", "high", "letter", "met"), RANGES.values(), ids=RANGES)
def test_a_requirement_is_judged_on_a_range(low: str | None, high: str | None, letter: str, met: bool | None) -> None:
    graded = replace(AUDIT, grade=replace(AUDIT.grade, low=low, high=high))
    policy = Policy("", "", "", (Layer((Rule("grade", "", letter, "--fail-under"),)),))
    (found,) = requirements(policy, RUBRIC, graded, "a.yaml", date(2026, 11, 23), lambda *_: False, lambda _: graded)

    assert (found.id, found.path, found.met) == ("grade", "a.yaml", met)
    assert found.detail.startswith(f"A grade of {letter} or better is required; ")


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


WATCHED = {
    "long work on a terminal is shown": (Terminal(), 30, 0.0, True),
    "short work is not": (Terminal(), 30, 100.0, False),
    "few files are not": (Terminal(), 20, 0.0, False),
    "nothing is shown where nobody watches": (io.StringIO(), 30, 0.0, False),
}


@pytest.mark.parametrize(("stream", "many", "patience", "shown"), WATCHED.values(), ids=WATCHED)
def test_progress(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, many: int, patience: float, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", patience)

    assert list(progress.watched(range(many), many, "Audited")) == list(range(many))
    assert ("Audited" in stream.getvalue()) is shown


def test_what_is_printed_to_a_file_while_a_bar_is_shown_goes_to_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, file = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", file)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)

    for each in progress.watched(range(30), 30, "Audited"):
        sys.stdout.write(f"{each}\n")

    assert file.getvalue().split() == [str(number) for number in range(30)]
    assert "Audited" in screen.getvalue()


def test_no_more_is_read_than_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)

    assert len(reading.read(tmp_path / "big", "big")) == 1024 * 1024 + 1


PEEKS = {
    "UTF-8 with a mark": b"\xef\xbb\xbfcoaudit: 1\n",
    "UTF-16": "coaudit: 1\n".encode("utf-16"),
    "old line ends": b"title: x\rcoaudit: 1\r",
}


@pytest.mark.parametrize("raw", PEEKS.values(), ids=PEEKS)
def test_a_look_at_the_start_sees_the_key_in_any_encoding(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a").write_bytes(raw)

    assert "coaudit: 1\n" in next(reading.peek(tmp_path / "a"))


UNUSED = {
    "help": (["--help"], {"pydantic", "yaml", "rich", "jsonschema", "coaudit.report", "coaudit.project"}),
    "the help of a command": (["audit", "--help"], {"yaml", "rich", "coaudit.report", "coaudit.project"}),
    "a plain audit": (["audit", "-", "--plain"], {"rich", "jsonschema", "html", "coaudit.render.terminal"}),
    "a JSON report": (["audit", "-", "--format", "json"], {"rich", "jsonschema", "coaudit.render.terminal"}),
}


@pytest.mark.parametrize(("arguments", "unused"), UNUSED.values(), ids=UNUSED)
def test_what_is_not_needed_is_not_imported(arguments: list[str], unused: set[str]) -> None:
    ask = (
        f"import sys; sys.argv = ['coaudit', *{arguments!r}]\n"
        "from coaudit.cli.run import run\n"
        "run()\n"
        f"print('unneeded:', *sorted({unused!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, input=HONEST, capture_output=True, encoding="utf-8", check=True
    )

    assert done.stderr.strip() == "unneeded:"
