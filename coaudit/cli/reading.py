"""Reading the bytes of a file that a stranger may have put there: never much, and never waiting for it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from coaudit.cli.output import is_terminal, tell
from coaudit.errors import Problem
from coaudit.source.decoding import MAX_BYTES

PEEK = 4096
"""The bytes at the start of a file in which `coaudit:` is looked for first: it seldom stands further down."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # Windows: no translation of line ends
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe that nobody writes to would otherwise wait for ever
)


class CannotReadError(Exception):
    """A name that leads to nothing that can be read, with the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read(path: Path, name: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file: all of them, or just more than is allowed, which the parser then refuses.

    Raises CannotReadError where it is no ordinary file or cannot be opened.
    """
    return _bytes(path, name, most + 1)


def peek(path: Path) -> Iterator[str]:
    """The first few kilobytes as text, with line ends as they are on Unix; then, if asked, all that may be read.

    Raises CannotReadError.
    """
    raw = _bytes(path, path.as_posix(), PEEK)
    yield _as_text(raw)
    if len(raw) == PEEK:
        yield _as_text(_bytes(path, path.as_posix(), MAX_BYTES))


def _as_text(raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = raw.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_stdin(name: str) -> bytes:
    """The bytes of standard input, or just more than is allowed. Raises CannotReadError where it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        raise CannotReadError(Problem(name, 1, 1, "Standard input is closed.", "Name a file instead of -."))
    if is_terminal(sys.stdin):
        end = "Ctrl-Z and then Enter" if os.name == "nt" else "Ctrl-D"
        tell(f"Reading a description from the keyboard. It ends with {end} on a line of its own.")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotReadError(Problem(name, 1, 1, f"This cannot be read: {error.strerror or error}.")) from None


def _bytes(path: Path, name: str, limit: int) -> bytes:
    try:
        # Asked before opening, since opening a device may do something; and again of what was opened.
        _refuse_unless_regular(path.stat().st_mode, name)
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            _refuse_unless_regular(os.fstat(descriptor).st_mode, name)
            return file.read(limit)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotReadError(
            Problem(name, 1, 1, f"This file cannot be read: {why}.", "Check that it is there and that you may read it.")
        ) from None


def _refuse_unless_regular(mode: int, name: str) -> None:
    if stat.S_ISREG(mode):
        return
    kind = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "not an ordinary file"
    message = f"This is {kind}." if kind.startswith("not") else f"This is {kind}, not a file."
    raise CannotReadError(
        Problem(name, 1, 1, message, "To read what another program writes, send it to standard input and name it -.")
    )
