"""A report that is written project by project is the same as one written whole, and no more is told than is shown."""

from __future__ import annotations

from importlib import import_module

import pytest

from coaudit.records import replace
from coaudit.render import FORMATS, Look
from coaudit.report import Report
from tests.render.reports import REPORTS

LOOKS = {
    "bare": Look(width=60, color=False, unicode=False),
    "all of it": Look(width=100, color=True, unicode=True, details=True, source=True),
}
WITH_PROJECTS = {name: report for name, report in REPORTS.items() if report.audits}


def with_only(report: Report, parts: frozenset[str]) -> Report:
    return replace(report, audits=tuple(audit.with_only(parts) for audit in report.audits))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("report", WITH_PROJECTS.values(), ids=WITH_PROJECTS)
@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.grows])
def test_its_pieces_are_the_whole(name: str, report: Report, look: Look) -> None:
    pieces = FORMATS[name].by_project()
    assert pieces is not None
    head = replace(report, audits=(), errors=(), requirements=(), exit_code=0, policy=None, notes=(), warnings=())

    kept = with_only(report, frozenset()) if pieces.verdicts else replace(report, audits=())
    projects = [pieces.project(head, audit, look) for audit in report.audits]
    written = pieces.begin(head, look) + pieces.between.join(projects) + pieces.end(kept, len(report.audits), look)

    assert written == FORMATS[name].render(report, look)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_grows_where_its_module_says_how(name: str) -> None:
    module = import_module(FORMATS[name].load().__module__)

    assert FORMATS[name].by_project() is getattr(module, "BY_PROJECT", None)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_the_same_without_the_parts_that_it_says_it_does_not_show(
    name: str, report: Report, look: Look
) -> None:
    only_these = with_only(report, FORMATS[name].parts(look))

    assert FORMATS[name].render(only_these, look) == FORMATS[name].render(report, look)
