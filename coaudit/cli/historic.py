"""What `coaudit history` does: judge every revision of a description by the rubric of today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit.cli import choosing, exits, output, past
from coaudit.cli.discover import find
from coaudit.cli.policies import rubric_for
from coaudit.cli.problems import problem_text
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem
from coaudit.render.history import pieces
from coaudit.report.history import History
from coaudit.safe import quote
from coaudit.telling.about import rubric_info

if TYPE_CHECKING:
    from coaudit.cli.handing import Hand
    from coaudit.rubric import Rubric


def run(file: str, most: int, rubric_name: str | None, hand: Hand) -> None:
    """Hand over how a description fared, and end the command with its exit code."""
    chosen = rubric_for(rubric_name, (Path(file),))
    with hand.speaking(chosen) as language:
        rubric = choosing.load_rubric(chosen, language=language)
        path = Path(file)
        if path.is_dir():
            message = f"{quote(file)} is a folder. A history is of one description: name its file."
            raise typer.BadParameter(message, param_hint="FILE")
        ready = hand.ready(each.real for each in find((file,)).inputs)
        ending = exits.Ending()
        try:
            found = _history(path, file, most, rubric)
        except CannotReadError as error:
            output.tell(problem_text(error.problem) + "\n")
            ending.add(exits.UNREADABLE, "the description's history cannot be read")
        else:
            if not any(point.figures for point in found.points):
                ending.add(exits.UNREADABLE, "no revision of the description can be read")
            ready.over(found, lambda unicode: pieces(found, unicode=unicode))
    choosing.finish(ending)


def _history(path: Path, name: str, most: int, rubric: Rubric) -> History:
    """The history of a file, the oldest revision first. Raises CannotReadError."""
    if not path.parent.is_dir():
        raise CannotReadError(Problem(name, 1, 1, "There is no such folder.", "Check the name."))
    now = read(path, name) if path.is_file() else None
    found = past.revisions(path, name, rubric, most=most, now=now, alone=True)
    return History(name, rubric_info(rubric), found.points, found.bounded, found.shallow)
