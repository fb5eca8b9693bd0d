"""The verdict in words and places: small rubrics, whole descriptions, and what a report says of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from coaudit.audit import audit, report
from coaudit.project import Account, Project
from coaudit.report import Audit, Finding
from coaudit.source.yaml_reader import Data
from coaudit.telling.summary import confidence
from coaudit.telling.words import money
from tests.core.reading import grouped
from tests.core.small_rubric import small_rubric
from tests.judged import RUBRIC


def said(finding: Finding) -> str:
    """A finding in one line: what it is about, the sentence, and the lines it shows, in order."""
    return f"{finding.about}: {finding.message} {[place.line for place in finding.lines]}"


def of_kind(told: Audit, kind: str) -> list[str]:
    return [said(finding) for finding in told.findings if finding.kind == kind]


def shown(told: Audit) -> dict[str, Any]:
    """Everything that a case may expect of a report."""
    grade, token = told.grade, told.tokenism
    letters = str(grade.low) if grade.settled else f"{grade.low} to {grade.high}"
    band = token.band_low if token.band_low == token.band_high else f"{token.band_low} to {token.band_high}"
    return {
        "headline": told.headline,
        "claim": f"{told.claim.verdict} by {told.claim.by}" if told.claim.by else told.claim.verdict,
        "rung": told.rung.low if told.rung.low == told.rung.high else f"{told.rung.low} to {told.rung.high}",
        "by_stage": [f"{each.stage}: {each.says}" for each in told.rung.by_stage],
        "planned": "yes" if told.planned else "no",
        "grade": f"{letters}: {grade.says}",
        "caps": [cap.says for cap in grade.caps],
        "caps_say": list(grade.caps_say),
        "may_rise_to": token.may_rise_to or "nothing",
        "may_fall_to": grade.may_fall_to or "nothing",
        "tokenism": f"{band}, {token.judged} of {token.of} judged",
        "holds_down": of_kind(told, "holds-down"),
        "conflicts": of_kind(told, "conflict"),
        "risks": of_kind(told, "risk"),
        "notes": of_kind(told, "note"),
        "wording": of_kind(told, "wording"),
        "advice": [
            f"{each.kind}: {each.to}" + "".join(f", {step.criterion} {step.now} to {step.to}" for step in each.steps)
            for each in told.advice
        ],
        "says": [each.text for each in told.advice],
        "means": [
            f"{each.id}: {each.low} {each.means_low}"
            + ("" if each.low == each.high else f" to {each.high} {each.means_high}")
            + f" {sorted(place.line for place in each.lines)}"
            for each in told.criteria
        ],
        "to_do": [
            f"{each.kind}: {step.criterion} {step.now} to {step.to}: {step.next_step}"
            for each in told.advice
            for step in each.steps
        ]
        + [f"{each.kind}: {each.about}: {each.advice}" for each in told.findings if each.kind in ("holds-down", "risk")]
        + [f"next: {each.id}: {each.next_step}" for each in told.criteria],
        "not_stated": [f"{each.key}: {', '.join(each.criteria + each.risks)}" for each in told.not_stated],
        "disagreements": [
            f"{each.criterion}: {', '.join(f'{side.side} {side.level}' for side in each.sides)}, {each.apart} apart"
            + (", talk" if each.talk else "")
            for each in told.disagreements
        ],
        "timeline": [
            " ".join(
                part
                for part in (each.kind, each.what, each.first, each.last, f"({each.how})", str(each.line.line))
                if part
            )
            for each in told.timeline
        ],
        "confidence": list(told.confidence),
        "elsewhere": [f"{each.rubric}: {each.says}" for each in told.elsewhere],
        "coverage": f"{told.coverage.settled} of {told.coverage.of}, {told.coverage.not_applicable} not applicable",
        "not_applicable": [f"{each.criterion}: {each.reason} [{each.line.line}]" for each in told.not_applicable],
        "responses": {each.id: each.response for each in told.criteria if each.response},
        "dimensions": [f"{each.id} {each.low} to {each.high}" for each in told.dimensions],
    }


@pytest.mark.parametrize(("rubric", "case"), grouped("telling"))
def test_a_report_says(rubric: dict[str, Any], case: dict[str, Any]) -> None:
    told = audit(case["file"].encode(), "project.yaml", small_rubric(rubric), as_if=case.get("as"))
    found = shown(told)

    assert {key: found[key] for key in case["expect"]} == case["expect"]
    assert told.claim.as_if == ("as" in case)


def test_where_every_fact_points_to_its_evidence_and_people_speak_there_is_nothing_to_say() -> None:
    account = Account.model_validate({"from": "carer"})
    project = Project.model_validate({"title": "A", "completed_by": "jointly", "accounts": [account]})
    data: Data = {"title": {"is": "A", "evidence": "the minutes"}, "note": "anything"}
    assert confidence(project, data) == ()


DATED = {
    "hourly": "27.50",
    "currency": "GBP",
    "as_of": "2026-11",
    "check_after_months": "18",
    "source": "a-source",
}


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 11, 1), ""),
        (date(2028, 5, 31), ""),  # eighteen months, not more
        (date(2028, 6, 1), "2026-11: it was 19 months old on 2028-06-01."),
        (date(1970, 1, 1), ""),  # a clock that is wrong makes nothing old
    ],
)
def test_a_rate_that_is_older_than_its_rubric_allows_is_noted(day: date, says: str) -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "reference": DATED})
    notes = report(rubric, [], today=day).notes

    assert bool(notes) == bool(says)
    assert says in "".join(notes)


def test_without_a_day_or_a_dated_rate_nothing_grows_old() -> None:
    plain, dated = ({"criteria": {"say": {"levels": []}}, "reference": rate} for rate in ({}, DATED))
    assert report(small_rubric(plain), [], today=date(2100, 1, 1)).notes == ()
    assert report(small_rubric(dated), []).notes == ()


def test_a_report_names_its_rubric_and_what_it_cannot_say() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "reference": DATED})
    told = report(rubric, [audit(b"title: A\n", "project.yaml", rubric)])

    assert (told.rubric.id, told.rubric.version, told.rubric.reference[:18]) == ("small", "1.0.0", "GBP 27.50 an hour,")
    assert [each.path for each in told.audits] == ["project.yaml"]
    assert told.limits
    assert report(small_rubric({"criteria": {"say": {"levels": []}}}), []).rubric.reference == ""


def test_a_side_says_what_it_wants_and_how_many_chose_which() -> None:
    text = (
        "title: A\naccounts:\n"
        "  - {from: carer, people: 6, answers: {say: 1}, wanted: {say: more}, counts: {say: {0: 1, 1: 5}}}\n"
        "  - {from: professional, people: 5, answers: {say: 3}, counts: {say: {3: about 5}}}\n"
    )
    rubric = small_rubric({"criteria": {"say": {"levels": []}}})
    [found] = audit(text.encode(), "a.yaml", rubric).disagreements
    assert [(side.side, side.wanted, side.spread) for side in found.sides] == [
        ("carer", "more", (1, 5, 0, 0, 0)),
        ("professional", "", ()),
    ]


@pytest.mark.parametrize(
    ("amount", "said"), [("27.50", "27.50"), ("30", "30"), ("12.71", "12.71"), ("0.05", "0.05"), ("9.125", "9.125")]
)
def test_an_amount_is_written_as_on_a_bill(amount: str, said: str) -> None:
    assert money(Fraction(amount)) == said


def test_a_cue_is_words_and_no_pattern() -> None:
    cue = RUBRIC.wording[0].model_copy(update={"phrases": ("(a+)+x",)})
    rubric = RUBRIC.model_copy(update={"wording": (cue,)})

    told = audit(b"title: x\npurpose: It says (a+)+x here\n", "a.yaml", rubric)

    assert [each.title for each in told.findings if each.kind == "wording"] == ["The words '(a+)+x'"]


WHERE = {
    "after a quotation": ("purpose: So 'hard to reach' … hard to reach", "hard to reach", 31),
    "after a longer word": ("purpose: hard to reached, hard to reach", "hard to reach", 27),
    "in quotation marks of the file": ('purpose: "So \\"hard to reach\\", hard to reach"', "hard to reach", 33),
    "with more blanks": ("purpose: hard  to   reach", "hard  to   reach", 10),
}


@pytest.mark.parametrize(("line", "marked", "column"), WHERE.values(), ids=WHERE)
def test_just_the_words_that_are_meant_are_marked(line: str, marked: str, column: int) -> None:
    told = audit(f"title: x\n{line}\n".encode(), "a.yaml", RUBRIC)

    ((place,),) = (each.lines for each in told.findings if each.about == "hard-to-reach")
    assert (place.line, place.column) == (2, column)
    assert line[place.column - 1 : place.end_column - 1] == marked


def test_a_letter_that_only_a_risk_keeps_away_is_told_without_a_list_of_steps() -> None:
    told = audit(
        b"title: A\nclaim: consult\ndecisions: {rest: asked}\nstages: {rest: asked}\naccess: met\n"
        b"information: summary-before\nstill_open: everything\nnotice_days: 15\n"
        b"feedback: {is: itemised, refusals: yes}\naffected:\n  - {who: People who work nights, here: no}\n",
        "a.yaml",
        RUBRIC,
    )
    (letter,) = (each for each in told.advice if each.kind == "to-letter")
    assert not letter.steps
    assert letter.text == "The letter A stays out of reach until the risk of tokenism is dealt with."
