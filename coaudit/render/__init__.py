"""The formats of a report. Each is one row of FORMATS, and one function from the report to text, in a module here.

The function is given the report and how its reader will see it. A module whose format grows project by project says in
BY_PROJECT how. Neither is imported before somebody asks for that format.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from coaudit.records import Record
from coaudit.render.by_project import ByProject
from coaudit.render.look import USUAL, Look
from coaudit.report import HISTORY, PARTS, Report

__all__ = ["FORMATS", "ByProject", "Format", "Look", "Render"]

Render = Callable[[Report, Look], str]


class Format(Record):
    """One format: what it is for, how its files are named, and the way to the function that writes it."""

    summary: str
    suffix: str
    where: str
    """Its module in this folder, and the function there."""
    grows: bool = False
    """Whether it can be written project by project."""
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

    def load(self) -> Render:
        """The function that writes it."""
        module, _, name = self.where.partition(".")
        found: Render = getattr(import_module(f"{__name__}.{module}"), name)
        return found

    def by_project(self) -> ByProject | None:
        """The same project by project, where it can be written so."""
        if not self.grows:
            return None
        found: ByProject = import_module(f"{__name__}.{self.where.partition('.')[0]}").BY_PROJECT
        return found

    def render(self, report: Report, look: Look = USUAL) -> str:
        """The report in this format."""
        return self.load()(report, look)


_FOUND = frozenset(("findings",))
_LEVELS = frozenset(("criteria", "not_applicable"))
_IN_SHORT = frozenset(("headline", "findings", "advice", "not_stated", "elsewhere", "source"))

FORMATS = {
    "text": Format(
        "for reading on a screen",
        ".txt",
        "terminal.render",
        grows=True,
        reads_in_short=_IN_SHORT | {"disagreements"},
        history=True,
    ),
    "plain": Format(
        "one fact a line, for screen readers and for grep", ".txt", "plain.render", grows=True, history=True
    ),
    "json": Format("for other programs", ".json", "json_report.render", grows=True, history=True),
    "jsonl": Format(
        "a project a line, for programs that read thousands", ".jsonl", "jsonl.render", grows=True, history=True
    ),
    "markdown": Format(
        "for a step summary or a comment on a pull request", ".md", "markdown.render", reads=_IN_SHORT, history=True
    ),
    "html": Format("one page with pictures, for a meeting and for a browser", ".html", "html.render", history=True),
    "csv": Format("a row a project, for a spreadsheet", ".csv", "csv_report.render", reads=frozenset()),
    "sarif": Format(
        "for GitHub's code scanning, Azure and editors", ".sarif", "sarif.render", reads=_FOUND, from_the_top=True
    ),
    "gitlab": Format("for GitLab's Code Quality", ".json", "gitlab.render", reads=_FOUND, from_the_top=True),
    "junit": Format("test results, as Jenkins reads them", ".xml", "junit.render", reads=_LEVELS),
    "junit-gitlab": Format(
        "test results, as GitLab reads them", ".xml", "junit.for_gitlab", reads=_LEVELS, from_the_top=True
    ),
    "github": Format(
        "notes beside lines, for GitHub Actions", ".log", "annotations.github", reads=_FOUND, from_the_top=True
    ),
    "azure": Format(
        "notes beside lines, for Azure Pipelines", ".log", "annotations.azure", reads=_FOUND, from_the_top=True
    ),
    "badge": Format("a small sign for a web page, as shields.io draws it", ".json", "badge.render", reads=frozenset()),
}
