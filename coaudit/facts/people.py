"""Facts about who is there: how many, of which sides, how they were found, and who is missing."""

from __future__ import annotations

from fractions import Fraction
from math import inf

from coaudit.facts.fact import Measure, Measured, Path
from coaudit.facts.ground import Ground, counted, groups_on, strongest_of
from coaudit.project import Group
from coaudit.values import SHARE, Choice, Members, Number, Numbers, Range, Sets, Words, exactly
from coaudit.vocabulary import CHOSEN_BY, HERE, PEOPLE_SIDES, RECRUITED, SIDE, STAFF_SIDES, STAND_IN_SIDES

PEOPLE = Numbers(unit="people")


def _count(ground: Ground, sides: frozenset[str]) -> tuple[Range, tuple[Path, ...]]:
    """The people on some sides. A group whose size is not stated has at least one."""
    sure, maybe = groups_on(ground.project, sides)
    total = exactly(0)
    for group in sure.values():
        total += counted(group.people, 1)
    for group in maybe.values():
        total += Range(0, counted(group.people, 1).high)
    paths = tuple(("groups", name, "people" if group.people else "side") for name, group in sure.items())
    return total, paths or ((("groups",),) if not maybe else ())


def lived(ground: Ground) -> Measured:
    """How many are on any people's side."""
    if ground.project.groups is None:
        return PEOPLE.anything(), ()
    return _count(ground, PEOPLE_SIDES)


def sides(ground: Ground) -> Measured:
    """Which sides are there."""
    groups = ground.project.groups
    scale = SIDE.scale
    if groups is None:
        return Sets(scale).anything(), ()
    must = {group.side.words[0] for group in groups.values() if group.side and group.side.exact}
    may = must | {word for group in groups.values() for word in (group.side.words if group.side else scale.words)}
    paths: tuple[Path, ...] = tuple(("groups", name, "side") for name, group in groups.items() if group.side)
    return Members(scale, frozenset(must), frozenset(may)), paths or ((("groups",),) if not groups else ())


def standin_share(ground: Ground) -> Measured:
    """Representatives' share of representatives and people."""
    if ground.project.groups is None:
        return SHARE.anything(), ()
    stand_ins, paths = _count(ground, STAND_IN_SIDES)
    people, more = _count(ground, PEOPLE_SIDES)
    return Range(_part(stand_ins.low, people.high), _part(stand_ins.high, people.low)), tuple(
        dict.fromkeys(paths + more)
    )


def _part(some: Number, others: Number) -> Fraction:
    """The share of some among some and others; nobody at all: 0."""
    if isinstance(others, float):
        return Fraction(0)
    if isinstance(some, float):
        return Fraction(1)
    return Fraction(some) / (some + others) if some + others else Fraction(0)


def per_professional(ground: Ground) -> Measured:
    """People for each member of staff; unknown where no group of staff is listed."""
    if ground.project.groups is None or not groups_on(ground.project, STAFF_SIDES)[0]:
        return PEOPLE.anything(), ()
    people, paths = _count(ground, PEOPLE_SIDES)
    staff, more = _count(ground, STAFF_SIDES)
    low = Fraction(0) if isinstance(staff.high, float) or not staff.high else Fraction(people.low) / staff.high
    high = inf if isinstance(people.high, float) or not staff.low else Fraction(people.high) / staff.low
    return Range(low, high), tuple(dict.fromkeys(paths + more))


def _strongest(ground: Ground, name: str, anything: Choice) -> Measured:
    """The strongest way in among the groups of people."""
    sure, maybe = groups_on(ground.project, PEOPLE_SIDES)
    if not sure:
        return anything, ()
    paths = tuple(("groups", key, name) for key, group in sure.items() if _of(group, name))
    certain, possible = ([_of(group, name) or anything for group in groups.values()] for groups in (sure, maybe))
    return strongest_of(certain, possible), paths


def _of(group: Group, name: str) -> Choice | None:
    found: Choice | None = getattr(group, name)
    return found


def missing_share(ground: Ground) -> Measured:
    """The share of the affected who are not there; those partly there count half."""
    affected = ground.project.affected
    if affected is None:
        return SHARE.anything(), ()
    most = len(HERE.scale.words) - 1
    lows = [most - who.here.high if who.here else 0 for who in affected]
    highs = [most - who.here.low if who.here else most for who in affected]
    everyone = most * len(affected)
    paths = tuple(("affected", place, "here") for place, who in enumerate(affected) if who.here)
    return Range(Fraction(sum(lows), everyone), Fraction(sum(highs), everyone)), paths


MEASURES = (
    Measure(
        "people.lived",
        PEOPLE,
        "How many people are on any of the people's sides. A group whose size is not stated counts as at least one.",
        lived,
        ("groups.side", "groups.people"),
    ),
    Measure("people.sides", Sets(SIDE.scale), "Which sides are there.", sides, ("groups.side",)),
    Measure(
        "people.standin_share",
        SHARE,
        "The share of representatives among representatives and people.",
        standin_share,
        ("groups.side", "groups.people"),
    ),
    Measure(
        "people.per_professional",
        Numbers(unit="people for each member of staff"),
        "How many people there are for each member of staff; unknown where no group of staff is listed.",
        per_professional,
        ("groups.side", "groups.people"),
    ),
    Measure(
        "recruited",
        Words(RECRUITED.scale),
        "The most open way in which a group of people was found.",
        lambda ground: _strongest(ground, "recruited", RECRUITED.scale.anything()),
        ("groups.recruited",),
    ),
    Measure(
        "chosen_by",
        Words(CHOSEN_BY.scale),
        "Who chose the people, in the group where people had most to say.",
        lambda ground: _strongest(ground, "chosen_by", CHOSEN_BY.scale.anything()),
        ("groups.chosen_by",),
    ),
    Measure(
        "affected.missing_share",
        SHARE,
        "The share of those most affected who are not there; those partly there count half.",
        missing_share,
        ("affected.here",),
    ),
)
