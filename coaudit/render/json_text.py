"""Data as JSON, in which nothing acts on a terminal or on the log of a build: for every format in JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from coaudit import safe
from coaudit.records import as_data

# JSON lets all of these stand as they are; a terminal, and the machine that reads a build's log, do not.
_ACTS = re.compile(f"[{safe.CONTROL}{safe.BIDI}{safe.SEPARATORS}{safe.BOM}{safe.NONCHARACTERS}]|#(?=#|[^\x00-\x7f])")
_LONE_SURROGATE = re.compile(f"[{safe.SURROGATES}]")
_ASCII = bytes(range(0x7F))
_COMMAND = re.compile(rb"#[#\x7f-\xff]")


def as_text(data: Any, *, indented: bool = True) -> str:
    """Data, with the records in it as their fields, as JSON that ends with a line feed.

    Half a pair of surrogates, which only the name of a file can bring, is no character and has no UTF-8: it becomes the
    mark for what could not be read.
    """
    try:
        raw = msgspec.json.encode(data)
    except UnicodeEncodeError:
        whole = json.dumps(data, ensure_ascii=False, allow_nan=False, default=as_data)
        raw = _LONE_SURROGATE.sub("\ufffd", whole).encode()
    return _harmless(msgspec.json.format(raw, indent=2) if indented else raw) + "\n"


def _harmless(raw: bytes) -> str:
    """JSON of the same meaning, in which whatever acts is written as an escape.

    Most of it is ASCII, which JSON has made safe but for one character and for a pair of signs. So what else there is
    is looked at alone first.
    """
    text = raw.decode()
    beyond = raw.translate(None, _ASCII).decode()
    if _ACTS.search(beyond) is None and _COMMAND.search(raw) is None:
        return text
    return _ACTS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
