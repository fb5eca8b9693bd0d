"""Finding descriptions: files, folders, patterns and standard input, each file once and in a stable order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from coaudit.cli.expanding import MAGIC, entries, expand, is_linked_folder
from coaudit.cli.ignoring import FILES, Ignored
from coaudit.cli.reading import CannotReadError, peek, read
from coaudit.cli.tops import Tops, top_of
from coaudit.errors import Problem
from coaudit.records import Growing, Record, field

STDIN = "-"
STDIN_NAME = "<stdin>"
ENDINGS = (".yaml", ".yml")
OWN_ENDINGS = tuple(f".coaudit{ending}" for ending in ENDINGS)
OWN_IGNORE = FILES[0]
LOOKED_FOR = "YAML files that say 'coaudit:' at the start of a line, or are named *.coaudit.yaml"

SAYS_COAUDIT = re.compile(r"""(?m)^(?:coaudit|"coaudit"|'coaudit')[ \t]*:""")
Step = TypeVar("Step")


class Input(Record):
    """One description: how it is called in the report, and where it is. No path is standard input."""

    name: str
    where: str | None

    @property
    def path(self) -> Path | None:
        """Where it is. It is made when it is asked for, for there may be ten thousand of them."""
        return None if self.where is None else Path(self.where)

    @property
    def real(self) -> str:
        """The one true path of the file, by which it is known again."""
        return os.path.normcase(os.path.realpath(self.path)) if self.path else STDIN

    @property
    def place(self) -> str:
        """Where it lies by its name: a link has a place of its own, and so has what is in a linked folder."""
        return os.path.normcase(absolute(self.path)) if self.path else STDIN


class Found(Growing):
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

    In folders, what .gitignore and .coauditignore leave out is not taken, and no linked folder is entered. Where
    strangers may have written what is there, they are not heeded, hidden folders are entered too, no link is followed
    out of the repository, and one that stays in it, of a file or of a folder, is taken beside what it leads to, for
    other things may be required of either name.
    """
    found = Found()
    walk = _Walk(Ignored() if heed else None, found, Tops())
    seen: set[str] = set()
    for name in dict.fromkeys(names):
        problems = len(found.problems)
        inputs = list(walk.named(name))
        if not inputs and len(found.problems) == problems:
            found.empty.append(name)
        for each in inputs:
            known_by = each.real if heed else each.place
            if known_by not in seen:
                seen.add(known_by)
                found.inputs.append(each)
    return found


class _Step(Record):
    """A folder on a walk: its name, its one true path, those of the folders above it, and whether a link led here."""

    folder: Path
    real: Path
    above: tuple[Path, ...] = ()
    is_linked: bool = False

    def below(self, name: str) -> _Step:
        """A folder in this one."""
        return _Step(self.folder / name, self.real / name, (*self.above, self.real), self.is_linked)

    def through(self, name: str) -> _Step:
        """A folder that a link in this one leads to."""
        path = self.folder / name
        return _Step(path, Path(os.path.realpath(path)), (*self.above, self.real), is_linked=True)

    @property
    def comes_again(self) -> bool:
        """Whether a link has led back to a folder that the walk is in: all in it is taken under its own name."""
        return self.is_linked and self.real in self.above

    @property
    def root(self) -> str:
        """The one true path of the folder in which the walk began."""
        return str(self.above[0] if self.above else self.real)


class _Walk(Record):
    """A walk through what is named: what it heeds, and what it finds wrong on its way. Nothing wrong ends it."""

    ignored: Ignored | None
    """None where strangers may have written what is there."""
    found: Found
    tops: Tops

    def named(self, name: str) -> Iterator[Input]:
        """What one name leads to."""
        path = Path(name)
        if name == STDIN:
            yield Input(STDIN_NAME, None)
        elif not name.strip():
            self._wrong(name, "an empty name is no file", "name a file, a folder or a pattern")
        elif _is_there(path):
            yield from self._at(path)
        elif MAGIC.search(name):
            # Shells on Windows hand patterns over as they are; elsewhere they come in quotes.
            for match in self._without_errors(expand(path, of_strangers=not self.ignored)):
                if not self.ignored or _stays(match, path):
                    yield from self._at(match)
        else:
            self._wrong(name, "There is no such file or folder.", nearest_file(path))

    def _at(self, path: Path) -> Iterator[Input]:
        if self._is_refused(path):
            return
        if path.is_dir():
            if self.ignored:
                self.ignored.start(path)
            yield from self._into(_Step(path, Path(os.path.realpath(path))))
        else:
            yield Input(path.as_posix(), str(path))

    def _into(self, step: _Step) -> Iterator[Input]:
        """The descriptions in a folder and the folders below it, by name."""
        if step.comes_again:
            return
        if self.ignored:
            self.ignored.enter(step.real)
        for entry in self._without_errors(entries(step.folder)):
            real, is_folder = step.real / entry.name, entry.is_dir(follow_symlinks=False)
            if entry.name == OWN_IGNORE and not self.ignored:
                self.found.not_heeded.append((step.folder / entry.name).as_posix())
            elif is_folder:
                if not self._is_hidden(entry.name) and not self._left_out(real, is_folder=True):
                    yield from self._into(step.below(entry.name))
            elif not self.ignored and is_linked_folder(entry):
                if not self._is_hidden(entry.name):
                    yield from self._through(step, entry.name)
            elif self._takes(entry, real, step.root):
                path = Path(entry.path)
                yield Input(path.as_posix(), str(path))

    def _through(self, step: _Step, name: str) -> Iterator[Input]:
        """What a linked folder holds. Links upon links could be walked without end, so they are said instead."""
        there = step.through(name)
        if self._is_refused(there.folder, step.root) or there.comes_again:
            return
        if step.is_linked:
            why = "This is a link in a folder that is linked itself, and is not followed."
            self._wrong(there.folder.as_posix(), why, "Put the folder itself there.")
        else:
            yield from self._into(there)

    def _takes(self, entry: os.DirEntry[str], real: Path, root: str) -> bool:
        # What costs least is asked first: nearly all files of a repository are no YAML at all.
        if not _is_named_as_one(entry) or self._left_out(real, is_folder=False):
            return False
        path = Path(entry.path)
        if not _is_file(entry):
            # Whoever gave it such a name means it to be audited. Passed by, nobody would know that it was not.
            if _is_ours_by_name(entry):
                list(self._without_errors(_bytes(path)))
            return False
        if not _is_description(entry):
            return False
        if not entry.is_symlink():
            return True
        return _within(root, os.path.realpath(path)) if self.ignored else not self._is_refused(path, root)

    def _is_hidden(self, name: str) -> bool:
        return name.startswith(".") if self.ignored else name.lower() == ".git"

    def _left_out(self, real: Path, *, is_folder: bool) -> bool:
        return self.ignored is not None and self.ignored.leaves_out(real, is_folder=is_folder)

    def _is_refused(self, path: Path, root: str = "") -> bool:
        """Whether strangers may have put a link there that leads out of the repository. In none, it is to stay in
        the folder that was named.
        """
        if self.ignored:
            return False
        by_name = absolute(path)
        bound = self.tops.of(os.path.dirname(by_name)) or _here(by_name) or root  # noqa: PTH120
        if not bound or _within(os.path.realpath(bound), os.path.realpath(by_name)):
            return False
        self._refuse(path)
        return True

    def _refuse(self, path: Path) -> None:
        why = "This is a link that leads out of the repository."
        hint = "Put the file itself there: under a policy from elsewhere, such a link is not followed."
        self._wrong(path.as_posix(), why, hint)

    def _without_errors(self, some: Iterable[Step]) -> Iterator[Step]:
        try:
            yield from some
        except CannotReadError as error:
            self.found.problems.append(error.problem)

    def _wrong(self, name: str, message: str, hint: str) -> None:
        self.found.problems.append(Problem(name, 1, 1, message, hint))


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except ValueError:
        return False


def _stays(match: Path, pattern: Path) -> bool:
    """Whether a match is no link out of the folder in which the pattern begins, as in a folder that is walked."""
    plain = next((place for place, part in enumerate(pattern.parts) if MAGIC.search(part)), 0)
    return _within(os.path.realpath(Path(*pattern.parts[:plain])), os.path.realpath(match))


def _here(by_name: str) -> str:
    """The folder that coaudit runs in, where a file lies in it by its name."""
    here = str(top_of(Path.cwd()))
    return here if _within(here, by_name) else ""


def absolute(path: Path) -> str:
    """The whole name of a file: what links lead to is no part of it."""
    return os.path.abspath(path)  # noqa: PTH100 (resolve would follow them)


def in_place(path: Path) -> str:
    """Where a file lies: its own name, which may be a link's, in the one true path of its folder."""
    folder, name = os.path.split(absolute(path))
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118


def _is_named_as_one(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(ENDINGS)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _bytes(path: Path) -> Iterator[bytes]:
    """The bytes of a file. Raises CannotReadError only when it is asked for them."""
    yield read(path, path.as_posix())


def _is_ours_by_name(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(OWN_ENDINGS)


def _is_description(entry: os.DirEntry[str]) -> bool:
    """Whether a YAML file in a folder is meant for coaudit: by its name, or by a key at the start of a line."""
    if _is_ours_by_name(entry):
        return True
    try:
        return not entry.name.startswith(".") and any(map(SAYS_COAUDIT.search, peek(Path(entry.path))))
    except CannotReadError:
        # It may be one. Taken, it is reported as unreadable; left out, nobody would know.
        return True


def _within(root: str, real: str) -> bool:
    try:
        return os.path.commonpath((root, real)) == root
    except ValueError:  # on two drives of Windows
        return False


def nearest_file(path: Path) -> str:
    """The nearest name beside the one that is not there, as a hint."""
    from difflib import get_close_matches

    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder {folder.as_posix()} either."
    try:
        names = sorted(entry.name for entry in entries(folder))
    except CannotReadError:
        return ""
    near = get_close_matches(path.name, names, n=1, cutoff=0.6)
    if not near:
        stems = {Path(name).stem: name for name in reversed(names) if name.endswith(ENDINGS)}
        near = [stems[stem] for stem in get_close_matches(path.stem, list(stems), n=1, cutoff=0.6)]
    return f"Did you mean {(folder / near[0]).as_posix()}?" if near else "Check the name, and the folder you are in."
