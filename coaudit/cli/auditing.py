"""What `coaudit audit` and `coaudit check` do: read, judge each description by itself, report, and end with a code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from coaudit import audit as core
from coaudit.cli import carrying, choosing, clock, delivering, exits, languages, output
from coaudit.cli.discover import LOOKED_FOR, Found, Input, find
from coaudit.cli.noting import Note, about
from coaudit.cli.policies import InForce, checked, in_force, rubric_for
from coaudit.cli.problems import of, problem_text
from coaudit.cli.progress import watched
from coaudit.cli.requirements import Held
from coaudit.cli.tasks import Auditing, Checking
from coaudit.cli.working import Outcome, alone, outcomes
from coaudit.errors import Problem
from coaudit.phrases import say, speaking
from coaudit.records import Growing, Record, field, replace
from coaudit.report import InputError
from coaudit.safe import cut, quote, visible

if TYPE_CHECKING:
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

Done = TypeVar("Done")

LONGEST_QUOTE = 200
"""How much of a line that is wrong is repeated in a report: one line may hold a megabyte."""


class Wanted(Record):
    """What the user asked of an audit, as written on the command line."""

    paths: tuple[str, ...]
    format: str
    output: str | None
    write: tuple[str, ...]
    open: bool
    force: bool
    rubric: str | None
    policy: str | None
    no_policy: bool
    fail_under: str | None
    as_if: str | None
    details: bool
    plain: bool
    color: str
    source: bool
    language: str
    list_files: bool
    jobs: int | None
    history: bool


class Gone(Growing):
    """How the descriptions fared, one after the other."""

    inputs: int
    problems: list[Problem] = field(default_factory=list)
    failed: int = 0

    def fail(self, problems: Iterable[Problem]) -> None:
        """Note that one description cannot be read."""
        self.failed += 1
        self.problems += problems


def run(wanted: Wanted) -> None:
    """Audit what the user named, in the language that was asked for, and end the command with its exit code."""
    if wanted.list_files:
        list_files(wanted)
        return
    language = languages.checked(wanted.language)
    found = find(wanted.paths, heed=_heeds(wanted))
    places = [each.path for each in found.inputs]
    policy = in_force(
        wanted.policy, none=wanted.no_policy, rubric=wanted.rubric, places=places, holds=True, language=language
    )
    with speaking(languages.told(language, policy.rubric)):
        _run(wanted, found, policy, choosing.load_rubric(policy.rubric, language=language), language)


def _run(wanted: Wanted, found: Found, policy: InForce, rubric: Rubric, language: str) -> None:
    format_ = delivering.main_format(wanted.format, plain=wanted.plain)
    color = output.Color(choosing.one_of("use of colour", wanted.color, output.Color, "--color"))
    rung = wanted.as_if if wanted.as_if is None else choosing.rung(wanted.as_if, rubric)
    policy = checked(policy, rubric, _letter(wanted, rubric))
    writes = wanted.output is not None or wanted.write
    inputs = frozenset(each.real for each in found.inputs) if writes else frozenset()
    copies = delivering.copies(
        format_, wanted.output, wanted.write, force=wanted.force, inputs=inputs, rules=policy.files
    )
    to_open = delivering.to_open(copies) if wanted.open else None
    outlet = delivering.Outlet(copies, color, details=wanted.details, source=wanted.source)
    histories = carrying.Histories(copies, asked=wanted.history)

    today = clock.today()
    held = Held(policy, rubric, today, found.inputs, wanted.paths, rung)

    head = core.report(rubric, (), today=today)
    task = Auditing(
        rubric=rubric,
        as_if=rung,
        held=held,
        head=head,
        copies=tuple((teller.copy.format, teller.look) for teller in outlet.tellers),
        parts=held.parts.union(*(teller.parts for teller in outlet.tellers)),
        keeps=outlet.keeps,
        history=wanted.history,
        speaks=(language, policy.rubric),
    )
    gone = Gone(len(found.inputs) + len(found.problems))
    try:
        audits = list(_told(task, found, gone, outlet, histories, wanted.jobs))
        ending = _ending(gone)
        held.end(ending)
        report = core.report(rubric, audits, map(input_error, gone.problems), held.found, ending.code, today)
        notes = (*_empty(found), *held.notes(), *_not_heeded(found), *map(Note, report.notes))
        report = replace(
            report,
            policy=held.info(),
            notes=tuple(note.text for note in notes),
            noted_at=tuple(note.at for note in notes),
            warnings=(*(note.text for note in _empty(found)), *held.warnings()),
        )
        _tell(found, gone)
        written = outlet.deliver(report, ending)
    finally:
        outlet.drop()
    for line in (*histories.lines(), *held.lines()):
        output.tell(line)
    for path in written if output.is_terminal(sys.stderr) else ():  # whoever watches may wonder
        output.tell(f"{visible(path.name)} is written.")
    if to_open and to_open in written:
        delivering.open_in_browser(to_open)
    choosing.finish(ending)


def _told(
    task: Auditing, found: Found, gone: Gone, outlet: delivering.Outlet, histories: carrying.Histories, jobs: int | None
) -> Iterator[Audit]:
    """Every description audited and, in the formats that can be written so, told."""
    for problem in found.problems:
        gone.fail((problem,))
    with closing(outcomes(task, found.inputs, jobs)) as done:
        for each, outcome in done if outlet.is_seen_growing else watched(done, len(found.inputs), "Audited"):
            if outcome.made is None:
                gone.fail(outcome.problems)
                continue
            result = outcome.made
            histories.add(each.name, result.no_history)
            task.held.add(result.requirements, result.better)
            for teller, piece in zip(outlet.tellers, result.pieces, strict=True):
                teller.add(task.head, piece)
            if result.audit is not None:
                yield result.audit


def list_files(wanted: Wanted) -> None:
    """Say which files would be audited, a line each, and end as an audit does that finds no other fault."""
    for option, is_given in _of_reports(wanted).items():
        if is_given:
            raise typer.BadParameter("it goes with a report, and --list-files makes none.", param_hint=option)
    found = find(wanted.paths, heed=_heeds(wanted))
    places = [each.path for each in found.inputs]
    in_force(wanted.policy, none=wanted.no_policy, rubric=wanted.rubric, places=places, holds=True)
    for each in found.inputs:
        output.say_name(each.name)
    gone = Gone(len(found.inputs) + len(found.problems))
    for problem in found.problems:
        gone.fail((problem,))
    _tell(found, gone)
    choosing.finish(_ending(gone))


def _of_reports(wanted: Wanted) -> dict[str, bool]:
    """The options that say something of a report, and whether they were given."""
    return {
        "--format": wanted.format != "text",
        "--output": wanted.output is not None,
        "--write": bool(wanted.write),
        "--open": wanted.open,
        "--force": wanted.force,
        "--fail-under": wanted.fail_under is not None,
        "--as": wanted.as_if is not None,
        "--details": wanted.details,
        "--plain": wanted.plain,
        "--source": wanted.source,
        "--history": wanted.history,
    }


def _heeds(wanted: Wanted) -> bool:
    """Whether files in the audited tree may leave others out: not under a policy from elsewhere."""
    return wanted.policy is None


def _not_heeded(found: Found) -> Iterator[Note]:
    for name in found.not_heeded:
        text = say(
            "{name} leaves out files. It was passed over, for the policy comes from elsewhere.", name=visible(name)
        )
        yield about(text, Path(name))


def _empty(found: Found) -> Iterator[Note]:
    """What was named and gave nothing, beside something that did: a slip in a name would else go unnoticed."""
    for name in found.empty if found.inputs or found.problems else ():
        yield Note(say("There was nothing to audit in {name}.", name=quote(name)))


def run_check(paths: tuple[str, ...], rubric_name: str | None, jobs: int | None) -> None:
    """Check what the user named, say what can be audited, and end the command with its exit code."""
    found = find(paths)
    rubric = choosing.load_rubric(rubric_for(rubric_name, (each.path for each in found.inputs)))
    gone = Gone(len(found.inputs) + len(found.problems))
    with closing(outcomes(Checking(rubric), found.inputs, jobs)) as done:
        for line in _made(found, gone, done, "Checked"):
            output.say(line)
    _tell(found, gone)
    choosing.finish(_ending(gone))


def descriptions(
    paths: tuple[str, ...], doing: str, one: Callable[[bytes, str], Done]
) -> tuple[list[Done], exits.Ending]:
    """What *one* makes of each description that the paths lead to, and how the command ends. Tells what is wrong."""
    return places(paths, doing, lambda raw, each: one(raw, each.name))


def places(paths: tuple[str, ...], doing: str, one: Callable[[bytes, Input], Done]) -> tuple[list[Done], exits.Ending]:
    """The same for what has to know where each description lies."""
    found = find(paths)
    gone = Gone(len(found.inputs) + len(found.problems))
    made = list(_made(found, gone, alone(one, found.inputs), doing))
    _tell(found, gone)
    return made, _ending(gone)


def _made(found: Found, gone: Gone, done: Iterable[tuple[Input, Outcome[Done]]], doing: str) -> Iterator[Done]:
    """What was made of each description that can be read, as it is done. The others are noted."""
    for problem in found.problems:
        gone.fail((problem,))
    for _, outcome in watched(done, len(found.inputs), doing):
        if outcome.made is None:
            gone.fail(outcome.problems)
        else:
            yield outcome.made


def _ending(gone: Gone) -> exits.Ending:
    ending = exits.Ending()
    if not gone.inputs:
        ending.add(exits.NOTHING, "there is nothing to audit")
    if gone.failed:
        ending.add(exits.UNREADABLE, f"{of(gone.failed, gone.inputs, 'description')} cannot be read")
    return ending


def _tell(found: Found, gone: Gone) -> None:
    """Say on standard error what was not found, and what cannot be read."""
    for name in found.empty:
        looked = LOOKED_FOR if Path(name).is_dir() else "files with such a name"
        output.tell(f"Nothing to audit in {quote(name)}: looked for {looked}.")
    for problem in gone.problems:
        output.tell(problem_text(problem) + "\n")


def input_error(problem: Problem) -> InputError:
    """A problem as a report carries it."""
    return InputError(
        problem.name, problem.line, problem.column, problem.message, problem.hint, cut(problem.quoted, LONGEST_QUOTE)
    )


def _letter(wanted: Wanted, rubric: Rubric) -> str | None:
    if wanted.fail_under is None:
        return None
    return choosing.one_of("letter", wanted.fail_under, rubric.grades.letters, "--fail-under")
