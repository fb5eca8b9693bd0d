"""A page, read as strictly as the standard allows: its elements, its text, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"


def read(page: str) -> Element:
    """The page as a tree. Fails at the first thing that is not as HTML's standard says."""
    found: Element = html5lib.HTMLParser(strict=True).parse(page)
    return found


def skeleton(page: str) -> list[str]:
    """Every element with the names of its attributes, in order: all that is markup, and none of the text."""
    return [" ".join([str(each.tag), *sorted(map(str, each.attrib))]) for each in read(page).iter()]


def text(page: str) -> str:
    """What is read with styles off: the text of the body without its script, blanks folded."""
    body = read(page).find(f"{HTML}body")
    assert body is not None
    return " ".join("".join(_texts(body)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in (f"{HTML}script", f"{HTML}style"):
        return
    yield element.text or ""
    for each in element:
        yield from _texts(each)
        yield each.tail or ""
    if re.search(r"\}(p|li|h\d|d[td]|t[dh]|summary|div|title|desc|text|option|figcaption)$", str(element.tag)):
        yield "\n"
