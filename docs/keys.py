"""The tables of docs/writing-a-description.md: every key and its values, read from the model and the vocabularies."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coaudit import vocabulary
from coaudit.fields import BESIDE, UNKNOWN
from coaudit.pages.parts import table, words
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
from coaudit.questions import QUESTIONS
from coaudit.vocabulary import ASKED_STAGES, KEY_DECISIONS, Vocabulary

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

SAID = {
    "is": "the value itself",
    "who": "which groups this is about",
    "date": "when it was so",
    "from": "since when",
    "to": "until when",
    "note": "anything a reader should know",
    "title": "What is the project called?",
    "organisation": "Whose project is it?",
    "purpose": "What is it for?",
    "summary": "What is it, in a few sentences?",
    "starts": "When does it start?",
    "ends": "When does it end?",
    "stages": "What part do people have in each stage?",
    "decisions": "What say do people have in each decision?",
    "accounts": "What does each side say about this project?",
    "responses": "your answer to a finding, by criterion: shown beside it, never counted",
    "not_applicable": "a criterion that cannot apply, and the reason",
    "facts": "whatever else your own rubric asks about",
    "rest": "answers for those that are not named",
    "evidence": "where this can be seen: minutes, a page, a record",
    "affected.who": "who they are",
    "accounts.from": "the side that answers",
    "accounts.people": "how many of them answered together",
    "left.people": "how many left",
    "reserved": "that it was never the project's to share, and why",
    "other": "a list of other decisions: `what` and `is`",
    "name": "what it is called",
    "chair": "who leads the meetings",
    "agenda": "who sets the agenda",
    "what": "a few words on what it was",
    "why": "the reasons they gave",
    "plan": "what you do about it",
    "by": "who reserved it",
    "reason": "why",
    "told": "when people were told that it is reserved",
    "currency": "three letters, such as GBP; left out, it is the rubric's own",
    "rubric": "the rubric whose criteria are answered",
    "answers": "a level from 0 to 4 for each criterion",
    "wanted": "more, this or less, for each criterion",
    "counts": "how many chose each level, for five people or more",
    "who-joins": "who is asked in",
    "data": "what is collected, and who may see it",
    "publication": "what is published",
    "scope": "what the project is about",
    "stop": "whether it goes on",
    "size": "how large the change was",
}
"""What a key is, where no question and no description in the model says so."""


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
    rows = [
        (f"`{key}`", _means(described, key, f"{parent}."), _counts(key, parent))
        for key, described in properties.items()
    ]
    return table(("key", "what it is", ""), rows)


def _counts(key: str, parent: str) -> str:
    if key == "rest":
        return ""
    if parent == "decisions":
        return "one of the six that count" if key in KEY_DECISIONS else "shown, never counted"
    return "always asked" if key in ASKED_STAGES else "counts where it is listed"


def _table(properties: dict[str, Any], parent: str) -> str:
    rows = [
        (f"`{key}`", _means(described, key, parent), _values(described, f"{parent}{key}"))
        for key, described in properties.items()
    ]
    return table(("key", "what it is", "what you may write"), rows)


def _means(described: dict[str, Any], key: str, parent: str) -> str:
    # The model's own words about a date say how it is written, and that stands in the next column.
    own = described.get("description", "")
    asked = QUESTIONS.get(f"{parent}{key}")
    return asked or SAID.get(f"{parent}{key}") or ("" if own.startswith("a day, a month") else own) or SAID.get(key, "")


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
