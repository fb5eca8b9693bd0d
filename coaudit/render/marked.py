"""What strangers wrote, for Markdown: as text, as code and as HTML, in which nothing is more than it shows."""

from __future__ import annotations

import re
from html import escape

from coaudit.safe import line_start, visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$<>&@#!^=]|:(?=\w)|^[-+:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d{3})[.)]")
"""What Markdown or a forge would read as more than text; some of it only where a line begins."""
_LINKED = re.compile(r"(?i)\\?[@#!~$%](?=\w)|\b(?:https?|ftp|www|mailto|gh|jira)(?=\\?[.:-])")


def text(value: str) -> str:
    """A text in which nothing is read as Markdown or HTML, on one line."""
    flat = _flat(value)
    escaped = _SPECIAL.sub(r"\\\g<0>", flat).replace("\\<", "&lt;").replace("\\&", "&amp;")
    # Forges make links of names, numbers and addresses even where Markdown does not: a mark without width stops them.
    return _LINKED.sub("\\g<0>\u200b", escaped)


def html(value: str) -> str:
    """A text as HTML, on one line: within a block of HTML, Markdown's escapes would be shown as they are."""
    return line_start(escape(_LINKED.sub("\\g<0>\u200b", _flat(value)), quote=False), xml=True)


def code(value: str) -> str:
    """A text as code: in more backticks than it holds itself."""
    flat = line_start(_flat(value))
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if flat.startswith("`") or flat.endswith("`") or not flat else ""
    return f"{fence}{blank}{flat}{blank}{fence}"


def _flat(value: str) -> str:
    return " ".join(visible(value.replace("\n", " ").replace("\t", " ")).split())
