"""The formats of a report. Each is one module with a function from the report to text, and one row of FORMATS."""

from __future__ import annotations

from collections.abc import Callable

from coaudit.records import record
from coaudit.render.look import Look
from coaudit.report import Report

__all__ = ["FORMATS", "Format", "Look", "Render"]

Render = Callable[[Report, Look], str]


@record
class Format:
    """One format: what it is for, how its files are named, and the way to the function that writes it."""

    summary: str
    suffix: str
    load: Callable[[], Render]
    """Imports the format's module, which happens only where it is asked for."""
    history: bool = False
    """Whether it shows how a project fared over its revisions."""

    def render(self, report: Report, look: Look | None = None) -> str:
        """The report in this format."""
        return self.load()(report, look or Look())


def _text() -> Render:
    from coaudit.render.terminal import render

    return lambda report, look: render(
        report, width=look.width, color=look.color, unicode=look.unicode, details=look.details
    )


def _plain() -> Render:
    from coaudit.render.plain import render

    return lambda report, look: render(report, unicode=look.unicode)


def _html() -> Render:
    from coaudit.render.html import render

    return lambda report, _: render(report)


def _json() -> Render:
    from coaudit.render.json_report import render

    return lambda report, look: render(report, source=look.source)


def _jsonl() -> Render:
    from coaudit.render.jsonl import render

    return lambda report, _: render(report)


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


FORMATS = {
    "text": Format("for reading on a screen", ".txt", _text, history=True),
    "plain": Format("one fact a line, for screen readers and for grep", ".txt", _plain, history=True),
    "json": Format("for other programs", ".json", _json, history=True),
    "jsonl": Format("a project a line, for programs that read thousands", ".jsonl", _jsonl, history=True),
    "markdown": Format("for a step summary or a comment on a pull request", ".md", _markdown, history=True),
    "html": Format("one page with pictures, for a meeting and for a browser", ".html", _html, history=True),
    "csv": Format("a row a project, for a spreadsheet", ".csv", _csv),
    "sarif": Format("for GitHub's code scanning, Azure and editors", ".sarif", _sarif),
    "gitlab": Format("for GitLab's Code Quality", ".json", _gitlab),
    "junit": Format("test results, as Jenkins reads them", ".xml", _junit),
    "junit-gitlab": Format("test results, as GitLab reads them", ".xml", _junit_gitlab),
    "github": Format("notes beside lines, for GitHub Actions", ".log", _github),
    "azure": Format("notes beside lines, for Azure Pipelines", ".log", _azure),
    "badge": Format("a small sign for a web page, as shields.io draws it", ".json", _badge),
}
