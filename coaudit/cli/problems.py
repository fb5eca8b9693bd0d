"""Problems with files, as they are printed: where, what, the line with a caret under it, and what to write instead."""

from __future__ import annotations

from coaudit.cli.output import width
from coaudit.errors import Problem


def problem_text(problem: Problem) -> str:
    """A problem as text of a few lines, safe to print."""
    lines = [_sentence(str(problem))]
    if problem.quoted.strip():
        lines += [f"  {line}" for line in problem.excerpt().splitlines()]
    if problem.hint:
        lines += _filled(f"Hint: {problem.hint}")
    return "\n".join(lines)


def _sentence(text: str) -> str:
    """A message with its full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _filled(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, width(), initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def of(number: int, total: int, thing: str) -> str:
    """`1 of 3 projects`, or `the project` where there is only one."""
    return f"the {thing}" if total == 1 else f"{number} of {total} {thing}s"
