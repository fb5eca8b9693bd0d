"""Reading YAML: bytes, data, places and limits."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from coaudit import source
from coaudit.errors import SourceError
from coaudit.source import Span, decoding, yaml_reader

LOADERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    pytest.param(
        getattr(yaml, "CSafeLoader", None),
        id="c",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without its C parser"),
    ),
]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each parser in turn."""
    monkeypatch.setattr(yaml_reader, "LOADER", request.param)
    return request.param


def read(text: str) -> source.Document:
    return source.parse(text.encode(), "project.yaml")


def problems(raw: bytes | str) -> list[str]:
    """Return the problems of a file that must have some, as `line:column: message`."""
    with pytest.raises(SourceError) as caught:
        source.parse(raw.encode() if isinstance(raw, str) else raw, "f")
    assert caught.value.problems
    return [str(problem)[2:] for problem in caught.value.problems]


def between(document: source.Document, span: Span) -> str:
    """Return the text of a span, lines joined by line feeds."""
    assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
    if span.line == span.end_line:
        assert span.end_column <= len(document.lines[span.line - 1]) + 1
        return document.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    lines = list(document.lines[span.line - 1 : span.end_line])
    assert span.end_column <= len(lines[-1]) + 1
    lines[0], lines[-1] = lines[0][span.column - 1 :], lines[-1][: span.end_column - 1]
    return "\n".join(lines)


TEXT = "title: Y Cynllun â’r bobl 🏴󠁧󠁢󠁷󠁬󠁳󠁿\nlevel: team\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        b"\xff\xfe" + TEXT.replace("\n", "\r\n").encode("utf-16-le"),
        TEXT.rstrip("\n").encode(),
    ],
)
@pytest.mark.usefixtures("loader")
def test_encodings_that_are_read(raw: bytes) -> None:
    document = source.parse(raw, "f")
    assert document.data == {"title": "Y Cynllun â’r bobl 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "level": "team"}
    assert document.lines == ("title: Y Cynllun â’r bobl 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "level: team")
    assert document.locate(("level",)) == Span(2, 8, 2, 12)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (
            "a: b\nc: d’s\n".encode("cp1252"),
            "2:5: The byte 92 (perhaps meant as ’) is not UTF-8: the file is saved in an older encoding.",
        ),
        (
            "a: b\r\nc: é\r\n".encode("cp1252"),
            "2:4: The byte E9 (perhaps meant as é) is not UTF-8: the file is saved in an older encoding.",
        ),
        (
            "a: b\rc: d’s\r".encode("cp1252"),
            "2:5: The byte 92 (perhaps meant as ’) is not UTF-8: the file is saved in an older encoding.",
        ),
        (b"a: \x81\n", "1:4: The byte 81 is not UTF-8: the file is saved in an older encoding."),
        (
            b"a: \xed\xa0\x80\n",
            "1:4: The byte ED (perhaps meant as í) is not UTF-8: the file is saved in an older encoding.",
        ),
        (TEXT.encode("utf-16-le"), "1:1: This file is saved as UTF-16, without the mark at its start that says so."),
        (
            ("a: b\n" * 40 + f"c: {'民生' * 20}\n" * 20).encode("utf-16-le"),
            "1:1: This file is saved as UTF-16, without the mark at its start that says so.",
        ),
        (TEXT.encode("utf-16-be"), "1:1: This file is saved as UTF-16, without the mark at its start that says so."),
        (TEXT.encode("utf-32"), "1:1: This file is saved as UTF-32."),
        (b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"), "1:1: This file is saved as UTF-32."),
        (TEXT.encode("utf-32-le"), "1:1: This file is saved as UTF-32."),
        (
            b"\xff\xfe" + "a: b\nc: d".encode("utf-16-le") + b"x",
            "2:5: Here stands half a character: the file is damaged.",
        ),
        (
            b"\xff\xfe" + "a: ".encode("utf-16-le") + b"\x00\xd8",
            "1:4: Here stands half a character: the file is damaged.",
        ),
        (
            b"PK\x03\x04 a docx",
            "1:1: This is a Word, Excel or LibreOffice file (or another packed file), not plain text.",
        ),
        (b"%PDF-1.7", "1:1: This is a PDF, not plain text."),
        (b"{\\rtf1 x}", "1:1: This is a rich text file, not plain text."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "1:1: This is an old Word or Excel file, not plain text."),
        (b"a: " + b"b" * decoding.MAX_BYTES, "1:1: This file is larger than 1 MiB (1,048,576 bytes)."),
        (b"a: b\0c\n", "1:5: Here stands a character that no text holds (U+0000)."),
        (b"a: " + b"\0" * 3 + b"b" * 90, "1:4: Here stands a character that no text holds (U+0000)."),
    ],
)
def test_bytes_that_are_refused(raw: bytes, found: str) -> None:
    assert problems(raw) == [found]


@pytest.mark.parametrize(
    "raw",
    [
        b"a\0" * 120 + b"a" * 160,
        b"a: " + b"\0" * 40 + b"b" * 37,
        b"a: " + b"\0" * 60 + b"b" * 37,
    ],
    ids=["three in ten", "four in eight, side by side", "six in ten"],
)
def test_a_text_with_zeros_among_its_letters_is_in_no_wide_encoding(raw: bytes) -> None:
    assert problems(raw)[0].endswith("Here stands a character that no text holds (U+0000).")


@pytest.mark.parametrize(
    ("character", "message", "hint"),
    [
        (
            "\0",
            "a character that no text holds (U+0000).",
            "The file may be damaged, or saved in another encoding. Save",
        ),
        ("\x0b", "a hidden line break (U+000B) that most editors do not count as one.", "Delete it (it may look"),
        ("\u202e", "a hidden mark (U+202E) that can turn the order in which letters are shown.", "Delete it; it may"),
        ("\ufeff", "a hidden mark (U+FEFF) that belongs only at the very start of a file.", "Delete it; it looks"),
        ("\x1b", "a character that cannot be printed (U+001B).", "Delete it; it may look like a box or like nothing."),
    ],
)
def test_what_to_do_about_a_character_that_is_refused(character: str, message: str, hint: str) -> None:
    said, what = decoding.explain(character)
    assert said == f"Here stands {message}"
    assert what.startswith(hint)
    assert what.endswith(".")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_wrong_byte_is_quoted_with_its_line(end: str) -> None:
    with pytest.raises(SourceError) as caught:
        source.parse(f"a: b{end}c: the café’s garden{end}d: e{end}".encode("cp1252"), "f")
    problem = caught.value.problems[0]
    assert problem.excerpt() == "2 | c: the café’s garden\n  |           ^"
    assert "Notepad" in problem.hint
    assert "Word" in problem.hint


REFUSED = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\ufffe\uffff",
]


@pytest.mark.parametrize("character", REFUSED, ids=lambda character: f"{ord(character):04X}")
@pytest.mark.usefixtures("loader")
def test_characters_that_are_refused_however_written(character: str) -> None:
    mark = f"(U+{ord(character):04X})"
    for raw in (f"a: b\nc: d{character}e\nf: g\n", f"a: b\nc: '{character}e'\nf: g\n", f"\nc: d{character}e"):
        (found,) = problems(raw)
        assert found.startswith("2:5: Here stands a ")
        assert mark in found
    (found,) = problems(f"c: d{character}e")
    assert found.startswith("1:5: Here stands a ")
    (found,) = problems(f'a: b\nc: ["d", "\\n\\u{ord(character):04x}\\t"]\n')
    assert found.startswith(f"2:13: \\u{ord(character):04x} stands for a character that cannot be shown {mark}")
    (found,) = problems(f"a: b\n\"c\\U{ord(character):08X}\": d\n'e\\x01': f\n")
    assert found.startswith("2:3: \\U")


@pytest.mark.usefixtures("loader")
def test_short_escapes_are_refused_too() -> None:
    for letter in "0abvfeNLP":
        assert problems(f'a: "\\{letter}"\n')[0].startswith(f"1:5: \\{letter} stands for")
    assert read('a: "\\_\\t\\n\\"\\\\\\/\\x41 \\u00e9"\n').data == {"a": '\xa0\t\n"\\/A é'}


@pytest.mark.parametrize(("text", "column"), [("\x1ba: b\n", 1), ("a\x1b: b\n", 2)])
def test_a_refused_character_at_the_very_start_is_told(text: str, column: int) -> None:
    assert problems(text) == [f"1:{column}: Here stands a character that cannot be printed (U+001B)."]


def test_runs_of_refused_characters_are_told_once() -> None:
    assert len(problems("a: \x1b\x1b\x1b b \x1b\n")) == 2


WHOLE = """\
# A comment
title: Redesigning the pathway   # and another
claim:
groups:
  experts: {side: lived-experience, people: "6"}
  staff:
    side: professional

    # they joined late
    from: 2026-10

payment: paid
times: [12:30, 010, 1.10, yes, ~, '', "", 2026-02-30]
summary: |
  We met
    and talked.

purpose: >-
  One
  two

nothing: |

contact:
- what: Design group
  every: 3 weeks
-
- - inner
  - a text
    over two lines
empty: {a: {}, b: []}
folded: "one
  two"
'quoted key': x
last:
"""


@pytest.mark.usefixtures("loader")
def test_data_are_the_words_as_written() -> None:
    assert read(WHOLE).data == {
        "title": "Redesigning the pathway",
        "claim": None,
        "groups": {
            "experts": {"side": "lived-experience", "people": "6"},
            "staff": {"side": "professional", "from": "2026-10"},
        },
        "payment": "paid",
        "times": ["12:30", "010", "1.10", "yes", "~", "", "", "2026-02-30"],
        "summary": "We met\n  and talked.\n",
        "purpose": "One two",
        "nothing": "",
        "contact": [
            {"what": "Design group", "every": "3 weeks"},
            None,
            ["inner", "a text over two lines"],
        ],
        "empty": {"a": {}, "b": []},
        "folded": "one two",
        "quoted key": "x",
        "last": None,
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("title",), "Redesigning the pathway"),
        (("claim",), ""),
        (("groups", "experts"), '{side: lived-experience, people: "6"}'),
        (("groups", "experts", "people"), '"6"'),
        (("groups", "staff"), "side: professional\n\n    # they joined late\n    from: 2026-10"),
        (("times", 7), "2026-02-30"),
        (("times", 5), "''"),
        (("summary",), "|\n  We met\n    and talked."),
        (("purpose",), ">-\n  One\n  two"),
        (("nothing",), "|"),
        (("contact", 0), "what: Design group\n  every: 3 weeks"),
        (("contact", 1), ""),
        (("contact", 2), "- inner\n  - a text\n    over two lines"),
        (("contact", 2, 1), "a text\n    over two lines"),
        (("empty",), "{a: {}, b: []}"),
        (("folded",), '"one\n  two"'),
        (("quoted key",), "x"),
        ((), WHOLE.split("\n", 1)[1].rstrip("\n")),
    ],
    ids=str,
)
@pytest.mark.usefixtures("loader")
def test_a_span_holds_what_it_should(path: source.Path, text: str) -> None:
    document = read(WHOLE)
    assert between(document, document.locate(path)) == text


@pytest.mark.usefixtures("loader")
def test_a_key_has_a_span_of_its_own() -> None:
    document = read(WHOLE)
    assert document.locate(("groups", "staff", "from"), key=True) == Span(10, 5, 10, 9)
    assert between(document, document.locate(("quoted key",), key=True)) == "'quoted key'"
    assert document.locate((), key=True) == document.locate(())
    assert document.locate(("contact", 0), key=True) == document.locate(("contact", 0))
    assert document.locate(("claim",)) == Span(3, 7, 3, 7)


@pytest.mark.parametrize(
    ("path", "ancestor"),
    [
        (("groups", "nobody"), ("groups",)),
        (("groups", "nobody", "side"), ("groups",)),
        (("groups", 0), ("groups",)),
        (("title", "is"), ("title",)),
        (("claim", "is"), ("claim",)),
        (("contact", 3), ("contact",)),
        (("contact", 9, "what"), ("contact",)),
        (("contact", -1), ("contact",)),
        (("contact", "0"), ("contact",)),
        (("contact", True), ("contact",)),
        (("nobody",), ()),
    ],
    ids=str,
)
def test_what_is_not_written_is_at_its_nearest_ancestor(path: source.Path, ancestor: source.Path) -> None:
    document = read(WHOLE)
    assert document.locate(path) == document.locate(ancestor)
    assert document.locate(path, key=True) == document.locate(ancestor, key=True)
    assert path not in document.spans
    assert ancestor in document.spans


@pytest.mark.parametrize("text", ["? title", "? title\n"])
@pytest.mark.usefixtures("loader")
def test_nothing_at_all_after_the_last_line_is_shown_at_the_end_of_that_line(text: str) -> None:
    assert read(text).locate(("title",)) == Span(1, 8, 1, 8)
    assert read(text).locate(()) == Span(1, 1, 1, 8)
    assert read(f"longer: text\n{text}").locate(("title",)) == Span(2, 8, 2, 8)


@pytest.mark.usefixtures("loader")
def test_nothing_at_all_before_another_key_is_shown_where_that_begins() -> None:
    assert read("? title\nlevel: team\n").locate(("title",)) == Span(2, 1, 2, 1)


@pytest.mark.parametrize("after", ["c: d\n", "\nc: d\n", "\n\nc: d\n", ""])
@pytest.mark.usefixtures("loader")
def test_a_text_below_its_key_ends_with_its_last_line(after: str) -> None:
    assert read(f"a: |\n  b\n{after}").locate(("a",)) == Span(1, 4, 2, 4)


def test_spans_hold_every_path() -> None:
    document = read(WHOLE)
    small = read("a: {b: c}\nd: [e, {f: }]\n").spans
    assert list(small) == [(), ("a",), ("a", "b"), ("d",), ("d", 0), ("d", 1), ("d", 1, "f")]
    assert len(small) == 7
    key, value = document.spans["groups", "staff", "side"]
    assert key is not None
    assert between(document, key) == "side"
    assert between(document, value) == "professional"
    assert document.spans["contact", 0][0] is None
    with pytest.raises(KeyError):
        document.spans["groups", "nobody"]


def test_a_problem_points_to_its_place() -> None:
    document = read(WHOLE)
    problem = document.problem(("payment",), "No \x1b[31m", "Write `none`.")
    assert (problem.name, problem.line, problem.column) == ("project.yaml", 12, 10)
    assert problem.message == "No <U+001B>[31m"
    assert problem.excerpt() == "12 | payment: paid\n   |          ^"
    assert document.problem(("payment",), "No", key=True).column == 1
    assert document.problem(("last",), "No").column == 6


def test_a_document_is_frozen() -> None:
    document = read("a: b\n")
    with pytest.raises(AttributeError):
        document.name = "other"  # type: ignore[misc]


@pytest.mark.usefixtures("loader")
def test_what_is_odd_and_still_allowed() -> None:
    assert read("---\na: b\n...\n").data == {"a": "b"}
    assert read("? a\n: b\n").data == {"a": "b"}
    assert read("? a\nb: c\n? d").data == {"a": None, "b": "c", "d": None}
    assert read("a: [b: c, d]\n").data == {"a": [{"b": "c"}, "d"]}
    assert read("'<<': b\n").data == {"<<": "b"}
    assert read("a: “b” – c • d\n").data == {"a": "“b” – c • d"}
    assert read("a: |\n  • b\n  - c\n  “d: e”\nf: x - y\ng: x\n  – y\nh: '– x'\n").data == {
        "a": "• b\n- c\n“d: e”\n",
        "f": "x - y",
        "g": "x – y",
        "h": "– x",
    }  # fmt: skip
    assert read('a: |\n  • b\n"• c": d\n').data == {"a": "• b\n", "• c": "d"}
    assert read("a: yes\n  !- no\n").data == {"a": "yes !- no"}
    assert read("a: https://example.org/\n").data == {"a": "https://example.org/"}
