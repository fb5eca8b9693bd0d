"""A plan in sentences: the same advice as in a report, for a rung or a letter that somebody asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coaudit.judging.advice import Raise
from coaudit.judging.rungs import OVER
from coaudit.judging.walking import Stand
from coaudit.report import Audit, NotStated, Step
from coaudit.report.plan import GRADE, RUNG, SCORE, Change, PlanStep, Standing
from coaudit.rubric import Rubric
from coaudit.telling.advice import steps as in_words
from coaudit.telling.ended import STILL_TO_DO, raise_later
from coaudit.telling.summary import least_grave
from coaudit.telling.words import down, figure

COMPLETE = "complete"


def plan_steps(
    rubric: Rubric, audit: Audit, raises: tuple[Raise, ...], stands: Sequence[Stand]
) -> tuple[PlanStep, ...]:
    """Each raise with what is certain before and after it, and the questions that may settle it."""
    told = {criterion.id: criterion for criterion in audit.criteria}
    found = []
    for number, (each, step) in enumerate(zip(raises, in_words(rubric, raises), strict=True)):
        criterion = told[each.criterion]
        asked = [question for question in audit.not_stated if each.criterion in question.criteria]
        # A question that fewer criteria wait for is nearer to this one.
        nearest = sorted(asked, key=lambda question: len(question.criteria))
        open_questions = tuple(nearest) if criterion.high >= each.to else ()
        changes = tuple(_changes(rubric, stands[number], stands[number + 1]))
        best = "" if criterion.low == criterion.high else criterion.means_high
        account = criterion.by_account
        effort = figure(each.effort)
        later = audit.status == COMPLETE and raise_later(rubric, each.criterion)
        found.append(PlanStep(step, criterion.means_low, effort, open_questions, changes, best, later, account))
    return tuple(found)


def _changes(rubric: Rubric, before: Stand, after: Stand) -> Iterator[Change]:
    if before.rung != after.rung:
        yield Change(RUNG, rubric.rungs[before.rung].title, rubric.rungs[after.rung].title)
    grades = [stand.grade for stand in (before, after)]
    letters = [grade.capped_low for grade in grades if grade and grade.given]
    # A letter that is withheld is promised by no step.
    if len(letters) > 1 and letters[0] != letters[1]:
        yield Change(GRADE, *letters)
    scores = [str(down(stand.score)) for stand in (before, after)]
    if scores[0] != scores[1]:
        yield Change(SCORE, *scores)


def standing_risks(rubric: Rubric, audit: Audit, end: Stand) -> tuple[Standing, ...]:
    """The risks that are, or may be, grave enough to count when all steps are done, and what to do about each."""
    least = least_grave(rubric)
    grave = {each.risk: each.severity for each in end.risks if each.judged and each.severity.high >= least}
    return tuple(
        Standing(risk.title, grave[risk.id].low >= least, risk.means_high or risk.means, risk.next_step)
        for risk in audit.risks
        if risk.id in grave
    )


def answers_wanted(audit: Audit, raises: tuple[Raise, ...], end: Stand) -> tuple[NotStated, ...]:
    """What to answer where too little is stated for a letter, be it now or with all steps done; else nothing."""
    withheld = is_withheld(audit)
    if end.grade is None or (end.grade.given and not withheld):
        return ()
    raised = () if withheld else {each.criterion for each in raises}
    waiting = {
        criterion.id
        for criterion in audit.criteria
        if criterion.expected and criterion.low < criterion.high and criterion.id not in raised
    }
    return tuple(question for question in audit.not_stated if waiting & set(question.criteria))


def is_withheld(audit: Audit) -> bool:
    """Whether too little is stated for any letter."""
    return audit.claim.rung is not None and audit.grade.low is None


def last_what_is_over(rubric: Rubric, audit: Audit, raises: tuple[Raise, ...]) -> tuple[Raise, ...]:
    """Of a project that is complete, first what can still be done, and then what is for a next one."""
    if audit.status != COMPLETE:
        return raises
    return tuple(sorted(raises, key=lambda each: raise_later(rubric, each.criterion)))


def beside(audit: Audit, raises: tuple[Raise, ...]) -> tuple[Step, ...]:
    """What can still be done about a project that is complete, and is not among the steps anyway."""
    taken = {each.criterion for each in raises}
    told = [step for advice in audit.advice if advice.kind == STILL_TO_DO for step in advice.steps]
    return tuple(step for step in told if step.criterion not in taken)


def over_claimed(audit: Audit) -> bool:
    """Whether the project certainly claims more than its facts bear."""
    return audit.claim.verdict == OVER
