"""A badge as shields.io draws it from a file: the rung of one project, or how many of several keep their claim."""

from __future__ import annotations

from coaudit.phrases import say
from coaudit.render import words
from coaudit.render.json_text import as_text
from coaudit.render.look import USUAL, Look
from coaudit.report import Report

KEPT, OPEN, ABOVE = "2a6f4e", "57606a", "8a5a00"
"""Green, grey and amber. There is no red: a badge is not for shaming."""


def render(report: Report, _: Look = USUAL) -> str:
    """The badge's file. It never says a grade for several projects: that would be a league table of one."""
    if len(report.audits) == 1 and not report.errors:
        (audit,) = report.audits
        message = words.evidenced(report.rubric, audit)
        if audit.grade.low is not None:
            message = f"{message}, {words.letters(audit.grade)}"
        color = {"matches": KEPT, "under": KEPT, "over": ABOVE}.get(audit.claim.verdict, OPEN)
    elif report.audits and not report.errors:
        kept = sum(audit.claim.verdict in ("matches", "under") for audit in report.audits)
        message = say("{kept} of {all} are what they claim", kept=kept, all=len(report.audits))
        color = KEPT if kept == len(report.audits) else OPEN
    else:
        message, color = say("could not be judged"), OPEN
    made = {"schemaVersion": 1, "label": "coaudit", "message": message, "color": color}
    return as_text(made, indented=False)
