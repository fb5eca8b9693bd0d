"""What is fuzzed: each target takes any bytes, and fails where coaudit does what it never may.

A target lets through only the errors that the code declares. Whatever is said, in an error or in a report, must be
harmless for a terminal and for the machines that read logs. Nothing here needs a library for tests, so that the same
functions run in the tests and, for hours, under atheris.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

from coaudit import bundled
from coaudit.audit import audit, load, report
from coaudit.errors import Problem, RubricError, SourceError
from coaudit.policy.load import load_baseline, load_policy, misplaced
from coaudit.render import FORMATS, Look
from coaudit.report import Audit, InputError, Report
from coaudit.rubric import Rubric
from coaudit.safe import line_start
from coaudit.source import parse
from coaudit.source.decoding import MAX_BYTES
from tests.fuzz.breaking import Choices, broken
from tests.render.harmless import ACTS, COMMAND, harmless

CORPUS = Path(__file__).parent / "corpus"
NAME = "plans/project.yaml"

LOOKS = (
    Look(details=True, source=True),
    Look(width=20, unicode=False),
)
"""All that there is to say, and a narrow old screen."""

JSON = ("json", "sarif", "gitlab", "badge")
XML = ("junit", "junit-gitlab")
GITHUB = re.compile(r"::(?:error|warning|notice) [^:\n]*::[^\n]*")
AZURE = re.compile(r"##vso\[task\.logissue [^\]\n]*\][^\n]*")


@cache
def rubric() -> Rubric:
    """The rubric that descriptions are judged by."""
    return load(bundled.read(bundled.DEFAULT), f"{bundled.DEFAULT}.yaml")


@cache
def small() -> bytes:
    """A small rubric, which others may extend."""
    return (CORPUS / "rubric" / "small.yaml").read_bytes()


@cache
def plain_descriptions() -> tuple[bytes, ...]:
    """What a rubric that could be read is tried on: much said, and little."""
    return (CORPUS / "description" / "full.yaml").read_bytes(), b"title: x\nclaim: consult\n"


# ---- Targets ----------------------------------------------------------------------------------------------


def reader(raw: bytes) -> None:
    """Any file is read, or refused with problems that point into it."""
    try:
        document = parse(raw, NAME)
    except SourceError as error:
        refused(error.problems, raw)
        return
    for path, (key, value) in document.spans.items():
        for span in (value, key or value):
            assert (span.line, span.column) <= (span.end_line, span.end_column), path
            assert 1 <= span.line <= span.end_line <= len(document.lines), path
            assert span.end_column <= len(document.lines[span.end_line - 1]) + 1, path


def description(raw: bytes) -> None:
    """Any file is audited or refused, and every format can tell either."""
    try:
        found: tuple[Audit, ...] = (audit(raw, NAME, rubric()),)
        problems: tuple[Problem, ...] = ()
    except SourceError as error:
        refused(error.problems, raw)
        found, problems = (), error.problems
    told(report(rubric(), found, map(as_input, problems), exit_code=4 if problems else 0))


def structured(raw: bytes) -> None:
    """The bytes choose how a good description is broken, so that most get past the reader."""
    description(broken(Choices(raw)))


def rubric_loader(raw: bytes) -> None:
    """Any file is a rubric that judges, or is refused."""
    try:
        judged_by = load(raw, "ours.yaml", base_of)
    except (SourceError, RubricError) as error:
        refused(error.problems, raw)
        return
    for each in plain_descriptions():
        try:
            found = audit(each, NAME, judged_by)
        except SourceError as error:  # its rungs and criteria may be other ones
            refused(error.problems, each)
        else:
            told(report(judged_by, (found,)), ("text", "plain", "json", "markdown"))


def policy(raw: bytes) -> None:
    """Any file is a policy, a baseline, or refused as either."""
    try:
        found, document = load_policy(raw, "coaudit-policy.yaml")
        refused_only(misplaced(found, document, rubric()), raw)
    except SourceError as error:
        refused(error.problems, raw)
    try:
        load_baseline(raw, "coaudit-baseline.yaml")
    except SourceError as error:
        refused(error.problems, raw)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "structured": structured,
    "description": description,
    "rubric": rubric_loader,
    "policy": policy,
}


# ---- What must hold ---------------------------------------------------------------------------------------


def base_of(name: str, _: str) -> tuple[bytes, str]:
    """The one rubric that may be extended; as the command line, no other is found."""
    if name != "small":
        raise ValueError(f"there is no rubric '{name}'")
    return small(), "small.yaml"


def refused(problems: tuple[Problem, ...], raw: bytes) -> None:
    """A refusal names at least one problem."""
    assert problems
    refused_only(problems, raw)


def refused_only(problems: Iterable[Problem], raw: bytes) -> None:
    """Each problem points into the file, says something, and can be printed."""
    lines = min(raw.count(b"\n") + raw.count(b"\r"), MAX_BYTES) + 1
    for problem in problems:
        assert problem.message.strip()
        assert 1 <= problem.line <= lines or problem.name != NAME, problem
        assert problem.column >= 1, problem
        excerpt = problem.excerpt()
        assert excerpt.count("\n") == 1
        harmless(line_start(f"{problem}\n{problem.hint}\n{excerpt}\n"))


def as_input(problem: Problem) -> InputError:
    """A problem as a report carries it."""
    return InputError(problem.name, problem.line, problem.column, problem.message, problem.hint, problem.quoted[:200])


def told(whole: Report, formats: Iterable[str] = FORMATS) -> None:
    """Every format tells a report, in every look, and does no harm by it."""
    for name in formats:
        for look in LOOKS if name in ("text", "plain") else LOOKS[:1]:
            harmless_as(name, FORMATS[name].render(whole, look))


def harmless_as(name: str, text: str) -> None:
    """Fail where a report acts, each format by its own measure; and where its own readers could not read it."""
    if name == "csv":
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        assert not ACTS.search(text)
    elif name in ("markdown", "html"):  # what is a heading to one is a command to the other
        assert not ACTS.search(text)
        assert not COMMAND.search(text)
    elif name in ("github", "azure"):
        assert not ACTS.search(text)
        begun_by_us = GITHUB if name == "github" else AZURE
        assert all(begun_by_us.fullmatch(line) for line in text.split("\n")[:-1])
    else:
        harmless(text if text.endswith("\n") else text + "\n")
    if name in JSON:
        json.loads(text)
    elif name == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in text.split("\n")[:-1])
    elif name in XML:
        ET.fromstring(text)  # noqa: S314 (what we wrote ourselves)


def short_name(raw: bytes) -> str:
    """What a file of the corpus is called: its content decides."""
    return sha256(raw).hexdigest()[:12]
