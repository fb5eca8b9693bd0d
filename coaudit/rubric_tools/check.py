"""Proof that a rubric says what it means: every example reads exactly its level, and every level can be reached."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any

from coaudit.audit import check as checked
from coaudit.audit import judged
from coaudit.errors import SourceError
from coaudit.judging.judge import Verdict
from coaudit.judging.rungs import needs_up_to
from coaudit.records import Record
from coaudit.rubric import Rubric
from coaudit.rubric.conditions import Condition, Test
from coaudit.rubric.load import domains
from coaudit.values import Domain, Members, Numbers, Range, Truth, Value, Words

MOST_COMBINATIONS = 200_000
"""How many combinations of facts are tried to reach the levels of one criterion; more are not tried, and it is said."""


class RubricFinding(Record):
    """Something in a rubric that does not say what it means: whose it is, what is wrong, and what to do."""

    about: str
    message: str
    hint: str


def check(rubric: Rubric) -> tuple[RubricFinding, ...]:
    """Everything in a rubric that does not say what it means; empty where all is well. Files are not touched."""
    return (
        *_criteria_examples(rubric),
        *_risk_examples(rubric),
        *_rung_examples(rubric),
        *_unreachable(rubric),
        *_expectations(rubric),
        *_next_steps(rubric),
    )


def judged_fragment(rubric: Rubric, fragment: Any) -> Verdict:
    """The verdict on a piece of a description, with a title put to it. Raises SourceError where it cannot be read."""
    # Written out and read again, so that an example is held to everything that a description is held to.
    text = json.dumps({"title": "Example", **fragment} if isinstance(fragment, dict) else fragment)
    return judged(checked(text.encode(), "example", rubric), rubric).verdict


def _read(rubric: Rubric, about: str, fragment: Any) -> Verdict | RubricFinding:
    """The verdict on an example, or a finding where it is missing or cannot be read."""
    if fragment is None:
        return RubricFinding(
            about, "there is no example", "add example: with a piece of a description that reads exactly this"
        )
    try:
        return judged_fragment(rubric, fragment)
    except SourceError as error:
        first = error.problems[0]
        return RubricFinding(about, f"its example cannot be read: {first.message}", first.hint)


def _criteria_examples(rubric: Rubric) -> Iterator[RubricFinding]:
    for criterion in rubric.criteria:
        for level, step in enumerate(criterion.levels):
            about = f"{criterion.id}, level {level}"
            found = _read(rubric, about, step.example)
            if isinstance(found, RubricFinding):
                yield found
                continue
            reads = found.readings[criterion.id].level
            yield from _differs(about, level, reads.low, reads.high)


def _risk_examples(rubric: Rubric) -> Iterator[RubricFinding]:
    for place, risk in enumerate(rubric.risks):
        for step in risk.levels:
            about = f"{risk.id}, severity {step.severity}"
            found = _read(rubric, about, step.example)
            if isinstance(found, RubricFinding):
                yield found
                continue
            reading = found.risks[place]
            if not reading.judged:
                yield RubricFinding(
                    about,
                    "its example is not judged at all",
                    "state what the risk asks about, and what it applies to",
                )
            else:
                yield from _differs(about, step.severity, reading.severity.low, reading.severity.high)


def _rung_examples(rubric: Rubric) -> Iterator[RubricFinding]:
    for place, rung in enumerate(rubric.rungs):
        about = f"rung {rung.id}"
        found = _read(rubric, about, rung.example)
        if isinstance(found, RubricFinding):
            yield found
        else:
            yield from _differs(about, place, found.rung.low, found.rung.high)


def _differs(about: str, wanted: int, low: int, high: int) -> Iterator[RubricFinding]:
    if low == high == wanted:
        return
    reads = str(low) if low == high else f"{low} to {high}"
    hint = "state every fact that a higher one asks about" if low == wanted else "change the example or the condition"
    yield RubricFinding(about, f"its example reads {reads}, not {wanted}", hint)


def _unreachable(rubric: Rubric) -> Iterator[RubricFinding]:
    """Levels that no combination of facts can reach."""
    known = domains(rubric)
    ladders: list[tuple[str, list[tuple[int, Condition]]]] = [
        (f"{criterion.id}, level", list(enumerate(step.when for step in criterion.levels)))
        for criterion in rubric.criteria
    ]
    ladders += [(f"{risk.id}, severity", [(step.severity, step.when) for step in risk.levels]) for risk in rubric.risks]
    for about, ladder in ladders:
        reached = _reached(ladder, known)
        if reached is None:
            yield RubricFinding(about.split(",")[0], "it asks about too many facts to try them all", "ask about fewer")
            continue
        for level, _ in ladder:
            if level not in reached:
                hint = "a higher one always holds with it, or its conditions exclude one another"
                yield RubricFinding(f"{about} {level}", "no facts can make it read this", hint)


def _reached(ladder: list[tuple[int, Condition]], known: Mapping[str, Domain]) -> set[int] | None:
    """The levels that some combination of facts reaches, every fact tried at all values that could tell."""
    tests: dict[str, list[Test]] = {}
    for _, condition in ladder:
        for test in condition.tests():
            tests.setdefault(test.fact, []).append(test)
    choices = {fact: list(_telling_values(known[fact], asked)) for fact, asked in tests.items()}
    found: set[int] = set()
    if prod(len(values) for values in choices.values()) > MOST_COMBINATIONS:
        return None
    for values in product(*choices.values()):
        facts = dict(zip(choices, values, strict=True))
        holding = [level for level, condition in ladder if condition.answer(facts) == Truth.YES]
        if holding:
            found.add(max(holding))
        if len(found) == len(ladder):
            break
    return found


def _telling_values(domain: Domain, tests: list[Test]) -> Iterator[Value]:
    """Values of a fact of which one stands for every value that the tests can tell apart."""
    if isinstance(domain, Words):
        for word in domain.scale.words:
            yield domain.scale.only(word)
        return
    if isinstance(domain, Numbers):
        yield from _telling_numbers(domain, sorted({Fraction(number) for test in tests for number in test.numbers}))
        return
    asked = sorted({word for test in tests for word in test.words})
    for kept in product((True, False), repeat=len(asked)):
        members = frozenset(word for word, keep in zip(asked, kept, strict=True) if keep)
        yield Members(domain.scale, members, members)


def _telling_numbers(domain: Numbers, figures: list[Fraction]) -> Iterator[Range]:
    """Each figure, and a number on either side of it, as far as the domain reaches."""
    points = {*figures, *((one + other) / 2 for one, other in pairwise(figures))}
    points |= {figures[0] - 1, figures[-1] + 1, Fraction(domain.low), (Fraction(domain.low) + figures[0]) / 2}
    if not isinstance(domain.high, float):
        points |= {Fraction(domain.high), (domain.high + figures[-1]) / 2}
    for point in sorted(points):
        if domain.low <= point <= domain.high:
            yield Range(point, point)


def _expectations(rubric: Rubric) -> Iterator[RubricFinding]:
    """Rungs that expect less of a criterion than they, or a rung below them, need."""
    for place, rung in enumerate(rubric.rungs):
        for name, level in needs_up_to(rubric, place).items():
            if rung.expects.get(name, 0) < level and rung.expects:
                message = f"it expects level {rung.expects.get(name, 0)} of {name}, and needs {level}"
                yield RubricFinding(f"rung {rung.id}", message, f"raise it under expects: {name}: {level}")


def _next_steps(rubric: Rubric) -> Iterator[RubricFinding]:
    """Next steps of levels that say nothing new: the criterion's over again, or the sentence of the level itself."""
    for criterion in rubric.criteria:
        for level, step in enumerate(criterion.levels):
            about, said = f"{criterion.id}, level {level}", (step.next_step or "").lower()
            if said and said == criterion.next_step.lower():
                yield RubricFinding(about, "its next step is that of the criterion over again", "leave it out here")
            elif said and step.means.lower() in said:
                yield RubricFinding(
                    about, "its next step is its own sentence over again", "say what somebody has to do"
                )
