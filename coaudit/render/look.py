"""How the reader will see a report."""

from __future__ import annotations

from coaudit.records import Record


class Look(Record):
    """How the reader will see the report. A format heeds what concerns it."""

    width: int = 100
    """Cells in a line of the window."""
    color: bool = False
    unicode: bool = True
    """Whether more than ASCII can be shown."""
    details: bool = False
    """Whether to say all, or what matters most."""
    source: bool = False
    """Whether data formats carry the lines of the descriptions."""


USUAL = Look()
"""Where nothing is known of the reader."""
