"""What can be wrong with a file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable

from coaudit import safe
from coaudit.records import Record, force_setattr, replace

WINDOW = 100
"""The most characters of a line that an excerpt shows; a longer line is cut to a window about the caret."""

_BEFORE = 60  # of the window, this many characters stand before the caret


class Problem(Record):
    """One thing wrong in a file: where (1-based, in code points), what, and what to write instead.

    The message and the hint are made safe to print when the problem is made; `quoted` is the line as it
    is written, and only `excerpt` makes it safe.
    """

    name: str
    line: int
    column: int
    message: str
    hint: str = ""
    quoted: str = ""

    def __post_init__(self) -> None:
        force_setattr(self, "message", safe.visible(self.message))
        force_setattr(self, "hint", safe.visible(self.hint))

    def __str__(self) -> str:
        """Return place and message on one line, as compilers write them; the name is made safe."""
        return f"{safe.visible(self.name)}:{self.line}:{self.column}: {self.message}"

    def excerpt(self) -> str:
        """Return the quoted line and, under it, a caret at the column: two lines, safe to print.

        Both lines begin with a gutter, so that nothing a stranger wrote can begin a line of output.
        """
        at = max(self.column - 1, 0)
        first = max(at - _BEFORE, 0) if len(self.quoted) > WINDOW else 0
        last = first + WINDOW
        before = ("..." if first else "") + self.quoted[first:at].replace("\t", " ")
        after = self.quoted[at:last].replace("\t", " ") + ("..." if last < len(self.quoted) else "")
        shown = safe.visible(before)
        number = str(self.line)
        return (
            f"{number} | {shown}{safe.visible(after)}".rstrip() + f"\n{' ' * len(number)} | {' ' * safe.cells(shown)}^"
        )


class CoauditError(Exception):
    """What coaudit raises on purpose; its text is safe to print."""


class _ProblemsError(CoauditError):
    """An error that carries every problem found, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class SourceError(_ProblemsError):
    """A file that cannot be read or used: a description, a policy, a sheet of answers, the texts of a language.

    A rubric too, as long as it is only known to be a file. `RubricError` is for one that was read and cannot be used.
    """


class RubricError(_ProblemsError):
    """A rubric that cannot be used."""


MAX_PROBLEMS = 50
"""How many problems of one file are told before the rest is left for the next time."""


def first_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a file in its order, with a closing word where there are more than anybody reads at once."""
    found = sorted(problems, key=lambda problem: (problem.line, problem.column, problem.message))
    if len(found) > MAX_PROBLEMS:
        message = f"Only the first {MAX_PROBLEMS} problems are shown; there are more."
        hint = "Put these right, then check the file again."
        found[MAX_PROBLEMS:] = [replace(found[MAX_PROBLEMS - 1], message=message, hint=hint)]
    return tuple(found)
