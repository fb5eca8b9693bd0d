"""What the user chose by a name: the rubric, the format, the rung, the letter. A wrong name is met kindly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from coaudit import bundled
from coaudit.cli import exits, languages, shared
from coaudit.cli.discover import nearest_file
from coaudit.cli.extending import base, called
from coaudit.cli.output import tell
from coaudit.cli.problems import problem_text
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, RubricError, SourceError
from coaudit.safe import quote

if TYPE_CHECKING:
    from coaudit.rubric import Rubric


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that is most like another, or None where none is near."""
    from difflib import get_close_matches

    by_lower = {each.lower(): each for each in names}
    found = get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def unknown(kind: str, name: str, names: Iterable[str], option: str) -> NoReturn:
    """End with a usage error: there is no *kind* called *name*. Says which is near, and which there are."""
    known = list(names)
    near = nearest(name, known)
    meant = f" Did you mean {near}?" if near else ""
    raise typer.BadParameter(
        f"there is no {kind} {quote(name)}.{meant} There are: {', '.join(known)}.", param_hint=option
    )


def one_of(kind: str, name: str, names: Iterable[str], option: str) -> str:
    """The one of *names* that is meant, whatever its case. Ends with a usage error where there is none."""
    known = list(names)
    for each in known:
        if each.lower() == name.strip().lower():
            return each
    unknown(kind, name, known, option)


def rung(name: str, rubric: Rubric, option: str = "--as") -> str:
    """The id of a rung, from the id or from a word that a description may claim, such as co-production."""
    from coaudit.vocabulary import CLAIM

    ladder = rubric.ladder.words
    word = CLAIM.find(name)
    return word if word in ladder else one_of("rung", name, ladder, option)


def rubric_bytes(name: str, option: str = "--rubric") -> tuple[bytes, str]:
    """The bytes of a rubric that comes with coaudit, or of a file, and what to call it.

    A name of ours always means ours, whatever files lie about. Ends with a usage error where there is neither,
    and raises CannotReadError for a file that cannot be read.
    """
    if name in bundled.names():
        return bundled.read(name), f"{name}.yaml"
    path = Path(name)
    if path.exists():
        return read(path, path.as_posix()), called(path)
    if path.suffix or path.name != name:
        raise typer.BadParameter(f"there is no file {quote(name)}. {nearest_file(path)}", param_hint=option)
    unknown("rubric", name, bundled.names(), option)


def load_rubric(name: str, option: str = "--rubric", language: str = shared.ENGLISH) -> Rubric:
    """The rubric that is called *name*, in a language where that is not its own.

    Tells what is wrong and ends with exit code 5 where it cannot be used.
    """
    from coaudit.audit import load

    try:
        built = bundled.built(name) if name in bundled.names() else None
        return load(*rubric_bytes(name, option), base, built, languages.spoken(language))
    except CannotReadError as error:
        problems: tuple[Problem, ...] = (error.problem,)
    except (SourceError, RubricError) as error:
        problems = error.problems
    return refuse(problems, exits.RUBRIC, f"the rubric {quote(name)} cannot be used, so nothing was judged")


def finish(ending: exits.Ending) -> None:
    """End the command with its exit code, and say on standard error which and why. Goes on where all is well."""
    if ending.code:
        tell(ending.line())
        raise typer.Exit(ending.code)


def end(code: int, reason: str) -> NoReturn:
    """End the command with an exit code, and say which and why."""
    ending = exits.Ending()
    ending.add(code, reason)
    tell(ending.line())
    raise typer.Exit(code)


def refuse(problems: Iterable[Problem], code: int, reason: str) -> NoReturn:
    """Tell what is wrong with a file, problem by problem, and end the command with an exit code."""
    for problem in problems:
        tell(problem_text(problem) + "\n")
    end(code, reason)
