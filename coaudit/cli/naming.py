"""What goes by a name that is no id: titles, the names of stages and decisions, and words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coaudit.project import keys
from coaudit.vocabulary import plain

if TYPE_CHECKING:
    from coaudit.rubric import Criterion, Dimension, Risk, Rubric, Rung

SHORTEST = 4
"""A word of fewer letters, such as `the`, stands in too many questions to find anything by it."""

MOST = 8
"""More than this many things have a word in common by chance."""


def ids_by_name(name: str, ids: Iterable[str], rubric: Rubric) -> tuple[str, ...]:
    """The ids that a name may stand for: itself in any spelling, a title, or the last part of a key."""
    wanted = _bare(name)
    titled = {each.id.lower() for each in _titled(rubric) if _bare(each.title) == wanted}
    found = (id_ for id_ in ids if id_ in titled or wanted in (_bare(id_), _bare(id_.rpartition(".")[2])))
    # A detail is the same inside any stage and any decision: the first stands for all.
    return tuple({keys.common(id_): id_ for id_ in reversed([*found])}.values())[::-1]


def ids_by_words(name: str, ids: Iterable[str], rubric: Rubric) -> tuple[str, ...]:
    """The ids of what has all the words of a name in its title or its question; none where they are too many."""
    wanted = {_stem(word) for word in _words(name) if len(word) >= SHORTEST}
    said = {each.id.lower(): f"{each.title} {each.asks}" for each in (*rubric.criteria, *rubric.risks)}
    found = [id_ for id_ in ids if wanted and wanted <= {_stem(word) for word in _words(_said(id_, said))}]
    return tuple(found) if len(found) <= MOST else ()


def titles(rubric: Rubric) -> Iterator[str]:
    """Every title, in small letters."""
    yield from (each.title.lower() for each in _titled(rubric))


def _titled(rubric: Rubric) -> Iterator[Criterion | Risk | Rung | Dimension]:
    yield from rubric.criteria
    yield from rubric.risks
    yield from rubric.rungs
    yield from rubric.dimensions


def _said(id_: str, said: Mapping[str, str]) -> str:
    return said.get(id_) or keys.means(id_)


def _bare(name: str) -> str:
    """A name without what people put round it."""
    return plain(name.strip(" \t.?!:'\"‘’“”"))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _stem(word: str) -> str:
    """A word without the ending of several."""
    return word.removesuffix("s") if len(word) > SHORTEST else word
