"""Descriptions by number: always the same one for the same number, in any number wanted. No library draws them."""

from __future__ import annotations

from random import Random

from coaudit import vocabulary as words
from coaudit.vocabulary import Vocabulary
from tests.descriptions import WORD_KEYS

KEY_DECISIONS = ("problem", "outcomes", "budget", "design", "delivery", "evaluation")
STRONG, WEAK = 0.3, 0.95
"""A draw below the one gives a project that shares nearly all; above the other, one that shares nothing."""
STAGES = ("idea", "design", "delivery", "review")


def description(number: int) -> str:
    """A description as YAML: from nearly silent to nearly complete, from any rung, some with contradictions."""
    draw = Random(number)  # noqa: S311 (the same for everyone is the point)
    stated, mood = draw.random(), draw.random()
    lines = [f"title: Project {number}"]

    def says(key: str, value: str, indent: str = "") -> None:
        if draw.random() < stated:
            lines.append(f"{indent}{key}: {value}")

    def one_of(vocabulary: Vocabulary) -> str:
        some = vocabulary.scale.words
        return draw.choice(some[-2:] if mood < STRONG else some[:1] if mood > WEAK else some)

    lines.append(f"claim: {one_of(words.CLAIM)}")
    says("status", one_of(words.STATUS))
    if draw.random() < 0.8:
        sides = ["lived-experience", draw.choice(words.SIDE.scale.words)]
        lines.append("groups:")
        for place, side in enumerate(sides):
            lines += [f"  group-{place}:", f"    side: {side}", f"    people: {draw.randint(1, 12)}"]
            says("recruited", one_of(words.RECRUITED), "    ")
            says("from", f"2026-{draw.randint(1, 12):02}", "    ")
    for key, names, vocabulary in (("decisions", KEY_DECISIONS, words.SAY), ("stages", STAGES, words.PART)):
        lines.append(f"{key}:")
        lines += [f"  {name}: {one_of(vocabulary)}" for name in names if draw.random() < stated]
        lines.append(f"  rest: {one_of(vocabulary) if draw.random() < stated else 'unknown'}")
    for key, vocabulary in WORD_KEYS.items():
        says(key, one_of(vocabulary))
    if draw.random() < stated:
        seats = draw.randint(2, 14)
        lines += [
            "bodies:",
            f"  - {{name: Board, decides: yes, seats: {seats}, people_seats: {draw.randint(0, seats)}}}",
        ]
    if draw.random() < stated:
        lines += [
            "contact:",
            f"  - {{what: Meetings, times: {draw.randint(1, 20)}, same_people: {draw.choice(('yes', 'no'))}}}",
        ]
    says("notice_days", str(draw.randint(0, 20)))
    return "\n".join(lines) + "\n"
