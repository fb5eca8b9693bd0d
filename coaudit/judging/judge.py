"""Judging as a whole: facts and a rubric in, a verdict out. It never reads the input."""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.judging.advice import Raise, ToLetter, next_letter, to_letter, to_rung
from coaudit.judging.grades import fragile_weights, grade
from coaudit.judging.levels import readings
from coaudit.judging.risks import band, risk_figure, risk_reading, second_facts
from coaudit.judging.rungs import OVER, UNDER, claim_reading, rung_evidenced
from coaudit.judging.scores import dimension_scores, whole_score
from coaudit.judging.verdict import ClaimReading, Grade, Reading, RiskReading, Share, Side, Span
from coaudit.records import Record
from coaudit.rubric import Rubric
from coaudit.values import Truth, Value


class Evidence(Record):
    """What judging is given: the value of every fact, the names of those that are stated, the accounts by criterion,
    the claim, and what was declared not applicable.
    """

    values: Mapping[str, Value]
    stated: frozenset[str]
    sides: Mapping[str, tuple[Side, ...]]
    claimed: str | None
    not_applicable: frozenset[str]


class Verdict(Record):
    """Everything that judging finds about one project."""

    readings: Mapping[str, Reading]
    dimensions: Mapping[str, Share]
    score: Share
    rung: Span
    claim: ClaimReading
    risks: tuple[RiskReading, ...]
    bands: tuple[str | None, str | None]
    risk_figure: Share
    grade: Grade | None
    fragile: tuple[str, ...]
    settled: int
    by_true_name: Claimed | None
    """What would come of the claim that the facts bear, where another is made."""
    unmet_when: tuple[int, ...]
    """The places of the rungs whose own conditions, beside their needs, are not certain."""
    to_next_rung: tuple[Raise, ...]
    to_claim: tuple[Raise, ...]
    to_next_letter: ToLetter | None


class Claimed(Record):
    """What comes of a claim: its verdict, the risks, their bands at the low and the high end, and the grade."""

    claim: ClaimReading
    risks: tuple[RiskReading, ...]
    bands: tuple[str | None, str | None]
    grade: Grade | None


def judge_claim(
    rubric: Rubric, evidence: Evidence, levels: Mapping[str, Reading], rung: Span, claimed: str | None
) -> Claimed:
    """What comes of a claim, given the levels and the rung, which never depend on it."""
    claim = claim_reading(rubric, claimed, rung)
    values = second_facts(rubric, evidence.values, levels, claimed, rung, claim.gap)
    risks = tuple(risk_reading(risk, values, evidence.stated) for risk in rubric.risks)
    judged = [risk for risk in risks if risk.judged]
    bands = (
        band(rubric, {risk.risk: risk.severity.low for risk in judged}),
        band(rubric, {risk.risk: risk.severity.high for risk in judged}),
    )
    return Claimed(
        claim, risks, bands, grade(rubric, claimed, levels, claim.gap, bands) if claimed is not None else None
    )


def judge(rubric: Rubric, evidence: Evidence) -> Verdict:
    """The verdict on some evidence."""
    levels = readings(rubric, evidence.values, evidence.sides, evidence.not_applicable)
    scores = dimension_scores(rubric, levels)
    rung = rung_evidenced(rubric, levels, evidence.values)
    found = judge_claim(rubric, evidence, levels, rung, evidence.claimed)
    unmet_when = tuple(
        place for place, each in enumerate(rubric.rungs) if each.when.answer(evidence.values) != Truth.YES
    )
    claim, graded = found.claim, found.grade
    true_name = _true_name(rubric, claim, rung)
    return Verdict(
        readings=levels,
        dimensions=scores,
        score=whole_score(rubric, scores),
        rung=rung,
        claim=claim,
        risks=found.risks,
        bands=found.bands,
        risk_figure=risk_figure(rubric, found.risks),
        grade=graded,
        fragile=fragile_weights(rubric, claim.rung, levels, claim.gap, found.bands) if graded and claim.rung else (),
        settled=sum(reading.level.settled for reading in levels.values()),
        by_true_name=judge_claim(rubric, evidence, levels, rung, true_name) if true_name else None,
        unmet_when=unmet_when,
        to_next_rung=to_rung(rubric, min(rung.low + 1, len(rubric.rungs) - 1), levels),
        to_claim=to_rung(rubric, rubric.ladder.rank(claim.rung), levels)
        if claim.rung and claim.verdict == OVER
        else (),
        to_next_letter=_to_next_letter(rubric, claim, levels, graded, found.bands[1], unmet_when),
    )


def _true_name(rubric: Rubric, claim: ClaimReading, rung: Span) -> str | None:
    """The claim that the facts would bear, where the one made certainly is another."""
    settled = rung.settled and rung.low > 0  # the lowest rung is no claim
    certain = claim.verdict == UNDER or (claim.verdict == OVER and settled)
    return rubric.rungs[rung.low].id if certain else None


def _to_next_letter(
    rubric: Rubric,
    claim: ClaimReading,
    levels: Mapping[str, Reading],
    graded: Grade | None,
    worst_band: str | None,
    unmet_when: tuple[int, ...],
) -> ToLetter | None:
    wanted = next_letter(rubric, graded) if graded else None
    if claim.rung is None or graded is None or wanted is None:
        return None
    return to_letter(rubric, claim.rung, levels, wanted, worst_band, unmet_when)
