"""A history as a small table and a line of bars: alone, and as a part of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coaudit.phrases import say
from coaudit.render import revisions as told
from coaudit.render.pieces import FINE, HEADING, ITEM, SAY, TABLE, TITLE, Piece
from coaudit.report import Point, Revisions, RubricInfo
from coaudit.report.history import History


def pieces(found: History, *, unicode: bool) -> Iterator[Piece]:
    """A whole history."""
    judged = [point.figures for point in found.points if point.figures]
    title = judged[-1].title if judged else found.path
    yield Piece(TITLE, say("How this went: {title}", title=title))
    yield _rubric(found.rubric)
    table, items, moved = _told(found.rubric, found.points)
    if judged:
        yield Piece(HEADING, say("From the oldest to the newest"))
        yield table
        yield Piece(SAY, told.line(found.points, unicode=unicode))
    if items:
        yield Piece(HEADING, say(told.MOVED))
        yield from items
    if moved:
        yield Piece(FINE, say(told.LEVELS))
    yield from _notes(Revisions(found.points, found.bounded, found.shallow))


def part(rubric: RubricInfo, found: Revisions, *, unicode: bool, most: int | None = None) -> Iterator[Piece]:
    """The same as a part of a report: all of it, or of *most* revisions, the newest."""
    yield Piece(HEADING, say(told.HEADING))
    if not found.points:
        yield Piece(SAY, told.none(found))
        return
    yield _rubric(rubric)
    if told.certain(found.points):
        yield Piece(SAY, told.line(found.points, unicode=unicode))
    left = max(len(found.points) - most, 0) if most else 0
    table, items, moved = _told(rubric, found.points, left)
    if len(table.rows) > 1:
        yield table
    if moved:
        yield Piece(SAY, f"{say(told.MOVED)}. {say(told.LEVELS)}")
    yield from items
    if left:
        yield Piece(FINE, told.left_out(left))
    yield from _notes(found)


def _rubric(rubric: RubricInfo) -> Piece:
    return Piece(FINE, say(told.TODAYS_RUBRIC, id=rubric.id, version=rubric.version))


def _told(rubric: RubricInfo, points: Sequence[Point], left: int = 0) -> tuple[Piece, list[Piece], bool]:
    """The table, what moved or could not be judged, and whether anything moved; without the first that are left out."""
    rows = told.rows(rubric, points)[left:]
    heads = (say("Day"), say("Revision"), say("Claimed"), say("Evidenced"), say("Grade"), say("Score"))
    body = ((row.day, row.id, row.claimed, row.evidenced, row.grade, row.score) for row in rows if not row.wrong)
    items = [Piece(ITEM, row.wrong or f"{'; '.join(row.moved)}.", row.name) for row in rows if row.wrong or row.moved]
    return Piece(TABLE, "", rows=(heads, *body)), items, any(row.moved for row in rows)


def _notes(found: Revisions) -> Iterator[Piece]:
    yield from (Piece(FINE, each) for each in told.notes(found))
