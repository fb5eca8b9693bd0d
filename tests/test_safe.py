"""Text from strangers, made harmless; and problems, which show it."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coaudit import safe
from coaudit.errors import WINDOW, CoauditError, Problem, RubricError, SourceError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, 3 < 4 & \\n",
        "Ŵyth o bobl: Siân, Llŷr a’r tŷ",
        "naïve façade — “quoted” … £20 ½",
        "e\u0301 combining",
        "العربية עברית 日本語 हिन्दी",
        "می\u200cخواهم",  # Persian needs the joiner that keeps two letters apart
        "क्\u200dष",
        "👩\u200d👩\u200d👧\u200d👦 ❤\ufe0f 👍🏽",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru",
        "soft\u00adhyphen",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert safe.visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("a\nb\tc\rd", "a<U+000A>b<U+0009>c<U+000D>d"),
        ("\0\x07\x08\x7f", "<U+0000><U+0007><U+0008><U+007F>"),
        ("\x85\x9b31m", "<U+0085><U+009B>31m"),
        ("a\u202eb\u2066c\u200fd\u061c", "a<U+202E>b<U+2066>c<U+200F>d<U+061C>"),
        ("a\u200bb\u2060c\ufeffd\u180e", "a<U+200B>b<U+2060>c<U+FEFF>d<U+180E>"),
        ("a\u200db", "a<U+200D>b"),
        ("é\u200db", "é<U+200D>b"),
        ("a\u200cé", "a<U+200C>é"),
        ("\u200c", "<U+200C>"),
        ("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
        ("\ud83d", "<U+D83D>"),
        ("\ufffe", "<U+FFFE>"),
        ("a\U000e0068\U000e0069", "a<U+E0068><U+E0069>"),
        ("🏴\U000e0068 no end", "🏴<U+E0068> no end"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert safe.visible(text) == shown


def test_lines_may_stay_lines() -> None:
    assert safe.visible("a\n\tb\r\n\x1b", lines=True) == "a\n\tb<U+000D>\n<U+001B>"
    assert safe.visible("a\r\n", lines=True) == "a<U+000D>\n"


@given(st.text())
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = safe.visible(text)
    assert safe.visible(shown) == shown
    assert len(shown.splitlines()) <= 1
    shown.encode()
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"
        )  # fmt: skip
    assert safe.visible(text, lines=True).replace("\n", "<U+000A>").replace("\t", "<U+0009>") == shown


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("::error::no", ":\\:error::no"),
        ("  \t::stop-commands::x", "  \t:\\:stop-commands::x"),
        ("\u00a0\u3000::error::no", "\u00a0\u3000:\\:error::no"),
        ("##vso[task.setvariable variable=x]y", "#\\#vso[task.setvariable variable=x]y"),
        ("a ##VSO[task.x]y", "a #\\#VSO[task.x]y"),
        ("##[error]no", "#\\#[error]no"),
        ("a ##[add-mask]b ##[c]", "a #\\#[add-mask]b #\\#[c]"),
        ("a\n::error::b\r::warning::c", "a\n:\\:error::b\r:\\:warning::c"),
        ("a\u2028::error::b", "a\u2028:\\:error::b"),
        ("\u00ad:\u00ad:error::b", "\u00ad:\\\u00ad:error::b"),
        ("#\u00ad#v\u00ads\u00ado[x]", "#\\\u00ad#v\u00ads\u00ado[x]"),
        (":::", ":\\::"),
        ("###[x]", "##\\#[x]"),
    ],
)
def test_commands_to_build_services_are_disarmed(text: str, harmless: str) -> None:
    assert safe.line_start(text) == harmless


@pytest.mark.parametrize("text", ["", "a::b", "std::error::x", "# A", "## B", "#[x]", "##vs[x]", ": :", "a: b\n- c: d"])
def test_other_text_is_no_command(text: str) -> None:
    assert safe.line_start(text) == text


@given(st.text(" \t\n\r\u00a0\u00ad\u200b\x1c\x85\u2028:#vVsSoO[]a", max_size=30))
@example("\n\n::")
def test_no_command_is_left(text: str) -> None:
    """What the runners look for, said as simply as can be: trimmed lines, and any place in a line."""
    harmless = safe.line_start(text)
    bare = harmless.replace("\u00ad", "").replace("\u200b", "")
    for line in bare.splitlines():
        assert not line.strip().startswith("::")
    assert "##[" not in bare
    assert "##vso[" not in bare.lower()
    assert safe.line_start(harmless) == harmless
    assert harmless.replace("\\", "") == text


def test_quote_and_cut() -> None:
    assert safe.quote("a\x1b") == '"a<U+001B>"'
    assert safe.quote("x" * 80) == '"' + "x" * 57 + '..."'
    assert safe.cut("a bcdef", 5) == "a..."
    assert safe.cut("abcde", 5) == "abcde"


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("東京", 4), ("ｱ", 1), ("Ａ", 2), ("👍", 2), ("a\u200d", 1)],
)
def test_cells(text: str, cells: int) -> None:
    assert safe.cells(text) == cells


# ---- Problems ---------------------------------------------------------------------------------------------


def test_a_problem_is_safe_to_print() -> None:
    problem = Problem("a\x1b.yaml", 3, 5, "No \x1b[2J here", "Write\nthis", "a: \x1b[31m b")
    assert problem.message == "No <U+001B>[2J here"
    assert problem.hint == "Write<U+000A>this"
    assert problem.quoted == "a: \x1b[31m b"
    assert str(problem) == "a<U+001B>.yaml:3:5: No <U+001B>[2J here"
    assert problem.excerpt() == "3 | a: <U+001B>[31m b\n  |            ^"


@pytest.mark.parametrize(
    ("line", "column", "above"),
    [
        ("level: team", 8, "level: "),
        ("level: team", 1, ""),
        ("level: team", 12, "level: team"),
        ("\tlevel: team", 2, " "),
        ("a:\t\tb", 5, "a:  "),
        ("東京: 改善", 5, "東京: "),
        ("e\u0301: x", 5, "e\u0301: "),
        ("a\u202eb", 3, "a<U+202E>"),
        ("", 1, ""),
    ],
)
def test_the_caret_is_under_its_column(line: str, column: int, above: str) -> None:
    first, second = Problem("f", 12, column, "m", "", line).excerpt().split("\n")
    assert first.startswith(f"12 | {above}".rstrip())
    assert second == "   | " + " " * safe.cells(above) + "^"


@pytest.mark.parametrize("column", [1, 2, 50, 60, 61, 62, 150, 250, 299, 300, 301])
def test_a_long_line_is_cut_to_a_window(column: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(300))
    first, second = Problem("f", 1, column, "m", "", line).excerpt().split("\n")
    assert len(first) <= len("1 | ") + WINDOW + 6
    at = second.index("^")
    if column <= 300:
        assert first[at] == line[column - 1]
        assert first[at:].rstrip(".")[:5] == line[column - 1 : column + 4][:5]
    else:
        assert at == len(first)
    assert first.startswith("1 | ...") == (column > 61)
    assert first.endswith("...") == (column < 261)


@given(st.text(max_size=300), st.integers(1, 320))
def test_an_excerpt_is_always_two_safe_lines(line: str, column: int) -> None:
    excerpt = Problem("f", 7, column, "m", "", line).excerpt()
    first, second = excerpt.split("\n")
    assert safe.visible(first) == first
    assert safe.line_start(excerpt).count("\n") == 1
    assert first.startswith("7 |")
    assert second.startswith("  | ")
    assert second.endswith("^")


def test_errors_carry_their_problems() -> None:
    found = (Problem("f", 1, 2, "One."), Problem("f", 3, 4, "Two."))
    for kind in (SourceError, RubricError):
        error = kind(found)
        assert isinstance(error, CoauditError)
        assert error.problems == found
        assert str(error) == "f:1:2: One.\nf:3:4: Two."


def test_whatever_acts_instead_of_showing_is_not_printable_to_python_either() -> None:
    """Text that is printable throughout is passed on unread, which is nearly all text."""
    every = map(chr, range(sys.maxunicode + 1))
    acting = [character for character in every if safe._hidden(lines=False).search(f"a{character}a")]

    assert len(acting) > 2_000
    assert not any(character.isprintable() for character in acting)
