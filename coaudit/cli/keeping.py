"""A description that answers are put into, while all that a person wrote there stays: comments, order and form."""

from __future__ import annotations

import io
from collections.abc import MutableMapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.resolver import VersionedResolver

Path = tuple[str, ...]


class _AsWritten(VersionedResolver):
    """No text is taken for a number, a date or a truth: it is written back as it was read."""

    versioned_resolver: dict[str, Any] = {}  # noqa: RUF012 - the library's own name, read only


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _AsWritten
    yaml.preserve_quotes = True
    yaml.width = 4096  # no line of a person's is broken anew
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


class Kept:
    """A description being filled in. What is in it has been read by coaudit's own reader before, and is in bounds."""

    def __init__(self, text: str) -> None:
        found = _yaml().load(text)
        self._data: MutableMapping[str, Any] = found if isinstance(found, MutableMapping) else CommentedMap()

    def get(self, path: Path) -> Any:
        """What stands at a path; None where nothing does."""
        found: Any = self._data
        for key in path:
            found = found.get(key) if isinstance(found, MutableMapping) else None
        return found

    def put(self, path: Path, value: Any) -> None:
        """Put a value at a path, below keys that are made where they are not there."""
        within: Any = self._data
        for key in path[:-1]:
            if not isinstance(within.get(key), MutableMapping):
                within[key] = CommentedMap()
            within = within[key]
        within[path[-1]] = value

    def text(self) -> str:
        """The description as it is written to its file."""
        out = io.StringIO()
        _yaml().dump(self._data, out)
        return out.getvalue()
