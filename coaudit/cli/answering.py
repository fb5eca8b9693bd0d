"""What people type at a question, as what a description says. The rest is left to the description's own reader."""

from __future__ import annotations

import re
from typing import Any

from coaudit.cli.listing import filled
from coaudit.project.asking import STAFF, Ask
from coaudit.safe import visible
from coaudit.scalars import Unreadable
from coaudit.source.corrected_numbers import in_figures, worded

UNDECIDED = "not yet decided"
DONT_KNOW = frozenset(
    (
        *("", "don't know", "dont know", "don’t know", "do not know", "not sure", "unsure", "unknown", "no idea"),
        *(
            "not known",
            "don't know yet",
            "don’t know yet",
            "dont know yet",
            "not sure yet",
            "skip",
            "pass",
            "next",
            "n/a",
            "dunno",
            "idk",
        ),
    )
)
NOT_DECIDED = frozenset(
    (
        *(UNDECIDED, "not decided", "undecided", "not decided yet", "to be decided", "to be confirmed", "to be agreed"),
        *("tbc", "tbd", "tba", "not agreed yet"),
    )
)
NONE = frozenset(("no", "none", "never", "nothing", "0"))

_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)", re.IGNORECASE
)
_FIGURES = re.compile(r"\d+")
_SEATS = "Write two numbers, such as: 12 seats, people hold 2. Or: no"
_NO_BODY = re.compile(
    r"(?i)(?:there is |we have )?(?:no|not a|not any) (?:such )?(?:board|team|body|committee|group)\.?"
)
_NONE_OF_THEM = re.compile(r"(?i)\bnone\b|\bno(?= (?:seats?|people|places)\b)")
_ODD_FIGURES = re.compile(r"(?i)\d[,.]\d|\d{5}|\d ?(?:-|–|to) ?\d")
_PEOPLE = re.compile(r"(?i)\b(?:people|persons?|patients?|residents?|carers?|tenants?|users?|lay)\b")
_OUT_OF = re.compile(
    r"(?i)^ *(?:seats? )?(?:out )?(?:of|/)(?: the)? *$|\b(?:board|team|body|committee|group|panel) (?:of|with) *$"
)
_NUMBERED = re.compile(r"(\d{1,2})[.)]")
_TIMES = re.compile(
    r"(?P<times>(?:about |at least |at most )?\d{1,4})(?: *(?:times?|meetings?|sittings?|x))?", re.IGNORECASE
)
_ONCE_OR_TWICE = {"once": "1", "only once": "1", "just once": "1", "twice": "2"}
_NEVER = re.compile(r"(?i)(?:they |we |people )?(?:do not|don['’]t|never|not)(?: meet)?(?: at all)?\.?")


def month_alone(ask: Ask, answer: str) -> bool:
    """Whether an answer is a month of no year, to a question about a day."""
    return ask.path[-1] in ("from", "to", "starts", "ends") and _MONTH.fullmatch(answer) is not None


def value(ask: Ask, answer: str) -> Any:
    """What an answer says, as data of a description. A number before a list of words is the word with that number.

    Raises Unreadable where a question that is put in other words than its key finds no answer in it.
    """
    answer = _NUMBERED.sub(r"\1", answer) if _NUMBERED.fullmatch(answer) else answer
    if ask.path[0] == "groups" and ask.path[-1] == "people":
        return in_figures(answer)
    if ask.key == "bodies":
        return _bodies(answer)
    if ask.key == "contact":
        return _contact(answer)
    words = ask.words.scale.words if ask.words else ()
    by_number = {str(number): word for number, word in enumerate(words, 1)}
    return by_number.get(answer.lstrip("0"), answer)


def undecided(ask: Ask) -> Any:
    """What is written where something is still to be decided: that it is unknown and, where a note may stand, why."""
    may_be_long = ask.words is not None and ask.path[0] not in ("claim", "status", "groups")
    return {"is": "unknown", "note": UNDECIDED} if may_be_long else "unknown"


def is_open(value: Any) -> bool:
    """Whether a value in a description still waits for an answer."""
    if isinstance(value, dict) and "is" in value:
        value = value["is"]
    return value is None or (isinstance(value, str) and value.strip().lower() == "unknown")


def told(lead: str, key: str, value: Any, then: str, indent: int) -> str:
    """An answer as it stands in the file: a word in a sentence, anything longer as its lines."""
    if not value or isinstance(value, str):
        return filled(f"{lead}: {value or 'none'}. {then}".rstrip(), indent)
    from coaudit.source.yaml_writer import written

    lines = [f"{lead}:", *(f"  {visible(line)}" for line in written({key: value}).splitlines()), then]
    return "\n".join(" " * indent + line for line in lines if line)


def beside(ask: Ask) -> dict[tuple[str, ...], str]:
    """What an answer says besides: a number of staff is that of a group of staff."""
    return {("groups", STAFF, "side"): "professional"} if ask.path[:2] == ("groups", STAFF) else {}


def _bodies(answer: str) -> Any:
    if answer.lower() in NONE or _NO_BODY.fullmatch(answer):
        return []
    text = worded(_NONE_OF_THEM.sub("0", answer))
    figures = list(_FIGURES.finditer(text))
    if not figures:
        raise Unreadable("No number of seats is in this", _SEATS)
    if len(figures) > 2 or _ODD_FIGURES.search(text):
        raise Unreadable("This has other numbers in it than one of seats, and one of those that people hold", _SEATS)
    body = {"name": "The body that decides", "decides": "yes"}
    if len(figures) == 1:
        if "seat" not in text.lower() and (_PEOPLE.search(text) or text.strip().isdecimal()):
            raise Unreadable("It is not clear whether this is all seats, or those that people hold", _SEATS)
        return [body | {"seats": figures[0][0]}]
    before, between = text[: figures[0].start()], text[figures[0].end() : figures[1].start()]
    theirs_first = _OUT_OF.search(between) or _PEOPLE.search(before) or _PEOPLE.match(between.strip())
    theirs, seats = figures if theirs_first else reversed(figures)
    if int(theirs[0]) > int(seats[0]):
        raise Unreadable("People cannot hold more seats than there are", _SEATS)
    return [body | {"seats": seats[0], "people_seats": theirs[0]}]


def _contact(answer: str) -> Any:
    if answer.lower() in NONE or _NEVER.fullmatch(answer):
        return []
    times = _TIMES.fullmatch(_ONCE_OR_TWICE.get(answer.lower(), worded(answer)))
    said = {"times": times["times"]} if times else {"every": re.sub(r"(?i)^once (?:a|every) ", "", answer)}
    return [{"what": "Meetings", **said, "same_people": "yes"}]
