"""The questions for one side as a page to print: large letters, boxes to tick, each dimension on a page of its own.

Nothing in it runs and nothing is fetched. Every text in it may have been written by a stranger: the template escapes by
itself whatever is put into it.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from coaudit.phrases import language, say
from coaudit.safe import visible
from coaudit.sides import wording
from coaudit.sides.asking import Sheet


def paper(sheet: Sheet) -> str:
    """The page, whole."""
    return _page().render(sheet=sheet, language=language, say=say, wording=wording)


@cache
def _page() -> Template:
    pages = Environment(
        loader=PackageLoader("coaudit.sides"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
        auto_reload=False,
    )
    return pages.get_template("paper.html")


def _shown(value: object) -> str:
    """What is put into the page: on one line, with every character that acts instead of showing made visible."""
    return visible(" ".join(str(value).split()))
