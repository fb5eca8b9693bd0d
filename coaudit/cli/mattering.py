"""Why a question of the interview matters: in the rubric's own words, where it judges by the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaudit.facts import MEASURES
from coaudit.project.asking import PEOPLE, STAFF, Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coaudit.rubric import Criterion, Risk, Rubric

_FIRST = {
    f"groups.{PEOPLE}.side": "people.lived",
    f"groups.{PEOPLE}.people": "people.lived",
    f"groups.{PEOPLE}.from": "entry.stage",
    f"groups.{STAFF}.people": "people.per_professional",
    "stages.review": "review",
    "decisions.evaluation": "review",
}
"""The fact that says best why a question is asked, where that is not the one of its key."""
_WHY_READ = "What is said here is one of the things that the result is made from."
_WHY_ANY = "The report says who this is about. It does not change the result."
_WHY_OF_ALL = {
    "title": "The report is headed by it.",
    "claim": "The report compares what a project calls itself with what it does. No claim is better than another.",
    "status": "A proposal is judged by its plans, and a project that has ended by what was done.",
}
_WHY = {
    f"groups.{PEOPLE}.side": "Those whom a project is for know what nobody else does. The report asks who is there.",
    f"groups.{STAFF}.people": "One person among many staff is seldom heard. The report asks how many sit on each side.",
}


def why(ask: Ask, rubric: Rubric) -> str:
    """What the rubric says of the first criterion or risk that reads an answer."""
    if ask.key in _WHY_OF_ALL:
        return _WHY_OF_ALL[ask.key]  # what is judged by is not what is judged
    facts = _facts(ask)
    pools: tuple[Sequence[Criterion | Risk], ...] = (rubric.criteria, rubric.risks)
    found = [item for pool in pools for item in pool if not set(facts).isdisjoint(item.facts)]
    asking = [[item for item in pool if facts[0] in item.facts] for pool in pools if found]
    nearest = next((pool for pool in asking if pool), found)
    if nearest:
        return min(nearest, key=lambda item: _apart(item, facts)).why
    return _WHY.get(ask.key, _WHY_READ if facts else _WHY_ANY)


def _facts(ask: Ask) -> list[str]:
    """The facts that read an answer, first the one that is most about it."""
    key = ask.key if ask.path[0] != "groups" else f"groups.{ask.path[-1]}"
    found = [
        name
        for name, each in MEASURES.items()
        if key in each.keys or any(place.startswith(f"{key}.") for place in each.keys)
    ]
    first = [_FIRST[ask.key]] if ask.key in _FIRST else [ask.key] if ask.key in MEASURES else []
    return [*first, *found]


def _apart(item: Criterion | Risk, facts: list[str]) -> tuple[bool, float]:
    """How far a criterion or risk is from an answer: first the one that asks for it, and for little else."""
    if facts[0] in item.facts:
        return False, len(item.facts)
    return True, -len(set(facts).intersection(item.facts)) / len(item.facts)
