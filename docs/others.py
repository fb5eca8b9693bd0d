"""The pages of the other bundled rubrics: all of one that stands alone, else what it changes in the one it extends."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import re

from coaudit import bundled
from coaudit.audit import load
from coaudit.rubric import Rubric
from docs.pages import criteria as pages_of
from docs.pages.criteria import Facts

_LINK = re.compile(r"\]\((?P<up>(?:criteria/)?)(?P<name>[\w-]+)\.md")


def pages(default: Rubric, facts: Facts) -> dict[str, str]:
    """Every page of every other rubric, by its path in docs/."""
    found: dict[str, str] = {}
    for name in bundled.names():
        if name != default.rubric:
            rubric = load(*bundled.base(name), bundled.base)
            found |= {f"rubrics/{name}/{path}": text for path, text in _of(rubric, default, facts).items()}
    return found


def _of(rubric: Rubric, default: Rubric, facts: Facts) -> dict[str, str]:
    """The pages of one rubric. What is as in the default rubric has its page there, and is linked to."""
    made = pages_of.pages(rubric, facts)
    same: set[str] = set()
    if rubric.lineage.extends:
        there = {item.id: item for item in (*default.criteria, *default.risks)}
        same = {item.id for item in (*rubric.criteria, *rubric.risks) if item == there.get(item.id)}
    return {path: _linked(path, text, same) for path, text in made.items() if _id(path) not in same}


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _linked(path: str, text: str, same: set[str]) -> str:
    up = "../../../" if path.startswith("criteria/") else "../../"

    def there(link: re.Match[str]) -> str:
        return f"]({up}criteria/{link['name']}.md" if link["name"] in same else link[0]

    return _LINK.sub(there, text).replace("](../method.md)", "](../../../method.md)")
