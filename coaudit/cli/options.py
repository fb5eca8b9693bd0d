"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from coaudit.cli import offering

LANGUAGE, ENGLISH = "--lang", "en"
"""The option that names a language, and the one that needs no catalogue."""

MOST_REVISIONS = 20
"""How many revisions of a description are judged unless more are asked for, the newest first."""

Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders or patterns; - is standard input.", show_default=False),
]
RubricName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--rubric",
        "-r",
        metavar="NAME",
        help="A rubric that comes with coaudit, or the path of a rubric file.",
        autocompletion=offering.rubrics,
    ),
]
