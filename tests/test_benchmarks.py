"""What is measured with is what was promised: valid descriptions of 5 to 6 KB, each another, with much to find."""

from __future__ import annotations

import pytest

from benchmarks.corpus import description
from coaudit import audit as core
from coaudit import bundled
from coaudit.report import Audit

RUBRIC = core.load(bundled.read("coproduction"), "coproduction.yaml")
TEXTS = [description(number) for number in range(12)]
KINDS = {"holds-down", "conflict", "risk", "note", "wording"}


@pytest.fixture(scope="module")
def audits() -> list[Audit]:
    return [core.audit(text.encode(), f"{number}.yaml", RUBRIC) for number, text in enumerate(TEXTS)]


def test_a_description_to_measure_with_is_the_same_each_time_and_like_no_other() -> None:
    assert [description(number) for number in range(12)] == TEXTS
    assert len(set(TEXTS)) == len(TEXTS)


def test_descriptions_to_measure_with_are_as_long_as_real_ones() -> None:
    assert 5_000 <= sum(map(len, TEXTS)) / len(TEXTS) <= 6_000


def test_there_is_something_of_every_kind_to_find(audits: list[Audit]) -> None:
    assert {finding.kind for audit in audits for finding in audit.findings} == KINDS
    assert len({(audit.rung.low, audit.claim.verdict) for audit in audits}) > 3
