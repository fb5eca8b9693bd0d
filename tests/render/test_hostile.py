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
from tests.render.reports import ONE, SEVERAL, with_texts

PIECES = (
    # terminals
    *(
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
        "\x9b2J",
        "\x00",
        "\x07",
        "\x08",
        "\x7f",
    ),
    # what turns, breaks or hides text, and half a character
    *("\u202egnol", "\u2066x\u2069", "\u200f", "\u061c", "\u2028", "\u2029", "\u0085", "\ufeff", "\u200b", "\ud800"),
    # the markup of a library for terminals
    *("[/x]", "[bold]", "[link=x]y[/link]", ":warning:"),
    # commands to build services, also in letters that look alike or hide a mark
    *("::error::x", "::stop-commands::x", " ::add-mask::x", "##[error]x", "##vso[task.setvariable]x", "#\u00ad#[x]"),
    *(":\u00ad:error::", "\uff1a\uff1aerror::", "\uff03\uff03[error]", "## x", "#", ":", "\n\n::error::"),
    # ordinary writing that is hard to lay out
    *("\n", "\r\n", "\t", "a " * 30, "x" * 120, "日本語" * 20, "e\u0301", "é", "£5", "👩\u200d👩\u200d👧", "", " "),
)

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4).map("".join)

ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
COMMAND = re.compile(r"##(?:vso)?\[", re.IGNORECASE)
SKIPPED = re.compile("[\u00ad\u034f\u200b-\u200f\ufe00-\ufe0f]")


def harmless(text: str) -> None:
    """Fail where a text acts on a terminal, or where a line of it is a command to a build service."""
    assert not ACTS.search(text)
    assert text.endswith("\n")
    for line in SKIPPED.sub("", text).split("\n"):
        assert not line.strip().startswith(("::", "##"))
        assert not COMMAND.search(line)


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 220), st.booleans(), st.booleans(), st.booleans())
def test_hostile_text_is_harmless_on_a_screen(
    given_texts: list[str], width: int, unicode: bool, details: bool, several: bool
) -> None:
    report = with_texts(SEVERAL if several else ONE, itertools.cycle(given_texts))
    text = terminal.render(report, width=width, color=False, unicode=unicode, details=details)
    harmless(text)
    assert unicode or text.isascii()
    # A backslash that stops a command is the one thing that may stand beyond the edge.
    widest = max(NARROWEST, min(width, 100))
    assert all(safe.cells(line) <= widest + line.count("\\") for line in text.split("\n"))


@given(st.lists(texts, min_size=1, max_size=6), st.booleans())
def test_hostile_text_is_harmless_in_plain_text(given_texts: list[str], unicode: bool) -> None:
    text = plain.render(with_texts(SEVERAL, itertools.cycle(given_texts)), unicode=unicode)
    harmless(text)
    assert unicode or text.isascii()
    assert all(re.match(r"[A-Z][^:]*", line) for line in text.split("\n") if line)


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=6))
def test_hostile_text_is_harmless_in_json(given_texts: list[str]) -> None:
    harmless(json_report.render(with_texts(SEVERAL, itertools.cycle(given_texts)), source=True))


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=6))
def test_in_colour_only_colours_are_escapes(given_texts: list[str]) -> None:
    report = with_texts(ONE, itertools.cycle(given_texts))
    colored = terminal.render(report, width=80, color=True, unicode=True, details=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert bare == terminal.render(report, width=80, color=False, unicode=True, details=True)
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
