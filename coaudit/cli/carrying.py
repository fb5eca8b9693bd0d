"""The history that a report carries on request: `coaudit audit --history`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

OPTION = "--history"


class Histories:
    """Where a history was asked for, adds it to each audit. What has none says why, and the run goes on."""

    def __init__(self, copies: Sequence[Copy], rubric: Rubric, as_if: str | None, *, asked: bool) -> None:
        """Ends with a usage error where a history is asked for and no copy of the report can show one."""
        if asked and not any(FORMATS[copy.format].history for copy in copies):
            asked_for = " and ".join(dict.fromkeys(copy.format for copy in copies))
            able = ", ".join(name for name, each in FORMATS.items() if each.history)
            message = f"{asked_for} cannot show a history. These formats can: {able}."
            raise typer.BadParameter(message, param_hint=OPTION)
        self._asked = asked
        self._rubric = rubric
        self._as_if = as_if
        self._on_screen = any(copy.is_text and copy.target is None for copy in copies)
        self._without: dict[str, list[str]] = {}

    def added(self, audit: Audit, raw: bytes, each: Input) -> Audit:
        """The audit of a description with its history, where that was asked for."""
        if not self._asked:
            return audit
        found = history(each, raw, self._rubric, self._as_if)
        if found.wrong:
            self._without.setdefault(found.wrong, []).append(each.name)
        return replace(audit, history=found)

    def lines(self) -> Iterator[str]:
        """What has no history, and why, a line for each reason, unless the report on this very screen says it."""
        if self._on_screen and output.is_shared_screen():
            return
        for why, names in self._without.items():
            what = quote(names[0]) if len(names) == 1 else f"{len(names)} descriptions, such as {quote(names[0])}"
            yield f"No history of {what}: {why}"


def history(each: Input, raw: bytes, rubric: Rubric, as_if: str | None) -> Revisions:
    """How a description fared over its revisions, or why that cannot be told."""
    from coaudit.cli import past

    if each.path is None:
        return Revisions((), wrong=say("What comes by standard input has no history."))
    try:
        return past.revisions(each.path, each.name, rubric, as_if=as_if, now=raw)
    except CannotReadError as error:
        problem = error.problem
        hint = f" {problem.hint}" if problem.message == past.UNKNOWN else ""
        return Revisions((), wrong=f"{problem.message}{hint}")
