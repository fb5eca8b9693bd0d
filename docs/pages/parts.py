"""Pieces of Markdown: texts made harmless, tables, lists, wrapped paragraphs, and YAML written out."""
# ruff: noqa: INP001 - a folder of pages, not a package

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from fractions import Fraction
from textwrap import fill
from typing import Any

from coaudit.safe import visible

WIDTH = 110
_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
_PLAIN = re.compile(r"[\w][\w ./'()-]*")


def words(text: str) -> str:
    """A text in which no character is read as Markdown, on one line."""
    return re.sub(r"([\\`*_\[\]<|])", r"\\\1", visible(" ".join(text.split())))


def anchor(title: str) -> str:
    """The anchor that a heading gets: small letters, hyphens for blanks, and nothing else."""
    return re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def figure(number: Fraction | float) -> str:
    """An exact number as digits where they end, else as a fraction."""
    fraction = Fraction(number)
    for places in range(5):
        if (fraction * 10**places).denominator == 1:
            return f"{float(fraction):.{places if places != 1 else 2}f}" if places else str(fraction.numerator)
    return str(fraction)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def yaml(value: Any, indent: int = 0) -> str:
    """A piece of a description, written out; every scalar is text, and is quoted where it would not read as itself."""
    lead = " " * indent
    if isinstance(value, dict):
        return "\n".join(f"{lead}{key}:{_under(each, indent)}" for key, each in value.items())
    return "\n".join(f"{lead}- {_entry(each, indent)}" for each in value)


def _under(value: Any, indent: int) -> str:
    if isinstance(value, (dict, list)) and value:
        return flow if len(flow := f" {_flow(value)}") + indent < 60 else "\n" + yaml(value, indent + 2)
    return f" {_flow(value)}"


def _entry(value: Any, indent: int) -> str:
    flow = _flow(value)
    return flow if len(flow) < 90 else yaml(value, indent + 2).lstrip()


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def bullets(items: Iterable[str]) -> str:
    return "\n".join(fill(f"- {item}", WIDTH, subsequent_indent="  ", **_WHOLE) for item in items)


def wrap(*parts: str) -> str:
    """Sentences as one wrapped paragraph."""
    return fill(" ".join(" ".join(parts).split()), WIDTH, **_WHOLE)


def join(*parts: str) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"
