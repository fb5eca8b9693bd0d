"""The real cases: all can be judged and name their source, and the page says what comes out of them."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coaudit.audit import audit
from validation import run

FILES = sorted(run.CASES.glob(f"*{run.ENDING}"))
GIVEN = run.labels()
RUBRIC = run.rubric()


@pytest.fixture(scope="module")
def found() -> list[run.Case]:
    return run.cases(RUBRIC, GIVEN)


def test_there_are_at_least_forty_cases_and_each_has_a_label() -> None:
    assert len(FILES) >= 40
    assert sorted(file.name for file in FILES) == sorted(f"{name.lower()}{run.ENDING}" for name in GIVEN.cases)


@pytest.mark.parametrize("file", FILES, ids=[file.name.removesuffix(run.ENDING) for file in FILES])
def test_a_case_is_judged_and_cites_its_source(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    audit(text.encode(), file.name, RUBRIC)
    comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    assert comment.startswith("# Source: ")
    assert "https://" in comment
    assert "Facts from " in text
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("file", FILES, ids=[file.name.removesuffix(run.ENDING) for file in FILES])
def test_a_case_without_the_line_on_who_decides_can_still_be_judged(file: Path) -> None:
    audit(run.silent(file.read_text(encoding="utf-8")).encode(), file.name, RUBRIC)


@pytest.mark.parametrize("label", GIVEN.cases.values(), ids=list(GIVEN.cases))
def test_a_label_says_who_gave_it_and_on_which_ladder(label: dict[str, Any]) -> None:
    assert label["level"] in GIVEN.rungs
    assert label["kind"] == ("crowd" if label["id"].startswith("PP-") else "literature")
    assert label["confidence"] in {"low", "medium", "high"}
    assert all(label[key] for key in ("ladder", "rung", "judged_by"))


def test_each_level_of_a_label_stands_for_rungs_that_follow_the_level_below() -> None:
    names = [rung.id for rung in RUBRIC.rungs]
    assert [rung for level in sorted(GIVEN.rungs) for rung in GIVEN.rungs[level]] == names
    assert all(lower + 1 == upper for lower, upper in pairwise(sorted(GIVEN.rungs)))


def test_every_miss_is_explained_and_nothing_else_is(found: list[run.Case]) -> None:
    unexplained = [case.id for case in found if not case.holds and not case.miss]
    assert unexplained == [], "these do not hold their label: say why under `miss` in validation/labels.yaml"
    assert [case.id for case in found if case.holds and case.miss] == [], "these hold their label: take `miss` out"


def test_the_page_says_what_comes_out_of_the_cases() -> None:
    pytest.importorskip("scipy", reason="the figures need scipy: python -m pip install scipy")
    assert run.PAGE.read_text(encoding="utf-8") == run.page(), "run: python validation/run.py"


def test_the_sums_are_those_of_scipy(found: list[run.Case]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="the figures need scipy: python -m pip install scipy")
    numpy = import_module("numpy")
    label = numpy.array([[case.label for case in found]], dtype=float)
    upper = label > 3
    for measure in (*run.RUNG_MEASURES.values(), *run.APART.values()):
        values = numpy.array([[measure(case) for case in found]], dtype=float)
        assert run.spearman(values, label)[0] == pytest.approx(stats.spearmanr(values[0], label[0]).statistic)
        assert run.kendall(values, label)[0] == pytest.approx(stats.kendalltau(values[0], label[0]).statistic)
        count = stats.mannwhitneyu(values[upper], values[~upper]).statistic
        assert run.area(upper.astype(float), values)[0] == pytest.approx(count / (upper.sum() * (~upper).sum()))


def test_where_nothing_varies_there_is_no_figure() -> None:
    numpy = pytest.importorskip("numpy", reason="the figures need scipy: python -m pip install scipy")
    pytest.importorskip("scipy", reason="the figures need scipy: python -m pip install scipy")
    same, rising = numpy.array([[1.0, 1.0, 1.0]]), numpy.array([[1.0, 2.0, 3.0]])
    for statistic in (run.spearman, run.kendall):
        assert numpy.isnan(statistic(same, rising)).all()
    assert numpy.isnan(run.area(same, rising)).all()
