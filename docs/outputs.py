"""Tables of what goes in and out beside a description: the keys of a policy, and the formats of a report."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from coaudit.policy.file import Require, Waiver
from coaudit.render import FORMATS
from coaudit.rubric import Shape
from docs.pages.parts import table


def blocks() -> Mapping[str, str]:
    """The blocks by their names."""
    return {
        "formats": table(("format", "for what"), ((f"`{name}`", each.summary) for name, each in FORMATS.items())),
        "policy required": _keys(Require),
        "policy waiver": _keys(Waiver),
        "action inputs": _of_action("inputs"),
        "action outputs": _of_action("outputs"),
    }


def _of_action(part: str) -> str:
    action = yaml.safe_load((Path(__file__).parent.parent / "action.yml").read_text(encoding="utf-8"))
    heads = ("name", "means", "unless you say") if part == "inputs" else ("name", "means")
    rows = (
        (f"`{name}`", each["description"], f"`{each['default']}`" if each.get("default") else "")
        for name, each in action[part].items()
    )
    return table(heads, (tuple(row[: len(heads)]) for row in rows))


def _keys(shape: type[Shape]) -> str:
    return table(
        ("key", "means"),
        ((f"`{each.alias or name}`", each.description or "") for name, each in shape.model_fields.items()),
    )
