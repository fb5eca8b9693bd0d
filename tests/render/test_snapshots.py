"""Every text format, whole, beside the file that says how it should look.

After a change that is meant, `UPDATE_EXPECTED=1 pytest tests/render` writes the files anew: read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coaudit.render import FORMATS, Look
from coaudit.report import Report
from tests.render.reports import NOTHING, ONE, PAST, PASTS, SEVERAL

EXPECTED = Path(__file__).parent / "expected"
UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))

CASES: dict[str, tuple[str, Report, Look]] = {
    "one.txt": ("text", ONE, Look(width=80)),
    "one-narrow.txt": ("text", ONE, Look(width=40)),
    "one-color.txt": ("text", ONE, Look(width=80, color=True)),
    "one-details.txt": ("text", ONE, Look(width=100, details=True)),
    "one-details-ascii.txt": ("text", ONE, Look(width=60, details=True, unicode=False)),
    "several.txt": ("text", SEVERAL, Look(width=100)),
    "several-narrow-ascii.txt": ("text", SEVERAL, Look(width=40, unicode=False)),
    "nothing.txt": ("text", NOTHING, Look(width=80)),
    "one.plain.txt": ("plain", ONE, Look()),
    "several.plain.txt": ("plain", SEVERAL, Look(unicode=False)),
    "past.txt": ("text", PAST, Look(width=80)),
    "past-narrow-ascii.txt": ("text", PAST, Look(width=50, unicode=False)),
    "pasts-details.txt": ("text", PASTS, Look(width=100, details=True)),
    "pasts.plain.txt": ("plain", PASTS, Look()),
    "pasts.md": ("markdown", PASTS, Look()),
    "one.json": ("json", ONE, Look()),
    "several-with-source.json": ("json", SEVERAL, Look(source=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_looks_as_expected(name: str) -> None:
    kind, report, look = CASES[name]
    written = FORMATS[kind].render(report, look)
    path = EXPECTED / name
    if UPDATE:
        path.write_bytes(written.encode())
    assert written == path.read_bytes().decode()


def test_every_expected_file_belongs_to_a_case() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_reports_give_equal_text(name: str) -> None:
    look = Look(width=33, details=True)
    assert FORMATS[name].render(SEVERAL, look) == FORMATS[name].render(SEVERAL, look)
