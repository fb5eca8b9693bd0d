"""The sums behind the pictures: where a line, a disc or a word stands. Nothing here is text for people."""

from __future__ import annotations

from datetime import date
from math import cos, pi, sin

from coaudit.records import Record
from coaudit.render import words
from coaudit.report import Audit, Disagreement, Moment, Occasion, Revisions, RubricInfo

RUNG = 50
"""Height of a rung of the ladder."""
LABELS, WIDTH, ROW = 190, 720, 28
"""The time line: room for names, its whole width, and the height of a row."""
HEAD, FOOT = 44, 8
"""Room above its first row, for the scale, and below its last."""
BEFORE, AFTER = 10, 20
"""Room between the names and the first day, and between the last day and the edge."""
OPEN_END = WIDTH - 12
"""Where something runs to that has no known end: so near the edge, the arrow has room."""
SHORTEST = 6
"""The width of what lasted a day."""

STEP, COLUMN = 32, 16
"""From one revision to the next, and the width of its column."""

LEVEL_0, LEVEL = 20, 75
"""The sides' answers: where level 0 stands, and how far the levels are apart."""
ABOVE, SHAPES = 16, 4
"""How far one answer stands above another on its level, and how many shapes there are."""

RADIUS = 8
"""Of a disc."""


class Rung(Record):
    """One rung: where it stands, its words, and whether it is certain, possible or neither."""

    y: int
    title: str
    marks: tuple[str, ...]
    state: str
    claimed: bool


class Ladder(Record):
    """The ladder from the top down, and the span between claim and evidence."""

    height: int
    rungs: tuple[Rung, ...]
    gap: tuple[int, int] | None
    """From the claimed rung to the evidenced one, where the claim certainly is higher or lower."""


def ladder(rubric: RubricInfo, audit: Audit) -> Ladder:
    """The ladder with what is claimed and what is evidenced."""
    ids = [rung.id for rung in rubric.rungs]
    low, high = (ids.index(end) if end in ids else -1 for end in (audit.rung.low, audit.rung.high))
    rungs = tuple(
        Rung(
            (len(ids) - 1 - place) * RUNG + RUNG // 2,
            rubric.rungs[place].title,
            words.marks(rubric, audit, place),
            "certain" if place <= low and not low == 0 < high else "possible" if place <= high else "none",
            ids[place] == audit.claim.rung,
        )
        for place in reversed(range(len(ids)))
    )
    claimed = next((rung.y for rung in rungs if rung.claimed), None)
    reached = (len(ids) - 1 - low) * RUNG + RUNG // 2 if low >= 0 else None
    apart = audit.claim.verdict in ("over", "under")
    gap = (claimed, reached) if apart and claimed is not None and reached is not None else None
    return Ladder(len(ids) * RUNG, rungs, gap)


class Disc(Record):
    """A disc that is filled as far as a part or say certainly goes, and lightly as far as it may."""

    certain: str
    possible: str
    none: bool
    """No part at all: the disc is crossed out."""
    full: bool


def disc(low: int, high: int, top: int) -> Disc:
    """The paths of a disc about the point 0, 0."""
    full = low >= top
    return Disc(
        "" if low == 0 or full else _sector(0, low / top),
        "" if high == low else _sector(low / top, high / top),
        high == 0,
        full,
    )


def _sector(start: float, end: float) -> str:
    if end - start >= 1:
        return f"M0 {-RADIUS}A{RADIUS} {RADIUS} 0 1 1 0 {RADIUS}A{RADIUS} {RADIUS} 0 1 1 0 {-RADIUS}Z"
    (x1, y1), (x2, y2) = (_on_circle(part) for part in (start, end))
    large = int(end - start > 1 / 2)
    return f"M0 0L{x1} {y1}A{RADIUS} {RADIUS} 0 {large} 1 {x2} {y2}Z"


def _on_circle(part: float) -> tuple[str, str]:
    return f"{sin(2 * pi * part) * RADIUS:.2f}", f"{-cos(2 * pi * part) * RADIUS:.2f}"


class Row(Record):
    """One row of the time line. x and end are where it begins and ends; what has no known end runs to the edge."""

    y: int
    kind: str
    what: str
    how: str
    x: int
    end: int
    open: bool
    before: bool
    disc: Disc | None


class Tick(Record):
    """A mark of the scale: a day in words."""

    x: int
    label: str


class Stretch(Record):
    """A contact: one day, or from a day on."""

    x: int
    end: int
    open: bool


class Line(Record):
    """The time line of what is dated."""

    height: int
    rows: tuple[Row, ...]
    contacts: tuple[Stretch, ...]
    contacts_y: int
    ticks: tuple[Tick, ...]
    joined: tuple[int, int] | None
    """Where the first of the people joined: the earliest and the latest day."""


def timeline(audit: Audit) -> Line:
    """Groups, stages, contacts and decisions along one scale of days."""
    days = [date.fromisoformat(day) for moment in audit.timeline for day in (moment.first, moment.last) if day]
    first, last = min(days), max(days)
    scale = _Scale(first, last)
    rows, y = [], HEAD
    for kind in ("stage", "group"):
        for moment in (each for each in audit.timeline if each.kind == kind and each.first):
            rows.append(_bar(moment, y, scale))
            y += ROW
    contacts = tuple(_stretch(each, scale) for each in audit.timeline if each.kind == "contact" and each.first)
    contacts_y = y
    y += ROW * bool(contacts)
    for occasion in (each for each in audit.occasions if each.kind == "decision" and each.first):
        rows.append(_mark(occasion, y, scale))
        y += ROW
    joined = (scale.x(audit.joined.first), scale.x(audit.joined.last)) if audit.joined else None
    return Line(y + FOOT, tuple(rows), contacts, contacts_y, scale.ticks(), joined)


class _Scale(Record):
    first: date
    last: date

    def x(self, day: str) -> int:
        """Where a day stands."""
        span = max((self.last - self.first).days, 1)
        passed = (date.fromisoformat(day) - self.first).days
        return LABELS + BEFORE + max(0, min(passed, span)) * (WIDTH - LABELS - BEFORE - AFTER) // span

    def ticks(self) -> tuple[Tick, ...]:
        """The first days of months or years, as many as there is room for."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000, 120000) if months // step <= 7)
        found = []
        for count in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            day = date(count // 12, count % 12 + 1, 1)
            if count % every == 0 and day >= self.first:
                found.append(Tick(self.x(day.isoformat()), f"{day.year:04}-{day.month:02}"))
        if not found:
            return (Tick(self.x(self.first.isoformat()), self.first.isoformat()),)
        return tuple(found)


def _bar(moment: Moment, y: int, scale: _Scale) -> Row:
    end = scale.x(moment.last) if moment.last else OPEN_END
    x = scale.x(moment.first)
    return Row(
        y, moment.kind, moment.what, moment.how, x, max(end, x + SHORTEST), not moment.last, before=False, disc=None
    )


def _stretch(moment: Moment, scale: _Scale) -> Stretch:
    return Stretch(scale.x(moment.first), scale.x(moment.last) if moment.last else OPEN_END, not moment.last)


def _mark(occasion: Occasion, y: int, scale: _Scale) -> Row:
    x, end = scale.x(occasion.first), scale.x(occasion.last or occasion.first)
    shape = disc(occasion.low, occasion.high, occasion.top)
    return Row(
        y, "decision", occasion.what, occasion.says, x, end, open=False, before=occasion.before_people, disc=shape
    )


class Dot(Record):
    """One side's answer: at which level, and which of the shapes, so that sides differ by more than colour."""

    x: int
    dy: int
    shape: int


def dots(found: Disagreement) -> tuple[Dot, ...]:
    """The sides' answers along the levels; those on one level stand one above the other."""
    seen: dict[int, int] = {}
    made = []
    for number, side in enumerate(found.sides):
        seen[side.level] = seen.get(side.level, -1) + 1
        made.append(Dot(level_x(side.level), -ABOVE * seen[side.level], number % SHAPES))
    return tuple(made)


def level_x(level: int) -> int:
    """Where a level stands."""
    return LEVEL_0 + level * LEVEL


class Column(Record):
    """A revision's score: from nothing to what is certain, and on to what is possible."""

    x: int
    low: int
    high: int
    judged: bool


class Spark(Record):
    """A column for each revision, side by side."""

    width: int
    columns: tuple[Column, ...]
    gaps: bool
    """Whether some revision could not be judged."""


def spark(found: Revisions) -> Spark:
    """The scores of the revisions, the oldest first."""
    columns = []
    for number, point in enumerate(found.points):
        low, high = (point.figures.score_low, point.figures.score_high) if point.figures else (0, 0)
        columns.append(Column(number * STEP + (STEP - COLUMN) // 2, low, high, bool(point.figures)))
    gaps = not all(each.judged for each in columns)
    return Spark(len(columns) * STEP, tuple(columns), gaps)


def cut(text: str, longest: int) -> str:
    """A name that fits beside a picture; the text under it has the whole."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
