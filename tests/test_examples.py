"""The examples: each gets the verdict that its expected file states, and together they show the whole format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from coaudit import bundled
from coaudit.audit import audit, load
from coaudit.project import Beside, Decision, Project, Stage, Stated
from coaudit.report import Audit
from coaudit.source import parse

EXAMPLES = Path(__file__).parent.parent / "examples"
ENDING = ".coaudit.yaml"
FILES = sorted(EXAMPLES.glob(f"*{ENDING}"))
RUBRIC = load(bundled.read("coproduction"), "coproduction.yaml")

# What is said about a text or a contradiction is said only where an example is there to show it.
SHOWN_ON_PURPOSE = {
    ("minimal", "reasons-only"),
    ("minimal", "review-differs"),
    ("silent-proposal", "where-possible"),
    ("silent-proposal", "throughout"),
    ("national-strategy", "unasked"),
    ("real-citizens-assembly", "currency"),
}
NEVER_WRONG = {"left", "reserved", "missing"}
"""Notes that only repeat what is stated; they warn of nothing."""


def name_of(file: Path) -> str:
    return file.name.removesuffix(ENDING)


def audited(file: Path) -> Audit:
    return audit(file.read_bytes(), file.name, RUBRIC)


def expected_of(file: Path) -> dict[str, Any]:
    text = (EXAMPLES / f"{name_of(file)}.expected.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def verdict_of(told: Audit) -> dict[str, Any]:
    """What an expected file states, read from an audit."""
    letters = {"low": told.grade.low, "high": told.grade.high} if told.grade.low else None
    return {
        "rung": {"low": told.rung.low, "high": told.rung.high},
        "claim": {"verdict": told.claim.verdict, "by": told.claim.by},
        "grade": letters,
        "band": {"low": told.tokenism.band_low, "high": told.tokenism.band_high},
    }


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_an_example_gets_the_verdict_that_its_expected_file_states(file: Path) -> None:
    expected = expected_of(file)
    assert expected.pop("about").strip().endswith(".")
    assert verdict_of(audited(file)) == expected


def test_there_are_enough_examples_and_each_has_an_expected_file() -> None:
    assert len(FILES) >= 15
    assert sum(name_of(file).startswith("real-") for file in FILES) >= 4
    expected = {file.name.removesuffix(".expected.yaml") for file in EXAMPLES.glob("*.expected.yaml")}
    assert expected == {name_of(file) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_an_example_has_no_warning_that_it_should_not_have(file: Path) -> None:
    warned = {found.about for found in audited(file).findings if found.kind in {"conflict", "note", "wording"}}
    allowed = {about for name, about in SHOWN_ON_PURPOSE if name == name_of(file)}
    assert warned - NEVER_WRONG == allowed


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_an_example_teaches_by_comments(file: Path) -> None:
    if name_of(file) == "minimal":
        pytest.skip("it is shown as it stands in the introduction")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert all(len(line) <= 110 or "https://" in line for line in lines)


@pytest.mark.parametrize("file", [file for file in FILES if name_of(file).startswith("real-")], ids=name_of)
def test_a_real_case_names_its_source_and_says_what_is_left_out(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "Source:" in text
    assert "https://" in text
    assert "not stated in the source" in " ".join(text.replace("#", "").split())


def shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The groups of keys that a type names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from shapes_in(part)


def keys_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The keys of a group, as they are written, and their types."""
    return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}


def owner(shape: type[BaseModel], key: str) -> type[BaseModel]:
    """The group that a key belongs to: what may stand beside any value is one group, whatever it stands beside."""
    anywhere = {"evidence", "note"}
    if issubclass(shape, Beside):
        anywhere |= {*keys_of(Beside), *(("who",) if shape not in {Decision, Stage} else ())}
    return Stated if key in anywhere else shape


def all_keys(shape: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, str]]:
    if shape in seen:
        return
    seen.add(shape)
    for key, annotation in keys_of(shape).items():
        yield owner(shape, key).__name__, key
        for inner in shapes_in(annotation):
            yield from all_keys(inner, seen)


def shown_keys(shape: type[BaseModel], data: Any) -> Iterator[tuple[str, str]]:
    """The keys that some data shows. Data in its short form shows none, a list or a map shows those inside it."""
    if isinstance(data, list):
        for item in data:
            yield from shown_keys(shape, item)
    elif isinstance(data, dict):
        known = keys_of(shape)
        if not set(data) <= set(known):
            for item in data.values():
                yield from shown_keys(shape, item)
            return
        for key, value in data.items():
            yield owner(shape, key).__name__, key
            for inner in shapes_in(known[key]):
                yield from shown_keys(inner, value)


def test_every_key_of_the_format_is_shown_by_some_example() -> None:
    shown = {pair for file in FILES for pair in shown_keys(Project, parse(file.read_bytes(), file.name).data)}
    assert set(all_keys(Project, set())) - shown == set()


def test_the_examples_show_short_and_long_forms_and_every_way_to_be_unsure() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in FILES)
    for way in (": about ", ": at least ", ": at most ", ": unknown", ", unknown]", "timetable: people-set", "is: "):
        assert way in text
