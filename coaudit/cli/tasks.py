"""What `coaudit audit` and `coaudit check` do with each description, fit to be handed to another process."""

from __future__ import annotations

from coaudit import audit as core
from coaudit.cli.carrying import history
from coaudit.cli.discover import Input
from coaudit.cli.requirements import Held
from coaudit.cli.shared import ENGLISH
from coaudit.cli.working import Outcome
from coaudit.records import Record, replace
from coaudit.render import FORMATS, Look
from coaudit.report import Audit, Report, Requirement
from coaudit.rubric import Rubric
from coaudit.safe import visible


class Result(Record):
    """What an audit made of one description that could be read."""

    audit: Audit | None
    """As much of it as the copies of the report need at their ends."""
    pieces: tuple[str, ...]
    """What each copy of the report says of it, where it can be written project by project."""
    requirements: tuple[Requirement, ...]
    better: str
    """Its path, where it is better than its baseline records."""
    no_history: str = ""
    """Why it has no history, where one was asked for."""


class Auditing(Record):
    """To judge a description and what is required of it."""

    rubric: Rubric
    as_if: str | None
    held: Held
    head: Report
    """The report without projects."""
    copies: tuple[tuple[str, Look], ...]
    """The format of each copy of the report, and how its reader will see it."""
    parts: frozenset[str]
    """The parts of a project that are told."""
    keeps: frozenset[str] | None
    """Those that the copies need at their ends, beside the verdict; None where they need neither."""
    history: bool
    """Whether each project is to carry its history."""
    speaks: tuple[str, str]

    @property
    def outcome(self) -> type[Outcome[Result]]:
        return Outcome[Result]

    def of(self, raw: bytes, each: Input) -> Result:
        audit = core.audit(raw, each.name, self.rubric, as_if=self.as_if, parts=self.parts)
        past = history(each, raw, self.rubric, self.as_if) if self.history else None
        if past is not None:
            audit = replace(audit, history=past)
        pieces = tuple(self._piece(name, look, audit) for name, look in self.copies)
        requirements, better = self.held.judge(raw, audit, each.path)
        return Result(self._needed(audit), pieces, requirements, better, past.wrong if past else "")

    def _needed(self, audit: Audit) -> Audit | None:
        return None if self.keeps is None else audit.with_only(self.keeps)

    def _piece(self, name: str, look: Look, audit: Audit) -> str:
        by_project = FORMATS[name].by_project()
        return by_project.project(self.head, audit, look) if by_project else ""


class Checking(Record):
    """To see that a description can be audited, and say so in a line."""

    rubric: Rubric
    speaks: tuple[str, str] = (ENGLISH, "")

    @property
    def outcome(self) -> type[Outcome[str]]:
        return Outcome[str]

    def of(self, raw: bytes, each: Input) -> str:
        core.check(raw, each.name, self.rubric)
        return f"ok: {visible(each.name)} can be audited"
