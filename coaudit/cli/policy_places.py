"""Where policies lie, seen from what is audited: the folder that somebody happens to stand in decides nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from coaudit.cli.tops import top_of
from coaudit.records import Record

FILE = "coaudit-policy.yaml"


class Lying(Record):
    """The policies that lie above what is audited."""

    holding: tuple[Path | None, ...]
    """Those that would hold, each once; None where there is none for some of it."""
    examples: tuple[str, ...]
    """For each of them, the name of something that lies under it."""
    passed: tuple[Path, ...]
    """Those that lie further down in a repository than one that would hold."""
    tops: tuple[Path, ...]
    """The tops of the repositories; where something is in none, its own folder."""


def lying(places: Iterable[Path | None]) -> Lying:
    """The policies above some descriptions; None is standard input, which lies where coaudit runs.

    In a repository the one nearest to its top holds, so that none further down takes anything from it. Elsewhere it is
    the nearest one above. What lies under none is under that of the folder that coaudit runs in.
    """
    here = Path.cwd()
    named: dict[Path | None, str] = {}
    for place in places:  # there may be ten thousand, in few folders
        named.setdefault(None if place is None else place.parent, "-" if place is None else place.as_posix())
    folders: dict[Path, str] = {}
    for parent, example in named.items():
        folders.setdefault(here if parent is None else Path(os.path.realpath(parent)), example)
    holding: dict[Path | None, str] = {}
    passed: dict[Path, None] = {}
    tops: dict[Path, None] = {}
    for folder, example in (folders or {here: "."}).items():
        above = list(_above(folder)) or list(_above(here))
        tops[top_of(folder)] = None
        holding.setdefault(above[0] if above else None, example)
        passed |= dict.fromkeys(above[1:])
    return Lying(tuple(holding), tuple(holding.values()), tuple(passed), tuple(tops))


def _above(folder: Path) -> Iterator[Path]:
    """The policies from a folder upwards, the one that would hold first."""
    top = top_of(folder)
    if not (top / ".git").exists():
        yield from list(_files((folder, *folder.parents)))[:1]
        return
    yield from reversed(list(_files(each for each in (folder, *folder.parents) if each.is_relative_to(top))))


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    return (folder / FILE for folder in folders if (folder / FILE).is_file())
