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


def from_the_top() -> Callable[[str], str]:
    """What gives the path of a file as its host knows it: from the top of the repository that the run stands in.

    Links are followed. A path stays as it is where the file lies elsewhere, or is none, as for standard input.
    """
    top = top_of(Path.cwd().resolve())

    def name_of(path: str) -> str:
        real = Path(os.path.realpath(path))
        return real.relative_to(top).as_posix() if real.is_relative_to(top) and os.path.lexists(path) else path

    return cache(name_of)
