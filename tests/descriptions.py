"""Random descriptions for property tests: any key of the format, in its short and long forms.

A description is plain data, every value a text, ready to be written as YAML. It is valid by construction, and says
nothing twice: no more stay than there are, ends come after beginnings, what is none has no details.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from coaudit import vocabulary as words
from coaudit.vocabulary import Vocabulary

Draw = Callable[[st.SearchStrategy[Any]], Any]
Data = dict[str, Any]
Strategy = st.SearchStrategy[Any]

WORD_KEYS: dict[str, Vocabulary] = {
    "on_disagreement": words.ON_DISAGREEMENT,
    "still_open": words.STILL_OPEN,
    "information": words.INFORMATION,
    "timetable": words.TIMETABLE,
    "access": words.ACCESS,
    "staff_learning": words.STAFF_LEARNING,
    "skills": words.SKILLS,
    "agreement": words.AGREEMENT,
    "credit": words.CREDIT,
    "payment": words.PAYMENT,
    "expenses": words.EXPENSES,
    "feedback": words.FEEDBACK,
    "after": words.AFTER,
}
"""The keys whose value is one word of an ordered list, and may be written long."""

OTHER_DECISIONS = ("who-joins", "data", "publication", "scope", "stop")
OTHER_STAGES = ("funding", "analysis", "sharing", "adoption")
NEEDED = ("title", "claim", "accounts", "not_applicable", "responses", "facts")


def word(vocabulary: Vocabulary) -> st.SearchStrategy[str]:
    """A word of a list, sometimes as `at least` or `at most`, sometimes unknown."""
    exact = list(vocabulary.scale.words)
    bounds = [f"at {end} {each}" for end in ("least", "most") for each in exact if vocabulary.scale.ordered]
    return st.sampled_from([*exact, *exact, *exact, *bounds, *["unknown"] * len(exact)])


@cache
def number(most: int = 12, least: int = 0) -> st.SearchStrategy[str]:
    """A number in any of its forms, none of which is certainly below `least`."""
    whole = range(least, most + 1)
    forms = ("{}", "{}", "about {}", "at least {}", "at most {}")
    ways = [form.format(each) for each in whole for form in forms]
    ways += [f"{low} to {low + more}" for low in whole for more in (0, 1, 5)]
    return st.sampled_from([*ways, "unknown"])


@cache
def day(year: int = 2026) -> st.SearchStrategy[str]:
    """A day, a month or a year."""
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    days = [f"{month}-{date}" for month in months for date in ("01", "10", "28")]
    return st.sampled_from([*days, *months, str(year)])


YES_NO = st.sampled_from(["yes", "no", "yes", "no", "unknown"])
TEXT = st.sampled_from(["Minutes of 5 October", "A list on the wall", "Yes", "12:30"])
CHANCE = st.booleans()
SELDOM = st.sampled_from([False, False, False, True])

CLAIM = st.sampled_from(words.CLAIM.scale.words)
SIDE = st.sampled_from([*words.SIDE.scale.words, "lived-experience", "lived-experience", "unknown"])
BESIDE = {"evidence": TEXT, "note": TEXT}
ONLY_SHORT = {
    "level": word(words.LEVEL),
    "kind": word(words.KIND),
    "status": word(words.STATUS),
    "started_by": word(words.WHO_DID),
    "completed_by": word(words.WHO_DID),
}
SCALES = {"stages": words.PART, "decisions": words.SAY}
SAID = {block: word(vocabulary) for block, vocabulary in SCALES.items()}
VALUES = {key: word(vocabulary) for key, vocabulary in WORD_KEYS.items()}
SOME_SUPPORT = [*words.SUPPORT.scale.words, "unknown"]
SOME_COSTS = [*words.COVERS.scale.words, "unknown"]


def one_of_list(listed: list[str]) -> Strategy:
    """Some words of a list; with `unknown` among them there may be more."""
    chosen = st.lists(st.sampled_from(listed), max_size=4, unique=True)
    return st.one_of(st.sampled_from(["none", "unknown"]), chosen, chosen)


DETAILS: dict[str, dict[str, Strategy]] = {
    "payment": {"preparation": YES_NO, "choice": YES_NO, "instead_agreed": YES_NO, "currency": st.just("GBP")},
    "expenses": {"covers": one_of_list(SOME_COSTS)},
    "feedback": {"days": number(30), "refusals": YES_NO, "public": YES_NO},
    "after": {"funded": YES_NO},
}
RATE = st.sampled_from([{"hourly": "27.50"}, {"hourly": "10"}, {"daily": "200"}, {"hourly": "at least 13"}, {}])
RESERVED = {"by": word(words.RESERVED_BY), "reason": TEXT, "told": word(words.RESERVED_TOLD)}
AFFECTED = {"here": word(words.HERE), "plan": TEXT}
CHANGE = {"size": word(words.SIZE), "date": day()}
GROUP = {
    "left": st.one_of(number(4), st.fixed_dictionaries({"people": number(4), "why": TEXT})),
    "from": day(),
    "to": day(2027),
    "recruited": word(words.RECRUITED),
    "chosen_by": word(words.CHOSEN_BY),
    "evidence": TEXT,
}
BODY = {"decides": YES_NO, "chair": word(words.SHARED_BY), "agenda": word(words.SHARED_BY)}
CONTACT = {"method": word(words.METHOD), "same_people": YES_NO, "evidence": TEXT}
SPAN = {"from": day(2025), "to": day(2027)}
EVERY = st.sampled_from(["week", "3 weeks", "month", "2 months", "quarter", "monthly"])
HOW = st.sampled_from(["times", "dates", "every", "times and every", ""])
DAYS = st.lists(day(), min_size=1, max_size=5)
ANSWERS = st.dictionaries(
    st.sampled_from(["decision-rights", "entry", "rhythm", "payment", "answer-back"]),
    st.sampled_from(["0", "1", "2", "3", "4"]),
    max_size=3,
)


def some(draw: Draw, fields: dict[str, Strategy]) -> Data:
    """Some of these keys."""
    chosen = draw(st.integers(0, 2 ** len(fields) - 1))
    return {key: draw(field) for place, (key, field) in enumerate(fields.items()) if chosen >> place & 1}


@st.composite
def descriptions(draw: Draw) -> Data:
    """A whole description."""
    found: Data = {"title": "A project"} | some(draw, {"claim": CLAIM, **ONLY_SHORT, "groups": GROUPS})
    names = tuple(found.get("groups", ()))
    people = tuple(name for name in names if side_of(found["groups"][name]) in words.PEOPLE_SIDES)
    blocks = {"stages": statements("stages", names), "decisions": statements("decisions", names)}
    found |= some(draw, {**blocks, "contact": contact(people), **LISTS, **WORDS})
    return found


def side_of(group: Any) -> Any:
    return group.get("side") if isinstance(group, dict) else group


@st.composite
def _group(draw: Draw) -> Any:
    side = draw(SIDE)
    if draw(SELDOM):
        return side
    size = draw(st.integers(1, 12))
    people = [str(size), f"at least {size}", f"about {size + 1}", f"at most {size}", f"0 to {size}"]
    staying = [str(size - 1), f"at most {size}", str(size // 2), "unknown"]
    counted = {"people": st.sampled_from(people), "staying": st.sampled_from(staying)}
    return {"side": side} | some(draw, {**counted, **GROUP})


@st.composite
def _affected(draw: Draw) -> Any:
    return "Neighbours" if draw(SELDOM) else {"who": "Neighbours"} | some(draw, AFFECTED)


@st.composite
def _change(draw: Draw) -> Any:
    return "New hours" if draw(SELDOM) else {"what": "New hours"} | some(draw, CHANGE)


@st.composite
def _body(draw: Draw) -> Data:
    seats = draw(st.integers(1, 12))
    theirs = st.integers(0, seats).map(str)
    counted = {
        "seats": st.sampled_from([str(seats), f"at least {seats}", f"about {seats + 1}"]),
        "people_seats": st.one_of(theirs, theirs, theirs.map("at least {}".format), theirs.map("at most {}".format)),
    }
    return {"name": "Board"} | some(draw, {**counted, **BODY})


@st.composite
def _account(draw: Draw) -> Data:
    return {"from": draw(st.sampled_from(words.SIDE.scale.words)), "answers": draw(ANSWERS)}


@st.composite
def _value(draw: Draw, key: str) -> Any:
    """The value of a key, short or long; what is none has no details."""
    value = draw(VALUES[key])
    if draw(CHANCE):
        return value
    none = value.removeprefix("at most ") == WORD_KEYS[key].scale.words[0]
    found = {"is": value} | some(draw, BESIDE if none else {**BESIDE, **DETAILS.get(key, {})})
    return found | draw(RATE) if key == "payment" and not none else found


@cache
def statements(block: str, names: tuple[str, ...]) -> Strategy:
    """The stages or the decisions: some of those that are always asked, some others, and perhaps the rest."""
    named = words.ASKED_STAGES + OTHER_STAGES if block == "stages" else words.KEY_DECISIONS + OTHER_DECISIONS
    return st.dictionaries(st.sampled_from([*named, "rest"]), _statement(block, names), max_size=6)


@st.composite
def _statement(draw: Draw, block: str, names: tuple[str, ...]) -> Any:
    value = draw(SAID[block])
    if draw(CHANCE):
        return value
    found = some(draw, {"date": day(), **SPAN, "evidence": TEXT})
    if names and draw(CHANCE):
        found["who"] = draw(st.dictionaries(st.sampled_from(names), SAID[block]))
    if "who" not in found or not draw(SELDOM):
        found["is"] = value
    if block == "decisions" and draw(SELDOM):
        found["reserved"] = draw(RESERVED["by"]) if draw(CHANCE) else some(draw, RESERVED)
    return found


@cache
def contact(people: tuple[str, ...]) -> Strategy:
    """The lines of contact. Where one says who was there, the people are among them."""
    return st.one_of(st.just("none"), st.lists(_line(people), min_size=1, max_size=3))


@st.composite
def _line(draw: Draw, people: tuple[str, ...]) -> Data:
    how = draw(HOW)
    found: Data = {"what": "Meetings"} | some(draw, CONTACT if "times" in how else {**CONTACT, **SPAN})
    if people and draw(CHANCE):
        there = draw(st.lists(st.sampled_from(people), min_size=1, unique=True))
        found["who"] = there[0] if len(there) == 1 and draw(CHANCE) else there
    if "every" in how:
        found["every"] = draw(EVERY)
    if "times" in how:
        found["times"] = draw(number(12, 2 if "every" in how else 1))
    if how == "dates":
        found["dates"] = draw(DAYS)
    return found


GROUPS = st.dictionaries(st.sampled_from(["experts", "families", "staff"]), _group(), max_size=3)
LISTS: dict[str, Strategy] = {
    "affected": st.lists(_affected(), min_size=1, max_size=3),
    "bodies": st.one_of(st.just("none"), st.lists(_body(), max_size=2)),
    "changes": st.one_of(st.just("none"), st.lists(_change(), max_size=3)),
    "accounts": st.lists(_account(), max_size=2),
    "support": one_of_list(SOME_SUPPORT),
    "notice_days": number(15),
}
WORDS: dict[str, Strategy] = {key: _value(key) for key in WORD_KEYS}
