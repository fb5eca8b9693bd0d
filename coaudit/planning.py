"""From a description and where it is to get to, to a plan. No file is opened here, no clock read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coaudit import audit as core
from coaudit._version import VERSION
from coaudit.errors import SourceError
from coaudit.judging.advice import Raise, least_rung, to_letter, to_rung
from coaudit.judging.verdict import Grade
from coaudit.judging.walking import in_order, walk
from coaudit.project.description import describe
from coaudit.records import replace
from coaudit.report import Audit, Tool
from coaudit.report.compare import compare
from coaudit.report.plan import LETTER, RUNG, Plan
from coaudit.rubric import Rubric
from coaudit.source import parse
from coaudit.telling import about
from coaudit.telling.advice import before_steps, means_first, overruled_by, question_first, say_what_it_is
from coaudit.telling.places import Places
from coaudit.telling.planning import (
    COMPLETE,
    answers_wanted,
    beside,
    is_withheld,
    last_what_is_over,
    over_claimed,
    plan_steps,
    standing_risks,
)
from coaudit.telling.project import Judged, measured_of, told_of
from coaudit.telling.words import figure
from coaudit.whatif import changed


class NoClaimError(ValueError):
    """A letter is wanted of a project that claims nothing: there is no promise to be graded."""

    def __init__(self, *, stated: bool) -> None:
        super().__init__()
        self.stated = stated
        """Whether it says that it claims nothing; else it does not say what it claims."""


class WhatIfError(SourceError):
    """What was set makes no description that can be judged; the description itself is one."""


def plan(
    raw: bytes,
    name: str,
    rubric: Rubric,
    to: str | None = None,
    *,
    as_if: str | None = None,
    what_if: Sequence[str] = (),
) -> Plan:
    """The least effort from a description to a rung or a letter, with some values of it set otherwise.

    Without *to*: to what is claimed and not borne out, else to the next rung. Raises SourceError with all that is
    wrong with the description, WhatIfError with what is wrong with the values set, and NoClaimError.
    """
    document = parse(raw, name)
    found = core.judged(core.fit(describe(document), rubric), rubric, as_if=as_if)
    audit = told_of(found, rubric)
    moved = None
    if what_if:
        try:
            description = core.fit(describe(changed(document, what_if)), rubric)
        except SourceError as error:
            raise WhatIfError(error.problems) from None
        found = core.judged(description, rubric, as_if=as_if)
        before, audit = audit, told_of(found, rubric)
        moved = compare(core.report(rubric, [before]), core.report(rubric, [replace(audit, source=())]))
    made = _to_letter(found, audit, rubric, to) if to in rubric.grades.letters else _to_rung(found, audit, rubric, to)
    return replace(made, what_if=tuple(what_if), moved=moved)


def _to_rung(found: Judged, audit: Audit, rubric: Rubric, to: str | None) -> Plan:
    ladder = rubric.ladder
    claim = audit.claim.rung
    if to is None:
        above = ladder.words[min(found.verdict.rung.low + 1, len(ladder.words) - 1)]
        to = claim if claim and over_claimed(audit) else above
    place = ladder.rank(to)
    reached = found.verdict.rung.low >= place
    raises = () if reached else to_rung(rubric, place, found.verdict.readings)
    return _plan(found, audit, rubric, (RUNG, to, rubric.rung(to).title), None if reached else place, raises)


def _to_letter(found: Judged, audit: Audit, rubric: Rubric, to: str) -> Plan:
    verdict, letters = found.verdict, rubric.grades.letters
    if verdict.claim.rung is None or verdict.grade is None:
        raise NoClaimError(stated=audit.claim.stated)
    target = LETTER, to, to
    certain = verdict.grade.capped_low if verdict.grade.given else letters[-1]
    if verdict.grade.given and letters.index(certain) <= letters.index(to):
        return _plan(found, audit, rubric, target, None, ())
    way = to_letter(rubric, verdict.claim.rung, verdict.readings, to, verdict.bands[1], verdict.unmet_when)
    place = least_rung(rubric, verdict.claim.rung, to)
    if way is None:
        return replace(_plan(found, audit, rubric, target, place, ()), possible=False)
    return _plan(found, audit, rubric, target, place, way.raises)


def _plan(
    found: Judged,
    audit: Audit,
    rubric: Rubric,
    target: tuple[str, str, str],
    place: int | None,
    raises: tuple[Raise, ...],
) -> Plan:
    """The plan of some raises; no place: it is reached already."""
    places = Places(found.description)
    raises = last_what_is_over(rubric, audit, in_order(rubric, raises))
    stands = tuple(walk(rubric, found.evidence, found.verdict.readings, raises, place))
    ask, means = None, ""
    first: list[str] = []
    if place is not None:
        ask = question_first(rubric, found.verdict, place, audit.not_stated, measured_of(found))
        means = means_first(rubric, found.verdict, place) if ask else ""
        first = before_steps(rubric, found.verdict, place, ask, overruled_by(found.ground, places))
    return Plan(
        tool=Tool("coaudit", VERSION),
        rubric=about.rubric_info(rubric),
        path=audit.path,
        title=audit.title,
        planned=audit.planned,
        headline=audit.headline,
        kind=target[0],
        to=target[1],
        to_title=target[2],
        reached=place is None,
        possible=True,
        true_name=next(iter(say_what_it_is(rubric, found.verdict)), None),
        first=tuple(first),
        steps=plan_steps(rubric, audit, raises, stands),
        units=figure(sum((each.effort for each in raises), Fraction(0))),
        complete=audit.status == COMPLETE,
        still_to_do=beside(audit, raises),
        withheld=target[0] == LETTER and is_withheld(audit),
        first_answer=ask,
        first_means=means,
        efforts=tuple((name, figure(effort)) for name, effort in rubric.efforts.items()),
        answers=answers_wanted(audit, raises, stands[-1]) if target[0] == LETTER and place is not None else (),
        risks=standing_risks(rubric, audit, stands[-1]) if _held(rubric, stands[-1].grade, target) else (),
    )


def _held(rubric: Rubric, grade: Grade | None, target: tuple[str, str, str]) -> bool:
    """Whether the risk of tokenism keeps the letter that is wanted away, when all steps are done."""
    kind, letter, _ = target
    if kind != LETTER or grade is None:
        return False
    letters = rubric.grades.letters
    return letters.index(grade.capped_low) > letters.index(letter) >= letters.index(grade.uncapped_low)
