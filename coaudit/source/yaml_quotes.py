"""How to put a text of a line in quotes, or to take away the sign that it begins with: the words to write."""

from __future__ import annotations

import re

from coaudit import safe
from coaudit.source import yaml_words

KEY = re.compile(r"\s*(?:- +)*([^\s\"'{\[#&*!|>%@`][^:#]*|\"[^\"]*\"|'[^']*'):\s+(?=\S)")
"""How a line with a key and something behind it begins."""

_MARKS = (">", "|")
"""Signs that people put before one of several things, as a pointer or a line between them."""


def quote_hint(text: str, begin: int | None = None) -> str:
    """Return how to put the text of a line in quotes, from index *begin* or else from behind its key."""
    found = KEY.match(text)
    dash = re.match(r"\s*- +", text)
    if begin is None:
        begin = found.end() if found else dash.end() if dash else 0
    key = ""
    if found and found.end() <= begin:
        key = safe.cut(found[1]) + ": "
    elif dash and dash.end() <= begin:
        key = "- "
    return _in_quotes(key, re.sub(r"\s+#.*", "", text[begin:]))


def sign_hint(text: str, begin: int, *, in_brackets: bool) -> str:
    """Return what to do with a text that begins with a sign of YAML's own at index *begin* of its line."""
    item = re.match(r"\s*(?:- +)+$", text[:begin])
    if in_brackets:
        key = re.search(r"([\w-]+: +)?$", text[:begin])
        found, rest = key[0] if key else "", re.split(r"[,\]}]|\s#", text[begin:])[0].strip()
        quotes = _in_quotes(found, rest)
    else:
        found, rest = "- " if item else "", re.split(r"\s#", text[begin:])[0].strip()
        quotes = quote_hint(text, begin)
    alone = rest[1:].strip()
    if rest[:1] in _MARKS and re.match(r"\w", alone) and (in_brackets or item):
        without = f"Leave the sign away: `{found}{safe.cut(alone)}`."
        return f"{without} If it belongs to the text: {quotes[:1].lower()}{quotes[1:]}"
    return quotes


def _in_quotes(key: str, text: str) -> str:
    whole = yaml_words.quoted(text)
    curly = (
        " Use straight quotes, not curly ones." if any(mark in text and mark not in whole for mark in "“”„‟") else ""
    )
    return f"Put the whole text in quotes: `{key}{whole}`.{curly}"


def as_text(text: str) -> str:
    """A text as it can be pasted: on one line, not too long, and in quotes where it would be read as something else."""
    text = safe.cut(" ".join(text.split()), 40)
    odd = re.search(r": |:$| #|^[^\w£€$<(]|[{}\[\],]", text)
    return yaml_words.quoted(text) if odd else text
