"""Plain data that never changes.

A record is a frozen, slotted dataclass. Only its `__init__` is written for each class; comparison, hash and
representation are written once, here, because Python compiles what a dataclass writes for itself at every start, and
an audit needs some fifty of them (see docs/dependencies.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """The class as a record: frozen, slotted, compared by its fields."""
    made: Any = dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)
    made.__eq__, made.__hash__, made.__repr__ = _equal, _hash, _shown
    return made  # type: ignore[no-any-return]


def _values(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, field.name) for field in fields(one))


def _equal(one: Any, other: object) -> Any:
    if other.__class__ is not one.__class__:
        return NotImplemented
    return _values(one) == _values(other)


def _hash(one: Any) -> int:
    return hash(_values(one))


def _shown(one: Any) -> str:
    inner = ", ".join(f"{field.name}={getattr(one, field.name)!r}" for field in fields(one))
    return f"{type(one).__qualname__}({inner})"
