"""How far a long run is, on standard error, where somebody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from coaudit.cli.output import is_terminal

MANY = 20
"""Fewer than this are done before anybody wonders."""
PATIENCE = 0.5
"""Seconds before the first word."""
PACE = 0.1
"""Seconds between words."""

Item = TypeVar("Item")


def watched(items: list[Item], doing: str) -> Iterable[Item]:
    """The items, one by one; *doing* and how many are done are shown where it takes long."""
    return _watched(items, doing) if len(items) > MANY and is_terminal(sys.stderr) else items


def _watched(items: list[Item], doing: str) -> Iterator[Item]:
    shown, next_time = "", time.monotonic() + PATIENCE
    try:
        for done, item in enumerate(items):
            if time.monotonic() >= next_time:
                shown = f"{doing} {done} of {len(items)}"
                sys.stderr.write(f"\r{shown}")
                sys.stderr.flush()
                next_time = time.monotonic() + PACE
            yield item
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * len(shown)}\r")
            sys.stderr.flush()
