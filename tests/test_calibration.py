"""The calibration cases: each gets the verdict it must get, and silence about any one line only widens it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from coaudit.audit import audit
from tests.judged import RUBRIC, dumped, judged, outside, read_plainly

OURS = Path(__file__).parent / "calibration"
THEIRS = Path(__file__).parent.parent.parent / "shared" / "calibration"
"""Cases of the same kind that may lie beside the repository."""


def expectations(folder: Path) -> dict[str, dict[str, Any]]:
    """What each case of a folder must get, by its name; nothing where there is no such folder."""
    file = folder / "expected.yaml"
    found: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def parts(verdict: str, by: int = 0) -> tuple[str, int]:
    """A verdict and its rungs, from `over` and 2, or from `over 2` in one."""
    words = verdict.replace(" ", "-").rsplit("-", 1)
    return (words[0], int(words[1])) if words[-1].isdigit() else (verdict.replace(" ", "-"), by)


def assert_as_expected(file: Path, expected: dict[str, Any]) -> None:
    told = audit(file.read_bytes(), file.name, RUBRIC)
    rung = expected["rung"]
    assert [told.rung.low, told.rung.high] == (rung if isinstance(rung, list) else [rung, rung])
    assert (told.claim.verdict, told.claim.by) == parts(expected["verdict"], expected.get("by", 0))
    if "band" in expected:
        assert [told.tokenism.band_low, told.tokenism.band_high] == [expected["band"]] * 2


@pytest.mark.parametrize(("name", "expected"), expectations(OURS).items())
def test_a_case_gets_the_verdict_it_must_get(name: str, expected: dict[str, Any]) -> None:
    assert_as_expected(OURS / f"{name}.yaml", expected)


def test_every_case_has_an_expectation() -> None:
    cases = {file.stem for file in OURS.glob("*.yaml")} - {"expected"}
    assert cases == set(expectations(OURS))
    assert len(cases) == 15


def test_the_cases_that_lie_beside_the_repository_come_out_the_same() -> None:
    others = expectations(THEIRS)
    if not others:
        pytest.skip("there are no calibration cases beside the repository")
    for name, expected in others.items():
        assert_as_expected(THEIRS / f"{name}.yaml", expected)


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each single value of a description stands; not the title, an account, or who an entry is about."""
    if isinstance(data, dict):
        for key, value in data.items():
            if (*path, key) not in {("title",), ("accounts",)} and (path[:1], key) != (("affected",), "who"):
                yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from leaves(value, (*path, place))
    else:
        yield path


def without(data: Any, path: tuple[str | int, ...]) -> Any:
    """The same description with one value unknown."""
    silent = deepcopy(data)
    holder = silent
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = "unknown"
    return silent


CASES = {file.stem: read_plainly(file.read_text(encoding="utf-8")) for file in OURS.glob("*.yaml")}
LEAVES = [(name, path) for name in expectations(OURS) for path in leaves(CASES[name])]


@pytest.mark.parametrize(("name", "path"), LEAVES, ids=[f"{name}-{'.'.join(map(str, path))}" for name, path in LEAVES])
def test_silence_about_one_value_only_widens_the_result(name: str, path: tuple[str | int, ...]) -> None:
    full, silent = judged(dumped(CASES[name])), judged(dumped(without(CASES[name], path)))
    assert outside(full.verdict, silent.verdict) == []
