"""A policy: what is required of projects, of which ones, and which shortfalls an owner has accepted for a time.

A description can never set its own requirements. Everything here comes from the policy, its baseline, or a flag.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coaudit.records import Record

FORMAT = 1
NONE = "none"
"""Written in place of a value, it lifts a requirement that stands further up."""

NOT_ABOVE_EVIDENCE = "not-above-evidence"
"""The one thing that may be required of a claim."""

SOON = 30
"""Days before a waiver runs out in which a report begins to say so. The format fixes it; it moves no result."""

Matches = Callable[[tuple[str, ...], str], bool]
"""Whether one of some patterns, as in .gitignore, means a path."""


class Rule(Record):
    """One thing that is required: which kind, what it is about, its value as written, and where that stands."""

    id: str
    """claim, grade, rung, risk, coverage, not-applicable, score, level or baseline."""
    about: str
    """The dimension of a score or the criterion of a level; empty for the others."""
    value: str
    where: str
    must_be_shown: bool = False
    """Whether what is not shown fails, whatever the policy says of that: so it is with what a flag requires."""


class Layer(Record):
    """Requirements for some projects: those of a status, those whose path fits a pattern, or all."""

    rules: tuple[Rule, ...]
    status: str = ""
    paths: tuple[str, ...] = ()


class Acceptance(Record):
    """A waiver as the policy states it."""

    criterion: str
    paths: tuple[str, ...]
    reason: str
    owner: str
    until: date
    where: str

    def counts_on(self, today: date) -> bool:
        """Whether it still counts: its last day is the day it names."""
        return today <= self.until

    def ends_soon_after(self, today: date) -> bool:
        """Whether it counts, but not for long."""
        return 0 <= (self.until - today).days <= SOON


class Recorded(Record):
    """What the baseline holds of one project: the certain score of each dimension, and why it is accepted."""

    scores: dict[str, int]
    reason: str = ""


class Baseline(Record):
    """The scores that projects had when they were recorded, by path. No project may fall below its own."""

    name: str
    sha256: str
    rubric: str
    """The id and version of the rubric that they were scored by."""
    projects: dict[str, Recorded]


class Policy(Record):
    """A whole policy, ready to judge by."""

    name: str
    sha256: str
    rubric: str
    """The rubric to judge by; empty where the policy leaves that open."""
    layers: tuple[Layer, ...]
    not_shown_fails: bool = True
    waivers: tuple[Acceptance, ...] = ()
    baseline_file: str = ""
    baseline: Baseline | None = None

    def rules(self, path: str, status: str, matches: Matches) -> tuple[Rule, ...]:
        """What is required of a project: of what is said of it more than once, the last said counts."""
        found: dict[tuple[str, str], Rule] = {}
        for layer in self.layers:
            if layer.status in ("", status) and (not layer.paths or matches(layer.paths, path)):
                found |= {(rule.id, rule.about): rule for rule in layer.rules}
        return tuple(rule for rule in found.values() if rule.value != NONE)

    def accepted(self, path: str, today: date, matches: Matches) -> tuple[Acceptance, ...]:
        """The waivers that count for a project on a day."""
        return tuple(each for each in self.waivers if each.counts_on(today) and matches(each.paths, path))
