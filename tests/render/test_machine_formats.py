"""The formats for machines: read by the programs they are for, equal in what they count, and harmless."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
import xmlschema
from defusedxml.ElementTree import fromstring
from hypothesis import given
from junitparser import JUnitXml

from coaudit.records import replace
from coaudit.render import FORMATS, Look, Render
from coaudit.render.annotations import SHOWN, azure, github
from coaudit.render.badge import render as badge
from coaudit.render.csv_report import render as as_csv
from coaudit.render.gitlab import render as gitlab
from coaudit.render.jsonl import render as jsonl
from coaudit.render.jsonl import schema as line_schema
from coaudit.render.junit import for_gitlab
from coaudit.render.junit import render as junit
from coaudit.render.markdown import render as markdown
from coaudit.render.marks import ERROR, NOTE, NOTED, UNREADABLE, WARNING, fingerprint, marks
from coaudit.render.sarif import render as sarif
from coaudit.report import Finding, InputError, NotedAt, Place, Report
from tests.render.harmless import harmless
from tests.render.reports import NOTHING, ONE, REPORTS, SEVERAL, hostile
from tests.render.test_hostile import texts
from tests.render.test_sarif import results, several

BESIDE = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "schemas"
"""Where published schemas may lie beside the repository."""


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


def test_what_is_said_of_a_policy_in_the_repository_stands_at_its_line_and_is_known_again_when_that_moves() -> None:
    told = ("The waiver for pay (ours.yaml, line 4) ended.", "Of elsewhere.", "Of another drive.", "Of no file.")
    at = (NotedAt("ours.yaml", 4), NotedAt("../base/ours.yaml", 4), NotedAt("C:/ours.yaml", 4))
    report = replace(SEVERAL, notes=told, noted_at=at)
    found = [mark for mark in marks(report) if mark.rule == NOTED]
    first = SEVERAL.audits[0].path
    assert [(mark.path, mark.place.line) for mark in found] == [("ours.yaml", 4), (first, 1), (first, 1), (first, 1)]
    later = replace(
        report,
        notes=(told[0].replace("4", "9"), *told[1:]),
        noted_at=(NotedAt("ours.yaml", 9), *at[1:]),
        audits=(replace(SEVERAL.audits[0], path="another.yaml"), *SEVERAL.audits),
    )
    prints = [[fingerprint(mark) for mark in marks(each) if mark.rule == NOTED] for each in (report, later)]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == 4


def test_what_cannot_be_read_is_known_again_when_lines_move() -> None:
    (error,) = SEVERAL.errors
    prints = {
        fingerprint(mark)
        for line in (2, 8)
        for mark in marks(replace(NOTHING, errors=(replace(error, message=f"the first is in line {line}"),)))
    }
    assert len(prints) == 1


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
    paths = {
        "./plans/a.yaml": "plans/a.yaml",
        "plans/a.yaml": "plans/a.yaml",
        "back\\slash.yaml": "back\\slash.yaml",
        "a\tb.yaml": "a\tb.yaml",
    }
    for path, named in paths.items():
        entries = json.loads(gitlab(replace(ONE, audits=(replace(audit, path=path),))))
        assert {entry["location"]["path"] for entry in entries} == {named}
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
@pytest.mark.parametrize("dialect", [junit, for_gitlab])
def test_junit_is_read_by_a_library_with_the_same_totals(report: Report, dialect: Render) -> None:
    raw = dialect(report, Look())
    read = JUnitXml.fromstring(raw.encode())
    cases = [case for suite in read for case in suite]
    assert read.tests == len(cases)
    assert read.failures == raw.count("<failure ")
    assert read.errors == raw.count("<error ") == len(report.errors)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)  # GitLab drops what stands twice
    files = [element.get("file") for element in fromstring(raw).iter("testcase")]
    assert any(files) == (dialect is for_gitlab and bool(report.audits))


def test_a_suite_has_the_same_name_whatever_other_projects_come() -> None:
    assert [suite.name for suite in JUnitXml.fromstring(junit(ONE).encode())] == [
        "A quieter ward (plans/quieter-ward.yaml)"
    ]
    twice = replace(ONE, audits=(*ONE.audits, replace(ONE.audits[0], path="b.yaml")))
    assert [suite.name for suite in JUnitXml.fromstring(junit(twice).encode())] == [
        "A quieter ward (plans/quieter-ward.yaml)",
        "A quieter ward (b.yaml)",
    ]


def classes(report: Report) -> set[str | None]:
    return {case.classname for suite in JUnitXml.fromstring(junit(report).encode()) for case in suite}


def test_the_last_part_of_a_class_is_the_dimension_or_what_the_case_is() -> None:
    assert classes(ONE) == {
        *(f"plans.quieter-ward_yaml.{each.dimension}" for each in ONE.audits[0].criteria if each.expected is not None),
        "plans.quieter-ward_yaml.not-applicable",
    }
    assert {(each or "").rpartition(".")[2] for each in classes(SEVERAL)} == {"required", "unreadable"}


def test_two_files_never_become_one_class() -> None:
    (audit,) = ONE.audits
    several = replace(ONE, audits=tuple(replace(audit, path=path) for path in ("a.b.yaml", "a_b.yaml", "c.yaml")))
    assert len(classes(several)) == 3 * len(classes(ONE))


def test_a_case_of_a_file_that_cannot_be_read_keeps_its_name_when_lines_move() -> None:
    (error,) = SEVERAL.errors
    twice = replace(error, message="'pay' is there twice; the first is in line 2")

    def cases(*errors: InputError) -> list[tuple[str | None, str | None, str | None]]:
        raw = junit(replace(NOTHING, errors=errors)).encode()
        return [(each.classname, each.name, each.result[0].message) for each in next(iter(JUnitXml.fromstring(raw)))]

    before = cases(twice, replace(twice, line=9), error)
    after = cases(
        replace(twice, line=7, message=twice.message.replace("2", "6")),
        replace(twice, line=13, message=twice.message.replace("2", "6")),
        replace(error, line=21),
    )
    assert [each[:2] for each in before] == [each[:2] for each in after]
    assert [each[1] for each in before] == [
        "'pay' is there twice; the first is in line.",
        "'pay' is there twice; the first is in line. (2)",
        "'sometimes' is not one of the words for a say.",
    ]
    assert (before[2][2] or "").startswith("Line 3, column 8: 'sometimes' is not")


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


def test_a_table_has_the_columns_of_the_rubric_also_where_nothing_can_be_judged() -> None:
    rubric = replace(SEVERAL.rubric, dimensions=("time", "power"))
    heads = [
        as_csv(replace(SEVERAL, rubric=rubric, audits=audits)).splitlines()[0] for audits in (SEVERAL.audits[:1], ())
    ]
    for head in heads:
        assert '"time_low","time_high","power_low","power_high"' in head


def test_a_file_that_cannot_be_read_is_one_row_with_its_first_problem_and_how_many_more() -> None:
    (error,) = SEVERAL.errors
    more = (error, replace(error, path="b.yaml"), replace(error, line=9), replace(error, line=11))
    rows = list(csv.DictReader(io.StringIO(as_csv(replace(SEVERAL, errors=more)).removeprefix("\ufeff"))))
    assert [(row["path"], row["error"]) for row in rows if row["error"]] == [
        ("plans/broken.yaml", "3: 'sometimes' is not one of the words for a say (and 2 more)"),
        ("b.yaml", "3: 'sometimes' is not one of the words for a say"),
    ]


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


# --- hostile texts in all of them ---


@given(texts)
def test_hostile_text_is_harmless_in_every_data_format(piece: str) -> None:
    report = hostile(SEVERAL, [piece or "x"])
    for name in ("jsonl", "sarif", "gitlab", "badge"):
        raw = FORMATS[name].render(report)
        harmless(raw)
    for line in jsonl(report).splitlines():
        json.loads(line)
    fromstring(junit(report))
    fromstring(for_gitlab(report))
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
    assert {case.classname for case in suite} == {"a ##vso[x].a ##vso[x]", "a ##vso[x].not-applicable"}
