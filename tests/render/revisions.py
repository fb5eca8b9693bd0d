"""The history of a made-up project, with all that a revision can come out as."""

from __future__ import annotations

from typing import Any

from coaudit import report as told
from coaudit.records import replace


def _came_out(rung: str, grade: str | None, score: tuple[int, int], **given: Any) -> told.Figures:
    calm = told.Figures(
        "A quiet ward", "co-design", "over", rung, rung, grade, grade, *score, "raised", "high", "proposal"
    )
    return replace(calm, **given)


def _level(title: str, before: int | None, now: int, kind: str = "criterion") -> told.Shift:
    return told.Shift(kind, title.lower().replace(" ", "-"), title, before, before, now, now)


HISTORY = told.Revisions(
    (
        told.Point("1a" * 20, "2026-01-12", "plans/ward.yaml", _came_out("consult", None, (0, 71))),
        told.Point("2b" * 20, "2026-02-02", "plans/ward.yaml", None, "line 4: 'sometimes' is not one of the words"),
        told.Point(
            "3c" * 20,
            "2026-03-09",
            "plans/quieter-ward.yaml",
            _came_out("consult", "E", (18, 60), title="A quieter ward"),
            moved=(
                _level("Promising more than happens", None, 4, "risk"),
                told.Shift("criterion", "pay", "Pay for time", 0, 4, 1, 3),
                _level("Who decides", 0, 1),
                _level("Joining early", 1, 2),
                _level("Coming back", 3, 2),
                _level("Time to get ready", 1, 2),
            ),
        ),
        told.Point(
            "4d" * 20,
            "2026-06-15",
            "plans/quieter-ward.yaml",
            _came_out("engage", "D", (41, 62), title="A quieter ward"),
            moved=(_level("Who decides", 1, 2), _level("Promising more than happens", 4, 3, "risk")),
        ),
        told.Point(
            "",
            "",
            "plans/quieter-ward.yaml",
            _came_out("engage", "D", (41, 62), title="A quieter ward", status="complete"),
        ),
    ),
    bounded=True,
    shallow=True,
)
