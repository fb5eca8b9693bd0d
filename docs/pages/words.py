"""The page of words: every term, and every word of the closed lists, in plain words."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

from coaudit.glossary import TERMS, WORDS
from coaudit.rubric import Rubric
from docs.pages.parts import bullets, join, table

MADE = "<!-- Made by docs/build.py from coaudit/glossary.py and the rubric. Change those, not this page. -->"


def page(rubric: Rubric) -> str:
    """The glossary as Markdown: terms by the alphabet, the rungs and dimensions as the rubric words them, the lists."""
    lists = [
        join(f"### {name.capitalize()}", table(("word", "what it says"), [(f"`{w}`", m) for w, m in words.items()]))
        for name, words in WORDS.items()
    ]
    return join(
        "# Words",
        MADE,
        "What the words of a report mean. `coaudit explain WORD` says the same, and more.",
        "## Terms",
        bullets(f"**{term}**: {means}" for term, means in TERMS.items()),
        "## The rungs",
        bullets(f"**{rung.title}**: {rung.means}." for rung in rubric.rungs),
        "## The dimensions",
        bullets(f"**{dimension.title}**: {dimension.asks}" for dimension in rubric.dimensions),
        "## Words to describe a project with",
        "These are the words of the closed lists that need one. *They* are the people whom the project is about.",
        *lists,
    )
