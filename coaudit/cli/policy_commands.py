"""`coaudit policy list` and `show`, and `coaudit baseline write`."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import options
from coaudit.cli.plainhelp import Command, Group

policy = typer.Typer(
    name="policy",
    cls=Group,
    help="List and show policies: what is required of projects, and from where.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
baseline = typer.Typer(
    name="baseline",
    cls=Group,
    help="Record the scores of today, so that no project falls below its own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PolicyName = Annotated[
    str | None,
    typer.Option("--policy", metavar="NAME", help="A policy that comes with coaudit, or the path of a policy file."),
]
RubricName = Annotated[
    str | None, typer.Option("--rubric", "-r", metavar="NAME", help="The rubric to judge by, in place of the policy's.")
]


@policy.command("list", cls=Command)
def list_() -> None:
    """List the policies that come with coaudit."""
    from coaudit.cli.output import say
    from coaudit.cli.policy_texts import list_text

    say(list_text())


@policy.command(cls=Command)
def show(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A policy or a policy file; else the one that is in force.")
    ] = None,
    rubric: RubricName = None,
    path: Annotated[
        str | None, typer.Option("--path", metavar="FILE", help="What is required of this description.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="WORD", help="Of projects with this status: proposal, under-way ..."),
    ] = None,
) -> None:
    """Print what is in force, and where each line of it stands.

    Without a NAME it is the policy that an audit would find: coaudit-policy.yaml, here or above, up to the top of the
    repository.
    """
    from coaudit.cli.policy_texts import show as run

    run(name, rubric, path, status)


@baseline.command(cls=Command)
def write(
    paths: options.Paths,
    policy: PolicyName = None,
    rubric: RubricName = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it, if not where the policy says."),
    ] = None,
    lower: Annotated[bool, typer.Option("--lower", help="Record lower scores, too.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out projects whose files are gone.")] = False,
) -> None:
    """Record the scores of today in the baseline.

    What is there already is kept: the reasons, and the projects that are not audited now. A score is raised where a
    project has become better, and lowered only with --lower.
    """
    from coaudit.cli.baselines import run

    run(tuple(paths), policy, rubric, output, lower=lower, prune=prune)
