"""Finding descriptions: files, folders, patterns and standard input, each file once and in a stable order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from coaudit.cli.ignoring import FILES, Ignored, top_of
from coaudit.cli.reading import CannotReadError, peek
from coaudit.errors import Problem
from coaudit.records import record

STDIN = "-"
STDIN_NAME = "<stdin>"
ENDINGS = (".yaml", ".yml")
OWN_ENDINGS = tuple(f".coaudit{ending}" for ending in ENDINGS)
OWN_IGNORE = FILES[0]
LOOKED_FOR = "YAML files that say 'coaudit:' at the start of a line, or are named *.coaudit.yaml"

_SAYS_COAUDIT = re.compile(r"""(?m)^(?:coaudit|"coaudit"|'coaudit')[ \t]*:""")
_MAGIC = re.compile(r"[*?\[]")


@record
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
    not_heeded: list[str] = field(default_factory=list)
    """Files that would have left out descriptions, had they been asked."""


def find(names: Sequence[str], *, heed: bool = True) -> Found:
    """The descriptions that *names* lead to, in the order of the names, and by name within folders.

    In folders, what .gitignore and .coauditignore leave out is not taken. Where strangers may have written what is
    there, they are not heeded, and no link is followed out of the repository.
    """
    found = Found()
    walk = _Walk(Ignored() if heed else None, found.not_heeded)
    seen: set[str] = set()
    for name in dict.fromkeys(names):
        try:
            inputs = list(_inputs(name, walk))
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


@record
class _Walk:
    """What a walk through folders heeds, and what it did not heed."""

    ignored: Ignored | None
    not_heeded: list[str]

    def start(self, folder: Path) -> Iterator[Input]:
        """The descriptions in a folder and the folders below it, by name."""
        if self.ignored:
            self.ignored.start(folder)
        root = os.path.realpath(folder)
        return self._into(folder, Path(root), root)

    def _into(self, folder: Path, real: Path, root: str) -> Iterator[Input]:
        if self.ignored:
            self.ignored.enter(real)
        for entry in _entries(folder):
            path, is_folder = Path(entry.path), entry.is_dir(follow_symlinks=False)
            if entry.name == OWN_IGNORE and not self.ignored:
                self.not_heeded.append(path.as_posix())
            elif is_folder:
                if not entry.name.startswith(".") and not self._left_out(real / entry.name, is_folder=True):
                    yield from self._into(path, real / entry.name, root)
            elif self._takes(entry, real / entry.name) and _within(root, os.path.realpath(path)):
                yield Input(path.as_posix(), path)

    def _takes(self, entry: os.DirEntry[str], real: Path) -> bool:
        # What costs least is asked first: nearly all files of a repository are no YAML at all.
        return _is_named_as_one(entry) and not self._left_out(real, is_folder=False) and _is_description(entry)

    def _left_out(self, real: Path, *, is_folder: bool) -> bool:
        return self.ignored is not None and self.ignored.leaves_out(real, is_folder=is_folder)


def _inputs(name: str, walk: _Walk) -> Iterator[Input]:
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
        yield from _named(path, walk)
    elif _MAGIC.search(name):
        # Shells on Windows hand patterns over as they are; elsewhere they come in quotes.
        for match in _expand(path):
            if _stays(match, path):
                yield from _named(match, walk)
    else:
        raise CannotReadError(Problem(name, 1, 1, "There is no such file or folder.", nearest_file(path)))


def _stays(match: Path, pattern: Path) -> bool:
    """Whether a match is no link out of the folder in which the pattern begins, as in a folder that is walked."""
    plain = next((place for place, part in enumerate(pattern.parts) if _MAGIC.search(part)), 0)
    return _within(os.path.realpath(Path(*pattern.parts[:plain])), os.path.realpath(match))


def _named(path: Path, walk: _Walk) -> Iterator[Input]:
    if path.is_dir():
        yield from walk.start(path)
    elif walk.ignored is None and _leads_out(path):
        why = "This is a link that leads out of the repository."
        hint = "Put the file itself there: under a policy from elsewhere, such a link is not followed."
        raise CannotReadError(Problem(path.as_posix(), 1, 1, why, hint))
    else:
        yield Input(path.as_posix(), path)


def _leads_out(path: Path) -> bool:
    """Whether a file lies in the repository that coaudit runs in, by its name, and yet is somewhere else."""
    top = str(top_of(Path.cwd()).resolve())
    by_name = os.path.abspath(path)  # noqa: PTH100 (resolve would follow the link)
    return _within(top, by_name) and not _within(top, os.path.realpath(path))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        why = f"This folder cannot be read: {error.strerror or error}."
        raise CannotReadError(Problem(folder.as_posix(), 1, 1, why, "Ask whoever owns it, or leave it out.")) from None


def _is_named_as_one(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(ENDINGS)


def _is_description(entry: os.DirEntry[str]) -> bool:
    """Whether a YAML file in a folder is meant for coaudit: by its name, or by a key at the start of a line."""
    name = entry.name.lower()
    try:
        if not entry.is_file():
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
