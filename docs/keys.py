"""The tables of docs/writing-a-description.md: every key and its values, read from the model and the vocabularies."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coaudit import vocabulary
from coaudit.project import (
    Account,
    Affected,
    After,
    Beside,
    Body,
    Change,
    Contact,
    Decision,
    Decisions,
    Expenses,
    Feedback,
    Group,
    Left,
    Payment,
    Project,
    Reserved,
    Stage,
    Stages,
)
from coaudit.project.fields import BESIDE, UNKNOWN
from coaudit.project.keys import means
from coaudit.vocabulary import ASKED_STAGES, KEY_DECISIONS, Vocabulary
from docs.pages.parts import table, words

NUMBER = "a number"
DAY = "a date"
TEXT = "text"
PERIOD = "a length of time: `3 weeks`, `month`, `quarter`"
NAMES = "one name of a group, or a list of them"

INSIDE = {
    "groups": (Group, "Each group has a name of your own, and holds:"),
    "left": (Left, "Under `left`, a group may say who left before the end:"),
    "affected": (Affected, "Each entry of the list holds:"),
    "stages": (
        Stages,
        "The part that people have in each: `none`, `told`, `asked`, `takes-part`, `equal-part`, `leads`.",
    ),
    "decisions": (
        Decisions,
        "The say that people have in each: `none`, `told`, `asked`, `advises`, `together`, `decides`.",
    ),
    "one stage": (Stage, "Written long, a stage may also hold:"),
    "one decision": (Decision, "Written long, a decision may also hold:"),
    "reserved": (Reserved, "Under `reserved`, a decision says that it was never the project's to share:"),
    "bodies": (Body, "Each entry of the list holds:"),
    "contact": (Contact, "Each entry of the list holds:"),
    "payment": (Payment, "Written long, it may also hold:"),
    "expenses": (Expenses, "Written long, it may also hold:"),
    "feedback": (Feedback, "Written long, it may also hold:"),
    "changes": (Change, "Each entry of the list holds:"),
    "after": (After, "Written long, it may also hold:"),
    "accounts": (Account, "Each entry is the joint answer of one side. Single persons' answers do not belong here."),
}
"""The keys that hold keys of their own, each with its part of the model."""


def blocks() -> Mapping[str, str]:
    """The tables by their names."""
    schema = Project.model_json_schema()
    return {
        "keys": _table(schema["properties"], ""),
        "keys inside": "\n\n".join(_inside(schema)),
        "synonyms": _synonyms(),
    }


def _inside(schema: dict[str, Any]) -> Iterator[str]:
    for key, (shape, lead) in INSIDE.items():
        own = schema["$defs"][shape.__name__]["properties"]
        if issubclass(shape, Beside):
            kept = ("who",) if shape in (Decision, Stage) else ()  # there it holds what each group has
            own = {name: described for name, described in own.items() if name not in BESIDE - {*kept}}
        named = key if " " in key else f"`{key}`"
        rows = _listed(own, key) if shape in (Decisions, Stages) else _table(own, f"{key}.")
        yield f"### Inside {named}\n\n{lead}\n\n{rows}"


def _listed(properties: dict[str, Any], parent: str) -> str:
    """The decisions or stages, of which all take the same values."""
    rows = [(f"`{key}`", words(means(f"{parent}.{key}")), _counts(key, parent)) for key in properties]
    return table(("key", "what it is", ""), rows)


def _counts(key: str, parent: str) -> str:
    if key == "rest":
        return ""
    if parent == "decisions":
        return "one of the six that count" if key in KEY_DECISIONS else "shown, never counted"
    return "always asked" if key in ASKED_STAGES else "counts where it is listed"


def _table(properties: dict[str, Any], parent: str) -> str:
    rows = [
        (f"`{key}`", words(means(f"{parent}{key}")), _values(described, f"{parent}{key}"))
        for key, described in properties.items()
    ]
    return table(("key", "what it is", "what you may write"), rows)


def _values(described: dict[str, Any], path: str) -> str:
    """What may be written, short or long."""
    if path == "coaudit":
        return "`1`"
    return "; ".join(dict.fromkeys(_kinds(described))) or "anything"


def _kinds(described: dict[str, Any]) -> Iterator[str]:
    branches = described.get("anyOf", [described])
    if any(branch.get("type") == "number" for branch in branches):
        yield NUMBER
        return
    if [branch.get("type") for branch in branches] == ["string", "array"]:
        yield NAMES
        return
    for branch in branches:
        yield from _kind(branch)
        if UNKNOWN in branch.get("enum", ()):
            return  # what follows is another way to write it, or other words for the same


def _kind(branch: dict[str, Any]) -> Iterator[str]:
    match branch:
        case {"enum": words_}:
            yield ", ".join(f"`{word}`" for word in words_ if word != UNKNOWN)
        case {"anyOf": _}:
            yield from _kinds(branch)
        case {"$ref": str(place)}:
            yield from _elsewhere(place)
        case {"type": "array", "items": dict(items)}:
            yield _several("a list", items)
        case {"type": "object", "additionalProperties": dict(items)} if items:
            yield _several("names of your own" if "$ref" in str(items) else "names, each", items)
        case {"type": "object"}:
            yield "names with values"
        case {"examples": _}:
            yield PERIOD
        case {"type": ["string", "integer"]}:
            yield DAY
        case {"type": "integer"}:
            yield "0 to 4"
        case {"type": "string" | ["string", "number"]}:
            yield TEXT


def _several(what: str, items: dict[str, Any]) -> str:
    inner = list(dict.fromkeys(_kinds(items)))
    see = next((said for said in inner if said.startswith("[")), "")
    if inner == [DAY]:
        return "a list of dates"
    return f"{what}: {see}" if see else f"{what} of {inner[0]}" if what == "a list" else f"{what} with {inner[0]}"


def _elsewhere(place: str) -> Iterator[str]:
    """Where a part of the model that has keys of its own is told."""
    shape = place.rpartition("/")[2]
    for key, (known, _) in INSIDE.items():
        if known.__name__ == shape:
            yield f"[more](#inside-{key.replace(' ', '-')})"


def _synonyms() -> str:
    """Every other word that is read, by list and by the word it is read as."""
    rows = []
    for each in vars(vocabulary).values():
        if isinstance(each, Vocabulary) and each.synonyms:
            for word in each.scale.words:
                others = [other for other, meant in each.synonyms.items() if meant == word and other != word]
                if others:
                    rows.append((words(each.scale.name), f"`{word}`", ", ".join(words(other) for other in others)))
    return table(("where", "the word", "also read as that word"), rows)
