"""Judging what a policy requires. Each thing is judged on the range that is open: met, not met, or not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from coaudit.phrases import count, say
from coaudit.policy import Acceptance, Baseline, Matches, Policy, Rule
from coaudit.report import Audit, Requirement, Waiver

if TYPE_CHECKING:
    from coaudit.rubric import Rubric

Without = Callable[[frozenset[str]], Audit]
"""The audit of the same project with some criteria left out, as if they did not apply."""

Finding = tuple[bool | None, str]
"""Whether something is met (None: not shown), and what was found."""


def requirements(
    policy: Policy, rubric: Rubric, audit: Audit, path: str, today: date, matches: Matches, without: Without
) -> Iterator[Requirement]:
    """All that a policy requires of one project, judged. `path` is where it lies, seen from the policy's folder."""
    accepted = policy.accepted(path, today, matches)
    recorded = policy.baseline.projects.get(path) if policy.baseline else None
    for rule in policy.rules(path, audit.status, matches):
        met, found = _JUDGED[rule.id](rule, audit, rubric)
        waiver = None if met else _waiver(rule, rubric, accepted, today, without)
        asked = f"{_ASKED[rule.id](rule)}; {found}"
        yield Requirement(rule.id, audit.path, met, asked, rule.about, waiver, rule.must_be_shown)
    if policy.baseline is not None and recorded is not None:
        yield from _ratchet(policy.baseline, rubric, audit, recorded.scores)


def loose(baseline: Baseline, audit: Audit, path: str) -> tuple[str, ...]:
    """The dimensions in which a project certainly scores more than its baseline records."""
    recorded = baseline.projects.get(path)
    held = recorded.scores if recorded else {}
    return tuple(each.title for each in audit.dimensions if each.id in held and each.low > held[each.id])


def _ratchet(baseline: Baseline, rubric: Rubric, audit: Audit, held: dict[str, int]) -> Iterator[Requirement]:
    """Each dimension that is held, also one in which nothing applies any more: that does not lift it."""
    titles = {dimension.id: dimension.title for dimension in rubric.dimensions}
    for about, least in held.items():
        met, found = _scored(audit, about, least)
        asked = say(
            "{title} may not fall below the {least} that {name} records",
            title=titles.get(about, about),
            least=least,
            name=baseline.name,
        )
        yield Requirement("baseline", audit.path, met, f"{asked}; {found}", about)


def _waiver(rule: Rule, rubric: Rubric, accepted: Sequence[Acceptance], today: date, without: Without) -> Waiver | None:
    """The waiver that covers a shortfall: of the very criterion, or of one without which it would not be there."""
    if rule.id == "level":
        for each in accepted:
            if each.criterion == rule.about:
                return _said(each, today)
        return None
    if rule.id not in ("grade", "score", "coverage"):
        return None
    together = frozenset(each.criterion for each in accepted)
    for each in accepted:  # first the one that would do by itself
        if _JUDGED[rule.id](rule, without(frozenset((each.criterion,))), rubric)[0]:
            return _said(each, today)
    if len(together) > 1 and _JUDGED[rule.id](rule, without(together), rubric)[0]:
        return _said(min(accepted, key=lambda each: each.until), today)
    return None


def _said(each: Acceptance, today: date) -> Waiver:
    return Waiver(each.criterion, each.reason, each.owner, each.until.isoformat(), each.ends_soon_after(today))


def _claim(_: Rule, audit: Audit, __: Rubric) -> Finding:
    claim = audit.claim
    if claim.rung is None or claim.gap_high <= 0:
        return True, say("it is not")
    by = _span(max(claim.gap_low, 0), claim.gap_high)
    found = count(claim.gap_high, "it is {by} rung above", "it is {by} rungs above", by=by)
    return (False if claim.gap_low > 0 else None), found


def _grade(rule: Rule, audit: Audit, rubric: Rubric) -> Finding:
    low, high = audit.grade.low, audit.grade.high
    if low is None or high is None:
        return None, say("there is no letter ({why})", why=audit.grade.says.rstrip("."))
    worst_first = rubric.grades.letters[::-1]
    places = (worst_first.index(each) for each in (low, high, rule.value))
    return _within(*places), say("the grade is {found}", found=_span(low, high))


def _rung(rule: Rule, audit: Audit, rubric: Rubric) -> Finding:
    ladder = rubric.ladder.words
    titles = {rung.id: rung.title.lower() for rung in rubric.rungs}
    low, high = audit.rung.low, audit.rung.high
    places = (ladder.index(each) for each in (low, high, rule.value))
    return _within(*places), say("evidenced is {found}", found=_span(titles[low], titles[high]))


def _risk(rule: Rule, audit: Audit, rubric: Rubric) -> Finding:
    order = rubric.bands
    low, high = audit.tokenism.band_low, audit.tokenism.band_high
    if low not in order or high not in order:
        return None, say("no risk could be judged")
    best, worst, allowed = (order.index(each) for each in (low, high, rule.value))
    return (True if worst <= allowed else False if best > allowed else None), say(
        "it is {found}", found=_span(low, high)
    )


def _coverage(rule: Rule, audit: Audit, _: Rubric) -> Finding:
    settled = audit.grade.coverage
    if settled is None:
        if not audit.claim.stated:
            return None, say("it is not stated what is claimed, so nothing is expected")
        return None, say("nothing is claimed, so nothing is expected")
    return settled >= int(rule.value), say("{settled} per cent are settled", settled=settled)


def _not_applicable(rule: Rule, audit: Audit, _: Rubric) -> Finding:
    declared = len(audit.not_applicable)
    return declared <= int(rule.value), say("{declared} are declared", declared=declared)


def _score(rule: Rule, audit: Audit, _: Rubric) -> Finding:
    return _scored(audit, rule.about, int(rule.value))


def _scored(audit: Audit, about: str, least: int) -> Finding:
    for dimension in audit.dimensions:
        if dimension.id == about:
            return _at_least(dimension.low, dimension.high, least, dimension.title)
    return None, say("nothing in it applies")


def _level(rule: Rule, audit: Audit, _: Rubric) -> Finding:
    for criterion in audit.criteria:
        if criterion.id == rule.about:
            found = say("it is at {found}", found=_span(criterion.low, criterion.high))
            return _within(criterion.low, criterion.high, int(rule.value)), found
    return None, say("the description declares that it does not apply, which the policy has not accepted")


def _at_least(low: int, high: int, least: int, title: str) -> Finding:
    return _within(low, high, least), say("{title} scores {found}", title=title, found=_span(low, high))


def _within(low: int, high: int, least: int) -> bool | None:
    return True if low >= least else False if high < least else None


def _span(low: object, high: object) -> str:
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)


_JUDGED: dict[str, Callable[[Rule, Audit, Rubric], Finding]] = {
    "claim": _claim,
    "grade": _grade,
    "rung": _rung,
    "risk": _risk,
    "coverage": _coverage,
    "not-applicable": _not_applicable,
    "score": _score,
    "level": _level,
}

_ASKED: dict[str, Callable[[Rule], str]] = {
    "claim": lambda _: say("The claim may not be above what is evidenced"),
    "grade": lambda rule: say("A grade of {value} or better is required", value=rule.value),
    "rung": lambda rule: say("At least the rung {value} is required", value=rule.value),
    "risk": lambda rule: say("The risk of tokenism may be {value} at most", value=rule.value),
    "coverage": lambda rule: say("{value} per cent of what the claim expects must be settled", value=rule.value),
    "not-applicable": lambda rule: say("At most {value} criteria may be declared not applicable", value=rule.value),
    "score": lambda rule: say("A score of {value} or more is required for {about}", value=rule.value, about=rule.about),
    "level": lambda rule: say("Level {value} or more is required for {about}", value=rule.value, about=rule.about),
}
