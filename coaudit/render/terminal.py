"""The report for reading on a screen: what matters most by default, all of it with details.

    Claimed: coproduce. Evidenced, as planned: engage. Held back by: what happens on disagreement, line 22.

    Grade, as planned: D
      Much of what the name promises is not there yet, or the name is two rungs too high.

Words carry the meaning. Colour and blocks only repeat it, so that nothing is lost without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaudit.phrases import say
from coaudit.render import terminal_details as details_of
from coaudit.render import terminal_parts as parts
from coaudit.render import words
from coaudit.render.by_project import ByProject
from coaudit.render.layout import BOLD, FAINT, Page, Run
from coaudit.render.look import USUAL, Look
from coaudit.render.terminal_parts import GAP, INDENT
from coaudit.report import Audit, Report, Revisions

if TYPE_CHECKING:
    from coaudit.render.portfolio import Row

_SHORTEST_NAME = 24
"""Where a table would leave less than this for the names of projects, it is a list instead."""


BETWEEN = "\n\n"
"""More air between two projects than between two sections."""


def render(report: Report, look: Look = USUAL) -> str:
    """The report as text for a window of so many cells, with or without colour, more than ASCII, and details."""
    return BETWEEN.join(project(report, audit, look) for audit in report.audits) + end(report, len(report.audits), look)


def project(report: Report, audit: Audit, look: Look) -> str:
    """What stands there of one project, by itself."""
    page = _page(look)
    _project(page, report, audit, details=look.details)
    return page.text()


def end(report: Report, _: int, look: Look) -> str:
    """What stands after the projects, of which no more is needed than their bare verdicts."""
    page = _page(look)
    if len(report.audits) > 1:
        _portfolio(page, report)
    _errors(page, report)
    _requirements(page, report)
    if report.audits:
        _limits(page, report, details=look.details)
    elif not report.errors:
        page.put(say("Nothing was audited."))
    air = "" if not report.audits else BETWEEN if len(report.audits) > 1 else "\n"
    return air + page.text()


BY_PROJECT = ByProject(project, end, between=BETWEEN, verdicts=True)


def _page(look: Look) -> Page:
    return Page(look.width, color=look.color, unicode=look.unicode)


def _project(page: Page, report: Report, audit: Audit, *, details: bool) -> None:
    parts.title(page, report, audit)
    parts.grade(page, audit, details=details)
    parts.ladder(page, report, audit, details=details)
    parts.scores(page, audit)
    parts.tokenism(page, audit, details=details)
    parts.holds_down(page, audit, details=details)
    if details:
        details_of.findings(page, audit, "conflict", say("Where two stated facts disagree"))
        details_of.findings(page, audit, "risk", words.planned(audit, say("Risks of tokenism that are there")))
    parts.next_steps(page, audit, details=details)
    parts.questions(page, audit, details=details)
    if details:
        details_of.sides(page, audit)
        _history(page, report, audit.history, details=True)
        details_of.timeline(page, audit)
        details_of.findings(page, audit, "wording", say("Words to look at again"))
        details_of.findings(page, audit, "note", say("Also worth knowing"))
        details_of.criteria(page, audit)
        details_of.risks(page, audit)
        details_of.confidence(page, audit)
    else:
        parts.talk(page, audit)
        _history(page, report, audit.history, details=False)
    parts.elsewhere(page, audit)


def _history(page: Page, report: Report, found: Revisions | None, *, details: bool) -> None:
    if found is None:
        return
    from coaudit.render import history, pieces, revisions

    most = None if details else revisions.SHORT
    pieces.put(page, history.part(report.rubric, found, unicode=page.unicode, most=most))


def _portfolio(page: Page, report: Report) -> None:
    from coaudit.render import portfolio

    page.heading(say("All {number} projects", number=len(report.audits)))
    page.rule()
    page.put(say(words.NO_RANKING))
    page.blank()
    rows = portfolio.rows(report)
    if not _table(page, rows):
        for row in rows:
            page.put(Run(row.title, BOLD), first=INDENT)
            page.put(
                say("Claimed: {claimed}. Evidenced: {evidenced}.", claimed=row.claimed, evidenced=row.evidenced),
                first=INDENT * 2,
            )
            page.put(say("Grade: {grade}. Tokenism risk: {risk}.", grade=row.grade, risk=row.risk), first=INDENT * 2)
    if portfolio.says_open(report):
        page.put(Run(portfolio.says_open(report), FAINT))
    page.blank()
    for label, counts in portfolio.counted(report):
        told = ", ".join(f"{count.what} ({count.projects})" for count in counts)
        page.put(told, first=Run(f"{label}: ", BOLD), later=INDENT)
    page.put(Run(say(portfolio.IN_BRACKETS), FAINT))


def _table(page: Page, rows: tuple[Row, ...]) -> bool:
    """Write the projects as a table, where there is room for one; say whether there was."""
    heads = (say("Project"), say("Claimed"), say("Evidenced"), say("Grade"), say("Tokenism risk"))
    body = [(row.title, row.claimed, row.evidenced, row.grade, row.risk) for row in rows]
    widths = [max(page.cells(line[column]) for line in [heads, *body]) for column in range(len(heads))]
    left = page.width - sum(widths[1:]) - len(GAP) * (len(heads) - 1)
    if left < min(widths[0], _SHORTEST_NAME):
        return False
    widths[0] = min(widths[0], left)
    for number, line in enumerate([heads, *body]):
        cells = [page.pad(page.cut(text, width), width) for text, width in zip(line, widths, strict=True)]
        page.put(Run(GAP.join(cells), "" if number else BOLD))
    return True


def _errors(page: Page, report: Report) -> None:
    if not report.errors:
        return
    page.heading(say("Could not be judged"))
    for error in report.errors:
        where = say("{path}, line {line}, column {column}", path=error.path, line=error.line, column=error.column)
        page.put(f"{where}: {words.sentence(error.message)}", first=INDENT, later=INDENT * 2)
        if error.quoted:
            page.put(
                words.window(error.quoted, error.column),
                first=Run(f"{INDENT * 2}{say('line {line}', line=error.line)} | ", FAINT),
            )
        if error.hint:
            page.put(words.sentence(error.hint), first=f"{INDENT * 2}{say('Hint')}: ", later=INDENT * 3)


def _requirements(page: Page, report: Report) -> None:
    if not report.requirements:
        return
    page.heading(say("What is required"))
    for each in report.requirements:
        named = f"{each.path}: " if each.path and len(report.audits) > 1 else ""
        first = Run(f"{INDENT}{words.initial(words.met(each))}: ", BOLD)
        page.put(f"{named}{words.required(each)}", first=first, later=INDENT * 2)
    for line in report.policy.origin if report.policy else ():
        page.put(Run(line, FAINT), first=INDENT)


def _limits(page: Page, report: Report, *, details: bool) -> None:
    page.heading(say("What this cannot say"))
    for limit in report.limits if details else report.limits[:1]:
        page.put(limit, first=INDENT)
    for note in report.notes:
        page.put(note, first=INDENT)
    page.put(Run(words.judged_by(report), FAINT), first=INDENT)
    if details:
        if report.rubric.reference:
            page.put(
                Run(say("The rate that pay is compared with: {reference}.", reference=report.rubric.reference), FAINT),
                first=INDENT,
            )
        page.put(
            Run(say("Made by {name} {version}.", name=report.tool.name, version=report.tool.version), FAINT),
            first=INDENT,
        )
    else:
        page.blank()
        page.put(say("Add --details to see all of it: every question, every line, and how sure it is."))
