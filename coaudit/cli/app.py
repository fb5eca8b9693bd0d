"""The commands of coaudit. Only what the command line itself needs is imported here: each command imports the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from coaudit._version import VERSION
from coaudit.cli import audit, explain, policy_commands, reference, rubrics
from coaudit.cli.output import say
from coaudit.cli.plainhelp import AUDITING, REFERENCE, RUBRICS, UNDERSTANDING, Command, Group

app = typer.Typer(
    name="coaudit",
    cls=Group,
    help="Describe a project in YAML; coaudit says how far it is consultation and how far coproduction.",
    epilog="Exit codes: 0 done, 1 a requirement is not met or not shown, 2 wrong usage, 3 nothing to audit, "
    "4 a description cannot be read, 5 the rubric or policy is invalid, 70 coaudit failed. "
    "coaudit explain 4 says more.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: it starts faster, and reads well aloud
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(asked: bool) -> None:
    if asked:
        say(f"coaudit {VERSION}")
        raise typer.Exit


@app.callback()
def coaudit(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Describe a project in YAML; coaudit says how far it is consultation and how far coproduction."""


def _add(group: str, function: Callable[..., None]) -> None:
    app.command(rich_help_panel=group, cls=Command)(function)


_add(AUDITING, audit.audit)
_add(AUDITING, audit.check)
_add(UNDERSTANDING, explain.explain)
_add(UNDERSTANDING, reference.facts)
app.add_typer(rubrics.app, rich_help_panel=RUBRICS)
app.add_typer(policy_commands.policy, rich_help_panel=RUBRICS)
app.add_typer(policy_commands.baseline, rich_help_panel=RUBRICS)
_add(REFERENCE, reference.formats)
_add(REFERENCE, reference.schema)
