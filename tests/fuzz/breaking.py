"""Good files, broken in ways that a person, an editor or an attacker might: bytes choose how."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from coaudit import vocabulary
from coaudit.vocabulary import Vocabulary
from tests.generated import description as generated
from tests.render.harmless import PIECES

ROOT = Path(__file__).resolve().parent.parent.parent
Item = TypeVar("Item")

NUMBERS = ("0", "-1", "1", "4", "5", "12", "999999999999", "1e9", "0.5", "27.50", "٣", "1_000", "0x10", "nan", ".inf")
FORMS = ("{}", "about {}", "at least {}", "at most {}", "0 to {}", "{} to 3", "unknown", '"{}"', "[{}]", "{{is: {}}}")
TIMES = ("2026", "2026-09", "2026-02-30", "2025-12-31", "0001-01", "9999-12-31", "2027-01 to 2026-01", "3 weeks")
SIGNS = ("&a ", "*a", "!!python/name:os.system ", "<<: ", "- ", "? ", *"|>#'\"{}[]\t%")


class Choices:
    """Choices that bytes make. Where they run out, it is always the first."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._next = 0

    def below(self, most: int) -> int:
        """A number from 0 on."""
        width = 1 if most <= 256 else 2
        some = self._raw[self._next : self._next + width]
        self._next += width
        return int.from_bytes(some) % most

    def one_of(self, some: Sequence[Item]) -> Item:
        """One of some things."""
        return some[self.below(len(some))]


@cache
def examples() -> tuple[str, ...]:
    """Descriptions that can be audited: those that users see, and the cases that judging is held to."""
    files = [*ROOT.glob("examples/*.coaudit.yaml"), *ROOT.glob("tests/calibration/*.yaml")]
    return tuple(file.read_text(encoding="utf-8") for file in sorted(files) if file.stem != "expected")


@cache
def said() -> tuple[str, ...]:
    """Every line of every example, in one order."""
    return tuple(sorted({line for text in examples() for line in text.splitlines() if line.strip()}))


@cache
def words() -> tuple[str, ...]:
    """Every word of the format."""
    lists = [each for each in vars(vocabulary).values() if isinstance(each, Vocabulary)]
    return tuple(sorted({word for each in lists for word in each.scale.words}))


def broken(choices: Choices) -> bytes:
    """A description that was good, and then met some accidents."""
    if choices.below(2):
        lines = generated(choices.below(65536)).splitlines()
    else:
        lines = choices.one_of(examples()).splitlines()
    for _ in range(choices.below(6)):
        _accident(lines, choices)
    return "\n".join([*lines, ""]).encode("utf-8", "surrogatepass")


def _accident(lines: list[str], choices: Choices) -> None:
    place = choices.below(max(len(lines), 1))
    line = lines[place] if lines else ""
    key, colon, _ = line.partition(":")
    kind = choices.below(12)
    if kind == 0:
        del lines[place : place + 1 + choices.below(3)]
    elif kind == 1:
        lines.insert(place, line)
    elif kind == 2:
        other = choices.below(max(len(lines), 1))
        if lines:
            lines[place], lines[other] = lines[other], line
    elif kind == 3:
        lines.insert(place, choices.one_of(said()))
    elif kind == 4:
        lines.insert(place, choices.one_of(said()).strip())
    else:
        some = {
            5: lambda: f"{key}{colon} {choices.one_of(words())}",
            6: lambda: f"{key}{colon} {choices.one_of(FORMS).format(choices.one_of(NUMBERS))}",
            7: lambda: f"{key}{colon} {choices.one_of(FORMS).format(choices.one_of(words()))}",
            8: lambda: f"{key}{colon} {choices.one_of(FORMS).format(choices.one_of(TIMES))}",
            9: lambda: _inside(line, choices, choices.one_of(PIECES)),
            10: lambda: _inside(line, choices, choices.one_of(SIGNS)),
            11: lambda: f"{' ' * choices.below(8)}{line.strip()}",
        }
        lines[place : place + 1] = [some[kind]()]


def _inside(line: str, choices: Choices, piece: str) -> str:
    at = choices.below(len(line) + 1)
    return line[:at] + piece + line[at:]


def mutated(raw: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """A file with a few changes of its bytes, and sometimes a piece of another file in it."""
    found = bytearray(raw)
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(found))
        to = min(len(found), at + draw.choice((1, 1, 4, 16, 64)))
        kind = draw.randrange(6)
        if kind == 0:
            del found[at:to]
        elif kind == 1:
            found[at:to] = draw.randbytes(to - at)
        elif kind == 2:
            found[at:at] = found[at:to] * draw.choice((1, 2, 40))
        elif kind == 3:
            found[at:at] = draw.choice((*PIECES, *SIGNS, *NUMBERS)).encode("utf-8", "surrogatepass")
        elif kind == 4:
            other = draw.choice(others)
            start = draw.randint(0, len(other))
            found[at:at] = other[start : start + draw.choice((4, 40, 400))]
        else:
            found[at:to] = b" " * (to - at)
    return bytes(found)
