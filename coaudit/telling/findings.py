"""What a reader should know: what holds the project down, where facts contradict, and what is worth a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit.facts import RULES, Conflict, Fact, Ground
from coaudit.facts.ground import told_before
from coaudit.judging.judge import Verdict
from coaudit.judging.rungs import OVER, needs_up_to
from coaudit.phrases import say
from coaudit.project.checks import UNTITLED
from coaudit.project.description import Description
from coaudit.records import replace
from coaudit.report import HOLDS_DOWN, Finding, Risk
from coaudit.rubric import Criterion, Rubric
from coaudit.telling.deciding import lines_that_hold_down, whose
from coaudit.telling.ended import can_still_be_done, for_next_time
from coaudit.telling.places import Places
from coaudit.telling.words import CONFLICT_NAMES, in_words, lower_first, upper_first
from coaudit.values import YES
from coaudit.vocabulary import HERE

NO_NAMES = frozenset((UNTITLED.lower(), "unknown", "untitled", "tbc", "tbd", "tba", "to be confirmed", "no title"))
"""Titles that say there is none yet."""

WEAKER_SAY = "people.weaker_say"
NOTED = (WEAKER_SAY,)
"""The facts that a note may be about, whether or not the rubric asks about them."""


def wanted_levels(rubric: Rubric, verdict: Verdict) -> dict[str, int]:
    """What each criterion is held against: what the claimed rung expects.

    Where nothing is claimed, it is what the next rung needs.
    """
    if verdict.claim.rung is not None:
        return dict(rubric.rung(verdict.claim.rung).expects)
    return needs_up_to(rubric, min(verdict.rung.high + 1, len(rubric.rungs) - 1))


def blockers(rubric: Rubric, verdict: Verdict) -> tuple[str, ...]:
    """The criteria that certainly keep the project from the rung above what is evidenced, where more is claimed."""
    if verdict.claim.verdict != OVER:
        return ()
    needs = needs_up_to(rubric, verdict.rung.high + 1)
    return tuple(
        name for name, level in needs.items() if name in verdict.readings and verdict.readings[name].level.high < level
    )


def falling_short(rubric: Rubric, verdict: Verdict) -> list[Criterion]:
    """The criteria that certainly fall short of what is wanted.

    First those that keep the rung down, of which the headline names the first; the others by weight.
    """
    wanted = wanted_levels(rubric, verdict)
    first = blockers(rubric, verdict)
    needed = needs_up_to(rubric, rubric.ladder.rank(verdict.claim.rung)) if verdict.claim.rung else {}
    high = {name: reading.level.high for name, reading in verdict.readings.items()}
    short = [name for name in high if name in first or high[name] < wanted.get(name, 0)]

    def order(name: str) -> tuple[int, bool, int]:
        missing = wanted.get(name, high[name] + 1) - high[name]
        place = first.index(name) if name in first else len(first)
        return place, high[name] >= needed.get(name, 0), -rubric.weights[name] * missing

    return [rubric.criterion(name) for name in sorted(short, key=order)]


def first_step(criterion: Criterion, now: int, to: int) -> str:
    """What to do to rise from a level. Where several lie between, it is what leads to the next one, and says so."""
    begin = criterion.levels[now + 1].next_step
    if begin is not None and to > now + 1:
        return say("{step} That is the first of {n} levels.", step=begin, n=to - now)
    return criterion.way_to(now + 1)


def bare(criterion: Criterion) -> Finding:
    """That a criterion falls short, and no more."""
    return Finding(f"{HOLDS_DOWN}/{criterion.id}", HOLDS_DOWN, criterion.id, criterion.title, "", "", ())


def holds_down(
    rubric: Rubric,
    verdict: Verdict,
    facts: Mapping[str, Fact],
    ground: Ground,
    places: Places,
    *,
    planned: bool,
    complete: bool,
) -> list[Finding]:
    """What is found of the criteria that fall short: what is there, what is wanted, and the lines that decided it."""
    wanted = wanted_levels(rubric, verdict)
    source = say("The claim promises") if verdict.claim.rung else say("The next rung needs")
    found = []
    for criterion in falling_short(rubric, verdict):
        reading = verdict.readings[criterion.id]
        level = reading.level
        now = whose(reading) or _now(settled=level.settled, planned=planned)
        to = max(wanted.get(criterion.id, 0), level.high + 1)
        here = criterion.levels[level.high].told({name: facts[name].value for name in criterion.facts})
        message = f"{now}: {lower_first(here)}. {source}: {lower_first(criterion.levels[to].means)}."
        groups = lines_that_hold_down(criterion, verdict, facts, ground, places)
        what_to_do = first_step(criterion, level.high, to)
        if complete and not can_still_be_done(criterion.facts):
            what_to_do = for_next_time(what_to_do)
        found.append(replace(bare(criterion), message=message, advice=what_to_do, lines=sum(groups, ())))
    return found


def _now(*, settled: bool, planned: bool) -> str:
    """What goes before what is there: of a plan nothing is there yet, and of a range only the best is told."""
    if planned:
        return say("As planned") if settled else say("As planned, at best")
    return say("Now") if settled else say("At best")


def conflicts(found: tuple[Conflict, ...], places: Places) -> list[Finding]:
    """A finding for every rule that lowered a stated value; what the same lines lowered stands together."""
    grouped: dict[tuple[str, tuple[object, ...]], list[Conflict]] = {}
    for conflict in found:
        grouped.setdefault((conflict.rule, conflict.because), []).append(conflict)
    told = []
    for (rule, _), together in grouped.items():
        sure = all(one.sure for one in together)
        lowered = dict.fromkeys(say("'{said}' reads as '{reads}'", said=one.said, reads=one.reads) for one in together)
        paths = [path for one in together for path in (*one.because, one.path)]
        told.append(
            Finding(
                id=f"conflict/{rule}/{places.of(together[0].path).path}",
                kind="conflict",
                about=rule,
                title=upper_first(say(CONFLICT_NAMES[rule])),
                message=say(
                    "Two stated facts {state}: {facts}. {rule}",
                    state=say("disagree, so the lower one counts") if sure else say("may disagree"),
                    facts=", ".join(lowered),
                    rule=say(RULES[rule]),
                ),
                advice=say("Change the one that is not right, or change what happens."),
                lines=places.lines(paths),
            )
        )
    return told


def raised(risks: tuple[Risk, ...]) -> list[Finding]:
    """A finding for every risk that is certainly there, the gravest first."""
    found = [risk for risk in risks if risk.judged and risk.low > 0]
    found.sort(key=lambda risk: (-risk.low, not risk.starred))
    return [
        Finding(f"risk/{risk.id}", "risk", risk.id, risk.title, f"{risk.means}.", risk.next_step, risk.lines)
        for risk in found
    ]


def notes(description: Description, facts: Mapping[str, Fact], rubric: Rubric, places: Places) -> list[Finding]:
    """Other things worth knowing: a weaker say, people who left, reserved decisions, facts nobody asks about."""
    return [
        *_untitled(description, places),
        *_weaker_say(facts, places),
        *_left(description, places),
        *_reserved(description, places),
        *_missing(description, places),
        *_unasked(description, rubric, places),
        *_currency(description, rubric, places),
    ]


def _note(name: str, title: str, message: str, advice: str, places: Places, *paths: tuple[str | int, ...]) -> Finding:
    return Finding(f"note/{name}", "note", name.split("/")[0], title, message, advice, places.lines(paths))


def _untitled(description: Description, places: Places) -> Iterator[Finding]:
    if description.project.title.strip().lower() in NO_NAMES:
        message = say("The project has no name yet. The report is headed by it.")
        yield _note("untitled", say("The title"), message, say("Write what the project is called."), places, ("title",))


def _weaker_say(facts: Mapping[str, Fact], places: Places) -> Iterator[Finding]:
    fact = facts[WEAKER_SAY]
    if fact.value == YES:
        message = say("People with lived experience have a weaker say than another group of people.")
        yield _note(
            "weaker-say",
            say("A weaker say"),
            message,
            say("Ask them whether that is right for them."),
            places,
            *fact.paths,
        )


def _left(description: Description, places: Places) -> Iterator[Finding]:
    for name, group in (description.project.groups or {}).items():
        if group.left and group.left.people and group.left.people.low > 0:
            why = say(" The reason given: {why}", why=group.left.why) if group.left.why else say(" No reason is given.")
            message = say(
                "{people} of the group '{name}' left before the end.{why}",
                people=in_words(group.left.people),
                name=name,
                why=why,
            )
            yield _note(
                f"left/{name}",
                say("People left"),
                message,
                say("Ask those who left, and say what you learned."),
                places,
                ("groups", name, "left"),
            )


def _reserved(description: Description, places: Places) -> Iterator[Finding]:
    block = description.project.decisions
    for name, field in type(block).model_fields.items() if block else ():
        decision = getattr(block, name)
        reserved = getattr(decision, "reserved", None)
        if reserved is None:
            continue
        key = field.alias or name
        by = say(", by {whom}", whom=in_words(reserved.by).replace("-", " ")) if reserved.by else ""
        told = say("People were told: {when}.", when=in_words(reserved.told) if reserved.told else say("not stated"))
        reason = say(" Reason given: {reason}.", reason=reserved.reason.rstrip(".")) if reserved.reason else ""
        certain = told_before(decision) == YES
        counts, advice = "", ""
        late = reserved.told is not None and "before" not in reserved.told.words
        if not certain and reserved.by is None and not late:
            counts = say(" Unless a law, a funder or the like reserved it and people were told before, it counts.")
            advice = say("Say who or what reserved it. What the project itself decided is not reserved.")
        elif not certain:
            counts = say(" Unless people were told before, it counts like any other.")
            advice = say("Say such limits before people give their time.")
        message = say(
            "The decision '{key}' is said to be outside the project{by}. {told}{reason}{counts}",
            key=key,
            by=by,
            told=told,
            reason=reason,
            counts=counts,
        )
        yield _note(
            f"reserved/{key}",
            say("A decision outside the project"),
            message,
            advice,
            places,
            ("decisions", key, "reserved"),
        )


def _missing(description: Description, places: Places) -> Iterator[Finding]:
    for place, who in enumerate(description.project.affected or ()):
        if who.here and who.here.high < HERE.scale.rank("yes"):
            plan = say(" The plan: {plan}", plan=who.plan) if who.plan else ""
            message = say("Here: {here}. {who}.{plan}", here=in_words(who.here), who=who.who, plan=plan)
            advice = say("Ask what keeps them away, and change that.")
            yield _note(
                f"missing/{place + 1}",
                say("Affected, and not fully there"),
                message,
                advice,
                places,
                ("affected", place),
            )


def _unasked(description: Description, rubric: Rubric, places: Places) -> Iterator[Finding]:
    for name in description.project.facts or {}:
        if name not in rubric.facts:
            message = say("The rubric does not ask about '{name}', so it does not count.", name=name)
            yield _note(f"unasked/{name}", say("A fact nobody asks about"), message, "", places, ("facts", name))


def other_currency(description: Description, rubric: Rubric) -> bool:
    """Whether pay is stated in another money than the rubric's reference: then the two cannot be compared."""
    payment = description.project.payment
    mine, theirs = rubric.reference.currency, payment.currency if payment else None
    return bool(mine and theirs and theirs.upper() != mine.upper())


def _currency(description: Description, rubric: Rubric, places: Places) -> Iterator[Finding]:
    if other_currency(description, rubric):
        message = say(
            "The pay is not in {currency}, so it is not compared with the rubric's rate.",
            currency=rubric.reference.currency,
        )
        yield _note("currency", say("Another currency"), message, "", places, ("payment", "currency"))
