"""A report that is written project by project is the same as one that is written whole."""

from __future__ import annotations

import pytest

from coaudit.records import replace
from coaudit.render import FORMATS, Look, Needs
from coaudit.report import Audit, Report
from tests.render.reports import REPORTS

LOOKS = {
    "bare": Look(width=60, color=False, unicode=False),
    "all of it": Look(width=100, color=True, unicode=True, details=True, source=True),
}
WITH_PROJECTS = {name: report for name, report in REPORTS.items() if report.audits}


def in_short(report: Report) -> Report:
    return replace(report, audits=tuple(audit.in_short() for audit in report.audits))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("report", WITH_PROJECTS.values(), ids=WITH_PROJECTS)
@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.by_project])
def test_its_pieces_are_the_whole(name: str, report: Report, look: Look) -> None:
    load = FORMATS[name].by_project
    assert load is not None
    pieces = load()
    head = replace(report, audits=(), errors=(), requirements=(), exit_code=0, policy=None, notes=(), warnings=())

    kept = in_short(report) if pieces.needs else replace(report, audits=())
    projects = [pieces.project(head, audit, look) for audit in report.audits]
    written = pieces.begin(head, look) + pieces.between.join(projects) + pieces.end(kept, len(report.audits), look)

    assert written == FORMATS[name].render(report, look)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.needs is Needs.SHORT])
def test_what_needs_projects_in_short_only_is_the_same_without_the_rest(name: str, report: Report) -> None:
    assert FORMATS[name].render(in_short(report)) == FORMATS[name].render(report)


@pytest.mark.parametrize("audit", [audit for report in REPORTS.values() for audit in report.audits])
def test_in_short_a_project_keeps_its_verdict_and_no_lists(audit: Audit) -> None:
    short = audit.in_short()

    assert (short.headline, short.grade, short.dimensions) == (audit.headline, audit.grade, audit.dimensions)
    assert (short.criteria, short.risks, short.source, short.timeline) == ((), (), (), ())
