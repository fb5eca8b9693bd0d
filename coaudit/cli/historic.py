"""What `coaudit history` does: judge every revision of a description by the rubric of today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit import audit as core
from coaudit.cli import choosing, exits, git, output
from coaudit.cli.discover import find, nearest_file
from coaudit.cli.problems import problem_text
from coaudit.cli.progress import watched
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import Problem, SourceError
from coaudit.history import History, Point, figures
from coaudit.render.history import pieces
from coaudit.safe import quote
from coaudit.telling.about import rubric_info

if TYPE_CHECKING:
    from coaudit.cli.handing import Hand
    from coaudit.rubric import Rubric

REMOVED = "The file was taken away in this revision."


def run(file: str, most: int, rubric_name: str, hand: Hand) -> None:
    """Hand over how a description fared, and end the command with its exit code."""
    with hand.speaking(rubric_name) as language:
        rubric = choosing.load_rubric(rubric_name, language=language)
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
    revisions = git.revisions(path, name, most + 1)
    if not revisions:
        message, hint = "git knows no revision of this file.", "Commit it first: git add FILE, then git commit."
        if not path.is_file():
            hint = nearest_file(path)
        raise CannotReadError(Problem(name, 1, 1, message, hint))
    shown = revisions[:most]
    points = []
    newest = b""
    for revision in watched(shown, len(shown), "Judged"):
        point, raw = _point(revision, name, path.parent, rubric)
        newest = newest or raw
        points.append(point)
    points.reverse()
    if path.is_file():
        now = read(path, name)
        if _lines(now) != _lines(newest):
            points.append(_judged("", "", name, now, rubric))
    shallow = git.is_shallow(name, path.parent)
    return History(name, rubric_info(rubric), tuple(points), bounded=len(revisions) > most, shallow=shallow)


def _lines(raw: bytes) -> bytes:
    """The same for a file that git wrote out with the line ends of Windows."""
    return raw.replace(b"\r\n", b"\n")


def _point(revision: git.Revision, name: str, folder: Path, rubric: Rubric) -> tuple[Point, bytes]:
    try:
        old = git.version(revision, name, folder)
        if old is None:
            return Point(revision.id, revision.day, revision.path, None, REMOVED), b""
        raw = git.read(old, revision.path, folder)
    except CannotReadError as error:
        return Point(revision.id, revision.day, revision.path, None, error.problem.message), b""
    return _judged(revision.id, revision.day, revision.path, raw, rubric), raw


def _judged(revision: str, day: str, path: str, raw: bytes, rubric: Rubric) -> Point:
    """One revision as judged, or why it cannot be."""
    try:
        audit = core.audit(raw, path, rubric)
    except SourceError as error:
        first = error.problems[0]
        return Point(revision, day, path, None, f"line {first.line}: {first.message}")
    return Point(revision, day, audit.path, figures(audit))
