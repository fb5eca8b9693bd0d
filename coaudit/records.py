"""Plain data that never changes.

A record is a msgspec Struct. Making, comparing and hashing one, and writing it as JSON, are then done in C; and a class
of them is made in a tenth of the time that a dataclass takes, of which an audit needs some hundred and forty.
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import field
from msgspec.structs import asdict as as_data
from msgspec.structs import force_setattr, replace

__all__ = ["Growing", "Record", "as_data", "field", "force_setattr", "from_bytes", "replace", "to_bytes"]


T = TypeVar("T")


def to_bytes(one: Any) -> bytes | None:
    """A record in few bytes, for another process of the same version; None where a text in it has no UTF-8."""
    try:
        return msgspec.msgpack.encode(one)
    except UnicodeEncodeError:
        return None


def from_bytes(raw: bytes, kind: type[T]) -> T:
    """The record in some bytes."""
    return msgspec.msgpack.decode(raw, type=kind)


class Growing(msgspec.Struct):
    """Plain data that a run adds to as it goes on."""


@dataclass_transform(frozen_default=True)  # a type checker is told here that those derived from it are frozen too
class Record(msgspec.Struct, frozen=True, gc=False):
    """Cannot be set once it is made, and is compared by its fields.

    The garbage collector need not look at one: it searches for rings, and what is made whole at once is in none.
    """
