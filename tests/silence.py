"""Ways to say less in a description: every single one leaves open what was said before, and adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf
from typing import Any

from coaudit import scalars
from coaudit import vocabulary as words
from coaudit.vocabulary import Vocabulary
from tests.descriptions import NEEDED, OTHER_STAGES, WORD_KEYS, Data

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Silence:
    """One way to say less: what stands at a place becomes something wider, or goes (`wider` is None)."""

    path: Path
    wider: Any

    def of(self, data: Data) -> Data:
        """The description after it; the same where the place is gone or may not go any more."""
        found = deepcopy(data)
        holder = _at(found, self.path[:-1])
        last: Any = self.path[-1]
        if not isinstance(holder, (dict, list)) or (isinstance(holder, dict) and last not in holder):
            return found
        if self.path == ("groups",):
            _forget_groups(found)
        elif self.wider is not None:
            holder[last] = self.wider
        elif may_go(found, self.path):
            del holder[last]
        return found


def _at(data: Any, path: Path) -> Any:
    """What stands at a place; None where it is gone."""
    for part in path:
        if not isinstance(data, (dict, list)) or (isinstance(data, dict) and part not in data):
            return None
        data = data[part]  # type: ignore[index]
    return data


def may_go(data: Data, path: Path) -> bool:
    """Whether a key may be left out without saying anything by it."""
    key, above = path[-1], path[0]
    block: Any = data[str(above)] if above in ("stages", "decisions") else {}
    if path == ("stages",) and any(name in OTHER_STAGES for name in block):
        return False  # a stage that is listed is one more stage, whatever part people had in it
    if len(path) == 1:
        return key not in NEEDED and not any(map(_reserved, block.values()))
    if path[:-1] == ("groups",):
        return False
    if block and len(path) == 2:
        named = key not in OTHER_STAGES and "rest" not in block and not _reserved(block[key])
        return named or (key == "rest" and not _reserved(block[key]))
    holder = _at(data, path[:-1])
    if above in ("stages", "decisions") and (key == "who" or path[-2] == "who"):
        beside = holder if key == "who" else _at(data, path[:2])
        return "is" not in beside
    return key not in ("what", "name", "reserved", "currency") and path[0:3:2] != ("affected", "who")


def _reserved(statement: Any) -> bool:
    """Whether a decision may be reserved: one that says nothing of it is not."""
    return isinstance(statement, dict) and "reserved" in statement


def _forget_groups(data: Data) -> None:
    """Groups go with every mention of them; where a mention cannot go, they stay."""
    for block in ("stages", "decisions"):
        for value in data.get(block, {}).values():
            if isinstance(value, dict) and "who" in value and "is" in value:
                return
    for block in ("stages", "decisions"):
        for value in data.get(block, {}).values():
            if isinstance(value, dict):
                value.pop("who", None)
    for line in data.get("contact", ()):
        if isinstance(line, dict):
            line.pop("who", None)
    del data["groups"]


def silences(data: Data) -> Iterator[Silence]:
    """Every single way to say less."""
    for path, value in places(data):
        if path[0] in NEEDED:
            continue
        if isinstance(value, str):
            yield from (Silence(path, wider) for wider in _wider(path, value))
        elif isinstance(value, list) and path[-1] in ("support", "covers"):
            yield Silence(path, "unknown")
            yield from (Silence(path, [*value[:place], *value[place + 1 :], "unknown"]) for place in range(len(value)))
        if isinstance(path[-1], str) and (path == ("groups",) or may_go(data, path)):
            yield Silence(path, None)


def places(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a description, with where it stands; lists of words are one value."""
    if path:
        yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list) and path[-1] not in ("support", "covers", "who"):
        for place, value in enumerate(data):
            yield from places(value, (*path, place))


TEXTS = {"what", "name", "currency", "evidence", "note", "why", "reason", "plan"}
NUMBERS = {"people", "staying", "seats", "people_seats", "times", "hourly", "daily", "days", "notice_days"}
DAYS = {"date", "from", "to", "dates", "starts", "ends"}
LISTS: dict[str, Vocabulary] = {
    **WORD_KEYS,
    "recruited": words.RECRUITED,
    "chosen_by": words.CHOSEN_BY,
    "here": words.HERE,
    "size": words.SIZE,
    "status": words.STATUS,
}


def _wider(path: Path, text: str) -> Iterator[str]:
    """What a single value may become."""
    key = next(part for part in reversed(path) if isinstance(part, str))
    if path[0] == "affected" and (key == "who" or len(path) == 2):
        return
    if key in TEXTS or (path[0] == "changes" and len(path) == 2):
        return
    if key == "dates":
        yield from _wider_day(text)
        return
    if path[0] == "contact" and key == "who":
        return
    yield "unknown"
    if key in DAYS:
        yield from _wider_day(text)
    elif key in NUMBERS:
        yield from _wider_number(text)
    elif text.strip() != "unknown" and (vocabulary := _vocabulary(path, key)):
        choice = scalars.choice(text, vocabulary)
        yield from (f"at least {each}" for each in vocabulary.scale.words[: choice.low + 1])
        yield from (f"at most {each}" for each in vocabulary.scale.words[choice.high :])


def _vocabulary(path: Path, key: str) -> Vocabulary | None:
    if path[0] in ("stages", "decisions"):
        scale = words.PART if path[0] == "stages" else words.SAY
        if "reserved" in path:
            return words.RESERVED_TOLD if key == "told" else None
        return scale if len(path) == 2 or key == "is" or path[-2] == "who" else None
    return LISTS.get(str(path[0]) if key == "is" else key)


def _wider_day(text: str) -> Iterator[str]:
    for length in (7, 4):
        if len(text) > length and text != "unknown":
            yield text[:length]


def _wider_number(text: str) -> Iterator[str]:
    if text == "unknown":
        return
    value = scalars.number(text)
    low: Fraction | float = value.low
    yield f"at least {floor(low)}"
    yield f"at least {floor(low / 2)}"
    if value.high != inf:
        yield f"at most {ceil(value.high)}"
        yield f"{floor(low)} to {ceil(value.high) + 2}"
