"""Data written out as YAML that reads back as the same: every scalar is text, as the reader gives it."""

from __future__ import annotations

from typing import Any

import yaml

WIDTH = 110
SHORT = 80
"""The most characters of a list or a set of keys that stands on one line."""
LONG = 70
"""A text that is longer is folded below its key."""


class _Writer(yaml.SafeDumper):
    """No text is mistaken for a number or a truth by our reader, so that none is quoted for it."""


_Writer.yaml_implicit_resolvers = {}


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    folds = len(text) > LONG and " ".join(text.split()) == text
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=">" if folds else None if text else "'")


def _table(writer: _Writer, table: dict[str, Any]) -> yaml.MappingNode:
    said = {key: value for key, value in table.items() if value is not None}  # an empty key says nothing
    return writer.represent_mapping("tag:yaml.org,2002:map", said.items(), flow_style=_fits(table))


def _list(writer: _Writer, entries: list[Any]) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=_fits(entries))


_Writer.add_representer(str, _text)
_Writer.add_representer(dict, _table)
_Writer.add_representer(list, _list)


class _Whole(dict[str, Any]):
    """The whole of a file, whose keys stand below one another however few they are."""


_Writer.add_representer(_Whole, _table)


def _fits(part: Any) -> bool:
    return not isinstance(part, _Whole) and len(str(part)) <= SHORT


def written(data: dict[str, Any]) -> str:
    """The data as YAML, its keys in their order. Keys that hold nothing are left out."""
    text: str = yaml.dump(_Whole(data), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text
