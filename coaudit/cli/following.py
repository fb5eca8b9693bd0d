"""`coaudit plan`, `coaudit compare` and `coaudit history`: where a project may go, and how it went."""

from __future__ import annotations

from typing import Annotated

import typer

from coaudit.cli import offering, options
from coaudit.cli.shared import MOST_REVISIONS

Format = Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="How to write it: text, markdown or json.")]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")]
Force = Annotated[bool, typer.Option("--force", help="Let --output overwrite a file.")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="Use colour auto, always or never.")]
Language = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="CODE",
        help="A language that coaudit and the rubric were translated into. None comes with it.",
    ),
]


def plan(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The description; - is standard input.", show_default=False)
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="RUNG|LETTER",
            autocompletion=offering.rungs,
            help="Where to: a rung such as co-design, or a letter such as B. "
            "Otherwise what is claimed, or the next rung.",
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="What if this were so: decisions.budget=together, contact.1.every=month. May be given several times.",
        ),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="RUNG", help="Plan as if this were claimed.", autocompletion=offering.rungs),
    ] = None,
    rubric: options.RubricName = None,
    format_: Format = "text",
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    lang: Language = "en",
) -> None:
    """Say what would get a project to a rung or a letter with the least effort, step by step.

    With --set, it first shows what that would move, the new verdict beside the old. The file is never touched.
    In KEY, full stops lead to what is inside: groups.experts.people, or contact.1.every for the first entry of a list;
    a + in place of the number adds an entry, and nothing after the equals sign takes away what is there.
    """
    from coaudit.cli.handing import Hand
    from coaudit.cli.planning import run

    run(file, to, tuple(set_ or ()), as_, rubric, Hand(format_, output, force, color, lang))


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="What was before.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What is now.", show_default=False)],
    rubric: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            "-r",
            metavar="NAME",
            autocompletion=offering.rubrics,
            help="The rubric for descriptions. Otherwise that of the JSON report among the two, of the policy, or "
            "coproduction.",
        ),
    ] = None,
    format_: Format = "text",
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    lang: Language = "en",
) -> None:
    """Say what moved between two versions of a project, or of many, and which lines did it.

    OLD and NEW are each a description, a folder of them, a JSON report of coaudit, or REV:PATH, a file or folder as it
    was in a revision of the git repository that one is in: main:projects, HEAD~1:project.yaml.
    """
    from coaudit.cli.comparing import run
    from coaudit.cli.handing import Hand

    run(old, new, rubric, Hand(format_, output, force, color, lang))


def history(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The description.", show_default=False)],
    most: Annotated[
        int, typer.Option("--most", metavar="NUMBER", min=1, max=1000, help="How many revisions, the newest first.")
    ] = MOST_REVISIONS,
    rubric: options.RubricName = None,
    format_: Format = "text",
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    lang: Language = "en",
) -> None:
    """Say how a description fared over its revisions in git, all judged by the rubric of today."""
    from coaudit.cli.handing import Hand
    from coaudit.cli.historic import run

    run(file, most, rubric, Hand(format_, output, force, color, lang))
