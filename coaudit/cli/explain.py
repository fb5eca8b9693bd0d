"""`coaudit explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import offering, options


def explain(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id, or a name from a report: entry, lone-voice, 'Who decides', contact.times or exit-4.",
            show_default=False,
            autocompletion=offering.ids,
        ),
    ],
    rubric: options.RubricName = None,
) -> None:
    """Explain a criterion, risk, rung, fact, key of a description, rule or exit code."""
    from coaudit.cli.explaining import run

    run(id_, rubric)
