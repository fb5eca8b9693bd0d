"""One row a project, for a spreadsheet. Ranges are two columns, so that they can be counted with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from coaudit.phrases import say
from coaudit.render.look import USUAL, Look
from coaudit.report import Audit, InputError, Report
from coaudit.safe import line_start, visible

_FORMULA = re.compile(r"""(^|;)(?=[\s"]*[=+\-@＝＋－＠|%])""")
"""What begins a formula, in a cell or after a semicolon: where that parts cells, a cell of ours is cut in two there."""


def render(report: Report, _: Look = USUAL) -> str:
    """The report as CSV that a spreadsheet opens by itself: UTF-8 with its mark, CRLF, every text quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    # Those of the rubric, so that a table in which nothing could be judged has the same columns as the next one.
    told = (each.id for audit in report.audits for each in audit.dimensions)
    dimensions = tuple(dict.fromkeys((*report.rubric.dimensions, *told)))
    writer.writerow(map(_cell, _head(dimensions)))
    for audit in report.audits:
        writer.writerow([_cell(each) for each in _row(report, audit, dimensions)])
    for path, (error, more) in _unreadable(report).items():
        empty = [""] * (len(_head(dimensions)) - 2)
        also = f" {say('(and {number} more)', number=more)}" if more else ""
        writer.writerow([_cell(path), *empty, _cell(f"{error.line}: {error.message}{also}")])
    return f"\ufeff{out.getvalue()}"


def _unreadable(report: Report) -> dict[str, tuple[InputError, int]]:
    """Each file that cannot be read, with its first problem and how many more there are."""
    found: dict[str, tuple[InputError, int]] = {}
    for error in report.errors:
        first, more = found.get(error.path, (error, -1))
        found[error.path] = (first, more + 1)
    return found


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
    """A cell of which no spreadsheet takes a part for a formula: what begins like one gets an apostrophe before it."""
    if isinstance(value, int):
        return value
    return _FORMULA.sub(r"\1'", line_start(visible(value)))
