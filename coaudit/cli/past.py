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
from coaudit.phrases import say
from coaudit.report import Point, Revisions
from coaudit.report.history import READS, figures, shifts

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
    shallow, blob = git.state(path, name)
    if blob != found[0].blob:  # a merge of two that changed the file may take the text of either
        merge = git.joined(path, name, blob)
        found = [merge, *found] if merge else found
    judged = _Judged(rubric, as_if)
    newest: bytes | None = None
    shown = found[:most][::-1]
    texts = git.read([revision.old for revision in shown if revision.old], path.parent)
    for revision in watched(shown, len(shown), "Judged") if alone else shown:
        newest = judged.add(revision, next(texts) if revision.old else None)
    if now is not None and not _is_in_git(now, newest, blob):
        judged.add_now(name, now)
    return Revisions(tuple(judged.points), bounded=len(found) > most, shallow=shallow)


def _is_in_git(now: bytes, newest: bytes | None, blob: str) -> bool:
    """Whether the newest revision says what the file says now. Where it cannot be read, its id may tell."""
    if newest is not None and _lines(now) == _lines(newest):
        return True
    return blob in (git.blob_id(raw, blob) for raw in (now, _lines(now)))


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

    def add(self, revision: git.Revision, text: bytes | Problem | None) -> bytes | None:
        """Judge a revision; return what the file said then, or None where that cannot be read."""
        about = (revision.id, revision.day, revision.path)
        if isinstance(text, bytes):
            self._add(about, text)
            return text
        wrong = text.message if text else say(revision.why_not)
        self.points.append(Point(*about, None, wrong))
        return None

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
