"""Facts about time: when people came in, in which stages they work, how often they meet and whether they stay."""

from __future__ import annotations

from fractions import Fraction
from math import floor, inf
from statistics import median

from coaudit.facts.fact import Measure, Measured, Path
from coaudit.facts.ground import Ground, counted, groups_on
from coaudit.project import Contact, Group
from coaudit.scalars import Day
from coaudit.values import NO, SHARE, YES, YES_NO, Choice, Number, Numbers, Range, Truth, Words, exactly, yes_no
from coaudit.vocabulary import ASKED_STAGES, GATHERING, PART, PEOPLE_SIDES, STAGE

ANY_NUMBER = Numbers().anything()
DAYS = Numbers(unit="days")
PARTS = tuple(f"stages.{name}" for name in ASKED_STAGES)


def _entry(ground: Ground, word: str) -> Measured:
    """The first stage in which people have at least some part, among the stages that count."""
    least = PART.scale.rank(word)
    possible: list[str] = []
    paths: list[Path] = []
    for name, part in ground.parts.items():
        paths += part.paths
        if name in ground.over_before:
            continue  # people cannot have come in before the first of them joined
        if part.value.high >= least:
            possible.append(name)
        if part.value.low >= least:
            break
    else:
        possible.append("never")
    ranks = frozenset(STAGE.scale.rank(name) for name in possible)
    return Choice(STAGE.scale, ranks), tuple(dict.fromkeys(paths))


def working_share(ground: Ground) -> Measured:
    """The share of the project's stages in which people take part in the work."""
    least = PART.scale.rank("takes-part")
    parts = [part.value for part in ground.parts.values()]
    low, high = sum(part.low >= least for part in parts), sum(part.high >= least for part in parts)
    paths = dict.fromkeys(path for part in ground.parts.values() for path in part.paths)
    return Range(Fraction(low, len(parts)), Fraction(high, len(parts))), tuple(paths)


def stage(name: str) -> Measure:
    """The measure of the part in one stage."""

    def read(ground: Ground) -> Measured:
        settled = ground.parts.get(name)
        return (settled.value, settled.paths) if settled else (PART.scale.anything(), ())

    return Measure(
        f"stages.{name}",
        Words(PART.scale),
        f"The part that people have in this stage: {name}.",
        read,
        (f"stages.{name}",),
    )


_Line = tuple[int, Contact, Range, bool]
"""A line of contact: its place in the list, the line, how often people met, and whether it certainly is with the same
people as those put beside it."""


def sittings(line: Contact) -> Range:
    """How often the people of one line of contact met: dates are counted, and `every` without more is two or more."""
    least = 2 if line.every is not None else 1
    if line.times is not None:
        return counted(line.times, least)
    if line.dates is not None:
        return exactly(len(line.dates))
    if line.every is not None and line.from_ is not None and line.to is not None:
        longest = (line.to.last - line.from_.first).days
        shortest = max((line.to.first - line.from_.last).days, 0)
        return counted(Range(_fits(shortest, line.every.high), _fits(longest, line.every.low)), least)
    return counted(None, least)


def _fits(days: int, every: Number) -> Fraction:
    """How many meetings fit into some days, the first one included."""
    return Fraction(floor(days / Fraction(every)) + 1)


def _lines(ground: Ground) -> list[tuple[int, Contact, Truth]]:
    """The lines of contact where the people's side was there, or may have been, each with which of the two it is."""
    sure, maybe = groups_on(ground.project, PEOPLE_SIDES)
    found = []
    for place, line in enumerate(ground.project.contact or ()):
        there = Truth.YES
        who = set(line.who) if line.who is not None else set(ground.project.groups or ())
        if ground.project.groups is not None and not who & set(sure):
            there = Truth.MAYBE if who & set(maybe) else Truth.NO
        if there:
            found.append((place, line, there))
    return found


def times(ground: Ground) -> Measured:
    """All sittings."""
    if ground.project.contact is None:
        return ANY_NUMBER, ()
    total = exactly(0)
    for _, line, there in _lines(ground):
        count = sittings(line)
        total += count if there == Truth.YES else Range(0, count.high)
    return total, (("contact",),)


def _same_people(ground: Ground) -> list[list[_Line]]:
    """Lines that may be with the same people, put together.

    Lines that name the same groups add up. Lines that do not say with whom may be with anybody, so each stands for
    certain only by itself, and perhaps beside every other; unless only one group of people exists.
    """
    sure, maybe = groups_on(ground.project, PEOPLE_SIDES)
    only = frozenset(sure) if len(sure) == 1 and not maybe else None
    named: dict[frozenset[str] | None, list[_Line]] = {}
    for place, line, there in _lines(ground):
        if line.same_people == NO:
            continue
        certain = there == Truth.YES and line.same_people == YES
        found = (place, line, sittings(line), True)
        who = frozenset(line.who) & {*sure, *maybe} if line.who is not None else only
        named.setdefault(who, []).append(found if certain else _perhaps(found))
    loose = named.pop(None, [])
    sets = [(who & sure.keys(), lines) for who, lines in named.items() if who is not None]
    # Two sets that differ only by groups whose side is not stated may turn out to be the same people.
    like = [(lines, [each for other, more in sets if other == who for each in more]) for who, lines in sets]
    return [
        [*lines, *(_perhaps(other) for other in (*others, *loose) if other not in lines)]
        for lines, others in (*like, *(([line], []) for line in loose))
    ]


def _perhaps(found: _Line) -> _Line:
    """A line that may be with the same people, or not."""
    place, line, count, _ = found
    return place, line, Range(0, count.high), False


def _total(lines: list[_Line]) -> Range:
    total = exactly(0)
    for _, _, count, _ in lines:
        total += count
    return total


def same_people_times(ground: Ground) -> Measured:
    """The most sittings with the same people."""
    if ground.project.contact is None:
        return ANY_NUMBER, ()
    counts = [_total(lines) for lines in _same_people(ground)] or [exactly(0)]
    return Range(max(count.low for count in counts), max(count.high for count in counts)), (("contact",),)


def interval(ground: Ground) -> Measured:
    """The days between the sittings with those same people: the period of `every`, else the median gap."""
    sets = _same_people(ground)
    most = max((_total(lines).low for lines in sets), default=Fraction(0))
    ends = [_interval(lines) for lines in sets if _total(lines).high >= most]
    stated = [end for end in ends if end is not None]
    if not stated:
        return ANY_NUMBER, ()
    paths: dict[Path, None] = dict.fromkeys(
        ("contact", place, "every" if line.every else "dates")
        for lines in sets
        for place, line, _, _ in lines
        if line.every or line.dates
    )
    if len(stated) < len(ends):
        return ANY_NUMBER, tuple(paths)
    return Range(min(end.low for end in stated), max(end.high for end in stated)), tuple(paths)


def _interval(lines: list[_Line]) -> Range | None:
    """The days between meetings of the people of some lines; None where nothing tells."""
    every = [(line.every, certain) for _, line, _, certain in lines if line.every is not None]
    if every:
        low = min(period.low for period, _ in every)
        if any(certain for _, certain in every):
            return Range(low, min(period.high for period, certain in every if certain))
        return Range(low, max(period.high for period, _ in every)) if len(every) == len(lines) else None
    settled = len(lines) == 1 or all(certain for *_, certain in lines)
    gaps = _gaps([day for _, line, _, _ in lines for day in line.dates or () if day is not None])
    if not gaps or not settled or any(line.dates is None for _, line, _, _ in lines):
        return None
    return Range(median(Fraction(gap.low) for gap in gaps), median(Fraction(gap.high) for gap in gaps))


def _gaps(days: list[Day]) -> list[Range]:
    """The days between dates in order; a month may be any of its days."""
    first, last = sorted(day.first for day in days), sorted(day.last for day in days)
    return [
        Range(Fraction(max((first[later] - last[later - 1]).days, 0)), Fraction((last[later] - first[later - 1]).days))
        for later in range(1, len(days))
    ]


def longest_gap(ground: Ground) -> Measured:
    """The longest gap between dated contacts; open where it is not certain that people were at each of them."""
    lines = [(place, line, there) for place, line, there in _lines(ground) if line.dates]
    gaps = _gaps([day for _, line, _ in lines for day in line.dates or () if day is not None])
    if not gaps:
        return ANY_NUMBER, ()
    paths = tuple(("contact", place, "dates") for place, _, _ in lines)
    if any(there == Truth.MAYBE for *_, there in lines):
        return ANY_NUMBER, paths
    return Range(max(gap.low for gap in gaps), max(gap.high for gap in gaps)), paths


def only_gathers(ground: Ground) -> Measured:
    """Whether people's views are only collected: by survey, satisfaction survey, interview or focus group."""
    if ground.project.contact is None:
        return YES_NO.anything(), ()
    lines = _lines(ground)
    answers = [max(_gathers(line), Truth(Truth.YES - there)) for _, line, there in lines]
    if all(there == Truth.MAYBE for _, _, there in lines):
        answers.append(Truth.MAYBE if lines else Truth.NO)
    paths = tuple(("contact", place, "method") for place, line, _ in lines if line.method)
    return yes_no(min(answers)), paths or ((("contact",),) if not lines else ())


def _gathers(line: Contact) -> Truth:
    if line.method is None:
        return Truth.MAYBE
    return Truth.YES if set(line.method.words) <= GATHERING else Truth.NO


def staying_share(ground: Ground) -> Measured:
    """The share of people who stay throughout."""
    if ground.project.groups is None:
        return SHARE.anything(), ()
    sure, maybe = groups_on(ground.project, PEOPLE_SIDES)
    paths = tuple(("groups", name, "staying") for name, group in sure.items() if group.staying)
    if not paths or maybe:
        return SHARE.anything(), paths
    return Range(_least_staying(list(sure.values())), _most_staying(list(sure.values()))), paths


def _least_staying(groups: list[Group]) -> Fraction:
    staying = sum((group.staying.low for group in groups if group.staying), Fraction(0))
    everyone = sum((group.people or ANY_NUMBER).high for group in groups)
    if isinstance(everyone, float) or not everyone:
        return Fraction(0)
    return min(Fraction(staying) / everyone, Fraction(1))


def _most_staying(groups: list[Group]) -> Fraction:
    staying, everyone = Fraction(0), Fraction(0)
    for group in groups:
        size = counted(group.people, 1)
        most = min((group.staying or ANY_NUMBER).high, size.high)
        if isinstance(most, float):
            return Fraction(1)
        staying += most
        everyone += most if most > size.low else Fraction(size.low)
    return staying / everyone if everyone else Fraction(1)


def left(ground: Ground) -> Measured:
    """How many people left before the end."""
    groups = ground.project.groups
    if groups is None:
        return ANY_NUMBER, ()
    sure, maybe = groups_on(ground.project, PEOPLE_SIDES)
    total = exactly(0)
    for group in sure.values():
        total += (group.left.people if group.left and group.left.people else None) or ANY_NUMBER
    if maybe:
        total = Range(total.low, inf)
    paths = tuple(("groups", name, "left") for name, group in sure.items() if group.left and group.left.people)
    return total, paths


MEASURES = (
    Measure(
        "entry.stage",
        Words(STAGE.scale),
        "The first stage in which people are asked, or more.",
        lambda ground: _entry(ground, "asked"),
        PARTS,
    ),
    Measure(
        "entry.work_stage",
        Words(STAGE.scale),
        "The first stage in which people take part in the work, or more.",
        lambda ground: _entry(ground, "takes-part"),
        PARTS,
    ),
    Measure(
        "stages.working_share",
        SHARE,
        "The share of the project's stages in which people take part in the work, or more.",
        working_share,
        PARTS,
    ),
    *(stage(name) for name in STAGE.scale.words if name != "never"),
    Measure(
        "contact.times", Numbers(unit="sittings"), "All sittings with people, of every kind.", times, ("contact.times",)
    ),
    Measure(
        "contact.same_people_times",
        Numbers(unit="sittings"),
        "The most sittings with the same people.",
        same_people_times,
        ("contact.times", "contact.same_people"),
    ),
    Measure(
        "contact.interval_days",
        DAYS,
        "The days between sittings with those same people: the period of 'every', else the median gap between dates.",
        interval,
        ("contact.every",),
    ),
    Measure(
        "contact.longest_gap_days", DAYS, "The longest gap between dated contacts.", longest_gap, ("contact.dates",)
    ),
    Measure(
        "contact.only_gathers",
        Words(YES_NO),
        "Whether people's views are only collected: by surveys, satisfaction surveys, interviews or focus groups.",
        only_gathers,
        ("contact.method",),
    ),
    Measure(
        "groups.staying_share",
        SHARE,
        "The share of the people who stay throughout.",
        staying_share,
        ("groups.staying", "groups.people"),
    ),
    Measure(
        "groups.left", Numbers(unit="people"), "How many of the people left before the end.", left, ("groups.left",)
    ),
)
