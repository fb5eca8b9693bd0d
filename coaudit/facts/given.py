"""Facts that are values of the description as they stand: what people are given, and what comes back to them."""

from __future__ import annotations

from fractions import Fraction

from coaudit import vocabulary as words
from coaudit.facts.fact import Measure, Measured, Path
from coaudit.facts.ground import Ground
from coaudit.values import (
    NO,
    SHARE,
    YES_NO,
    Choice,
    Domain,
    Members,
    Numbers,
    Range,
    Sets,
    Value,
    Words,
    exactly,
    truth,
    yes_no,
)

WORKING_DAY_HOURS = Fraction(15, 2)
"""A day's rate is for seven and a half hours. A definition of the format."""


def _key(name: str, vocabulary: words.Vocabulary, means: str) -> Measure:
    """The measure of a key whose value is one word."""
    scale = vocabulary.scale

    def read(ground: Ground) -> Measured:
        value = getattr(ground.project, name)
        if value is not None and not isinstance(value, Choice):
            value = value.is_
            return (value, ((name, "is"),)) if value is not None else (scale.anything(), ())
        return (value, ((name,),)) if value is not None else (scale.anything(), ())

    return Measure(name, Words(scale), means, read, (name,))


def _detail(key: str, name: str, domain: Domain, means: str, if_none: Value | None = None) -> Measure:
    """The measure of a detail of a key. Where the key is a stated none, so is the detail, unless it is stated."""

    def read(ground: Ground) -> Measured:
        whole = getattr(ground.project, key)
        value = getattr(whole, name, None)
        if value is not None:
            return value, ((key, name),)
        if if_none is not None and whole is not None and whole.is_ is not None and whole.is_.high == 0:
            return if_none, ((key, "is"),)
        return domain.anything(), ()

    return Measure(f"{key}.{name}", domain, means, read, (f"{key}.{name}",))


def hourly(ground: Ground) -> Measured:
    """What an hour is paid; a day's rate counts for seven and a half hours."""
    payment = ground.project.payment
    if payment is None:
        return Numbers().anything(), ()
    if payment.hourly is not None:
        return payment.hourly, (("payment", "hourly"),)
    if payment.daily is not None:
        return Range(payment.daily.low / WORKING_DAY_HOURS, payment.daily.high / WORKING_DAY_HOURS), (
            ("payment", "daily"),
        )
    if payment.is_ is not None and payment.is_.high == 0:
        return exactly(0), (("payment", "is"),)
    return Numbers().anything(), ()


_COVERS = _detail(
    "expenses",
    "covers",
    Sets(words.COVERS.scale),
    "Which costs are met.",
    Members(words.COVERS.scale, frozenset(), frozenset()),
)


def care(ground: Ground) -> Measured:
    """Whether care, childcare or a personal assistant is covered."""
    covers, paths = _COVERS.read(ground)
    assert isinstance(covers, Members)
    return yes_no(truth(bool(covers.must & words.CARE_COVERS), bool(covers.may & words.CARE_COVERS))), paths


def support(ground: Ground) -> Measured:
    """Which kinds of support there are."""
    found = ground.project.support
    return (found, (("support",),)) if found is not None else (Sets(words.SUPPORT.scale).anything(), ())


def support_count(ground: Ground) -> Measured:
    """How many kinds of support there are."""
    found, paths = support(ground)
    assert isinstance(found, Members)
    return Range(len(found.must), len(found.may)), paths


def small_share(ground: Ground) -> Measured:
    """The share of changes that touch only wording or detail; no change at all is 1."""
    changes = ground.project.changes
    if changes is None:
        return SHARE.anything(), ()
    if not changes:
        return exactly(1), (("changes",),)
    substance = words.SIZE.scale.rank("substance")
    low = sum(change.size is not None and change.size.high < substance for change in changes)
    high = sum(change.size is None or change.size.low < substance for change in changes)
    paths: tuple[Path, ...] = tuple(("changes", place) for place, change in enumerate(changes) if change.size)
    return Range(Fraction(low, len(changes)), Fraction(high, len(changes))), paths


def notice(ground: Ground) -> Measured:
    """Working days between an invitation and what it is for."""
    stated = ground.project.notice_days
    value = stated.is_ if stated else None
    return (value, (("notice_days", "is"),)) if value is not None else (Numbers().anything(), ())


_COUNT = Numbers(unit="kinds", high=len(words.SUPPORT.scale.words))

MEASURES = (
    _key("level", words.LEVEL, "At which level the project works."),
    _key("kind", words.KIND, "What kind of project it is."),
    _key("status", words.STATUS, "Whether it is a proposal, under way or complete."),
    _key("started_by", words.WHO_DID, "Who started it."),
    _key("completed_by", words.WHO_DID, "Which sides filled this description in."),
    _key("on_disagreement", words.ON_DISAGREEMENT, "What happens where people and the organisation disagree."),
    _key("still_open", words.STILL_OPEN, "What could still change when people came in."),
    _key("information", words.INFORMATION, "Which information people have, and when."),
    _key("timetable", words.TIMETABLE, "Whether the timetable can move."),
    Measure(
        "notice_days",
        Numbers(unit="working days"),
        "How many working days before people get notice, with the papers.",
        notice,
        ("notice_days",),
    ),
    _key("payment", words.PAYMENT, "What people are offered for their time."),
    Measure(
        "payment.hourly",
        Numbers(unit="money an hour"),
        "What an hour is paid. A day's rate counts for seven and a half hours.",
        hourly,
        ("payment.hourly",),
    ),
    _detail("payment", "preparation", Words(YES_NO), "Whether time to prepare is paid too.", NO),
    _detail("payment", "choice", Words(YES_NO), "Whether people may choose how they are paid, or decline.", NO),
    _detail(
        "payment",
        "instead_agreed",
        Words(YES_NO),
        "Whether people agreed to something else in place of payment.",
    ),
    _key("expenses", words.EXPENSES, "How people's costs are met."),
    _COVERS,
    Measure(
        "expenses.care",
        Words(YES_NO),
        "Whether care, childcare or a personal assistant is covered.",
        care,
        ("expenses.covers",),
    ),
    _key("access", words.ACCESS, "Whether access needs are asked about, met and paid for."),
    Measure("support", Sets(words.SUPPORT.scale), "Which kinds of support people get.", support, ("support",)),
    Measure("support.count", _COUNT, "How many kinds of support people get.", support_count, ("support",)),
    _key("staff_learning", words.STAFF_LEARNING, "How staff learn to work with people."),
    _key("skills", words.SKILLS, "Whether people's skills are found and used."),
    _key("agreement", words.AGREEMENT, "What is agreed about giving and getting."),
    _key("credit", words.CREDIT, "How people are credited."),
    _key("feedback", words.FEEDBACK, "How people hear what came of what they said."),
    _detail("feedback", "days", Numbers(unit="days"), "Days from being asked to being answered."),
    _detail("feedback", "refusals", Words(YES_NO), "Whether the answer says what was not done, and why.", NO),
    _detail("feedback", "public", Words(YES_NO), "Whether the answer is public.", NO),
    Measure(
        "changes.small_share",
        SHARE,
        "The share of the changes that touch only wording or detail; no change at all counts as 1.",
        small_share,
        ("changes.size",),
    ),
    _key("after", words.AFTER, "What stays when the project ends."),
    _detail("after", "funded", Words(YES_NO), "Whether what stays is paid for.", NO),
)
