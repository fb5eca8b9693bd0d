"""What leaves the program: text for people, bytes for machines, and files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from coaudit.safe import BIDI, CONTROL, SEPARATORS, line_start, visible

SYMBOLS = "█░─│└→✓✗•…–▁▄▇"
"""Where a screen can show these, a report may use them. The words carry the meaning either way."""

CLOSED = (errno.EPIPE, errno.EINVAL, errno.EBADF)
"""How systems say that nobody is at the other end of a stream; EINVAL is how Windows does."""

_BREAKS = re.compile(f"[\r{CONTROL}{SEPARATORS}{BIDI}]")
"""What breaks lines or acts on them, wherever they are shown."""

NARROWEST, WIDEST, USUAL = 20, 100, 80
"""Columns. A line of more than a hundred characters is hard to read, however wide the window."""


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Screen(NamedTuple):
    """What the place that a report goes to can show."""

    width: int
    color: bool
    unicode: bool


FILE = Screen(WIDEST, color=False, unicode=True)
"""What a text file can show. Files are always written as UTF-8."""


def screen(color: Color) -> Screen:
    """What standard output can show, where the user asked for colour *always*, *never* or as it fits."""
    return Screen(width(), _color(color), _can_show(sys.stdout, SYMBOLS))


def width() -> int:
    """The columns to write for: those of the window, or of COLUMNS, within what is readable."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((USUAL, 24)).columns))


def _color(asked: Color) -> bool:
    if asked is not Color.AUTO:
        return asked is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb" and _draws_escapes()


def _draws_escapes() -> bool:
    # An old Windows console prints the codes for colour as letters. Those that can draw them say who they are.
    return os.name != "nt" or any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM"))


def _can_show(stream: TextIO | None, symbols: str) -> bool:
    try:
        symbols.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end of a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False


def is_shared_screen() -> bool:
    """Whether somebody sees standard output and standard error on one screen."""
    return is_terminal(sys.stdout) and is_terminal(sys.stderr)


def stdout() -> TextIO | None:
    """Standard output, or None where it is closed."""
    return sys.stdout


def say(text: str) -> None:
    """Print plain text for people on standard output, made harmless."""
    write(_harmless(text) + "\n")


def say_name(name: str) -> None:
    """Print the name of a file on a line of standard output: for people made visible, for a program as it is.

    A build service reads what programs print, too. So a name that breaks lines, or that is a command to such a service,
    is changed there as well.
    """
    if is_terminal(sys.stdout):
        say(visible(name))
        return
    text = visible(name, lines=True) if _BREAKS.search(name) else name
    text = text.replace("\n", "<U+000A>")
    if line_start(text) != text:
        text = f"./{text}" if line_start(f"./{text}") == f"./{text}" else line_start(text)
    write_bytes(os.fsencode(text) + os.linesep.encode())


def tell(text: str) -> None:
    """Print plain text for people on standard error, made harmless. Where that is closed, nobody is listening."""
    with contextlib.suppress(AttributeError, ValueError, OSError):
        sys.stderr.write(_harmless(text) + "\n")
        sys.stderr.flush()


def _harmless(text: str) -> str:
    return line_start(visible(text, lines=True))


def write(text: str) -> None:
    """Write text to standard output as it is: a report that its renderer has made safe."""
    with _reaching_stdout():
        sys.stdout.write(text)
        sys.stdout.flush()


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, without the line ends or encoding of the place."""
    with _reaching_stdout():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def pasted(name: str) -> str:
    """The name of a file as it stands in a command that can be pasted, on any system."""
    name = visible(name)
    name = f"./{name}" if name.startswith("-") else name
    if re.search(r"[^\w./\\:~@%+=,-]", name) is None:
        return name
    return shlex.quote(name) if re.search(r'["$`!\\]', name) else f'"{name}"'


class CannotWriteError(Exception):
    """A file, or standard output, cannot be written; the text says why."""


@contextlib.contextmanager
def _reaching_stdout() -> Iterator[None]:
    """Go on where standard output is closed: that its reader has gone changes nothing about a project.

    Raises CannotWriteError where it is there and cannot be written, as on a full disk.
    """
    try:
        yield
    except (AttributeError, ValueError):  # it is None, or was closed: nobody is listening
        return
    except OSError as error:
        let_go()
        if error.errno not in CLOSED:
            raise CannotWriteError(f"standard output cannot be written: {error.strerror or error}") from None


def let_go() -> None:
    """Write out what is left for standard output and error; what nobody reads any more is dropped in silence."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            # Python would flush once more when it ends, and complain.
            setattr(sys, name, None)


def place_for(name: str, *, force: bool, inputs: frozenset[str], rules: frozenset[str] = frozenset()) -> Path:
    """Where an output file called *name* will be written. Asks before it overwrites, where somebody can answer.

    *inputs* are the real paths of the descriptions, and *rules* those of what they are judged by: neither is ever
    overwritten. Nor is anything written through a link, which a stranger may have put there. Raises CannotWriteError.
    """
    path = Path(os.path.realpath(name))
    real = os.path.normcase(path)
    if real in inputs:
        raise CannotWriteError(f"{name} is one of the descriptions; give the report another name")
    if real in rules:
        raise CannotWriteError(f"{name} is what this run judges by; give the report another name")
    if Path(name).is_symlink():
        raise CannotWriteError(f"{name} is a link to another place; name that place itself")
    if path.is_dir():
        raise CannotWriteError(f"{name} is a folder; add the name of a file")
    if not path.parent.is_dir():
        raise CannotWriteError(f"there is no folder {Path(name).parent}; make it first")
    if path.exists() and not path.is_file():
        raise CannotWriteError(f"{name} is not an ordinary file; a report can go to standard output instead")
    if path.exists() and not force and not _may_overwrite(name):
        raise CannotWriteError(f"{name} is already there; add --force to overwrite it")
    return path


def _may_overwrite(name: str) -> bool:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    sys.stderr.write(f"{visible(name)} is already there. Overwrite it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole: under another name beside its place, then moved there. Raises CannotWriteError.

    Whoever reads it meanwhile, or after a full disk, finds the old file or none, never half of one.
    """
    part = Part(path)
    try:
        part.write(data)
        part.finish()
    finally:  # also where somebody pressed Ctrl-C; where all went well, it has moved away
        part.drop()


class Part:
    """A file that grows under another name beside its place, and is moved there when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # In a container every run may have the same number: what one that was killed left must not stop the next.
        self._beside = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
        self._file: BinaryIO | None = None

    def write(self, data: bytes) -> None:
        """Add to it. Raises CannotWriteError."""
        with self._cannot():
            if self._file is None:
                mode = self._mode()
                if mode is not None and not mode & stat.S_IWUSR:
                    raise CannotWriteError(f"{self._path} may not be written to: it is marked as read-only")
                self._file = self._beside.open("xb")
            self._file.write(data)

    def finish(self) -> None:
        """Put it in its place. Raises CannotWriteError."""
        self.write(b"")  # so that it is there, whatever was written
        with self._cannot():
            if self._file is not None:
                self._file.close()
            mode = self._mode()
            if mode is not None:  # who may read it stays as it was
                self._beside.chmod(mode)
            self._beside.replace(self._path)

    def drop(self) -> None:
        """Take away what is there of it, unless it was put in its place."""
        with contextlib.suppress(OSError):
            if self._file is not None:
                self._file.close()
                self._beside.unlink()

    def _mode(self) -> int | None:
        """Who may do what with the file that is there already; None where there is none."""
        return stat.S_IMODE(self._path.stat().st_mode) if self._path.exists() else None

    @contextlib.contextmanager
    def _cannot(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CannotWriteError(f"{self._path} cannot be written: {error.strerror or error}") from None
