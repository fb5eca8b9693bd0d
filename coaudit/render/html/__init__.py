"""The report as one page for a browser: pictures, links to every quoted line, nothing fetched, no script needed.

The templates beside this file hold the page; `drawing` holds the sums behind its pictures. What a stranger wrote is
made visible and escaped where it is put into the page, wherever that is.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coaudit.phrases import count, language, say
from coaudit.records import Record
from coaudit.render import portfolio, revisions, words
from coaudit.render.html import drawing, reading
from coaudit.render.look import USUAL, Look
from coaudit.report import Audit, Report
from coaudit.safe import line_start, visible


class Part(Record):
    """One project's place in the page."""

    audit: Audit
    mark: str
    """Begins every id of this project, so that none is there twice."""
    base: int
    """The level of its heading."""
    full: bool
    """Whether all is said, or what matters most."""


def render(report: Report, _: Look = USUAL) -> str:
    """The report as HTML."""
    pages = _environment()
    several = len(report.audits) > 1
    full = len(report.audits) <= reading.FULL_UP_TO
    in_order = portfolio.in_order(report) if several else report.audits
    parts = tuple(Part(audit, f"p{number}", 1 + several, full) for number, audit in enumerate(in_order, 1))
    style, script = _whole(pages, "report.css"), _whole(pages, "portfolio.js") if several else ""
    asked = tuple((number, each) for number, each in enumerate(report.rubric.asked, 1) if each.why)
    page = pages.get_template("page.html").render(
        report=report,
        parts=parts,
        several=several,
        full=full,
        language=language(),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        asked=asked,
        explained={(each.kind, each.about): number for number, each in reversed(asked)},
    )
    return line_start(page, xml=True)


def _policy(style: str, script: str) -> str:
    """What the browser may do with this page: show it, by this style, with this script, and nothing else."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return f"default-src 'none'; {scripts}style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _whole(pages: Environment, name: str) -> str:
    assert pages.loader is not None
    return pages.loader.get_source(pages, name)[0].replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    pages = Environment(
        loader=PackageLoader("coaudit.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    pages.globals.update(_GLOBALS)
    return pages


def _shown(value: object) -> object:
    """What is put into the page: a text of anybody's with every character that acts instead of showing made visible."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


_GLOBALS: Mapping[str, object] = MappingProxyType(
    {
        "say": say,
        "count": count,
        "words": words,
        "portfolio": portfolio,
        "drawing": drawing,
        "reading": reading,
        "revisions": revisions,
    }
)
