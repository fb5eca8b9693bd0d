"""Markdown for a step summary or a comment on a pull request: the plain report's facts, in its order, bounded in size.

Everything a stranger wrote comes out as text: no link, image, mention or heading of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coaudit.phrases import say
from coaudit.render import portfolio, words
from coaudit.report import Audit, Finding, Report
from coaudit.safe import line_start, visible

LONGEST = 60_000
"""Characters. A comment on GitHub holds 65,536."""
MOST = 3
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$<>&@#!^=]|:(?=\w)|^[-+:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d{3})[.)]")
"""What Markdown or a forge would read as more than text; some of it only where a line begins."""
_LINKED = re.compile(r"(?i)\\[@#!~$%](?=\w)|\b(?:https?|ftp|www|mailto|gh|jira)(?=\\?[.:-])")


def render(report: Report) -> str:
    """The report as Markdown. Of many projects, those that no longer fit are left to the table, and that is said."""
    parts = ["\n".join(_head(report))]
    room = LONGEST - len(parts[0]) - 1000
    left = 0
    for audit in report.audits:
        text = "\n".join(_project(audit, alone=len(report.audits) == 1))
        if len(text) > room:
            left += 1
            continue
        room -= len(text)
        parts.append(text)
    if left:
        parts.append(say("{number} reports are left out here: there was no room. The table has all.", number=left))
    parts.append("\n".join(_foot(report)))
    return "\n".join(parts) + "\n"


def _head(report: Report) -> Iterator[str]:
    if len(report.audits) > 1:
        yield f"## {text(say('All {number} projects', number=len(report.audits)))}\n"
        yield from _table(report)
    elif not report.audits and not report.errors:
        yield text(say("Nothing was audited."))
    if report.requirements:
        yield f"\n### {say('What is required')}\n"
        bounded = [each for each in report.requirements if not each.met][:100]
        for each in bounded:
            yield f"- **{text(words.initial(words.met(each)))}**: {code(each.path)} {text(words.required(each))}"
        met = sum(each.met is True for each in report.requirements)
        yield f"- {text(say('Met: {met} of {all} requirements.', met=met, all=len(report.requirements)))}"
    if report.errors:
        yield f"\n### {say('Could not be judged')}\n"
        for error in report.errors[:100]:
            where = say("line {line}, column {column}", line=error.line, column=error.column)
            yield f"- {code(error.path)}, {text(where)}: {text(words.sentence(error.message))} {text(error.hint)}"


def _table(report: Report) -> Iterator[str]:
    heads = (say("Project"), say("Claimed"), say("Evidenced"), say("Grade"), say("Tokenism risk"))
    yield f"| {' | '.join(map(text, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    size = 0
    for number, row in enumerate(portfolio.rows(report)):
        line = f"| {' | '.join(text(each) for each in (row.title, row.claimed, row.evidenced, row.grade, row.risk))} |"
        size += len(line)
        if size > LONGEST // 2:
            yield f"\n{text(say('{number} more projects are not shown.', number=len(report.audits) - number))}"
            break
        yield line
    yield f"\n{text(say(words.NO_RANKING))}\n"
    for label, counts in portfolio.counted(report):
        told = ", ".join(f"{count.what} ({count.projects})" for count in counts)
        yield f"- **{text(label)}**: {text(told)}"
    yield f"\n{text(say(portfolio.IN_BRACKETS))}\n"


def _project(audit: Audit, *, alone: bool) -> Iterator[str]:
    title = text(audit.title)
    yield f"\n## {title}\n" if alone else f"\n<details><summary>{title}</summary>\n"
    yield f"**{text(audit.headline)}**\n"
    if audit.planned:
        yield f"{text(say(words.AS_PLANNED))}\n"
    grade = f"{text(words.planned(audit, say('Grade')))}: {text(words.letters(audit.grade))}"
    yield f"**{grade}**. {text(audit.grade.says)} {text(' '.join(cap.says for cap in audit.grade.caps))}\n"
    yield f"| | {say('Score')} | |"
    yield "| --- | --- | --- |"
    for each in audit.dimensions:
        yield f"| {text(each.title)} | {words.span(each.low, each.high)} | {text(each.asks)} |"
    yield f"| {say('All together')} | {words.span(audit.score.low, audit.score.high)} | |\n"
    risk = f"{text(words.planned(audit, say('Risk of tokenism')))}: {text(words.band(audit))}"
    yield f"**{risk}**. {text(words.initial(words.judged(audit)))}.\n"
    yield from _findings(audit)
    yield from _advice(audit)
    if audit.not_stated:
        yield f"### {say('What is not stated')}\n"
        for question in audit.not_stated[:MOST]:
            yield f"- {text(question.asks)} ({code(question.key)})"
    for other in audit.elsewhere:
        yield f"\n{text(words.another_rubric(other))}"
    if not alone:
        yield "\n</details>"


def _findings(audit: Audit) -> Iterator[str]:
    found = [finding for finding in audit.findings if finding.kind == "holds-down"]
    if found:
        yield f"### {say('What holds it down')}\n"
        for number, finding in enumerate(found, 1):
            yield from _finding(audit, finding, number)


def _finding(audit: Audit, finding: Finding, number: int) -> Iterator[str]:
    yield f"{number}. **{text(finding.title)}**. {text(finding.message)}"
    for place in finding.lines[:MOST]:
        yield f"   - {text(say('line {number}', number=place.line))}: {code(words.excerpt(audit, place))}"
    if finding.advice:
        yield f"   - {text(say('What to do'))}: {text(finding.advice)}"


def _advice(audit: Audit) -> Iterator[str]:
    found = [advice for advice in audit.advice if advice.kind != "to-truth"]
    if found:
        yield f"\n### {say('What would move it')}\n"
    for advice in found:
        yield f"- {text(advice.text)}"
        for step in advice.steps:
            yield f"  - [ ] **{text(step.title)}**: {text(step.means)}. {text(step.next_step)}"


def _foot(report: Report) -> Iterator[str]:
    yield "\n---\n"
    for note in (*report.notes, *(report.policy.origin if report.policy else ()), *report.limits[:1]):
        yield f"{text(note)}\n"
    yield text(words.judged_by(report))


def text(value: str) -> str:
    """A text in which nothing is read as Markdown or HTML, on one line."""
    flat = _flat(value)
    escaped = _SPECIAL.sub(r"\\\g<0>", flat).replace("\\<", "&lt;").replace("\\&", "&amp;")
    # Forges make links of names, numbers and addresses even where Markdown does not: a mark without width stops them.
    return _LINKED.sub("\\g<0>\u200b", escaped)


def code(value: str) -> str:
    """A text as code: in more backticks than it holds itself."""
    flat = line_start(_flat(value))
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if flat.startswith("`") or flat.endswith("`") or not flat else ""
    return f"{fence}{blank}{flat}{blank}{fence}"


def _flat(value: str) -> str:
    return " ".join(visible(value.replace("\n", " ").replace("\t", " ")).split())
