"""Everything that is told of one project, part by part, so that no more need be told than a format shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from coaudit import report
from coaudit.facts import Fact, Ground
from coaudit.judging.judge import Evidence, Verdict
from coaudit.project.description import Description
from coaudit.records import Record, replace
from coaudit.report import PARTS, Audit
from coaudit.rubric import Rubric
from coaudit.telling import about, advice, findings, items, occasions, summary
from coaudit.telling.ended import is_complete
from coaudit.telling.places import Places
from coaudit.telling.timeline import timeline
from coaudit.telling.wording import wording


class Judged(Record):
    """A description with all that is measured and found about it."""

    description: Description
    facts: Mapping[str, Fact]
    ground: Ground
    evidence: Evidence
    verdict: Verdict
    as_if: str | None


def told_of(found: Judged, rubric: Rubric, parts: Collection[str] = PARTS) -> Audit:
    """The audit in words and places: the verdict, and those of its parts (`coaudit.report.PARTS`) that are wanted."""
    telling = _Telling(found, rubric)
    audit = telling.verdict()
    wanted = {part: getattr(telling, part) for part in PARTS if part in parts}
    if "headline" in parts:
        says = summary.grade_says(rubric, found.verdict, found.description.project, telling.not_stated)
        wanted["grade"] = replace(audit.grade, says=says)
    return replace(audit, **wanted)


def measured_of(found: Judged) -> advice.Measured:
    """What was measured of a project, as the advice reads it."""
    return advice.Measured(found.description.project, found.facts, found.ground)


class _Telling:
    """One project as it is told. A part is told when it is first asked for, and some rest on others."""

    def __init__(self, found: Judged, rubric: Rubric) -> None:
        self._rubric = rubric
        self._found = found
        self._project = found.description.project
        self._verdict = found.verdict
        self._places = Places(found.description)

    def verdict(self) -> Audit:
        """What no report does without, the parts left empty."""
        rubric, verdict, project, ground = self._rubric, self._verdict, self._project, self._found.ground
        worst = summary.worst_band(rubric, verdict)
        return Audit(
            path=self._found.description.document.name,
            title=project.title.strip(),
            organisation=project.organisation or "",
            status=project.status.words[0] if project.status and project.status.exact else "",
            planned=summary.is_planned(project),
            claim=summary.claim(verdict, project, self._found.as_if),
            rung=summary.rung(rubric, verdict, ground),
            grade=summary.grade(rubric, verdict, worst),
            score=summary.score(verdict),
            coverage=report.Coverage(verdict.settled, len(verdict.readings), len(project.not_applicable or ())),
            dimensions=summary.dimensions(rubric, verdict),
            tokenism=summary.tokenism(rubric, verdict, worst),
            joined=occasions.joined(ground),
            **{**PARTS, "findings": tuple(map(findings.bare, findings.falling_short(rubric, verdict)))},
        )

    @cached_property
    def headline(self) -> str:
        held_back_by = summary.held_back_by(
            self._rubric, self._verdict, self._found.ground, self._found.facts, self._places
        )
        return summary.headline(self._rubric, self._verdict, self._project, held_back_by)

    @cached_property
    def criteria(self) -> tuple[report.Criterion, ...]:
        return items.criteria(self._rubric, self._verdict, self._found.facts, self._project, self._places)

    @cached_property
    def not_applicable(self) -> tuple[report.NotApplicable, ...]:
        return items.not_applicable(self._rubric, self._project, self._places)

    @cached_property
    def risks(self) -> tuple[report.Risk, ...]:
        complete = is_complete(self._project)
        return items.risks(self._rubric, self._verdict, self._found.facts, self._places, complete=complete)

    @cached_property
    def findings(self) -> tuple[report.Finding, ...]:
        rubric, description, facts, ground = (
            self._rubric,
            self._found.description,
            self._found.facts,
            self._found.ground,
        )
        return (
            *findings.holds_down(
                rubric,
                self._verdict,
                facts,
                ground,
                self._places,
                planned=summary.is_planned(self._project),
                complete=is_complete(self._project),
            ),
            *findings.conflicts(ground.conflicts, self._places),
            *findings.raised(self.risks),
            *findings.notes(description, facts, rubric, self._places),
            *wording(rubric, description, self._places),
        )

    @cached_property
    def advice(self) -> tuple[report.Advice, ...]:
        return advice.advice(self._rubric, self._verdict, self.not_stated, measured_of(self._found), self._places)

    @cached_property
    def not_stated(self) -> tuple[report.NotStated, ...]:
        return advice.not_stated(self._rubric, self._verdict, self._found.facts, self._project)

    @cached_property
    def disagreements(self) -> tuple[report.Disagreement, ...]:
        return items.disagreements(self._rubric, self._verdict, self._places)

    @cached_property
    def timeline(self) -> tuple[report.Moment, ...]:
        return timeline(self._project, self._found.ground, self._places)

    @cached_property
    def confidence(self) -> tuple[str, ...]:
        return summary.confidence(self._project, self._found.description.document.data)

    @cached_property
    def elsewhere(self) -> tuple[report.Elsewhere, ...]:
        return about.elsewhere(self._rubric, self._verdict)

    @cached_property
    def source(self) -> tuple[str, ...]:
        return self._found.description.document.lines

    @cached_property
    def occasions(self) -> tuple[report.Occasion, ...]:
        return occasions.occasions(self._project, self._found.ground, self._places)
