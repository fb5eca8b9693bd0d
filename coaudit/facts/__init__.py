"""Facts: what is measured. No fact knows a threshold; every one says what it may still be and where it was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from coaudit import scalars
from coaudit.facts import given, people, power, time
from coaudit.facts.fact import Fact, Measure
from coaudit.facts.ground import RULES, Conflict, Ground, ground_of
from coaudit.project import Project
from coaudit.project.fields import short, unstated
from coaudit.scalars import Unreadable
from coaudit.values import Domain, Numbers, Words
from coaudit.vocabulary import ANSWER, Vocabulary

MEASURES: Mapping[str, Measure] = {
    measure.name: measure for room in (power, time, people, given) for measure in room.MEASURES
}
"""Every fact that can be measured, by name."""

__all__ = [
    "MEASURES",
    "RULES",
    "Conflict",
    "Fact",
    "Ground",
    "Measure",
    "Unreadable",
    "ground_of",
    "measure",
    "own_fact",
]


def measure(project: Project, names: Collection[str] = MEASURES.keys()) -> tuple[dict[str, Fact], Ground]:
    """The facts of a project, by name, of which only those in *names* are wanted; and the ground they were measured on.

    A name of a fact that is not measured, such as a rubric's own, is passed over.
    """
    ground = ground_of(project)
    return {name: MEASURES[name].of(ground) for name in names if name in MEASURES}, ground


def own_fact(project: Project, name: str, domain: Domain) -> Fact:
    """A fact that only some rubric asks about, read from `facts:`. Raises Unreadable where the text cannot be read."""
    written: Any = short((project.facts or {}).get(name))
    if unstated(written):
        return Fact(name, domain.anything(), ())
    if not isinstance(written, str):
        raise Unreadable(f"'{name}' holds more than one value", "write one value on the same line")
    if isinstance(domain, Numbers):
        return Fact(name, scalars.number(written), (("facts", name),))
    assert isinstance(domain, Words)
    vocabulary = ANSWER if domain.scale == ANSWER.scale else Vocabulary(domain.scale)
    return Fact(name, scalars.choice(written, vocabulary), (("facts", name),))
