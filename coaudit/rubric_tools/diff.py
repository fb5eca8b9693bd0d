"""What changed between two rubrics, by id and key in words, and what that moves in the verdict on a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from coaudit.records import Record
from coaudit.report import Audit
from coaudit.rubric import Rubric
from coaudit.rubric.conditions import Condition
from coaudit.rubric.merge import BY_ID
from coaudit.telling.words import figure

TABLES = ("sources", "efforts", "risk_bands", "by_stage", "facts", "elsewhere")


class Difference(Record):
    """One thing that changed: in what (an id, or a key of the rubric), which key of it, and what it was and is.

    `key` is empty where the whole was added (`before` is empty) or taken out (`after` is empty).
    """

    kind: str
    about: str
    key: str
    before: str
    after: str


def differences(old: Rubric, new: Rubric) -> tuple[Difference, ...]:
    """Everything that the new rubric says otherwise than the old; empty where they say the same."""
    found = list(_keys("rubric", "", old, new, {*BY_ID, *TABLES, "foundation"}))
    for kind in BY_ID:
        found += _entries(kind, getattr(old, kind), getattr(new, kind))
    for kind in TABLES:
        found += _table(kind, getattr(old, kind), getattr(new, kind))
    before, after = ([line.says for line in each.foundation] for each in (old, new))
    found += [Difference("foundation", says, "", says, "") for says in before if says not in after]
    found += [Difference("foundation", says, "", "", says) for says in after if says not in before]
    return tuple(found)


def _entries(kind: str, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    before, after = ({entry.id: entry for entry in entries} for entries in (old, new))
    for name, entry in before.items():
        if name not in after:
            yield Difference(kind, name, "", getattr(entry, "title", name), "")
        else:
            yield from _keys(kind, name, entry, after[name])
    for name, entry in after.items():
        if name not in before:
            yield Difference(kind, name, "", "", getattr(entry, "title", name))
    left, right = [name for name in before if name in after], [name for name in after if name in before]
    if left != right:
        yield Difference(kind, "", "order", ", ".join(left), ", ".join(right))


def _table(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield Difference(kind, name, "", _words(before), _words(after))
        elif isinstance(before, BaseModel):
            yield from _keys(kind, name, before, after)
        elif before != after:
            yield Difference(kind, name, "is", _words(before), _words(after))


def _keys(
    kind: str, about: str, old: BaseModel, new: BaseModel, but: set[str] | None = None, above: str = ""
) -> Iterator[Difference]:
    """The keys of one entry that differ; the parts of a part are named by all the keys above them."""
    for key in type(old).model_fields:
        before, after = getattr(old, key), getattr(new, key)
        if key in (but or ()) or before == after:
            continue
        name = f"{above}{key.replace('_', ' ')}"
        if isinstance(before, BaseModel) and isinstance(after, BaseModel):
            yield from _keys(kind, about, before, after, above=f"{name}: ")
        elif isinstance(before, dict) and isinstance(after, dict):
            for inner in {**before, **after}:
                if before.get(inner) != after.get(inner):
                    words = _words(before.get(inner)), _words(after.get(inner))
                    yield Difference(kind, about, f"{name} {inner}", *words)
        elif key == "levels":
            yield from _levels(kind, about, before, after)
        else:
            yield Difference(kind, about, name, _words(before), _words(after))


def _levels(kind: str, about: str, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    """Levels of a criterion by their place, severities of a risk by their number."""
    before, after = (
        {getattr(step, "severity", place): step for place, step in enumerate(steps)} for steps in (old, new)
    )
    word = "severity" if hasattr((old or new)[0], "severity") else "level"
    for number in sorted({*before, *after}):
        one, other = before.get(number), after.get(number)
        if one is None or other is None:
            yield Difference(kind, about, f"{word} {number}", getattr(one, "means", ""), getattr(other, "means", ""))
        else:
            yield from _keys(kind, about, one, other, above=f"{word} {number}: ")


def _words(value: Any) -> str:
    """Any part of a rubric on one line; empty where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return figure(value)
    if isinstance(value, Condition):
        return value.in_words() or "always"
    if isinstance(value, BaseModel):
        return _words({key: getattr(value, key) for key in type(value).model_fields})
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(each)}" for key, each in value.items() if each is not None)
    if isinstance(value, (list, tuple)):
        return "; ".join(_words(each) for each in value) or "none"
    return str(value)


NO_LETTER = "no letter"


def standing(audit: Audit) -> dict[str, str]:
    """What a project gets, in words: the rung, the verdict on its claim, the letter, and the band of its risk."""
    grade, tokenism = audit.grade, audit.tokenism
    return {
        "rung": _ends(audit.rung.low, audit.rung.high),
        "claim": audit.claim.verdict.replace("-", " ") + (f" by {audit.claim.by}" if audit.claim.by else ""),
        "letter": _ends(grade.low, grade.high) if grade.low and grade.high else NO_LETTER,
        "risk of tokenism": _ends(tokenism.band_low, tokenism.band_high),
    }


def _ends(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def moved(old: Audit, new: Audit) -> dict[str, tuple[str, str]]:
    """What of its standing differs between two audits of one project: what it was, and what it is."""
    before, after = standing(old), standing(new)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
