"""The whole way: from the bytes of a description and a rubric to a report. No file is opened here, no clock read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from coaudit import report as told
from coaudit._version import VERSION
from coaudit.errors import Problem, SourceError
from coaudit.facts import MEASURES, Fact, Ground, Unreadable, measure, own_fact
from coaudit.judging.judge import Evidence, judge
from coaudit.judging.verdict import Side
from coaudit.phrases import say
from coaudit.project import Account, Project
from coaudit.project.description import Description, describe
from coaudit.records import Record, replace
from coaudit.report import PARTS, Audit, InputError, Report, Requirement
from coaudit.rubric import Rubric
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.rubric.load import Spoken, load_rubric, merged_data
from coaudit.scalars import nearest
from coaudit.source import Document, parse
from coaudit.telling import about, findings
from coaudit.telling.project import Judged, told_of
from coaudit.telling.words import LIMITS
from coaudit.vocabulary import PEOPLE_SIDES

if TYPE_CHECKING:
    from coaudit.rubric.merge import Resolve

Read = Callable[[str, str], tuple[bytes, str]]
"""From a name after `extends` and the file that says it: a rubric's bytes and its own name. Raises ValueError."""


def load(
    raw: bytes, name: str, read: Read | None = None, built: bytes | None = None, spoken: Spoken | None = None
) -> Rubric:
    """The rubric in a file's bytes. `read` finds the rubrics that it extends; without it, it may extend none.

    `built` may be the same rubric as the build put it into JSON: it is taken if it was made from these very bytes, and
    spares reading the YAML. `spoken` is the language to load it in, where that is not its own. Raises SourceError or
    RubricError with all that is wrong.
    """
    resolve = _resolve(read) if read else None
    digest = sha256(raw).hexdigest()
    if built is not None:
        made = json.loads(built)
        if made["sha256"] == digest:
            own = Built(name, made["data"])
            return load_rubric(own, name, digest, resolve, spoken, checked=spoken is None and "extends" not in own.data)
    return load_rubric(parse(raw, name), name, digest, resolve, spoken)


def resolved(raw: bytes, name: str, read: Read) -> dict[str, Any]:
    """What the rubric in a file's bytes says as a whole, those that it extends merged into it, every value as text.

    Raises SourceError or RubricError with all that is wrong.
    """
    load(raw, name, read)
    return merged_data(parse(raw, name), name, sha256(raw).hexdigest(), _resolve(read))


def _resolve(read: Read) -> Resolve:
    def resolve(base: str, said_in: str) -> tuple[Document, str, str]:
        found, called = read(base, said_in)
        return parse(found, called), called, sha256(found).hexdigest()

    return resolve


class Built(Record):
    """A rubric's data out of the build: of one of ours, which the tests hold to be without a mistake."""

    name: str
    data: Any

    def problem(self, path: tuple[str | int, ...], message: str, hint: str = "", *, key: bool = False) -> Problem:  # noqa: ARG002
        """Something wrong all the same, such as an installation that was tampered with."""
        where = ".".join(str(part) for part in path)
        return Problem(self.name, 1, 1, f"{where}: {message}", hint)


def check(raw: bytes, name: str, rubric: Rubric) -> Description:
    """The description in a file's bytes, fit to be judged by a rubric. Raises SourceError with all that is wrong."""
    return fit(describe(parse(raw, name)), rubric)


def fit(description: Description, rubric: Rubric) -> Description:
    """The same description, which a rubric can judge. Raises SourceError with all that it cannot."""
    problems = tuple(_misfits(description, rubric))
    if problems:
        raise SourceError(tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.message))))
    return description


def audit(
    raw: bytes,
    name: str,
    rubric: Rubric,
    *,
    as_if: str | None = None,
    left_out: frozenset[str] = frozenset(),
    parts: Collection[str] = PARTS,
) -> Audit:
    """The audit of one description. `as_if` is a rung to judge the project by in place of its own claim.

    `left_out` are criteria to judge without, as if they did not apply: what a waiver is measured by. `parts` are those
    that are told beside the verdict.

    Raises SourceError with all that is wrong: a description with an error is never graded.
    """
    found = judged(check(raw, name, rubric), rubric, as_if=as_if, left_out=left_out)
    return told_of(found, rubric, parts)


def wanted_facts(rubric: Rubric) -> frozenset[str]:
    """The facts that an audit by a rubric looks at."""
    return rubric.asks.union(findings.NOTED)


def measured(description: Description, rubric: Rubric) -> tuple[dict[str, Fact], Ground]:
    """Every fact that a rubric asks about, as it is measured for that rubric; and the ground it was measured on."""
    facts, ground = measure(description.project, wanted_facts(rubric))
    facts |= {each: own_fact(description.project, each, domain) for each, domain in rubric.own_domains().items()}
    if "payment.hourly" in facts and findings.other_currency(description, rubric):
        # Two currencies are never compared: what an hour is paid is then unknown in the rubric's money.
        facts["payment.hourly"] = replace(facts["payment.hourly"], value=MEASURES["payment.hourly"].domain.anything())
    return facts, ground


def judged(
    description: Description, rubric: Rubric, *, as_if: str | None = None, left_out: frozenset[str] = frozenset()
) -> Judged:
    """What a rubric finds about a description that fits it."""
    facts, ground = measured(description, rubric)
    evidence = evidence_of(description.project, facts, as_if, rubric.rubric)
    evidence = replace(evidence, not_applicable=evidence.not_applicable | left_out)
    return Judged(description, facts, ground, evidence, judge(rubric, evidence), as_if)


def evidence_of(
    project: Project, facts: Mapping[str, Fact], as_if: str | None = None, rubric: str | None = None
) -> Evidence:
    """What judging is given of a project. Accounts given under another rubric than the one named are left out."""
    own = project.claim.words[0] if project.claim and project.claim.exact else None
    sides: dict[str, list[Side]] = {}
    for place, account in enumerate(project.accounts or ()):
        side = account.from_.words[0] if account.from_ else ""
        if rubric is not None and account.rubric not in (None, rubric):
            continue
        people = int(account.people.low) if account.people and account.people.exact else None
        for criterion, level in (account.answers or {}).items():
            if level is not None:
                path = ("accounts", place, "answers", criterion)
                beside = (_wanted(account, criterion), _spread(account, criterion))
                sides.setdefault(criterion, []).append(Side(side, people, level, side in PEOPLE_SIDES, path, *beside))
    return Evidence(
        values={name: fact.value for name, fact in facts.items()},
        stated=frozenset(name for name, fact in facts.items() if fact.stated),
        sides={criterion: tuple(found) for criterion, found in sides.items()},
        claimed=as_if if as_if is not None else None if own == "none" else own,
        not_applicable=frozenset(project.not_applicable or ()),
    )


def _wanted(account: Account, criterion: str) -> str:
    word = (account.wanted or {}).get(criterion)
    return word.words[0] if word is not None and word.exact else ""


def _spread(account: Account, criterion: str) -> tuple[int, ...]:
    chosen = (account.counts or {}).get(criterion) or {}
    if not chosen or not all(number and number.exact for number in chosen.values()):
        return ()
    return tuple(int(number.low) if (number := chosen.get(str(level))) else 0 for level in range(TOP_LEVEL + 1))


def _misfits(description: Description, rubric: Rubric) -> Iterator[Problem]:
    """What a rubric cannot judge in a description: ids it does not have, needs declared not applicable, own facts."""
    project = description.project
    ids = tuple(criterion.id for criterion in rubric.criteria)
    named = [("not_applicable", name) for name in project.not_applicable or ()]
    named += [("responses", name) for name in project.responses or ()]
    for path in named:
        yield from _unknown_criterion(description, path, path[1], ids)
    for place, account in enumerate(project.accounts or ()):
        if account.rubric in (None, rubric.rubric):
            for key in ("answers", "wanted", "counts"):
                for name in getattr(account, key) or ():
                    yield from _unknown_criterion(description, ("accounts", place, key, name), name, ids)
    for name in project.not_applicable or ():
        if name in rubric.needed():
            message = f"'{name}' cannot be declared not applicable: a rung needs it"
            hint = "leave it out here; if it is not known, it stays open"
            yield _at(description, ("not_applicable", name), message, hint)
    if project.claim and project.claim.exact and project.claim.words[0] not in ("none", *rubric.ladder.words):
        rungs = ", ".join(rubric.ladder.words)
        yield _at(
            description, ("claim",), f"this rubric has no rung '{project.claim.words[0]}'", f"its rungs are: {rungs}"
        )
    for name, domain in rubric.own_domains().items():
        try:
            own_fact(project, name, domain)
        except Unreadable as error:
            yield _at(description, ("facts", name), error.message, error.hint)


def _at(description: Description, path: tuple[str | int, ...], message: str, hint: str) -> Problem:
    return description.document.problem(path, message, hint)


def _unknown_criterion(
    description: Description, path: tuple[str | int, ...], name: str, ids: tuple[str, ...]
) -> Iterator[Problem]:
    if name not in ids:
        near = nearest(name, ids)
        hint = f"did you mean '{near}'?" if near else "coaudit rubric show lists the criteria"
        yield description.document.problem(path, f"the rubric has no criterion '{name}'", hint, key=True)


def report(
    rubric: Rubric,
    audits: Iterable[Audit],
    errors: Iterable[InputError] = (),
    requirements: Iterable[Requirement] = (),
    exit_code: int = 0,
    today: date | None = None,
) -> Report:
    """One run's report. `today` is the day to measure the age of the rubric's figures by; without it, nothing ages."""
    return told.Report(
        tool=told.Tool("coaudit", VERSION),
        rubric=about.rubric_info(rubric),
        audits=tuple(audits),
        errors=tuple(errors),
        requirements=tuple(requirements),
        exit_code=exit_code,
        limits=tuple(map(say, LIMITS)),
        notes=about.notes(rubric, today),
    )
