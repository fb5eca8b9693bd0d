"""How far a long run is, on standard error, where somebody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from coaudit.cli.output import is_shared_screen, is_terminal

MANY = 20
"""Fewer than this are done before anybody wonders."""
PATIENCE = 0.5
"""Seconds before the first word."""

Item = TypeVar("Item")


def watched(items: Iterable[Item], number: int, doing: str) -> Iterable[Item]:
    """The items, one by one; *doing* and how many of that *number* are done are shown where it takes long."""
    return _watched(iter(items), number, doing) if number > MANY and is_terminal(sys.stderr) else items


def _watched(items: Iterator[Item], number: int, doing: str) -> Iterator[Item]:
    """The first items as they are; a bar for the rest, where they take long."""
    start, done = time.monotonic(), 0
    while done < number and time.monotonic() < start + PATIENCE:
        yield from islice(items, 1)
        done += 1
    if done == number:
        return
    # Only now: loading them takes longer than an audit.
    from rich.console import Console
    from rich.progress import Progress

    # On one screen, what is printed meanwhile is caught and put above the bar. Elsewhere it must go where it goes.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=is_shared_screen()) as bar:
        yield from bar.track(items, number, done, description=doing)
