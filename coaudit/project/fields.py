"""The kinds of field a description has: each reads literal text and says what an editor may offer.

A field that is absent, empty or `unknown` is None: not stated. Any single value may also be written long, as
`{is: value, evidence: ...}`; the details beside `is` that a field has no use for are then only notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coaudit import scalars, vocabulary
from coaudit.scalars import Day, Unreadable
from coaudit.values import Choice, Members, Range
from coaudit.vocabulary import Vocabulary

UNKNOWN = "unknown"
MOST_REMEMBERED = 1000
"""How many texts each kind of field remembers the reading of."""
TOP_LEVEL = 4
"""The highest level of every criterion, and the highest severity of every risk: the format's own scale is 0 to 4."""
LEVELS = tuple(map(str, range(TOP_LEVEL + 1)))
BESIDE = frozenset(("is", "date", "from", "to", "who", "evidence", "note"))
"""What a long form may hold, whatever it is about."""


def refuse(message: str, hint: str = "") -> PydanticCustomError:
    """An error whose words are ours and are shown as they stand."""
    return PydanticCustomError("coaudit", "{message}", {"message": message, "hint": hint})


def unstated(value: Any) -> bool:
    """Whether a value says nothing: absent, empty, or the word unknown."""
    return value is None or (isinstance(value, str) and value.strip().lower() == UNKNOWN)


def short(value: Any) -> Any:
    """The value itself, taken out of its long form if it is written so."""
    if isinstance(value, dict) and "is" in value and value.keys() <= BESIDE:
        return value["is"]
    return value


def _text_of(value: Any, wanted: str) -> str:
    """The text of a single value; refuses a list or a group of keys where one value is wanted."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and len(value) == 1:
        first, second = next(iter(value.items()))
        if second is None:
            raise refuse(f"{wanted} is wanted here, not a key in braces", f"write {first} without the braces")
    found = "a list" if isinstance(value, list) else "a group of keys"
    raise refuse(f"{wanted} is wanted here, not {found}", "write one value on the same line, after the colon")


class Reads:
    """Makes a field read by one function, and says in the schema what may be written there.

    It builds no schema for the value it returns: values are ours, nothing is ever read back from them.
    """

    def __init__(self, read: Callable[[Any], object], schema: dict[str, Any]) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def reader(scalar: Callable[[str], object], wanted: str) -> Callable[[Any], object]:
    """A validator that hands a single value's text to a reader of scalars.

    What a text reads as is remembered: descriptions say the same few words, numbers and days over and over.
    """
    if scalar is not _text:
        scalar = lru_cache(MOST_REMEMBERED)(scalar)

    def read(value: Any) -> object:
        value = short(value)
        if unstated(value):
            return None
        try:
            return scalar(_text_of(value, wanted))
        except Unreadable as error:
            raise refuse(error.message, error.hint) from None

    return read


def word(words: Vocabulary) -> Reads:
    """A field that holds one word of a list."""
    read = reader(lambda text: scalars.choice(text, words), f"one word ({', '.join(words.scale.words)})")
    choices: list[dict[str, Any]] = [{"enum": [*words.scale.words, UNKNOWN]}]
    if words.scale.ordered and len(words.scale.words) > 2:
        choices.append({"type": "string", "pattern": "^(at least|at most) "})
    if words.synonyms:
        choices.append({"enum": sorted(set(words.synonyms) - set(words.scale.words))})
    return Reads(read, {"anyOf": choices} if len(choices) > 1 else choices[0])


def _text(text: str) -> str:
    if not text.strip():
        raise Unreadable("there is nothing written here", "write a few words, or leave the whole line out")
    return text.strip()


def _names(value: Any) -> Any:
    """Names as a list: one name alone, or several."""
    value = short(value)
    if unstated(value):
        return None
    if isinstance(value, str):
        return (value.strip(),)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(name.strip() for name in value)
    if isinstance(value, dict):
        return tuple(value)
    raise refuse("the name of a group, or a list of names, is wanted here", "write who: [experts, staff]")


def level(text: str) -> int:
    """A level of a criterion, or a severity of a risk. Raises Unreadable."""
    if text.strip() not in LEVELS:
        raise Unreadable(f"'{text}' is not a level", f"write a whole number from 0 to {TOP_LEVEL}")
    return int(text)


# Each says how it is written, in sentences that editors, the template and `coaudit explain` show.
_NUMBER_SCHEMA = {
    "description": "Write a number. 'about 30', 'at least 12', 'at most 5' and '10 to 12' may be written too.",
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"enum": ["none", UNKNOWN]},
        {"type": "string", "pattern": "^((about|at least|at most) )?[0-9]"},
    ],
}
_DAY_SCHEMA = {
    "description": "Write a day, a month or a year: 2026-10-05, 2026-10 or 2026.",
    "type": ["string", "integer"],
}
_NAMES_SCHEMA = {
    "description": "Write one name, or several in brackets: [experts, staff].",
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}
_EVERY_SCHEMA = {
    "description": "Write a length of time: 3 weeks, month or quarter.",
    "type": "string",
    "examples": ["3 weeks", "month", "quarter"],
}
_LEVEL_SCHEMA = {"type": "integer", "minimum": 0, "maximum": 4}

Text = Annotated[str | None, Reads(reader(_text, "a text"), {"type": ["string", "number"]})]
Count = Annotated[Range | None, Reads(reader(scalars.count, "a number"), _NUMBER_SCHEMA)]
Amount = Annotated[Range | None, Reads(reader(scalars.number, "a number"), _NUMBER_SCHEMA)]
Date = Annotated[Day | None, Reads(reader(scalars.day, "a day"), _DAY_SCHEMA)]
Every = Annotated[Range | None, Reads(reader(scalars.period, "a length of time"), _EVERY_SCHEMA)]
Names = Annotated[tuple[str, ...] | None, Reads(_names, _NAMES_SCHEMA)]
YesNo = Annotated[Choice | None, word(vocabulary.ANSWER)]
AnswerLevel = Annotated[int | None, Reads(reader(level, "a level"), _LEVEL_SCHEMA)]


def members(words: Vocabulary) -> Reads:
    """A field that holds several words of a list. `unknown` among them means: perhaps more."""

    def read(value: Any) -> Members | None:
        value = short(value)
        if unstated(value):
            return None
        if isinstance(value, str):
            value = [] if value.strip().lower() == "none" else [value]
        if not isinstance(value, list):
            raise refuse("a list of words is wanted here", f"write [{words.scale.words[0]}, {words.scale.words[1]}]")
        return _members(value, words)

    one = {"enum": [*words.scale.words, UNKNOWN]}
    several = f"[{words.scale.words[0]}, {words.scale.words[1]}]"
    how = f"Write one word, or several in brackets: {several}. Where there may be more, add unknown."
    return Reads(read, {"description": how, "anyOf": [{"type": "array", "items": one}, {"enum": ["none", UNKNOWN]}]})


def _members(items: list[Any], words: Vocabulary) -> Members:
    """A list of words as a set; open upwards where `unknown` stands among them."""
    found: set[str] = set()
    for item in items:
        if unstated(item):
            continue
        try:
            found |= set(scalars.choice(_text_of(item, "one word"), words).words)
        except Unreadable as error:
            raise refuse(error.message, error.hint) from None
    open_upwards = any(unstated(item) for item in items)
    return Members(words.scale, frozenset(found), frozenset(words.scale.words) if open_upwards else frozenset(found))


def _whole_list(value: Any) -> Any:
    """A list as it is; `none` is a stated empty list, and one entry without its dash is taken as a list of one."""
    if isinstance(value, dict) and value.keys() <= BESIDE and "is" in value:
        value = value["is"]
    if unstated(value):
        return None
    if isinstance(value, str) and value.strip().lower() == "none":
        return []
    if isinstance(value, str):
        raise refuse(
            "a list is wanted here, not a single text",
            "start each entry with a dash and a space: - ",
        )
    if isinstance(value, dict):
        raise refuse("a list is wanted here, and a dash is missing", "start each entry with a dash and a space: - ")
    return value


def _block(value: Any) -> Any:
    """A group of keys as it is; `none` is a stated empty group."""
    if unstated(value):
        return None
    if isinstance(value, str) and value.strip().lower() == "none":
        return {}
    if not isinstance(value, dict):
        found = "a list" if isinstance(value, list) else "a single text"
        raise refuse(
            f"keys with values are wanted here, not {found}", "write one key: value on each line, set in by two spaces"
        )
    return value


def _each_none(value: Any) -> Any:
    """As `_block`, for keys that `rest` answers for: `none` is none in each of them."""
    nothing = isinstance(value, str) and value.strip().lower() == "none"
    return {"rest": "none"} if nothing or value == [] else _block(value)


Whole = BeforeValidator(_whole_list)
Block = BeforeValidator(_block)
EachNone = BeforeValidator(_each_none)


class Lengthen:
    """Lets a thing with details be written short: `payment: paid` is `payment: {is: paid}`."""

    def __init__(self, under: str = "is") -> None:
        self.under = under

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._lengthen, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        inner = handler(schema)
        branches = [branch for branch in inner.get("anyOf", [inner]) if branch.get("type") != "null"]
        shape = handler.resolve_ref_schema(branches[0])
        return {"anyOf": [self._short_schema(shape), *branches]}

    def _short_schema(self, shape: dict[str, Any]) -> dict[str, Any]:
        written_short = shape.get("properties", {}).get(self.under, {})
        return {key: part for key, part in written_short.items() if key not in ("default", "title")}

    def _lengthen(self, value: Any) -> Any:
        # A value that is there but unknown stays a thing of its own: it is not absent, so nothing else answers for it.
        if unstated(value):
            return {}
        return value if isinstance(value, dict) else {self.under: value}


class LengthenContact(Lengthen):
    """As `Lengthen` under `what`; but a line of contact that is a length of time alone is how often, and no name."""

    def __init__(self) -> None:
        super().__init__("what")

    def _lengthen(self, value: Any) -> Any:
        if isinstance(value, str):
            from coaudit.source.corrected_numbers import how_often, named_and_often  # its patterns take a while to make

            if named_and_often(value):
                raise refuse("this is read as a name, and how often is lost", "say how often below it: every: ...")
            often = how_often(value)
            if often:
                named = re.search(r"(?i)days? ", value) is not None  # every Monday at the depot
                return {"every": often, "what": value} if named else {"every": often}
        return super()._lengthen(value)
