"""JSON Lines: a project a line, then whatever could not be read. For thousands of files, read line by line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from coaudit.render.json_report import audit_data, harmless
from coaudit.report import Report

FORMAT = "coaudit-line/1"


def render(report: Report) -> str:
    """One object a line: `{"audit": ...}`, `{"requirement": ...}` or `{"error": ...}`, each with format and rubric.

    The last line is `{"end": ...}`, with how many there were and the exit code: without it, the rest is missing.
    """
    head = {"format": FORMAT, "rubric": f"{report.rubric.id} {report.rubric.version}"}
    lines: list[dict[str, Any]] = [{**head, "audit": audit_data(audit, source=False)} for audit in report.audits]
    lines += [{**head, "requirement": asdict(each)} for each in report.requirements]
    lines += [{**head, "error": asdict(each)} for each in report.errors]
    counts = {"audits": len(report.audits), "requirements": len(report.requirements), "errors": len(report.errors)}
    lines.append({**head, "end": {**counts, "exit_code": report.exit_code}})
    return "".join(f"{harmless(json.dumps(line, ensure_ascii=False, allow_nan=False))}\n" for line in lines)
