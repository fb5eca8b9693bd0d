"""A file of questions for one person to write answers into, or for someone who types them in from paper."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from coaudit.phrases import say
from coaudit.project.fields import UNKNOWN
from coaudit.rubric import Criterion
from coaudit.safe import visible
from coaudit.sides import wording
from coaudit.sides.asking import Sheet
from coaudit.source.yaml_writer import written

WIDTH = 90
FORMAT = "1"


def blank(sheet: Sheet) -> str:
    """The questions as YAML, every answer still unknown. It reads as it is."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from _comment(wording.heading(sheet))
    yield "#"
    yield from _comment(wording.intended(sheet))
    for text in (wording.FREE, wording.HOW, wording.TOGETHER, wording.FEW):
        yield from _comment(say(text))
    yield "#"
    yield from _comment(say("After 'now:', write the number of your answer over the word unknown."))
    yield from _comment(say("After 'want:', write less, this or more. Lines that begin with # are only read by you."))
    yield ""
    head = {"coaudit_answers": FORMAT, "side": sheet.side, "group": visible(sheet.group) or None}
    yield written(head | {"project": visible(sheet.project) or None, "rubric": sheet.rubric}).rstrip("\n")
    yield from _comment(say("How many people filled this in together."))
    yield "people: 1"
    yield ""
    yield "answers:"
    for part in sheet.parts:
        yield ""
        yield from _comment(f"======== {part.title}: {part.asks}", 2)
        for question in part.questions:
            yield ""
            yield from _question(question)


def _question(question: Criterion) -> Iterator[str]:
    yield from _comment(question.asks, 2)
    yield from _comment(say("Why it matters: {why}", why=question.why), 2, later="  ")
    for level, step in enumerate(question.levels):
        yield from _comment(f"{level}  {step.means}", 2, first="  ", later="     ")
    yield "  " + written({question.id: UNKNOWN}).rstrip("\n").removesuffix(f" {UNKNOWN}")
    yield f"    now: {UNKNOWN}"
    yield f"    want: {UNKNOWN}"


def _comment(text: str, indent: int = 0, first: str = "", later: str = "") -> Iterator[str]:
    """A text as lines of comment, in which nothing a stranger wrote can end one."""
    lead = " " * indent + "# "
    yield from (
        line.rstrip()
        for line in wrap(visible(text), WIDTH, initial_indent=lead + first, subsequent_indent=lead + later)
    )
