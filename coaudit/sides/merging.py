"""Several people's answers as the one account of their side, in which nobody can be told from the others.

The joint answer is the lowest that anybody gave: an account may lower a level and never raise it, so the person for
whom it works worst is heard. How many chose what is said only where five or more answered that very question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coaudit.project.checks import FEWEST_COUNTED
from coaudit.records import Record
from coaudit.sides.answers import Answers

APART = 2
"""Levels between the lowest and the highest answer from which people have something to talk about."""


class Joint(Record):
    """The joint answers of one side."""

    side: str
    people: int
    lowest: dict[str, int]
    wanted: dict[str, str]
    counts: dict[str, dict[int, int]]
    """By criterion and level, how many chose it; only where enough people answered."""

    def spread(self, criterion: str) -> tuple[int, int] | None:
        """The lowest and the highest answer, where it may be told."""
        chosen = self.counts.get(criterion)
        return (min(chosen), max(chosen)) if chosen else None


def merged(answers: Sequence[Answers]) -> Joint:
    """The account of people who are all on one side."""
    criteria = tuple(dict.fromkeys(key for each in answers for key in (*each.levels, *each.wanted)))
    alone = all(each.people == 1 for each in answers)  # who answered together gave one answer, not each their own
    lowest, wanted, counts = {}, {}, {}
    for criterion in criteria:
        given = [each.levels[criterion] for each in answers if criterion in each.levels]
        if given:
            lowest[criterion] = min(given)
        if alone and len(given) >= FEWEST_COUNTED:
            counts[criterion] = dict(sorted(Counter(given).items()))
        if word := _most([(each.wanted[criterion], each.people) for each in answers if criterion in each.wanted]):
            wanted[criterion] = word
    people = sum(each.people for each in answers)
    return Joint(answers[0].side, people, lowest, wanted, counts)


def _most(wishes: list[tuple[str, int]]) -> str:
    """What more than half of those who said so want; empty where there is no such thing."""
    total: Counter[str] = Counter()
    for word, people in wishes:
        total[word] += people
    return next((word for word, number in total.items() if 2 * number > sum(total.values())), "")


def account(joint: Joint, rubric: str, day: str) -> dict[str, Any]:
    """The account as it stands in a description."""
    said = {
        "from": joint.side,
        "people": str(joint.people),
        "date": day,
        "rubric": rubric,
        "answers": {key: str(level) for key, level in joint.lowest.items()},
        "wanted": joint.wanted,
        "counts": {
            key: {str(level): str(number) for level, number in chosen.items()} for key, chosen in joint.counts.items()
        },
    }
    return {key: value for key, value in said.items() if value}
