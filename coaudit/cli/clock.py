"""The one clock: what day it is, for rates that grow old and waivers that run out."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import typer

from coaudit.safe import cut, quote

FIXED = "SOURCE_DATE_EPOCH"


def today() -> date:
    """This day; or that of SOURCE_DATE_EPOCH (seconds since 1970), by which builds ask for the same output twice.

    Either is the day in Greenwich, so that one and the same moment is the same day on every machine.

    Ends with a usage error where that variable holds no such number: ask before anything is done.
    """
    fixed = os.environ.get(FIXED)
    if not fixed:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    except (ValueError, OverflowError, OSError):
        what = f"{quote(cut(fixed, LONGEST))} is not a number of seconds since 1970."
        raise typer.BadParameter(what, param_hint=FIXED) from None


LONGEST = 60
"""How much of a wrong value is repeated."""
