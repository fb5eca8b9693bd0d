"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from coaudit.cli import offering

Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders or patterns; - is standard input.", show_default=False),
]
RubricName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--rubric",
        "-r",
        metavar="NAME",
        help="A rubric that comes with coaudit, or a rubric file. Otherwise that of the policy, or coproduction.",
        autocompletion=offering.rubrics,
    ),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="How many files to work on at the same time. By itself: as many as there are processors, where there are "
        "many files.",
    ),
]
