"""The exit codes: the one table of them, and how a run comes to its own."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

DONE, UNMET, USAGE, NOTHING, UNREADABLE, RUBRIC, OURS = 0, 1, 2, 3, 4, 5, 70
STOPPED = 130
"""What shells expect of a program that somebody stopped with Ctrl-C. It says nothing about any project."""
STOPPING = (signal.SIGINT, signal.SIGTERM, *((signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()))
"""What stops a run from outside: Ctrl-C, a build machine that ends it, a window that is closed (not on Windows)."""


class ExitCode(NamedTuple):
    """What the number says that coaudit leaves behind, and what to do about it."""

    code: int
    means: str
    then: str


_TABLE = (
    ExitCode(DONE, "Done, and every requirement is met.", "There is nothing to do."),
    ExitCode(
        UNMET,
        "A requirement (of a policy, or such as --fail-under) is not met by a project, or it is not shown to be met.",
        "Read the lines on standard error: each names the project, what is required and what was found. "
        "'Not shown' means that too little is stated; the report lists the questions to answer.",
    ),
    ExitCode(
        USAGE,
        "The command line was not understood, or an output file cannot be written.",
        "Read the line that begins with 'Error'. coaudit COMMAND --help shows what a command takes.",
    ),
    ExitCode(
        NOTHING,
        "There is nothing to audit: no description was found where coaudit was told to look.",
        "In folders, coaudit takes YAML files that say 'coaudit:' at the start of a line, or are named "
        "*.coaudit.yaml. A file that is named on the command line is always taken.",
    ),
    ExitCode(
        UNREADABLE,
        "A description is invalid or cannot be read. It is not graded; the others are audited and reported.",
        "Each problem is on standard error, with its file, line and column, and what to write instead.",
    ),
    ExitCode(
        RUBRIC,
        "The rubric, the policy or its baseline is invalid. Nothing is judged by one that has a mistake.",
        "Each problem is on standard error. coaudit rubric check and coaudit policy show find them too.",
    ),
    ExitCode(
        OURS,
        "coaudit itself failed. Nothing is wrong with your files that it should not have told you in words.",
        "Please report it, with the paragraph that was printed.",
    ),
)

TABLE: Mapping[int, ExitCode] = MappingProxyType({row.code: row for row in _TABLE})
"""Every exit code by its number. The highest that applies wins."""


class Ending:
    """What a run has come to so far. The highest code wins, and brings its reasons."""

    def __init__(self) -> None:
        self.code = DONE
        self.reasons: list[str] = []

    def add(self, code: int, reason: str) -> None:
        """Note that *code* applies, and why, in a sentence without its full stop."""
        if code > self.code:
            self.code, self.reasons = code, []
        if code == self.code and code != DONE:
            self.reasons.append(reason)

    def line(self) -> str:
        """The last line on standard error; empty where all is well."""
        return f"Exit {self.code}: {'; '.join(self.reasons)}." if self.code else ""
