"""The commands of coaudit. Only what the command line itself needs is imported here: each command imports the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any

import typer

from coaudit._version import VERSION
from coaudit.cli.output import say
from coaudit.cli.plainhelp import AUDITING, DESCRIBING, REFERENCE, RUBRICS, UNDERSTANDING, Command, Group

COMMANDS = {
    "audit": (AUDITING, "audit.audit"),
    "check": (AUDITING, "audit.check"),
    "plan": (AUDITING, "following.plan"),
    "compare": (AUDITING, "following.compare"),
    "history": (AUDITING, "following.history"),
    "new": (DESCRIBING, "new.new"),
    "accounts": (DESCRIBING, "accounts.app"),
    "explain": (UNDERSTANDING, "explain.explain"),
    "facts": (UNDERSTANDING, "reference.facts"),
    "rubric": (RUBRICS, "rubrics.app"),
    "policy": (RUBRICS, "policy_commands.policy"),
    "baseline": (RUBRICS, "policy_commands.baseline"),
    "formats": (REFERENCE, "reference.formats"),
    "schema": (REFERENCE, "reference.schema"),
}
"""Each command by its name, in the order of help: its group, and where it stands in this folder."""


def wanted(arguments: list[str]) -> typer.Typer:
    """The command line as far as these arguments need it: one command, or all of them for help and for what is wrong.

    Typer looks at every parameter of every command it is given, which takes as long as reading a description.
    """
    first = arguments[0] if arguments else ""
    return _with([first] if first in COMMANDS else COMMANDS)


def whole() -> typer.Typer:
    """The command line with every command."""
    return _with(COMMANDS)


def _with(names: Iterable[str]) -> typer.Typer:
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
    app.callback()(_coaudit)
    for name in names:
        group, where = COMMANDS[name]
        _add(app, group, where)
    return app


def _add(app: typer.Typer, group: str, where: str) -> None:
    module, _, name = where.partition(".")
    found: typer.Typer | Callable[..., Any] = getattr(import_module(f"coaudit.cli.{module}"), name)
    if isinstance(found, typer.Typer):
        app.add_typer(found, rich_help_panel=group)
    else:
        app.command(rich_help_panel=group, cls=Command)(found)


def _version(asked: bool) -> None:
    if asked:
        say(f"coaudit {VERSION}")
        raise typer.Exit


def _coaudit(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Describe a project in YAML; coaudit says how far it is consultation and how far coproduction."""
