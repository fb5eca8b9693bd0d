"""Recording scores in a baseline: what is there is kept, what became better is raised, what became worse is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coaudit.policy import FORMAT, Baseline, Recorded
from coaudit.records import Record
from coaudit.report import Audit


class Recording(Record):
    """The projects of the new baseline, and what was done to the old one, in sentences."""

    projects: dict[str, Recorded]
    said: tuple[str, ...]


def recorded(
    old: Baseline | None, audits: Iterable[tuple[str, Audit]], *, lower: bool, gone: frozenset[str] = frozenset()
) -> Recording:
    """The baseline with the certain scores of *audits*, each with its path. `gone` are projects to take out."""
    projects = {path: each for path, each in (old.projects if old else {}).items() if path not in gone}
    said = [f"{path}: taken out." for path in sorted(gone)]
    for path, audit in audits:
        now = {dimension.id: dimension.low for dimension in audit.dimensions}
        before = projects.get(path)
        if before is None:
            projects[path] = Recorded(now)
            said.append(f"{path}: added.")
            continue
        fell = {name: score for name, score in now.items() if score < before.scores.get(name, 0)}
        kept = {name: before.scores[name] for name in fell if not lower}
        unseen = {name: score for name, score in before.scores.items() if name not in now}
        scores = now | kept | ({} if lower else unseen)
        projects[path] = Recorded(scores, before.reason)
        said += [f"{path}: {name} stays at {score}, and is {now[name]} now." for name, score in kept.items()]
        does = "is taken out: nothing" if lower else "stays at {score}: nothing"
        said += [f"{path}: {name} {does.format(score=score)} in it applies now." for name, score in unseen.items()]
        said += _moved(path, before.scores, scores)
    return Recording(dict(sorted(projects.items())), tuple(said))


def _moved(path: str, before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    said = []
    for name, score in now.items():
        was = before.get(name, 0)
        if score != was:
            said.append(f"{path}: {name} {'raised' if score > was else 'lowered'} to {score}, from {was}.")
    return said


def as_data(recording: Recording, rubric: str) -> dict[str, Any]:
    """A baseline as it is written to its file: all texts, in order of path."""
    return {
        "coaudit-baseline": str(FORMAT),
        "rubric": rubric,
        "projects": {path: _project(each) for path, each in recording.projects.items()},
    }


def _project(each: Recorded) -> dict[str, Any]:
    scores = {name: str(score) for name, score in each.scores.items()}
    return {"scores": scores, "reason": each.reason} if each.reason else {"scores": scores}
