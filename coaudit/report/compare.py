"""What moved between two reports: as plain data, project by project, with the lines that did it.

Only reports go in, whether just made or read back from JSON, so that a comparison can say nothing that they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from coaudit import vocabulary
from coaudit.phrases import say
from coaudit.records import Record, replace
from coaudit.report import Audit, Claim, FactRead, InputError, Place, Report, RubricInfo

FORMAT = "coaudit-comparison/1"

SAME, UP, DOWN, CLEARER, OPENER, OTHER = "same", "up", "down", "clearer", "more-open", "other"
"""Which way something moved: not at all, no end lower, no end higher, a narrower range, a wider one, or neither."""

OTHER_RUBRIC, OTHER_MAJOR = "other-rubric", "other-major-version"
OTHER_VERSION, OTHER_HASH = "other-version", "other-hash"
"""How two reports were not judged by the same rubric. The first two cannot be compared."""

STATUSES = list(vocabulary.STATUS.scale.words)
LETTERS = [chr(letter) for letter in range(ord("Z"), ord("A") - 1, -1)]
"""Letters from the worst to the best. Whatever else a rubric calls its grades has no order here."""


class Span(Record):
    """A low and a high end: figures, or words of a scale; None where there is none."""

    low: int | str | None
    high: int | str | None


class Line(Record):
    """A line of a description, by its number; its text is empty where the report does not carry the lines."""

    number: int
    text: str


class FactMoved(Record):
    """A fact that reads otherwise than before: its value in words, and the lines where it stands."""

    name: str
    before: str
    after: str
    lines_before: tuple[Line, ...]
    lines_after: tuple[Line, ...]


class Moved(Record):
    """One thing that moved.

    kind: status, claim, rung, grade, score, dimension, risk-band, risk-figure, criterion or risk.
    """

    kind: str
    id: str
    title: str
    before: Span
    after: Span
    way: str
    means_before: str = ""
    means_after: str = ""
    facts: tuple[FactMoved, ...] = ()


class Project(Record):
    """One project that is in both reports."""

    path_before: str
    path_after: str
    title_before: str
    title_after: str
    headline_before: str
    headline_after: str
    planned: bool
    """Whether it is a proposal now, so that everything is judged as planned."""
    verdict: tuple[Moved, ...]
    """The claim, the rung, the grade, the scores and the risk of tokenism, whether they moved or not."""
    items: tuple[Moved, ...]
    """The criteria and risks that moved, with the facts behind them."""

    @property
    def is_moved(self) -> bool:
        """Whether anything moved at all."""
        return bool(self.items) or any(each.way != SAME for each in self.verdict)


class Alone(Record):
    """A project that is in one of the two reports only."""

    path: str
    title: str


class Comparison(Record):
    """What moved between two reports."""

    rubric_before: RubricInfo
    rubric_after: RubricInfo
    differs: str
    """How the rubrics differ: other-version, other-hash, or nothing."""
    projects: tuple[Project, ...]
    only_before: tuple[Alone, ...] = ()
    only_after: tuple[Alone, ...] = ()
    errors: tuple[InputError, ...] = ()
    """What could not be read, on either side."""
    format: str = FORMAT


def rubrics_differ(before: RubricInfo, after: RubricInfo) -> str:
    """How two rubrics are not the same; empty where they are."""
    if before.id != after.id:
        return OTHER_RUBRIC
    if before.version.partition(".")[0] != after.version.partition(".")[0]:
        return OTHER_MAJOR
    if before.version != after.version:
        return OTHER_VERSION
    return OTHER_HASH if before.sha256 != after.sha256 else ""


class CannotCompareError(Exception):
    """Two reports by rubrics that are not to be compared: `why` is OTHER_RUBRIC or OTHER_MAJOR."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def compare(before: Report, after: Report, *, of_files: bool = False) -> Comparison:
    """What moved from one report to another. Raises CannotCompareError where their rubrics cannot be compared.

    With *of_files*, each report is of one file that the user named: the two are compared even if they are called
    differently.
    """
    differs = rubrics_differ(before.rubric, after.rubric)
    if differs in (OTHER_RUBRIC, OTHER_MAJOR):
        raise CannotCompareError(differs)
    pairs, left, right = _matched(before.audits, after.audits, of_files=of_files)
    ladder = [rung.id for rung in after.rubric.rungs]
    return Comparison(
        rubric_before=before.rubric,
        rubric_after=after.rubric,
        differs=differs,
        projects=tuple(_project(one, other, ladder) for one, other in pairs),
        only_before=tuple(Alone(audit.path, audit.title) for audit in left),
        only_after=tuple(Alone(audit.path, audit.title) for audit in right),
        errors=(*before.errors, *after.errors),
    )


def _matched(
    before: Iterable[Audit], after: Iterable[Audit], *, of_files: bool
) -> tuple[list[tuple[Audit, Audit]], list[Audit], list[Audit]]:
    """The projects that belong together, and those left over on either side.

    The path decides; then a title, and then the name of the file, where only one on each side has it.
    """
    left, right = list(before), list(after)
    if of_files and len(left) == len(right) == 1:
        return [(left[0], right[0])], [], []
    pairs: list[tuple[Audit, Audit]] = []
    keys: tuple[Callable[[Audit], str], ...] = (
        lambda audit: audit.path,
        lambda audit: audit.title,
        lambda audit: audit.path.rpartition("/")[2],
    )
    for key in keys:
        names, others = _unique(left, key), _unique(right, key)
        found = [(names[name], others[name]) for name in names if name in others]
        pairs += found
        taken = {id(audit) for pair in found for audit in pair}
        left = [audit for audit in left if id(audit) not in taken]
        right = [audit for audit in right if id(audit) not in taken]
    place = {id(audit): number for number, audit in enumerate(after)}
    pairs.sort(key=lambda pair: place[id(pair[1])])
    return pairs, left, right


def _unique(audits: list[Audit], key: Callable[[Audit], str]) -> dict[str, Audit]:
    """The audits by their key, without those whose key another has too."""
    found: dict[str, list[Audit]] = {}
    for audit in audits:
        found.setdefault(key(audit), []).append(audit)
    return {name: each[0] for name, each in found.items() if len(each) == 1}


def _project(before: Audit, after: Audit, ladder: list[str]) -> Project:
    return Project(
        path_before=before.path,
        path_after=after.path,
        title_before=before.title,
        title_after=after.title,
        headline_before=before.headline,
        headline_after=after.headline,
        planned=after.planned,
        verdict=tuple(_verdict(before, after, ladder)),
        items=moved_items(before, after),
    )


def moved_items(before: Audit, after: Audit) -> tuple[Moved, ...]:
    """The criteria and risks that moved, with the facts behind them."""
    return (*_items("criterion", before, after, _criteria), *_items("risk", before, after, _risks))


def _verdict(before: Audit, after: Audit, ladder: list[str]) -> Iterator[Moved]:
    """The status, the claim, the rung, the grade, the scores and the risk: what they were and what they are."""
    if before.status or after.status:
        statuses = [Span(audit.status or None, audit.status or None) for audit in (before, after)]
        yield Moved("status", "status", "", statuses[0], statuses[1], way(statuses[0], statuses[1], STATUSES))
    yield _claim(before, after)
    yield _one("rung", "rung", "", (before.rung, after.rung), ladder)
    grade = _one("grade", "grade", "", (before.grade, after.grade), LETTERS)
    yield replace(grade, means_before=before.grade.says, means_after=after.grade.says)
    yield _one("score", "score", "", (before.score, after.score))
    olds = {each.id: each for each in before.dimensions}
    for each in after.dimensions:
        if each.id in olds:
            yield _one("dimension", each.id, each.title, (olds[each.id], each))
    bands = [Span(audit.tokenism.band_low, audit.tokenism.band_high) for audit in (before, after)]
    yield _one("risk-band", "risk-band", "", (bands[0], bands[1]))
    yield _one("risk-figure", "risk-figure", "", (before.tokenism, after.tokenism))


def _claim(before: Audit, after: Audit) -> Moved:
    one, other = before.claim, after.claim
    same = (one.rung, _verdict_of(one)) == (other.rung, _verdict_of(other))
    return Moved(
        "claim",
        "claim",
        "",
        Span(one.rung, one.rung),
        Span(other.rung, other.rung),
        SAME if same else OTHER,
        _verdict_of(one),
        _verdict_of(other),
    )


def _verdict_of(claim: Claim) -> str:
    """`matches`, or `over 2` with how many rungs; where nobody has said what is claimed, that."""
    if not claim.stated:
        return NOT_STATED
    return f"{claim.verdict} {claim.by}" if claim.by else claim.verdict


def _one(kind: str, name: str, title: str, items: tuple[Any, Any], scale: list[str] | None = None) -> Moved:
    before, after = (Span(item.low, item.high) for item in items)
    return Moved(kind, name, title, before, after, way(before, after, scale))


def way(before: Span, after: Span, scale: list[str] | None = None) -> str:
    """Which way a span moved. *scale* are the words of its ends from the lowest on."""
    if before == after:
        return SAME
    ends = [_rank(end, scale) for end in (before.low, before.high, after.low, after.high)]
    if None in ends:
        return OTHER
    low, high, new_low, new_high = (end for end in ends if end is not None)
    if new_low >= low and new_high >= high:
        return UP
    if new_low <= low and new_high <= high:
        return DOWN
    return CLEARER if new_low >= low else OPENER


def _rank(end: int | str | None, scale: list[str] | None) -> int | None:
    if isinstance(end, str):
        return scale.index(end) if scale and end in scale else None
    return end


NOT_STATED = "not-stated"
"""In place of the verdict on a claim: it is not stated what is claimed."""

NOTHING = Span(None, None)
"""Where a criterion or risk is in one report only, or a risk was not judged or does not apply."""


class _Item(Record):
    """A criterion or a risk, as far as both are alike."""

    id: str
    title: str
    ends: Span
    means: str
    facts: tuple[FactRead, ...]


def _criteria(audit: Audit) -> Iterator[_Item]:
    for each in audit.criteria:
        means = say("at least: {means}", means=each.means_low) if 0 < each.low < each.high else each.means_low
        yield _Item(each.id, each.title, Span(each.low, each.high), means, each.facts)


def _risks(audit: Audit) -> Iterator[_Item]:
    for each in audit.risks:
        judged = each.judged and each.applies and not each.not_yet_due
        yield _Item(each.id, each.title, Span(each.low, each.high) if judged else NOTHING, each.means, each.facts)


def _items(kind: str, before: Audit, after: Audit, items: Callable[[Audit], Iterable[_Item]]) -> Iterator[Moved]:
    """The criteria or risks whose level or severity moved."""
    known = {each.id: each for each in items(before)}
    for each in items(after):
        old = known.pop(each.id, _Item(each.id, each.title, NOTHING, "", ()))
        if old.ends != each.ends:
            facts = tuple(_facts(before, after, old.facts, each.facts))
            turn = way(old.ends, each.ends)
            yield Moved(kind, each.id, each.title, old.ends, each.ends, turn, old.means, each.means, facts)
    for old in known.values():
        if old.ends != NOTHING:
            yield Moved(kind, old.id, old.title, old.ends, NOTHING, OTHER, old.means)


def _facts(before: Audit, after: Audit, olds: tuple[FactRead, ...], news: tuple[FactRead, ...]) -> Iterator[FactMoved]:
    known = {fact.name: fact for fact in olds}
    for fact in news:
        old = known.get(fact.name)
        if old is None or old.value != fact.value:
            yield FactMoved(
                fact.name,
                old.value if old else "",
                fact.value,
                _lines(before, old.lines if old else (), after, fact.lines),
                _lines(after, fact.lines, before, old.lines if old else ()),
            )


def _lines(audit: Audit, places: tuple[Place, ...], other: Audit, others: tuple[Place, ...]) -> tuple[Line, ...]:
    """The lines behind a fact. Where both reports carry their lines, those that stand in the other too are left out."""
    if not (audit.source and other.source):
        return tuple(Line(number, "") for number in dict.fromkeys(place.line for place in places))
    there = {(place.path, other.line(place).strip()) for place in others}
    new = {place.line: audit.line(place) for place in places if (place.path, audit.line(place).strip()) not in there}
    return tuple(Line(number, text) for number, text in new.items())
