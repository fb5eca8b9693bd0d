"""The JSON report: the keys that are promised, the schema, and text that harms nobody who prints it."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import jsonschema
import msgspec
import pytest

from coaudit.records import replace
from coaudit.render import Look, json_report
from coaudit.report import Report
from tests.render.reports import ONE, PASTS, REPORTS, SEVERAL, SOURCE, with_texts
from tests.render.revisions import HISTORY

PROMISED = {
    "": "format tool rubric audits errors requirements exit_code",
    "tool": "name version",
    "rubric": "id version sha256",
    "audits": "path title status claim rung grade score coverage dimensions tokenism criteria risks findings advice "
    "not_stated disagreements timeline",
    "audits claim": "rung verdict gap_low gap_high",
    "audits rung": "low high by_stage",
    "audits grade": "low high uncapped_low uncapped_high caps settled",
    "audits score": "low high",
    "audits coverage": "settled of",
    "audits dimensions": "id low high",
    "audits tokenism": "band_low band_high low high",
    "audits criteria": "id dimension low high facts lines",
    "audits criteria lines": "path line column",
    "audits risks": "id low high lines",
    "errors": "path line column message hint",
    "requirements": "id met detail",
}
"""The documented keys of coaudit-report/1. More may be added; none of these may go."""


def found(value: Any, keys: str) -> list[dict[str, Any]]:
    """Every object that stands at some keys, whatever lists are in between."""
    at = [value]
    for key in keys.split():
        at = [each[key] for each in at]
        at = [inner for each in at for inner in (each if isinstance(each, list) else [each])]
    return at


@pytest.mark.parametrize("keys", PROMISED)
def test_has_every_documented_key(keys: str) -> None:
    objects = found(json.loads(json_report.render(SEVERAL)), keys)
    assert objects
    for each in objects:
        assert set(PROMISED[keys].split()) <= set(each)


def test_says_its_format_first_and_ends_with_a_line_feed() -> None:
    text = json_report.render(ONE)
    assert text.startswith('{\n  "format": "coaudit-report/1",\n')
    assert text.endswith("}\n")


def test_carries_the_descriptions_lines_only_where_asked() -> None:
    assert all("source" not in audit for audit in json.loads(json_report.render(ONE))["audits"])
    with_source = json.loads(json_report.render(ONE, Look(source=True)))
    assert with_source["audits"][0]["source"] == list(SOURCE)


def test_carries_a_history_only_where_one_was_asked_for_and_reads_it_again() -> None:
    assert all("history" not in audit for audit in json.loads(json_report.render(SEVERAL))["audits"])
    text = json_report.render(PASTS, Look(source=True))
    told = [audit["history"] for audit in json.loads(text)["audits"]]
    assert told[0] == json.loads(msgspec.json.encode(HISTORY))
    assert [each["wrong"] for each in told] == ["", "git knows no revision of this file.", ""]
    again = json_report.read(text.encode())
    assert [audit.history for audit in again.audits] == [audit.history for audit in PASTS.audits]
    assert [audit.history for audit in json_report.read(json_report.render(ONE).encode()).audits] == [None]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.parametrize("source", [False, True])
def test_the_schema_describes_it(report: Report, source: bool) -> None:
    schema = json_report.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json_report.render(report, Look(source=source))))


def test_the_schema_refuses_what_is_no_report() -> None:
    validator = jsonschema.Draft202012Validator(json_report.schema())
    written = json.loads(json_report.render(ONE))
    assert not validator.is_valid({**written, "format": "coaudit-report/2"})
    assert not validator.is_valid({key: value for key, value in written.items() if key != "exit_code"})
    written["audits"][0]["score"]["low"] = "a lot"
    assert not validator.is_valid(written)


def test_the_schema_says_what_it_is() -> None:
    schema = json_report.schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "coaudit-report/1"
    assert schema["description"]


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31m",
        "\x9b31m",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u2028",
        "\u0085",
        "\ufeff",
        "##vso[task]",
        "##[error]",
        "#\u00ad#[x]",
    ],
)
def test_escapes_what_acts_and_means_the_same(hostile: str) -> None:
    report = with_texts(ONE, itertools.repeat(hostile))
    text = json_report.render(report)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|##|#\u00ad#", text)
    assert json.loads(text)["audits"][0]["title"] == hostile


def test_half_a_pair_of_surrogates_becomes_a_mark() -> None:
    report = replace(ONE, audits=(replace(ONE.audits[0], title="a\ud83db \U0001f600"),))
    text = json_report.render(report)
    text.encode("utf-8")
    assert json.loads(text)["audits"][0]["title"] == "a\ufffdb \U0001f600"
