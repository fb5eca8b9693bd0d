"""Criteria and risks told: levels in the rubric's words, and the lines that decided them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coaudit import report
from coaudit.facts import Fact
from coaudit.judging.judge import Verdict
from coaudit.judging.verdict import RiskReading, Side
from coaudit.phrases import say
from coaudit.project import Project
from coaudit.rubric import Criterion, Risk, Rubric
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.telling.deciding import lowering, whose
from coaudit.telling.ended import can_still_be_done, for_next_time
from coaudit.telling.places import Places
from coaudit.telling.words import NOT_STATED, figure, in_words


def facts_read(names: Iterable[str], facts: Mapping[str, Fact], places: Places) -> tuple[report.FactRead, ...]:
    """The facts that something asks about, with what they may still be and where they were read."""
    return tuple([_fact_read(facts[name], places) for name in names if name in facts])


def _fact_read(fact: Fact, places: Places) -> report.FactRead:
    """A fact told. Several criteria and risks ask about most facts, so it is told once."""
    told = places.told.get(fact.name)
    if told is None:
        told = report.FactRead(fact.name, _value(fact), fact.stated, places.lines(fact.paths))
        places.told[fact.name] = told
    return told


def _value(fact: Fact) -> str:
    return in_words(fact.value) if fact.stated else say(NOT_STATED)


def deciding_lines(names: Iterable[str], facts: Mapping[str, Fact], places: Places) -> tuple[report.Place, ...]:
    """The lines that some facts were read from."""
    return lines_of(facts_read(names, facts, places))


def lines_of(read: Iterable[report.FactRead]) -> tuple[report.Place, ...]:
    """The lines of some facts, each once, in the file's order."""
    found: dict[int, report.Place] = {}
    for fact in read:
        for place in fact.lines:
            found.setdefault(place.line, place)
    return tuple([found[line] for line in sorted(found)])


def criteria(
    rubric: Rubric, verdict: Verdict, facts: Mapping[str, Fact], project: Project, places: Places
) -> tuple[report.Criterion, ...]:
    """Every criterion that applies, in the rubric's order."""
    expects = rubric.rung(verdict.claim.rung).expects if verdict.claim.rung else {}
    return tuple(
        _criterion(
            criterion, verdict, facts, places, expects.get(criterion.id), (project.responses or {}).get(criterion.id)
        )
        for criterion in rubric.criteria
        if criterion.id in verdict.readings
    )


def _criterion(
    criterion: Criterion,
    verdict: Verdict,
    facts: Mapping[str, Fact],
    places: Places,
    expected: int | None,
    response: str | None,
) -> report.Criterion:
    reading = verdict.readings[criterion.id]
    level = reading.level
    read = facts_read(criterion.facts, facts, places)
    values = {name: facts[name].value for name in criterion.facts}
    by = criterion.levels[level.low].reached_by(values) if level.settled else ""
    lines = lines_of(each for each in read if by in ("", each.name))
    lowered_by = [side.path for side in lowering(reading)] if reading.sides else []
    return report.Criterion(
        id=criterion.id,
        title=criterion.title,
        dimension=criterion.dimension,
        asks=criterion.asks,
        low=level.low,
        high=level.high,
        # The lowest level, where more is not ruled out, is only silence: its words would be a reproach nobody earned.
        means_low=criterion.levels[level.low].told(values) if level.settled or level.low else say(NOT_STATED),
        means_high=criterion.levels[level.high].told(values),
        facts=read,
        lines=places.lines(lowered_by) + lines if lowered_by else lines,
        expected=expected,
        weight=figure(criterion.weight),
        core=criterion.core,
        next_step=criterion.way_to(min(level.low + 1, TOP_LEVEL)),
        next_means=criterion.levels[level.low + 1].means if level.low < TOP_LEVEL else "",
        effort=criterion.effort,
        thresholds=criterion.thresholds,
        sides=tuple(side_says(side, criterion, places) for side in reading.sides),
        response=response or "",
        by_account=whose(reading) if reading.sides else "",
    )


def side_says(side: Side, criterion: Criterion, places: Places) -> report.SideSays:
    """What one side says, in the rubric's words."""
    means = criterion.levels[side.level].means
    line = places.of(side.path)
    return report.SideSays(side.side, side.people, side.level, side.counts, means, line, side.wanted, side.spread)


def not_applicable(rubric: Rubric, project: Project, places: Places) -> tuple[report.NotApplicable, ...]:
    """What was declared not applicable, and why."""
    declared = project.not_applicable or {}
    return tuple(
        report.NotApplicable(item.id, item.title, declared[item.id] or "", places.of(("not_applicable", item.id)))
        for item in rubric.criteria
        if item.id in declared
    )


def risks(
    rubric: Rubric, verdict: Verdict, facts: Mapping[str, Fact], places: Places, *, complete: bool = False
) -> tuple[report.Risk, ...]:
    """Every risk, in the rubric's order."""
    return tuple(
        _risk(risk, reading, facts, places, complete=complete)
        for risk, reading in zip(rubric.risks, verdict.risks, strict=True)
    )


def _risk(
    risk: Risk, reading: RiskReading, facts: Mapping[str, Fact], places: Places, *, complete: bool
) -> report.Risk:
    later = complete and not can_still_be_done(risk.facts)
    means = {level.severity: level.means for level in risk.levels}
    read = facts_read(risk.facts, facts, places)
    return report.Risk(
        id=risk.id,
        title=risk.title,
        low=reading.severity.low,
        high=reading.severity.high,
        judged=reading.judged,
        applies=reading.applies,
        not_yet_due=reading.not_yet_due,
        starred=risk.starred,
        asks=risk.asks,
        means=means.get(reading.severity.low, ""),
        means_high=means.get(reading.severity.high, ""),
        facts=read,
        lines=lines_of(read) or places.lines((("claim",),)),
        next_step=for_next_time(risk.next_step) if later else risk.next_step,
    )


def disagreements(rubric: Rubric, verdict: Verdict, places: Places) -> tuple[report.Disagreement, ...]:
    """Where the sides differ from one another or from the facts; two levels or more is something to talk about."""
    found = []
    for criterion in rubric.criteria:
        reading = verdict.readings.get(criterion.id)
        if reading is None or not reading.sides:
            continue
        levels = [side.level for side in reading.sides] + ([reading.stated.low] if reading.stated.settled else [])
        apart = max(levels) - min(levels)
        if apart:
            sides = tuple(side_says(side, criterion, places) for side in reading.sides)
            found.append(report.Disagreement(criterion.id, criterion.title, sides, apart, apart >= TALK_ABOUT))
    return tuple(found)


TALK_ABOUT = 2
"""From how many levels apart a difference between sides is something to talk about."""
