"""JSON Schemas of what coaudit reads and writes, made from the code that reads and writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coaudit.vocabulary import Vocabulary

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NO_VALUE: dict[str, Any] = {"enum": ["none", "unknown"]}
TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""Text as an editor sees it that gives YAML's types to `title: 2027` or `note: yes`; coaudit reads what is written."""


def description() -> dict[str, Any]:
    """The schema of a description, as kind as the template: each key with what it is for, its words and an example."""
    from coaudit.project.asking import LISTS, worded
    from coaudit.project.details import examples
    from coaudit.project.keys import common, means

    made, such, ladder = described(), examples(), _ladder()
    for key, part in _properties(made, made, "", set()):
        listed = vocabulary_of(words(part))
        said = [f"{word}: {meaning}" for word, meaning in (worded(listed, ladder) if listed else ()) if meaning]
        block = LISTS.get(key, ("",))[0]
        example = "" if listed else such.get(common(key), "")
        lead = "Such as:\n" if "\n" in example else "Such as: "
        lines = (means(key), *said, block or how(part), f"{lead}{example}" if example else "")
        part["description"] = "\n".join(line for line in lines if line)
    return made


def described() -> dict[str, Any]:
    """The same without these words."""
    from coaudit.project import Project

    made = _as_editors_see(Project.model_json_schema(by_alias=True), silence=True)
    return _named(made, "urn:coaudit:description:1", "A project, described for coaudit")


def _ladder() -> dict[str, str]:
    """What may be claimed, in the words of the rubric that judges when nobody says."""
    from coaudit import bundled
    from coaudit.cli import choosing
    from coaudit.render.words import sentence

    return {rung.id: sentence(rung.means) for rung in choosing.load_rubric(bundled.DEFAULT).rungs}


def rubric() -> dict[str, Any]:
    """The schema of a rubric: one that stands alone, or one that extends another and so says only what is its own."""
    from coaudit.rubric import Rubric
    from coaudit.rubric.merge import BY_ID, OF_ITS_OWN

    made = _as_editors_see(Rubric.model_json_schema(by_alias=True), silence=False)
    required = [key for key in made.pop("required") if key not in OF_ITS_OWN]
    names = {"type": "array", "items": TEXT}
    made["properties"] |= {
        "extends": {**TEXT, "description": "The rubric that this one stands on: a bundled one, or a file beside it."},
        "drop": {
            "type": "object",
            "properties": dict.fromkeys(BY_ID, names),
            "additionalProperties": False,
            "description": "Ids in the rubric below that are taken out, by kind.",
        },
        "weights": {
            "type": "object",
            "additionalProperties": made["$defs"]["Criterion"]["properties"]["weight"],
            "description": "New weights for criteria of the rubric below, by id.",
        },
    }
    made |= {
        "required": list(OF_ITS_OWN),
        "if": {"required": ["extends"]},
        "else": {"required": required, "properties": {"drop": False, "weights": False}},
    }
    return _named(made, "urn:coaudit:rubric:1", "A rubric for coaudit")


def report() -> dict[str, Any]:
    """The schema of a JSON report."""
    from coaudit.render.json_report import schema

    return {"$id": "urn:coaudit:report:1", **schema()}


def line() -> dict[str, Any]:
    """The schema of a line of a report in JSON Lines."""
    from coaudit.render.jsonl import schema

    return {"$id": "urn:coaudit:line:1", **schema()}


def plan() -> dict[str, Any]:
    """The schema of a plan in JSON."""
    from coaudit.render.json_report import schema_of
    from coaudit.report.plan import Plan

    return {"$id": "urn:coaudit:plan:1", **schema_of(Plan, "The least effort of a project to a rung or a letter.")}


def comparison() -> dict[str, Any]:
    """The schema of a comparison in JSON."""
    from coaudit.render.json_report import schema_of
    from coaudit.report.compare import Comparison

    return {"$id": "urn:coaudit:comparison:1", **schema_of(Comparison, "What moved, and which lines did it.")}


def history() -> dict[str, Any]:
    """The schema of a history in JSON."""
    from coaudit.render.json_report import schema_of
    from coaudit.report.history import History

    return {"$id": "urn:coaudit:history:1", **schema_of(History, "How a description fared over its revisions.")}


def policy() -> dict[str, Any]:
    """The schema of a policy."""
    from coaudit.policy.file import PolicyFile

    made = _as_editors_see(PolicyFile.model_json_schema(), silence=False)
    return _named(made, "urn:coaudit:policy:1", "A policy for coaudit")


def baseline() -> dict[str, Any]:
    """The schema of a baseline."""
    from coaudit.policy.file import BaselineFile

    made = _as_editors_see(BaselineFile.model_json_schema(), silence=False)
    return _named(made, "urn:coaudit:baseline:1", "A baseline for coaudit")


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "description": description,
    "rubric": rubric,
    "report": report,
    "line": line,
    "plan": plan,
    "comparison": comparison,
    "history": history,
    "policy": policy,
    "baseline": baseline,
}


def place(schema: dict[str, Any], key: str) -> dict[str, Any] | None:
    """The part of a description's schema that says what a key may hold; None where there is no such key.

    A name for each detail follows a dot; the names of groups and the numbers of entries are left out.
    """
    found: dict[str, Any] | None = schema
    for name in key.split("."):
        shapes = (shape for shape in _shapes(schema, found) if name in shape.get("properties", {}))
        shape = next(shapes, None)
        found = None if shape is None else shape["properties"][name]
        if found is None:
            return None
    return found


def keys(schema: dict[str, Any]) -> Iterator[str]:
    """Every key that a description may have, with its details, as `place` finds them."""
    yield from _keys(schema, schema, "", 3)


def _keys(schema: dict[str, Any], part: dict[str, Any], before: str, depth: int) -> Iterator[str]:
    for shape in _shapes(schema, part):
        for name, inner in shape.get("properties", {}).items():
            if name != "is":
                yield before + name
                if depth > 1:
                    yield from _keys(schema, inner, f"{before}{name}.", depth - 1)


def _properties(schema: dict[str, Any], part: Any, before: str, seen: set[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that may stand anywhere, by the first place where it may; what several keys share comes once."""
    for shape in _shapes(schema, part):
        if id(shape) not in seen:
            seen.add(id(shape))
            for name, inner in shape["properties"].items():
                yield f"{before}{name}", inner
                yield from _properties(schema, inner, f"{before}{name}.", seen)


def how(part: dict[str, Any]) -> str:
    """How a value is written, in a sentence, where that is not plain from its words."""
    said: str = part.get("description", "")
    return said or next((found for found in map(how, part.get("anyOf", ())) if found), "")


def words(part: dict[str, Any]) -> list[str]:
    """The words that a key's value may be: the first list of words in its schema."""
    if "enum" in part:
        return [word for word in part["enum"] if isinstance(word, str) and word != "unknown"]
    for branch in (*part.get("anyOf", ()), part.get("items")):
        if branch and (found := words(branch)):
            return [] if found == ["none"] else found
    return []


def vocabulary_of(listed: list[str]) -> Vocabulary | None:
    """The list of the format that holds just these words."""
    from coaudit import vocabulary

    lists = (each for each in vars(vocabulary).values() if isinstance(each, vocabulary.Vocabulary))
    return next((each for each in lists if listed and list(each.scale.words) == listed), None)


def _shapes(schema: dict[str, Any], part: Any) -> Iterator[dict[str, Any]]:
    """The sets of keys that a part of a schema may be, looking through lists and groups of named entries."""
    if not isinstance(part, dict):
        return
    if "$ref" in part:
        yield from _shapes(schema, schema["$defs"][part["$ref"].rpartition("/")[2]])
    if "properties" in part:
        yield part
    for branch in part.get("anyOf", ()):
        yield from _shapes(schema, branch)
    for below in ("items", "additionalProperties"):
        yield from _shapes(schema, part.get(below))


def _named(made: dict[str, Any], id_: str, title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, "$id": id_, "title": title, **made}


def _as_editors_see(node: Any, *, silence: bool) -> Any:
    """A schema that fits values after YAML's own typing: `yes` as true, an empty key as null, `2027` as a number.

    With *silence*, any key may be empty, and a list or a set of keys may be `none` or `unknown`.
    """
    if isinstance(node, list):
        return [_as_editors_see(each, silence=silence) for each in node]
    if not isinstance(node, dict):
        return node
    seen = {name: _as_editors_see(part, silence=silence) for name, part in node.items() if name != "properties"}
    if "properties" in node:
        required = node.get("required", ())
        inner = {name: _as_editors_see(_untitled(part), silence=silence) for name, part in node["properties"].items()}
        seen["properties"] = {
            name: _or_silence(part) if silence and name not in required else part for name, part in inner.items()
        }
        seen.pop("title", None)
    if "enum" in seen:
        also = [word == "yes" for word in ("yes", "no") if word in seen["enum"]]
        seen["enum"] = [*seen["enum"], *also]
    if seen.get("type") in ("string", ["string", "number"]) and "pattern" not in seen and "examples" not in seen:
        seen |= TEXT
    return seen


def _untitled(part: dict[str, Any]) -> dict[str, Any]:
    """A key's schema without what pydantic makes of its name, and without `default: null`, which says nothing."""
    return {name: value for name, value in part.items() if name != "title" and (name, value) != ("default", None)}


def _or_silence(part: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing; a list or a set of keys may also be written as a stated none, or as unknown."""
    branches = part.get("anyOf") or [{name: value for name, value in part.items() if name != "description"}]
    added: list[dict[str, Any]] = []
    if any(branch.get("type") in ("array", "object") or "$ref" in branch for branch in branches):
        added.append(NO_VALUE)
    if {"type": "null"} not in branches:
        added.append({"type": "null"})
    said = {"description": part["description"]} if "description" in part else {}
    return {**said, "anyOf": [*branches, *added]}
