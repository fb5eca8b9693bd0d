"""Which lines decide that a criterion stands no higher: those that stand in the way of most levels come first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coaudit.facts import Fact, Ground
from coaudit.judging.judge import Verdict
from coaudit.judging.verdict import Reading, Side
from coaudit.phrases import listed, say
from coaudit.report import Place
from coaudit.rubric import Criterion
from coaudit.rubric.fields import TOP_LEVEL
from coaudit.telling.places import Path, Places
from coaudit.telling.words import WHOSE
from coaudit.values import Range


def lowering(reading: Reading) -> tuple[Side, ...]:
    """The people's accounts that put a criterion lower than the facts do; empty where the facts decide."""
    high = reading.level.high
    if high == reading.stated.high:
        return ()
    return tuple(side for side in reading.sides if side.counts and side.level == high)


def whose(reading: Reading) -> str:
    """In whose account a criterion stands where it does; empty where the facts say so themselves."""
    sides = dict.fromkeys(side.side for side in lowering(reading))
    return say("In the account of {whose}", whose=listed([say(WHOSE[side]) for side in sides])) if sides else ""


def lines_that_hold_down(
    criterion: Criterion, verdict: Verdict, facts: Mapping[str, Fact], ground: Ground, places: Places
) -> tuple[tuple[Place, ...], ...]:
    """The lines that keep a criterion from the level above, in groups that decide alike, the weightiest group first.

    They are an account that lowers it, else what the facts that fail there were read from. Where a rule lowered one of
    those facts, the line that set the rule off comes first.
    """
    reading = verdict.readings[criterion.id]
    accounts = [side.path for side in lowering(reading)]
    if accounts:
        return (places.lines(accounts),)
    groups: list[tuple[Place, ...]] = []
    seen: set[int] = set()
    for paths in _in_groups(criterion, reading.level.high, facts, ground):
        lines = tuple([line for line in places.lines(paths) if line.line not in seen])
        if lines:
            groups.append(lines)
            seen.update([line.line for line in lines])
    read = [path for name in criterion.facts for path in facts[name].paths]
    return tuple(groups) or (places.lines(read),)


def _in_groups(criterion: Criterion, high: int, facts: Mapping[str, Fact], ground: Ground) -> Iterator[list[Path]]:
    """The paths of the facts that fail at the level above: first what set a rule off, then the rest by weight.

    Where a level can be reached in quite another way too, that way is not what anybody tried.
    """
    values = {name: facts[name].value for name in criterion.facts}
    above = [criterion.levels[level].when for level in range(high + 1, TOP_LEVEL + 1)]
    next_up = above[0].main_way().failing(values)
    paths = {path for name in next_up for path in facts[name].paths}
    if len(paths) == 1:  # most often: there is nothing to weigh
        yield list(paths)
        return
    ways = [when.main_way() for when in above] if paths else above
    failing = [when.failing(values) for when in ways]
    # How many of the levels above a path stands in the way of, by the first of the facts that rest on it.
    weight: dict[Path, tuple[int, int, bool]] = {}
    for place, name in enumerate(failing[0]):
        full = _full(facts[name], ground)
        for path in facts[name].paths:
            if path not in weight:
                stands = sum(any(path in facts[each].paths for each in names) for names in failing)
                weight[path] = (-stands, place, path in full)
    yield [path for _, path in ground.because if path in weight]
    for each in sorted(set(weight.values())):
        yield [path for path, own in weight.items() if own == each]


def _full(fact: Fact, ground: Ground) -> frozenset[Path]:
    """Of the decisions or stages that a share is of, those with the most say or part: it is not they that lower it."""
    if not isinstance(fact.value, Range) or len(fact.paths) < 2:
        return frozenset()
    settled = [each for each in (*ground.says.values(), *ground.parts.values()) if each.paths]
    high = {path: each.value.high for each in settled for path in each.paths if path in fact.paths}
    most = max(high.values(), default=0)
    full = frozenset(path for path, each in high.items() if each == most)
    return full if len(full) < len(high) else frozenset()
