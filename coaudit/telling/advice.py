"""What would move the result, in sentences and steps; and the questions whose answers would settle most."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coaudit.facts import MEASURES, Fact
from coaudit.judging.advice import Raise
from coaudit.judging.judge import Claimed, Verdict
from coaudit.judging.risks import asked_facts
from coaudit.judging.rungs import OVER, UNDER
from coaudit.project import Project
from coaudit.questions import QUESTIONS, open_question
from coaudit.report import Advice, NotStated, Step
from coaudit.rubric import Rubric
from coaudit.telling.words import times


def steps(rubric: Rubric, raises: tuple[Raise, ...]) -> tuple[Step, ...]:
    """Raises in the rubric's words."""
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    return tuple(
        Step(
            criterion=each.criterion,
            title=criteria[each.criterion].title,
            now=each.now,
            to=each.to,
            means=criteria[each.criterion].levels[each.to].means,
            next_step=criteria[each.criterion].next_step,
            effort=criteria[each.criterion].effort,
        )
        for each in raises
    )


def advice(rubric: Rubric, verdict: Verdict, open_questions: tuple[NotStated, ...]) -> tuple[Advice, ...]:
    """What would move the result: for an over-claim the true name first, then what leads on."""
    found = [*_say_what_it_is(rubric, verdict)]
    claim, rung = verdict.claim, verdict.rung
    if claim.verdict == OVER and claim.rung:
        title = rubric.rung(claim.rung).title
        found.append(
            Advice("to-claim", claim.rung, f"To become what is claimed ({title}):", steps(rubric, verdict.to_claim))
        )
    top = len(rubric.rungs) - 1
    if rung.low < top and claim.verdict != OVER and verdict.to_next_rung:
        following = rubric.rungs[rung.low + 1]
        text = f"For the next rung ({following.title}), if that is what people want:"
        found.append(Advice("to-rung", following.id, text, steps(rubric, verdict.to_next_rung)))
    if verdict.to_next_letter and verdict.grade and verdict.grade.given:
        letter = verdict.to_next_letter.letter
        text = f"The least effort that makes a {letter} certain:"
        if verdict.to_next_letter.also:
            text = f"The least effort towards a {letter} (the risk of tokenism caps the letter until it is lower):"
        found.append(Advice("to-letter", letter, text, steps(rubric, verdict.to_next_letter.raises)))
    if open_questions:
        text = f"{times(len(open_questions), 'answer is', 'answers are')} missing. These settle most:"
        keys = ", ".join(question.key for question in open_questions[:3])
        found.append(Advice("to-truth", keys, text))
    return tuple(found)


def _say_what_it_is(rubric: Rubric, verdict: Verdict) -> list[Advice]:
    """The claim that would match the evidence, where the two differ for certain, and what would come of it."""
    found = verdict.by_true_name
    if found is None or found.claim.rung is None:
        return []
    true = rubric.rung(found.claim.rung)
    begin = f"Say what it is: call it '{true.title}'."
    if verdict.claim.verdict == UNDER:
        begin = f"Say what it is: the facts bear more than is claimed. '{true.title}' would be true."
    return [Advice("say-what-it-is", true.id, f"{begin} {_as_that(found)}")]


def _as_that(found: Claimed) -> str:
    """What a claim would come to, in a sentence: the letter, and the risk where there is one."""
    grade = found.grade
    if grade is None or not grade.given:
        letter = "As that, too little is stated for a letter"
    elif grade.capped_low == grade.capped_high:
        letter = f"As that, the grade is {grade.capped_low}"
    else:
        letter = f"As that, the grade is {grade.capped_low} to {grade.capped_high}"
    risk = f", and the risk of tokenism is {found.bands[0]}" if found.bands[0] else ""
    return f"{letter}{risk}."


def not_stated(rubric: Rubric, verdict: Verdict, facts: Mapping[str, Fact], project: Project) -> tuple[NotStated, ...]:
    """The open questions, those whose answers settle most first: by the weight of the criteria that wait for them."""
    waiting: dict[str, list[str]] = {}
    weight: dict[str, Fraction] = {}
    expects = rubric.rung(verdict.claim.rung).expects if verdict.claim.rung else {}
    for criterion in rubric.criteria:
        reading = verdict.readings.get(criterion.id)
        if reading is None or reading.level.settled:
            continue
        for key in (*_open_keys(criterion.facts(), facts, project), *_open_own(criterion.facts(), facts, rubric)):
            waiting.setdefault(key, []).append(criterion.id)
            weight[key] = weight.get(key, Fraction(0)) + (
                criterion.weight if criterion.id in expects or not expects else 0
            )
    risks: dict[str, list[str]] = {}
    for risk, found in zip(rubric.risks, verdict.risks, strict=True):
        if found.applies and not found.not_yet_due and not found.severity.settled:
            asked = asked_facts(risk)
            for key in (*_open_keys(asked, facts, project), *_open_own(asked, facts, rubric)):
                risks.setdefault(key, []).append(risk.id)
    order = {key: place for place, key in enumerate((*QUESTIONS, *(f"facts.{name}" for name in rubric.facts)))}
    keys = sorted({*waiting, *risks}, key=lambda key: (-weight.get(key, Fraction(0)), order[key]))
    return tuple(NotStated(key, _question(key), tuple(waiting.get(key, ())), tuple(risks.get(key, ()))) for key in keys)


def _question(key: str) -> str:
    """The question behind a key; a rubric's own fact asks for itself."""
    return QUESTIONS.get(key) or f"What is true of '{key.removeprefix('facts.').replace('_', ' ')}'?"


def _open_own(names: tuple[str, ...], facts: Mapping[str, Fact], rubric: Rubric) -> tuple[str, ...]:
    """The rubric's own facts among some that are not stated, as keys of the description."""
    return tuple(f"facts.{name}" for name in names if name in rubric.facts and not facts[name].stated)


def _open_keys(names: tuple[str, ...], facts: Mapping[str, Fact], project: Project) -> tuple[str, ...]:
    """The open questions behind some facts that are not exact."""
    found = (
        open_question(project, key)
        for name in names
        if name in MEASURES and not facts[name].value.exact
        for key in MEASURES[name].keys
    )
    return tuple(dict.fromkeys(key for key in found if key is not None))
