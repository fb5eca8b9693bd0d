"""SARIF 2.1.0, as GitHub's code scanning, Azure and editors read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from coaudit.phrases import say
from coaudit.render.json_text import as_text
from coaudit.render.look import USUAL, Look
from coaudit.render.marks import NOTED, REQUIRED, UNREADABLE, Mark, fingerprint, marks
from coaudit.report import REQUIREMENTS, Report
from coaudit.safe import cut, visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a file with more."""
LONGEST = 1000
"""GitHub refuses a longer description of a rule."""
_ACTS = re.compile(r"([\\\[\]])|([{}])")
"""What makes a link or a place to fill in of a message: the first are written with a backslash, the others twice."""
_SEVERITY = {"error": "error", "warning": "warning", "note": "recommendation"}


def render(report: Report, _: Look = USUAL) -> str:
    """The report as SARIF: every rule, and every finding with its line.

    What could not be read is a result, of which GitHub makes an alert, and a notification, as the format wants it.
    """
    return as_text(document(report))


def document(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    found = marks(report)
    shown = found[:MOST_RESULTS]
    rules = _rules(report, found)
    places = {id_: place for place, id_ in enumerate(rules)}
    driver = {"name": report.tool.name, "semanticVersion": report.tool.version, "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"coaudit/{report.rubric.id}/"},
        "invocations": [_invocation(report, found, len(shown))],
        "results": [_result(mark, places[mark.rule]) for mark in shown],
        "properties": {"rubric": f"{report.rubric.id} {report.rubric.version}", "rubricSha256": report.rubric.sha256},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(report: Report, found: tuple[Mark, ...]) -> dict[str, dict[str, Any]]:
    """All that a report may find, by id, whether it did or not: so that what was put right is closed."""
    cannot = say("The description has a mistake in it, or the file cannot be read, so it was not judged.")
    rules = {UNREADABLE: _rule(UNREADABLE, say("Could not be judged"), cannot, say("Put right what the message says."))}
    requires = say("The policy in force requires this of the project, and it is not met or not shown to be met.")
    for each in report.rubric.asked:
        id_ = f"{each.kind}/{each.about}"
        rules[id_] = _rule(id_, each.title, each.asks, each.next_step)
    for kind in (*REQUIREMENTS, *(required.id for required in report.requirements)):
        id_ = f"{REQUIRED}/{kind}"
        rules.setdefault(id_, _rule(id_, f"{say('What is required')}: {kind}", requires, ""))
    noted = say("Something should be known of the rubric or the policy, or somebody should look at them.")
    rules[NOTED] = _rule(NOTED, say("About this audit"), noted, "")
    for mark in found:
        rules.setdefault(mark.rule, _rule(mark.rule, mark.title, mark.title, ""))
    return dict(sorted(rules.items()))


def _rule(id_: str, title: str, asks: str, then: str) -> dict[str, Any]:
    return {
        "id": visible(id_),
        "name": visible(cut(id_, 255)),
        "shortDescription": {"text": _text(title)},
        "fullDescription": {"text": _text(asks)},
        "help": {"text": _text(f"{asks} {then}".strip())},
        "properties": {"tags": ["coproduction", id_.split("/")[0]], "precision": "high"},
    }


def _result(mark: Mark, rule: int) -> dict[str, Any]:
    place = mark.place
    # From 1 on, and the end not before the start: one slip makes GitHub refuse the whole file.
    start = (max(place.line, 1), max(place.column, 1))
    end = max(start, (place.end_line, max(place.end_column, 1)))
    region = {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
    result: dict[str, Any] = {
        "ruleId": visible(mark.rule),
        "ruleIndex": rule,
        "level": mark.level,
        "message": {"text": _plain(f"{mark.title}: {mark.message}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(mark.path)}, "region": region}}],
        "partialFingerprints": {"coaudit/v1": fingerprint(mark)},
        "properties": {"problem.severity": _SEVERITY[mark.level]},
    }
    if mark.accepted:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": visible(mark.accepted, lines=True)}
        ]
    return result


def _invocation(report: Report, found: tuple[Mark, ...], shown: int) -> dict[str, Any]:
    notifications = [*_unreadable(found)]
    left = len(found) - shown
    if left > 0:
        notifications.append(
            {"level": "warning", "message": {"text": say("{number} findings are left out.", number=left)}}
        )
    return {
        "executionSuccessful": not report.errors,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": notifications,
    }


def _unreadable(found: tuple[Mark, ...]) -> Iterator[dict[str, Any]]:
    for mark in found:
        if mark.rule == UNREADABLE:
            region = {"startLine": max(mark.place.line, 1), "startColumn": max(mark.place.column, 1)}
            where = {"artifactLocation": {"uri": uri(mark.path)}, "region": region}
            yield {
                "level": "error",
                "message": {"text": _plain(mark.message)},
                "locations": [{"physicalLocation": where}],
            }


def uri(path: str) -> str:
    """A path as a URI: percent-encoded byte for byte, without `./` at its start.

    Its parts are parted by forward slashes, also on Windows: a backslash is a letter of a name.
    """
    clean = path.removeprefix("./")
    try:
        return quote(clean, safe="/", errors="surrogateescape")  # a byte that is no UTF-8 stays that byte
    except UnicodeEncodeError:
        return quote(clean, safe="/", errors="replace")


def _text(text: str) -> str:
    """A text of a rule, in as many characters as it may have."""
    whole = _plain(cut(text, LONGEST))
    return (whole if len(whole) <= LONGEST else _plain(cut(text, LONGEST // 2))) or "-"


def _plain(text: str) -> str:
    """A text in which nothing is a link or a place to fill in (SARIF 2.1.0, 3.11.5 and 3.11.6)."""

    def harmless(match: re.Match[str]) -> str:
        return f"\\{match[1]}" if match[1] else match[2] * 2

    return _ACTS.sub(harmless, visible(text, lines=True))
