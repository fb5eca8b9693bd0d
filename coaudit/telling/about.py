"""What a report says of the rubric itself: which one it is, what it extends, and what has grown old in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coaudit import report
from coaudit.facts import RULES
from coaudit.judging.judge import Verdict
from coaudit.phrases import count, say
from coaudit.rubric import Reference, Rubric, Source
from coaudit.telling.words import CONFLICT_NAMES, money, upper_first


def rubric_info(rubric: Rubric) -> report.RubricInfo:
    """Which rubric judged."""
    reference = rubric.reference
    dated = (
        say(
            "{currency} {amount} an hour, as of {as_of}",
            currency=reference.currency,
            amount=money(reference.hourly),
            as_of=reference.as_of,
        )
        if reference.hourly
        else ""
    )
    return report.RubricInfo(
        id=rubric.rubric,
        version=rubric.version,
        sha256=rubric.sha256,
        title=rubric.title,
        reviewed_by_people_with_lived_experience=rubric.reviewed_by_people_with_lived_experience,
        reference=dated,
        rungs=tuple(report.RungInfo(rung.id, rung.title, rung.means) for rung in rubric.rungs),
        extends=rubric.lineage.extends,
        changed=rubric.lineage.changed,
        language=rubric.language,
        asked=tuple(_asked(rubric)),
        dimensions=tuple(dimension.id for dimension in rubric.dimensions),
    )


def _asked(rubric: Rubric) -> Iterator[report.Asked]:
    """All that a report by this rubric may find. What only notes something has no list."""
    for kind, items in ((report.HOLDS_DOWN, rubric.criteria), ("risk", rubric.risks)):
        for item in items:
            cited = tuple(_cited(rubric.sources[name]) for name in item.sources if name in rubric.sources)
            yield report.Asked(
                kind, item.id, item.title, item.asks, item.next_step, item.why, item.thresholds_note, cited
            )
    for rule, means in RULES.items():
        yield report.Asked("conflict", rule, upper_first(say(CONFLICT_NAMES[rule])), say(means), "")
    for cue in rubric.wording:
        yield report.Asked("wording", cue.id, say("The words '{phrase}'", phrase=cue.phrases[0]), cue.why, cue.ask)


def _cited(source: Source) -> report.Cited:
    """A publication; its digital identifier leads to it, where it has one."""
    return report.Cited(source.cite, f"https://doi.org/{source.doi}" if source.doi else source.url or "", source.sure)


def notes(rubric: Rubric, today: date | None) -> tuple[str, ...]:
    """What should be known of the rubric: that its rate has grown old, and that not all of it is translated.

    A rate is old once it is older than the rubric itself allows. Without a day, nothing ages.
    """
    return (*_old_rate(rubric, today), *_untranslated(rubric))


def _old_rate(rubric: Rubric, today: date | None) -> Iterator[str]:
    reference = rubric.reference
    age = _months_old(reference, today) if today else None
    if today and age is not None and reference.check_after_months is not None and age > reference.check_after_months:
        yield say(
            "The rate that pay is compared with is from {as_of}: it was {age} months old on {day}. Look for a newer "
            "one before you rely on it.",
            as_of=reference.as_of,
            age=age,
            day=today.isoformat(),
        )


def _untranslated(rubric: Rubric) -> Iterator[str]:
    if rubric.lineage.untranslated:
        yield count(
            len(rubric.lineage.untranslated),
            "{n} text of the rubric is not translated, and stands in its own language.",
            "{n} texts of the rubric are not translated, and stand in its own language.",
        )


def _months_old(reference: Reference, today: date) -> int | None:
    """Whole months from the month of a rate to a day; None where the rate has no date."""
    if reference.as_of is None:
        return None
    year, month = (int(part) for part in reference.as_of.split("-"))
    return (today.year - year) * 12 + today.month - month


def elsewhere(rubric: Rubric, verdict: Verdict) -> tuple[report.Elsewhere, ...]:
    """The rubrics that ask better of a project whose claim, and whose certain rung, are as they expect."""
    ladder = rubric.ladder.words
    return tuple(
        report.Elsewhere(name, other.says)
        for name, other in rubric.elsewhere.items()
        if verdict.claim.rung in other.rungs and ladder[verdict.rung.low] in other.rungs
    )
