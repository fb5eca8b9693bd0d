"""The revisions of a description in words: what each came out as, what moved, and what is certain as a line of bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coaudit.phrases import count, phrase, say
from coaudit.records import Record
from coaudit.render import words
from coaudit.report import Figures, Point, Revisions, RubricInfo, Shift
from coaudit.safe import cut

BARS = "▁▂▃▄▅▆▇█"
HEADING = phrase("How this went")
TODAYS_RUBRIC = phrase(
    "Every revision is judged by the rubric of today, {id} {version}, so that they can be compared. "
    "What was reported at the time may differ."
)
SHALLOW = phrase(
    "This copy of the repository is shallow: git has only its newest revisions here, so the history may begin earlier "
    "than is shown, and the first revision may not be what it seems. git fetch --unshallow fetches the others."
)
MOVED = phrase("What moved from one to the next")
LEVELS = phrase("Levels run from 0 to 4. Of a risk, 0 is best.")
NOT_JUDGED = phrase("Could not be judged: {why}")
SHORTEST_ID = 8
SHORT = 3
"""How many revisions a report tells of where it is short, the newest."""
MOST_MOVED = 4
"""How many of the questions and risks that moved are named."""
LONGEST_TEXT = 120
"""Of a title, a path or a reason, no more is shown."""


class Row(Record):
    """One revision in words."""

    day: str
    id: str
    committed: bool
    """Whether it is a commit, and not the file as it is now."""
    claimed: str
    evidenced: str
    grade: str
    score: str
    risk: str
    moved: tuple[str, ...]
    """What is not as it was; nothing where all is, and of the first revision."""
    wrong: str
    """Why it could not be judged, in a sentence; the figures are empty then."""

    @property
    def name(self) -> str:
        """Which revision it is: its day and the start of its id."""
        return f"{self.day} {self.id}" if self.committed else f"{self.day}, {self.id}"


def rows(rubric: RubricInfo, points: Sequence[Point]) -> tuple[Row, ...]:
    """Every revision in words, in its order."""
    made = []
    before: Point | None = None
    for point in points:
        made.append(_row(rubric, point, before))
        before = point if point.figures else before
    return tuple(made)


def _row(rubric: RubricInfo, point: Point, before: Point | None) -> Row:
    committed, it = bool(point.revision), point.figures
    day = point.day or (say("day unknown") if committed else say("now"))
    name = point.revision[:SHORTEST_ID] or say("not in git yet")
    if it is None:
        why = words.sentence(cut(point.wrong, LONGEST_TEXT))
        return Row(day, name, committed, "", "", "", "", "", (), say(NOT_JUDGED, why=why))
    return Row(
        day,
        name,
        committed,
        words.claimed(rubric, it.claim, stated=it.claim_stated),
        words.rungs(rubric, it.rung_low, it.rung_high),
        say(words.NO_LETTER) if it.grade_low is None else words.span(it.grade_low, it.grade_high),
        words.span(it.score_low, it.score_high),
        words.span(say(it.risk_low), say(it.risk_high)),
        tuple(_moved(point, it, before)) if before else (),
        "",
    )


def _moved(point: Point, it: Figures, before: Point) -> Iterator[str]:
    """What is not as it was in the revision before: the file's name, the title, the status, questions and risks."""
    if point.revision and point.path != before.path:
        yield _from_to(say("File"), before.path, point.path)
    old = before.figures
    if old and old.title != it.title:
        yield _from_to(say("Title"), old.title, it.title)
    if old and old.status != it.status:
        yield _from_to(say("Status"), *(words.spaced(each) or say("not stated") for each in (old.status, it.status)))
    yield from map(_shift, point.moved[:MOST_MOVED])
    left = len(point.moved) - MOST_MOVED
    if left > 0:
        yield say("and {number} more", number=left)


def _from_to(what: str, before: str, after: str) -> str:
    return f"{what}: {words.arrow(cut(before, LONGEST_TEXT), cut(after, LONGEST_TEXT))}"


def _shift(shift: Shift) -> str:
    ends = ((shift.before_low, shift.before_high), (shift.low, shift.high))
    moved = words.arrow(*(say("not judged") if low is None else words.span(low, high) for low, high in ends))
    if shift.kind == "risk":
        return say("{title} (a risk): {moved}", title=shift.title, moved=moved)
    return f"{shift.title}: {moved}"


def notes(found: Revisions) -> Iterator[str]:
    """What to know of a history beside its revisions: that there may be more of them."""
    if found.shallow:
        yield say(SHALLOW)
    if found.bounded:
        yield count(
            sum(bool(point.revision) for point in found.points),
            "Only the last revision was judged. coaudit history --most takes in more.",
            "Only the last {n} revisions were judged. coaudit history --most takes in more.",
        )


def none(found: Revisions) -> str:
    """Why there is no history."""
    return say("There is no history: {why}", why=words.sentence(cut(found.wrong, LONGEST_TEXT)))


def left_out(number: int) -> str:
    """How many revisions a short report does not tell of."""
    return count(number, "1 earlier revision is not shown here.", "{n} earlier revisions are not shown here.")


def certain(points: Sequence[Point]) -> tuple[int, ...]:
    """What is certain of the score in each revision that could be judged."""
    return tuple(point.figures.score_low for point in points if point.figures)


def line(points: Sequence[Point], *, unicode: bool) -> str:
    """The certain scores as a line of bars, with the first and the last in figures."""
    drawn = bars(certain(points), unicode=unicode)
    return say("What is certain of the score: {bars} ({ends})", bars=drawn, ends=_ends(certain(points)))


def in_figures(points: Sequence[Point]) -> str:
    """The first and the last of the certain scores, in a sentence."""
    return say("What is certain of the score: {ends} of 100.", ends=_ends(certain(points)))


def _ends(lows: Sequence[int]) -> str:
    return str(lows[0]) if len(lows) == 1 else words.span(lows[0], lows[-1])


def bars(values: Sequence[int], *, unicode: bool) -> str:
    """A bar for each value of 0 to 100; in ASCII a digit, 0 for less than 10 and 9 for 90 and more."""
    if not unicode:
        return "".join(str(min(value // 10, 9)) for value in values)
    return "".join(BARS[min(value * len(BARS) // 100, len(BARS) - 1)] for value in values)
