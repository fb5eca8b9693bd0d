"""What one side is asked: the rubric's own questions, with the words of its levels to choose from."""

from __future__ import annotations

from coaudit.glossary import WORDS
from coaudit.records import Record
from coaudit.rubric import Criterion, Rubric


class Part(Record):
    """The questions of one dimension."""

    title: str
    asks: str
    questions: tuple[Criterion, ...]


class Sheet(Record):
    """All that one side is asked about a project."""

    rubric: str
    side: str
    group: str
    """What the project calls them; empty where it has no name of its own for them."""
    project: str
    """The project's title; empty where it is not known yet."""
    parts: tuple[Part, ...]

    @property
    def who(self) -> str:
        """Whom it is for, in words."""
        return self.group or WORDS["side"][self.side].rstrip(".")


def sheet(rubric: Rubric, side: str, group: str = "", project: str = "", *, full: bool = False) -> Sheet:
    """The questions for a side: those that the rubric calls core, or all of them. A rubric without any asks all."""
    asked = [each for each in rubric.criteria if each.core] if not full else []
    parts = (
        Part(
            dimension.title, dimension.asks, tuple(each for each in asked or rubric.criteria if _of(each, dimension.id))
        )
        for dimension in rubric.dimensions
    )
    return Sheet(rubric.rubric, side, group, project, tuple(part for part in parts if part.questions))


def _of(criterion: Criterion, dimension: str) -> bool:
    return criterion.dimension == dimension
