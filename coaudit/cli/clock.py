"""The one clock: what day it is, for rates that grow old and waivers that run out."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """This day; or that of SOURCE_DATE_EPOCH (seconds since 1970), by which builds ask for the same output twice.

    Either is the day in Greenwich, so that one and the same moment is the same day on every machine.

    Raises ValueError where that variable holds no such number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH is '{fixed}', which is not a number of seconds since 1970") from None
