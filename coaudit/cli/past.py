"""The past of one description: every revision that git has of it, judged by the rubric of today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coaudit import audit as core
from coaudit.cli import git
from coaudit.cli.discover import nearest_file
from coaudit.cli.progress import watched
from coaudit.cli.reading import CannotReadError
from coaudit.cli.shared import MOST_REVISIONS
from coaudit.errors import Problem, SourceError
from coaudit.history import READS, figures, shifts
from coaudit.phrases import say
from coaudit.report import Point, Revisions

if TYPE_CHECKING:
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

UNKNOWN = "git knows no revision of this file."


def revisions(
    path: Path,
    name: str,
    rubric: Rubric,
    *,
    most: int = MOST_REVISIONS,
    as_if: str | None = None,
    now: bytes | None = None,
    alone: bool = False,
) -> Revisions:
    """How a file fared, the oldest revision first. *now* is what it says today, where it is still there.

    Only where it is *alone* is its progress shown: among others, theirs is.

    Raises CannotReadError where git knows nothing of it. A revision that cannot be judged says why and stops no other.
    """
    if path.is_symlink():  # what is told is what it says, not where it points
        path = path.resolve()
    found = git.revisions(path, name, most + 1)
    if not found:
        hint = git.COMMIT_FIRST if path.is_file() else nearest_file(path)
        raise CannotReadError(Problem(name, 1, 1, UNKNOWN, hint))
    judged = _Judged(rubric, as_if)
    newest = b""
    shown = found[:most][::-1]
    texts = git.read([revision.old for revision in shown if revision.old], path.parent)
    for revision in watched(shown, len(shown), "Judged") if alone else shown:
        newest = judged.add(revision, next(texts) if revision.old else None)
    if now is not None and _lines(now) != _lines(newest):
        judged.add_now(name, now)
    return Revisions(tuple(judged.points), bounded=len(found) > most, shallow=git.is_shallow(name, path.parent))


def _lines(raw: bytes) -> bytes:
    """The same for a file that git wrote out with the line ends of Windows."""
    return raw.replace(b"\r\n", b"\n")


class _Judged:
    """Revisions as judged, one after the other, each held against the one before."""

    def __init__(self, rubric: Rubric, as_if: str | None) -> None:
        self._rubric = rubric
        self._as_if = as_if
        self._before: Audit | None = None
        self.points: list[Point] = []

    def add(self, revision: git.Revision, text: bytes | Problem | None) -> bytes:
        """Judge a revision; return what the file said then, which is nothing where that cannot be read."""
        about = (revision.id, revision.day, revision.path)
        if isinstance(text, bytes):
            self._add(about, text)
            return text
        wrong = text.message if text else say("The file was taken away in this revision.")
        self.points.append(Point(*about, None, wrong))
        return b""

    def add_now(self, name: str, raw: bytes) -> None:
        """Judge the file as it is now, which no revision holds yet."""
        self._add(("", "", name), raw)

    def _add(self, about: tuple[str, str, str], raw: bytes) -> None:
        try:
            audit = core.audit(raw, about[2], self._rubric, as_if=self._as_if, parts=READS)
        except SourceError as error:
            first = error.problems[0]
            why = f"{say('line {number}', number=first.line)}: {first.message}"
            self.points.append(Point(*about, None, why))
            return
        moved = shifts(self._before, audit) if self._before else ()
        self._before = audit
        self.points.append(Point(*about, figures(audit), moved=moved))
