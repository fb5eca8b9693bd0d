"""Reading YAML that was written to do harm: limits, and bombs that must end at once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from coaudit import errors, source
from coaudit.errors import SourceError
from coaudit.source import yaml_reader

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


@pytest.mark.usefixtures("loader")
def test_depth() -> None:
    most = yaml_reader.MAX_DEPTH - 1  # the file itself is the first level
    assert read(f"a: {'[' * most}{']' * most}\n").data
    assert problems(f"a: {'[' * (most + 1)}{']' * (most + 1)}\n") == [
        f"1:{4 + most}: This stands more than 32 levels deep."
    ]
    assert problems("\n".join(" " * n + f"k{n}:" for n in range(40))) == [
        "33:33: This stands more than 32 levels deep."
    ]


@pytest.mark.usefixtures("loader")
def test_number_of_values() -> None:
    most = yaml_reader.MAX_NODES
    assert len(read("a: [" + "b," * (most - 1) + "]\n").spans) == most + 1
    assert problems("a: [" + "b," * most + "]\n") == [f"1:{5 + 2 * most - 2}: This file holds more than 20,000 values."]
    assert problems("".join(f"k{n}:\n" for n in range(most + 1))) == [
        f"{most + 1}:8: This file holds more than 20,000 values."
    ]
    assert problems("a:\n  b: x\n" + "".join(f"k{n}: {{}}\n" for n in range(most)))[0].startswith(f"{most + 1}:")


@pytest.mark.usefixtures("loader")
def test_length_of_a_text() -> None:
    most = yaml_reader.MAX_SCALAR
    for text in ("{}", "'{}'"):
        assert read(f"a: {text.format('b' * most)}\n").data == {"a": "b" * most}
    for text in ("{}", "'{}'", "|\n  {}", '["{}"]'):
        assert problems(f"a: {text.format('b' * (most + 1))}\n")[0].endswith("more than 20,000 characters.")
    assert problems(f"? {'b' * (most + 1)}\n: c\n") == ["1:3: This text has more than 20,000 characters."]


def test_a_file_of_exactly_one_mebibyte_is_read_and_one_byte_more_is_not() -> None:
    largest = b"a: b\n" + b"#" * (1_048_576 - 5)
    assert source.parse(largest, "f").data == {"a": "b"}
    assert problems(largest + b"#") == ["1:1: This file is larger than 1 MiB (1,048,576 bytes)."]


ABSURD = {
    "an escape": 'a: "\\UFFFFFFFF"\n',
    "a directive": f"%YAML {'9' * 5000}.1\n---\na: b\n",
    "the other half of one": f"%YAML 1.{'9' * 5000}\n---\na: b\n",
}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ABSURD.values(), ids=ABSURD)
def test_absurd_numbers_of_the_parser_are_refused_in_words(text: str) -> None:
    """One parser lets Python's own errors through here, which say nothing of a place."""
    assert problems(text)[0].startswith("1:")


BOMBS = {
    "brackets": b"[" * 50_000,
    "braces": b"{" * 50_000,
    "brackets under a key": b"a: " + b"[" * 50_000,
    "dashes": b"- " * 50_000,
    "question marks": b"? " * 50_000,
    "keys": b"a: {" * 10_000,
    "indents": "".join(" " * n + "a:\n" for n in range(1000)).encode(),
    "commas": b"a: [" + b"b," * 400_000,
    "one text": b"a: " + b"b " * 500_000,
    "one quoted text": b'a: "' + b"b\n " * 300_000,
    "one long text": b"a: |\n" + b"  b\n" * 200_000,
    "keys of one letter": b"a:\n" * 300_000,
    "merge keys": b"a: &a {x: y}\n" + b"".join(
        b"%c: &%c\n  <<: [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % (n, n, *[n - 1] * 9)
        for n in range(98, 110)
    ),
    "aliases": b"a: &a [x, x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % (n, n, *[n - 1] * 9) for n in range(98, 110)
    ),
    "an alias of itself": b"a: &a [*a]\n",
    "two mebibytes": b"a: b\n" * 420_000,
    "zeros": b"\0" * 1_000_000,
    "escapes": b'a: "' + b"\\e" * 400_000 + b'"',
    "hidden marks": "\u202ea".encode() * 200_000,
    "bullets": "a: •\n".encode() + "  •\n".encode() * 100_000,
    "spaces": b" " * 1_000_000,
    "comments": b"#\n" * 500_000,
    "quotes": b"a: '" + b"'" * 999_999,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_at_once(name: str, tmp_path: Path) -> None:
    """In a process of its own: deep nesting has crashed the composer of the C parser outright."""
    file = tmp_path / "bomb.yaml"
    file.write_bytes(BOMBS[name])
    script = (
        "import pathlib, sys, time\n"
        "from coaudit import errors, source\n"
        "raw = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "start = time.perf_counter()\n"
        "try: source.parse(raw, 'bomb')\n"
        "except errors.SourceError as error: print(len(error.problems), time.perf_counter() - start)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    count, seconds = done.stdout.split()
    assert 1 <= int(count) <= errors.MAX_PROBLEMS + 1
    assert float(seconds) < 1


def test_the_parser_in_python_stops_bombs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
    for name in ("brackets", "brackets under a key", "merge keys", "aliases", "an alias of itself", "zeros"):
        start = time.perf_counter()
        assert problems(BOMBS[name])
        assert time.perf_counter() - start < 5
