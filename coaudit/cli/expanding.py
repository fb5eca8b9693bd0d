"""Patterns such as `projects/**/*.yaml`, expanded by coaudit itself: shells on Windows hand them over as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from coaudit.cli.reading import CannotReadError
from coaudit.errors import Problem
from coaudit.records import Record

MAGIC = re.compile(r"[*?\[]")


def expand(pattern: Path, *, of_strangers: bool = False) -> Iterator[Path]:
    """The files and folders that match a pattern, by name; `**` is any number of folders. Hidden ones are not.

    Where strangers may have written what is there, hidden folders are entered too, and linked ones: `**` gives a linked
    folder as a whole, for a walk through links alone could be without end.
    """
    parts = list(pattern.parts)
    base = Path(parts.pop(0)) if pattern.anchor else Path()
    yield from _Expansion(of_strangers).matching(base, parts)


class _Expansion(Record):
    of_strangers: bool

    def matching(self, base: Path, parts: Sequence[str]) -> Iterator[Path]:
        """What matches the parts of a pattern below a folder."""
        if not parts:
            yield base
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            yield from self._at_any_depth(base, parts)
        elif not MAGIC.search(part):
            if (base / part).exists():
                yield from self.matching(base / part, rest)
        else:
            for entry in self._visible(base, hidden=part.startswith("."), folders=bool(rest)):
                if fnmatchcase(os.path.normcase(entry.name), os.path.normcase(part)) and (
                    not rest or self._is_folder(entry)
                ):
                    yield from self.matching(base / entry.name, rest)

    def _at_any_depth(self, base: Path, parts: Sequence[str]) -> Iterator[Path]:
        rest = parts[1:]
        if not rest:
            yield base  # all that is in it: what a folder is
            return
        yield from self.matching(base, rest)
        for entry in self._visible(base, folders=True):
            if entry.is_dir(follow_symlinks=False):
                yield from self.matching(base / entry.name, parts)
            elif self._is_folder(entry):
                yield base / entry.name

    def _visible(self, base: Path, *, folders: bool, hidden: bool = False) -> Iterable[os.DirEntry[str]]:
        """What is in a folder and not hidden. Of strangers, only git's own folder is, among *folders*."""
        if folders and self.of_strangers:
            return (entry for entry in entries(base) if entry.name.lower() != ".git")
        return (entry for entry in entries(base) if hidden or not entry.name.startswith("."))

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        return entry.is_dir(follow_symlinks=False) or (self.of_strangers and is_linked_folder(entry))


def entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in a folder, by name. Raises CannotReadError where it cannot be read."""
    try:
        with os.scandir(folder) as opened:
            found = sorted(opened, key=lambda entry: entry.name)
    except OSError as error:
        why = f"This folder cannot be read: {error.strerror or error}."
        raise CannotReadError(Problem(folder.as_posix(), 1, 1, why, "Ask whoever owns it, or leave it out.")) from None
    yield from found


def is_linked_folder(entry: os.DirEntry[str]) -> bool:
    """Whether something is a link that leads to a folder."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
