"""The parts of the screen report that only `--details` shows."""

from __future__ import annotations

from collections.abc import Sequence

from coaudit.phrases import say
from coaudit.render import words
from coaudit.render.layout import BOLD, FAINT, Page, Run
from coaudit.render.terminal_parts import INDENT, finding_in_full
from coaudit.report import Audit, Criterion, FactRead, Moment, Risk

_UNDER = INDENT * 2


def findings(page: Page, audit: Audit, kind: str, heading: str) -> None:
    """All findings of one kind, each with its lines."""
    found = [finding for finding in audit.findings if finding.kind == kind]
    if not found:
        return
    page.heading(heading)
    for number, finding in enumerate(found, 1):
        if number > 1:
            page.blank()
        finding_in_full(page, audit, finding, number, None)


def sides(page: Page, audit: Audit) -> None:
    """Where the sides' own accounts differ."""
    if not audit.disagreements:
        return
    page.heading(say("Where the sides differ"))
    for found in audit.disagreements:
        talk = say(" Something to talk about.") if found.talk else ""
        page.put(Run(found.title, BOLD), f": {words.apart(found)}.{talk}", first=INDENT)
        for side in found.sides:
            page.put(words.side(side), first=f"{_UNDER}{words.initial(words.who(side))}: ", later=_UNDER + INDENT)


def timeline(page: Page, audit: Audit) -> None:
    """Who was there when it was decided."""
    if not audit.timeline:
        return
    page.heading(say("Who was there when it was decided"))
    dated = [moment for moment in audit.timeline if moment.first or moment.last]
    for moment in dated:
        _moment(page, moment, f"{words.when(moment)}  ")
    undated = [moment for moment in audit.timeline if not (moment.first or moment.last)]
    if undated:
        page.put(say("No date is stated for these:"), first=INDENT)
        for moment in undated:
            _moment(page, moment, INDENT)


def _moment(page: Page, moment: Moment, lead: str) -> None:
    page.put(
        f"{words.initial(say(moment.kind))} ",
        Run(words.spaced(moment.what), BOLD),
        f": {words.spaced(moment.how)}" if moment.how else "",
        Run(say(" (line {line})", line=moment.line.line), FAINT),
        first=f"{INDENT}{lead}",
        later=_UNDER + INDENT,
    )


def criteria(page: Page, audit: Audit) -> None:
    """Every criterion, dimension by dimension, and those declared not applicable."""
    titles = {dimension.id: dimension for dimension in audit.dimensions}
    for name in dict.fromkeys(criterion.dimension for criterion in audit.criteria):
        known = titles.get(name)
        page.heading(say("All questions about {dimension}", dimension=known.title.lower() if known else name))
        if known:
            page.put(Run(known.asks, FAINT), first=INDENT)
        for criterion in audit.criteria:
            if criterion.dimension == name:
                page.blank()
                _criterion(page, criterion)
    if audit.not_applicable:
        page.heading(say("Declared not applicable"))
        for each in audit.not_applicable:
            said = say(": {reason} (line {line})", reason=words.sentence(each.reason), line=each.line.line)
            page.put(Run(each.title, BOLD), said, first=INDENT, later=_UNDER)
    page.blank()
    page.put(words.sentence(words.settled(audit)), first="")


def _criterion(page: Page, found: Criterion) -> None:
    level = say("level {level} of {top}", level=words.span(found.low, found.high), top=words.TOP_LEVEL)
    expected = "" if found.expected is None else say("; the claim expects {expected}", expected=found.expected)
    page.put(Run(found.title, BOLD), Run(f" ({found.id})", FAINT), f": {level}{expected}", first=INDENT, later=_UNDER)
    page.put(Run(found.asks, FAINT), first=_UNDER)
    for label, means in words.stands(found):
        page.put(means, first=f"{_UNDER}{label}: " if label else _UNDER, later=_UNDER)
    _facts(page, found.facts)
    for side in found.sides:
        page.put(words.side(side), first=f"{_UNDER}{words.initial(words.who(side))}: ", later=_UNDER + INDENT)
    if found.next_means:
        page.put(words.sentence(found.next_means), first=f"{_UNDER}{say('The level above')}: ", later=_UNDER)
    if found.response:
        page.put(found.response, first=f"{_UNDER}{say('The project answers')}: ", later=_UNDER)


def _facts(page: Page, facts: Sequence[FactRead]) -> None:
    for fact in facts:
        where = words.lines(fact.lines)
        page.put(
            Run(f"{fact.name}: {fact.value}{f' ({where})' if where else ''}", FAINT),
            first=_UNDER,
            later=_UNDER + INDENT,
        )


def risks(page: Page, audit: Audit) -> None:
    """Every risk of tokenism, there or not."""
    if not audit.risks:
        return
    page.heading(say("All risks of tokenism, from 0 (not there) to 4 (grave)"))
    for number, risk in enumerate(audit.risks):
        if number:
            page.blank()
        _risk(page, risk)


def _risk(page: Page, found: Risk) -> None:
    lead = Run(found.title, BOLD), Run(f" ({found.id})", FAINT)
    page.put(*lead, f": {words.risk_severity(found)}", first=INDENT, later=_UNDER)
    page.put(Run(found.asks, FAINT), first=_UNDER)
    if not words.is_judged(found):
        return
    if found.means:
        page.put(words.sentence(found.means), first=_UNDER)
    if found.means_high and found.low != found.high:
        page.put(words.sentence(found.means_high), first=f"{_UNDER}{say('Possible')}: ", later=_UNDER)
    _facts(page, found.facts)


def confidence(page: Page, audit: Audit) -> None:
    """What lowers trust in the description itself."""
    if not audit.confidence:
        return
    page.heading(say("How sure this is"))
    for each in audit.confidence:
        page.put(each, first=INDENT)
