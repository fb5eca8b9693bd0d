"""One row a project, for a spreadsheet. Ranges are two columns, so that they can be counted with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from coaudit.report import Audit, Report
from coaudit.safe import line_start, visible

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "|", "%")


def render(report: Report) -> str:
    """The report as CSV that a spreadsheet opens by itself: UTF-8 with its mark, CRLF, every text quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    dimensions = tuple(dict.fromkeys(each.id for audit in report.audits for each in audit.dimensions))
    writer.writerow(map(_cell, _head(dimensions)))
    for audit in report.audits:
        writer.writerow([_cell(each) for each in _row(report, audit, dimensions)])
    for error in report.errors:
        empty = [""] * (len(_head(dimensions)) - 2)
        writer.writerow([_cell(error.path), *empty, _cell(f"{error.line}: {error.message}")])
    return f"\ufeff{out.getvalue()}"


def _head(dimensions: tuple[str, ...]) -> list[str]:
    scores = [f"{name}_{end}" for name in (*dimensions, "score") for end in ("low", "high")]
    return [
        *("path", "title", "organisation", "status", "claim", "verdict", "rung_low", "rung_high"),
        *("grade_low", "grade_high", "risk_low", "risk_high"),
        *scores,
        *("settled", "of", "requirements_not_met", "requirements_not_shown", "rubric", "error"),
    ]


def _row(report: Report, audit: Audit, dimensions: tuple[str, ...]) -> Iterator[str | int]:
    yield from (audit.path, audit.title, audit.organisation, audit.status, audit.claim.rung or "", audit.claim.verdict)
    yield from (audit.rung.low, audit.rung.high, audit.grade.low or "", audit.grade.high or "")
    yield from (audit.tokenism.band_low, audit.tokenism.band_high)
    scores = {each.id: (each.low, each.high) for each in audit.dimensions}
    for name in dimensions:
        yield from scores.get(name, ("", ""))
    yield from (audit.score.low, audit.score.high, audit.coverage.settled, audit.coverage.of)
    own = [each for each in report.requirements if each.path == audit.path and each.waiver is None]
    yield from (sum(each.met is False for each in own), sum(each.met is None for each in own))
    yield from (f"{report.rubric.id} {report.rubric.version}", "")


def _cell(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    if isinstance(value, int):
        return value
    text = line_start(visible(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
