"""What `coaudit baseline write` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coaudit import audit as core
from coaudit.baseline import as_data, recorded
from coaudit.cli import choosing, output
from coaudit.cli.auditing import descriptions
from coaudit.cli.policies import checked, in_force, refuse
from coaudit.cli.policy_checks import unlike
from coaudit.cli.reading import CannotReadError, read
from coaudit.errors import SourceError
from coaudit.policy_load import load_baseline
from coaudit.safe import visible
from coaudit.yaml_writer import written

if TYPE_CHECKING:
    from coaudit.policy import Baseline
    from coaudit.report import Audit
    from coaudit.rubric import Rubric

FILE = "coaudit-baseline.yaml"
HEAD = """\
# The certain scores of each project when they were recorded. No project may fall below its own.
# coaudit baseline write PATH... records them anew. A reason may stand beside the scores; it is kept.
"""


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
    policy = in_force(policy_name, none=False, rubric=rubric_name)
    rubric = choosing.load_rubric(policy.rubric)
    place = Path(target) if target else policy.folder / (policy.policy.baseline_file or FILE)
    if target is None and policy.document is None:
        place = policy.root / FILE
    old = checked(policy, rubric, None).policy.baseline or _old(place, rubric)

    def one(raw: bytes, name: str) -> tuple[str, Audit]:
        return policy.seen_from_root(None if name.startswith("<") else Path(name)), core.audit(raw, name, rubric)

    done, ending = descriptions(paths, "Audited", one)
    gone = (
        frozenset(path for path in old.projects if not (policy.root / path).exists()) if old and prune else frozenset()
    )
    recording = recorded(old, [each for each in done if each[0] != "-"], lower=lower, gone=gone)
    text = HEAD + written(as_data(recording, f"{rubric.rubric} {rubric.version}"))
    if done:
        try:
            output.write_file(place, text.encode())
        except output.CannotWriteError as error:
            raise typer.BadParameter(f"{visible(str(error))}.", param_hint="--output") from None
        for line in recording.said:
            output.say(visible(line))
        output.say(f"{len(recording.projects)} in {visible(place.as_posix())}.")
    choosing.finish(ending)


def _old(place: Path, rubric: Rubric) -> Baseline | None:
    if not place.is_file():
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
