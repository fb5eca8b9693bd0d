"""What coaudit would say now, in the middle of an interview: the rung, the grade, and what would settle most."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from coaudit.cli.listing import filled
from coaudit.project.asking import Ask
from coaudit.project.details import without_group
from coaudit.render import words

if TYPE_CHECKING:
    from coaudit.report import Audit, NotStated

MOST = 3
"""How many open answers are named."""


def picture(audit: Audit, waiting: Collection[Ask]) -> str:
    """The verdict in brief, and the answers that would settle most. `waiting` are the questions that are open here.

    First come those, for they can be answered at once; the report may wait for more than an interview asks.
    """
    lines = [filled(audit.headline, 2), filled(f"Grade: {words.letters(audit.grade)}. {audit.grade.says}", 2)]
    here: dict[str, str] = {}
    for ask in waiting:
        for key in (ask.about or ask.key, without_group(ask.key)):
            here.setdefault(key, ask.question)
    asked = list(dict.fromkeys(here[each.key] for each in audit.not_stated if each.key in here))[:MOST]
    others = [each for each in audit.not_stated if each.key not in here][: MOST - len(asked)]
    return "\n".join((*lines, *_asked(asked), *_others(others)))


def _asked(questions: list[str]) -> Iterator[str]:
    if questions:
        yield "  These answers would settle most:"
        yield from (filled(f"- {question}", 4, 2) for question in questions)


def _others(found: list[NotStated]) -> Iterator[str]:
    if found:
        yield filled("Not asked here, but of use. Write it into the file yourself:", 2)
        yield from (filled(f"- {_place(each.key)}: {each.asks}", 4, 2) for each in found)
        yield f"  What may be written there:\n    coaudit explain {found[0].key}"


def _place(key: str) -> str:
    above, _, own = key.rpartition(".")
    return f"{own}, below {above}" if above else own
