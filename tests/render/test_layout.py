"""Text broken into lines: nothing is lost, no line is too long, and plain text is broken as any other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaudit.render import layout
from coaudit.render.layout import BOLD, FAINT, Page, Run
from coaudit.safe import cells

ROOM = st.integers(10, 40)
PLAIN_TEXT = st.text(alphabet="ab c d", max_size=200)
ANY_TEXT = st.text(alphabet="ab c d é日😀\u0301#:", max_size=200)


def lines(text: str, room: int, later: int) -> list[str]:
    return [text[begin:end] for begin, end in layout._lines(text, room, later)]


@pytest.mark.parametrize(
    ("text", "room", "later", "expected"),
    [
        ("", 10, 10, [""]),
        ("one line", 10, 10, ["one line"]),
        ("blanks at the end   ", 30, 30, ["blanks at the end"]),
        ("  blanks at the start", 12, 12, ["  blanks at", "the start"]),
        ("blanks     at a break go", 10, 10, ["blanks", "at a break", "go"]),
        ("exactly ten and more", 11, 11, ["exactly ten", "and more"]),
        ("the others have less room", 15, 10, ["the others have", "less room"]),
        ("the others have more room", 10, 20, ["the others", "have more room"]),
        ("a wordthatistoolong is cut", 10, 10, ["a", "wordthatis", "toolong is", "cut"]),
        ("日本語の文字は二つ分", 10, 10, ["日本語の文", "字は二つ分"]),
        ("cafe\u0301 au lait et cafe\u0301", 12, 12, ["cafe\u0301 au lait", "et cafe\u0301"]),
    ],
    ids=lambda value: str(value)[:24] or "nothing",
)
def test_a_text_is_broken_at_its_blanks(text: str, room: int, later: int, expected: list[str]) -> None:
    assert lines(text, room, later) == expected


@given(PLAIN_TEXT, ROOM, ROOM)
def test_plain_text_is_broken_as_any_other(text: str, room: int, later: int) -> None:
    any_way = [text[begin:end] for begin, end in layout._any_lines(text, room, later)]

    assert lines(text, room, later) == [line.rstrip(" ") for line in any_way]


@given(ANY_TEXT, ROOM, ROOM)
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, room: int, later: int) -> None:
    first, *others = lines(text, room, later)

    assert cells(first) <= room
    assert all(line and cells(line) <= later for line in others)
    assert re.sub(" ", "", "".join([first, *others])) == re.sub(" ", "", text)


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(("", BOLD, FAINT))), max_size=4), st.integers(24, 60))
def test_colour_changes_no_letter_and_no_line(runs: list[tuple[str, str]], width: int) -> None:
    def page(*, color: bool) -> str:
        made = Page(width, color=color, unicode=True)
        made.put(*(Run(*run) for run in runs), first="1. ", later="   ")
        return made.text()

    assert re.sub("\x1b\\[[0-9;]*m", "", page(color=True)) == page(color=False)
