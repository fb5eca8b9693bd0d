"""The report as JSON, `coaudit-report/1`: what other programs read, and what `compare` and a baseline start from.

The keys that the documentation names stay; more may be added.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from coaudit import safe
from coaudit.phrases import say
from coaudit.records import as_data
from coaudit.report import FORMAT, Audit, Report

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

# JSON lets all of these stand as they are; a terminal, and the machine that reads a build's log, do not.
_ACTS = re.compile(f"[{safe.CONTROL}{safe.BIDI}{safe.SEPARATORS}{safe.BOM}{safe.NONCHARACTERS}]|#(?=#|[^\x00-\x7f])")
_LONE_SURROGATE = re.compile(f"[{safe.SURROGATES}]")


def render(report: Report, *, source: bool = False) -> str:
    """The report as JSON, in UTF-8, indented, ending with a line feed. With *source*, the descriptions' lines too."""
    text = json.dumps(document(report, source=source), ensure_ascii=False, indent=2, allow_nan=False, default=as_data)
    return harmless(text) + "\n"


def as_json(made: Any) -> str:
    """A plan, a comparison or a history as JSON: its format first, and then its fields."""
    found = {"format": made.format, **asdict(made)}
    for part in (found, found.get("moved") or {}):
        for name in ("rubric", "rubric_before", "rubric_after"):
            if name in part:
                del part[name]["asked"]  # as in a report
    return harmless(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def schema_of(kind: Any, description: str) -> dict[str, Any]:
    """The JSON Schema of what `as_json` writes of a kind of thing."""
    from pydantic import TypeAdapter

    made = TypeAdapter(kind).json_schema(mode="serialization")
    name = made["properties"]["format"]["default"]
    made["properties"]["format"]["const"] = name
    made["required"] = list(made["properties"])
    return {"$schema": _DRAFT, **made, "title": name, "description": description}


def read(raw: bytes) -> Report:
    """The report in the bytes of a JSON report. Raises ValueError, in a sentence, where they are none.

    What a later version may have added is passed over; the descriptions' lines may be left out.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        found = TypeAdapter(Any).validate_json(raw)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]["msg"]
        raise ValueError(say("This is not JSON: {wrong}.", wrong=wrong)) from None
    format_ = found.get("format") if isinstance(found, dict) else None
    if format_ != FORMAT:
        raise ValueError(say("This is not a report of coaudit ({format}).", format=FORMAT))
    for audit in found["audits"] if isinstance(found.get("audits"), list) else ():
        if isinstance(audit, dict):
            audit.setdefault("source", [])
    try:
        return TypeAdapter(Report).validate_python(found)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise ValueError(say("This report is damaged: {where} is not what it should be.", where=where)) from None


def document(report: Report, *, source: bool = False) -> dict[str, Any]:
    """The report as data, in the order in which it is written. Records within it are written as their fields."""
    return {
        "format": report.format,
        "tool": report.tool,
        "rubric": _rubric(report),
        "audits": [audit_data(audit, source=source) for audit in report.audits],
        "errors": report.errors,
        "requirements": report.requirements,
        "exit_code": report.exit_code,
        "limits": report.limits,
        "policy": report.policy,
        "notes": report.notes,
        "warnings": report.warnings,
    }


def _rubric(report: Report) -> dict[str, Any]:
    """Which rubric judged; what it asks is told by `coaudit rubric show`."""
    found = as_data(report.rubric)
    del found["asked"]
    return found


def audit_data(audit: Audit, *, source: bool) -> dict[str, Any]:
    """One project as data, with the lines of its description where *source* asks for them.

    Its history is there where it was asked for: without it, the report has no such key.
    """
    found = as_data(audit)
    if not source:
        del found["source"]
    if audit.history is None:
        del found["history"]
    return found


def harmless(text: str) -> str:
    """JSON of the same meaning, in which whatever acts on a terminal or a log is written as an escape.

    Half a pair of surrogates is no character and has no UTF-8: it becomes the mark for what could not be read.
    """
    escaped = _ACTS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _LONE_SURROGATE.sub("\ufffd", escaped)


def schema() -> dict[str, Any]:
    """The JSON Schema that every JSON report satisfies, made from the dataclasses of the report."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Report).json_schema(mode="serialization")
    audit = made["$defs"]["Audit"]
    audit["required"] = [name for name in audit["required"] if name != "source"]
    made["properties"]["format"]["const"] = FORMAT
    made["required"] = list(made["properties"])
    return {
        "$schema": _DRAFT,
        **made,
        "title": FORMAT,
        "description": "What coaudit says about one or more projects: how far each is consultation and how far "
        "coproduction, whether it keeps its promise, and what would move it.",
    }
