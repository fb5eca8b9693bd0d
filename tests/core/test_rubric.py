"""Rubrics that cannot be used: each fault at its place. The rubric is small.yaml, with a piece of it changed."""

from __future__ import annotations

from typing import Any

import pytest

from coaudit import bundled
from coaudit.audit import load
from coaudit.errors import RubricError, SourceError
from coaudit.rubric import own_domain
from coaudit.values import Numbers, Scale, Words
from tests.core.reading import CASES, table

SMALL = (CASES / "rubric" / "small.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[dict[str, str]]:
    """What is wrong with a rubric, as the cases write it."""
    with pytest.raises(RubricError) as caught:
        load(text.encode(), "rubric.yaml")
    return [
        {"at": f"{problem.line}:{problem.column}", "message": problem.message, "hint": problem.hint}
        for problem in caught.value.problems
    ]


def test_nothing_is_wrong_with_the_small_rubric() -> None:
    rubric = load(SMALL.encode(), "small.yaml")
    assert rubric.ladder == Scale("rung", ("not-involved", "consult"))
    assert rubric.needed() == {"say"}
    assert rubric.reference.figures() == {"hourly": "20", "floor": "10"}
    assert len(rubric.sha256) == 64
    assert rubric.own_domains()["sites"] == Numbers()


@pytest.mark.parametrize("case", table("rubric/errors", "about"))
def test_a_wrong_rubric_is_refused(case: dict[str, Any]) -> None:
    assert SMALL.count(case["old"]) == 1
    assert problems(SMALL.replace(case["old"], case["new"])) == case["problems"]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("version: 1.0.0", "version: '1'", "5:10"),
        ("thresholds: sourced", "thresholds: guessed", "42:17"),
        ("sure: read", "sure: maybe", "71:46"),
        ("\n      - {means: People are asked, when: {voice: {at_least: asked}}}", "", "26:7"),
        ("weight: 2", "weight: unknown", "17:13"),
        ("reference: {hourly: 20,", "reference: {hourly: [20],", "8:21"),
    ],
)
def test_a_value_that_has_to_have_a_form_is_refused_where_it_stands(old: str, new: str, at: str) -> None:
    assert at in [problem["at"] for problem in problems(SMALL.replace(old, new))]


@pytest.mark.parametrize("text", ["rubric: small\nreference: none\n", "rubric: small\n"])
def test_a_rubric_with_next_to_nothing_in_it_lacks_the_rest(text: str) -> None:
    assert "'criteria' is missing" in [problem["message"] for problem in problems(text)]


def test_a_file_that_cannot_be_read_is_no_rubric() -> None:
    with pytest.raises(SourceError):
        load(b"- a list\n", "rubric.yaml")


def test_the_bundled_rubric_is_a_rubric() -> None:
    rubric = load(bundled.read("coproduction"), "coproduction.yaml")
    assert (len(rubric.criteria), len(rubric.risks), len(rubric.rungs)) == (25, 12, 7)


@pytest.mark.parametrize(
    ("kind", "domain"),
    [("number", Numbers()), (["none", "some"], Words(Scale("own", ("none", "some"))))],
)
def test_the_kinds_of_a_rubrics_own_facts(kind: object, domain: object) -> None:
    assert own_domain("own", kind) == domain
