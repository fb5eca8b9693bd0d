"""What does not fit the model of a rubric or a policy, in words, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaudit.errors import Problem
from coaudit.rubric.merge import Placed

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PATTERNS = {
    "version": "write three numbers: 1.0.0",
    "as_of": "write the year and the month: 2026-11",
    "thresholds": "write house or sourced",
    "sure": "write read, second-hand or recalled",
}
"""What to write where a text has one of a few forms."""


def misfit(document: Placed, detail: ErrorDetails, schema: str) -> Problem:
    """One of pydantic's errors, where it stands. `schema` is the command that prints what may be written."""
    see = f"see {schema}"
    path, kind = tuple(detail["loc"]), detail["type"]
    if kind == "coaudit":
        is_key = path[-1:] == ("[key]",)
        place = path[:-1] if is_key else path
        return document.problem(place, detail["ctx"]["message"], detail["ctx"]["hint"], key=is_key)
    if kind == "missing":
        return document.problem(path[:-1], f"'{path[-1]}' is missing", f"add a line: {path[-1]}: ...")
    if kind == "extra_forbidden":
        return document.problem(path, f"'{path[-1]}' is not a key that may stand here", see, key=True)
    if kind in ("too_short", "too_long"):
        wanted = detail["ctx"].get("min_length") or detail["ctx"].get("max_length")
        return document.problem(path, f"{wanted} entries are wanted here, not {detail['ctx']['actual_length']}", see)
    if kind == "string_pattern_mismatch":
        return document.problem(path, "this is not written as it should be", PATTERNS.get(str(path[-1]), see))
    if kind in ("list_type", "dict_type", "model_type", "string_type"):
        wanted = {"list_type": "a list", "string_type": "one word"}.get(kind, "a group of keys")
        return document.problem(path, f"{wanted} is wanted here", see)
    return document.problem(path, detail["msg"].removeprefix("Value error, "), see)
