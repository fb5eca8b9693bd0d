"""What `coaudit baseline write` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit import audit as core
from coaudit.cli import choosing, output
from coaudit.cli.auditing import places as of_places
from coaudit.cli.discover import STDIN, find
from coaudit.cli.policies import checked, in_force, refuse
from coaudit.cli.policy_checks import unlike
from coaudit.cli.reading import CannotReadError, read
from coaudit.cli.tops import Tops
from coaudit.errors import Problem, SourceError
from coaudit.policy import Recorded
from coaudit.policy.baseline import Recording, as_data, recorded
from coaudit.policy.load import load_baseline
from coaudit.safe import visible
from coaudit.source.yaml_writer import written

if TYPE_CHECKING:
    from coaudit.cli.discover import Input
    from coaudit.cli.policies import InForce
    from coaudit.policy import Baseline
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

FILE = "coaudit-baseline.yaml"
HEAD = """\
# The certain scores of each project when they were recorded. No project may fall below its own.
# coaudit baseline write PATH... records them anew. A reason may stand beside the scores; it is kept.
"""
UNWRITABLE = "A baseline cannot hold a file of this name.", "Give it a name of ordinary letters, and record it then."


def run(
    paths: tuple[str, ...],
    policy_name: str | None,
    rubric_name: str | None,
    target: str | None,
    *,
    lower: bool,
    prune: bool,
) -> None:
    """Audit what the user named, record the scores, and end the command with its exit code."""
    if STDIN in paths:
        why = "what comes from standard input lies nowhere, so nothing can be recorded of it. Name files or folders."
        raise typer.BadParameter(why, param_hint="PATH")
    places = [each.path for each in find(paths).inputs if each.path]
    policy = in_force(policy_name, none=False, rubric=rubric_name, places=places)
    rubric = choosing.load_rubric(policy.rubric)
    by = f"{rubric.rubric} {rubric.version}"
    place = Path(target) if target else policy.folder / (policy.policy.baseline_file or FILE)
    if target is None and policy.document is None:
        place = (policy.root or policy.folder) / FILE
    there = _old(place, rubric)  # what is there and is no baseline is not overwritten by one
    old = checked(policy, rubric, None).policy.baseline or there

    tops = Tops()

    def one(raw: bytes, each: Input) -> tuple[str, Audit]:
        audit, seen = core.audit(raw, each.name, rubric), policy.seen_from_root(each.path, tops)
        if not _reads_back({seen: Recorded({})}, by):
            raise SourceError((Problem(each.name, 1, 1, *UNWRITABLE),))
        return seen, audit

    done, ending = of_places(paths, "Audited", one)
    gone = _gone(old, policy, places) if old and prune else frozenset()
    recording = recorded(old, done, lower=lower, gone=gone)
    text = _text(recording.projects, by)
    if done:
        if not _reads_back(recording.projects, by):
            message = "this baseline would not read back as it was written, so it was not"
            refuse((Problem(place.as_posix(), 1, 1, message, "it may be too long: write one for each folder"),))
        output.write_file(place, text.encode())
        for line in recording.said:
            output.say(visible(line))
        output.say(f"{len(recording.projects)} in {visible(place.as_posix())}.")
    choosing.finish(ending)


def _gone(old: Baseline, policy: InForce, places: list[Path]) -> frozenset[str]:
    """What is recorded and is no longer there, in none of the repositories that were audited."""
    tops = Tops()
    roots = {Path(policy.root_of(each, tops)) for each in places}
    return frozenset(path for path in old.projects if not any((root / path).exists() for root in roots))


def _text(projects: dict[str, Recorded], by: str) -> str:
    return HEAD + written(as_data(Recording(projects, ()), by))


def _reads_back(projects: dict[str, Recorded], by: str) -> bool:
    """Whether a baseline of these projects can be read again, and is the same. Not every name of a file can be."""
    try:
        baseline, _ = load_baseline(_text(projects, by).encode(), by)
    except (SourceError, UnicodeEncodeError):
        return False
    return baseline.projects == projects


def _old(place: Path, rubric: Rubric) -> Baseline | None:
    if place.is_symlink() or (place.exists() and not place.is_file()):
        what = "a link to another place" if place.is_symlink() else "no ordinary file"
        raise typer.BadParameter(f"{visible(place.as_posix())} is {what}; name a file.", param_hint="--output")
    if not place.exists():
        return None
    try:
        baseline, document = load_baseline(read(place, place.as_posix()), place.as_posix())
    except CannotReadError as error:
        refuse((error.problem,))
    except SourceError as error:
        refuse(error.problems)
    problems = unlike(document, baseline.rubric, rubric)
    if problems:
        refuse(problems)
    return baseline
