"""`coaudit facts`, `coaudit formats` and `coaudit schema`: reference, made from the code itself."""

from __future__ import annotations

from typing import Annotated

import typer


def facts() -> None:
    """List every fact that a rubric may ask about, and the rules where facts disagree."""
    from coaudit.cli.listing import facts_text
    from coaudit.cli.output import say

    say(facts_text())


def formats() -> None:
    """List the formats of a report."""
    from coaudit.cli.listing import formats_text
    from coaudit.cli.output import say

    say(formats_text())


def schema(
    of: Annotated[str, typer.Argument(metavar="NAME", help="description, rubric, report ...", show_default=False)],
) -> None:
    """Print a JSON Schema: of a description, a rubric, a policy, a baseline, or of what coaudit writes as JSON.

    That is a report, a line of it in JSON Lines, a plan, a comparison or a history.

    An editor that knows the schema of a description offers its keys and words as you type.
    """
    import json

    from coaudit.cli.choosing import one_of
    from coaudit.cli.output import write_bytes
    from coaudit.cli.schemas import SCHEMAS

    made = SCHEMAS[one_of("schema", of, SCHEMAS, "NAME")]()
    text = json.dumps(made, ensure_ascii=False, indent=2)
    write_bytes(f"{text}\n".encode())
