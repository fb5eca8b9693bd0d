"""GitLab's Code Quality report: one array, of which GitLab reads five keys an entry."""

from __future__ import annotations

from coaudit.render.json_text import as_text
from coaudit.render.look import USUAL, Look
from coaudit.render.marks import fingerprint, marks
from coaudit.report import Report
from coaudit.safe import visible

_SEVERITY = {"error": "critical", "warning": "minor", "note": "info"}


def render(report: Report, _: Look = USUAL) -> str:
    """The report as GitLab reads it; an empty array where there is nothing to say."""
    entries = [
        {
            "description": visible(f"{mark.title}: {mark.message}"),
            "check_name": visible(mark.rule),
            "fingerprint": fingerprint(mark),
            "severity": _SEVERITY[mark.level],
            "location": {
                "path": mark.path.removeprefix("./"),  # as git has it: JSON writes what acts as an escape
                "lines": {"begin": mark.place.line},
            },
        }
        for mark in marks(report)
    ]
    return as_text(entries)
