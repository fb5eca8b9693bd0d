"""A project that is complete: what can still be done about it, and what is for a next one."""

from __future__ import annotations

from collections.abc import Sequence

from coaudit.facts import MEASURES
from coaudit.judging.advice import Raise
from coaudit.judging.judge import Verdict
from coaudit.phrases import say
from coaudit.project import Project
from coaudit.report import Advice, Step
from coaudit.rubric import CLAIM_GAP, CLAIM_RUNG, Rubric
from coaudit.telling.words import lower_first
from coaudit.vocabulary import STATUS

STILL_TO_DO = "still-to-do"

_AFTER_THE_END = frozenset(
    ("feedback", "after", "credit", "decisions.evaluation", "stages.review", "stages.sharing", "stages.adoption")
)
"""The keys of a description that are about what comes last: something can be done about them after the end, too."""


def is_complete(project: Project) -> bool:
    """Whether a project is over, so that what was done cannot be done again."""
    return project.status == STATUS.scale.only("complete")


def can_still_be_done(names: Sequence[str]) -> bool:
    """Whether something can be mended after the end, by the fact that it asks about before all others.

    What a project is called can be changed at any time.
    """
    if names and names[0] in (CLAIM_GAP, CLAIM_RUNG):
        return True
    measure = MEASURES.get(names[0]) if names else None
    keys = measure.keys if measure else ()
    return bool(keys) and all(not _AFTER_THE_END.isdisjoint((key, key.partition(".")[0])) for key in keys)


def raise_later(rubric: Rubric, criterion: str) -> bool:
    """Whether a criterion of a project that is complete can only be raised in a next one."""
    return not can_still_be_done(rubric.criterion(criterion).facts)


def for_next_time(next_step: str) -> str:
    """What to do, where this project can no longer do it."""
    return say("In the next project: {next_step}", next_step=lower_first(next_step))


def any_later(rubric: Rubric, raises: Sequence[Raise]) -> bool:
    """Whether some of the steps can only be taken in a next project, and so all of them together."""
    return any(raise_later(rubric, each.criterion) for each in raises)


def still_to_do(rubric: Rubric, verdict: Verdict, wanted: dict[str, int], short: Sequence[str]) -> tuple[Raise, ...]:
    """What falls short and can still be raised, as far as is wanted."""
    found = []
    for name in short:
        if not raise_later(rubric, name):
            now = verdict.readings[name].level.low
            to = max(wanted.get(name, 0), now + 1)
            found.append(Raise(name, now, to, (to - now) * rubric.efforts[rubric.criterion(name).effort]))
    return tuple(found)


def over(told: tuple[Step, ...]) -> Advice:
    """That the project is over, with what can still be done."""
    if told:
        return Advice(STILL_TO_DO, "", say("This project is complete. What can still be done:"), told)
    return Advice(STILL_TO_DO, "", say("This project is complete, so the steps are for a next one."))
