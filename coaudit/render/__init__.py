"""The formats of a report. Each is one module with a function from the report to text, and one row of FORMATS."""

from __future__ import annotations

from collections.abc import Callable

from coaudit.records import Record
from coaudit.render.look import Look
from coaudit.report import HISTORY, PARTS, Audit, Report

__all__ = ["FORMATS", "ByProject", "Format", "Look", "Render"]

Render = Callable[[Report, Look], str]


class ByProject(Record):
    """A format project by project, so that none has to be kept: put together, the pieces are what `render` gives.

    The first two are given a report without projects. The last one is given the number of projects, and the report with
    the bare verdicts of all of them, or without them where it needs none.
    """

    begin: Callable[[Report, Look], str]
    project: Callable[[Report, Audit, Look], str]
    between: str
    end: Callable[[Report, int, Look], str]
    verdicts: bool
    """Whether the last piece needs the verdicts of all projects."""


class Format(Record):
    """One format: what it is for, how its files are named, and the way to the function that writes it."""

    summary: str
    suffix: str
    load: Callable[[], Render]
    """Imports the format's module, which happens only where it is asked for."""
    by_project: Callable[[], ByProject] | None = None
    """The same project by project, where it can be written so."""
    reads: frozenset[str] = frozenset(PARTS)
    """The parts of a project that it shows beside the verdict (`coaudit.report.PARTS`): no others need be told."""
    reads_in_short: frozenset[str] | None = None
    """The same where no details are asked for, if they make a difference."""
    history: bool = False
    """Whether it shows how a project fared over its revisions."""
    from_the_top: bool = False
    """Whether its readers find files by their path from the top of a repository, wherever the run stands in it."""

    def parts(self, look: Look) -> frozenset[str]:
        """The parts of a project that it shows to a reader."""
        reads = self.reads if self.reads_in_short is None or look.details else self.reads_in_short
        return reads | {HISTORY} if self.history else reads

    def render(self, report: Report, look: Look | None = None) -> str:
        """The report in this format."""
        return self.load()(report, look or Look())


def _text() -> Render:
    from coaudit.render.terminal import render

    return render


def _text_by_project() -> ByProject:
    from coaudit.render.terminal import BETWEEN, end, project

    return ByProject(_nothing, project, BETWEEN, lambda report, _, look: end(report, look), verdicts=True)


def _plain() -> Render:
    from coaudit.render.plain import render

    return lambda report, look: render(report, unicode=look.unicode)


def _plain_by_project() -> ByProject:
    from coaudit.render.plain import end, project

    return ByProject(
        _nothing,
        lambda report, audit, look: project(report, audit, unicode=look.unicode),
        "",
        lambda report, _, look: end(report, unicode=look.unicode),
        verdicts=True,
    )


def _html() -> Render:
    from coaudit.render.html import render

    return lambda report, _: render(report)


def _json() -> Render:
    from coaudit.render.json_report import render

    return lambda report, look: render(report, source=look.source)


def _json_by_project() -> ByProject:
    from coaudit.render.json_report import BETWEEN, begin, end, project

    return ByProject(
        lambda report, _: begin(report),
        lambda _, audit, look: project(audit, source=look.source),
        BETWEEN,
        lambda report, _, __: end(report),
        verdicts=False,
    )


def _jsonl() -> Render:
    from coaudit.render.jsonl import render

    return lambda report, _: render(report)


def _jsonl_by_project() -> ByProject:
    from coaudit.render.jsonl import project, rest

    return ByProject(
        _nothing,
        lambda report, audit, _: project(report.rubric, audit),
        "",
        lambda report, number, _: rest(report, number),
        verdicts=False,
    )


def _markdown() -> Render:
    from coaudit.render.markdown import render

    return lambda report, _: render(report)


def _csv() -> Render:
    from coaudit.render.csv_report import render

    return lambda report, _: render(report)


def _sarif() -> Render:
    from coaudit.render.sarif import render

    return lambda report, _: render(report)


def _gitlab() -> Render:
    from coaudit.render.gitlab import render

    return lambda report, _: render(report)


def _junit() -> Render:
    from coaudit.render.junit import render

    return lambda report, _: render(report)


def _junit_gitlab() -> Render:
    from coaudit.render.junit import render

    return lambda report, _: render(report, gitlab=True)


def _github() -> Render:
    from coaudit.render.annotations import github

    return lambda report, _: github(report)


def _azure() -> Render:
    from coaudit.render.annotations import azure

    return lambda report, _: azure(report)


def _badge() -> Render:
    from coaudit.render.badge import render

    return lambda report, _: render(report)


def _nothing(_: Report, __: Look) -> str:
    return ""


_FOUND = frozenset(("findings",))
_LEVELS = frozenset(("criteria", "not_applicable"))
_IN_SHORT = frozenset(("headline", "findings", "advice", "not_stated", "elsewhere", "source"))

FORMATS = {
    "text": Format(
        "for reading on a screen",
        ".txt",
        _text,
        _text_by_project,
        reads_in_short=_IN_SHORT | {"disagreements"},
        history=True,
    ),
    "plain": Format(
        "one fact a line, for screen readers and for grep", ".txt", _plain, _plain_by_project, history=True
    ),
    "json": Format("for other programs", ".json", _json, _json_by_project, history=True),
    "jsonl": Format(
        "a project a line, for programs that read thousands", ".jsonl", _jsonl, _jsonl_by_project, history=True
    ),
    "markdown": Format(
        "for a step summary or a comment on a pull request", ".md", _markdown, reads=_IN_SHORT, history=True
    ),
    "html": Format("one page with pictures, for a meeting and for a browser", ".html", _html, history=True),
    "csv": Format("a row a project, for a spreadsheet", ".csv", _csv, reads=frozenset()),
    "sarif": Format("for GitHub's code scanning, Azure and editors", ".sarif", _sarif, reads=_FOUND, from_the_top=True),
    "gitlab": Format("for GitLab's Code Quality", ".json", _gitlab, reads=_FOUND, from_the_top=True),
    "junit": Format("test results, as Jenkins reads them", ".xml", _junit, reads=_LEVELS),
    "junit-gitlab": Format(
        "test results, as GitLab reads them", ".xml", _junit_gitlab, reads=_LEVELS, from_the_top=True
    ),
    "github": Format("notes beside lines, for GitHub Actions", ".log", _github, reads=_FOUND, from_the_top=True),
    "azure": Format("notes beside lines, for Azure Pipelines", ".log", _azure, reads=_FOUND, from_the_top=True),
    "badge": Format("a small sign for a web page, as shields.io draws it", ".json", _badge, reads=frozenset()),
}
