"""Tables of what goes in and out beside a description: the keys of a policy, and the formats of a report."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Mapping

from coaudit.pages.parts import table
from coaudit.policy_file import Require, Waiver
from coaudit.render import FORMATS
from coaudit.rubric import Shape


def blocks() -> Mapping[str, str]:
    """The blocks by their names."""
    return {
        "formats": table(("format", "for what"), ((f"`{name}`", each.summary) for name, each in FORMATS.items())),
        "policy required": _keys(Require),
        "policy waiver": _keys(Waiver),
    }


def _keys(shape: type[Shape]) -> str:
    return table(
        ("key", "means"),
        ((f"`{each.alias or name}`", each.description or "") for name, each in shape.model_fields.items()),
    )
