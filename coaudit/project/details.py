"""What more a description may say, key by key, as examples: the lines that `coaudit new --full` offers to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coaudit import vocabulary as words
from coaudit.project.asking import LISTS, PARTS, PEOPLE, STAFF
from coaudit.project.keys import common
from coaudit.records import Record
from coaudit.vocabulary import Vocabulary


class Pick(Record):
    """A word of a list that is not told elsewhere in the file."""

    listed: Vocabulary
    word: str


class Ids(Record):
    """What a rubric calls the things that a description may name by their ids."""

    rubric: str = "coproduction"
    criterion: str = "entry"
    optional: str = "skills"
    """A criterion that no rung needs, so that it may be left out."""
    fact: str = "own_fact"


def details(ids: Ids) -> Mapping[str, Any]:
    """By the key below which they stand: further keys with an example each, or the entries of a list."""
    return {
        f"groups.{PEOPLE}": {
            "to": "2027-06",
            "staying": "6",
            "left": {"people": "1", "why": "The meetings were in working hours"},
            "evidence": "Terms of reference, part 2",
            "note": "Two more may join in spring",
        },
        "stages.idea": {
            "from": "2026-10",
            "to": "2026-12",
            "who": {PEOPLE: "equal-part", STAFF: "leads"},
            "evidence": "Minutes of 5 October",
            "note": "It began at an open evening",
        },
        "stages": {
            "funding": "told",
            "analysis": "takes-part",
            "sharing": "leads",
            "adoption": "asked",
            "rest": "told",
        },
        "contact": [
            {
                "who": f"[{PEOPLE}, {STAFF}]",
                "method": Pick(words.METHOD, "joint-team"),
                "from": "2026-10",
                "to": "2027-06",
                "evidence": "Notes of the meetings",
                "note": "In the evening, with a meal",
            },
            {"what": "Open evening", "dates": "[2026-10-05, 2026-11-02]"},
            {"what": "Survey", "method": "survey", "times": "1"},
        ],
        "notice_days": {"who": PEOPLE},
        "decisions.problem": {
            "date": "2026-10-05",
            "who": {PEOPLE: "together", STAFF: "together"},
            "evidence": "Minutes of 5 October",
            "note": "Nobody was against it",
            "reserved": {
                "by": Pick(words.RESERVED_BY, "funder"),
                "reason": "The grant names it",
                "told": Pick(words.RESERVED_TOLD, "before"),
            },
        },
        "decisions": {
            "rest": "asked",
            "who-joins": "together",
            "data": "told",
            "publication": "together",
            "scope": "advises",
            "stop": "told",
            "other": [{"what": "Opening hours", "is": "decides"}],
        },
        "on_disagreement": {
            "who": PEOPLE,
            "date": "2026-10-05",
            "from": "2026-10",
            "to": "2027-06",
            "evidence": "Terms of reference, part 4",
            "note": "It was tried once, in March",
        },
        "bodies": [
            {
                "chair": Pick(words.SHARED_BY, "shared"),
                "agenda": Pick(words.SHARED_BY, "people"),
                "evidence": "Terms of reference, part 1",
                "note": "A new chair is chosen each year",
            }
        ],
        "payment": {
            "who": PEOPLE,
            "hourly": "27.50",
            "daily": "200",
            "currency": "GBP",
            "preparation": "yes",
            "choice": "yes",
            "instead": "A course at the college",
            "instead_agreed": "yes",
        },
        "expenses": {"who": PEOPLE, "covers": Pick(words.COVERS, "[travel, care]")},
        "affected": [{"evidence": "Staff survey, page 3", "note": "About one in ten"}],
        "feedback": {"who": PEOPLE, "days": "28", "refusals": "yes", "public": "yes"},
        "changes": [{"date": "2027-03", "evidence": "Minutes of 4 March", "note": "First on trial"}],
        "after": {"who": PEOPLE, "funded": "yes"},
        "accounts": [
            {
                "from": "lived-experience",
                "people": "6",
                "date": "2027-03",
                "rubric": ids.rubric,
                "answers": {ids.criterion: "2"},
                "wanted": {ids.criterion: Pick(words.WANTED, "more")},
                "counts": {ids.criterion: "{2: 4, 3: 2}"},
                "note": "Answered at the February meeting",
            }
        ],
        "responses": {ids.criterion: "From next month on the officers bring questions, and no plans."},
        "not_applicable": {ids.optional: "Nobody gives time outside paid work."},
        "facts": {ids.fact: "unknown"},
    }


NAMED_BY_OTHERS = ("who", "answers", "wanted", "counts", "responses", "not_applicable", "facts")
"""The keys below which stand names of the project's own, or of the rubric's."""


def entries(key: str, more: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The examples of a list: what stands in the short template, then what more such an entry may say."""
    lines = LISTS[key][1] if key in LISTS else ()
    first = dict(line.strip("- ").split(": ", 1) for line in lines)
    further: list[dict[str, Any]] = list(more.get(key, ({},)))
    return [first | further[0], *further[1:]]


def examples() -> Mapping[str, str]:
    """An answer as people write it, for each key that has one. The names of groups are left out."""
    found = dict(_leaves(details(Ids()), ""))
    found |= {key: "\n".join(lines) for key, (_, lines) in LISTS.items()}
    for ask in (ask for part in PARTS for ask in part.asks if ask.example and ask.key not in LISTS):
        found.setdefault(without_group(ask.key), ask.example)
    return found


def without_group(key: str) -> str:
    """A key without the name of the one group that it is about."""
    first, _, rest = key.partition(".")
    return f"{first}.{rest.partition('.')[2]}".rstrip(".") if first == "groups" else key


def _leaves(part: Any, before: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for entry in reversed(part):  # what the first entry says is what is kept
            yield from _leaves(entry, before)
    elif isinstance(part, dict):
        for name, value in part.items():
            if before.rpartition(".")[2] not in NAMED_BY_OTHERS:
                yield from _leaves(value, f"{before}.{name}" if before else name)
    else:
        yield common(without_group(before)), part.word if isinstance(part, Pick) else part
