"""Pieces of a page that is not a report: headings, sentences, tasks, lines and tables, for a screen or as Markdown.

Plans, comparisons and histories are put into these once, so that every way to write them says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coaudit.records import Record
from coaudit.render.layout import BOLD, FAINT, Page, Run
from coaudit.render.look import Look
from coaudit.render.marked import code, text

TITLE, HEADING, SAY, FINE, ITEM, TASK, UNDER, ROW, LINE, TABLE = (
    "title", "heading", "say", "fine", "item", "task", "under", "row", "line", "table",
)  # fmt: skip


class Piece(Record):
    """One piece. `lead` is what is set off at its start: a label, a title, the number of a line."""

    kind: str
    text: str
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its heads, and then its rows."""


INDENT = "  "
GAP = "  "
_WIDEST_LEAD = 30
_LISTED = (TASK, UNDER, ITEM, LINE, ROW, TABLE)


def as_text(pieces: Iterable[Piece], look: Look) -> str:
    """The pieces for a screen."""
    page = Page(look.width, color=look.color, unicode=look.unicode)
    put(page, pieces)
    return page.text()


def put(page: Page, pieces: Iterable[Piece]) -> None:
    """Write the pieces on a page that may hold more."""
    known = tuple(pieces)
    leads = max((page.cells(piece.lead) for piece in known if piece.kind == ROW), default=0)
    column = min(leads, _WIDEST_LEAD, page.width // 3)
    number = 0
    before = ""
    for piece in known:
        if (before in _LISTED and piece.kind in (SAY, FINE)) or (before == UNDER and piece.kind == TASK):
            page.blank()
        before = piece.kind
        number = number + 1 if piece.kind == TASK else number if piece.kind == UNDER else 0
        _put(page, piece, number, column)


def _put(page: Page, piece: Piece, number: int, column: int) -> None:
    match piece.kind:
        case "title":
            page.blank()
            page.heading(piece.text)
            page.rule()
        case "heading":
            page.heading(piece.text)
        case "say":
            page.put(piece.text, first=INDENT)
        case "fine":
            page.put(Run(piece.text, FAINT), first=INDENT)
        case "item":
            page.put(*_led(piece), first=f"{INDENT}- ")
        case "task":
            page.put(*_led(piece), first=f"{INDENT}{number}. ")
        case "under":
            page.put(*_led(piece), first=INDENT * 2 + " ", later=INDENT * 3 + " ")
        case "row":
            page.put(piece.text, first=Run(f"{INDENT}{page.pad(piece.lead, column)}{GAP}", BOLD))
        case "line":
            gutter = f"{INDENT}{piece.lead} | "
            page.put(piece.text.strip(), first=Run(gutter, FAINT), later=Run(f"{' ' * (len(gutter) - 2)}| ", FAINT))
        case "table":
            _table(page, piece.rows)


def _led(piece: Piece) -> tuple[Run | str, ...]:
    return (Run(f"{piece.lead}: ", BOLD), piece.text) if piece.lead else (piece.text,)


def _table(page: Page, rows: tuple[tuple[str, ...], ...]) -> None:
    """Columns where they fit; else each row as lines of `head: value`."""
    widths = [max(page.cells(cell) for cell in column) for column in zip(*rows, strict=True)]
    if len(INDENT) + sum(widths) + len(GAP) * (len(widths) - 1) <= page.width:
        for number, row in enumerate(rows):
            cells = [page.pad(cell, width) for cell, width in zip(row, widths, strict=True)]
            page.put(Run(GAP.join(cells).rstrip(), "" if number else BOLD), first=INDENT)
        return
    heads, *body = rows
    for row in body:
        page.put(Run(row[0], BOLD), first=INDENT)
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell:
                page.put(f"{head}: {cell}", first=INDENT * 2)


def as_markdown(pieces: Iterable[Piece]) -> str:
    """The pieces as Markdown, to paste into a document, an issue or a comment."""
    lines: list[str] = []
    before = ""
    for piece in pieces:
        group = {ITEM: "list", TASK: "list", UNDER: "list", ROW: "list", LINE: "code"}.get(piece.kind, piece.kind)
        if lines and (group != before or group in (SAY, FINE)):
            lines.append("")
        before = group
        lines += _markdown(piece)
    return "\n".join(lines) + "\n"


def _markdown(piece: Piece) -> Iterator[str]:
    lead = f"**{text(piece.lead)}**: " if piece.lead else ""
    match piece.kind:
        case "title":
            yield f"## {text(piece.text)}"
        case "heading":
            yield f"### {text(piece.text)}"
        case "say" | "fine":
            yield text(piece.text)
        case "item" | "row":
            yield f"- {lead}{text(piece.text)}"
        case "task":
            yield f"- [ ] {lead}{text(piece.text)}"
        case "under":
            yield f"  - {lead}{text(piece.text)}"
        case "line":
            yield f"- {text(piece.lead)}: {code(piece.text.strip())}"
        case "table":
            for number, row in enumerate(piece.rows):
                yield f"| {' | '.join(text(cell) for cell in row)} |"
                if not number:
                    yield f"|{' --- |' * len(row)}"
