"""A comparison in sentences: what moved, and which lines did it."""

from __future__ import annotations

from collections.abc import Iterator

from coaudit.phrases import count, phrase, say
from coaudit.render import words
from coaudit.render.pieces import FINE, HEADING, ITEM, LINE, ROW, SAY, TITLE, UNDER, Piece
from coaudit.report import RubricInfo
from coaudit.report.compare import (
    CLEARER,
    DOWN,
    NOT_STATED,
    OPENER,
    OTHER_VERSION,
    SAME,
    UP,
    Comparison,
    FactMoved,
    Line,
    Moved,
    Project,
    Span,
)

LABELS = {
    "status": phrase("Status"),
    "claim": phrase("Claim"),
    "rung": phrase("Evidenced"),
    "grade": phrase("Grade"),
    "score": phrase("All together"),
    "risk-band": phrase("Risk of tokenism"),
    "risk-figure": phrase("Risk in figures"),
}
WAYS = {
    UP: phrase("up"),
    DOWN: phrase("down"),
    CLEARER: phrase("clearer: less is open"),
    OPENER: phrase("less clear: more is open"),
}
RISK_WAYS = {**WAYS, UP: phrase("up: worse"), DOWN: phrase("down: better")}
NOTHING_MOVED = phrase("Nothing moved.")
NOT_THE_SAME = phrase(
    "The two were not judged by the very same rubric: {before} then, {after} now. Some of what moved may be the "
    "rubric's doing, not the project's. coaudit rubric diff says how two rubrics differ."
)


def pieces(found: Comparison) -> Iterator[Piece]:
    """A whole comparison. Projects in which nothing moved are only named."""
    if found.differs:
        yield Piece(FINE, _not_the_same(found))
    moved = [project for project in found.projects if project.is_moved]
    if len(found.projects) > 1:
        text = say("{moved} of {all} projects moved.", moved=len(moved), all=len(found.projects))
        yield Piece(SAY, text if moved else say(NOTHING_MOVED))
    for project in moved if len(found.projects) > 1 else found.projects:
        yield Piece(TITLE, _title(project))
        yield from one(found.rubric_after, project)
    still = [project for project in found.projects if not project.is_moved]
    if still and len(found.projects) > 1:
        yield Piece(HEADING, say("In these nothing moved"))
        yield from (Piece(ITEM, _title(project)) for project in still)
    for heading, alone in (
        (say("Only in the old: no longer there"), found.only_before),
        (say("Only in the new: not there before"), found.only_after),
    ):
        if alone:
            yield Piece(HEADING, heading)
            yield from (Piece(ITEM, f"{each.title} ({each.path})") for each in alone)
    if found.errors:
        yield Piece(HEADING, say("Could not be judged"))
        yield from (Piece(ITEM, f"{each.path}: {words.sentence(each.message)}") for each in found.errors)
    if not found.projects:
        yield Piece(SAY, say("No project is in both, so there is nothing to compare."))


def _not_the_same(found: Comparison) -> str:
    before, after = found.rubric_before, found.rubric_after
    named = [f"{each.id} {each.version}" for each in (before, after)]
    if found.differs != OTHER_VERSION:
        named = [f"{each.id} {each.version} ({each.sha256[:12]})" for each in (before, after)]
    return say(NOT_THE_SAME, before=named[0], after=named[1])


def _title(project: Project) -> str:
    paths, titles = (project.path_before, project.path_after), (project.title_before, project.title_after)
    title, path = (words.arrow(*ends) if ends[0] != ends[1] else ends[1] for ends in (titles, paths))
    return f"{title} ({path})"


def one(rubric: RubricInfo, project: Project, *, lines: bool = True) -> Iterator[Piece]:
    """What moved in one project."""
    if project.planned and lines:
        yield Piece(FINE, say(words.AS_PLANNED))
    if not project.is_moved:
        yield Piece(SAY, say(NOTHING_MOVED))
    for each in project.verdict:
        yield Piece(ROW, _row(rubric, each), each.title or say(LABELS[each.kind]))
    for kind, heading in (
        ("criterion", say("What moved, of what is asked")),
        ("risk", say("What moved, of the risks (0 is best)")),
    ):
        items = [each for each in project.items if each.kind == kind]
        if items:
            yield Piece(HEADING, heading)
        for each in items:
            yield from _item(each, lines=lines)
    if lines:
        yield from _lines(project)


def _row(rubric: RubricInfo, each: Moved) -> str:
    before, after = (_in_words(rubric, each, span) for span in (each.before, each.after))
    if each.kind == "claim":
        before, after = (
            f"{say('not stated') if verdict == NOT_STATED else claim}, {_verdict(verdict)}"
            for claim, verdict in ((before, each.means_before), (after, each.means_after))
        )
    if each.way == SAME:
        return say("{value} (as before)", value=after)
    ways = RISK_WAYS if each.kind == "risk-figure" else WAYS
    way = f" ({say(ways[each.way])})" if each.way in ways else ""
    why = f". {each.means_after}" if each.kind == "grade" and each.after.low is None else ""
    return f"{words.arrow(before, after)}{way}{why}"


def _verdict(verdict: str) -> str:
    """What came of a claim, in words: `over 2` is two rungs over what is evidenced."""
    name, _, number = verdict.partition(" ")
    if name == "over":
        return count(int(number), "{n} rung over what is evidenced", "{n} rungs over what is evidenced")
    if name == "under":
        return count(int(number), "{n} rung under what is evidenced", "{n} rungs under what is evidenced")
    return {
        "matches": say("which matches"),
        "not-enough-stated": say("not enough is stated to tell"),
    }.get(name, say("so there is no letter"))


def _in_words(rubric: RubricInfo, each: Moved, span: Span) -> str:
    if each.kind == "rung" and span.low is not None:
        return words.rungs(rubric, str(span.low), str(span.high))
    if each.kind in ("claim", "rung"):
        low, high = (words.rung_title(rubric, None if end is None else str(end)) for end in (span.low, span.high))
        return words.span(low, high)
    if each.kind == "status":
        return words.spaced(str(span.low)) if span.low else say("not stated")
    if span.low is None or span.high is None:
        return say(words.NO_LETTER) if each.kind == "grade" else say("not judged")
    if each.kind == "risk-band":
        return words.span(say(str(span.low)), say(str(span.high)))
    return words.span(span.low, span.high)


def _item(each: Moved, *, lines: bool) -> Iterator[Piece]:
    ends = [
        say("not judged") if span.low is None else words.span(span.low, span.high) for span in (each.before, each.after)
    ]
    yield Piece(ITEM, say("{moved} of {top}", moved=words.arrow(*ends), top=words.TOP_LEVEL), each.title)
    if each.means_before != each.means_after:
        for label, means in ((say("Before"), each.means_before), (say("Now"), each.means_after)):
            if means:
                yield Piece(UNDER, words.sentence(means), label)
    for fact in each.facts:
        value = words.arrow(fact.before, fact.after) if fact.before else fact.after
        yield Piece(UNDER, f"{value}{_where(fact) if lines else ''}", fact.name)


def _where(fact: FactMoved) -> str:
    """The numbers of the lines that did it, before and now."""
    ends = [
        say("{lines} before", lines=_numbers(fact.lines_before)) if fact.lines_before else "",
        say("{lines} now", lines=_numbers(fact.lines_after)) if fact.lines_after else "",
    ]
    said = ", ".join(end for end in ends if end)
    return f" ({said})" if said else ""


def _numbers(lines: tuple[Line, ...]) -> str:
    return words.numbered([line.number for line in lines])


def _lines(project: Project) -> Iterator[Piece]:
    """The lines that did it, each once, those of before first."""
    facts = [fact for item in project.items for fact in item.facts]
    before = {line.number: line.text for fact in facts for line in fact.lines_before if line.text}
    after = {line.number: line.text for fact in facts for line in fact.lines_after if line.text}
    if not before and not after:
        return
    yield Piece(HEADING, say("The lines that did it"))
    width = max(len(str(number)) for number in (*before, *after))
    labels = [say("before"), say("now")]
    longest = max(map(len, labels))
    for label, found in zip(labels, (before, after), strict=True):
        for number in sorted(found):
            lead = f"{label.ljust(longest)} {str(number).rjust(width)}"
            yield Piece(LINE, words.window(found[number], 1), lead)
