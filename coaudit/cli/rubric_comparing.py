"""What `coaudit rubric diff` does: say what changed between two rubrics, and which verdicts that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coaudit import audit as core
from coaudit.cli import choosing, output
from coaudit.cli.auditing import descriptions
from coaudit.cli.listing import filled
from coaudit.errors import SourceError
from coaudit.project.description import describe
from coaudit.report import Audit
from coaudit.rubric import Rubric
from coaudit.rubric_tools.diff import Difference, differences, moved
from coaudit.safe import visible
from coaudit.source import parse


def run(old_name: str, new_name: str, examples: str | None) -> None:
    """Say what the second rubric says otherwise than the first, and what it would make of some descriptions."""
    old, new = choosing.load_rubric(old_name, "A"), choosing.load_rubric(new_name, "B")
    output.say(differences_text(differences(old, new)))
    if examples is None:
        return
    both, ending = descriptions((examples,), "Compared", lambda raw, name: _both(raw, name, old, new))
    output.say("\n" + moves_text(both))
    choosing.finish(ending)


def differences_text(found: Iterable[Difference]) -> str:
    """What changed, one thing to a line, by kind and by id."""
    lines: list[str] = []
    kind = about = ""
    for each in found:
        if each.kind != kind:
            lines.append(each.kind)
            kind, about = each.kind, ""
        inset = 2
        if each.key and each.about:
            inset = 4
            if each.about != about:
                lines.append(filled(each.about, 2))
        about = each.about if each.key else ""
        lines.append(filled(_sentence(each), inset))
    return "\n".join(lines) if lines else "The two rubrics say the same."


def _sentence(it: Difference) -> str:
    if not it.key:
        said = it.after or it.before
        named = it.about if said in (it.about, "") or it.kind == "sources" else f"{it.about} ({said})"
        return f"added: {named}" if it.after else f"taken out: {named}"
    if not it.before:
        return f"{it.key}: {it.after} (new)"
    return f"{it.key}: {it.after}; it was: {it.before}" if it.after else f"{it.key}: taken out; it was: {it.before}"


Both = tuple[str, "Audit | str", "Audit | str"]
"""A description by its name, and what each rubric makes of it: an audit, or why it cannot be judged."""


def _both(raw: bytes, name: str, old: Rubric, new: Rubric) -> Both:
    return name, _judged(raw, name, old), _judged(raw, name, new)


def _judged(raw: bytes, name: str, rubric: Rubric) -> Audit | str:
    """An audit, or why this rubric cannot judge a description. Raises SourceError where no rubric could."""
    describe(parse(raw, name))
    try:
        return core.audit(raw, name, rubric)
    except SourceError as error:
        return f"it cannot be judged: {error.problems[0].message}"


def moves_text(found: list[Both]) -> str:
    """Which verdicts move, and from where to where."""
    blocks = [block for each in found if (block := "\n".join(_moves(*each)))]
    of_all = f"{len(found)} description{'s' if len(found) != 1 else ''}"
    said = "move" if len(blocks) != 1 else "moves"
    head = f"Of {of_all}, {len(blocks)} {said}." if blocks else f"Nothing moves in {of_all}."
    return "\n".join([filled(head), *blocks])


def _moves(name: str, old: Audit | str, new: Audit | str) -> Iterator[str]:
    if old == new:
        return
    lines: list[str] = []
    if isinstance(old, str) or isinstance(new, str):
        for rubric, found in (("first", old), ("second", new)):
            said = found if isinstance(found, str) else "it can be judged"
            lines.append(filled(f"by the {rubric} rubric {said}", 2))
    else:
        lines += [filled(f"{what}: {after}; it was: {before}", 2) for what, (before, after) in moved(old, new).items()]
    if lines:
        yield visible(name)
        yield from lines
