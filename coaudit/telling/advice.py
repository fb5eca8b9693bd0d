"""What would move the result, in sentences and steps; and the questions whose answers would settle most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit.facts import MEASURES, Fact, Ground
from coaudit.judging.advice import Raise, ToLetter
from coaudit.judging.judge import Claimed, Verdict
from coaudit.judging.rungs import OVER, UNDER
from coaudit.phrases import count, listed, say
from coaudit.project import Project
from coaudit.project.questions import QUESTIONS, open_question
from coaudit.records import Record, replace
from coaudit.report import Advice, NotStated, Step
from coaudit.rubric import CLAIM_GAP, CLAIM_RUNG, Rubric
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.telling.ended import any_later, is_complete, over, still_to_do
from coaudit.telling.findings import falling_short, first_step, wanted_levels
from coaudit.telling.places import Places
from coaudit.telling.words import CONFLICT_NAMES, lower_first
from coaudit.values import Truth


class Measured(Record):
    """What was measured of a project."""

    project: Project
    facts: Mapping[str, Fact]
    ground: Ground


_CLAIM = frozenset((CLAIM_GAP, CLAIM_RUNG))


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


def advice(
    rubric: Rubric, verdict: Verdict, open_questions: tuple[NotStated, ...], found: Measured, places: Places
) -> tuple[Advice, ...]:
    """What would move the result: for an over-claim the true name first, then what leads on.

    Of a project that is complete, what can still be done comes before what is for a next one.
    """
    onward = [
        *_onward(rubric, verdict, _first_of(rubric, verdict, open_questions, found), overruled_by(found.ground, places))
    ]
    if verdict.to_next_letter and verdict.grade and verdict.grade.given:
        onward.append((_to_letter(rubric, verdict.to_next_letter), verdict.to_next_letter.raises))
    told = [each for each, _ in onward]
    if is_complete(found.project):
        short = [each.id for each in falling_short(rubric, verdict)]
        now = still_to_do(rubric, verdict, wanted_levels(rubric, verdict), short)
        told = [_for_a_next(each) if any_later(rubric, raises) else each for each, raises in onward]
        told = [over(steps(rubric, now)), *told] if told or now else []
    if open_questions:
        text = count(
            len(open_questions),
            "{n} answer is missing. It settles most:",
            "{n} answers are missing. These settle most:",
        )
        keys = ", ".join(question.key for question in open_questions[:3])
        told.append(Advice("to-truth", keys, text))
    return (*say_what_it_is(rubric, verdict), *told)


def _for_a_next(each: Advice) -> Advice:
    return replace(each, text=say("For a next project, {text}", text=lower_first(each.text)))


def _onward(
    rubric: Rubric, verdict: Verdict, ask: NotStated | None, overruling: list[str]
) -> Iterator[tuple[Advice, tuple[Raise, ...]]]:
    """The way to what is claimed and not borne out, else to the next rung."""
    claim, rung = verdict.claim, verdict.rung
    if claim.verdict == OVER and claim.rung:
        target = rubric.ladder.rank(claim.rung)
        text = say(
            "To become what is claimed ({title}):{first}",
            title=rubric.rungs[target].title,
            first=_first(rubric, verdict, target, ask, overruling),
        )
        yield Advice("to-claim", claim.rung, text, steps(rubric, verdict.to_claim)), verdict.to_claim
    elif rung.low < len(rubric.rungs) - 1:
        target = rung.low + 1
        first = _first(rubric, verdict, target, ask, overruling)
        if first or verdict.to_next_rung:
            text = say(
                "For the next rung ({title}), if that is what people want:{first}",
                title=rubric.rungs[target].title,
                first=first,
            )
            raises = verdict.to_next_rung
            yield Advice("to-rung", rubric.rungs[target].id, text, steps(rubric, raises)), raises


def _to_letter(rubric: Rubric, found: ToLetter) -> Advice:
    text = say("The least effort that makes the letter {letter} certain:", letter=found.letter)
    if found.also:
        reasons = {"risk": say("the risk of tokenism"), "rung": say("the rung that is missing")}
        standing = listed([reasons[name] for name in found.also])
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


def _first(rubric: Rubric, verdict: Verdict, target: int, ask: NotStated | None, overruling: list[str]) -> str:
    """What has to come before the steps to a rung, as the end of a sentence."""
    parts = before_steps(rubric, verdict, target, ask, overruling)
    first = say(" first, {steps}.", steps=say("; and ").join(parts)) if parts else ""
    return first + (say(" first answer this: {asks} ({key})", asks=ask.asks, key=ask.key) if ask else "")


def before_steps(
    rubric: Rubric, verdict: Verdict, target: int, ask: NotStated | None, overruling: list[str]
) -> list[str]:
    """What has to come before the steps to a rung: what overrules stated facts, and the rung's own conditions.

    Where nothing rules out that these are met already, it is a question that comes first, and no deed.
    """
    parts = [say("change what overrules the rest, {overruling}", overruling=listed(overruling))] if overruling else []
    return parts + ([] if ask else [lower_first(rubric.rungs[place].means) for place in _unmet(verdict, target)])


def _unmet(verdict: Verdict, target: int) -> list[int]:
    """The highest of the rungs up to one whose own conditions are not certain."""
    return [place for place in verdict.unmet_when if place <= target][-1:]


def means_first(rubric: Rubric, verdict: Verdict, target: int) -> str:
    """What a rung needs besides its steps, in the rubric's words; empty where that is certain."""
    return "".join(rubric.rungs[place].means for place in _unmet(verdict, target))


def question_first(
    rubric: Rubric, verdict: Verdict, target: int, open_questions: tuple[NotStated, ...], found: Measured
) -> NotStated | None:
    """The answer that would settle most of whether a rung's own conditions are met; None where they are not."""
    values = {name: fact.value for name, fact in found.facts.items()}
    for place in _unmet(verdict, target):
        when = rubric.rungs[place].when
        if when.answer(values) is Truth.MAYBE:
            keys = {
                *_open_keys(when.facts(), found.facts, found.project),
                *_open_own(when.facts(), found.facts, rubric),
            }
            return next((question for question in open_questions if question.key in keys), None)
    return None


def _first_of(
    rubric: Rubric, verdict: Verdict, open_questions: tuple[NotStated, ...], found: Measured
) -> NotStated | None:
    """The question to answer before the steps that a report shows."""
    over = verdict.claim.verdict == OVER and verdict.claim.rung
    target = rubric.ladder.rank(verdict.claim.rung) if over and verdict.claim.rung else verdict.rung.low + 1
    return question_first(rubric, verdict, target, open_questions, found)


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
    later = [
        risk.id for risk, found in zip(rubric.risks, verdict.risks, strict=True) if risk.due and found.severity.high
    ]
    if later and open_question(project, "status"):
        risks["status"] = later
    if verdict.claim.rung is None and project.claim is None:
        # Without a claim there is nothing to grade, so that no other answer does as much.
        risks["claim"] = [risk.id for risk in rubric.risks if not _CLAIM.isdisjoint(risk.applies.facts() + risk.facts)]
    order = {key: place for place, key in enumerate((*QUESTIONS, *(f"facts.{name}" for name in rubric.facts)))}
    keys = sorted(
        {*waiting, *risks}, key=lambda key: (key != "claim", key == "status", -weight.get(key, 0), order[key])
    )
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
