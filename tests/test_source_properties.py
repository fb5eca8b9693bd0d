"""Reading YAML, whatever it is: properties that hold of every text and of all bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from coaudit import safe, source
from coaudit.errors import SourceError
from coaudit.source import Span, decoding, yaml_reader, yaml_words


def read(text: str) -> source.Document:
    return source.parse(text.encode(), "project.yaml")


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


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=12
).filter(lambda text: not re.search(decoding.REFUSED, text))
KEYS = WORDS.filter(lambda text: text not in ("", "<<") and not yaml_words.pasted_key(text))
DATA = st.recursive(
    st.one_of(WORDS, st.none(), st.text("ab: -#,[]{}'\"\\?&*!|>%@`\n\t", max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
FILES = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)
STYLES = st.sampled_from([None, True, False])
QUOTES = st.sampled_from([None, "'", '"', "|", ">"])


class Dumper(yaml.SafeDumper):
    """Writes None as nothing at all, and never an alias."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def dump(data: Any, flow: bool | None, quotes: str | None, width: int) -> str:
    # In ASCII, so that PyYAML breaks no line at a character that is none here. In braces it would write a bare
    # key for None, which is refused.
    return yaml.dump(data, Dumper=Dumper, default_flow_style=flow, default_style=quotes, width=width, sort_keys=False)


def paths(data: Any, path: source.Path = ()) -> Iterator[source.Path]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from paths(value, (*path, index))


def value_at(data: Any, path: source.Path) -> Any:
    for step in path:
        data = data[step]
    return data


def without_none(data: Any) -> Any:
    """What BaseLoader makes of it: an empty text for nothing."""
    if isinstance(data, dict):
        return {key: without_none(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_none(value) for value in data]
    return "" if data is None else data


def outcome(text: str | bytes, loader: Any) -> Any:
    """Return the data and spans of a text, or None where it is refused."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    before, yaml_reader.LOADER = yaml_reader.LOADER, loader
    try:
        document = source.parse(raw, "f")
    except SourceError as error:
        found = error.problems
    else:
        return document.data, dict(document.spans)
    finally:
        yaml_reader.LOADER = before
    assert found
    for problem in found:
        assert problem.line >= 1
        assert 1 <= problem.column <= len(problem.quoted) + 1
        assert problem.message == safe.visible(problem.message)
        assert problem.excerpt().count("\n") == 1
    return None


@given(FILES, STYLES, QUOTES, st.sampled_from([20, 80, 1000]))
def test_what_is_dumped_is_read(data: dict[str, Any], flow: bool | None, quotes: str | None, width: int) -> None:
    text = dump(data, flow, quotes, width)
    read_by_c = outcome(text, yaml_reader.LOADER)
    assert read_by_c == outcome(text, yaml.SafeLoader)
    if read_by_c is None:  # a bare key in braces, or an empty text with a tag
        assert flow is not False or quotes is not None
        return
    expected = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    assert without_none(read_by_c[0]) == expected
    assert set(read_by_c[1]) == set(paths(data))


@given(FILES, STYLES, st.sampled_from([None, "'", '"']), st.sampled_from([20, 80, 1000]))
def test_every_span_holds_its_text(data: dict[str, Any], flow: bool | None, quotes: str | None, width: int) -> None:
    try:
        document = read(dump(data, flow, quotes, width))
    except SourceError:
        return
    for path, (key, value) in document.spans.items():
        written = between(document, value)
        content = value_at(document.data, path)
        if isinstance(content, (str, type(None))):
            assert yaml.load(f"x: {written}\n", Loader=yaml.BaseLoader) == {"x": content or ""}  # noqa: S506
        if key is not None:
            assert yaml.load(between(document, key), Loader=yaml.BaseLoader) == path[-1]  # noqa: S506
            assert (key.end_line, key.end_column) <= (value.line, value.column)


@given(st.text())
@example("\ufeff\ufeff")
@example("\u0085")
@example("\x00")
def test_no_text_raises_anything_else(text: str) -> None:
    outcome(text, yaml_reader.LOADER)
    outcome(text, yaml.SafeLoader)


@given(st.text("ab \n\t:-#,[]{}'\"\\?&*!|>%@`<=.~0•–“” \u00a0\u2028xu9", max_size=40))
@example("a: |\n")
@example("a: |+\n\n\n")
@example("a: {b: }")
def test_parsers_agree_on_what_they_both_take(text: str) -> None:
    by_c, by_python = outcome(text, yaml_reader.LOADER), outcome(text, yaml.SafeLoader)
    if by_c is not None and by_python is not None:
        assert by_c[0] == by_python[0]
        # Where nothing stands, the one points just before what follows, the other just after what precedes.
        for path, spans in by_c[1].items():
            if value_at(by_c[0], path) and isinstance(value_at(by_c[0], path), str):
                assert spans == by_python[1][path]
    elif by_c is None:
        assert by_python is None or re.search(r":[,\[\]{}]", text)
    else:
        assert "\t" in text or "?" in text


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\0")
@example(b"\xff\xfe\x00\xd8")
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    outcome(raw, yaml_reader.LOADER)
    outcome(b"a: " + raw, yaml_reader.LOADER)
