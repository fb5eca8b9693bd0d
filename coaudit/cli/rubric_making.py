"""What `coaudit rubric new` does: write a file that extends a rubric, with comments on all that it may change."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from coaudit import bundled
from coaudit.audit import load
from coaudit.cli import choosing, output
from coaudit.cli.extending import base
from coaudit.safe import visible

if TYPE_CHECKING:
    from coaudit.rubric import Rubric

_PLAIN = re.compile(r"[A-Za-z0-9_][\w./-]*", re.ASCII)


def run(file: str, extends: str, *, force: bool) -> None:
    """Write the file, and say what to do next. Ends with a usage error where it cannot be written."""
    below = choosing.load_rubric(extends, "--extends")
    try:
        path = output.place_for(file, force=force, inputs=frozenset())
    except output.CannotWriteError as error:
        raise typer.BadParameter(f"{visible(str(error))}.", param_hint="FILE") from None
    named = extends if extends in bundled.names() else _beside(path, extends)
    text = starting_text(_id(path), named, below)
    load(text.encode(), path.as_posix(), base)  # as sure as it can be that what is written can be used
    output.write_file(path, text.encode())
    output.say(f"{file} is written. Change it, and then: coaudit rubric check {file}")


def _beside(path: Path, extends: str) -> str:
    """The base's path as seen from the new file. Ends with a usage error where it is not in that folder."""
    folder, real = os.path.realpath(path.parent), os.path.realpath(extends)
    if real == str(path):
        raise typer.BadParameter("a rubric cannot extend itself.", param_hint="--extends")
    if not Path(real).is_relative_to(folder):
        raise typer.BadParameter(
            f"{visible(extends)} is not in the folder of the new rubric; write both into one folder.",
            param_hint="--extends",
        )
    return "./" + Path(real).relative_to(folder).as_posix()


def _id(path: Path) -> str:
    """An id for a rubric out of the name of its file; never that of one of ours."""
    found = re.sub(r"[^a-z0-9]+", "-", path.name.split(".")[0].lower()).strip("-") or "ours"
    return f"our-{found}" if found in bundled.names() else found


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def starting_text(name: str, extends: str, below: Rubric) -> str:
    """A rubric that changes nothing yet. What it might change stands in it as comments, to be uncommented."""
    first = next((each for each in below.criteria if each.id not in below.needed()), below.criteria[0])
    source = next(iter(below.sources), "")
    return _TEXT.format(
        name=_scalar(name),
        extends=_scalar(extends),
        below=visible(below.rubric),
        version=below.version,
        first=_scalar(first.id),
        weight=f"{float(first.weight):g}",
        criteria=_listed("Its criteria", (each.id for each in below.criteria)),
        risks=_listed("Its risks", (each.id for each in below.risks)),
        rungs=_listed("Its rungs", (each.id for each in below.rungs)),
        dimension=_scalar(below.dimensions[0].id),
        effort=_scalar(next(iter(below.efforts))),
        source=_scalar(source),
    )


def _listed(what: str, ids: Iterable[str]) -> str:
    """Ids in a comment."""
    return fill(f"{what}: {', '.join(ids)}.", 110, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


_TEXT = """\
# A rubric that stands on {below} {version}.
#
# What it does not change is as it is there. Lines with a # before them say nothing. To use one of those below that
# are YAML, take away its # and nothing else. docs/writing-a-rubric.md explains each.

rubric: {name}
extends: {extends}
title: Our own rubric
version: 0.1.0
# Say yes once people whose lives it is about have looked at it. Until then every report says that they have not.
reviewed_by_people_with_lived_experience: no
about: >-
  Write here what this rubric is for, and what it changes and why.

# ---------------------------------------------------------------- weights
# How much a criterion counts beside the others. 1 is light and 4 is heavy.
{criteria}

#weights:
#  {first}: {weight}

# ---------------------------------------------------------------- what is taken out
# By kind: dimensions, criteria, risks, rungs or wording. A criterion that a rung needs cannot be taken out.
{risks}
{rungs}

#drop:
#  wording: []
#  risks: []

# ---------------------------------------------------------------- what is new, or written anew
# An entry with an id from below is replaced as a whole, in its place. A new id is added at the end.
# Each level has an example, a piece of a description that reads as just that level: these are the tests.
# `coaudit facts` lists what a level may ask about. A fact of your own is named under facts.

#facts:
#  minutes_shared: [none, on-request, sent-to-all, agreed-with-people]

#criteria:
#  - id: minutes
#    dimension: {dimension}
#    weight: 1
#    title: Minutes
#    asks: Do people get the minutes?
#    why: What is not written down is soon forgotten.
#    sources: [{source}]
#    thresholds: house
#    thresholds_note: The order of the steps is ours.
#    levels:
#      - means: Nobody outside gets them
#        example: {{facts: {{minutes_shared: none}}}}
#      - means: Those who ask get them
#        when: {{minutes_shared: {{at_least: on-request}}}}
#        example: {{facts: {{minutes_shared: on-request}}}}
#      - means: All get them
#        when: {{minutes_shared: {{at_least: sent-to-all}}}}
#        example: {{facts: {{minutes_shared: sent-to-all}}}}
#      - means: All get them, and can put them right
#        when: {{minutes_shared: {{at_least: agreed-with-people}}}}
#        example: {{facts: {{minutes_shared: agreed-with-people}}, notice_days: 4}}
#      - means: All get them in time for the next meeting, and can put them right
#        when: {{minutes_shared: {{at_least: agreed-with-people}}, notice_days: {{at_least: 5}}}}
#        example: {{facts: {{minutes_shared: agreed-with-people}}, notice_days: 5}}
#    next_step: Send the minutes to all, and ask what is wrong in them.
#    effort: {effort}
#    real_case:
#      text: Tell here of something that really happened, and name its source.
#      source: {source}
"""
