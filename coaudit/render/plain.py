"""The report as lines of `label: value`, one fact a line: for screen readers, for grep, and for a log.

It says all that the screen says with its details, in the same order, without boxes, bars, columns or wrapping.
"""

from __future__ import annotations

from collections.abc import Iterator

from coaudit.render import words
from coaudit.render.layout import clean, in_ascii, one_line
from coaudit.report import Advice, Audit, Criterion, FactRead, Finding, Grade, Place, Report, Risk

Fact = tuple[str, object]
"""A label and its value. An empty value is left out; an empty label is an empty line."""

_AIR: Fact = ("", "")
_KINDS = {
    "holds-down": "Holds it down",
    "conflict": "Facts disagree",
    "risk": "Risk that is there",
    "wording": "Words to look at again",
    "note": "Also worth knowing",
}


def render(report: Report, *, unicode: bool = True) -> str:
    """The report as lines of text; with *unicode* off, in ASCII."""
    return "".join(f"{_line(label, value, unicode)}\n" for label, value in _report(report) if value != "" or not label)


def _line(label: str, value: object, unicode: bool) -> str:
    text = clean(f"{label}: {value}" if label else "")
    return one_line(text if unicode else in_ascii(text)).rstrip()


def _report(report: Report) -> Iterator[Fact]:
    for audit in report.audits:
        yield from _audit(report, audit)
        yield _AIR
    if len(report.audits) > 1:
        yield from _portfolio(report)
        yield _AIR
    for error in report.errors:
        yield "Could not be judged", error.path
        yield "Where", f"line {error.line}, column {error.column}"
        yield "What is wrong", error.message
        yield f"Line {error.line}", words.window(error.quoted, error.column)
        yield "Hint", error.hint
        yield _AIR
    for each in report.requirements:
        yield f"Required, {words.met(each)}", f"{each.path}: {words.required(each)}"
    if not report.audits and not report.errors:
        yield "Audited", "nothing"
    for note in report.notes:
        yield "Note", note
    for limit in report.limits:
        yield "Limit", limit
    for line in report.policy.origin if report.policy else ():
        yield "Requirements", line
    yield "Judged by", words.judged_by(report)
    yield "Rate that pay is compared with", report.rubric.reference
    yield "Made by", f"{report.tool.name} {report.tool.version}"


def _audit(report: Report, audit: Audit) -> Iterator[Fact]:
    yield "Project", audit.title
    yield "File", audit.path
    yield "Organisation", audit.organisation
    yield "Status", words.spaced(audit.status)
    if audit.planned:
        yield "Note", words.AS_PLANNED
    if audit.claim.as_if:
        yield "Note", "The claim is not the project's own; it was given to judge it by."
    yield "Verdict", audit.headline
    yield from _grade(audit)
    yield "Claimed", words.rung_title(report.rubric, audit.claim.rung)
    yield words.planned(audit, "Evidenced"), words.evidenced(report.rubric, audit)
    for part in audit.rung.by_stage:
        yield f"People's part in {words.spaced(part.stage)}", part.says
    for dimension in audit.dimensions:
        yield f"Score for {dimension.title}", f"{words.span(dimension.low, dimension.high)} of 100"
        yield f"Score for {dimension.title} asks", dimension.asks
    yield "Score all together", f"{words.span(audit.score.low, audit.score.high)} of 100"
    yield from _tokenism(audit)
    for kind in ("holds-down", "conflict", "risk"):
        yield from _findings(audit, kind)
    for advice in audit.advice:
        if advice.kind != "to-truth":
            yield from _advice(advice)
    yield from _not_stated(audit)
    yield from _sides(audit)
    for moment in audit.timeline:
        how = f", {words.spaced(moment.how)}" if moment.how else ""
        what = f"{moment.kind} {words.spaced(moment.what)}{how}, line {moment.line.line}"
        yield "Time", f"{words.when(moment)}: {what}"
    for kind in ("wording", "note"):
        yield from _findings(audit, kind)
    for criterion in audit.criteria:
        yield from _criterion(criterion)
    for each in audit.not_applicable:
        yield f"Not applicable, {each.title}", f"{each.reason} (line {each.line.line})"
    yield "Settled questions", words.settled(audit)
    for risk in audit.risks:
        yield from _risk(risk)
    for each_doubt in audit.confidence:
        yield "How sure this is", each_doubt
    for other in audit.elsewhere:
        yield "Another rubric", words.another_rubric(other)


def _grade(audit: Audit) -> Iterator[Fact]:
    grade: Grade = audit.grade
    yield words.planned(audit, "Grade"), words.letters(grade)
    yield "Grade means", grade.says
    for cap in grade.caps:
        yield "Grade is capped", cap.says
    if grade.low is not None:
        yield "Grade without caps", words.uncapped(grade)
    for says in words.grade_details(audit):
        yield "Grade detail", says


def _tokenism(audit: Audit) -> Iterator[Fact]:
    found = audit.tokenism
    yield words.planned(audit, "Risk of tokenism"), words.band(audit)
    yield "Risk of tokenism means", words.TOKENISM
    yield "Risk of tokenism judged", words.judged(audit)
    meaning = "where 0 is best" if found.judged else "for nothing could be judged"
    yield "Risk of tokenism in figures", f"{words.span(found.low, found.high)} of 100, {meaning}"


def _findings(audit: Audit, kind: str) -> Iterator[Fact]:
    for finding in audit.findings:
        if finding.kind == kind:
            yield from _finding(audit, finding)


def _finding(audit: Audit, finding: Finding) -> Iterator[Fact]:
    yield _KINDS.get(finding.kind, words.initial(words.spaced(finding.kind))), finding.title
    yield "What was found", finding.message
    yield from _quoted(audit, finding.lines)
    yield "What to do", finding.advice


def _quoted(audit: Audit, places: tuple[Place, ...]) -> Iterator[Fact]:
    for place in {place.line: place for place in reversed(places)}.values():
        yield f"Line {place.line}", words.excerpt(audit, place)


def _advice(advice: Advice) -> Iterator[Fact]:
    yield "What would move it", advice.text
    for number, step in enumerate(advice.steps, 1):
        yield f"Step {number}", f"{step.title}, from level {step.now} to level {step.to} ({step.effort} effort)"
        yield f"Step {number} aims at", step.means
        yield f"Step {number} begins with", step.next_step


def _not_stated(audit: Audit) -> Iterator[Fact]:
    titles = words.titles(audit)
    for question in audit.not_stated:
        yield "Not stated", f"{question.asks} ({question.key})"
        waiting = [titles.get(each, each) for each in (*question.criteria, *question.risks)]
        yield "Waiting for this answer", words.listed(waiting)


def _sides(audit: Audit) -> Iterator[Fact]:
    for found in audit.disagreements:
        yield "Sides differ", f"{found.title}, {words.apart(found)}{', something to talk about' if found.talk else ''}"
        for side in found.sides:
            yield f"Side {words.who(side)}", f"level {side.level} of {words.TOP_LEVEL}. {side.means}"


def _criterion(found: Criterion) -> Iterator[Fact]:
    yield f"Level of {found.title}", f"{words.span(found.low, found.high)} of {words.TOP_LEVEL}"
    yield "It asks", found.asks
    if found.expected is not None:
        yield "The claim expects", f"{found.expected} of {words.TOP_LEVEL}"
    if found.low == found.high:
        yield "It means", found.means_low
    else:
        yield "At least", found.means_low
        yield "Possible", found.means_high
    yield from _facts(found.facts)
    for side in found.sides:
        yield f"Side {words.who(side)}", f"level {side.level} of {words.TOP_LEVEL}. {side.means}"
    yield "The level above", found.next_means
    yield "The project answers", found.response


def _facts(facts: tuple[FactRead, ...]) -> Iterator[Fact]:
    for fact in facts:
        where = words.lines(fact.lines)
        yield f"Fact {fact.name}", f"{fact.value}{f' ({where})' if where else ''}"


def _risk(found: Risk) -> Iterator[Fact]:
    yield f"Severity of {found.title}", words.risk_severity(found)
    yield "It asks", found.asks
    if words.is_judged(found):
        yield "It means", found.means
        if found.low != found.high:
            yield "Possible", found.means_high
        yield from _facts(found.facts)


def _portfolio(report: Report) -> Iterator[Fact]:
    from coaudit.render import portfolio

    yield "Projects", len(report.audits)
    yield "Note", words.NO_RANKING
    for row in portfolio.rows(report):
        told = f"claimed {row.claimed}, evidenced {row.evidenced}, grade {row.grade}, risk of tokenism {row.risk}"
        yield "In short", f"{row.title}: {told}"
    for count in portfolio.rungs(report):
        yield f"Projects with evidence for {count.what}", count.projects
    for count in portfolio.grades(report):
        yield f"Projects with grade {count.what}", count.projects
    for count in portfolio.short(report, most=5):
        yield f"Projects held down by {count.what}", count.projects
