"""What .gitignore and .coauditignore leave out of a folder, as git itself would read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coaudit.cli.reading import CannotReadError, read
from coaudit.cli.tops import top_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILES = (".coauditignore", ".gitignore")
"""In one folder, the first of them has the last word."""


class Ignored:
    """What the folders from the top of a repository downwards leave out, learnt as a walk enters them."""

    def __init__(self) -> None:
        self._specs: dict[Path, tuple[GitIgnoreSpec, ...]] = {}

    def start(self, folder: Path) -> None:
        """Learn what stands above a folder. Where that leaves out the folder itself, it says nothing of what is in it:
        whoever names a folder wants to see it.
        """
        real = folder.resolve()
        above = [each for each in real.parents if each.is_relative_to(top_of(real))]
        for each in above:
            self.enter(each)
        if self.leaves_out(real, is_folder=True):
            for each in above:
                del self._specs[each]

    def enter(self, folder: Path) -> None:
        """Learn what a folder's own files leave out. One that cannot be read leaves out nothing."""
        if folder not in self._specs:
            self._specs[folder] = tuple(spec for name in FILES if (spec := _spec(folder / name)) is not None)

    def leaves_out(self, path: Path, *, is_folder: bool) -> bool:
        """Whether a file or folder is left out. The nearest folder that says something of it decides."""
        for folder in path.parents:
            for spec in self._specs.get(folder, ()):
                name = path.relative_to(folder).as_posix()
                said = spec.check_file(f"{name}/" if is_folder else name).include
                if said is not None:
                    return said
        return False


def _spec(path: Path) -> GitIgnoreSpec | None:
    if not path.is_file():
        return None
    from pathspec import GitIgnoreSpec

    def is_pattern(line: str) -> bool:
        try:
            GitIgnoreSpec.from_lines((line,))
        except ValueError:  # git passes over such a line too
            return False
        return True

    try:
        text = read(path, path.as_posix()).decode("utf-8-sig", errors="replace")
    except CannotReadError:
        return None
    return GitIgnoreSpec.from_lines(filter(is_pattern, text.splitlines()))
