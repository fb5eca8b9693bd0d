"""Ways to make one stated fact better: a stronger word, a yes for a no, more of what there should be more of."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from coaudit import vocabulary as words
from coaudit.vocabulary import Vocabulary
from tests.descriptions import WORD_KEYS, Data
from tests.silence import Path, places

BETTER_WORDS: dict[str, Vocabulary] = {
    **{key: vocabulary for key, vocabulary in WORD_KEYS.items() if key != "timetable"},
    "recruited": words.RECRUITED,
    "chosen_by": words.CHOSEN_BY,
    "here": words.HERE,
    "size": words.SIZE,
}
BETTER_YES = {"same_people", "preparation", "choice", "instead_agreed", "refusals", "public", "funded"}
BETTER_MORE = {"staying", "times", "people_seats", "hourly", "notice_days"}


@dataclass(frozen=True)
class Betterment:
    """One stated value, and the better one in its place."""

    path: Path
    better: Any

    def of(self, data: Data) -> Data:
        found = deepcopy(data)
        holder: Any = found
        for part in self.path[:-1]:
            holder = holder[part]
        holder[self.path[-1]] = self.better
        return found


def betterments(data: Data) -> Iterator[Betterment]:
    """Every single way to make a stated fact better.

    Only one body counts and only one set of meetings, so where there are several a better one may take another's place
    that was better in other ways: then none is made better here.
    """
    for path, value in places(data):
        if path[0] in ("bodies", "contact") and len(data[path[0]]) > 1:
            continue
        key = next(part for part in reversed(path) if isinstance(part, str))
        key = str(path[0]) if key == "is" else key
        if isinstance(value, list) and path[-1] in ("support", "covers"):
            listed = words.SUPPORT if path[-1] == "support" else words.COVERS
            yield from (Betterment(path, [*value, more]) for more in listed.scale.words if more not in value)
        elif isinstance(value, str):
            yield from (Betterment(path, better) for better in _better(path, key, value))


def _better(path: Path, key: str, text: str) -> Iterator[str]:
    vocabulary = _vocabulary(path, key)
    if key in BETTER_YES:
        yield from ("yes",) * (text == "no")
    elif key in BETTER_MORE:
        yield from (str(int(text) + more) for more in (1, 3, 9) if text.isdigit())
    elif vocabulary and text in vocabulary.scale.words:
        yield from vocabulary.scale.words[vocabulary.scale.rank(text) + 1 :]


def _vocabulary(path: Path, key: str) -> Vocabulary | None:
    if path[0] not in ("stages", "decisions"):
        return BETTER_WORDS.get(key)
    its_say = len(path) == 2 or path[-1] == "is" or path[-2] == "who"
    return (words.PART if path[0] == "stages" else words.SAY) if its_say else None
