"""`coaudit accounts add`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import offering
from coaudit.cli.plainhelp import Command, Group

app = typer.Typer(
    name="accounts",
    cls=Group,
    help="Put what people say of a project into its description, as one account for each side.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _accounts() -> None:
    """Put what people say of a project into its description, as one account for each side."""


@app.command(cls=Command)
def add(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The description to add the account to.")],
    answers: Annotated[
        list[str],
        typer.Argument(metavar="ANSWERS...", help="Files of answers, all from one side: coaudit new --as makes them."),
    ],
    also: Annotated[
        bool, typer.Option("--also", help="Add it though the description has an account from this side.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the accounts there are from this side.")
    ] = False,
    known: Annotated[
        bool, typer.Option("--known", help="The only person who answered agrees that the answers are known.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the account, and change no file.")] = False,
    rubric: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            "-r",
            metavar="NAME",
            help="The rubric that asked, where it does not come with coaudit.",
            autocompletion=offering.rubrics,
        ),
    ] = None,
) -> None:
    """Make several people's answers into one account, and add it to a description.

    The account gives the lowest answer to each question. How many chose what is kept only where five people or more
    answered. Nobody's own answers are kept.
    """
    from coaudit.cli.adding import run

    if also and replace:
        raise typer.BadParameter("choose one of --also and --replace.", param_hint="--replace")
    run(file, answers, also=also, replace=replace, known=known, dry_run=dry_run, rubric=rubric)
