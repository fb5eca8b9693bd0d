"""A history as a small table and a line of bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coaudit.history import Figures, History, Point
from coaudit.phrases import count, phrase, say
from coaudit.render import words
from coaudit.render.pieces import FINE, HEADING, ITEM, SAY, TABLE, TITLE, Piece
from coaudit.report import RubricInfo

BARS = "▁▂▃▄▅▆▇█"
TODAYS_RUBRIC = phrase(
    "Every revision is judged by the rubric of today, {id} {version}, so that they can be compared. "
    "What was reported at the time may differ."
)
SHALLOW = phrase(
    "This copy of the repository is shallow: git has only its newest revisions here, so the history may begin earlier "
    "than is shown, and the first revision may not be what it seems. git fetch --unshallow fetches the others."
)
SHORTEST_ID = 8


def pieces(found: History, *, unicode: bool) -> Iterator[Piece]:
    """A whole history."""
    judged = [(point, point.figures) for point in found.points if point.figures]
    title = judged[-1][1].title if judged else found.path
    yield Piece(TITLE, say("How this went: {title}", title=title))
    yield Piece(FINE, say(TODAYS_RUBRIC, id=found.rubric.id, version=found.rubric.version))
    if judged:
        heads = (say("Day"), say("Revision"), say("Claimed"), say("Evidenced"), say("Grade"), say("Score"))
        yield Piece(HEADING, say("From the oldest to the newest"))
        yield Piece(TABLE, "", rows=(heads, *(_row(found.rubric, *each) for each in judged)))
        yield Piece(SAY, _line([figures for _, figures in judged], unicode=unicode))
    wrong = [point for point in found.points if not point.figures]
    if wrong:
        yield Piece(HEADING, say("Could not be judged"))
        yield from (
            Piece(ITEM, words.sentence(point.wrong), f"{point.day or say('now')} {_id(point)}") for point in wrong
        )
    if found.shallow:
        yield Piece(SAY, say(SHALLOW))
    if found.bounded:
        text = count(
            sum(bool(point.revision) for point in found.points),
            "Only the last revision is shown. --most shows more.",
            "Only the last {n} revisions are shown. --most shows more.",
        )
        yield Piece(FINE, text)


def _row(rubric: RubricInfo, point: Point, it: Figures) -> tuple[str, ...]:
    evidenced = words.span(words.rung_title(rubric, it.rung_low), words.rung_title(rubric, it.rung_high))
    letter = words.span(it.grade_low, it.grade_high) if it.grade_low else say(words.NO_LETTER)
    score = words.span(it.score_low, it.score_high)
    return point.day or say("now"), _id(point), words.rung_title(rubric, it.claim), evidenced, letter, score


def _id(point: Point) -> str:
    return point.revision[:SHORTEST_ID] or say("not in git yet")


def _line(found: Sequence[Figures], *, unicode: bool) -> str:
    """The certain scores as a line of bars, with the first and the last in figures."""
    lows = [figures.score_low for figures in found]
    ends = words.span(lows[0], lows[-1]) if len(lows) > 1 else str(lows[0])
    return say("What is certain of the score: {bars} ({ends})", bars=bars(lows, unicode=unicode), ends=ends)


def bars(values: Sequence[int], *, unicode: bool) -> str:
    """A bar for each value of 0 to 100; in ASCII a digit, 0 for less than 10 and 9 for 90 and more."""
    if not unicode:
        return "".join(str(min(value // 10, 9)) for value in values)
    return "".join(BARS[min(value * len(BARS) // 100, len(BARS) - 1)] for value in values)
