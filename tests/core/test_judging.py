"""Judging: small rubrics and pieces of descriptions, and the verdict that each must get. The cases are files."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from coaudit.audit import evidence_of
from coaudit.facts import measure, own_fact
from coaudit.judging.advice import Raise
from coaudit.judging.judge import Verdict, judge
from coaudit.judging.levels import readings
from coaudit.judging.risks import second_facts
from coaudit.judging.rungs import needs_up_to, rung_evidenced
from coaudit.judging.verdict import RiskReading, Share, Span
from coaudit.judging.walking import walk
from coaudit.rubric import Rubric
from coaudit.values import Range
from tests.core.reading import described, grouped
from tests.core.small_rubric import small_rubric


def judged(rubric: Rubric, fragment: Any, as_if: str | None = None) -> Verdict:
    """The verdict on a piece of a description."""
    project = described(fragment).project
    facts, _ = measure(project)
    facts |= {name: own_fact(project, name, domain) for name, domain in rubric.own_domains().items()}
    return judge(rubric, evidence_of(project, facts, as_if))


def span(ends: Span) -> str:
    return str(ends.low) if ends.settled else f"{ends.low} to {ends.high}"


def share(ends: Share) -> str:
    return str(ends.low) if ends.low == ends.high else f"{ends.low} to {ends.high}"


def risk(found: RiskReading) -> str:
    if not found.applies:
        return "does not apply"
    if found.not_yet_due:
        return "not yet due"
    return span(found.severity) if found.judged else f"not judged, {span(found.severity)}"


def bands(found: tuple[str | None, str | None]) -> str:
    low, high = (name or "low" for name in found)
    return low if low == high else f"{low} to {high}"


def raises(found: Iterable[Raise]) -> list[str]:
    return [f"{each.criterion} from {each.now} to {each.to} for {each.effort}" for each in found]


def told(rubric: Rubric, verdict: Verdict) -> dict[str, Any]:
    """Everything that a case may expect of a verdict."""
    rungs = rubric.ladder.words
    low, high = rungs[verdict.rung.low], rungs[verdict.rung.high]
    found = {
        "levels": {name: span(reading.level) for name, reading in verdict.readings.items()},
        "stated": {name: span(reading.stated) for name, reading in verdict.readings.items()},
        "dimensions": {name: share(ends) for name, ends in verdict.dimensions.items()},
        "score": share(verdict.score),
        "rung": low if low == high else f"{low} to {high}",
        "claim": f"{verdict.claim.verdict} by {verdict.claim.by}" if verdict.claim.by else verdict.claim.verdict,
        "gap": span(verdict.claim.gap),
        "true_name": verdict.by_true_name.claim.rung if verdict.by_true_name else "none",
        "risks": {found.risk: risk(found) for found in verdict.risks},
        "bands": bands(verdict.bands),
        "risk_figure": share(verdict.risk_figure),
        "settled": str(verdict.settled),
        "settled_share": str(Fraction(verdict.settled, len(verdict.readings) or 1)),
        "fragile": list(verdict.fragile),
        "to_next_rung": raises(verdict.to_next_rung),
        "to_claim": raises(verdict.to_claim),
    }
    if verdict.grade is None:
        return found | {"grade": "none"}
    grade, letter = verdict.grade, verdict.to_next_letter
    ends = f"{grade.capped_low} to {grade.capped_high}"
    return found | {
        "grade": (grade.capped_low if grade.settled else ends) if grade.given else "withheld",
        "without_caps": f"{grade.uncapped_low} to {grade.uncapped_high}",
        "share": share(grade.share),
        "coverage": str(grade.coverage),
        "caps": [
            f"{cap.reason} at {cap.letter}, {' and '.join(end for end in ('low', 'high') if getattr(cap, end))}"
            for cap in grade.caps
        ],
        "to_letter": f"{letter.letter}: {', '.join(raises(letter.raises))}{''.join(f' ({a})' for a in letter.also)}"
        if letter
        else "none",
    }


@pytest.mark.parametrize(("rubric", "case"), grouped("judging"))
def test_a_verdict(rubric: dict[str, Any], case: dict[str, Any]) -> None:
    small = small_rubric(rubric)
    found = told(small, judged(small, case.get("project"), case.get("as")))

    assert {key: found[key] for key in case["expect"]} == case["expect"]


def test_a_risk_that_does_not_apply_or_is_not_yet_due_is_not_judged_and_counts_nothing() -> None:
    levels = {"3": {"feedback": {"is": "none"}}}
    risks = {"beside": {"applies": {"kind": {"is": "research"}}, "levels": levels}}
    risks |= {"later": {"due": "complete", "levels": levels}}
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "risks": risks})
    verdict = judged(rubric, {"kind": "redesign", "status": "proposal", "feedback": "none"})

    none = Span(0, 0)
    assert verdict.risks == (
        RiskReading("beside", none, judged=False, applies=False),
        RiskReading("later", none, judged=False, applies=True, not_yet_due=True),
    )


def test_what_risks_may_read_of_a_criterion_that_does_not_apply_is_any_level() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}})
    found = second_facts(rubric, {}, {}, None, Span(0, 0), Span(0, 0))
    assert found["level.say"] == Range(0, 4)


@pytest.mark.parametrize(("given", "reached"), [(None, 0), (0, 0), (1, 1), (2, 2), (3, 2)])
def test_up_to_the_rung_that_a_plan_is_for_the_conditions_beside_the_needs_count_as_met(
    given: int | None, reached: int
) -> None:
    when = {"when": {"agreement": {"is": "joint"}}}
    rungs = {"not-involved": {}, "inform": when, "consult": when, "engage": {**when, "needs": {"say": "1"}}}
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "rungs": rungs})
    values = {name: fact.value for name, fact in measure(described({"agreement": "none"}).project)[0].items()}

    assert rung_evidenced(rubric, readings(rubric, values, {}, frozenset()), values, given).low == reached


def test_a_rung_needs_what_all_rungs_up_to_it_need_at_the_highest_level() -> None:
    needs = [{"say": "0", "pay": "2"}, {"pay": "1"}, {"say": "3"}]
    rungs = {name: {"needs": each} for name, each in zip(("inform", "consult", "engage"), needs, strict=True)}
    rubric = small_rubric({"criteria": {"say": {"levels": []}, "pay": {"levels": []}}, "rungs": {"none": {}} | rungs})

    found = [needs_up_to(rubric, place) for place in range(4)]
    assert found == [{}, {"say": 0, "pay": 2}, {"say": 0, "pay": 2}, {"say": 3, "pay": 2}]


def test_nobody_stands_below_the_lowest_rung_whatever_it_needs() -> None:
    rungs = {"not-involved": {"needs": {"say": "1"}}, "engage": {}}
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "rungs": rungs})
    assert judged(rubric, {}).rung == Span(0, 0)


@pytest.mark.parametrize(
    ("access", "raised", "stands"),
    [
        (None, Raise("say", 0, 2, Fraction(2)), [(0, 0, "0 to 100"), (1, 50, "50 to 100")]),
        ("on-request", Raise("say", 1, 3, Fraction(2)), [(0, 25, "25"), (1, 75, "75")]),
    ],
)
def test_a_raise_makes_its_level_certain_and_what_is_open_above_it_stays_open(
    access: str | None, raised: Raise, stands: list[tuple[int, int, str]]
) -> None:
    words = [{"access": {"is": "met-and-budgeted"}}]
    levels = [{"access": {"at_least": word}} for word in ("on-request", "asked", "met")] + words
    rungs = {"not-involved": {}, "engage": {"needs": {"say": "2"}, "expects": {"say": "4"}}}
    rubric = small_rubric({"criteria": {"say": {"levels": levels}}, "rungs": rungs})
    project = described({"claim": "engage"} | ({"access": access} if access else {})).project
    evidence = evidence_of(project, measure(project)[0])

    walked = walk(rubric, evidence, judge(rubric, evidence).readings, (raised,), None)
    found = [(each.rung, int(each.score), share(each.grade.share)) for each in walked if each.grade]
    assert found == stands


def test_where_a_rung_s_own_condition_is_taken_as_met_the_claim_of_that_rung_is_none_too_many() -> None:
    levels = [{"agreement": {"at_least": "one-way"}}]
    rung = {"needs": {"say": "1"}, "expects": {"say": "1"}, "when": {"access": {"is": "met-and-budgeted"}}}
    rubric = small_rubric({"criteria": {"say": {"levels": levels}}, "rungs": {"not-involved": {}, "engage": rung}})
    project = described({"claim": "engage", "access": "asked", "agreement": "none"}).project
    evidence = evidence_of(project, measure(project)[0])
    raised = (Raise("say", 0, 1, Fraction(1)),)

    walked = [*walk(rubric, evidence, judge(rubric, evidence).readings, raised, 1)]
    assert [each.rung for each in walked] == [0, 1]
    assert [(each.grade.capped_low, each.grade.capped_high) for each in walked if each.grade] == [
        ("E", "E"),
        ("A", "A"),
    ]


def test_a_rubric_without_risks_has_no_risk() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "risks": {}})
    assert judged(rubric, {}).risk_figure == Share(Fraction(0), Fraction(0))


def test_where_no_criterion_applies_the_score_may_be_anything() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}})
    verdict = judged(rubric, {"not_applicable": {"say": "Nobody speaks"}})
    assert (verdict.score, verdict.dimensions) == (Share(Fraction(0), Fraction(100)), {})
    assert verdict.settled == 0


def test_a_rubric_asks_about_the_facts_of_all_that_it_judges_by() -> None:
    short: dict[str, Any] = {
        "criteria": {"pay": {"levels": [{"payment": {"at_least": "voucher"}}]}},
        "risks": {
            "alone": {"applies": {"level": {"is": "organisation"}}, "levels": {"1": {"access": {"is": "not-asked"}}}}
        },
        "rungs": {"not-involved": {}, "inform": {"when": {"voice": {"at_least": "told"}}}},
    }

    assert small_rubric(short).asks == {"payment", "level", "access", "voice", "status"}
