"""The report as JSON, `coaudit-report/1`: what other programs read, and what `compare` and a baseline start from.

The keys that the documentation names stay; more may be added.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coaudit.phrases import say
from coaudit.records import as_data, replace
from coaudit.render.by_project import ByProject
from coaudit.render.json_text import as_text
from coaudit.render.look import USUAL, Look
from coaudit.report import FORMAT, Audit, Report

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def render(report: Report, look: Look = USUAL) -> str:
    """The report as JSON, in UTF-8, indented, ending with a line feed."""
    return as_text(document(report, source=look.source))


_HERE = '"audits": []'
"""Where the projects belong. No text can look like it: in JSON, a quotation mark within one has a sign before it."""


def begin(report: Report, _: Look) -> str:
    """What stands before the first project, in a report that has some."""
    return _without(report).partition(_HERE)[0] + _HERE[:-1]


def project(_: Report, audit: Audit, look: Look) -> str:
    """One project as it stands in its place."""
    return ("\n" + as_text(audit_data(audit, source=look.source)).rstrip("\n")).replace("\n", "\n    ")


def end(report: Report, _: int, __: Look) -> str:
    """What stands after the last project."""
    return f"\n  ]{_without(report).partition(_HERE)[2]}"


def _without(report: Report) -> str:
    return render(replace(report, audits=()))


BY_PROJECT = ByProject(project, end, begin, between=",")


def as_json(made: Any) -> str:
    """A plan, a comparison or a history as JSON: its format first, and then its fields."""
    found = {"format": made.format, **msgspec.to_builtins(made)}
    for part in (found, found.get("moved") or {}):
        for name in ("rubric", "rubric_before", "rubric_after"):
            if name in part:
                del part[name]["asked"]  # as in a report
    return as_text(found)


def schema_of(kind: Any, description: str) -> dict[str, Any]:
    """The JSON Schema of what `as_json` writes of a kind of thing."""
    (made,), parts = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    whole = parts.pop(made["$ref"].rpartition("/")[2])
    name = whole["properties"]["format"]["default"]
    whole["properties"]["format"]["const"] = name
    whole["required"] = list(whole["properties"])
    return {"$schema": _DRAFT, "$defs": parts, **whole, "title": name, "description": description}


def read(raw: bytes) -> Report:
    """The report in the bytes of a JSON report. Raises ValueError, in a sentence, where they are none.

    What a later version may have added is passed over; the descriptions' lines may be left out.
    """
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        wrong = str(error).removeprefix("JSON is malformed: ")
        raise ValueError(say("This is not JSON: {wrong}.", wrong=wrong)) from None
    format_ = found.get("format") if isinstance(found, dict) else None
    if format_ != FORMAT:
        raise ValueError(say("This is not a report of coaudit ({format}).", format=FORMAT))
    for audit in found["audits"] if isinstance(found.get("audits"), list) else ():
        if isinstance(audit, dict):
            audit.setdefault("source", [])
    try:
        return msgspec.convert(found, Report)
    except msgspec.ValidationError as error:
        what, _, at = str(error).rstrip("`").partition(" - at `$.")
        where = at or what.rpartition("`")[2]  # what is missing at the top is named in the sentence alone
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
        "noted_at": report.noted_at,
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


def schema() -> dict[str, Any]:
    """The JSON Schema that every JSON report satisfies, made from the records of the report."""
    made = schema_of(
        Report,
        "What coaudit says about one or more projects: how far each is consultation and how far coproduction, whether "
        "it keeps its promise, and what would move it.",
    )
    audit = made["$defs"]["Audit"]
    audit["required"] = [name for name in audit["required"] if name != "source"]
    return made
