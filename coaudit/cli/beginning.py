"""What `coaudit new` does: write a description to fill in, or hold the interview about one."""

from __future__ import annotations

from pathlib import Path

import typer

from coaudit import audit as core
from coaudit.cli import choosing, output
from coaudit.cli.discover import ENDINGS, OWN_ENDINGS
from coaudit.errors import SourceError
from coaudit.project.checks import UNTITLED
from coaudit.render import words
from coaudit.safe import visible


def run(file: str, title: str, *, interview: bool, full: bool, force: bool, rubric: str) -> None:
    """Begin a description in a file. Ends with a usage error where it cannot be written."""
    name = file if file.lower().endswith(ENDINGS) else f"{file}{OWN_ENDINGS[0]}"
    if interview and (full or force or title):
        raise typer.BadParameter("an interview asks for all there is to say; leave the other options out.")
    try:
        path = Path(name).resolve() if interview else output.place_for(name, force=force, inputs=frozenset())
    except output.CannotWriteError as error:
        raise typer.BadParameter(f"{visible(str(error))}.", param_hint="FILE") from None
    if interview:
        from coaudit.cli.interviewing import run as hold

        hold(name, path, rubric)
        return
    _write(name, path, title, full=full, rubric_name=rubric)


def _write(name: str, path: Path, title: str, *, full: bool, rubric_name: str) -> None:
    from coaudit.project.details import Ids
    from coaudit.project.template import template

    rubric = choosing.load_rubric(rubric_name)
    ladder = {rung.id: words.sentence(rung.means) for rung in rubric.rungs}
    names = [criterion.id for criterion in rubric.criteria]
    optional = next((name for name in names if name not in rubric.needed()), names[0])
    ids = Ids(rubric.rubric, names[0], optional, next(iter(rubric.facts), "own_fact"))
    text = template(title.strip() or UNTITLED, output.pasted(name), ladder, full=full, ids=ids)
    try:
        core.check(text.encode(), name, rubric)  # as sure as it can be that what is written can be read
    except SourceError as error:  # all of it but the title is ours
        raise typer.BadParameter(f"{error.problems[0].message}.", param_hint="--title") from None
    output.write_file(path, text.encode())
    output.say(f"{visible(name)} is written. Open it in an editor, and write over the word 'unknown' what you know.")
    output.say(f"Then:  coaudit audit {output.pasted(name)}")
