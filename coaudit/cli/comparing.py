"""What `coaudit compare` does: read both sides, whatever they are, and say what moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from coaudit import audit as core
from coaudit import bundled
from coaudit.cli import choosing, exits, git, output
from coaudit.cli.auditing import input_error
from coaudit.cli.discover import STDIN, STDIN_NAME, find
from coaudit.cli.handing import TEXT
from coaudit.cli.policies import rubric_for
from coaudit.cli.problems import of, problem_text
from coaudit.cli.reading import CannotReadError, read, read_stdin
from coaudit.errors import Problem, SourceError
from coaudit.records import Record, replace
from coaudit.render.comparing import pieces
from coaudit.render.json_report import read as read_report
from coaudit.report.compare import OTHER_RUBRIC, CannotCompareError, Comparison
from coaudit.report.compare import compare as compared
from coaudit.safe import quote
from coaudit.source.decoding import MAX_BYTES, decode

if TYPE_CHECKING:
    from coaudit.cli.handing import Hand
    from coaudit.report import Audit, Report
    from coaudit.rubric import Rubric

LARGEST_REPORT = 64 * MAX_BYTES
"""The largest JSON report that is read: some hundreds of projects."""
JSON_HINT = "coaudit audit PATH --format json --output FILE writes such a report."


class Side(Record):
    """One side of a comparison: a report that was read, or descriptions that are still to be judged."""

    name: str
    report: Report | None
    descriptions: tuple[tuple[str, str, Callable[[], bytes]], ...] = ()
    """Each by the name to tell problems of, the name within its folder, and the way to its bytes."""
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    """The real paths of what is read."""
    is_file: bool = False
    """Whether it is one description that was named itself."""


def run(old: str, new: str, rubric_name: str | None, hand: Hand) -> None:
    """Compare two sides, hand over what moved, and end the command with its exit code."""
    if old == new == STDIN:
        raise typer.BadParameter("standard input can be only one of the two.", param_hint="NEW")
    sides = (_side(old), _side(new))
    if rubric_name is not None and all(side.report for side in sides):
        raise typer.BadParameter(
            f"{quote(old)} and {quote(new)} are reports: they were judged already, and no other rubric changes that. "
            "Leave --rubric out, or compare the descriptions: "
            f"coaudit compare OLD.yaml NEW.yaml --rubric {quote(rubric_name)}",
            param_hint="--rubric",
        )
    name = rubric_name or _rubric_of(sides)
    ready = hand.ready(file for side in sides for file in side.files)
    with hand.speaking(name) as language:
        judged = not all(side.report for side in sides)
        rubric = choosing.load_rubric(name, language=language) if judged else None
        ending = exits.Ending()
        before, after = (_report(side, rubric, ending) for side in sides)
        if before is not None and after is not None:
            found = _compared(before, after, of_files=all(side.is_file for side in sides))
            if ready.target is None and ready.format == TEXT and output.is_shared_screen():
                found = replace(found, errors=())  # they stand there already, on standard error
            ready.over(found, lambda _: pieces(found))
    choosing.finish(ending)


def _compared(before: Report, after: Report, *, of_files: bool) -> Comparison:
    try:
        return compared(before, after, of_files=of_files)
    except CannotCompareError as error:
        _refuse(error.why, before, after)


def _refuse(why: str, before: Report, after: Report) -> NoReturn:
    """End with a usage error: the rubrics of the two are not to be compared. Says what to do instead."""
    one, other = (quote(f"{each.rubric.id} {each.rubric.version}") for each in (before, after))
    what = "by different rubrics" if why == OTHER_RUBRIC else "by versions of a rubric that cannot be compared"
    raise typer.BadParameter(
        f"the two were judged {what}: {one} and {other}. Their levels do not mean the same. "
        "Compare the descriptions themselves, so that both are judged by one rubric: "
        "coaudit compare OLD.yaml NEW.yaml --rubric NAME. Old versions of a file can be named as REV:PATH.",
        param_hint="OLD and NEW",
    )


def _rubric_of(sides: tuple[Side, Side]) -> str:
    """The rubric to judge descriptions by: that of the report among the two, where it comes with coaudit, or that of
    the policy which the descriptions lie under.
    """
    named = [side.report.rubric.id for side in sides if side.report]
    if named:
        return named[0] if named[0] in bundled.names() else bundled.DEFAULT
    return rubric_for(None, (Path(file) for side in sides for file in side.files if file != STDIN))


def _side(name: str) -> Side:
    """What a name on the command line leads to."""
    if git.is_named(name):
        return _from_git(name)
    path = Path(name)
    if path.is_file() or name == STDIN:
        try:
            raw = read_stdin(name) if name == STDIN else read(path, name, LARGEST_REPORT)
        except CannotReadError as error:
            return Side(name, None, problems=(error.problem,))
        real = tuple(each.real for each in find((name,)).inputs)
        if path.suffix.lower() == ".json" or _looks_like_report(raw):
            return _from_report(name, raw, real)
        called = STDIN_NAME if name == STDIN else name
        return Side(name, None, ((called, called, lambda: raw),), files=real, is_file=True)
    return _from_folder(name, path)


def _looks_like_report(raw: bytes) -> bool:
    """Whether bytes begin like a JSON report: a description may be in braces too, but says no format."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = raw[:400].decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip()
    return start.startswith("{") and '"format"' in start


def _from_report(name: str, raw: bytes, real: tuple[str, ...]) -> Side:
    if len(raw) > LARGEST_REPORT:
        message = f"This report is larger than {LARGEST_REPORT // MAX_BYTES} MiB."
        return Side(name, None, problems=(Problem(name, 1, 1, message, "Make one for each folder."),), files=real)
    try:
        return Side(name, read_report(decode(raw, name, LARGEST_REPORT).encode()), files=real)
    except SourceError as error:
        return Side(name, None, problems=error.problems, files=real)
    except ValueError as error:
        return Side(name, None, problems=(Problem(name, 1, 1, str(error), JSON_HINT),), files=real)


def _from_folder(name: str, path: Path) -> Side:
    found = find((name,))
    problems = list(found.problems)
    problems += [Problem(each, 1, 1, "There is no description here.", "") for each in found.empty]
    return Side(
        name,
        None,
        tuple((each.name, _within(each.name, path), _reader(each.path, each.name)) for each in found.inputs),
        tuple(problems),
        tuple(each.real for each in found.inputs),
    )


def _reader(path: Path | None, name: str) -> Callable[[], bytes]:
    return lambda: read(path or Path(name), name)


def _within(name: str, folder: Path) -> str:
    """A file's name within its folder, so that two folders can be laid beside each other."""
    try:
        return Path(name).relative_to(folder).as_posix()
    except ValueError:
        return name


def _from_git(name: str) -> Side:
    try:
        base, found = git.files(name)
        is_file = [each.path for each in found] == [base]
        return Side(name, None, tuple(_old(base, found)), is_file=is_file)
    except CannotReadError as error:
        return Side(name, None, problems=(error.problem,))


def _old(base: str, found: list[git.Old]) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """What REV:path leads to: one file, or the descriptions of a folder. Raises CannotReadError."""
    for each, raw in zip(found, git.read(found), strict=True):
        if isinstance(raw, Problem):
            raise CannotReadError(raw)
        if each.path == base or git.is_description(each, raw):
            inner = each.path if each.path == base else _within(each.path, Path(base))
            yield each.name, inner, partial(bytes, raw)


def _report(side: Side, rubric: Rubric | None, ending: exits.Ending) -> Report | None:
    """The report on a side; None where nothing of it can be read. Tells what is wrong."""
    if side.report is not None or rubric is None:  # without a rubric, both sides are reports
        return side.report
    problems = list(side.problems)
    failed = len({problem.name for problem in problems})
    audits: list[Audit] = []
    for called, name, raw in side.descriptions:
        try:
            audits.append(replace(core.audit(raw(), called, rubric), path=name))
        except CannotReadError as error:
            problems.append(error.problem)
            failed += 1
        except SourceError as error:
            problems += error.problems
            failed += 1
    for problem in problems:
        output.tell(problem_text(problem) + "\n")
    if failed:
        some = f"{of(failed, len(side.descriptions), 'description')} in " if len(side.descriptions) > 1 else ""
        ending.add(exits.UNREADABLE, f"{some}{quote(side.name)} cannot be read")
    if not audits:
        return None
    return core.report(rubric, audits, map(input_error, problems))
