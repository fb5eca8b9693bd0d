"""What the command line requires of a project, judged on a range: met, not met, or not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaudit.report import Requirement

if TYPE_CHECKING:
    from coaudit.report import Audit
    from coaudit.rubric import Rubric


def fail_under(audit: Audit, letter: str, rubric: Rubric) -> Requirement:
    """Whether a project's grade is *letter* or better.

    It is met where the certain letter is, not met where even the highest possible one is not, and else not shown.
    """
    low, high = audit.grade.low, audit.grade.high
    better = rubric.grades.letters  # best first
    if low is None or high is None:
        met, found = None, f"there is no letter ({audit.grade.says.rstrip('.')})"
    elif better.index(low) <= better.index(letter):
        met, found = True, _grade(low, high)
    elif better.index(high) > better.index(letter):
        met, found = False, _grade(low, high)
    else:
        met, found = None, f"{_grade(low, high)}: what is not stated decides"
    return Requirement("fail-under", audit.path, met, f"{letter} or better is required, {found}")


def _grade(low: str, high: str) -> str:
    return f"the grade is {low}" if low == high else f"the grade is {low} to {high}"
