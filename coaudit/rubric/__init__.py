"""A rubric: the dimensions, criteria, risks, rungs and grades that a project is judged by. All of it is data.

The engine knows none of them by name. Levels run from 0; every threshold stands once, here.
"""

from collections.abc import Mapping
from functools import cached_property
from math import lcm
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from coaudit.records import Record
from coaudit.rubric.conditions import Test
from coaudit.rubric.fields import TOP_LEVEL, Always, Figure, Flag, Fragment, Ids, Level, Said, Weight, When
from coaudit.values import YES_NO, Domain, Numbers, Scale, Value, Words

CLAIM_RUNG, CLAIM_GAP, LEVEL_OF = "claim.rung", "claim.gap", "level."
"""Facts that only risks may read, since they are judged second: the claim, its gap, and the level of a criterion."""

STATUS_FACT = "status"
"""The fact that says whether a project is planned, under way or complete."""


class Shape(BaseModel):
    """A part of a rubric; refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Dimension(Shape):
    """One of the sides from which a project is looked at."""

    id: Said
    title: Said
    weight: Weight
    asks: Said


class RealCase(Shape):
    """Something that really happened, with its source."""

    text: Said
    source: Said


class Step(Shape):
    """One level of a criterion."""

    means: Said
    when: When = Always
    example: Fragment = None
    next_step: Said | None = None
    """What to do to get here from the level below, where the criterion's own next step does not fit."""
    means_by: dict[str, Said] = {}
    """By the name of a fact: what it means where the level is reached by that fact, and in no other way."""

    def reached_by(self, values: Mapping[str, Value]) -> str:
        """The fact of `means_by` that every way by which it is reached asks about; empty where there is none."""
        if not self.means_by:  # as in most levels
            return ""
        ways = self.when.standing(values)
        return next((name for name in self.means_by if ways and all(_asks(way, name) for way in ways)), "")

    def told(self, values: Mapping[str, Value]) -> str:
        """What it means for a project with these facts."""
        return self.means_by.get(self.reached_by(values), self.means)


def _asks(way: tuple[Test, ...], name: str) -> bool:
    return any(test.fact == name for test in way)


class Severity(Shape):
    """One severity of a risk."""

    severity: Level
    means: Said
    when: When
    example: Fragment = None


class Item(Shape):
    """What criteria and risks have in common."""

    id: Said
    title: Said
    asks: Said
    why: Said
    sources: Ids
    thresholds: Annotated[str, Field(pattern="^(house|sourced)$")]
    thresholds_note: Said
    next_step: Said
    effort: Said
    real_case: RealCase


class Criterion(Item):
    """One question about a project, with levels from 0."""

    dimension: Said
    weight: Weight
    core: Flag = False
    levels: Annotated[list[Step], Field(min_length=TOP_LEVEL + 1, max_length=TOP_LEVEL + 1)]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts that its levels ask about."""
        return tuple(dict.fromkeys(name for step in self.levels for name in step.when.facts()))

    def way_to(self, level: int) -> str:
        """What to do to get to a level from the one below it."""
        return self.levels[level].next_step or self.next_step


class Risk(Item):
    """A sign of tokenism, with severities from 0 (no sign)."""

    starred: Flag = False
    applies: When = Always
    due: Said | None = None
    levels: Annotated[list[Severity], Field(min_length=1, max_length=TOP_LEVEL)]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts that its severities ask about."""
        return tuple(dict.fromkeys(name for step in self.levels for name in step.when.facts()))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts that it must know something about: not the claim, the levels, the status, or what decides whether
        it applies.
        """
        beside = {CLAIM_RUNG, CLAIM_GAP, STATUS_FACT, *self.applies.facts()}
        return tuple(name for name in self.facts if name not in beside and not name.startswith(LEVEL_OF))


class BandRule(Shape):
    """One way into a risk band: a starred risk at a severity, or a number of risks at a severity."""

    starred_at: Level | None = None
    count: Level | None = None
    at: Level | None = None


class Grades(Shape):
    """How the share reached of what a claim promises becomes a letter, and what caps it."""

    bands: dict[str, Figure]
    over_claim: dict[str, Said]
    risk: dict[str, Said]
    coverage: Figure
    thresholds: Annotated[str, Field(pattern="^(house|sourced)$")] = "house"
    means: dict[str, Said]

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters, best first."""
        return tuple(sorted(self.bands, key=lambda letter: -self.bands[letter]))

    @cached_property
    def starts(self) -> tuple[tuple[str, int, int], ...]:
        """Where each letter's band begins, best first: the letter, and the numerator and denominator of the share."""
        return tuple((letter, self.bands[letter].numerator, self.bands[letter].denominator) for letter in self.letters)


class Rung(Shape):
    """One rung of the ladder: what it needs, and what a project that claims it should reach."""

    id: Said
    title: Said
    means: Said
    needs: dict[str, Level] = {}
    when: When = Always
    expects: dict[str, Level] = {}
    sources: Ids = ()
    example: Fragment = None
    real_case: RealCase | None = None


class Cue(Shape):
    """A phrase that is worth a second look. It never counts."""

    id: Said
    phrases: Ids
    why: Said
    ask: Said
    source: Said


class Foundation(Shape):
    """Something the rubric's first source says, and what asks about it."""

    says: Said
    asks: Ids
    source: Said


class Source(Shape):
    """A publication, and how sure we are of what it says."""

    cite: Said
    doi: Said | None = None
    url: Said | None = None
    sure: Annotated[str, Field(pattern="^(read|second-hand|recalled)$")]


class Elsewhere(Shape):
    """Another rubric, which asks better of projects that claim, and so far show, certain rungs."""

    rungs: Ids
    says: Said


class Reference(Shape):
    """Figures that conditions may name."""

    hourly: Figure | None = None
    floor: Figure | None = None
    currency: Said | None = None
    as_of: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    check_after_months: Weight | None = None
    """How many months after `as_of` a report begins to say that the figures are old."""
    source: Said | None = None

    def figures(self) -> dict[str, str]:
        """The figures by name, as texts."""
        named = {"hourly": self.hourly, "floor": self.floor}
        return {name: str(figure) for name, figure in named.items() if figure is not None}


class Lineage(Record):
    """Where a rubric comes from: the hash of all its files, the rubrics it extends (the deepest first), the changes."""

    sha256: str
    extends: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
    """Its texts that have no translation into the language that it was asked for in."""


class Rubric(Shape):
    """A whole rubric."""

    rubric: Said
    title: Said
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    language: Said = "en"
    reviewed_by_people_with_lived_experience: Flag
    about: Said
    reference: Reference = Reference()
    efforts: dict[str, Weight]
    dimensions: Annotated[list[Dimension], Field(min_length=1)]
    criteria: Annotated[list[Criterion], Field(min_length=1)]
    risks: list[Risk] = []
    risk_bands: dict[str, list[BandRule]] = {}
    grades: Grades
    rungs: Annotated[list[Rung], Field(min_length=1)]
    by_stage: dict[str, Said] = {}
    wording: list[Cue] = []
    elsewhere: dict[str, Elsewhere] = {}
    """By the names of the other rubrics."""
    foundation: list[Foundation] = []
    sources: dict[str, Source] = {}
    facts: dict[str, Any] = {}
    _lineage: Lineage = PrivateAttr(default_factory=lambda: Lineage(""))

    @property
    def sha256(self) -> str:
        """The hash of the file that it was read from, and of those that it extends."""
        return self._lineage.sha256

    @property
    def lineage(self) -> Lineage:
        """What it comes from, and what it changed there."""
        return self._lineage

    def known_as(self, lineage: Lineage) -> Self:
        """The same rubric, knowing what it comes from: the one thing that does not stand in it."""
        self._lineage = lineage
        return self

    @cached_property
    def ladder(self) -> Scale:
        """The rungs as an ordered scale, lowest first."""
        return Scale("rung", tuple(rung.id for rung in self.rungs))

    @cached_property
    def weights(self) -> dict[str, int]:
        """Every criterion's weight as a whole number, in one common unit: a share is the same in any unit."""
        unit = lcm(*(criterion.weight.denominator for criterion in self.criteria))
        return {criterion.id: int(criterion.weight * unit) for criterion in self.criteria}

    @property
    def bands(self) -> tuple[str, ...]:
        """The bands of tokenism risk, the best first; below all those that are listed it is low."""
        return ("low", *reversed(tuple(self.risk_bands)))

    def rung(self, name: str) -> Rung:
        """A rung by its id. Raises KeyError."""
        return self._rungs[name]

    def criterion(self, name: str) -> Criterion:
        """A criterion by its id. Raises KeyError."""
        return self._criteria[name]

    @cached_property
    def _rungs(self) -> dict[str, Rung]:
        return {rung.id: rung for rung in self.rungs}

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    def needed(self) -> frozenset[str]:
        """The criteria that some rung needs: they cannot be declared not applicable."""
        return frozenset(name for rung in self.rungs for name in rung.needs)

    @cached_property
    def asks(self) -> frozenset[str]:
        """The facts that anything in it asks about."""
        conditions = [risk.applies for risk in self.risks] + [rung.when for rung in self.rungs]
        asked = [*(each.facts for each in self.criteria), *(each.facts for each in self.risks)]
        return frozenset((STATUS_FACT,)).union(*asked, *(condition.facts() for condition in conditions))

    def own_domains(self) -> dict[str, Domain]:
        """What the rubric's own facts may be: `yes-no`, `number`, or a list of words from weakest to strongest."""
        return {name: own_domain(name, kind) for name, kind in self.facts.items()}


def own_domain(name: str, kind: Any) -> Domain:
    """The domain of a rubric's own fact. Raises ValueError for a kind that there is not."""
    if kind == "yes-no":
        return Words(YES_NO)
    if kind == "number":
        return Numbers()
    if isinstance(kind, list) and len(kind) > 1 and all(isinstance(word, str) for word in kind):
        return Words(Scale(name, tuple(kind)))
    raise ValueError(f"'{kind}' is not a kind of fact: yes-no, number, or a list of words from weakest to strongest")
