"""What a report has to say of single lines, as one list: the formats that annotate files all read this, and agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain, repeat

from coaudit.phrases import say
from coaudit.records import Record
from coaudit.render import words
from coaudit.report import HOLDS_DOWN, Audit, Finding, InputError, NotedAt, Place, Report, Requirement

ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS = {HOLDS_DOWN: WARNING, "risk": WARNING, "conflict": WARNING, "wording": NOTE, "note": NOTE}
"""How grave a finding is, by its kind. Only what fails the run, or cannot be read, is an error."""

UNREADABLE, REQUIRED, NOTED = "unreadable", "required", "note/run"
"""What is found in a file, or of it, that no rubric asks."""
FIRST = Place("", 1, 1, 1, 1)
"""Where nothing else is known: the start of the file."""


_NUMBERED = re.compile(r"\b(lines?|columns?) [0-9]+")


class Mark(Record):
    """One thing said of one place."""

    rule: str
    """What kind of thing it is: `holds-down/payment`, `risk/one-off`, `required/grade`, `unreadable`."""
    level: str
    title: str
    message: str
    path: str
    place: Place
    key: str
    """What makes it the same thing in the next run, whatever lines have moved; unique within a report."""
    accepted: str = ""
    """Where an owner has accepted it: who, until when, and why."""


def marks(report: Report) -> tuple[Mark, ...]:
    """Everything to be said, the gravest first, else in the order of the report."""
    found = [*_errors(report), *(_required(report, each) for each in report.requirements if not each.met)]
    found += _noted(report)
    for audit in report.audits:
        found += [_found(audit, finding) for finding in audit.findings]
    order = (ERROR, WARNING, NOTE)
    return tuple(_unique(sorted(found, key=lambda mark: order.index(mark.level))))


def _errors(report: Report) -> Iterator[Mark]:
    for error in report.errors:
        title, place = say("Could not be judged"), Place("", error.line, error.column, error.line, error.column + 1)
        yield Mark(UNREADABLE, ERROR, title, _wrong(error), error.path, place, unnumbered(error.message))


def _wrong(error: InputError) -> str:
    hint = f" {words.sentence(error.hint)}" if error.hint else ""
    return f"{words.sentence(error.message)}{hint}"


def unnumbered(message: str) -> str:
    """A message without the numbers of the lines that it names, by which it is known again when they have moved."""
    return _NUMBERED.sub(r"\1", message)


def _required(report: Report, each: Requirement) -> Mark:
    rule = f"{REQUIRED}/{each.id}"
    level = ERROR if report.fails(each) else NOTE if each.waiver else WARNING
    title = f"{say('What is required')}: {words.met(each)}"
    waiver = each.waiver
    accepted = f"{waiver.owner}, {waiver.until}: {waiver.reason}" if waiver else ""
    return Mark(rule, level, title, words.required(each), each.path, FIRST, f"{rule}/{each.about}", accepted)


def _noted(report: Report) -> Iterator[Mark]:
    """What is said of the rubric and the policy. It stands at the file that it is about; where that lies elsewhere, at
    the first file, for a host shows nothing without one.
    """
    paths = [*(audit.path for audit in report.audits), *(error.path for error in report.errors)]
    first = paths[0] if paths else ""
    places = chain(report.noted_at, repeat(NotedAt("")))
    for note, at in zip(report.notes, places, strict=False):
        path, line = (at.path, at.line) if _is_within(at.path) else (first, 1)
        if path:
            level = WARNING if note in report.warnings else NOTE
            place = Place("", line, 1, line, 1)
            yield Mark(NOTED, level, say("About this audit"), note, path, place, unnumbered(note))


def _is_within(path: str) -> bool:
    """Whether a path leads to a file of the repository: hosts know no other."""
    return bool(path) and not path.startswith(("/", "../")) and path[1:2] != ":"


def _found(audit: Audit, finding: Finding) -> Mark:
    # No finding may be without a place: one such result makes GitHub refuse a whole file.
    place = finding.lines[0] if finding.lines else FIRST
    message = words.sentence(finding.message)
    if finding.advice:
        message = f"{message} {words.sentence(finding.advice)}"
    rule = f"{finding.kind}/{finding.about}"
    return Mark(rule, LEVELS.get(finding.kind, NOTE), finding.title, message, audit.path, place, finding.id)


def _unique(found: list[Mark]) -> Iterator[Mark]:
    """The same with a number added to keys that stand twice for a path."""
    seen: dict[tuple[str, str, str], int] = {}
    for mark in found:
        same = (mark.path, mark.rule, mark.key)
        seen[same] = seen.get(same, 0) + 1
        key = mark.key if seen[same] == 1 else f"{mark.key}#{seen[same]}"
        yield Mark(mark.rule, mark.level, mark.title, mark.message, mark.path, mark.place, key, mark.accepted)


def fingerprint(mark: Mark) -> str:
    """The same for the same thing in the next run: of rule, file and what it is about, never of a line number.

    What is said of the run itself is the same at whichever file it has to stand.
    """
    path = "" if mark.rule == NOTED else mark.path
    return sha256(f"{mark.rule}\0{path}\0{mark.key}".encode(errors="surrogatepass")).hexdigest()
