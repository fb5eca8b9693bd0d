"""What a measured fact is."""

from __future__ import annotations

from collections.abc import Callable

from coaudit.facts.ground import Ground
from coaudit.records import Record
from coaudit.values import Domain, Value

Path = tuple[str | int, ...]


class Fact(Record):
    """One measured value: what it may still be, and the stated places it was read from (none: nothing is stated)."""

    name: str
    value: Value
    paths: tuple[Path, ...]

    @property
    def stated(self) -> bool:
        """Whether anything was said about it."""
        return bool(self.paths)


Measured = tuple[Value, tuple[Path, ...]]


class Measure(Record):
    """How one fact is read: its name, what it may be at all, what it means in a sentence, and the function."""

    name: str
    domain: Domain
    means: str
    read: Callable[[Ground], Measured]
    keys: tuple[str, ...] = ()
    """The keys of the description whose questions this fact answers."""

    def of(self, ground: Ground) -> Fact:
        """The fact for one project."""
        value, paths = self.read(ground)
        return Fact(self.name, value, paths)
