"""A format that is written project by project, so that a run over thousands keeps none of them."""

from __future__ import annotations

from collections.abc import Callable

from coaudit.records import Record
from coaudit.render.look import Look
from coaudit.report import Audit, Report


def nothing(_: Report, __: Look) -> str:
    """Before the first project, where a format has nothing to say there."""
    return ""


class ByProject(Record):
    """A format project by project: put together, the pieces are what `render` gives.

    The first two are given a report without projects. The last one is given the number of projects, and the report with
    the bare verdicts of all of them, or without them where it needs none.
    """

    project: Callable[[Report, Audit, Look], str]
    end: Callable[[Report, int, Look], str]
    begin: Callable[[Report, Look], str] = nothing
    between: str = ""
    verdicts: bool = False
    """Whether the last piece needs the verdicts of all projects."""
