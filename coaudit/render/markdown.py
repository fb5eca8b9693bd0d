"""Markdown for a step summary or a comment on a pull request: the plain report's facts, in its order, bounded in size.

Everything a stranger wrote comes out as text: no link, image, mention or heading of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from coaudit.phrases import say
from coaudit.render import portfolio, words
from coaudit.render.look import USUAL, Look
from coaudit.render.marked import code, html, text
from coaudit.report import HOLDS_DOWN, Audit, Finding, InputError, Report, Requirement, Revisions
from coaudit.safe import cut

LONGEST = 60_000
"""Characters. A comment on GitHub holds 65,536."""
LONGEST_LIST = 10_000
"""What is required, and what cannot be judged, each has as much room; the table has twice as much."""
LONGEST_NAME, LONGEST_SENTENCE = 200, 1000
"""Of a title or a path, and of what is said of it, no more is shown."""
MOST = 3
MOST_LINES = 4
"""How many lines a finding quotes; one more is shown rather than only named."""


def render(report: Report, _: Look = USUAL) -> str:
    """The report as Markdown. What no longer fits is left out, and that is said: the table is first to have room."""
    foot = list(_foot(report))
    room = LONGEST - _size(foot) - LONGEST_SENTENCE
    alone = len(report.audits) == 1
    parts = list(_fit(_head(report), room))
    room -= _size(parts)
    left = 0
    for audit in report.audits:
        whole = list(_project(report, audit, alone=alone))
        if _size(whole) <= room:
            parts += whole
            room -= _size(whole)
        elif alone:
            parts += _first(whole, room)
            parts.append(f"\n{say('The rest of this report is left out here: there was no room.')}")
        else:
            left += 1
    if left:
        told = say("{number} reports are left out here: there was no room.", number=left)
        # The table has all only where it has room for all of them too.
        rows = list(map(_row, portfolio.rows(report)))
        all_of_them = len(list(_fit(rows, 2 * LONGEST_LIST))) == len(rows)
        parts.append(f"{told} {say('The table has all.')}" if all_of_them else told)
    return "\n".join((*parts, *foot)) + "\n"


def _size(parts: Iterable[str]) -> int:
    return sum(len(part) + 1 for part in parts)


def _first(parts: Iterable[str], room: int) -> Iterator[str]:
    """The parts from the first up to the one for which there is no more room."""
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            break
        yield part


def _fit(parts: Iterable[str], room: int, more: Callable[[int], str] | None = None) -> Iterator[str]:
    """The parts for which there is room, without those that are too long, and how many *more* there are."""
    left = 0
    for part in parts:
        if len(part) < room:
            room -= len(part) + 1
            yield part
        else:
            left += 1
    if left and more:
        yield more(left)


def _head(report: Report) -> Iterator[str]:
    if len(report.audits) > 1:
        yield f"## {text(say('All {number} projects', number=len(report.audits)))}\n"
        yield "\n".join(_table(report))
        yield from _counted(report)
    elif not report.audits and not report.errors:
        yield text(say("Nothing was audited."))
    if report.requirements:
        yield f"\n### {say('What is required')}\n"
        yield from _fit(map(_required, _short(report)), LONGEST_LIST, _more)
        met = sum(each.met is True for each in report.requirements)
        yield f"- {text(say('Met: {met} of {all} requirements.', met=met, all=len(report.requirements)))}"
    if report.errors:
        yield f"\n### {say('Could not be judged')}\n"
        yield from _fit(map(_wrong, report.errors), LONGEST_LIST, _more)


def _short(report: Report) -> Iterator[Requirement]:
    """What is not met or not shown; what fails the run stands first."""
    return iter(sorted((each for each in report.requirements if not each.met), key=lambda each: bool(each.waiver)))


def _more(left: int) -> str:
    return f"- {text(say('and {number} more', number=left))}"


def _required(each: Requirement) -> str:
    return f"- **{text(words.initial(words.met(each)))}**: {_path(each.path)} {_sentence(words.required(each))}"


def _wrong(error: InputError) -> str:
    where = say("line {line}, column {column}", line=error.line, column=error.column)
    said = f"{_sentence(words.sentence(error.message))} {_sentence(error.hint)}"
    return f"- {_path(error.path)}, {text(where)}: {said}"


def _table(report: Report) -> Iterator[str]:
    heads = (say("Project"), say("Claimed"), say("Evidenced"), say("Grade"), say("Tokenism risk"))
    yield f"| {' | '.join(map(text, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    yield from _fit(
        map(_row, portfolio.rows(report)),
        2 * LONGEST_LIST,
        lambda left: f"\n{text(say('{number} more projects are not shown.', number=left))}",
    )


def _row(row: portfolio.Row) -> str:
    return f"| {' | '.join(map(_name, (row.title, row.claimed, row.evidenced, row.grade, row.risk)))} |"


def _counted(report: Report) -> Iterator[str]:
    if portfolio.says_open(report):
        yield f"\n{text(portfolio.says_open(report))}"
    yield f"\n{text(say(words.NO_RANKING))}\n"
    for label, counts in portfolio.counted(report):
        told = ", ".join(f"{count.what} ({count.projects})" for count in counts)
        yield f"- **{text(label)}**: {_sentence(told)}"
    yield f"\n{text(say(portfolio.IN_BRACKETS))}\n"


def _project(report: Report, audit: Audit, *, alone: bool) -> Iterator[str]:
    """The sections of a project's report, and of those that are long, the items."""
    title = cut(audit.title, LONGEST_NAME)
    yield f"\n## {text(title)}\n" if alone else f"\n<details><summary>{html(title)}</summary>\n"
    yield f"**{_sentence(audit.headline)}**\n"
    if audit.planned:
        yield f"{text(say(words.AS_PLANNED))}\n"
    grade = f"{text(words.planned(audit, say('Grade')))}: {text(words.letters(audit.grade))}"
    says = (audit.grade.says, *audit.grade.caps_say, words.may_fall(audit))
    yield f"**{grade}**. {text(' '.join(each for each in says if each))}\n"
    yield "\n".join(_scores(audit))
    risk = f"{text(words.planned(audit, say('Risk of tokenism')))}: {text(words.band_told(audit))}"
    yield f"**{risk}**. {text(words.risks_judged(audit))}\n"
    if audit.tokenism.counting:
        yield f"{text(words.there_now(audit))}: {_sentence('; '.join(audit.tokenism.counting))}.\n"
    yield from _findings(audit)
    yield from _advice(audit)
    if audit.not_stated:
        yield "\n".join(_not_stated(audit))
    if audit.history:
        yield f"\n{_history(report, audit.history)}"
    for other in audit.elsewhere:
        yield f"\n{text(words.another_rubric(other))}"
    if not alone:
        yield "\n</details>"


def _scores(audit: Audit) -> Iterator[str]:
    yield f"| | {say('Score')} | |"
    yield "| --- | --- | --- |"
    for each in audit.dimensions:
        yield f"| {text(each.title)} | {words.span(each.low, each.high)} | {text(each.asks)} |"
    yield f"| {say('All together')} | {words.span(audit.score.low, audit.score.high)} | |\n"


def _not_stated(audit: Audit) -> Iterator[str]:
    yield f"### {say('What is not stated')}\n"
    for question in audit.not_stated[:MOST]:
        yield f"- {text(question.asks)} ({code(question.key)})"


def _findings(audit: Audit) -> Iterator[str]:
    found = [finding for finding in audit.findings if finding.kind == HOLDS_DOWN]
    if found:
        yield f"### {say('What holds it down')}\n"
        for number, finding in enumerate(found, 1):
            yield "\n".join(_finding(audit, finding, number))


def _finding(audit: Audit, finding: Finding, number: int) -> Iterator[str]:
    yield f"{number}. **{text(finding.title)}**. {text(finding.message)}"
    lines = words.one_a_line(finding.lines)
    shown = lines if len(lines) <= MOST_LINES + 1 else lines[:MOST_LINES]
    for place in shown:
        yield f"   - {text(say('line {number}', number=place.line))}: {code(words.excerpt(audit, place))}"
    if len(shown) < len(lines):
        yield f"   - {text(say('and {lines}', lines=words.lines(lines[len(shown) :])))}"
    if finding.advice:
        yield f"   - {text(say('What to do'))}: {text(finding.advice)}"


def _advice(audit: Audit) -> Iterator[str]:
    found = [advice for advice in audit.advice if advice.kind != "to-truth"]
    if found:
        yield f"\n### {say('What would move it')}\n"
    for advice in found:
        steps = (f"  - [ ] **{text(step.title)}**: {text(step.means)}. {text(step.next_step)}" for step in advice.steps)
        yield "\n".join((f"- {text(advice.text)}", *steps))


def _history(report: Report, found: Revisions) -> str:
    """How it went, in short. The form is that of `coaudit history`, which writes Markdown too."""
    from coaudit.render import history, revisions
    from coaudit.render.pieces import as_markdown

    return as_markdown(history.part(report.rubric, found, unicode=True, most=revisions.SHORT)).rstrip()


def _foot(report: Report) -> Iterator[str]:
    yield "\n---\n"
    notes = (*report.limits[:1], *(report.policy.origin if report.policy else ()), *report.notes)
    yield from _fit((f"{_sentence(note)}\n" for note in notes), LONGEST_LIST, lambda left: f"{_more(left)}\n")
    yield _sentence(words.judged_by(report))


def _name(value: str) -> str:
    return text(cut(value, LONGEST_NAME))


def _path(value: str) -> str:
    return code(cut(value, LONGEST_NAME))


def _sentence(value: str) -> str:
    return text(cut(value, LONGEST_SENTENCE))
