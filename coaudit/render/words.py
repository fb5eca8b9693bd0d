"""The few words and joins that every text format shares, so that all of them say the same thing the same way."""

from __future__ import annotations

from collections.abc import Iterable

from coaudit import phrases
from coaudit.phrases import count, phrase, say
from coaudit.report import (
    Audit,
    Criterion,
    Disagreement,
    Elsewhere,
    Grade,
    Moment,
    Place,
    Report,
    Requirement,
    Risk,
    RubricInfo,
    SideSays,
)

listed, numbered = phrases.listed, phrases.numbered

LOWEST_BAND = "low"
"""Below all bands that a rubric names."""

TOP_LEVEL = 4
"""Levels of a criterion and severities of a risk run from 0 to this; the format fixes it."""

LONGEST_QUOTE = 200
"""A line of a description that is longer is shown in part."""

NOTHING_CLAIMED = phrase("nothing")
NO_LETTER = phrase("no letter")
CLAIMED = phrase("claimed")
AS_PLANNED = phrase("This is a proposal. All of it is judged as planned.")
NOT_REVIEWED = phrase("not yet reviewed by people with lived experience")
REVIEWED = phrase("reviewed by people with lived experience")
TOKENISM = phrase("Tokenism is to ask people for show, while nothing changes by it. Here, more is worse.")
NO_RANKING = phrase(
    "The projects stand in order of name. They are not ranked: each is judged by what it says of itself, "
    "against what it claims to be, so a higher figure does not mean a better project."
)


def span(low: object, high: object) -> str:
    """`59`, or `59 to 100` where the ends differ."""
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)


def arrow(before: object, after: object) -> str:
    """What was and what is."""
    return f"{before} → {after}"


def letters(grade: Grade) -> str:
    """`D`, `D to B`, or that there is none."""
    return say(NO_LETTER) if grade.low is None or grade.high is None else span(grade.low, grade.high)


def uncapped(grade: Grade) -> str:
    """The letters without the caps, or nothing where no letter is given."""
    if grade.uncapped_low is None or grade.uncapped_high is None:
        return ""
    return span(grade.uncapped_low, grade.uncapped_high)


def claimed(rubric: RubricInfo, rung: str | None, *, stated: bool) -> str:
    """How the rubric calls the rung that is claimed; that nothing is claimed, or that nobody has said yet what is."""
    return rung_title(rubric, rung) if rung or stated else say("not stated")


def rung_title(rubric: RubricInfo, rung: str | None) -> str:
    """How the rubric calls a rung; the id itself for a rung that the ladder does not have."""
    if rung is None:
        return say(NOTHING_CLAIMED)
    return next((known.title for known in rubric.rungs if known.id == rung), rung)


def evidenced(rubric: RubricInfo, audit: Audit) -> str:
    """`Engage`, `Engage to Co-design`, `At most Engage`, or that it is not known."""
    return rungs(rubric, audit.rung.low, audit.rung.high)


def rungs(rubric: RubricInfo, low: str, high: str) -> str:
    """A rung or a range of rungs. The lowest needs nothing, so of a range that begins there only the top is told."""
    ids = [rung.id for rung in rubric.rungs]
    if low == high or not ids or low != ids[0]:
        return span(rung_title(rubric, low), rung_title(rubric, high))
    return say("Not known") if high == ids[-1] else say("At most {title}", title=rung_title(rubric, high))


def band(audit: Audit) -> str:
    """The band of tokenism risk: `raised`, or `low to raised`."""
    return span(say(audit.tokenism.band_low), say(audit.tokenism.band_high))


def risk_severity(risk: Risk) -> str:
    """How severe a risk is, or why it was not judged."""
    if not risk.applies:
        return say("does not concern this claim")
    if risk.not_yet_due:
        return say("not judged yet: it is too early")
    if not risk.judged:
        return say("not judged: nothing about it is stated")
    return say("{level} of {top}", level=span(risk.low, risk.high), top=TOP_LEVEL)


def titles(audit: Audit) -> dict[str, str]:
    """How criteria and risks are called, by their ids."""
    found = {criterion.id: criterion.title for criterion in audit.criteria}
    return found | {risk.id: risk.title for risk in audit.risks}


def is_judged(risk: Risk) -> bool:
    """Whether a risk has a severity."""
    return risk.applies and risk.judged and not risk.not_yet_due


def marks(rubric: RubricInfo, audit: Audit, place: int) -> tuple[str, ...]:
    """What stands beside a rung: that it is claimed, evidenced, or possible."""
    ids = [rung.id for rung in rubric.rungs]
    own = ids[place]
    low, high = (ids.index(rung) if rung in ids else place for rung in (audit.rung.low, audit.rung.high))
    found = [say(CLAIMED)] if own == audit.claim.rung else []
    if own == audit.rung.low:
        # The lowest rung needs nothing: where more is not ruled out, it is no finding.
        found.append(say("evidenced") if low == high else say("at least this") if place else say("not known"))
    elif low < place <= high:
        found.append(say("possible"))
    return tuple(found)


def settled(audit: Audit) -> str:
    """How many criteria have one level, and how many were declared not applicable."""
    found = audit.coverage
    apart = (
        say("; {not_applicable} declared not applicable", not_applicable=found.not_applicable)
        if found.not_applicable
        else ""
    )
    return say("{settled} of {of} settled{apart}", settled=found.settled, of=found.of, apart=apart)


def grade_details(audit: Audit) -> tuple[str, ...]:
    """The figures behind a letter, in sentences."""
    grade = audit.grade
    found = []
    if grade.share_low is not None:
        reached = span(grade.share_low, grade.share_high)
        found.append(say("Reached, of what the claim expects: {reached} of 100.", reached=reached))
    if grade.coverage is not None:
        found.append(say("Settled, of what the claim expects: {coverage} of 100.", coverage=grade.coverage))
    if grade.fragile:
        known = titles(audit)
        named = listed([known.get(name, name) for name in grade.fragile])
        found.append(
            say("The letter would change if the weight of one of these moved by a quarter: {named}.", named=named)
        )
    return tuple(found)


def met(requirement: Requirement) -> str:
    """Whether something required is met, in words; a shortfall that an owner has accepted says so."""
    if requirement.waiver is not None:
        return say("accepted for now")
    return {True: say("met"), False: say("not met"), None: say("not shown")}[requirement.met]


def required(requirement: Requirement) -> str:
    """What is required and what was found, with who accepted a shortfall, until when, and why."""
    waiver = requirement.waiver
    if waiver is None:
        return sentence(requirement.detail)
    return say(
        "{detail} Accepted until {until} by {owner}: {reason}",
        detail=sentence(requirement.detail),
        until=waiver.until,
        owner=waiver.owner,
        reason=sentence(waiver.reason),
    )


def spaced(identifier: str) -> str:
    """A word of the format as plain words, in the reader's language: `under-way` as `under way`."""
    return say(identifier.replace("-", " ").replace("_", " "))


def people(number: int | None) -> str:
    """`1 person`, `6 people`, or that their number is not stated."""
    if number is None:
        return say("number not stated")
    return count(number, "{n} person", "{n} people")


def who(side: SideSays) -> str:
    """A side and how many answered for it; that its answer is only shown, where it is."""
    shown = "" if side.counts else say("; shown, but it changes no level")
    return f"{spaced(side.side)} ({people(side.people)}{shown})"


WANTED = {
    "more": phrase("They want more of it."),
    "this": phrase("They want it as it is."),
    "less": phrase("They want less of it."),
}


def side(said: SideSays) -> str:
    """What a side says of one criterion: its level and what that means, who chose which, and what it wants."""
    level = say("level {level} of {top}. {means}", level=said.level, top=TOP_LEVEL, means=sentence(said.means))
    chose = [
        say("level {level} by {people}", level=level, people=people(number))
        for level, number in enumerate(said.spread)
        if number
    ]
    spread = say("Each for themselves chose {chose}.", chose=listed(chose)) if chose else ""
    return " ".join(part for part in (level, spread, say(WANTED[said.wanted]) if said.wanted in WANTED else "") if part)


def apart(found: Disagreement) -> str:
    """How far the sides are from each other."""
    return count(found.apart, "{n} level apart", "{n} levels apart")


def when(moment: Moment) -> str:
    """The day, or the days it may be."""
    return span(moment.first, moment.last) if moment.first or moment.last else say("no date stated")


def lines(places: Iterable[Place]) -> str:
    """`line 22`, `lines 3, 5 and 9`, `lines 13 to 16 and 22`, or nothing."""
    return numbered(line_numbers(places))


def one_a_line(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first place on each line, in the order that the report gives: what decides most stands first."""
    found: dict[int, Place] = {}
    for place in places:
        found.setdefault(place.line, place)
    return tuple(found.values())


def line_numbers(places: Iterable[Place]) -> tuple[int, ...]:
    """Each line once, in the order that the report gives."""
    return tuple(dict.fromkeys(place.line for place in places))


def judged_by(report: Report) -> str:
    """The rubric, its version and the start of its hash, and whether people with lived experience reviewed it."""
    rubric = report.rubric
    state = say(REVIEWED if rubric.reviewed_by_people_with_lived_experience else NOT_REVIEWED)
    stands_on = (
        say(" It stands on {bases}; {changes}.", bases=", ".join(rubric.extends), changes="; ".join(rubric.changed))
        if rubric.extends
        else ""
    )
    return say(
        "Rubric {id} {version} (hash {hash}), {state}.{stands_on}",
        id=rubric.id,
        version=rubric.version,
        hash=rubric.sha256[:12],
        state=state,
        stands_on=stands_on,
    )


def unjudged(audit: Audit) -> int:
    """How many of the risks that concern this project could not be judged, while others could."""
    return audit.tokenism.of - audit.tokenism.judged if audit.tokenism.judged else 0


def band_told(audit: Audit) -> str:
    """The band for people: with how many risks are there although it is low, and how many it leaves out."""
    there = len(audit.tokenism.counting) if audit.tokenism.band_low == LOWEST_BAND else 0
    left = unjudged(audit)
    beside = [count(there, "{n} risk there", "{n} risks there")] if there else []
    if left:
        beside.append(
            say("{n} not judged", n=left) if there else count(left, "{n} risk not judged", "{n} risks not judged")
        )
    return say("{band}, with {beside}", band=band(audit), beside=listed(beside)) if beside else band(audit)


def band_short(audit: Audit) -> str:
    """The band for a table, which says what is open: with how many risks it leaves out."""
    left = unjudged(audit)
    return say("{band} ({n} open)", band=band(audit), n=left) if left else band(audit)


def risks_judged(audit: Audit) -> str:
    """How many risks could be judged, and what the others may do to the band, in sentences."""
    told = sentence(initial(judged(audit)))
    left, rises = unjudged(audit), audit.tokenism.may_rise_to
    if not left or rises is None:
        return told
    band = say(rises)
    more = count(left, "The other one may raise it to {band}.", "The other {n} may raise it to {band}.", band=band)
    return f"{told} {more}"


def may_fall(audit: Audit) -> str:
    """What the risks that could not be judged may do to the letter, in a sentence; empty where they cannot lower it."""
    left, letter = audit.tokenism.of - audit.tokenism.judged, audit.grade.may_fall_to
    if letter is None:
        return ""
    return count(
        left,
        "{n} risk of tokenism could not be judged: it may lower the letter to {letter}.",
        "{n} risks of tokenism could not be judged: they may lower the letter to {letter}.",
        letter=letter,
    )


def planned(audit: Audit, text: str) -> str:
    """A heading; for a proposal it says that what stands below is only planned."""
    return say("{text}, as planned", text=text) if audit.planned else text


def there_now(audit: Audit) -> str:
    """What goes before the risks that are there: of a proposal nothing is there yet."""
    return say("There, as planned") if audit.planned else say("There now")


def judged(audit: Audit) -> str:
    """How many of the risks that concern this project could be judged."""
    return say("{judged} of {of} risks could be judged", judged=audit.tokenism.judged, of=audit.tokenism.of)


def stands(found: Criterion) -> tuple[tuple[str, str], ...]:
    """What the level of a criterion means, each part after which end it is, and in whose account; no label: settled."""
    account = f"{found.by_account}: " if found.by_account else ""
    high = f"{account}{sentence(found.means_high)}"
    if found.low == found.high:
        return (("", high),)
    return (say("At least"), sentence(found.means_low)), (say("Possible"), high)


def excerpt(audit: Audit, place: Place) -> str:
    """The line that a place is on, as `window` shows it."""
    return window(audit.line(place), place.column)


def window(line: str, column: int) -> str:
    """A line without the blanks around it; where it is very long, the part of it about a column."""
    if len(line) <= LONGEST_QUOTE:
        return line.strip()
    start = max(min(column - 1, len(line)) - LONGEST_QUOTE // 3, 0)
    end = start + LONGEST_QUOTE
    return f"{'...' if start else ''}{line[start:end].strip()}{'...' if end < len(line) else ''}"


def sentence(text: str) -> str:
    """A text with a full stop at its end, unless it ends a sentence already."""
    return text if not text or text.endswith((".", "!", "?", ":")) else f"{text}."


def initial(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def another_rubric(other: Elsewhere) -> str:
    """Why another rubric suits a project, and how to use it."""
    return say("{says} To use it, add: --rubric {rubric}", says=other.says, rubric=other.rubric)
