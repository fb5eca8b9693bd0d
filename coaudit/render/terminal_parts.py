"""The parts of the screen report that every reader sees: verdict, ladder, bars, what holds down, what to do next."""

from __future__ import annotations

from coaudit.phrases import say
from coaudit.render import words
from coaudit.render.layout import BAR, BOLD, CLAIMED, EVIDENCED, FAINT, HIGH, LOW, RAISED, Page, Run
from coaudit.report import HOLDS_DOWN, Advice, Audit, Finding, Place, Report, RungInfo

INDENT = "  "
GAP = "  "

STILL_TO_DO = "still-to-do"
"""The kind of advice on what can still be done when a project is over: what follows it is for a next one."""

MOST = 3
"""How many of a kind the default view shows."""
MOST_LINES = 4
"""How many lines a finding quotes in the default view."""

_BESIDE_FROM = 76
"""In a window of so many cells, a meaning has room beside its label."""
_SHORTEST_BAR, _LONGEST_BAR = 8, 40
_FIGURES = len("100 to 100")
_BAND_STYLES = {"low": LOW, "raised": RAISED, "high": HIGH}


def title(page: Page, report: Report, audit: Audit) -> None:
    """Which project this is, and the verdict in a sentence."""
    page.heading(audit.title)
    page.rule()
    about = [audit.path, *([audit.organisation] if audit.organisation else [])]
    if audit.status and not audit.planned:
        about.append(words.initial(words.spaced(audit.status)))
    page.put(Run(page.sign(" · ", " - ").join(about), FAINT))
    if audit.planned:
        page.put(Run(say(words.AS_PLANNED), FAINT))
    if audit.claim.as_if:
        claimed = words.rung_title(report.rubric, audit.claim.rung)
        page.put(
            Run(say("Judged as if it claimed to be: {claimed}. Its own claim may differ.", claimed=claimed), FAINT)
        )
    page.blank()
    page.put(Run(audit.headline, BOLD))


def grade(page: Page, audit: Audit, *, details: bool) -> None:
    """The letter, what it means, and what caps it."""
    found = audit.grade
    page.heading(f"{words.planned(audit, say('Grade'))}: {words.letters(found)}")
    page.put(found.says, first=INDENT)
    for says in found.caps_say:
        page.put(says, first=INDENT)
    if found.caps and found.low is not None:
        caps = say("this") if len(found.caps_say) == 1 else say("these")
        page.put(say("Without {caps}, it would be {letters}.", caps=caps, letters=words.uncapped(found)), first=INDENT)
    if words.may_fall(audit):
        page.put(words.may_fall(audit), first=INDENT)
    if not details:
        return
    for says in words.grade_details(audit):
        page.put(says, first=INDENT)


def ladder(page: Page, report: Report, audit: Audit, *, details: bool) -> None:
    """The rungs from the top down, with what is claimed and what is evidenced."""
    page.heading(words.planned(audit, say("The ladder")))
    rungs = report.rubric.rungs
    marks = [words.marks(report.rubric, audit, place) for place in range(len(rungs))]
    titles = max((page.cells(rung.title) for rung in rungs), default=0)
    labels = max((page.cells(", ".join(each)) for each in marks), default=0)
    beside = len(INDENT) + 3 + titles + labels + 2 * len(GAP)
    for place in reversed(range(len(rungs))):
        row = _rung(page, audit, report.rubric.rungs, place, marks[place], titles)
        if not details and not marks[place]:
            page.put(*row, first=INDENT)
        elif page.width >= max(_BESIDE_FROM, 2 * beside):
            gap = " " * (labels - page.cells(", ".join(marks[place])) + len(GAP) * (1 if marks[place] else 2))
            page.put(*row, gap, rungs[place].means, first=INDENT, later=" " * beside)
        else:
            page.put(*row, first=INDENT)
            page.put(rungs[place].means, first=" " * (len(INDENT) + 3))
    if details and audit.rung.by_stage:
        page.blank()
        stages = ", ".join(f"{words.spaced(part.stage)}: {part.says}" for part in audit.rung.by_stage)
        page.put(f"{stages}.", first=INDENT + say("Stage by stage, people's part is: "), later=INDENT * 2)


def _rung(
    page: Page, audit: Audit, rungs: tuple[RungInfo, ...], place: int, marks: tuple[str, ...], width: int
) -> list[Run | str]:
    """One rung: a block that is solid as far as the facts show, its title, and its marks in words."""
    ids = [rung.id for rung in rungs]
    reached = {
        end: ids.index(rung) if rung in ids else -1
        for end, rung in (("low", audit.rung.low), ("high", audit.rung.high))
    }
    if place <= reached["low"] and not (reached["low"] == 0 < reached["high"]):
        block = Run(page.sign("█", "#"), BAR)
    elif place <= reached["high"]:
        block = Run(page.sign("░", "-"), BAR)
    else:
        block = Run(page.sign("·", "."), FAINT)
    row: list[Run | str] = [block, GAP]
    row.append(Run(page.pad(rungs[place].title, width) if marks else rungs[place].title, BOLD if marks else ""))
    for number, mark in enumerate(marks):
        row += [", " if number else GAP, Run(mark, CLAIMED if mark == say(words.CLAIMED) else EVIDENCED)]
    if not marks:
        row.append(" " * (width - page.cells(rungs[place].title)))
    return row


def scores(page: Page, audit: Audit) -> None:
    """A bar for each score: what is certain solid, what is still possible light; the figures beside it."""
    rows = [(each.title, each.low, each.high, each.asks) for each in audit.dimensions]
    rows.append((say("All together"), audit.score.low, audit.score.high, ""))
    page.heading(words.planned(audit, say("How far along the road from 0 to 100")))
    column = min(max(page.cells(name) for name, *_ in rows), page.width // 3)
    bar = page.width - len(INDENT) - column - 2 * len(GAP) - _FIGURES
    bar = max(_SHORTEST_BAR, min(bar - page.cells(page.sign("", "[]")), _LONGEST_BAR))
    for name, low, high, asks in rows:
        page.put(
            Run(page.pad(name, column), BOLD),
            GAP,
            *_bar(page, low, high, bar),
            f"{GAP}{words.span(low, high)}",
            first=INDENT,
        )
        if asks:
            page.put(Run(asks, FAINT), first=" " * (len(INDENT) + column + len(GAP)))
    if any(low != high for _, low, high, _ in rows):
        solid, light = page.sign("█", "#"), page.sign("░", "-")
        page.blank()
        page.put(say("{solid} certain   {light} possible: not all is stated", solid=solid, light=light), first=INDENT)


def _bar(page: Page, low: int, high: int, width: int) -> list[Run]:
    certain, possible = low * width // 100, -(-high * width // 100)
    return [
        Run(page.sign("", "[")),
        Run(page.sign("█", "#") * certain, BAR),
        Run(page.sign("░", "-") * (possible - certain), BAR),
        Run(page.sign("·", ".") * (width - possible), FAINT),
        Run(page.sign("", "]")),
    ]


def tokenism(page: Page, audit: Audit, *, details: bool) -> None:
    """The risk band in words, apart from the scores, for it runs the other way."""
    found = audit.tokenism
    style = _BAND_STYLES.get(found.band_low, "") if found.band_low == found.band_high else ""
    page.blank()
    page.put(
        Run(f"{words.planned(audit, say('Risk of tokenism'))}: ", BOLD), Run(words.band_told(audit), style or BOLD)
    )
    page.put(f"{say(words.TOKENISM)} {words.risks_judged(audit)}", first=INDENT)
    if found.counting:
        page.put("; ".join(found.counting), first=f"{INDENT}{words.there_now(audit)}: ", later=INDENT * 2)
    if details and found.judged:
        page.put(
            say(
                "In figures, for watching it over time: {figure} of 100, where 0 is best.",
                figure=words.span(found.low, found.high),
            ),
            first=INDENT,
        )


def holds_down(page: Page, audit: Audit, *, details: bool) -> None:
    """The criteria that fall short, with their lines and what to do."""
    found = [finding for finding in audit.findings if finding.kind == HOLDS_DOWN]
    if not found:
        return
    some = not details and len(found) > MOST
    page.heading(
        say("What holds it down: the top {most} of {all}", most=MOST, all=len(found))
        if some
        else say("What holds it down")
    )
    for number, finding in enumerate(found if details else found[:MOST], 1):
        if number > 1:
            page.blank()
        finding_in_full(page, audit, finding, number, None if details else MOST_LINES)


def finding_in_full(page: Page, audit: Audit, finding: Finding, number: int, most: int | None) -> None:
    """A finding: its title and message, the lines behind it, and what to do."""
    lead = f"{INDENT}{number}. "
    under = " " * len(lead)
    page.put(Run(finding.title, BOLD), first=lead)
    page.put(finding.message, first=under)
    quoted(page, audit, finding.lines, under, most)
    if finding.advice:
        page.put(finding.advice, first=Run(f"{under}{say('What to do')}: ", BOLD), later=under)


def quoted(page: Page, audit: Audit, places: tuple[Place, ...], under: str, most: int | None) -> None:
    """The lines of the description behind something, each after its number."""
    lines = words.one_a_line(places)
    shown = lines if most is None or len(lines) <= most + 1 else lines[:most]
    width = max((len(str(place.line)) for place in shown), default=0)
    for place in shown:
        gutter = f"{under}{say('line {number}', number=str(place.line).rjust(width))} | "
        later = f"{' ' * (len(gutter) - 2)}| "
        page.put(words.excerpt(audit, place), first=Run(gutter, FAINT), later=Run(later, FAINT))
    left = lines[len(shown) :]
    if left:
        page.put(Run(say("and {lines}", lines=words.lines(left)), FAINT), first=under)


def next_steps(page: Page, audit: Audit, *, details: bool) -> None:
    """What would move the result: the true name first, then what to do."""
    found = [advice for advice in audit.advice if advice.kind != "to-truth"]
    if not found:
        return
    page.heading(say("What would move it"))
    if details:
        for number, advice in enumerate(found):
            if number:
                page.blank()
            _advice(page, advice, details=True)
        return
    for advice in found:
        _advice(page, advice, details=False)
        if advice.steps and advice.kind != STILL_TO_DO:
            break


def _advice(page: Page, advice: Advice, *, details: bool) -> None:
    page.put(advice.text, first=INDENT)
    for number, step in enumerate(advice.steps, 1):
        lead = f"{INDENT * 2}{number}. "
        page.put(
            Run(f"{step.title}: ", BOLD),
            say("{means} ({effort} effort).", means=step.means, effort=say(step.effort)),
            first=lead,
        )
        if details:
            page.put(step.next_step, first=" " * len(lead))
            page.put(
                Run(say("From level {now} to level {to}.", now=step.now, to=step.to), FAINT), first=" " * len(lead)
            )


def questions(page: Page, audit: Audit, *, details: bool) -> None:
    """The questions whose answers are missing, those that settle most first."""
    if not audit.not_stated:
        return
    page.heading(say("What is not stated"))
    for advice in audit.advice:
        if advice.kind == "to-truth":
            page.put(advice.text, first=INDENT)
    titles = words.titles(audit) if details else {}
    for number, question in enumerate(audit.not_stated if details else audit.not_stated[:MOST], 1):
        lead = f"{INDENT * 2}{number}. "
        page.put(question.asks, Run(f" ({question.key})", FAINT), first=lead)
        if details:
            waiting = words.listed([titles.get(each, each) for each in (*question.criteria, *question.risks)])
            if waiting:
                page.put(Run(say("Waiting for it: {waiting}.", waiting=waiting), FAINT), first=" " * len(lead))
    page.put(Run(say("In brackets: the place for the answer."), FAINT), first=INDENT)


def elsewhere(page: Page, audit: Audit) -> None:
    """The rubrics that ask better of such a project."""
    if not audit.elsewhere:
        return
    page.heading(say("Another rubric for such a project"))
    for other in audit.elsewhere:
        page.put(words.another_rubric(other), first=INDENT)


def talk(page: Page, audit: Audit) -> None:
    """What the sides see so differently that they should talk about it."""
    apart = [f"{found.title} ({words.apart(found)})" for found in audit.disagreements if found.talk]
    if apart:
        page.heading(say("Talk about this"))
        page.put(
            say("The sides see it very differently: {apart}.", apart=words.listed(apart)), first=INDENT, later=INDENT
        )
