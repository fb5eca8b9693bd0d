"""Plain data that never changes.

A record is a slotted dataclass that cannot be set once it is made. What makes, compares, hashes and shows it is
written once, here: Python compiles what a dataclass writes for itself, for each class at every start, and an audit
needs some eighty of them (see docs/dependencies.md for what that cost).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_Setter = Callable[[Any, Any], None]
_SETTERS: dict[type, tuple[_Setter, ...]] = {}
"""For each record, what puts a value into a field, in the order of the fields."""
_FIELDS: dict[type, tuple[Field[Any], ...]] = {}


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """The class as a record: frozen, slotted, compared by its fields."""
    made: Any = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
    _FIELDS[made] = fields(made)
    _SETTERS[made] = tuple(getattr(made, each.name).__set__ for each in _FIELDS[made])
    made.__init__ = _made_and_minded if hasattr(made, "__post_init__") else _made
    made.__setattr__ = made.__delattr__ = _refused
    made.__eq__, made.__hash__, made.__repr__ = _equal, _hash, _shown
    return made  # type: ignore[no-any-return]


def as_data(one: Any) -> dict[str, Any]:
    """The fields of a record by name, as they are: what is in them is not copied."""
    return {name: getattr(one, name) for name in one.__slots__}


def _made(one: Any, /, *values: Any, **named: Any) -> None:
    setters = _SETTERS[one.__class__]
    if named or len(values) != len(setters):
        values = _in_order(one.__class__, values, named)
    for put, value in zip(setters, values):  # noqa: B905 - they were counted above, and this runs very often
        put(one, value)


def _made_and_minded(one: Any, /, *values: Any, **named: Any) -> None:
    _made(one, *values, **named)
    one.__post_init__()


def _in_order(cls: type, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """A value for every field, from those given in order, by name and by default. Raises TypeError like any class."""
    rest = _FIELDS[cls][len(values) :]
    found = [named.pop(each.name) if each.name in named else _default(each) for each in rest]
    missing = [each.name for each, value in zip(rest, found, strict=True) if value is MISSING]
    if missing or named or len(values) > len(_SETTERS[cls]):
        raise TypeError(f"{cls.__name__}: {len(values)} values, without {missing}, and not asked for {sorted(named)}")
    return (*values, *found)


def _default(one: Field[Any]) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _refused(one: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(one).__name__}.{name} cannot change")


def _values(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in one.__slots__)


def _equal(one: Any, other: object) -> Any:
    if other.__class__ is not one.__class__:
        return NotImplemented
    return one is other or _values(one) == _values(other)


def _hash(one: Any) -> int:
    return hash(_values(one))


def _shown(one: Any) -> str:
    inner = ", ".join(f"{name}={getattr(one, name)!r}" for name in one.__slots__)
    return f"{type(one).__qualname__}({inner})"
