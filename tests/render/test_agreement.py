"""Text and JSON say the same: every figure of the plain text is read back and compared with the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from coaudit.audit import audit, report
from coaudit.render import FORMATS, Look
from coaudit.report import Report
from tests.judged import RUBRIC
from tests.render.reports import ONE, SEVERAL

CASES = sorted((Path(__file__).parent.parent / "calibration").glob("*.yaml"))
AUDITED = report(
    RUBRIC, [audit(path.read_bytes(), path.name, RUBRIC) for path in CASES if path.name != "expected.yaml"]
)
REPORTS = {"by hand": ONE, "by hand, several": SEVERAL, "audited": AUDITED}


def span(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def values(block: str, label: str, pattern: str = ".*") -> list[str]:
    """What stands behind a label, of all lines that have it; of each, what the pattern finds."""
    return re.findall(rf"^{label}: ({pattern})", block, re.MULTILINE)


def blocks(text: str) -> list[str]:
    """The plain text of each project."""
    return [f"Project: {block}" for block in re.split(r"^Project: ", text, flags=re.MULTILINE)[1:]]


def both(given: Report) -> Iterable[tuple[dict[str, Any], str]]:
    """Each project in JSON and in plain text."""
    written = json.loads(FORMATS["json"].render(given))
    return zip(written["audits"], blocks(FORMATS["plain"].render(given)), strict=True)


@pytest.fixture(params=list(REPORTS.values()), ids=list(REPORTS))
def given(request: pytest.FixtureRequest) -> Report:
    assert isinstance(request.param, Report)
    return request.param


def test_there_is_something_to_compare() -> None:
    assert len(AUDITED.audits) > 10


def test_scores(given: Report) -> None:
    for data, text in both(given):
        shown = values(text, "Score .*", r"[\d to]+(?= of 100)")
        assert shown == [span(each["low"], each["high"]) for each in (*data["dimensions"], data["score"])]


def test_letters(given: Report) -> None:
    for data, text in both(given):
        grade = data["grade"]
        letters = "no letter" if grade["low"] is None else span(grade["low"], grade["high"])
        assert values(text, "Grade(?:, as planned)?") == [letters]
        uncapped = [] if grade["low"] is None else [span(grade["uncapped_low"], grade["uncapped_high"])]
        assert values(text, "Grade without caps") == uncapped
        reached = [] if grade["share_low"] is None else [span(grade["share_low"], grade["share_high"])]
        assert re.findall(r"Reached, of what the claim expects: ([\d to]+) of 100", text) == reached
        settled = [] if grade["coverage"] is None else [str(grade["coverage"])]
        assert re.findall(r"Settled, of what the claim expects: (\d+) of 100", text) == settled


def test_rungs(given: Report) -> None:
    titles = {rung.id: rung.title for rung in given.rubric.rungs}
    for data, text in both(given):
        claimed = data["claim"]["rung"]
        assert values(text, "Claimed") == [titles[claimed] if claimed else "not stated"]
        low, high = (titles[data["rung"][end]] for end in ("low", "high"))
        ids = [rung.id for rung in given.rubric.rungs]
        open_ = data["rung"]["low"] == ids[0] != data["rung"]["high"]  # the lowest rung is then no finding
        most = "Not known" if data["rung"]["high"] == ids[-1] else f"At most {high}"
        assert values(text, "Evidenced(?:, as planned)?") == [most if open_ else span(low, high)]


def test_levels(given: Report) -> None:
    for data, text in both(given):
        shown = dict(re.findall(r"^Level of (.*): ([\d to]+) of 4$", text, re.MULTILINE))
        assert shown == {each["title"]: span(each["low"], each["high"]) for each in data["criteria"]}
        expected = [str(each["expected"]) for each in data["criteria"] if each["expected"] is not None]
        assert values(text, "The claim expects", r"\d") == expected


def test_coverage(given: Report) -> None:
    for data, text in both(given):
        found = data["coverage"]
        assert values(text, "Settled questions", r"\d+ of \d+") == [f"{found['settled']} of {found['of']}"]


def test_risks(given: Report) -> None:
    for data, text in both(given):
        token = data["tokenism"]
        assert values(text, "Risk of tokenism(?:, as planned)?") == [span(token["band_low"], token["band_high"])]
        assert values(text, "Risk of tokenism in figures", "[0-9 to]+(?= of)") == [span(token["low"], token["high"])]
        assert values(text, "Risk of tokenism judged", r"\d+ of \d+") == [f"{token['judged']} of {token['of']}"]
        severities = {
            risk["title"]: span(risk["low"], risk["high"])
            for risk in data["risks"]
            if risk["applies"] and risk["judged"] and not risk["not_yet_due"]
        }
        assert dict(re.findall(r"^Severity of (.*): ([\d to]+) of 4$", text, re.MULTILINE)) == severities
        assert len(values(text, "Severity of .*")) == len(data["risks"])


def test_as_many_of_everything(given: Report) -> None:
    kinds = {
        "holds-down": "Holds it down",
        "conflict": "Facts disagree",
        "risk": "Risk that is there(?:, as planned)?",
        "wording": "Words to look at again",
        "note": "Also worth knowing",
    }
    for data, text in both(given):
        for kind, label in kinds.items():
            titles = [finding["title"] for finding in data["findings"] if finding["kind"] == kind]
            assert values(text, label) == titles
        assert len(values(text, "Not stated")) == len(data["not_stated"])
        assert len(values(text, "Sides differ")) == len(data["disagreements"])
        assert len(values(text, "Time")) == len(data["timeline"])
        assert len(values(text, "Not applicable, .*")) == len(data["not_applicable"])


def test_the_screen_shows_the_same_figures(given: Report) -> None:
    text = FORMATS["text"].render(given, Look(details=True))
    for data, _ in both(given):
        for each in data["dimensions"]:
            assert re.search(rf"{each['title']} .*  {span(each['low'], each['high'])}\n", text)
        for each in data["criteria"]:
            assert f"{each['title']} ({each['id']}): level {span(each['low'], each['high'])} of 4" in text
