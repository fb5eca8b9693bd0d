"""The history that a report carries on request: `coaudit audit --history`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from coaudit.cli import output
from coaudit.cli.reading import CannotReadError
from coaudit.phrases import say
from coaudit.render import FORMATS
from coaudit.report import Revisions
from coaudit.safe import quote

if TYPE_CHECKING:
    from coaudit.cli.delivering import Copy
    from coaudit.cli.discover import Input
    from coaudit.rubric import Rubric

OPTION = "--history"


class Histories:
    """Where a history was asked for: what has none, and why. The run goes on without it."""

    def __init__(self, copies: Sequence[Copy], *, asked: bool) -> None:
        """Ends with a usage error where a history is asked for and no copy of the report can show one."""
        if asked and not any(FORMATS[copy.format].history for copy in copies):
            asked_for = " and ".join(dict.fromkeys(copy.format for copy in copies))
            able = ", ".join(name for name, each in FORMATS.items() if each.history)
            message = f"{asked_for} cannot show a history. These formats can: {able}."
            raise typer.BadParameter(message, param_hint=OPTION)
        self._on_screen = any(copy.is_text and copy.target is None for copy in copies)
        self._without: dict[str, list[str]] = {}

    def add(self, name: str, wrong: str) -> None:
        """Note why a description has no history, where it has none."""
        if wrong:
            self._without.setdefault(wrong, []).append(name)

    def lines(self) -> Iterator[str]:
        """What has no history, and why, a line for each reason, unless the report on this very screen says it."""
        if self._on_screen and output.is_shared_screen():
            return
        for why, names in self._without.items():
            what = quote(names[0]) if len(names) == 1 else f"{len(names)} descriptions, such as {quote(names[0])}"
            yield f"No history of {what}: {why}"


def history(each: Input, raw: bytes, rubric: Rubric, as_if: str | None) -> Revisions:
    """How a description fared over its revisions, or why that cannot be told."""
    from coaudit.cli import git, past

    if each.path is None:
        return Revisions((), wrong=say("What comes by standard input has no history."))
    try:
        return past.revisions(each.path, each.name, rubric, as_if=as_if, now=raw)
    except CannotReadError as error:
        problem = error.problem
        hint = f" {problem.hint}" if problem.message in (past.UNKNOWN, git.NOTHING_YET[0]) else ""
        return Revisions((), wrong=f"{problem.message}{hint}")
