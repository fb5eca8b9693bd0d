"""Finding descriptions: files, folders, patterns and standard input, each file once and in a stable order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from coaudit.cli.reading import CannotReadError, peek
from coaudit.errors import Problem

STDIN = "-"
STDIN_NAME = "<stdin>"
ENDINGS = (".yaml", ".yml")
OWN_ENDINGS = tuple(f".coaudit{ending}" for ending in ENDINGS)
LOOKED_FOR = "YAML files that say 'coaudit:' at the start of a line, or are named *.coaudit.yaml"

_SAYS_COAUDIT = re.compile(r"""(?m)^(?:coaudit|"coaudit"|'coaudit')[ \t]*:""")
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Input:
    """One description: how it is called in the report, and where it is. No path is standard input."""

    name: str
    path: Path | None

    @property
    def real(self) -> str:
        """The one true path of the file, by which it is known again."""
        return os.path.normcase(os.path.realpath(self.path)) if self.path else STDIN


@dataclass(slots=True)
class Found:
    """What was found where coaudit was told to look."""

    inputs: list[Input] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Names that lead nowhere: they count as descriptions that cannot be read."""
    empty: list[str] = field(default_factory=list)
    """Folders and patterns in which there was nothing to take."""


def find(names: Sequence[str]) -> Found:
    """The descriptions that *names* lead to, in the order of the names, and by name within folders."""
    found = Found()
    seen: set[str] = set()
    for name in dict.fromkeys(names):
        try:
            inputs = list(_inputs(name))
        except CannotReadError as error:
            found.problems.append(error.problem)
            continue
        if not inputs:
            found.empty.append(name)
        for each in inputs:
            if each.real not in seen:
                seen.add(each.real)
                found.inputs.append(each)
    return found


def _inputs(name: str) -> Iterator[Input]:
    """What one name leads to. Raises CannotReadError where it leads nowhere."""
    if not name.strip():
        raise CannotReadError(Problem(name, 1, 1, "an empty name is no file", "name a file, a folder or a pattern"))
    if name == STDIN:
        yield Input(STDIN_NAME, None)
        return
    path = Path(name)
    try:
        there = path.exists() or path.is_symlink()
    except ValueError:
        there = False
    if there:
        yield from _named(path)
    elif _MAGIC.search(name):
        # Shells on Windows hand patterns over as they are; elsewhere they come in quotes.
        for match in _expand(path):
            yield from _named(match)
    else:
        raise CannotReadError(Problem(name, 1, 1, "There is no such file or folder.", nearest_file(path)))


def _named(path: Path) -> Iterator[Input]:
    if path.is_dir():
        yield from _in_folder(path)
    else:
        yield Input(path.as_posix(), path)


def _in_folder(folder: Path) -> Iterator[Input]:
    """The descriptions in a folder and the folders below it, by name."""
    root = os.path.realpath(folder)
    for entry in _entries(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _in_folder(path)
        elif _is_description(entry) and _within(root, os.path.realpath(path)):
            yield Input(path.as_posix(), path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        why = f"This folder cannot be read: {error.strerror or error}."
        raise CannotReadError(Problem(folder.as_posix(), 1, 1, why, "Ask whoever owns it, or leave it out.")) from None


def _is_description(entry: os.DirEntry[str]) -> bool:
    """Whether a file in a folder is meant for coaudit: by its name, or by a key at the start of a line."""
    name = entry.name.lower()
    try:
        if not name.endswith(ENDINGS) or not entry.is_file():
            return False
    except OSError:  # a link that leads to itself
        return False
    if name.endswith(OWN_ENDINGS):
        return True
    try:
        return not name.startswith(".") and bool(_SAYS_COAUDIT.search(peek(Path(entry.path))))
    except CannotReadError:
        # It may be one. Taken, it is reported as unreadable; left out, nobody would know.
        return True


def _within(root: str, real: str) -> bool:
    try:
        return os.path.commonpath((root, real)) == root
    except ValueError:  # on two drives of Windows
        return False


def _expand(pattern: Path) -> Iterator[Path]:
    """The files and folders that match a pattern, by name; `**` is any number of folders. Hidden ones are not."""
    parts = list(pattern.parts)
    base = Path(parts.pop(0)) if pattern.anchor else Path()
    yield from _matching(base, parts)


def _matching(base: Path, parts: Sequence[str]) -> Iterator[Path]:
    if not parts:
        yield base
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        if not rest:
            yield base  # all that is in it: what a folder is
            return
        yield from _matching(base, rest)
        for entry in _visible(base):
            if _is_folder(entry):
                yield from _matching(base / entry.name, parts)
    elif not _MAGIC.search(part):
        if (base / part).exists():
            yield from _matching(base / part, rest)
    else:
        for entry in _visible(base, hidden=part.startswith(".")):
            if fnmatchcase(os.path.normcase(entry.name), os.path.normcase(part)) and (not rest or _is_folder(entry)):
                yield from _matching(base / entry.name, rest)


def _visible(base: Path, *, hidden: bool = False) -> Iterable[os.DirEntry[str]]:
    return (entry for entry in _entries(base) if hidden or not entry.name.startswith("."))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def nearest_file(path: Path) -> str:
    """The nearest name beside the one that is not there, as a hint."""
    from difflib import get_close_matches

    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder {folder.as_posix()} either."
    try:
        names = sorted(entry.name for entry in _entries(folder))
    except CannotReadError:
        return ""
    near = get_close_matches(path.name, names, n=1, cutoff=0.6)
    if not near:
        stems = {Path(name).stem: name for name in reversed(names) if name.endswith(ENDINGS)}
        near = [stems[stem] for stem in get_close_matches(path.stem, list(stems), n=1, cutoff=0.6)]
    return f"Did you mean {(folder / near[0]).as_posix()}?" if near else "Check the name, and the folder you are in."
