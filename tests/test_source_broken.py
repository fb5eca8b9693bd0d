"""What is wrong in a file, in plain words: every broken file in cases/source, and a table of short ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from coaudit import errors, source
from coaudit.errors import SourceError
from coaudit.source import decoding, yaml_hints, yaml_reader

CASES = Path(__file__).parent / "cases" / "source"
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


def problems(raw: bytes | str) -> list[str]:
    """Return the problems of a file that must have some, as `line:column: message`."""
    with pytest.raises(SourceError) as caught:
        source.parse(raw.encode() if isinstance(raw, str) else raw, "f")
    assert caught.value.problems
    return [str(problem)[2:] for problem in caught.value.problems]


def told(error: SourceError) -> str:
    """Return all problems of a file as the files beside the broken ones hold them."""
    return "\n".join(
        f"{problem.line}:{problem.column}: {problem.message}\n{problem.excerpt()}\n{problem.hint}\n"
        for problem in error.problems
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.usefixtures("loader")
def test_a_broken_file_is_explained(path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        source.parse(path.read_bytes(), path.name)
    assert told(caught.value) == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_explanations_use_plain_words(path: Path) -> None:
    assert path.with_suffix(".yaml").exists()
    text = path.read_text("utf-8").lower()
    terms = ("mapping", "scalar", "token", "sequence", "node", "block", "indicator", "parse", "flow", "schema")
    for term in (*terms, "key-value"):
        assert term not in text


BROKEN = {
    "a: - b\n": "1:4: A list cannot begin on the same line",
    "a: [- b]\n": "1:5: A dash cannot begin an item between brackets",
    'a: ["b" c]\n': '1:9: Between the brackets, a comma is missing before "c]".',
    'a: ["b" - c]\n': "1:9: A dash cannot begin an item between brackets.",
    "a: b\n]\n": "2:1: ] closes a bracket that was never opened.",
    "a: [b, ?]\n": "1:8: A question mark stands between the brackets here.",
    "a: [?]\n": "1:5: A question mark stands between the brackets here.",
    ": b\n": "1:1: Nothing stands before this colon.",
    "  a: 1\nb: 2\n": "2:1: This line begins further to the left than the first line of the file.",
    "a: 1\n]\n...\n": "2:1: ] closes a bracket that was never opened.",
    "a: [b, c]: d\n": "1:10: This line has a second colon",
    "a:\n  b\n  c: d\n": "2:3: This line has no colon",
    "a: ]\n": '1:4: A text cannot begin with "]"',
    "a: [b,\n": "1:4: The bracket [ that begins here is never closed.",
    "a: {\n": "1:4: The bracket { that begins here is never closed.",
    "a: [b\n---\n": "1:4: The bracket [ that begins here is never closed.",
    'a: "b\n--- c"\n': '1:4: The quote " that begins here is never closed.',
    "t: 'abc\nb: 2\n": "1:4: The quote ' that begins here is never closed.",
    "a: * b\n": '1:4: A text cannot begin with "*"',
    "a: & b\n": '1:4: A text cannot begin with "&"',
    "a: ! b\n": '1:4: A text cannot begin with "!"',
    "a: !<b c\n": '1:4: A text cannot begin with "!"',
    "! a: b\n": '1:1: A text cannot begin with "!"',
    "&a a: b\n": '1:1: A text cannot begin with "&"',
    "*a : b\n": '1:1: A text cannot begin with "*"',
    "a: !b [c]\n": '1:4: A text cannot begin with "!"',
    "a:\n  - &b\n    c: d\n": '2:5: A text cannot begin with "&"',
    "%a: 1\n": "1:1: A line cannot begin with %.",
    "%YAML 2.0\n---\na: b\n": "1:1: A line cannot begin with %.",
    "%FOO\n---\na: b\n": "1:1: A line cannot begin with %.",
    "a: |\n  b\n c\n": "3:2: This line begins in column 2",
    "a: |0\n  b\n": '1:4: After "|" the text has to begin on the next line.',
    "a: |\n\t b\n": "2:1: A tab stands where only spaces may.",
    "people: >12\n": "1:9: A number cannot begin with >.",
    'a: "\\q"\n': "1:5: In double quotes a backslash has a meaning of its own",
    'a: "\\xzz"\n': "1:5: In double quotes a backslash has a meaning of its own",
    'a: "\\ud83d"\n': "1:5: \\ud83d stands for a character that cannot be shown (U+D83D).",
    'a: "\\UFFFFFFFF"\n': "1:5: In double quotes a backslash has a meaning of its own",
    "{a: b}: c\n": "1:1: A set of keys stands where a key must stand.",
    "a: {{ b }}\n": "1:5: The double braces {{ }} mark a place that is still to be filled in.",
    "a: {{b}}\n": "1:5: The double braces {{ }} mark a place that is still to be filled in.",
    "a: {{b: c}: d}\n": "1:5: The double braces {{ }} mark a place that is still to be filled in.",
    "a: {people: >30}\n": "1:13: A number cannot begin with >.",
    "a: b\n* c\n": '2:1: "*" does not begin an item of a list here.',
    "a: b\nc:\u00a0d\n": '2:2: The space after the colon of "c" looks like one and is not',
    "c:\u00a0d\n": '1:2: The space after the colon of "c" looks like one and is not',
    "a: b\nc\uff1ad\n": '2:2: The colon of "c" looks like one and is not',
    "a: ?\n": '1:4: A text cannot begin with "?"',
    "title = b\n": "1:1: This file is one text",
    "a: {b: c: d}\n": "1:9: A second colon stands between the brackets here.",
    "a: {b: c, d:? e, f: g}\n": "1:11: ",
    "a: !b [c\nd: e\n": '1:4: A text cannot begin with "!"',
    'a: {"": b}\n': "1:5: Nothing stands before this colon.",
    'a: ["b",\n  "c" d]\n': '2:7: Between the brackets, a comma is missing before "d]".',
    "a: {b: c,\n  d: e: f}\n": "2:7: A second colon stands between the brackets here.",
    "a: x\n\n  b: z\n": "3:3: This line begins further to the right than line 1",
    "a: b\n  \u00a0c: d\n": "2:3: This line begins with a character that looks like a space and is not one.",
    "a: b\n  \tc: d\n": "2:3: A tab stands where only spaces may.",
    "a:\n  - [b]\n   c: d\n": "3:4: This line begins in column 4",
    "%TAG e b\n---\na: b\n": "1:1: A line cannot begin with %.",
    "%TAG !e! \n---\na: b\n": "1:1: A line cannot begin with %.",
    "%TAG !e! <\n---\na: b\n": "1:1: A line cannot begin with %.",
    "--- a\n": "1:5: This file is one text",
    "--- |\n  a\n": "1:5: This file is one text",
    "---\n": "1:1: This file says nothing.",
    "": "1:1: This file says nothing.",
    "\ufeff": "1:1: This file says nothing.",
    "a:#b\n": "1:1: This file is one text",
    "k" * 1100 + ": v\n": "1:1101: This colon does not stand after a key.",
    "a: 1\n– b\n": '2:1: "–" does not begin an item of a list here.',
    "a:\n  - b: x\n  • c\n": '3:3: "•" does not begin an item of a list here.',
    "a:\n  - b: x\n  • c: d\n": '3:3: "•" does not begin an item of a list here.',
    "a: b\n\u00a0c: d\ne: f\n": "2:1: This line begins with a character that looks like a space and is not one.",
    "a: b\n  c • d\n  • e\n": '3:3: This line begins with "•", but it is read as part of the text of line 1.',
    "- b\na: 1\n": "1:1: This file is a list",
    "[a, b]\n": "1:1: This file is a list",
}


@pytest.mark.parametrize(("text", "start"), BROKEN.items(), ids=lambda value: repr(value)[:30])
@pytest.mark.usefixtures("loader")
def test_one_problem_where_one_thing_is_wrong(text: str, start: str) -> None:
    found = problems(text)
    assert found[0].startswith(start)
    assert len(found) == 1 or text.startswith("- b")


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without its C parser")
@pytest.mark.parametrize(
    ("text", "column"), [("a: {b:, c: d}\n", 6), ("a: {b c:{d: e}}\n", 8), ("a: [b, c:]\n", 9), ("a: {b: c, d:}\n", 12)]
)
def test_what_only_the_parser_in_c_refuses(text: str, column: int) -> None:
    (found,) = problems(text)
    assert found.startswith(f"1:{column}: There is no space after the colon of ")


def test_what_only_the_parser_in_python_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
    assert problems("a:\tb\n") == ["1:3: A tab stands where only spaces may."]
    assert problems("a: {b: c?}\n") == ["1:9: A question mark stands between the brackets here."]
    assert problems(f"%YAML 1.{'9' * 5000}\n---\na: b\n") == ["1:1: A line cannot begin with %."]


def test_an_unknown_complaint_is_translated() -> None:
    lines = ("a: b",)
    place = decoding.Place(1, 2)
    trouble = yaml_hints.explain("found a weird \x1b mapping token", "", lines, place, place, None)
    assert trouble.place == place
    assert trouble.message == "This cannot be read: found a weird <U+001B> set of `key: value` lines word."


def test_a_complaint_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader:
        def __init__(self, _: str) -> None:
            raise yaml.YAMLError("out of order")

    monkeypatch.setattr(yaml_reader, "LOADER", Loader)
    assert problems("a: b\n") == ["1:1: This cannot be read: out of order."]


def test_problems_are_capped_and_in_order() -> None:
    found = problems("a: 1\n" + "a: 2\n" * 80)
    assert len(found) == errors.MAX_PROBLEMS + 1
    assert found[0].startswith("2:1: ")
    assert found[-1] == f"51:1: Only the first {errors.MAX_PROBLEMS} problems are shown; there are more."
    assert len(problems("a: 1\n" + "a: 2\n" * 50)) == 50
    assert len(problems("a: 1\n" + "a: 2\n" * 50 + "[\n")) == 51
    assert len(problems("a: \x01 \x01\n" * 60)) == 51


@pytest.mark.parametrize(
    ("text", "place"), [("a: &x b\n", "1:4"), ("a: [b, &x c]\n", "1:8"), ("a: *x\n", "1:4"), ("a: !x b\n", "1:4")]
)
def test_a_sign_before_a_value_is_told_once_where_it_stands(text: str, place: str) -> None:
    (found,) = problems(text)
    assert found.startswith(f"{place}: A text cannot begin with")


def test_no_problem_points_below_the_end_of_a_file() -> None:
    found = problems("\n\n---\n%YAML 1.1\n  ")
    assert [each.partition(" ")[0] for each in found] == ["1:1:", "5:3:"]


def test_knock_on_complaints_are_left_out() -> None:
    assert len(problems("a: \x1b\n\x1b  b: c\n")) == 2
    assert len(problems("“a”: b\n  c: d\n")) == 1
    assert len(problems("- • x\nk:\n")) == 2
    assert len(problems("a: \x1b\n  b: c\n")) == 1


def test_a_key_that_stands_twice_is_told_with_the_line_of_the_first() -> None:
    assert problems("a: b\nc:\n  d: e\nc: f\n") == [
        '4:1: The key "c" stands here a second time; the first is in line 2.'
    ]


def test_a_refused_character_moves_no_problem_of_a_later_line() -> None:
    found = [each.partition(" ")[0] for each in problems('a: \x1b\nb: "c\\x01"\n')]
    assert found == ["1:4:", "2:6:"]


def test_a_key_that_is_nothing_is_told_however_it_is_written() -> None:
    assert problems("? \n: b\n") == ["1:2: Nothing stands before this colon."]


def test_a_problem_after_the_last_line_quotes_nothing() -> None:
    with pytest.raises(errors.SourceError) as caught:
        source.parse(b"---\n%YAML 1.1\n", "f")
    assert [(problem.line, problem.quoted) for problem in caught.value.problems] == [(1, "---"), (3, "")]
