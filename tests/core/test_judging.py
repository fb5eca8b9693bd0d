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
from coaudit.judging.risks import second_facts
from coaudit.judging.verdict import RiskReading, Share, Span
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


def test_a_rubric_without_risks_has_no_risk() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}, "risks": {}})
    assert judged(rubric, {}).risk_figure == Share(Fraction(0), Fraction(0))


def test_where_no_criterion_applies_the_score_may_be_anything() -> None:
    rubric = small_rubric({"criteria": {"say": {"levels": []}}})
    verdict = judged(rubric, {"not_applicable": {"say": "Nobody speaks"}})
    assert (verdict.score, verdict.dimensions) == (Share(Fraction(0), Fraction(100)), {})
    assert verdict.settled == 0
