"""The top of a repository, from which those who host it count every path."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path


def top_of(folder: Path) -> Path:
    """The top of the repository that a folder is in; the folder itself where it is in none."""
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return each
    return folder


class Tops:
    """The repositories that files lie in by their names, each looked for once."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def of(self, folder: str) -> str | None:
        """The top of the repository that a folder is in; None where it is in none. The path is absolute, and as named.

        Below a link inside of a repository a folder still lies in that repository, and so does one in a submodule: by
        either, a stranger could otherwise move a file away from what is required of its folder.
        """
        if folder not in self._known:
            self._known[folder] = _own_top(Path(folder))
        return self._known[folder]


def _own_top(folder: Path) -> str | None:
    top: Path | None = None
    for each in reversed((folder, *folder.parents)):
        if top is not None and each.is_symlink():
            break
        if (each / ".git").exists() and (top is None or not _is_submodule(each)):
            top = each
    return None if top is None else str(top)


def _is_submodule(folder: Path) -> bool:
    """Whether a repository is a part of another, which a change may bring with it."""
    try:
        with (folder / ".git").open(encoding="utf-8", errors="replace") as file:
            leads_to = file.read(4096)
    except OSError:  # a folder: a repository of its own
        return False
    return "/modules/" in leads_to and "/worktrees/" not in leads_to


def from_the_top() -> Callable[[str], str]:
    """What gives the path of a file as its host knows it: from the top of the repository that the run stands in.

    Links are followed. A path stays as it is where the file lies elsewhere, or is none, as for standard input.
    """
    top = top_of(Path.cwd().resolve())

    def name_of(path: str) -> str:
        real = Path(os.path.realpath(path))
        return real.relative_to(top).as_posix() if real.is_relative_to(top) and os.path.lexists(path) else path

    return cache(name_of)
