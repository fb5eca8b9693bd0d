"""What `coaudit rubric check --against` says: how firm a rubric's letters are over some descriptions."""

from __future__ import annotations

from collections.abc import Iterator

from coaudit.cli import exits, output
from coaudit.cli.auditing import descriptions
from coaudit.cli.listing import filled
from coaudit.rubric import Rubric
from coaudit.rubric_tools.sensitivity import Cliff, Sensitivity, Weight, case, sensitivity
from coaudit.safe import visible
from coaudit.telling.words import figure


def run(name: str, rubric: Rubric, against: str) -> exits.Ending:
    """Say how firm a rubric is over the descriptions in a folder. How the command ends on their account."""
    cases, ending = descriptions((against,), "Audited", lambda raw, path: case(raw, path, rubric))
    if cases:
        output.say("\n" + sensitivity_text(name, sensitivity(rubric, cases)))
    return ending


def sensitivity_text(name: str, found: Sensitivity) -> str:
    """How firm a rubric is, as a table and a few sentences."""
    projects = f"{found.projects} description{'s' if found.projects != 1 else ''}"
    parts = [filled(f"How firm {name} is, over {projects}, of which {found.letters} get a letter")]
    if found.letters:
        parts.append("\n".join(_weights(found)))
    parts.append("\n".join(_cliffs(found.cliffs)))
    return "\n\n".join(parts)


def _weights(found: Sensitivity) -> Iterator[str]:
    yield filled("Weights: how often the letter stays as it is when one weight moves by a quarter, up or down.")
    rows = [_row(each) for each in found.weights if each.counts > each.stays]
    if rows:
        table = [("criterion", "weight", "letter stays"), *rows]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in table:
            yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if never := found.never_matter():
        yield filled(f"These never change a letter: {', '.join(never)}.", 2)
    if unasked := found.never_asked():
        yield filled(f"No claim with a letter asks for these: {', '.join(unasked)}.", 2)


def _row(each: Weight) -> tuple[str, str, str]:
    return each.criterion, figure(each.weight), f"{each.stays} of {each.counts}"


def _cliffs(cliffs: tuple[Cliff, ...]) -> Iterator[str]:
    if not cliffs:
        yield filled("Thresholds: no description lies within a tenth of one.")
        return
    yield filled("Thresholds on a cliff: some description lies within a tenth of them.")
    for cliff in cliffs:
        yield filled(f"{cliff.threshold} ({'; '.join(cliff.about)})", 2)
        for near in sorted({near for _, near in cliff.near}):
            paths = [visible(path) for path, other in cliff.near if other == near]
            yield filled(f"{figure(near)} in {len(paths)}: {', '.join(paths)}", 6)
