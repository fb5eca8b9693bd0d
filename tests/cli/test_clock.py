"""The day: what grows old by it, and how it is fixed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coaudit.cli import clock
from tests.cli.conftest import HONEST, Run

OLD = "it was 19 months old on 2028-06-01"


@pytest.mark.parametrize(
    ("seconds", "noted"),
    [("1764547200", False), ("1843344000", False), ("1843430399", False), ("1843430400", True), ("0", False)],
    ids=["December 2025", "31 May 2028", "the same day", "1 June 2028", "a clock that was never set"],
)
def test_a_report_says_that_the_rate_has_grown_old_on_a_day_that_can_be_fixed(
    run: Run, tmp_path: Path, seconds: str, noted: bool
) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    for format_ in ("text", "plain", "json"):
        done = run("audit", "a.yaml", "--format", format_, env={"SOURCE_DATE_EPOCH": seconds})
        assert (OLD in " ".join(done.out.split())) is noted
        assert done.code == 0


NEED_THE_DAY = ("audit a.yaml", "accounts add a.yaml b.yaml", "new c.yaml --interview")


@pytest.mark.parametrize("seconds", ["today", "1e99", "9" * 30, "9" * 5000, "\x1b[31mred"])
@pytest.mark.parametrize("command", NEED_THE_DAY)
def test_a_day_that_cannot_be_read_is_refused_before_anything_is_done(
    run: Run, tmp_path: Path, command: str, seconds: str
) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    (tmp_path / "b.yaml").write_text("coaudit_answers: 1\nside: carer\npeople: 5\nanswers: {entry: 1}\n")
    done = run(*command.split(), stdin="The clinic\n", env={"SOURCE_DATE_EPOCH": seconds})
    assert done.code == 2
    assert "not a number of seconds since 1970" in " ".join(done.err.split())
    assert "\x1b" not in done.err
    assert len(done.err) < 500
    assert (tmp_path / "a.yaml").read_text() == HONEST
    assert not (tmp_path / "c.yaml").exists()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_is_that_of_greenwich_and_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    before = datetime.now(UTC).date()
    assert before <= clock.today() <= datetime.now(UTC).date()
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
