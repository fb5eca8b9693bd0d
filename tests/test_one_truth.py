"""Ten thousand descriptions: score, letter, verdict, what is required, exit code and every format say the same.

The figures are recomputed here from the report's own exact fractions and the rubric, by a second hand.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from defusedxml.ElementTree import fromstring

from coaudit.audit import audit, report
from coaudit.cli.discover import Input
from coaudit.cli.exits import Ending
from coaudit.cli.policies import in_force
from coaudit.cli.requirements import Held
from coaudit.render import FORMATS, Look, words
from coaudit.render.marks import ERROR, marks
from coaudit.report import Audit, Dimension, Report, Score
from tests.generated import description
from tests.judged import RUBRIC

pytestmark = pytest.mark.no_cover
"""Tracing ten thousand audits takes minutes, and reaches no line that other tests do not."""

TOGETHER = 10_000
SHARDS = 100
LADDER = [rung.id for rung in RUBRIC.rungs]
LETTERS = RUBRIC.grades.letters
"""The best first."""
BANDS = RUBRIC.bands


def judged(numbers: range, folder: Path) -> Report:
    """One run over many descriptions under the policy `coproduced`."""
    policy = in_force("coproduced", none=False, rubric=None, places=[folder / "0.yaml"])
    inputs = [Input(f"{number}.yaml", str(folder / f"{number}.yaml")) for number in numbers]
    held = Held(policy, RUBRIC, date(2026, 11, 23), inputs, (), None)
    audits = []
    for number in numbers:
        raw = description(number).encode()
        audits.append(audit(raw, f"{number}.yaml", RUBRIC))
        held.add(*held.judge(raw, audits[-1], folder / f"{number}.yaml"))
    ending = Ending()
    held.end(ending)
    return report(RUBRIC, audits, (), held.found, ending.code)


def expected_letter(found: Audit, end: str) -> str | None:
    """The letter that the exact share has in the rubric's bands, capped by the claim and the risk, worked out anew."""
    grade = found.grade
    if grade.low is None:
        return None
    share = Fraction(str(grade.exact_share_low if end == "low" else grade.exact_share_high))
    letter = next((each for each in LETTERS[:-1] if share >= RUBRIC.grades.bands[each]), LETTERS[-1])
    assert letter == (grade.uncapped_low if end == "low" else grade.uncapped_high)
    gap = found.claim.gap_high if end == "low" else found.claim.gap_low
    band = found.tokenism.band_high if end == "low" else found.tokenism.band_low
    over = {int(by): worst for by, worst in RUBRIC.grades.over_claim.items()}
    caps = [over[min(gap, max(over))]] if gap > 0 else []
    caps += [RUBRIC.grades.risk[band]] if band in RUBRIC.grades.risk else []
    return max([letter, *caps], key=LETTERS.index)


def expected_verdict(found: Audit) -> str:
    if found.claim.rung is None:
        return "nothing-claimed"
    claimed, low, high = (LADDER.index(each) for each in (found.claim.rung, found.rung.low, found.rung.high))
    if claimed > high:
        return "over"
    if claimed < low:
        return "under"
    return "matches" if claimed == low else "not-enough-stated"


def check_one(found: Audit) -> None:
    """A project's figures agree with each other."""
    scores: list[Dimension | Score] = [*found.dimensions, found.score]
    for each in scores:
        for end in ("low", "high"):
            exact = Fraction(getattr(each, f"exact_{end}"))
            assert getattr(each, end) == exact.numerator // exact.denominator
        assert 0 <= each.low <= each.high <= 100
    assert found.claim.verdict == expected_verdict(found)
    assert (found.grade.low, found.grade.high) == (expected_letter(found, "low"), expected_letter(found, "high"))
    assert found.coverage.settled == sum(criterion.low == criterion.high for criterion in found.criteria)
    assert (found.claim.gap_low > 0) == (found.claim.verdict == "over")


def expected_met(found: Audit, id_: str) -> bool | None:
    """Whether a project keeps what the policy `coproduced` requires, from its own figures."""
    if id_ == "claim":
        return True if found.claim.gap_high <= 0 else False if found.claim.gap_low > 0 else None
    if id_ == "risk":
        low, high = found.tokenism.band_low, found.tokenism.band_high
        if low not in BANDS:
            return None
        return True if BANDS.index(high) <= BANDS.index("raised") else False if low == "high" else None
    if id_ == "rung":
        least = LADDER.index("coproduce")
        return (
            True if LADDER.index(found.rung.low) >= least else False if LADDER.index(found.rung.high) < least else None
        )
    assert id_ == "grade"
    if found.grade.low is None or found.grade.high is None:
        return None
    return True if found.grade.low <= "C" else False if found.grade.high > "C" else None


def check_requirements(found: Report) -> None:
    by_path = {each.path: each for each in found.audits}
    assert Counter(each.id for each in found.requirements) == dict.fromkeys(
        ("claim", "risk", "rung", "grade"), len(found.audits)
    )
    for each in found.requirements:
        assert each.met is expected_met(by_path[each.path], each.id), (each.path, each.id)
    assert found.exit_code == (0 if all(each.met for each in found.requirements) else 1)


def rows_of_plain(text: str) -> Iterator[dict[str, str]]:
    for block in re.split(r"^Project: ", text, flags=re.MULTILINE)[1:]:
        yield dict(line.partition(": ")[::2] for line in f"Project: {block}".splitlines())


def check_formats(found: Report) -> None:
    """Every format has the projects, the figures and the counts of the report."""
    data = json.loads(FORMATS["json"].render(found))
    assert data["exit_code"] == found.exit_code
    plain = rows_of_plain(FORMATS["plain"].render(found))
    sheet = csv.DictReader(io.StringIO(FORMATS["csv"].render(found).removeprefix("\ufeff")))
    lines = [json.loads(line) for line in FORMATS["jsonl"].render(found).splitlines()]
    screen = FORMATS["text"].render(found, Look(width=100)).split("\n")
    for each, written, row, line, said in zip(found.audits, data["audits"], sheet, lines, plain, strict=False):
        check_project(found, each, written, row, line["audit"], said)
        assert any(shown.startswith(each.title) for shown in screen)
    assert lines[-1]["end"]["audits"] == len(data["audits"]) == len(found.audits)
    assert next(sheet, None) is None

    short = [each for each in found.requirements if not each.met]
    entries = len(short) + sum(len(each.findings) for each in found.audits)
    run = json.loads(FORMATS["sarif"].render(found))["runs"][0]
    assert len(run["results"]) == entries == len(json.loads(FORMATS["gitlab"].render(found)))
    assert run["invocations"][0]["exitCode"] == found.exit_code
    for dialect in ("junit", "junit-gitlab"):
        root = fromstring(FORMATS[dialect].render(found))
        assert (root.get("failures"), root.get("tests")) == (str(len(short)), str(len(found.requirements)))
    assert sum(mark.level == ERROR for mark in marks(found)) == len(short)
    table = FORMATS["markdown"].render(found)
    for each in found.audits:
        assert f"| {each.title} | " in table


def check_project(
    found: Report, each: Audit, written: dict[str, Any], row: dict[str, str], line: dict[str, Any], said: dict[str, str]
) -> None:
    unasked = ("source", "history")
    assert written == line == {name: value for name, value in as_json(each).items() if name not in unasked}
    figures = {"claim": each.claim.rung or "", "verdict": each.claim.verdict, "path": each.path}
    figures |= {"rung_low": each.rung.low, "rung_high": each.rung.high, "risk_low": each.tokenism.band_low}
    figures |= {"grade_low": each.grade.low or "", "grade_high": each.grade.high or ""}
    figures |= {"score_low": str(each.score.low), "score_high": str(each.score.high)}
    assert figures.items() <= row.items()
    planned = ", as planned" if each.planned else ""
    assert said["Project"] == each.title
    assert said["Claimed"] == words.rung_title(found.rubric, each.claim.rung)
    assert said[f"Evidenced{planned}"] == words.evidenced(found.rubric, each)
    assert said[f"Grade{planned}"] == words.letters(each.grade)
    assert said[f"Risk of tokenism{planned}"] == words.band(each)


def as_json(found: Audit) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(msgspec.json.encode(found))
    return data


@pytest.mark.parametrize("shard", range(SHARDS))
def test_ten_thousand_descriptions_have_one_truth(shard: int, tmp_path: Path) -> None:
    size = TOGETHER // SHARDS
    found = judged(range(shard * size, (shard + 1) * size), tmp_path)
    for each in found.audits:
        check_one(each)
    check_requirements(found)
    check_formats(found)


def test_the_descriptions_are_of_every_kind(tmp_path: Path) -> None:
    """Else the ten thousand would prove little."""
    found = judged(range(1500), tmp_path).audits
    assert {each.claim.verdict for each in found} == {
        "over", "matches", "under", "not-enough-stated", "nothing-claimed",
    }  # fmt: skip
    assert {each.grade.low for each in found} == {None, *LETTERS}
    assert {each.rung.high for each in found} == set(LADDER)
    assert {each.tokenism.band_high for each in found} >= set(BANDS)
    assert {finding.kind for each in found for finding in each.findings} == {"holds-down", "risk", "conflict"}
