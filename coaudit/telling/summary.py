"""The first lines of a report: the claim beside the evidence, the grade, the scores, and how far to trust them."""

from __future__ import annotations

from collections.abc import Mapping

from coaudit import report
from coaudit.facts import Fact, Ground
from coaudit.judging.grades import expected, worse
from coaudit.judging.judge import Verdict
from coaudit.judging.risks import band
from coaudit.judging.rungs import MATCHES, NOT_ENOUGH, OVER, UNDER
from coaudit.judging.verdict import Cap
from coaudit.phrases import count, numbered, phrase, say
from coaudit.project import Project
from coaudit.report import NotStated
from coaudit.rubric import Rubric
from coaudit.source.yaml_reader import Data
from coaudit.telling.caps import BELOW_ALL_BANDS, caps_say
from coaudit.telling.deciding import lines_that_hold_down
from coaudit.telling.findings import blockers
from coaudit.telling.items import deciding_lines
from coaudit.telling.places import Places
from coaudit.telling.words import CONFLICT_NAMES, NOT_STATED, down, exact, lower_first, up
from coaudit.values import Choice
from coaudit.vocabulary import PEOPLE_SIDES, STATUS

NOT_JUDGED = "not judged"
NO_CLAIM = phrase("Nothing is claimed, so there is no letter.")
CLAIM_OPEN = phrase("It is not stated what is claimed, so there is no letter.")
WITHHELD = phrase("Not enough is stated for a letter.")


def is_planned(project: Project) -> bool:
    """Whether a project is a proposal, so that everything is judged as planned."""
    return project.status == STATUS.scale.only("proposal")


def claim(verdict: Verdict, project: Project, as_if: str | None) -> report.Claim:
    """The claim and what came of it."""
    found = verdict.claim
    stated = as_if is not None or project.claim is not None
    return report.Claim(found.rung, found.verdict, found.by, found.gap.low, found.gap.high, as_if is not None, stated)


def rung(rubric: Rubric, verdict: Verdict, ground: Ground) -> report.Rung:
    """The rung evidenced, and the part that people have stage by stage in the rubric's words."""
    ladder = rubric.ladder.words
    stages = tuple(_stage(rubric, name, part.value) for name, part in ground.parts.items())
    return report.Rung(ladder[verdict.rung.low], ladder[verdict.rung.high], stages)


def _stage(rubric: Rubric, name: str, part: Choice) -> report.StagePart:
    low, high = part.scale.words[part.low], part.scale.words[part.high]
    first, last = (rubric.by_stage.get(word, word) for word in (low, high))
    if part.exact:
        says = first
    elif len(part.ranks) == len(part.scale.words):
        says = say("not stated")
    else:
        says = say("{first} to {last}", first=first, last=last)
    return report.StagePart(name, low, high, says)


def score(verdict: Verdict) -> report.Score:
    """The whole score."""
    low, high = verdict.score.low, verdict.score.high
    return report.Score(down(low), down(high), exact(low), exact(high))


def dimensions(rubric: Rubric, verdict: Verdict) -> tuple[report.Dimension, ...]:
    """The dimensions that have a score."""
    found = []
    for dimension in rubric.dimensions:
        share = verdict.dimensions.get(dimension.id)
        if share is not None:
            ends = down(share.low), down(share.high), exact(share.low), exact(share.high)
            found.append(report.Dimension(dimension.id, dimension.title, dimension.asks, *ends))
    return tuple(found)


def tokenism(rubric: Rubric, verdict: Verdict, worst: str | None) -> report.Tokenism:
    """The risk band, with how many of the risks that concern this claim were judged."""
    concerned = [risk for risk in verdict.risks if risk.applies and not risk.not_yet_due]
    judged = sum(risk.judged for risk in concerned)
    low, high = (name or BELOW_ALL_BANDS for name in verdict.bands)
    if not judged:
        low = high = NOT_JUDGED
    figure = verdict.risk_figure
    least = least_grave(rubric)
    titles = {risk.id: risk.title for risk in rubric.risks}
    grave = sorted((risk for risk in concerned if risk.severity.low >= least), key=lambda risk: -risk.severity.low)
    counting = tuple(titles[risk.risk] for risk in grave)
    rises = worst if judged and worst != verdict.bands[1] else None
    return report.Tokenism(low, high, up(figure.low), up(figure.high), judged, len(concerned), counting, rises)


def worst_band(rubric: Rubric, verdict: Verdict) -> str | None:
    """The band that is not ruled out once every risk that concerns the claim is judged, as bad as each may be."""
    concerned = [risk for risk in verdict.risks if risk.applies and not risk.not_yet_due]
    if not [risk for risk in concerned if not risk.judged and risk.severity.high]:
        return verdict.bands[1]
    return band(rubric, {risk.risk: risk.severity.high for risk in concerned})


def least_grave(rubric: Rubric) -> int:
    """The least severity of a risk that may count towards a band."""
    return min(
        (at for rules in rubric.risk_bands.values() for rule in rules if (at := rule.at or rule.starred_at)), default=1
    )


def grade(rubric: Rubric, verdict: Verdict, worst: str | None) -> report.Grade:
    """The letter and its caps, without the sentence on what it means."""
    found = verdict.grade
    if found is None or verdict.claim.rung is None:
        return report.Grade(None, None, None, None, (), False, None, None, None, None, None, "", ())
    share = found.share
    caps = tuple([_cap(cap, verdict) for cap in found.caps])
    apart = len({cap.reason for cap in caps}) == len(caps)
    return report.Grade(
        low=found.capped_low if found.given else None,
        high=found.capped_high if found.given else None,
        uncapped_low=found.uncapped_low,
        uncapped_high=found.uncapped_high,
        caps=caps,
        settled=found.settled,
        share_low=down(share.low),
        share_high=down(share.high),
        exact_share_low=exact(share.low),
        exact_share_high=exact(share.high),
        coverage=down(found.coverage * 100),
        says="",
        fragile=verdict.fragile if found.given else (),
        caps_say=tuple([cap.says for cap in caps] if apart else caps_say(found.caps, verdict)),
        may_fall_to=_may_fall_to(rubric, worst, found.capped_low) if found.given else None,
    )


def _cap(cap: Cap, verdict: Verdict) -> report.Cap:
    (says,) = caps_say((cap,), verdict)
    return report.Cap(cap.reason, cap.letter, cap.low, cap.high, says)


def _may_fall_to(rubric: Rubric, worst: str | None, letter: str) -> str | None:
    """The letter that the risks not judged yet may cap the low end at; None where they cannot lower it."""
    cap = rubric.grades.risk.get(worst or "", letter)
    return cap if worse(rubric, cap, letter) != letter else None


def grade_says(rubric: Rubric, verdict: Verdict, project: Project, open_questions: tuple[NotStated, ...]) -> str:
    """What the grade means, in a sentence."""
    found = verdict.grade
    if found is None or verdict.claim.rung is None:
        return say(CLAIM_OPEN if project.claim is None else NO_CLAIM)
    means = rubric.grades.means
    if found.settled and found.caps:
        plain = found.uncapped_low
        reached = plain if plain == found.uncapped_high else say("{low} to {high}", low=plain, high=found.uncapped_high)
        return say(
            "What the claim expects is reached to a grade of {reached}. The letter is held at {capped_low}.",
            reached=reached,
            capped_low=found.capped_low,
        )
    if found.settled:
        return f"{means[found.capped_low]}."
    expects = expected(rubric, verdict.claim.rung, verdict.readings)
    waiting = [question for question in open_questions if set(question.criteria) & set(expects)]
    if not found.given:
        return f"{say(WITHHELD)} {_answers(waiting)}" if waiting else say(WITHHELD)
    if len(waiting) == 1:
        return say("One answer decides it: {asks}", asks=lower_first(waiting[0].asks))
    return _answers(waiting) if waiting else say("More detail would settle it.")


def _answers(waiting: list[NotStated]) -> str:
    return count(len(waiting), "{n} answer would help to settle it.", "{n} answers would help to settle it.")


def headline(rubric: Rubric, verdict: Verdict, project: Project, held_back_by: str) -> str:
    """The one sentence that a report begins with: what is claimed, what is evidenced, and what holds it back."""
    found = verdict.claim
    nothing = say(NOT_STATED) if project.claim is None else say("nothing")
    claimed = rubric.rung(found.rung).title.lower() if found.rung else nothing
    low, high = (rubric.rungs[place].title.lower() for place in (verdict.rung.low, verdict.rung.high))
    evidenced = low if low == high else say("between {low} and {high}", low=low, high=high)
    if verdict.rung.low == 0 < verdict.rung.high:
        # The lowest rung needs nothing, so that it stands there also where nothing is stated.
        top = verdict.rung.high == len(rubric.rungs) - 1
        evidenced = say("not known") if top else say("at most {high}", high=high)
    planned = say(", as planned") if is_planned(project) else ""
    parts = [
        say("Claimed: {claimed}.", claimed=claimed),
        say("Evidenced{planned}: {evidenced}.", planned=planned, evidenced=evidenced),
    ]
    if found.verdict == OVER and held_back_by:
        parts.append(say("Held back by: {held_back_by}.", held_back_by=held_back_by))
    elif found.verdict == MATCHES:
        parts.append(say("The claim matches the evidence."))
    elif found.verdict == UNDER:
        parts.append(say("The facts bear more than is claimed."))
    elif found.verdict == NOT_ENOUGH:
        parts.append(say("Not enough is stated to tell whether the claim holds."))
    return " ".join(parts)


def held_back_by(rubric: Rubric, verdict: Verdict, ground: Ground, facts: Mapping[str, Fact], places: Places) -> str:
    """What certainly keeps the rung above away, in a few words with its line; empty where nothing certainly does.

    The fact that overruled others is named if one did, else the first need that is not met.
    """
    if verdict.rung.high + 1 >= len(rubric.rungs):
        return ""
    first = blockers(rubric, verdict)
    item = rubric.criterion(first[0]) if first else None
    above = rubric.rungs[verdict.rung.high + 1]
    if item:
        lines = lines_that_hold_down(item, verdict, facts, ground, places)[0]
        missed = item.levels[verdict.readings[item.id].level.high + 1].when
        names = missed.failing({name: facts[name].value for name in item.facts})
    else:
        lines = deciding_lines(above.when.facts(), facts, places)
        names = above.when.facts()
    resting_on = {path for name in names for path in facts[name].paths}
    for rule, path in ground.because:
        if path in resting_on:
            return say("{rule}, line {line}", rule=say(CONFLICT_NAMES[rule]), line=places.of(path).line)
    where = f", {numbered([line.line for line in lines])}" if lines else ""
    if item is None:
        return say(
            "what '{title}' needs, {means}{where}", title=above.title, means=lower_first(above.means), where=where
        )
    return f"{lower_first(item.title)}{where}"


def confidence(project: Project, data: Data) -> tuple[str, ...]:
    """What lowers trust in the description itself. It is printed apart and never counts."""
    found = []
    evidence_pointers, statements = _pointers(data)
    if not evidence_pointers:
        found.append(say("No line says where its fact can be seen, such as in minutes or a record."))
    elif evidence_pointers < statements:
        found.append(
            count(
                evidence_pointers,
                "{n} fact says where to see it, of {all} stated.",
                "{n} facts say where to see it, of {all} stated.",
                all=statements,
            )
        )
    people_spoke = any(account.from_ and set(account.from_.words) <= PEOPLE_SIDES for account in project.accounts or ())
    if project.completed_by is None:
        found.append(say("It does not say which sides filled this in."))
    elif project.completed_by.words == ("staff",):
        found.append(say("Staff alone filled this in."))
    if not people_spoke:
        found.append(say("It holds no account by the people themselves."))
    return tuple(found)


def _pointers(data: Data) -> tuple[int, int]:
    """How many values point to evidence, and how many values are stated."""
    pointers = stated = 0
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            pointers += bool(each.get("evidence"))
            waiting += [value for key, value in each.items() if key not in ("evidence", "note")]
        elif isinstance(each, list):
            waiting += each
        else:
            stated += each is not None
    return pointers, stated
