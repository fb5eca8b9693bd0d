"""What is said of a run as a whole, with the line of the file that it is about."""

from __future__ import annotations

import os
import re
from pathlib import Path

from coaudit.records import Record
from coaudit.report import NotedAt

_LINE = re.compile(r", line ([0-9]+)$")


class Note(Record):
    """Something that should be known of the rubric, of the policy or of what was passed over."""

    text: str
    at: NotedAt = NotedAt("")


def about(text: str, file: Path | None, where: str = "") -> Note:
    """A note on a file, and on the line of it that *where* ends with, as a policy says where a thing stands in it."""
    if file is None:
        return Note(text)
    line = _LINE.search(where)
    return Note(text, NotedAt(short(file), int(line[1]) if line else 1))


def short(path: Path) -> str:
    """How a file is called from the folder that coaudit runs in."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()
