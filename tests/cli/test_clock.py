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


@pytest.mark.parametrize("seconds", ["today", "1e99", "9" * 30])
def test_a_day_that_cannot_be_read_is_refused(run: Run, tmp_path: Path, seconds: str) -> None:
    (tmp_path / "a.yaml").write_text(HONEST)
    done = run("audit", "a.yaml", env={"SOURCE_DATE_EPOCH": seconds})
    assert done.code == 2
    assert "not a number of seconds since 1970" in " ".join(done.err.split())


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
