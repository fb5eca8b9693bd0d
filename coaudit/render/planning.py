"""A plan in sentences: what to call it now, and the steps in order with what each changes and costs."""

from __future__ import annotations

from collections.abc import Iterator

from coaudit.phrases import count, phrase, say
from coaudit.render import comparing, words
from coaudit.render.pieces import FINE, HEADING, ITEM, SAY, TASK, TITLE, UNDER, Piece
from coaudit.report.plan import GRADE, LETTER, RUNG, Change, Plan, PlanStep

MOST_ANSWERS = 5
NOT_TOUCHED = phrase("Nothing was written: the file is as it was, and the lines named here are its own.")
IS_COMPLETE = phrase(
    "This project is complete. What can still be done stands first; what is for the next project says so."
)
ONLY_IF_WANTED = phrase(
    "The least effort is not always the right way. Ask the people whom the project is about which steps they want "
    "first."
)


def pieces(plan: Plan) -> Iterator[Piece]:
    """A whole plan."""
    yield Piece(TITLE, say("A plan for: {title}", title=plan.title))
    if plan.planned:
        yield Piece(FINE, say(words.AS_PLANNED))
    if plan.complete:
        yield Piece(FINE, say(IS_COMPLETE))
    if plan.moved is not None:
        yield from _what_if(plan)
    yield Piece(SAY, plan.headline)
    if plan.true_name is not None:
        yield Piece(HEADING, say("First of all"))
        yield Piece(TASK, plan.true_name.text)
    if plan.still_to_do:
        yield Piece(HEADING, say("What can still be done"))
        for step in plan.still_to_do:
            yield Piece(TASK, words.sentence(step.means), step.title)
            yield Piece(UNDER, step.next_step, say("What to do"))
    yield Piece(HEADING, _heading(plan))
    yield from _way(plan)
    if plan.answers and not plan.withheld:
        yield from _answers(plan)
    if plan.risks:
        yield from _risks(plan)
    if not plan.reached:
        yield Piece(FINE, say(ONLY_IF_WANTED))


def _what_if(plan: Plan) -> Iterator[Piece]:
    yield Piece(HEADING, say("What if"))
    yield from (Piece(ITEM, each) for each in plan.what_if)
    yield Piece(FINE, say(NOT_TOUCHED))
    yield Piece(HEADING, say("What that would move"))
    if plan.moved is not None:
        yield from comparing.one(plan.rubric, plan.moved.projects[0], lines=False)
    yield Piece(HEADING, say("From there"))


def _heading(plan: Plan) -> str:
    if plan.withheld:
        return say("Towards the letter {letter}", letter=plan.to)
    if plan.kind == LETTER:
        return say("The least effort that makes the letter {letter} certain", letter=plan.to)
    return say("The least effort to the rung {title}", title=plan.to_title)


def _way(plan: Plan) -> Iterator[Piece]:
    if plan.reached:
        yield Piece(SAY, say("This is certain already: there is nothing to do for it."))
        return
    if not plan.possible:
        yield Piece(SAY, say("No step gets there. coaudit explain {to} says what it needs.", to=plan.to))
    if plan.withheld:
        yield from _withheld(plan)
    for each in plan.first:
        lead = say("Before any step counts") if plan.steps else say("What to do")
        yield Piece(TASK, words.sentence(words.initial(each)), lead)
    if plan.first_answer is not None:
        asked = plan.first_answer
        yield Piece(TASK, say("{asks} ({key})", asks=asked.asks, key=asked.key), say("Answer first"))
        yield Piece(UNDER, words.sentence(plan.first_means), say("What it takes"))
    for step in plan.steps:
        yield from _step(step, _label_so_far(plan))
    if plan.steps:
        yield Piece(SAY, _effort(plan))


def _label_so_far(plan: Plan) -> str:
    """What goes before where things stand."""
    if plan.planned:
        return say("As planned")
    return say("In this project") if plan.complete else say("So far")


def _step(each: PlanStep, so_far: str) -> Iterator[Piece]:
    step = each.step
    yield Piece(TASK, words.sentence(step.means), step.title)
    yield Piece(UNDER, _so_far(each), each.by_account or so_far)
    for question in each.questions[:1]:
        text = say("{asks} ({key})", asks=question.asks, key=question.key)
        yield Piece(UNDER, text, say("It may be so already. Answer first"))
    if each.next_time:
        label = say("In the next project")
    else:
        label = say("If it is not so") if each.questions else say("What to do")
    yield Piece(UNDER, step.next_step, label)
    levels = count(step.to - step.now, "{n} level", "{n} levels")
    text = say("{units} ({effort}, {levels})", units=each.units, effort=say(step.effort), levels=levels)
    yield Piece(UNDER, text, say("Effort"))
    if each.changes:
        yield Piece(UNDER, "; ".join(_change(change) for change in each.changes), say("What it makes certain"))


def _so_far(each: PlanStep) -> str:
    """Where it stands: of what is only partly stated both ends, for neither is a fact."""
    if not each.now_best or not each.step.now:
        return words.sentence(words.initial(each.now_means))
    return say("Not all is stated: from '{low}' to '{high}'.", low=each.now_means, high=each.now_best)


def _change(change: Change) -> str:
    moved = words.arrow(change.before, change.after)
    if change.what == RUNG:
        return say("rung {moved}", moved=moved)
    return say("grade {moved}", moved=moved) if change.what == GRADE else say("score {moved}", moved=moved)


def _effort(plan: Plan) -> str:
    steps = count(len(plan.steps), "{n} step", "{n} steps")
    scale = ", ".join(f"{say(name)} {number}" for name, number in plan.efforts)
    return say(
        "All together: {steps}, effort {units}. One level counts: {scale}.", steps=steps, units=plan.units, scale=scale
    )


def _withheld(plan: Plan) -> Iterator[Piece]:
    """That no letter can be given yet, and what to answer first."""
    text = say("Too little is stated for any letter, so no step can promise one. Answer these first:")
    yield Piece(SAY, text if plan.answers else say("Too little is stated for any letter."))
    yield from _questions(plan)
    if plan.steps:
        yield Piece(SAY, say("The least effort towards it, as far as is known now:"))


def _answers(plan: Plan) -> Iterator[Piece]:
    """What to answer before any letter is given."""
    if plan.steps:
        text = say("Even then, too little is stated for a letter to be given. These answers settle most:")
    else:
        text = say(
            "The facts bear this letter, but too little is stated for one to be given. These answers settle most:"
        )
    yield Piece(SAY, text)
    yield from _questions(plan)


def _questions(plan: Plan) -> Iterator[Piece]:
    for question in plan.answers[:MOST_ANSWERS]:
        yield Piece(TASK, say("{asks} ({key})", asks=question.asks, key=question.key))
    left = len(plan.answers) - MOST_ANSWERS
    if left > 0:
        yield Piece(SAY, count(left, "{n} more would help.", "{n} more would help."))


def _risks(plan: Plan) -> Iterator[Piece]:
    if any(risk.certain for risk in plan.risks):
        text = say(
            "The steps alone are not enough. The risk of tokenism keeps the letter {letter} away:", letter=plan.to
        )
    else:
        text = say("The risk of tokenism may still keep the letter {letter} away. Rule these out too:", letter=plan.to)
    yield Piece(SAY, text)
    for risk in plan.risks:
        yield Piece(TASK, words.sentence(risk.means), risk.title)
        if not risk.certain:
            yield Piece(UNDER, say("This may not be so: too little is stated. A step above may settle it."))
        yield Piece(UNDER, risk.next_step, say("What to do"))
