"""Settings that all tests share."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# Where a shell starts the tests in the background, Ctrl-C is ignored, and by all that the tests start too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline: a slow machine is not a wrong answer. In CI the examples are the same in every run, so that a
# change is judged by what it changes; on a desk they differ, and what fails is tried first the next time.
settings.register_profile(
    "coaudit",
    max_examples=1000,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
)
# For tests/matrix.py, which asks whether anything at all differs by Python and library.
settings.register_profile("matrix", max_examples=50, deadline=None, derandomize=True)
settings.load_profile("coaudit")
