"""The kinds of field a rubric has: sentences, figures, levels, names and conditions, each read from literal text."""

from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from coaudit.project import fields
from coaudit.project.fields import Reads, reader, refuse
from coaudit.rubric.conditions import ALWAYS, OPERATORS, Condition, read_condition
from coaudit.scalars import Unreadable, figure
from coaudit.vocabulary import ANSWER

TOP_LEVEL = fields.TOP_LEVEL


def _said(text: str) -> str:
    if not text.strip():
        raise Unreadable("there is nothing written here", "write a sentence")
    return text.strip()


def _flag(text: str) -> bool:
    word = ANSWER.find(text)
    if word is None:
        raise Unreadable(f"'{text}' is neither yes nor no", "write yes or no")
    return word == "yes"


def _figure(text: str) -> int | Fraction:
    found = figure(text)
    if found is None:
        raise Unreadable(f"'{text}' is not a number", "write digits, such as 60 or 0.25")
    return found


def _positive(text: str) -> int | Fraction:
    found = _figure(text)
    if found <= 0:
        raise Unreadable(f"'{text}' is not above 0", "write a number above 0")
    return found


def _ids(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise refuse("a list of names is wanted here", "write [name, other-name]")


def _required(read: Any, wanted: str) -> Any:
    """A reader that does not take silence: in a rubric nothing is unknown."""
    inner = reader(read, wanted)

    def strict(value: Any) -> object:
        if value is None:
            raise refuse(f"{wanted} is wanted here", "write it after the colon")
        found = inner(value)
        return read(str(value)) if found is None else found

    return strict


class _When:
    """Reads a condition. The figures of `reference`, which it may name, come with the validation's context."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        alternative = {
            "type": "object",
            "additionalProperties": {"type": "object", "propertyNames": {"enum": list(OPERATORS)}},
        }
        return {"anyOf": [alternative, {"type": "array", "items": alternative, "minItems": 1}]}

    @staticmethod
    def _read(value: Any, info: core_schema.ValidationInfo) -> Condition:
        try:
            return read_condition(value, info.context or {})
        except ValueError as error:
            raise refuse(str(error), "docs/method.md says how conditions are written") from None


Said = Annotated[str, Reads(_required(_said, "a sentence"), {"type": "string"})]
Flag = Annotated[bool, Reads(_required(_flag, "yes or no"), {"enum": ["yes", "no"]})]
Figure = Annotated[int | Fraction, Reads(_required(_figure, "a number"), {"type": "number"})]
Weight = Annotated[
    int | Fraction, Reads(_required(_positive, "a number above 0"), {"type": "number", "exclusiveMinimum": 0})
]
Level = Annotated[
    int, Reads(_required(fields.level, "a level"), {"type": "integer", "minimum": 0, "maximum": TOP_LEVEL})
]
Ids = Annotated[tuple[str, ...], Reads(_ids, {"type": "array", "items": {"type": "string"}})]
When = Annotated[Condition, _When()]
Always: Any = Field(default_factory=lambda: ALWAYS)
"""The default of a condition. No schema tells it: leaving the key out says it."""
Fragment = Annotated[Any, Reads(lambda value: value, {"type": "object", "description": "a piece of a description"})]
