"""`coaudit rubric list`, `show` and `check`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import options
from coaudit.cli.plainhelp import Command, Group

app = typer.Typer(
    name="rubric",
    cls=Group,
    help="List, show and check rubrics: what projects are judged by.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[
    str, typer.Argument(metavar="[NAME]", help="A rubric that comes with coaudit, or the path of a rubric file.")
]


@app.command("list", cls=Command)
def list_() -> None:
    """List the rubrics that come with coaudit."""
    from coaudit.cli.output import say
    from coaudit.cli.rubric_texts import list_text

    say(list_text())


@app.command(cls=Command)
def show(
    name: Name = options.DEFAULT_RUBRIC,
    summary: Annotated[bool, typer.Option("--summary", help="A summary to read, in place of the YAML.")] = False,
) -> None:
    """Print a rubric: its YAML as it is, or a summary to read."""
    from coaudit.cli.rubric_texts import show as run

    run(name, summary=summary)


@app.command(cls=Command)
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME...]", help="Rubrics by name or path; if none is named, all that come with coaudit."
        ),
    ] = None,
) -> None:
    """Check rubrics: levels nobody can reach, ids that point nowhere, thresholds outside a fact's domain."""
    from coaudit.cli.rubric_texts import check as run

    run(tuple(names or ()))
