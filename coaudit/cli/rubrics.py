"""`coaudit rubric list`, `show`, `check`, `new` and `diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit import bundled
from coaudit.cli.plainhelp import Command, Group

app = typer.Typer(
    name="rubric",
    cls=Group,
    help="List, show, check, begin and compare rubrics: what projects are judged by.",
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
    name: Name = bundled.DEFAULT,
    summary: Annotated[bool, typer.Option("--summary", help="A summary to read, in place of the YAML.")] = False,
    resolved: Annotated[
        bool, typer.Option("--resolved", help="One whole YAML file, with what the rubric extends merged in.")
    ] = False,
) -> None:
    """Print a rubric: its YAML as it is, or merged with what it extends, or a summary to read."""
    from coaudit.cli.rubric_texts import show as run

    if summary and resolved:
        raise typer.BadParameter("--summary and --resolved are two views; ask for one.", param_hint="--resolved")
    run(name, summary=summary, resolved=resolved)


@app.command(cls=Command)
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME...]", help="Rubrics by name or path; if none is named, all that come with coaudit."
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="DIR", help="Say what hangs on a weight or a threshold, over a folder's descriptions."
        ),
    ] = None,
    lang: Annotated[
        str,
        typer.Option("--lang", metavar="CODE", help="Check its texts in this language, too, and name what is missing."),
    ] = "en",
) -> None:
    """Check rubrics: levels nobody can reach, ids that point nowhere, thresholds outside a fact's domain."""
    from coaudit.cli.rubric_texts import check as run

    run(tuple(names or ()), against, lang)


@app.command(cls=Command)
def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The rubric file to write, such as ours.yaml.")],
    extends: Annotated[
        str,
        typer.Option(
            "--extends", metavar="NAME", help="A rubric that comes with coaudit, or the path of a file beside FILE."
        ),
    ] = bundled.DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE if it is there.")] = False,
) -> None:
    """Begin a rubric of your own that stands on another, with comments on what it may change.

    The file can be used as it is written: until it changes something, it judges as the rubric that it extends.
    """
    from coaudit.cli.rubric_making import run

    run(file, extends, force=force)


@app.command(cls=Command)
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="The rubric as it was: a name, or the path of a file.")],
    new_: Annotated[str, typer.Argument(metavar="B", help="The rubric as it is now, in the same way.")],
    examples: Annotated[
        str | None,
        typer.Option("--examples", metavar="DIR", help="Say for which descriptions in a folder the verdict moves."),
    ] = None,
) -> None:
    """Say what changed between two rubrics, by id and key, and which verdicts that moves."""
    from coaudit.cli.rubric_comparing import run

    run(old, new_, examples)


@app.command(cls=Command)
def translate(
    name: Name = bundled.DEFAULT,
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="The language: cy, fr, ...")] = "",
) -> None:
    """Print a file of a rubric's texts to translate: each text by its id, in English to begin with.

    Save it beside the rubric as NAME.CODE.yaml. Levels, weights and thresholds are not in it and stay as they are.
    """
    from coaudit.cli.rubric_texts import translate as run

    run(name, lang)
