"""`coaudit new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coaudit.cli import options, shared

DESCRIPTION = "project.coaudit.yaml"


def new(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help=f"The file to write: {DESCRIPTION} if you do not say, or with --as GROUP.answers.yaml.",
        ),
    ] = None,
    interview: Annotated[bool, typer.Option("--interview", "-i", help="Ask, one question at a time.")] = False,
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="GROUP", help="Write the questions for one side, or for a group of the project."),
    ] = None,
    project: Annotated[
        str | None, typer.Option("--project", metavar="FILE", help="With --as: the description they are about.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Write every key there is, and not only the main ones.")] = False,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the project is called.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    rubric: options.RubricName = None,
    language: Annotated[
        str, typer.Option(shared.LANGUAGE, metavar="CODE", help="With --as: the language of the questions.")
    ] = shared.ENGLISH,
) -> None:
    """Begin a description: a file to fill in, or an interview. Or write the questions for one side.

    The file has every question in it, with the words to choose from, and can be audited as it is. The interview asks at
    most 25 questions and writes the file after each answer; named again, it asks only what is still open. The questions
    for one side come as a file to fill in, and as a page to print: coaudit accounts add reads the answers.
    """
    if as_ is not None:
        if interview or title:
            raise typer.BadParameter(
                "the questions for one side take no --interview and no --title.", param_hint="--as"
            )
        from coaudit.cli.policies import rubric_for
        from coaudit.cli.sheets import run as ask

        judged_by = rubric_for(rubric, (Path(project or file or DESCRIPTION),))
        ask(file, as_, project, full=full, force=force, rubric=judged_by, language=language)
        return
    if project is not None or language != shared.ENGLISH:
        raise typer.BadParameter("--project and --lang go with --as.", param_hint="--as")
    from coaudit.cli.beginning import run
    from coaudit.cli.policies import rubric_for

    name = file or DESCRIPTION
    run(name, title, interview=interview, full=full, force=force, rubric=rubric_for(rubric, (Path(name),)))
