"""What `coaudit accounts add` does: read the answers, merge them, and add the account to the description."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from coaudit import audit as core
from coaudit import bundled
from coaudit.cli import agreement, choosing, clock, exits, output
from coaudit.cli.listing import filled
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, SourceError
from coaudit.project.checks import FEWEST_COUNTED
from coaudit.render.words import spaced
from coaudit.safe import quote, visible
from coaudit.sides.answers import Answers, read_answers, rubric_of
from coaudit.sides.merging import APART, Joint, account, merged
from coaudit.sides.placing import CannotPlaceError, entry, placed

if TYPE_CHECKING:
    from coaudit.project.description import Description
    from coaudit.rubric import Rubric


def run(
    file: str, names: Sequence[str], *, also: bool, replace: bool, known: bool, dry_run: bool, rubric: str | None
) -> None:
    """Add the account and say what is in it. Where something is wrong, nothing is written, and an exit code says so."""
    today = clock.today()
    _refuse_twice(names)
    _refuse_pages(names)
    raws = {name: _bytes(name) for name in names}
    judged_by = choosing.load_rubric(rubric or _rubric_named(raws))
    answers = _spoken([_answers(raw, name, judged_by) for name, raw in raws.items()])
    _refuse_mixed(answers)
    raw = _bytes(file)
    description = _described(raw, file, judged_by)
    joint = merged(answers)
    _refuse_alone(joint, known=known)
    without = _others(description, joint.side, also=also, replace=replace)
    for name in sorted({each.project for each in answers if each.project} - {visible(description.project.title)}):
        output.tell(filled(f"Note: these answers say they are about {quote(name)}. Check that it is this project."))
    new = account(joint, judged_by.rubric, today.isoformat())
    if dry_run:
        output.say(f"accounts:\n{entry(new, 2)}")
    else:
        try:
            _write(file, placed(raw, description.document, new, without), judged_by)
        except CannotPlaceError:
            output.tell(f"Nothing can be added to {visible(file)} as it is written. Paste this into it:\n")
            output.tell(f"accounts:\n{entry(new, 2)}\n")
            choosing.end(exits.USAGE, f"{visible(file)} is as it was")
    output.say("\n".join(_said(joint, judged_by, file, dry_run=dry_run)))


def _refuse_twice(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        real = os.path.realpath(name)
        if real in seen:
            raise typer.BadParameter(f"{quote(name)} is named twice; each person counts once.", param_hint="ANSWERS")
        seen.add(real)


def _refuse_pages(names: Sequence[str]) -> None:
    for name in names:
        if name.lower().endswith((".html", ".htm", ".pdf", ".doc", ".docx")):
            raise typer.BadParameter(
                f"{quote(name)} is a page for people. Type what they ticked into the file ending in .answers.yaml that "
                "coaudit new --as writes beside it, one copy for each person, and name that.",
                param_hint="ANSWERS",
            )


def _bytes(name: str) -> bytes:
    try:
        return read(Path(name), name)
    except CannotReadError as error:
        _unreadable((error.problem,), name)


def _rubric_named(raws: dict[str, bytes]) -> str:
    """The rubric that the answers name, if it is one of ours: no file of answers chooses a file to read."""
    name, raw = next(iter(raws.items()))
    try:
        found = rubric_of(raw, name) or bundled.DEFAULT
    except SourceError as error:
        _unreadable(error.problems, name)
    if found not in bundled.names():
        raise typer.BadParameter(
            f"these questions are from the rubric {quote(found)}, which does not come with coaudit; name its file.",
            param_hint="--rubric",
        )
    return found


def _answers(raw: bytes, name: str, rubric: Rubric) -> Answers:
    try:
        return read_answers(raw, name, rubric)
    except SourceError as error:
        _unreadable(error.problems, name)


def _spoken(answers: Sequence[Answers]) -> Sequence[Answers]:
    """Those that say anything. An empty sheet is nobody's answer, and must not hide who gave the only one."""
    found = [each for each in answers if each.levels]
    if not found:
        raise typer.BadParameter("no question is answered in these files.", param_hint="ANSWERS")
    if len(found) < len(answers):
        empty = len(answers) - len(found)
        output.tell(
            f"Note: {empty} of the {len(answers)} files {'says' if empty == 1 else 'say'} nothing. Not counted."
        )
    return found


def _described(raw: bytes, name: str, rubric: Rubric) -> Description:
    try:
        return core.check(raw, name, rubric)
    except SourceError as error:
        _unreadable(error.problems, name)


def _refuse_mixed(answers: Sequence[Answers]) -> None:
    first = answers[0]
    other = next((each for each in answers if each.side != first.side), None)
    if other is not None:
        raise typer.BadParameter(
            f"{quote(first.name)} is from {spaced(first.side)}, and {quote(other.name)} from {spaced(other.side)}. "
            "Add each side by itself.",
            param_hint="ANSWERS",
        )


def _refuse_alone(joint: Joint, *, known: bool) -> None:
    if joint.people == 1 and not known:
        raise typer.BadParameter(
            "only one person answered, so everybody would see what that person said. Ask one more at least; or, if "
            "the person agrees to be known, add --known.",
            param_hint="ANSWERS",
        )


def _others(description: Description, side: str, *, also: bool, replace: bool) -> frozenset[int]:
    """The places of the accounts that are to make room. Ends with a usage error where nobody said what to do."""
    same = [
        place
        for place, each in enumerate(description.project.accounts or ())
        if each.from_ is not None and each.from_.words[0] == side
    ]
    if same and not (also or replace):
        line = description.locate(("accounts", same[0])).line
        raise typer.BadParameter(
            f"there is an account from {spaced(side)} already, in line {line}. Add --replace to put this one in its "
            "place, or --also to keep both.",
            param_hint="FILE",
        )
    return frozenset(same) if replace else frozenset()


def _write(file: str, made: bytes, rubric: Rubric) -> None:
    _described(made, file, rubric)  # as sure as it can be that what is written can be audited
    output.write_file(Path(os.path.realpath(file)), made)


def _said(joint: Joint, rubric: Rubric, file: str, *, dry_run: bool) -> Iterator[str]:
    """What is in the account, in words."""
    people = "1 person's answers are" if joint.people == 1 else f"{joint.people} people's answers are"
    if dry_run:
        yield filled(f"{people} put together here, from {spaced(joint.side)}. No file was changed.")
    else:
        yield filled(f"{people} now one account in {visible(file)}, from {spaced(joint.side)}.")
    yield ""
    titles = {criterion.id: criterion for criterion in rubric.criteria}
    talk = []
    for name, level in joint.lowest.items():
        means = titles[name].levels[level].means
        found = joint.spread(name)
        apart = f" The answers go from {found[0]} to {found[1]}." if found and found[0] < found[1] else ""
        yield filled(visible(f"{titles[name].title}: level {level}. {means}.{apart}"), 2)
        if found and found[1] - found[0] >= APART:
            talk.append(titles[name].title)
    yield ""
    if not joint.counts:
        yield filled(
            "Only the lowest answer to each question is kept. How many chose what is kept where "
            f"{FEWEST_COUNTED} people or more answer, each for themselves."
        )
    else:
        yield filled(agreement.sentences(list(joint.counts.values())))
    if talk:
        yield filled(visible(f"Talk about this, for people on this side see it very differently: {', '.join(talk)}."))
    if not dry_run:
        yield filled(f"See where the sides differ: coaudit audit --details {visible(file)}")


def _unreadable(problems: tuple[Problem, ...], name: str) -> NoReturn:
    choosing.refuse(problems, exits.UNREADABLE, f"{visible(name)} cannot be used, so nothing was changed")
