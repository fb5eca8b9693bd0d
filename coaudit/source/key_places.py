"""What people call the keys of a description, and where a key stands that was written at the wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from coaudit import safe, vocabulary
from coaudit.source import Document, Path
from coaudit.source.corrected_numbers import how_often
from coaudit.source.yaml_quotes import as_text

KeysAt = Callable[[Path], tuple[str, ...]]
"""Tells which keys may stand at a place."""
Readable = Callable[[Path, str], bool]
"""Tells whether a text can be read at a place."""


def _names(**rows: str) -> Mapping[str, str]:
    return {name: key for key, row in rows.items() for name in row.split()}


_TOP = _names(
    purpose="objective objectives goal goals aim aims",
    summary="description about overview background abstract introduction",
    organisation="organization org trust provider",
    groups="team teams participants participant members partners stakeholders patients carers attendees volunteers",
    contact="meetings meeting workshops sessions engagement-activities",
    bodies="board boards committee committees steering-group governance",
    payment="incentive incentives reward rewards remuneration honorarium honoraria pay",
    changes="impact impacts results achievements",
    starts="start begins",
    ends="end finishes",
)
OTHER_NAMES: Mapping[str, Mapping[str, str]] = {
    "": _TOP,
    "groups": {
        **_names(side="role type kind category", people="how-many count total", to="ended finished"),
        **_names(
            recruited="recruitment how-found", chosen_by="chosen selected-by", left="dropped-out drop-outs leavers"
        ),
        "joined": "from",
        "start": "from",
        "started": "from",
        "since": "from",
    },
    "contact": _names(
        every="frequency how-often meetings meets regularity rhythm",
        times="how-many count number sessions number-of-meetings",
        dates="when date days",
        method="format type kind",
        what="name title activity",
        who="attendees participants groups group",
    ),
    "bodies": _names(
        seats="members places size",
        people_seats="lay-seats patient-seats user-seats public-seats carer-seats resident-seats community-seats",
        name="title what body",
    ),
    "payment": _names(hourly="per-hour hourly-rate an-hour", daily="per-day day-rate daily-rate a-day"),
    "changes": _names(what="change name title", date="when"),
    "affected": _names(who="name group", plan="action actions what-we-do"),
}
"""By the key below which they stand: other names of keys."""

_NO_NAMES = frozenset(("lead", "owner", "manager", "author", "project-lead", "contact-person", "email", "phone"))
_MEETINGS = ("meetings", "meeting", "workshops", "sessions", "frequency", "how-often")
_ENTRIES = {"contact": ("what", "Meetings"), "affected": ("who", "People who work nights"), "changes": ("what", "...")}
_ONE_WORD = ("payment", "expenses", "feedback", "after")
_ABOUT = {"decisions": "the say that people have in it", "stages": "the part that they have"}


def meant(path: Path, keys: tuple[str, ...]) -> str:
    """The key that another name at a place stands for; empty where it stands for none."""
    parent = str(path[0]) if len(path) > 1 else ""
    if len(path) > 3:  # a name inside an entry, no deeper
        return ""
    found = OTHER_NAMES.get(parent, {}).get(vocabulary.plain(str(path[-1])), "")
    return found if found in keys else ""


def in_words(document: Document, key: str, value: Any) -> str:
    """What to write for a key at the left that has no place of its own, but whose meaning has; else nothing."""
    plain, text = vocabulary.plain(key), value.strip() if isinstance(value, str) else ""
    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    yes = vocabulary.ANSWER.find(text) if text else None
    if plain in _NO_NAMES:
        return "names of people are not needed: leave this line out, or tell it after a # as a remark"
    if plain in _MEETINGS:
        often = how_often(text) if text else ""
        entry = f"{{what: Meetings, every: {often}}}" if often else "{what: Meetings, every: unknown}"
        return _list("contact", entry, data)
    if _TOP.get(plain) == "bodies":
        seats = f", seats: {found[1]}" if (found := re.search(r"^(\d{1,3}) (?:seats|members|people)", text)) else ""
        return _list("bodies", f"{{name: {as_text(key)}{seats}}}", data)
    if plain in ("budget", "funding") and re.search(r"\d", text):
        return (
            "how much money there is is not asked; who decides about it stands below decisions:, such as "
            "decisions: {budget: unknown}"
        )
    if plain in ("vouchers", "voucher") and (yes == "yes" or not text):
        return "did you mean 'payment'? write payment: voucher"
    if plain == "training":
        staff = "what staff learn stands under staff_learning:"
        return f"if people get training, write support: [training]; {staff}"
    if plain == "recruitment":
        return "how people were found is said of each group: recruited: stands below its name"
    if cover := vocabulary.COVERS.find(key):
        return f"which costs are paid stands under expenses, such as expenses: {{is: unknown, covers: [{cover}]}}"
    return ""


def renamed_group(key: str, value: Any, data: Any) -> str:
    """What to write for a key at the left that names people; the group gets that name."""
    from coaudit.source.corrected_ways import group

    name, said = as_text(key), f"{{side: {vocabulary.SIDE.find(key) or 'unknown'}}}"
    own = f"{name}: {said}"
    if isinstance(value, str):
        side = vocabulary.SIDE.find(value)
        counted = re.sub(r"^\d+$", r"\g<0> people", value.strip())
        own = group(name, counted) or (f"{name}: {{side: {side}}}" if side else own)
    if isinstance(data, dict) and "groups" in data:
        return f"people stand below groups:, set in, each group under a name: {own}"
    return f"people stand below groups:, each group under a name: write groups: {{{own}}}"


def further_in(
    document: Document, key: str, value: Any, parents: Mapping[str, str], beside: Mapping[str, str], readable: Readable
) -> str:
    """What to write for a key at the left that stands further in: the whole form, where the file has none of it yet.

    `parents` has the keys that it may stand below, and what it is called there; `beside` has those of the file that
    may stand below the same, with what they say.
    """
    data: Any = document.data
    plain = f"'{key}' stands further in: below {' or '.join(f'{each}:' for each in parents)}, set in by two spaces"
    if not isinstance(value, str) or (len(parents) > 1 and any(parent in data for parent in parents)):
        return plain
    if len(parents) == 1 and not isinstance(data.get(next(iter(parents))), (dict, list)):
        first = next(iter(beside))
        if key != first:
            return f"'{key}' stands further in, too: beside '{first}', as is said of line {_line(document, first)}"
        said_too = {each: said for each, said in beside.items() if each != key}
    else:
        said_too = {}
    forms = [_whole(document, parent, own, value, said_too, readable) for parent, own in parents.items()]
    if not all(forms):
        return plain
    if len(forms) == 1:
        return f"'{key}' stands further in, below {next(iter(parents))}: {forms[0]}"
    said = [
        f"{form} for {_ABOUT[parent]}" if parent in _ABOUT else form
        for form, parent in zip(forms, parents, strict=True)
    ]
    return f"'{key}' stands further in: {', or '.join(said)}"


def _line(document: Document, key: str) -> int:
    return document.locate((key,), key=True).line


def _whole(document: Document, parent: str, key: str, value: str, beside: Mapping[str, str], readable: Readable) -> str:
    """All that has to be written for a key to stand below another one."""
    data: Any = document.data
    there = data.get(parent)
    known = readable(_place(parent, key), value)
    lines = {key: value, **beside}
    own = ", ".join(
        f"{each}: {as_text(said) if readable(_place(parent, each), said) else 'unknown'}"
        for each, said in lines.items()
    )
    if isinstance(there, (dict, list)) and there:
        return _set_in(document, parent, own, there)
    if parent == "groups":
        side = "" if "side" in lines else "side: unknown, "
        return f"give the group a name, such as groups: {{our group: {{{side}{own}}}}}"
    if parent in _ABOUT:
        return f"write {parent}: {{{own}}}" if known else f"it tells {_ABOUT[parent]}, such as {parent}: {{{own}}}"
    if parent in _ONE_WORD:
        is_ = as_text(there) if isinstance(there, str) else "unknown"
        both = " in place of both" if isinstance(there, str) else ""
        return f"write {parent}: {{is: {is_}, {own}}}{both}"
    if parent == "accounts" or there is not None:
        return ""
    first, example = _ENTRIES.get(parent, ("", ""))
    if not first or first == key:
        return f"write {parent}: [{{{own}}}]"
    return f"such as {parent}: [{{{first}: {example}, {own}}}]"


def _place(parent: str, key: str) -> Path:
    if parent in _ABOUT or parent in _ONE_WORD:
        return parent, key
    return parent, "x" if parent == "groups" else 0, key


def _set_in(document: Document, parent: str, own: str, there: Any) -> str:
    """Where a line belongs below something that the file has already."""
    if isinstance(there, dict) and parent != "groups":
        column = document.locate((parent, next(iter(there))), key=True).column
        return f"set it in below {parent}:, in the column of its other keys: `{' ' * (column - 1)}{own}`"
    name: Any = len(there) - 1 if isinstance(there, list) else next(reversed(there))
    entry, lead = there[name], "- " if isinstance(there, list) else f"{as_text(str(name))}: "
    if isinstance(entry, str):
        first = "side" if parent == "groups" else _ENTRIES.get(parent, ("name", ""))[0]
        return f"it says more of what has a line there already, such as {lead}{{{first}: {as_text(entry)}, {own}}}"
    if not isinstance(entry, dict) or not entry:
        return ""
    column = document.locate((parent, name, next(iter(entry))), key=True).column
    thing = "the group" if parent == "groups" else "the entry"
    return f"set it in below {thing} that it is about, in the column of its other keys: `{' ' * (column - 1)}{own}`"


def _list(key: str, entry: str, data: dict[str, Any]) -> str:
    if data.get(key):
        return f"did you mean '{key}'? below {key}:, set in, write - {entry}"
    return f"did you mean '{key}'? write {key}: [{entry}]"


def first_entry(key: str, first: str, said: Any) -> str:
    """The first entry of a list whose dash is missing, where it begins with another name for a key; else nothing."""
    if key == "contact" and isinstance(said, str) and vocabulary.plain(first) in _MEETINGS:
        often = how_often(said)
        return f"{{what: Meetings, every: {often}}}" if often else ""
    near = OTHER_NAMES.get(key, {}).get(vocabulary.plain(first), "")
    return f"{near}: {as_text(said)}" if near and isinstance(said, str) else ""


def of_expenses(path: Path) -> str:
    """What to write for a cost that stands as a key below expenses; empty for other keys."""
    cover = vocabulary.COVERS.find(str(path[-1])) if path[:-1] == ("expenses",) else None
    return f"put what is paid for in brackets: covers: [{cover}]" if cover else ""


def of_decisions(path: Path, value: Any, data: Any) -> str:
    """What to write for a decision or a stage that has no key; empty for other keys."""
    name = str(path[-1])
    if path[:-1] == ("stages",):
        parts = {word for part in vocabulary.plain(name).split("-") if (word := vocabulary.STAGE.find(part))}
        return f"did you mean '{parts.pop()}'?" if len(parts) == 1 else ""
    if path[:-1] != ("decisions",):
        return ""
    lead = "a decision that has no key here is another one"
    if isinstance(value, dict):
        return f"{lead}: below other:, set in, begin with - what: {as_text(name)}"
    entry = another_decision(name, value)
    there = "other" in data["decisions"]
    return f"{lead}: below other:, set in, write - {entry}" if there else f"{lead}: write other: [{entry}]"


def another_decision(name: str, said: Any) -> str:
    """An entry of `other`: a decision that has no key of its own, and the say that people have in it."""
    word = vocabulary.SAY.find(said) if isinstance(said, str) else None
    return f"{{what: {as_text(name)}, is: {word or 'unknown'}}}"


def decision_in_one(text: str) -> str:
    """As `another_decision`, of a text that says both: `opening hours - asked`."""
    parts = re.split(r"\s+[-–—]\s+|:\s+|,\s*|\s*\((?=[^()]*\)$)", safe.cut(text.strip(), 200).rstrip(")"))
    say = vocabulary.SAY.find(parts[-1]) if len(parts) > 1 else None
    return another_decision(text if say is None else ", ".join(parts[:-1]), parts[-1])
