"""The report as lines of `label: value`, one fact a line: for screen readers, for grep, and for a log.

It says all that the screen says with its details, in the same order, without boxes, bars, columns or wrapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coaudit.phrases import phrase, say
from coaudit.render import words
from coaudit.render.by_project import ByProject
from coaudit.render.layout import clean, in_ascii, one_line
from coaudit.render.look import USUAL, Look
from coaudit.report import (
    HOLDS_DOWN,
    Advice,
    Audit,
    Criterion,
    FactRead,
    Finding,
    Grade,
    Place,
    Report,
    Revisions,
    Risk,
)

Line = tuple[str, object]
"""A label and its value. An empty value is left out; an empty label is an empty line."""

_AIR: Line = ("", "")
_KINDS = {
    HOLDS_DOWN: phrase("Holds it down"),
    "conflict": phrase("Facts disagree"),
    "risk": phrase("Risk that is there"),
    "wording": phrase("Words to look at again"),
    "note": phrase("Also worth knowing"),
}


def render(report: Report, look: Look = USUAL) -> str:
    """The report as lines of text; for a reader without Unicode, in ASCII."""
    projects = "".join(project(report, audit, look) for audit in report.audits)
    return projects + end(report, len(report.audits), look)


def project(report: Report, audit: Audit, look: Look) -> str:
    """The lines of one project, and an empty one."""
    return _lines([*_audit(report, audit), _AIR], unicode=look.unicode)


def end(report: Report, _: int, look: Look) -> str:
    """The lines after the projects, of which no more is needed than their bare verdicts."""
    return _lines(_end(report), unicode=look.unicode)


BY_PROJECT = ByProject(project, end, verdicts=True)


def _lines(lines: Iterable[Line], *, unicode: bool) -> str:
    return "".join(f"{_line(label, value, unicode)}\n" for label, value in lines if value != "" or not label)


def _line(label: str, value: object, unicode: bool) -> str:
    text = clean(f"{label}: {value}" if label else "")
    return one_line(text if unicode else in_ascii(text)).rstrip()


def _end(report: Report) -> Iterator[Line]:
    if len(report.audits) > 1:
        yield from _portfolio(report)
        yield _AIR
    for error in report.errors:
        yield say("Could not be judged"), error.path
        yield say("Where"), say("line {line}, column {column}", line=error.line, column=error.column)
        yield say("What is wrong"), error.message
        yield say("Line {line}", line=error.line), words.window(error.quoted, error.column)
        yield say("Hint"), error.hint
        yield _AIR
    for each in report.requirements:
        yield say("Required, {met}", met=words.met(each)), f"{each.path}: {words.required(each)}"
    if not report.audits and not report.errors:
        yield say("Audited"), say("nothing")
    for note in report.notes:
        yield say("Note"), note
    for limit in report.limits:
        yield say("Limit"), limit
    for line in report.policy.origin if report.policy else ():
        yield say("Requirements"), line
    yield say("Judged by"), words.judged_by(report)
    yield say("Rate that pay is compared with"), report.rubric.reference
    yield say("Made by"), f"{report.tool.name} {report.tool.version}"


def _audit(report: Report, audit: Audit) -> Iterator[Line]:
    """All of one project, in the order of the screen."""
    yield from _head(audit)
    yield from _grade(audit)
    yield from _rung(report, audit)
    yield from _scores(audit)
    yield from _tokenism(audit)
    for kind in (HOLDS_DOWN, "conflict", "risk"):
        yield from _findings(audit, kind)
    for advice in audit.advice:
        if advice.kind != "to-truth":
            yield from _advice(advice)
    yield from _not_stated(audit)
    yield from _sides(audit)
    if audit.history:
        yield from _history(report, audit.history)
    yield from _timeline(audit)
    for kind in ("wording", "note"):
        yield from _findings(audit, kind)
    yield from _criteria(audit)
    for risk in audit.risks:
        yield from _risk(risk)
    for each_doubt in audit.confidence:
        yield say("How sure this is"), each_doubt
    for other in audit.elsewhere:
        yield say("Another rubric"), words.another_rubric(other)


def _head(audit: Audit) -> Iterator[Line]:
    yield say("Project"), audit.title
    yield say("File"), audit.path
    yield say("Organisation"), audit.organisation
    yield say("Status"), words.spaced(audit.status)
    if audit.planned:
        yield say("Note"), say(words.AS_PLANNED)
    if audit.claim.as_if:
        yield say("Note"), say("The claim is not the project's own; it was given to judge it by.")
    yield say("Verdict"), audit.headline


def _rung(report: Report, audit: Audit) -> Iterator[Line]:
    yield say("Claimed"), words.claimed(report.rubric, audit.claim.rung, stated=audit.claim.stated)
    yield words.planned(audit, say("Evidenced")), words.evidenced(report.rubric, audit)
    for part in audit.rung.by_stage:
        yield say("People's part in {stage}", stage=words.spaced(part.stage)), part.says


def _scores(audit: Audit) -> Iterator[Line]:
    for dimension in audit.dimensions:
        yield (
            say("Score for {title}", title=dimension.title),
            say("{score} of 100", score=words.span(dimension.low, dimension.high)),
        )
        yield say("Score for {title} asks", title=dimension.title), dimension.asks
    yield say("Score all together"), say("{score} of 100", score=words.span(audit.score.low, audit.score.high))


def _timeline(audit: Audit) -> Iterator[Line]:
    for moment in audit.timeline:
        how = f", {words.spaced(moment.how)}" if moment.how else ""
        what = say(
            "{kind} {what}{how}, line {line}",
            kind=say(moment.kind),
            what=words.spaced(moment.what),
            how=how,
            line=moment.line.line,
        )
        yield say("Time"), f"{words.when(moment)}: {what}"


def _criteria(audit: Audit) -> Iterator[Line]:
    for criterion in audit.criteria:
        yield from _criterion(criterion)
    for each in audit.not_applicable:
        yield (
            say("Not applicable, {title}", title=each.title),
            say("{reason} (line {line})", reason=each.reason, line=each.line.line),
        )
    yield say("Settled questions"), words.settled(audit)


def _grade(audit: Audit) -> Iterator[Line]:
    grade: Grade = audit.grade
    yield words.planned(audit, say("Grade")), words.letters(grade)
    yield say("Grade means"), grade.says
    for says in grade.caps_say:
        yield say("Grade is capped"), says
    yield say("Grade may fall"), words.may_fall(audit)
    if grade.low is not None:
        yield say("Grade without caps"), words.uncapped(grade)
    for says in words.grade_details(audit):
        yield say("Grade detail"), says


def _tokenism(audit: Audit) -> Iterator[Line]:
    found = audit.tokenism
    yield words.planned(audit, say("Risk of tokenism")), words.band(audit)
    yield say("Risk of tokenism means"), say(words.TOKENISM)
    yield say("Risk of tokenism judged"), words.risks_judged(audit)
    meaning = say("where 0 is best") if found.judged else say("for nothing could be judged")
    yield (
        say("Risk of tokenism in figures"),
        say("{figure} of 100, {meaning}", figure=words.span(found.low, found.high), meaning=meaning),
    )


def _findings(audit: Audit, kind: str) -> Iterator[Line]:
    for finding in audit.findings:
        if finding.kind == kind:
            yield from _finding(audit, finding)


def _finding(audit: Audit, finding: Finding) -> Iterator[Line]:
    kind = say(_KINDS[finding.kind]) if finding.kind in _KINDS else words.initial(words.spaced(finding.kind))
    yield words.planned(audit, kind) if finding.kind == "risk" else kind, finding.title
    yield say("What was found"), finding.message
    yield from _quoted(audit, finding.lines)
    yield say("What to do"), finding.advice


def _quoted(audit: Audit, places: tuple[Place, ...]) -> Iterator[Line]:
    for place in words.one_a_line(places):
        yield say("Line {line}", line=place.line), words.excerpt(audit, place)


def _advice(advice: Advice) -> Iterator[Line]:
    yield say("What would move it"), advice.text
    for number, step in enumerate(advice.steps, 1):
        yield (
            say("Step {number}", number=number),
            say(
                "{title}, from level {now} to level {to} ({effort} effort)",
                title=step.title,
                now=step.now,
                to=step.to,
                effort=say(step.effort),
            ),
        )
        yield say("Step {number} aims at", number=number), step.means
        yield say("Step {number} begins with", number=number), step.next_step


def _not_stated(audit: Audit) -> Iterator[Line]:
    titles = words.titles(audit)
    for question in audit.not_stated:
        yield say("Not stated"), f"{question.asks} ({question.key})"
        waiting = [titles.get(each, each) for each in (*question.criteria, *question.risks)]
        yield say("Waiting for this answer"), words.listed(waiting)


def _sides(audit: Audit) -> Iterator[Line]:
    for found in audit.disagreements:
        yield (
            say("Sides differ"),
            f"{found.title}, {words.apart(found)}{say(', something to talk about') if found.talk else ''}",
        )
        for side in found.sides:
            yield say("Side {who}", who=words.who(side)), words.side(side)


def _criterion(found: Criterion) -> Iterator[Line]:
    yield (
        say("Level of {title}", title=found.title),
        say("{level} of {top}", level=words.span(found.low, found.high), top=words.TOP_LEVEL),
    )
    yield say("It asks"), found.asks
    if found.expected is not None:
        yield say("The claim expects"), say("{expected} of {top}", expected=found.expected, top=words.TOP_LEVEL)
    for label, means in words.stands(found):
        yield label or say("It means"), means
    yield from _facts(found.facts)
    for side in found.sides:
        yield say("Side {who}", who=words.who(side)), words.side(side)
    yield say("The level above"), found.next_means
    yield say("The project answers"), found.response


def _facts(facts: tuple[FactRead, ...]) -> Iterator[Line]:
    for fact in facts:
        where = words.lines(fact.lines)
        yield say("Fact {name}", name=fact.name), f"{fact.value}{f' ({where})' if where else ''}"


def _risk(found: Risk) -> Iterator[Line]:
    yield say("Severity of {title}", title=found.title), words.risk_severity(found)
    yield say("It asks"), found.asks
    if words.is_judged(found):
        yield say("It means"), found.means
        if found.low != found.high:
            yield say("Possible"), found.means_high
        yield from _facts(found.facts)


def _history(report: Report, found: Revisions) -> Iterator[Line]:
    from coaudit.render import revisions

    label = say(revisions.HEADING)
    if not found.points:
        yield label, revisions.none(found)
        return
    yield label, say(revisions.TODAYS_RUBRIC, id=report.rubric.id, version=report.rubric.version)
    for row in revisions.rows(report.rubric, found.points):
        told = row.wrong or say(
            "claimed {claimed}, evidenced {evidenced}, grade {grade}, score {score}, risk of tokenism {risk}",
            claimed=row.claimed,
            evidenced=row.evidenced,
            grade=row.grade,
            score=row.score,
            risk=row.risk,
        )
        yield say("Revision {name}", name=row.name), told
        yield say("Moved in {name}", name=row.name), "; ".join(row.moved)
    for each in revisions.notes(found):
        yield label, each


def _portfolio(report: Report) -> Iterator[Line]:
    from coaudit.render import portfolio

    yield say("Projects"), len(report.audits)
    yield say("Note"), say(words.NO_RANKING)
    yield say("Note"), portfolio.says_open(report)
    for row in portfolio.rows(report):
        told = say(
            "claimed {claimed}, evidenced {evidenced}, grade {grade}, risk of tokenism {risk}",
            claimed=row.claimed,
            evidenced=row.evidenced,
            grade=row.grade,
            risk=row.risk,
        )
        yield say("In short"), f"{row.title}: {told}"
    for count in portfolio.rungs(report):
        yield say("Projects with evidence for {what}", what=count.what), count.projects
    for count in portfolio.grades(report):
        yield say("Projects with grade {what}", what=count.what), count.projects
    for count in portfolio.short(report):
        yield say("Projects held down by {what}", what=count.what), count.projects
