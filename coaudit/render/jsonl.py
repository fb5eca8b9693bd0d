"""JSON Lines: a project a line, then whatever could not be read. For thousands of files, read line by line."""

from __future__ import annotations

from typing import Any

from coaudit.records import as_data
from coaudit.render import json_report
from coaudit.render.by_project import ByProject
from coaudit.render.json_report import audit_data
from coaudit.render.json_text import as_text
from coaudit.render.look import USUAL, Look
from coaudit.report import Audit, Report, RubricInfo

FORMAT = "coaudit-line/1"


def render(report: Report, look: Look = USUAL) -> str:
    """One object a line: an `audit`, a `requirement`, an `error` or a `note`, each with format and rubric.

    The last line is `{"end": ...}`, with how many there were and the exit code: without it, the rest is missing.
    """
    lines = [project(report, audit, look) for audit in report.audits]
    return "".join(lines) + end(report, len(report.audits), look)


def project(report: Report, audit: Audit, _: Look) -> str:
    """The line of one project. It needs no other, so that a run over thousands can write each when it is done."""
    return _line(report.rubric, "audit", audit_data(audit, source=False))


def end(report: Report, audits: int, _: Look) -> str:
    """The lines after those of the projects, of which there were so many."""
    lines = [_line(report.rubric, "requirement", as_data(each)) for each in report.requirements]
    lines += [_line(report.rubric, "error", as_data(each)) for each in report.errors]
    lines += [_line(report.rubric, "note", {"says": each, "warning": each in report.warnings}) for each in report.notes]
    counts = {"audits": audits, "requirements": len(report.requirements), "errors": len(report.errors)}
    policy = report.policy
    by = {"name": policy.name, "sha256": policy.sha256} if policy else None
    lines.append(_line(report.rubric, "end", {**counts, "exit_code": report.exit_code, "policy": by}))
    return "".join(lines)


BY_PROJECT = ByProject(project, end)


def schema() -> dict[str, Any]:
    """The JSON Schema that every line satisfies: it says what it is about by the one key beside format and rubric."""
    whole = json_report.schema()
    text, number, yes_or_no = ({"type": name} for name in ("string", "integer", "boolean"))
    policy = {"anyOf": [_all_of({"name": text, "sha256": text}), {"type": "null"}]}
    kinds: dict[str, Any] = {
        "audit": {"$ref": "#/$defs/Audit"},
        "requirement": {"$ref": "#/$defs/Requirement"},
        "error": {"$ref": "#/$defs/InputError"},
        "note": _all_of({"says": text, "warning": yes_or_no}),
        "end": _all_of({**dict.fromkeys(("audits", "requirements", "errors", "exit_code"), number), "policy": policy}),
    }
    first = {"format": {"const": FORMAT, "type": "string"}, "rubric": text}
    return {
        "$schema": whole["$schema"],
        "$defs": whole["$defs"],
        "title": FORMAT,
        "description": "A line of what coaudit says about many projects: one project, or one thing about them all.",
        "anyOf": [_all_of({**first, kind: shape}) for kind, shape in kinds.items()],
    }


def _all_of(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _line(rubric: RubricInfo, kind: str, data: dict[str, Any]) -> str:
    line = {"format": FORMAT, "rubric": f"{rubric.id} {rubric.version}", kind: data}
    return as_text(line, indented=False)
