"""What is wrong with a policy that can be read, seen from where it lies: its patterns, its rubric, its baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coaudit import bundled
from coaudit.cli.choosing import nearest
from coaudit.errors import Problem
from coaudit.safe import quote

if TYPE_CHECKING:
    from coaudit.rubric import Rubric
    from coaudit.source import Document, Path


def patterns(document: Document) -> tuple[Problem, ...]:
    """Every pattern under by_path and waivers that can never fit a path, and every list that has none."""
    return tuple(_patterns(document))


def _patterns(document: Document) -> Iterator[Problem]:
    for place, written in _lists(document.data):
        if not written:
            hint = "write at least one: paths: [proposals/large/]"
            yield document.problem(place, "there is no pattern here, so this is for no project", hint)
        for number, pattern in enumerate(written):
            if not _can_fit(pattern):
                yield document.problem(
                    (*place, number),
                    f"the pattern {quote(pattern)} can fit no path",
                    "write a folder or a file as in .gitignore: proposals/large/, or *.coaudit.yaml",
                )


def _lists(data: Any) -> Iterator[tuple[Path, list[str]]]:
    """Where each list of patterns stands, and what is in it. One pattern alone may stand without brackets."""
    for key in ("by_path", "waivers"):
        for number, each in enumerate(data.get(key) or ()):
            written = each["paths"]
            yield (key, number, "paths"), [written] if isinstance(written, str) else written


def _can_fit(pattern: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        made = list(GitIgnoreSpec.from_lines((pattern,)).patterns)
    except ValueError:
        return False
    return bool(made) and all(each.include is not None for each in made)


def no_rubric(document: Document, name: str) -> Problem:
    """That the rubric a policy names is none that comes with coaudit, and no file beside it."""
    near = nearest(name, bundled.names())
    hint = (
        f"did you mean '{near}'?" if near else f"there are: {', '.join(bundled.names())}; or a file beside the policy"
    )
    return document.problem(("rubric",), f"there is no rubric {quote(name)}", hint)


def no_baseline(document: Document, name: str) -> Problem:
    """That the baseline a policy names is not there. Without it, nobody would be held to anything."""
    hint = "write it: coaudit baseline write; or take this line out"
    return document.problem(("baseline",), f"the baseline {quote(name)} is not there", hint)


def unlike(document: Document, recorded_by: str, rubric: Rubric) -> tuple[Problem, ...]:
    """What makes a baseline one of another rubric: its name and version, or a dimension that there is not."""
    by = f"{rubric.rubric} {rubric.version}"
    if _without_patch(recorded_by) != _without_patch(by):
        message = f"the baseline was recorded by {recorded_by}, and this run judges by {by}"
        hint = "take it away and write it anew: coaudit baseline write"
        return (document.problem(("rubric",), message, hint),)

    from coaudit.policy.load import unknown_dimensions

    return unknown_dimensions(document, rubric)


def _without_patch(by: str) -> str:
    return by.rpartition(".")[0].rpartition(".")[0]
