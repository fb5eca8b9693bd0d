"""Whatever strangers write: no text format lets it act on a terminal or on the machine that reads a log."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaudit import safe
from coaudit.render import FORMATS, Look, json_report, plain, terminal
from coaudit.render.layout import NARROWEST, in_ascii
from coaudit.report import Report
from tests.render.harmless import PIECES, harmless
from tests.render.reports import ONE, PASTS, SEVERAL, with_texts

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4).map("".join)
reports = st.sampled_from([ONE, SEVERAL, PASTS])


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 220), st.booleans(), st.booleans(), reports)
def test_hostile_text_is_harmless_on_a_screen(
    given_texts: list[str], width: int, unicode: bool, details: bool, given_report: Report
) -> None:
    report = with_texts(given_report, itertools.cycle(given_texts))
    text = terminal.render(report, Look(width, False, unicode, details))
    harmless(text)
    assert unicode or text.isascii()
    # A backslash that stops a command is the one thing that may stand beyond the edge.
    widest = max(NARROWEST, min(width, 100))
    assert all(safe.cells(line) <= widest + line.count("\\") for line in text.split("\n"))


@given(st.lists(texts, min_size=1, max_size=6), st.booleans(), reports)
def test_hostile_text_is_harmless_in_plain_text(given_texts: list[str], unicode: bool, given_report: Report) -> None:
    text = plain.render(with_texts(given_report, itertools.cycle(given_texts)), Look(unicode=unicode))
    harmless(text)
    assert unicode or text.isascii()
    assert all(re.match(r"[A-Z][^:]*", line) for line in text.split("\n") if line)


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=6), reports)
def test_hostile_text_is_harmless_in_json(given_texts: list[str], given_report: Report) -> None:
    harmless(json_report.render(with_texts(given_report, itertools.cycle(given_texts)), Look(source=True)))


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=6))
def test_in_colour_only_colours_are_escapes(given_texts: list[str]) -> None:
    report = with_texts(ONE, itertools.cycle(given_texts))
    colored = terminal.render(report, Look(80, True, True, True))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert bare == terminal.render(report, Look(80, False, True, True))
    assert all(re.fullmatch(r"(?:[^\x1b]|\x1b\[[1-9;]+m[^\x1b]*\x1b\[0m)*", line) for line in colored.split("\n"))


@given(st.text())
def test_ascii_is_ascii(text: str) -> None:
    assert in_ascii(text).isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café Łódź", "Cafe Lodz"),
        ("“Ŵ” – naïve…", '"W" - naive...'),
        ("£27.50", "GBP 27.50"),
        ("日", "<U+65E5>"),
        ("👍", "<U+1F44D>"),
    ],
)
def test_a_screen_with_few_letters_shows_the_nearest(text: str, shown: str) -> None:
    assert in_ascii(unicodedata.normalize("NFC", text)) == shown
    assert in_ascii(unicodedata.normalize("NFD", text)) == shown


@pytest.mark.parametrize("name", ["text", "plain"])
@pytest.mark.parametrize("details", [False, True])
def test_an_old_windows_screen_can_show_it(name: str, details: bool) -> None:
    FORMATS[name].render(SEVERAL, Look(unicode=False, details=details)).encode("cp1252")
