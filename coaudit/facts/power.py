"""Facts about who decides: the say in decisions, the part in the review, the seats on deciding bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from coaudit.facts.fact import Measure, Measured, Path
from coaudit.facts.ground import Ground, Settled, groups_on, said_of, told_before
from coaudit.project import Body, Decision
from coaudit.values import (
    NO,
    SHARE,
    YES,
    YES_NO,
    Choice,
    Members,
    Numbers,
    Range,
    Scale,
    Sets,
    Truth,
    Words,
    exactly,
    strongest,
    yes_no,
)
from coaudit.vocabulary import ASKED_STAGES, KEY_DECISIONS, PART, PEOPLE_SIDES, SAY, SHARED_BY

KEY = Scale("key decision", KEY_DECISIONS, ordered=False)
ADVISES = "advises"
SAID = tuple(f"decisions.{name}" for name in KEY_DECISIONS)
PARTS = tuple(f"stages.{name}" for name in ASKED_STAGES)


def voice(ground: Ground) -> Measured:
    """The strongest say in a key decision or part in a stage; a part in the work reads as advising at most."""
    parts = [part.value.read_on(SAY.scale).at_most(ADVISES) for part in ground.parts.values()]
    return strongest([say.value for say in ground.says.values()] + parts), _paths(ground.says, ground.parts)


def _paths(*tables: Mapping[str, Settled]) -> tuple[Path, ...]:
    """All the places that some settled values rest on, each once, in order."""
    return tuple(dict.fromkeys(path for table in tables for settled in table.values() for path in settled.paths))


def decision(name: str) -> Measure:
    """The measure of the say in one key decision."""

    def read(ground: Ground) -> Measured:
        settled: Settled = ground.says[name]
        return settled.value, settled.paths

    return Measure(
        f"decisions.{name}",
        Words(SAY.scale),
        f"The say that people have in this decision: {name}.",
        read,
        (f"decisions.{name}",),
    )


def strongest_decision(ground: Ground) -> Measured:
    """The strongest say in any key decision."""
    return strongest([say.value for say in ground.says.values()]), _paths(ground.says)


def joint_share(ground: Ground) -> Measured:
    """The share of the key decisions that people share or hold."""
    return _share_at(ground, "together")


def held_share(ground: Ground) -> Measured:
    """The share of the key decisions that people hold."""
    return _share_at(ground, "decides")


def _share_at(ground: Ground, word: str) -> Measured:
    """The share of the key decisions at a word or stronger, without those reserved and told before; none left: 0."""
    rank = SAY.scale.rank(word)
    fixed: list[Settled] = []
    open_: list[Settled] = []
    for name, left_out in _left_out(ground):
        if left_out == NO:
            fixed.append(ground.says[name])
        elif left_out != YES:
            open_.append(ground.says[name])
    shares = []
    for kept in product((True, False), repeat=len(open_)):
        counted = fixed + [say for say, keep in zip(open_, kept, strict=True) if keep]
        low = sum(say.value.low >= rank for say in counted)
        high = sum(say.value.high >= rank for say in counted)
        shares += [Fraction(low, len(counted) or 1), Fraction(high, len(counted) or 1)]
    return Range(min(shares), max(shares)), _paths(ground.says)


def _left_out(ground: Ground) -> Iterator[tuple[str, Choice]]:
    """Each key decision, and whether it was reserved and people were told so before."""
    for name in KEY_DECISIONS:
        yield name, told_before(said_of(ground.project, name)[0])


def reserved_share(ground: Ground) -> Measured:
    """The share of the six key decisions that were reserved, with people told before."""
    answers = list(_left_out(ground))
    low = sum(answer == YES for _, answer in answers)
    high = sum(answer != NO for _, answer in answers)
    named = ((name if getattr(ground.project.decisions, name) else "rest") for name, answer in answers if answer != NO)
    paths = tuple(("decisions", name, "reserved") for name in dict.fromkeys(named))
    return Range(Fraction(low, len(answers)), Fraction(high, len(answers))), paths or _paths(ground.says)


def settled_before(ground: Ground) -> Measured:
    """The key decisions that were dated before the first of the people joined."""
    joined = ground.joined
    must, may, paths = set(), set(), []
    for name in KEY_DECISIONS:
        decision, path = said_of(ground.project, name)
        date = decision.date if decision else None
        if date:
            paths.append((*path, "date"))
        if date and joined and date.before(joined[0]):
            must.add(name)
        elif date is None or joined is None or date.first < joined[0].last:
            may.add(name)
    stated = (*dict.fromkeys(paths), *joined[1]) if joined and paths else ()
    return Members(KEY, frozenset(must), frozenset(must | may)), stated


def review(ground: Ground) -> Measured:
    """The part in judging whether it worked."""
    return ground.review.value, ground.review.paths


def weaker_say(ground: Ground) -> Measured:
    """Whether a group with lived experience has a weaker say than another group of people in some key decision."""
    project = ground.project
    sure, maybe = groups_on(project, PEOPLE_SIDES)
    lived = {name for name, group in sure.items() if group.side and group.side.words == ("lived-experience",)}
    others = set(sure) - lived
    if maybe or not lived or not others:
        alone = project.groups is not None and not maybe
        return (NO, (("groups",),)) if alone else (YES_NO.anything(), ())
    answer, paths = Truth.NO, []
    for name in KEY_DECISIONS:
        statement, path = said_of(project, name)
        answers = [_weaker(statement, mine, theirs) for mine in lived for theirs in others]
        answer = max(answer, *answers)
        if max(answers) == Truth.YES:
            paths.append((*path, "who"))
    stated = tuple(dict.fromkeys(paths)) or (_paths(ground.says) if answer == Truth.NO else ())
    return yes_no(answer), stated


def _weaker(statement: Decision | None, mine: str, theirs: str) -> Truth:
    """Whether one group's say in a decision is weaker than another's."""
    if statement is None:
        return Truth.MAYBE
    who = statement.who or {}
    if mine not in who and theirs not in who:
        return Truth.NO if statement.is_ else Truth.MAYBE
    unknown = SAY.scale.anything()
    here = who.get(mine, statement.is_) or unknown
    there = who.get(theirs, statement.is_) or unknown
    if here.high < there.low:
        return Truth.YES
    return Truth.MAYBE if here.low < there.high else Truth.NO


def seats(ground: Ground) -> Measured:
    """People's seats on the deciding body where their share is highest."""
    return _best_body(ground, 0)


def seat_share(ground: Ground) -> Measured:
    """People's share of the seats on the deciding body where it is highest."""
    return _best_body(ground, 1)


def _best_body(ground: Ground, which: int) -> Measured:
    """The seats or the share on the deciding body where people's share is highest; no deciding body: 0."""
    bodies = ground.project.bodies
    if bodies is None:
        return (Numbers(unit="seats").anything(), SHARE.anything())[which], ()
    deciding = [(_seats(body), body.decides == YES) for body in bodies if body.decides != NO]
    least = max((share.low for (_, share), sure in deciding if sure), default=Fraction(0))
    best = [pair for pair, _ in deciding if pair[1].high >= least]
    if not any(sure for _, sure in deciding):
        best.append((exactly(0), exactly(0)))
    if all(share.exact for _, share in best) and len({share.low for _, share in best}) == 1:
        best = [max(best, key=lambda pair: pair[0].high)]
    ends = [pair[which] for pair in best]
    low = min(end.low for end in ends) if which == 0 else least
    stated = [
        ("bodies", place, "people_seats" if body.people_seats else "decides")
        for place, body in enumerate(bodies)
        if body.people_seats or body.decides
    ]
    return Range(low, max(end.high for end in ends)), tuple(stated) or ((("bodies",),) if not bodies else ())


def _seats(body: Body) -> tuple[Range, Range]:
    """People's seats on a body, and their share of all its seats; people hold no more seats than there are."""
    stated, all_ = body.people_seats or Numbers().anything(), body.seats or Numbers().anything()
    people = Range(stated.low, min(stated.high, all_.high))
    low = Fraction(0) if isinstance(all_.high, float) or not all_.high else Fraction(people.low) / all_.high
    most = people.high
    high = Fraction(1) if isinstance(most, float) else Fraction(most) / max(all_.low, most) if most else Fraction(0)
    return people, Range(low, high)


def chair(ground: Ground) -> Measured:
    """Who chairs the body where people have most to say about that."""
    return _shared_by(ground, "chair")


def agenda(ground: Ground) -> Measured:
    """Who sets the agenda of the body where people have most to say about that."""
    return _shared_by(ground, "agenda")


def _shared_by(ground: Ground, key: str) -> Measured:
    bodies = ground.project.bodies
    if bodies is None:
        return SHARED_BY.scale.anything(), ()
    stated = tuple(("bodies", place, key) for place, body in enumerate(bodies) if getattr(body, key))
    if not bodies:
        return SHARED_BY.scale.only("staff"), (("bodies",),)
    return strongest([getattr(body, key) or SHARED_BY.scale.anything() for body in bodies]), stated


MEASURES = (
    Measure(
        "voice",
        Words(SAY.scale),
        "The strongest say people have in a key decision, or part in a stage (taking part reads as advising).",
        voice,
        SAID + PARTS,
    ),
    *(decision(name) for name in KEY_DECISIONS),
    Measure(
        "decisions.strongest",
        Words(SAY.scale),
        "The strongest say people have in any key decision.",
        strongest_decision,
        SAID,
    ),
    Measure(
        "decisions.joint_share",
        SHARE,
        "The share of the key decisions taken together with people or by them, without those reserved and told before.",
        joint_share,
        SAID,
    ),
    Measure(
        "decisions.held_share",
        SHARE,
        "The share of the key decisions that people take, without those reserved and told before.",
        held_share,
        SAID,
    ),
    Measure(
        "decisions.reserved_share",
        SHARE,
        "The share of the six key decisions that were reserved, with people told before.",
        reserved_share,
        SAID,
    ),
    Measure(
        "entry.settled_before",
        Sets(KEY),
        "The key decisions dated before the first of the people joined.",
        settled_before,
        SAID,
    ),
    Measure(
        "review",
        Words(PART.scale),
        "The part people have in judging whether it worked: the review stage and the evaluation decision, "
        "the lower where they differ.",
        review,
        ("stages.review", "decisions.evaluation"),
    ),
    Measure(
        "people.weaker_say",
        Words(YES_NO),
        "Whether a group with lived experience has a weaker say than another group of people.",
        weaker_say,
        SAID,
    ),
    Measure(
        "bodies.people_seats",
        Numbers(unit="seats"),
        "People's seats on the deciding body where their share is highest.",
        seats,
        ("bodies.people_seats", "bodies.decides"),
    ),
    Measure(
        "bodies.seat_share",
        SHARE,
        "People's share of the seats on the deciding body where it is highest.",
        seat_share,
        ("bodies.people_seats", "bodies.seats", "bodies.decides"),
    ),
    Measure(
        "bodies.chair",
        Words(SHARED_BY.scale),
        "Who is in the chair, on the body where people have most of a part in it.",
        chair,
        ("bodies.chair",),
    ),
    Measure(
        "bodies.agenda",
        Words(SHARED_BY.scale),
        "Who sets the agenda, on the body where people have most of a part in it.",
        agenda,
        ("bodies.agenda",),
    ),
)
