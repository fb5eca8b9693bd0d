"""What would move the result, in sentences and steps; and the questions whose answers would settle most."""

from __future__ import annotations

from collections.abc import Mapping

from coaudit.facts import MEASURES, Fact, Ground
from coaudit.judging.advice import Raise, ToLetter
from coaudit.judging.judge import Claimed, Verdict
from coaudit.judging.rungs import OVER, UNDER
from coaudit.phrases import count, say
from coaudit.project import Project
from coaudit.questions import QUESTIONS, open_question
from coaudit.report import Advice, NotStated, Step
from coaudit.rubric import Criterion, Rubric
from coaudit.rubric_fields import TOP_LEVEL
from coaudit.telling.places import Places
from coaudit.telling.words import CONFLICT_NAMES, listing, lower_first


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
            next_step=first_step(criteria[each.criterion], each.now, each.to),
            effort=criteria[each.criterion].effort,
        )
        for each in raises
    )


def first_step(criterion: Criterion, now: int, to: int) -> str:
    """What to do to rise from a level. Where several lie between, it is what leads to the next one, and says so."""
    begin = criterion.levels[now + 1].next_step
    if begin is not None and to > now + 1:
        return say("{step} That is the first of {n} levels.", step=begin, n=to - now)
    return criterion.way_to(now + 1)


def advice(
    rubric: Rubric, verdict: Verdict, open_questions: tuple[NotStated, ...], ground: Ground, places: Places
) -> tuple[Advice, ...]:
    """What would move the result: for an over-claim the true name first, then what leads on."""
    found = [*say_what_it_is(rubric, verdict)]
    claim, rung = verdict.claim, verdict.rung
    overruling = overruled_by(ground, places)
    if claim.verdict == OVER and claim.rung:
        target = rubric.ladder.rank(claim.rung)
        text = say(
            "To become what is claimed ({title}):{first}",
            title=rubric.rungs[target].title,
            first=_first(rubric, verdict, target, overruling),
        )
        found.append(Advice("to-claim", claim.rung, text, steps(rubric, verdict.to_claim)))
    elif rung.low < len(rubric.rungs) - 1:
        target = rung.low + 1
        first = _first(rubric, verdict, target, overruling)
        if first or verdict.to_next_rung:
            text = say(
                "For the next rung ({title}), if that is what people want:{first}",
                title=rubric.rungs[target].title,
                first=first,
            )
            found.append(Advice("to-rung", rubric.rungs[target].id, text, steps(rubric, verdict.to_next_rung)))
    if verdict.to_next_letter and verdict.grade and verdict.grade.given:
        found.append(_to_letter(rubric, verdict.to_next_letter))
    if open_questions:
        text = count(
            len(open_questions),
            "{n} answer is missing. It settles most:",
            "{n} answers are missing. These settle most:",
        )
        keys = ", ".join(question.key for question in open_questions[:3])
        found.append(Advice("to-truth", keys, text))
    return tuple(found)


def _to_letter(rubric: Rubric, found: ToLetter) -> Advice:
    text = say("The least effort that makes the letter {letter} certain:", letter=found.letter)
    if found.also:
        reasons = {"risk": say("the risk of tokenism"), "rung": say("the rung that is missing")}
        standing = listing([reasons[name] for name in found.also])
        if found.raises:
            text = say(
                "The least effort towards the letter {letter}. It stays out of reach until {standing} is dealt with:",
                letter=found.letter,
                standing=standing,
            )
        else:
            text = say(
                "The letter {letter} stays out of reach until {standing} is dealt with.",
                letter=found.letter,
                standing=standing,
            )
    return Advice("to-letter", found.letter, text, steps(rubric, found.raises))


def overruled_by(ground: Ground, places: Places) -> list[str]:
    """What overrules stated facts, with its line: it has to change before anything built on it counts."""
    active = {conflict.rule for conflict in ground.conflicts}
    named = {rule: places.of(path).line for rule, path in ground.because if rule in active}
    return [say("{rule} (line {line})", rule=say(CONFLICT_NAMES[rule]), line=line) for rule, line in named.items()]


def _first(rubric: Rubric, verdict: Verdict, target: int, overruling: list[str]) -> str:
    """What has to come before the steps to a rung, as the end of a sentence."""
    parts = before_steps(rubric, verdict, target, overruling)
    return say(" first, {steps}.", steps=say("; and ").join(parts)) if parts else ""


def before_steps(rubric: Rubric, verdict: Verdict, target: int, overruling: list[str]) -> list[str]:
    """What has to come before the steps to a rung: what overrules stated facts, and the rung's own conditions."""
    parts = [say("change what overrules the rest, {overruling}", overruling=listing(overruling))] if overruling else []
    return parts + [lower_first(rubric.rungs[place].means) for place in verdict.unmet_when if place <= target][-1:]


def say_what_it_is(rubric: Rubric, verdict: Verdict) -> list[Advice]:
    """The claim that would match the evidence, where the two differ for certain, and what would come of it."""
    found, rung = verdict.by_true_name, verdict.rung
    if verdict.claim.verdict not in (OVER, UNDER):
        return []
    if found is None or found.claim.rung is None:
        high = rubric.rungs[rung.high]
        if rung.high == 0:
            return [Advice("say-what-it-is", high.id, say("Say what it is: claim nothing for now."))]
        text = say("Say what it is: nothing above '{title}' is borne out by what is stated.", title=high.title)
        return [Advice("say-what-it-is", high.id, text)]
    true = rubric.rung(found.claim.rung)
    begin = say("Say what it is: call it '{title}'.", title=true.title)
    if verdict.claim.verdict == UNDER:
        begin = say("Say what it is: the facts bear more than is claimed. '{title}' would be true.", title=true.title)
    return [Advice("say-what-it-is", true.id, f"{begin} {_as_that(found)}")]


def _as_that(found: Claimed) -> str:
    """What a claim would come to, in a sentence: the letter, and the risk where there is one."""
    grade = found.grade
    if grade is None or not grade.given:
        letter = say("As that, too little is stated for a letter")
    elif grade.capped_low == grade.capped_high:
        letter = say("As that, the grade is {letter}", letter=grade.capped_low)
    else:
        letter = say("As that, the grade is {low} to {high}", low=grade.capped_low, high=grade.capped_high)
    risk = say(", and the risk of tokenism is {band}", band=found.bands[0]) if found.bands[0] else ""
    return f"{letter}{risk}."


def not_stated(rubric: Rubric, verdict: Verdict, facts: Mapping[str, Fact], project: Project) -> tuple[NotStated, ...]:
    """The open questions, those whose answers settle most first: by the weight of the criteria that wait for them."""
    waiting: dict[str, list[str]] = {}
    weight: dict[str, int] = {}
    expects = rubric.rung(verdict.claim.rung).expects if verdict.claim.rung else {}
    for criterion in rubric.criteria:
        reading = verdict.readings.get(criterion.id)
        if reading is None or reading.level.settled:
            continue
        low, high = reading.level.low, reading.level.high
        wanted = expects.get(criterion.id, 0) if expects else TOP_LEVEL
        # What an answer may still move, in weight: levels beyond what the claim expects move no letter.
        moves = rubric.weights[criterion.id] * (min(high, wanted) - min(low, wanted))
        for key in (*_open_keys(criterion.facts, facts, project), *_open_own(criterion.facts, facts, rubric)):
            waiting.setdefault(key, []).append(criterion.id)
            weight[key] = weight.get(key, 0) + moves
    risks: dict[str, list[str]] = {}
    for risk, found in zip(rubric.risks, verdict.risks, strict=True):
        if found.applies and not found.not_yet_due and not found.severity.settled:
            for key in (*_open_keys(risk.asked, facts, project), *_open_own(risk.asked, facts, rubric)):
                risks.setdefault(key, []).append(risk.id)
    order = {key: place for place, key in enumerate((*QUESTIONS, *(f"facts.{name}" for name in rubric.facts)))}
    keys = sorted({*waiting, *risks}, key=lambda key: (-weight.get(key, 0), order[key]))
    return tuple(
        NotStated(
            key,
            _question(rubric, key, (*waiting.get(key, ()), *risks.get(key, ()))),
            tuple(waiting.get(key, ())),
            tuple(risks.get(key, ())),
        )
        for key in keys
    )


def _question(rubric: Rubric, key: str, waiting: tuple[str, ...]) -> str:
    """The question behind a key; for a rubric's own fact, what the first criterion or risk that waits for it asks."""
    if key in QUESTIONS:
        return say(QUESTIONS[key])
    return next(item.asks for item in (*rubric.criteria, *rubric.risks) if item.id == waiting[0])


def _open_own(names: tuple[str, ...], facts: Mapping[str, Fact], rubric: Rubric) -> tuple[str, ...]:
    """The rubric's own facts among some that are not stated, as keys of the description."""
    return tuple(f"facts.{name}" for name in names if name in rubric.facts and not facts[name].stated)


def _open_keys(names: tuple[str, ...], facts: Mapping[str, Fact], project: Project) -> tuple[str, ...]:
    """The open questions behind some facts that are not exact."""
    found: dict[str, None] = {}
    for name in names:
        if name in MEASURES and not facts[name].value.exact:
            for asked in MEASURES[name].keys:
                key = open_question(project, asked)
                if key is not None:
                    found[key] = None
    return tuple(found)
