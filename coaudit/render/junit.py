"""JUnit XML: a suite for each project, a case for each thing required, or for each thing that the claim expects.

Only what Jenkins' strict schema allows is written unless GitLab's dialect is asked for, which adds the file of a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coaudit.phrases import say
from coaudit.records import Record
from coaudit.render import words
from coaudit.render.look import USUAL, Look
from coaudit.render.marks import unnumbered
from coaudit.report import Audit, InputError, Report
from coaudit.safe import cut, line_start, visible

LONGEST_NAME = 200
"""Characters of what is wrong that become the name of a case."""
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
    classes = _classes(report)
    for audit in report.audits:
        cases = _required(report, audit, classes[audit.path]) or _expected(audit, classes[audit.path])
        # The same name in the next run, whatever projects come and go: hosts compare by it.
        suite = _suite(root, f"{audit.title} ({audit.path})", cases, gitlab=gitlab)
        tests += len(cases)
        for state in totals:
            totals[state] += int(suite.get(_COUNTS[state], "0"))
    if report.errors:
        cases = list(_unreadable(report.errors, classes))
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


def _classes(report: Report) -> dict[str, str]:
    """What stands before the last dot in the class of a case, for each file.

    Hosts part it at dots, and show what is behind the last of them: with the dots of a file's name in it, that would be
    `yaml` for every project. Where two files would then be one, both keep the names they have.
    """
    paths = dict.fromkeys((*(audit.path for audit in report.audits), *(error.path for error in report.errors)))
    parted = {path: path.removeprefix("./").replace(".", "_").replace("/", ".") for path in paths}
    often = Counter(parted.values())
    return {path: made if often[made] == 1 else path for path, made in parted.items()}


def _required(report: Report, audit: Audit, within: str) -> list[Case]:
    return [
        Case(
            f"{within}.required",
            " ".join(part for part in (each.id, each.about) if part),
            FAILED if report.fails(each) else PASSED if each.met else SKIPPED,
            words.required(each),
            audit.path,
        )
        for each in report.requirements
        if each.path == audit.path
    ]


def _expected(audit: Audit, within: str) -> list[Case]:
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
        found.append(Case(f"{within}.{criterion.dimension}", name, state, f"{message} {criterion.asks}", audit.path))
    for each in audit.not_applicable:
        message = say("Declared not applicable: {reason}", reason=words.sentence(each.reason))
        name = f"{each.criterion}: {each.title}"
        found.append(Case(f"{within}.not-applicable", name, SKIPPED, message, audit.path))
    return found


def _unreadable(errors: Iterable[InputError], classes: dict[str, str]) -> Iterator[Case]:
    """What is wrong in each file. A case keeps its name when lines move: where it stands is said in its message."""
    seen: Counter[tuple[str, str]] = Counter()
    for error in errors:
        name = cut(words.sentence(unnumbered(error.message)), LONGEST_NAME)
        seen[error.path, name] += 1
        again = seen[error.path, name]
        where = say("line {line}, column {column}", line=error.line, column=error.column)
        message = f"{words.initial(where)}: {words.sentence(error.message)} {error.hint}"
        called = name if again == 1 else f"{name} ({again})"
        yield Case(f"{classes[error.path]}.unreadable", called, ERROR, message, error.path)


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold: each is shown as a mark in its place."""
    return visible(text, lines=True)
