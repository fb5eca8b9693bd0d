"""Plans, comparisons and histories as text, Markdown and JSON: they say the same, and hostile text does nothing."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaudit import safe
from coaudit.cli.schemas import SCHEMAS
from coaudit.planning import plan
from coaudit.render import Look, comparing, planning, revisions
from coaudit.render import history as histories
from coaudit.render.json_report import as_json
from coaudit.render.layout import NARROWEST
from coaudit.render.pieces import (
    FINE,
    HEADING,
    ITEM,
    LINE,
    ROW,
    SAY,
    TABLE,
    TASK,
    TITLE,
    UNDER,
    Piece,
    as_markdown,
    as_text,
)
from coaudit.report import Point, Shift
from coaudit.report.compare import compare
from coaudit.report.history import History, figures
from coaudit.report.plan import Plan
from tests.core.test_planning import MINIMAL, RUBRIC
from tests.render.harmless import harmless
from tests.render.reports import ONE, SEVERAL, with_texts
from tests.render.test_hostile import texts

KINDS = (TITLE, HEADING, SAY, FINE, ITEM, TASK, UNDER, ROW, LINE)
PLAN = plan(MINIMAL, "p.yaml", RUBRIC, "C", what_if=["decisions.budget=together"])
HISTORY = History(
    "p.yaml",
    ONE.rubric,
    (
        Point("a" * 40, "2026-01-02", "p.yaml", figures(ONE.audits[0])),
        Point("b" * 40, "2026-02-03", "p.yaml", None, "line 3: this is wrong"),
        Point("", "", "p.yaml", figures(ONE.audits[0]), moved=(Shift("risk", "x", "A risk", None, None, 1, 3),)),
    ),
    bounded=True,
    shallow=True,
)


def all_pieces(made: Any) -> list[Piece]:
    if isinstance(made, Plan):
        return list(planning.pieces(made))
    if isinstance(made, History):
        return list(histories.pieces(made, unicode=True))
    return list(comparing.pieces(made))


@settings(max_examples=200)
@given(st.lists(texts, min_size=2, max_size=8), st.integers(1, 130), st.booleans())
def test_hostile_text_in_any_piece_is_harmless_on_a_screen(said: list[str], width: int, unicode: bool) -> None:
    words = itertools.cycle(said)
    pieces = [Piece(kind, next(words), next(words)) for kind in KINDS]
    pieces.append(Piece(TABLE, "", rows=tuple((next(words), next(words)) for _ in range(3))))
    text = as_text(pieces, Look(width=width, unicode=unicode))

    harmless(text)
    assert unicode or text.isascii()
    widest = max(NARROWEST, min(width, 100))
    assert all(safe.cells(line) <= widest + line.count("\\") for line in text.split("\n"))


@settings(max_examples=300)
@given(st.lists(texts, min_size=2, max_size=8))
def test_hostile_text_in_any_piece_is_harmless_in_markdown(said: list[str]) -> None:
    words = itertools.cycle(said)
    pieces = [Piece(kind, next(words), next(words)) for kind in KINDS]
    text = as_markdown([*pieces, Piece(TABLE, "", rows=((next(words), next(words)),))])

    assert "\x1b" not in text
    for line in text.split("\n"):
        if line.startswith("#"):
            assert re.match(r"#{2,3} ", line)
        assert not re.search(r"(?<!\\)\]\(", re.sub(r"`+[^`]*`+", "", line))
        assert "<" not in re.sub(r"`.*`", "", line)


@settings(max_examples=50)
@given(st.lists(texts, min_size=1, max_size=6))
def test_a_comparison_of_hostile_reports_is_harmless_everywhere(said: list[str]) -> None:
    rubric = SEVERAL.rubric
    hostile = with_texts(SEVERAL, itertools.cycle(said))
    one = compare(SEVERAL, type(hostile)(hostile.tool, rubric, hostile.audits, hostile.errors))

    harmless(as_text(all_pieces(one), Look(width=80)))
    harmless(as_json(one))


@pytest.mark.parametrize("made", [PLAN, compare(ONE, SEVERAL), HISTORY], ids=["plan", "comparison", "history"])
def test_text_and_markdown_say_the_same_words(made: Any) -> None:
    pieces = all_pieces(made)
    narrow, wide = (" ".join(as_text(pieces, Look(width=width)).split()) for width in (50, 100))
    markdown = re.sub(r"\\(?=\W)|\u200b", "", as_markdown(pieces))

    for piece in pieces:
        for word in f"{piece.lead} {piece.text}".split():
            assert word in narrow.replace("| ", "")
            assert word in wide
            assert word in markdown


@pytest.mark.parametrize("made", [PLAN, compare(ONE, SEVERAL), HISTORY], ids=["plan", "comparison", "history"])
def test_json_begins_with_its_format_and_is_what_its_schema_says(made: Any) -> None:
    found = json.loads(as_json(made))

    assert next(iter(found)) == "format"
    kind = re.fullmatch(r"coaudit-(plan|comparison|history)/1", found["format"])
    assert kind
    jsonschema.validate(found, SCHEMAS[kind[1]]())


def test_a_plan_in_markdown_is_a_checklist() -> None:
    text = as_markdown(all_pieces(PLAN))
    tasks = [line for line in text.splitlines() if line.startswith("- [ ] ")]

    assert tasks[0].startswith("- [ ] Say what it is: call it 'Engage'.")
    assert len(tasks) == 1 + len(PLAN.first) + len(PLAN.steps) + len(PLAN.risks)


def test_the_revision_that_cannot_be_judged_is_listed_and_the_rubric_of_today_is_named() -> None:
    text = as_text(all_pieces(HISTORY), Look(width=100))

    assert "2026-02-03 bbbbbbbb: Could not be judged: line 3: this is wrong." in text
    assert "by the rubric of today, sharing 2.1.0" in text
    assert "Only the last 2 revisions were judged." in text


@pytest.mark.parametrize(
    ("values", "pretty", "ascii_only"),
    [([0, 50, 99, 100], "▁▅██", "0599"), ([12, 13, 24, 25], "▁▂▂▃", "1122"), ([], "", "")],
)
def test_a_line_of_bars_goes_from_nothing_to_all(values: list[int], pretty: str, ascii_only: str) -> None:
    assert revisions.bars(values, unicode=True) == pretty
    assert revisions.bars(values, unicode=False) == ascii_only


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    table = Piece(TABLE, "", rows=(("Day", "What happened"), ("2026-01-02", "a long story " * 4)))

    assert as_text([table], Look(width=40)).splitlines()[:2] == [
        "  2026-01-02",
        "    What happened: a long story a long",
    ]
    assert as_text([table], Look(width=100)).splitlines()[0] == "  Day         What happened"
