"""`coaudit new`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit import bundled
from coaudit.cli import options


def new(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The file to write. It is called .coaudit.yaml if you do not say.")
    ] = "project.coaudit.yaml",
    interview: Annotated[bool, typer.Option("--interview", "-i", help="Ask, one question at a time.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Write every key there is, and not only the main ones.")] = False,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the project is called.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    rubric: options.RubricName = bundled.DEFAULT,
) -> None:
    """Begin a description: a file to fill in, or an interview.

    The file has every question in it, with the words to choose from, and can be audited as it is. The interview asks at
    most 25 questions and writes the file after each answer; named again, it asks only what is still open.
    """
    from coaudit.cli.beginning import run

    run(file, title, interview=interview, full=full, force=force, rubric=rubric)
