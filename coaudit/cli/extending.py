"""Where a rubric finds the one that it extends: among those that come with coaudit, or in its own folder."""

from __future__ import annotations

from pathlib import Path

from coaudit import bundled
from coaudit.cli.reading import CannotReadError, read
from coaudit.safe import quote


def called(path: Path) -> str:
    """What to call the file of a rubric: as it was named, but never as one that comes with coaudit is called."""
    return f"./{path.as_posix()}" if is_bundled(path.as_posix()) else path.as_posix()


def is_bundled(name: str) -> bool:
    """Whether what a rubric is called means one that comes with coaudit."""
    return name in [f"{each}.yaml" for each in bundled.names()]


def base(name: str, said_in: str) -> tuple[bytes, str]:
    """The bytes of the rubric named after `extends` in some file, and what to call it.

    A path is looked for beside that file, and never leaves its folder, by no `..` and by no link. Raises ValueError
    in plain words where there is none, or it cannot be read.
    """
    folder = Path(said_in).parent
    path = folder / name
    if name in bundled.names() or not path.suffix:
        return bundled.base(name, said_in)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{quote(name)} leaves the folder of this rubric")
    try:
        return read(path, path.as_posix()), called(path)
    except CannotReadError as error:
        raise ValueError(f"{quote(name)} cannot be read: {error.problem.message}") from None
