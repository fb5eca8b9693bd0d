"""What `coaudit plan` does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import typer

from coaudit import planning as core
from coaudit.cli import choosing, exits, output
from coaudit.cli.auditing import descriptions
from coaudit.cli.discover import STDIN_NAME, find
from coaudit.cli.policies import rubric_for
from coaudit.cli.problems import problem_text
from coaudit.render.planning import pieces
from coaudit.safe import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coaudit.cli.handing import Hand
    from coaudit.render.pieces import Piece
    from coaudit.report.plan import Plan
    from coaudit.rubric import Rubric


def run(
    file: str, to: str | None, what_if: tuple[str, ...], as_: str | None, rubric_name: str | None, hand: Hand
) -> None:
    """Make the plan for one description, hand it over, and end the command with its exit code."""
    found = find((file,)).inputs
    name = rubric_for(rubric_name, (each.path for each in found))
    with hand.speaking(name) as language:
        rubric = choosing.load_rubric(name, language=language)
        target = to if to is None else _target(to, rubric)
        claimed = as_ if as_ is None else choosing.rung(as_, rubric)
        if len(found) > 1:
            message = f"there are {len(found)} descriptions in {quote(file)}. A plan is for one: name its file."
            raise typer.BadParameter(message, param_hint="FILE")
        ready = hand.ready(each.real for each in found)

        def one(raw: bytes, name: str) -> Plan | core.WhatIfError:
            try:
                return core.plan(raw, name, rubric, target, as_if=claimed, what_if=what_if)
            except core.WhatIfError as error:
                return error
            except core.NoClaimError as error:
                says = "claims nothing" if error.stated else "does not say what it claims"
                message = f"{STDIN_NAME if name == STDIN_NAME else file} {says}, so there is no letter."
                hint = "Add --as RUNG to plan as if that were claimed, or name a rung: --to co-design."
                raise typer.BadParameter(f"{message} {hint}", param_hint="--to") from None

        made, ending = descriptions((file,), "Planned", one)
        for each in made:
            if isinstance(each, core.WhatIfError):
                for problem in each.problems:
                    output.tell(problem_text(problem) + "\n")
                ending.add(exits.USAGE, "what --set says cannot be so; nothing was judged")
            else:
                ready.over(each, partial(_said, each))
    choosing.finish(ending)


def _said(plan: Plan, _: bool) -> Iterator[Piece]:
    """A plan in pieces; it says the same in ASCII."""
    return pieces(plan)


def _target(name: str, rubric: Rubric) -> str:
    """A letter or a rung of the rubric, whatever its case. Ends with a usage error where it is neither."""
    letters = {each.lower(): each for each in rubric.grades.letters}
    known = letters.get(name.strip().lower())
    if known is not None:
        return known
    from coaudit.vocabulary import CLAIM

    word = CLAIM.find(name)
    if word in rubric.ladder.words:
        return word
    return choosing.one_of("rung or letter", name, (*rubric.ladder.words, *rubric.grades.letters), "--to")
