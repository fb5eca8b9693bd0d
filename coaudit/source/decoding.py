"""From bytes to text: which files can be read as text at all, and which characters no file may hold."""

from __future__ import annotations

import re
from typing import NamedTuple

from coaudit import safe
from coaudit.errors import Problem, SourceError

MAX_BYTES = 1024 * 1024
"""The largest file that is read. A long description is about 20 KB."""
TOO_LARGE = "This file is larger than 1 MiB (1,048,576 bytes).", "Describe one project in one file."

REFUSED = f"[{safe.CONTROL}{safe.BIDI}{safe.SEPARATORS}{safe.SURROGATES}{safe.BOM}{safe.NONCHARACTERS}]"
"""One character that no text of a file may hold, written as it is or by an escape."""

_ORDINARY = bytes([9, 10, *range(32, 127)])
_SAVE = (
    "Save the file again as UTF-8. In Notepad: File, Save as, and choose UTF-8 under Encoding. "
    "In Word: Save as, Plain text, and then Other encoding, Unicode (UTF-8)."
)
_PLAIN = (
    "Copy its words into a plain text file (Notepad makes one), and save that as UTF-8 under a name that ends in .yaml."
)
_FORMATS = (
    (b"PK\x03\x04", "a Word, Excel or LibreOffice file (or another packed file)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


class Place(NamedTuple):
    """A line and a column, 1-based; columns are counted in code points."""

    line: int
    column: int


_START = Place(1, 1)


def place_of(text: str, index: int) -> Place:
    """Return where in *text*, whose lines end with a line feed, the character at *index* stands."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def decode(raw: bytes, name: str, most: int = MAX_BYTES) -> str:
    """Return the text of a file, without byte order mark, each line ended by a line feed.

    Raises SourceError where the file is empty, too large, not text, or in another encoding than UTF-8 or
    UTF-16 with a byte order mark.
    """
    if len(raw) > most:
        raise _refusal(name, *TOO_LARGE)
    for start, kind in _FORMATS:
        if raw.startswith(start):
            raise _refusal(name, f"This is {kind}, not plain text.", _PLAIN)
    if raw.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise _refusal(name, "This file is saved as UTF-32.", _SAVE)
    encoding = "utf-8"
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if raw[0] == 0xFF else "utf-16-be"
        raw = raw[2:]
    elif b"\0" in raw:
        _refuse_wide(raw, name)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(raw, name, error) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def foreign(text: str) -> list[tuple[int, str]]:
    """Return the index of each refused character of *text*, with the character: one for each run of them."""
    if text.isascii() and not text.encode("ascii").translate(None, _ORDINARY):
        return []
    found: list[tuple[int, str]] = []
    end = -1
    for match in re.finditer(REFUSED, text):
        if match.start() != end:
            found.append((match.start(), match[0]))
        end = match.end()
    return found


def explain(character: str) -> tuple[str, str]:
    """Return what is wrong with a refused *character*, and what to do about it."""
    mark = f"U+{ord(character):04X}"
    if character == "\0":
        return (
            f"Here stands a character that no text holds ({mark}).",
            "The file may be damaged, or saved in another encoding. " + _SAVE,
        )
    if character in "\x0b\x0c\x85\u2028\u2029":
        return (
            f"Here stands a hidden line break ({mark}) that most editors do not count as one.",
            "Delete it (it may look like a blank or like nothing), then press Enter or the space bar.",
        )
    if re.match(f"[{safe.BIDI}]", character):
        return (
            f"Here stands a hidden mark ({mark}) that can turn the order in which letters are shown.",
            "Delete it; it may look like nothing. Typing the word again is the surest way.",
        )
    if character == safe.BOM:
        return (
            f"Here stands a hidden mark ({mark}) that belongs only at the very start of a file.",
            "Delete it; it looks like nothing and often comes from joining two files.",
        )
    return (
        f"Here stands a character that cannot be printed ({mark}).",
        "Delete it; it may look like a box or like nothing. Typing the word again is the surest way.",
    )


def _refusal(name: str, message: str, hint: str, place: Place = _START, quoted: str = "") -> SourceError:
    return SourceError((Problem(name, place.line, place.column, message, hint, quoted),))


def _refuse_wide(raw: bytes, name: str) -> None:
    """Raise SourceError where *raw*, which has no byte order mark, looks like UTF-16 or UTF-32."""
    start = raw[:400]
    zeros = start.count(0) / len(start)
    if zeros > 0.6:
        raise _refusal(name, "This file is saved as UTF-32.", _SAVE)
    if zeros > 0.3 and 0 in (start[0::2].count(0), start[1::2].count(0)):
        raise _refusal(name, "This file is saved as UTF-16, without the mark at its start that says so.", _SAVE)


def _undecodable(raw: bytes, name: str, error: UnicodeDecodeError) -> SourceError:
    """Return the error for a file of which not all bytes are text, pointing to the first that is not."""
    before = raw[: error.start].decode(error.encoding).replace("\r\n", "\n").replace("\r", "\n")
    place = place_of(before, len(before))
    head = before[before.rfind("\n") + 1 :]
    if error.encoding != "utf-8":
        return _refusal(name, "Here stands half a character: the file is damaged.", _SAVE, place, head)
    rest = raw[error.start :].partition(b"\n")[0].partition(b"\r")[0].decode("cp1252", "replace")
    byte = raw[error.start]
    likely = bytes([byte]).decode("cp1252", "replace")
    meant = f" (perhaps meant as {likely})" if likely.isprintable() and likely != "\ufffd" else ""
    return _refusal(
        name,
        f"The byte {byte:02X}{meant} is not UTF-8: the file is saved in an older encoding.",
        _SAVE,
        place,
        head + rest,
    )
