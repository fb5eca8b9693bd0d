"""What fuzzing may never find again: each file of the corpus, and a few hundred changed ones, the same in each run.

`make fuzz` does the same for hours, and lets what it reaches guide it; docs/reliability.md has its figures.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.breaking import mutated
from tests.fuzz.run import LONGEST
from tests.fuzz.targets import CORPUS, TARGETS

TRIES = {"reader": 3000, "structured": 60, "description": 50, "rubric": 400, "policy": 600}
"""About a second each."""
FILES = {name: sorted((CORPUS / name).glob("*")) for name in TARGETS}
CASES = [pytest.param(name, file, id=f"{name}-{file.name}") for name, files in FILES.items() for file in files]


@pytest.mark.parametrize(("name", "file"), CASES)
def test_a_file_of_the_corpus_does_no_harm(name: str, file: Path) -> None:
    TARGETS[name](file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_no_change_to_a_file_does_harm(name: str) -> None:
    draw = Random(20261123)  # noqa: S311 (the same in each run is the point)
    seeds = [file.read_bytes() for file in FILES[name]]
    for _ in range(TRIES[name]):
        raw = mutated(draw.choice(seeds), seeds, draw) if seeds else draw.randbytes(64)
        try:
            TARGETS[name](raw)
        except Exception as error:
            error.add_note(f"A file for tests/fuzz/corpus/{name}/: {raw!r}")
            raise


def test_every_target_is_fuzzed_for_long_too() -> None:
    assert list(LONGEST) == list(TARGETS) == list(TRIES)
