"""The formats of a report. Each is one module with a function from the report to text, and one row of FORMATS."""

from __future__ import annotations

from collections.abc import Callable

from coaudit.records import record
from coaudit.report import Report


@record
class Look:
    """How the reader will see the report. A format heeds what concerns it."""

    width: int = 100
    """Cells in a line of the window."""
    color: bool = False
    unicode: bool = True
    """Whether more than ASCII can be shown."""
    details: bool = False
    """Whether to say all, or what matters most."""
    source: bool = False
    """Whether data formats carry the lines of the descriptions."""


Render = Callable[[Report, Look], str]


@record
class Format:
    """One format: what it is for, how its files are named, and the way to the function that writes it."""

    summary: str
    suffix: str
    load: Callable[[], Render]
    """Imports the format's module, which happens only where it is asked for."""

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


def _json() -> Render:
    from coaudit.render.json_report import render

    return lambda report, look: render(report, source=look.source)


FORMATS = {
    "text": Format("for reading on a screen", ".txt", _text),
    "plain": Format("one fact a line, for screen readers and for grep", ".txt", _plain),
    "json": Format("for other programs", ".json", _json),
}
