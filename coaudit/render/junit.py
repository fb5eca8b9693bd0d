"""JUnit XML: a suite for each project, a case for each thing required, or for each thing that the claim expects.

Only what Jenkins' strict schema allows is written unless GitLab's dialect is asked for, which adds the file of a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coaudit.phrases import say
from coaudit.records import Record
from coaudit.render import words
from coaudit.render.look import USUAL, Look
from coaudit.report import Audit, InputError, Report
from coaudit.safe import line_start, visible

PASSED, FAILED, SKIPPED, ERROR = "passed", "failure", "skipped", "error"


class Case(Record):
    """One case of a suite."""

    classname: str
    name: str
    state: str
    message: str
    path: str
    """The file that it is about."""


def render(report: Report, _: Look = USUAL) -> str:
    """The report as JUnit XML, in Jenkins' dialect."""
    return _written(report, gitlab=False)


def for_gitlab(report: Report, _: Look = USUAL) -> str:
    """The report as JUnit XML, in GitLab's dialect."""
    return _written(report, gitlab=True)


def _written(report: Report, *, gitlab: bool) -> str:
    root = Element("testsuites", name="coaudit")
    totals = dict.fromkeys((FAILED, ERROR, SKIPPED), 0)
    tests = 0
    titles = Counter(audit.title for audit in report.audits)
    for audit in report.audits:
        cases = _required(report, audit) or _expected(audit)
        # The same name in the next run, whatever projects come and go: hosts compare by it.
        name = audit.title if titles[audit.title] == 1 else f"{audit.title} ({audit.path})"
        suite = _suite(root, name, cases, gitlab=gitlab)
        tests += len(cases)
        for state in totals:
            totals[state] += int(suite.get(_COUNTS[state], "0"))
    if report.errors:
        cases = [_unreadable(number, error) for number, error in enumerate(report.errors, 1)]
        _suite(root, say("Could not be judged"), cases, gitlab=gitlab)
        tests += len(cases)
        totals[ERROR] += len(cases)
    root.set("tests", str(tests))
    root.set("failures", str(totals[FAILED]))
    root.set("errors", str(totals[ERROR]))
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{line_start(body, xml=True)}\n'


_COUNTS = {FAILED: "failures", ERROR: "errors", SKIPPED: "skipped"}


def _suite(root: Element, name: str, cases: Iterable[Case], *, gitlab: bool) -> Element:
    found = list(cases)
    suite = SubElement(root, "testsuite", name=_clean(name), tests=str(len(found)))
    for state, count in _COUNTS.items():
        suite.set(count, str(sum(case.state == state for case in found)))
    for case in found:
        one = SubElement(suite, "testcase", classname=_clean(case.classname), name=_clean(case.name))
        if gitlab:
            one.set("file", _clean(case.path))
        if case.state == SKIPPED:
            SubElement(one, SKIPPED, message=_clean(case.message))
        elif case.state != PASSED:
            told = SubElement(one, case.state, message=_clean(case.message), type=case.state)
            told.text = _clean(case.message)
    return suite


def _required(report: Report, audit: Audit) -> list[Case]:
    return [
        Case(
            audit.path,
            " ".join(part for part in (each.id, each.about) if part),
            FAILED if report.fails(each) else PASSED if each.met else SKIPPED,
            words.required(each),
            audit.path,
        )
        for each in report.requirements
        if each.path == audit.path
    ]


def _expected(audit: Audit) -> list[Case]:
    """Where nothing is required: what the claim expects, criterion by criterion. No case fails, as the run does not."""
    found = []
    for criterion in audit.criteria:
        expected = criterion.expected
        if expected is None:
            continue
        state = PASSED if criterion.low >= expected else SKIPPED
        level = words.span(criterion.low, criterion.high)
        message = say("Level {level}; the claim expects {expected}.", level=level, expected=expected)
        name = f"{criterion.id}: {criterion.title}"
        found.append(
            Case(f"{audit.path}.{criterion.dimension}", name, state, f"{message} {criterion.asks}", audit.path)
        )
    for each in audit.not_applicable:
        message = say("Declared not applicable: {reason}", reason=words.sentence(each.reason))
        found.append(Case(audit.path, f"{each.criterion}: {each.title}", SKIPPED, message, audit.path))
    return found


def _unreadable(number: int, error: InputError) -> Case:
    where = say("line {line}, column {column}", line=error.line, column=error.column)
    message = f"{words.sentence(error.message)} {error.hint}"
    return Case(error.path, f"{number}. {error.path}, {where}", ERROR, message, error.path)


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold: each is shown as a mark in its place."""
    return visible(text, lines=True)
