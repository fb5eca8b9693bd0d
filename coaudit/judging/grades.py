"""The grade: of what the claimed rung expects, the share reached, as a letter, with its caps."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coaudit.judging.scores import FULL
from coaudit.judging.verdict import Cap, Grade, Reading, Share, Span
from coaudit.rubric import Rubric

QUARTERS = 4
"""In a whole. Each weight is moved by one, up and down, to see whether the letter survives."""


def expected(rubric: Rubric, claimed: str, readings: Mapping[str, Reading]) -> dict[str, int]:
    """What the claimed rung expects of the criteria that apply: criterion and level."""
    return {name: level for name, level in rubric.rung(claimed).expects.items() if name in readings and level}


def share_reached(levels: Mapping[str, int], expects: Mapping[str, int], weights: Mapping[str, int]) -> Fraction:
    """100 x sum(weight x min(level, expected)) / sum(weight x expected); nothing expected: 100."""
    return _share(*_sums(levels, expects, weights))


def _sums(levels: Mapping[str, int], expects: Mapping[str, int], weights: Mapping[str, int]) -> tuple[int, int]:
    """The weighted sum reached, and the weighted sum expected."""
    reached = sum(weights[name] * min(levels[name], level) for name, level in expects.items())
    return reached, sum(weights[name] * level for name, level in expects.items())


def _share(reached: int, most: int) -> Fraction:
    return Fraction(FULL * reached, most) if most else Fraction(FULL)


def letter(rubric: Rubric, share: Fraction) -> str:
    """The best letter whose band begins at or below a share."""
    return _letter_of(rubric, share.numerator, FULL * share.denominator)


def _letter_of(rubric: Rubric, reached: int, most: int) -> str:
    """The letter of the share that two sums make, in whole numbers alone: it is asked for each weight, up and down."""
    return next(name for name, share, of in rubric.grades.starts if FULL * reached * of >= share * most)


def worse(rubric: Rubric, one: str, other: str) -> str:
    """The worse of two letters."""
    return max(one, other, key=rubric.grades.letters.index)


def grade(
    rubric: Rubric, claimed: str, readings: Mapping[str, Reading], gap: Span, bands: tuple[str | None, str | None]
) -> Grade:
    """The grade of a claim. The low end is capped by the worst gap and band, the high end by the best."""
    expects = expected(rubric, claimed, readings)
    weights = rubric.weights
    lows = {name: readings[name].level.low for name in expects}
    highs = {name: readings[name].level.high for name in expects}
    share = Share(share_reached(lows, expects, weights), share_reached(highs, expects, weights))
    plain_low, plain_high = letter(rubric, share.low), letter(rubric, share.high)
    low_caps = _caps(rubric, gap.high, bands[1])
    high_caps = _caps(rubric, gap.low, bands[0])
    low, high = _capped(rubric, plain_low, low_caps), _capped(rubric, plain_high, high_caps)
    caps = _that_bit(rubric, (plain_low, low_caps), (plain_high, high_caps))
    coverage = _coverage(expects, lows, highs, weights)
    given = coverage * FULL >= rubric.grades.coverage or low == high
    return Grade(share, plain_low, plain_high, low, high, caps, coverage, given)


def _caps(rubric: Rubric, gap: int, band: str | None) -> dict[str, str]:
    """The caps that stand for a gap and a band, by reason."""
    caps = {}
    for_gap = cap_for_gap(rubric, gap)
    if for_gap is not None:
        caps["over-claim"] = for_gap
    if band is not None and band in rubric.grades.risk:
        caps["risk"] = rubric.grades.risk[band]
    return caps


def cap_for_gap(rubric: Rubric, gap: int) -> str | None:
    """The best letter that a claim so many rungs above the evidence may get; None where nothing caps it."""
    steps = [int(name) for name in rubric.grades.over_claim if int(name) <= gap]
    return rubric.grades.over_claim[str(max(steps))] if steps else None


def _capped(rubric: Rubric, plain: str, caps: Mapping[str, str]) -> str:
    for cap in caps.values():
        plain = worse(rubric, plain, cap)
    return plain


def _that_bit(rubric: Rubric, low: tuple[str, dict[str, str]], high: tuple[str, dict[str, str]]) -> tuple[Cap, ...]:
    """The caps that changed a letter, at either end."""
    found: dict[tuple[str, str], list[bool]] = {}
    for end, (plain, caps) in enumerate((low, high)):
        for reason, cap in caps.items():
            if worse(rubric, plain, cap) != plain:
                ends = found.setdefault((reason, cap), [False, False])
                ends[end] = True
    return tuple(Cap(reason, cap, *ends) for (reason, cap), ends in found.items())


def _coverage(
    expects: Mapping[str, int], lows: Mapping[str, int], highs: Mapping[str, int], weights: Mapping[str, int]
) -> Fraction:
    """The share, by weight, of what is expected that is settled; nothing expected: 1."""
    everything = sum(weights[name] for name in expects)
    settled = sum(weights[name] for name, level in expects.items() if min(lows[name], level) == min(highs[name], level))
    return Fraction(settled, everything) if everything else Fraction(1)


def fragile_weights(
    rubric: Rubric, claimed: str, readings: Mapping[str, Reading], gap: Span, bands: tuple[str | None, str | None]
) -> tuple[str, ...]:
    """The criteria whose weight, moved by a quarter up or down, changes the letter at either end."""
    expects = expected(rubric, claimed, readings)
    weights = rubric.weights
    ends = (
        ({name: readings[name].level.low for name in expects}, _caps(rubric, gap.high, bands[1])),
        ({name: readings[name].level.high for name in expects}, _caps(rubric, gap.low, bands[0])),
    )
    found: set[str] = set()
    for levels, caps in ends:
        reached, most = _sums(levels, expects, weights)
        plain = letter(rubric, _share(reached, most))
        now = _capped(rubric, plain, caps)
        for name, level in expects.items():
            mine, at_most = weights[name] * min(levels[name], level), weights[name] * level
            for sign in (-1, 1):
                # In quarters of the unit, so that a quarter more or less of a weight is a whole number too.
                other = _letter_of(rubric, reached * QUARTERS + sign * mine, most * QUARTERS + sign * at_most)
                if other != plain and _capped(rubric, other, caps) != now:
                    found.add(name)
    return tuple(name for name in expects if name in found)
