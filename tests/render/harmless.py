"""What strangers write to do harm, and what no text of ours may do. It needs no library."""

from __future__ import annotations

import re

PIECES = (
    # terminals
    *(
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
        "\x9b2J",
        "\x00",
        "\x07",
        "\x08",
        "\x7f",
    ),
    # what turns, breaks or hides text, and half a character
    *("\u202egnol", "\u2066x\u2069", "\u200f", "\u061c", "\u2028", "\u2029", "\u0085", "\ufeff", "\u200b", "\ud800"),
    # the markup of a library for terminals
    *("[/x]", "[bold]", "[link=x]y[/link]", ":warning:"),
    # commands to build services, also in letters that look alike or hide a mark
    *("::error::x", "::stop-commands::x", " ::add-mask::x", "##[error]x", "##vso[task.setvariable]x", "#\u00ad#[x]"),
    *(":\u00ad:error::", "\uff1a\uff1aerror::", "\uff03\uff03[error]", "## x", "#", ":", "\n\n::error::"),
    # ordinary writing that is hard to lay out
    *("\n", "\r\n", "\t", "a " * 30, "x" * 120, "日本語" * 20, "e\u0301", "é", "£5", "👩\u200d👩\u200d👧", "", " "),
)

ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
COMMAND = re.compile(r"##(?:vso)?\[", re.IGNORECASE)
SKIPPED = re.compile("[\u00ad\u034f\u200b-\u200f\ufe00-\ufe0f]")


def harmless(text: str) -> None:
    """Fail where a text acts on a terminal, or where a line of it is a command to a build service."""
    assert not ACTS.search(text)
    assert text.endswith("\n")
    for line in SKIPPED.sub("", text).split("\n"):
        assert not line.strip().startswith(("::", "##"))
        assert not COMMAND.search(line)
