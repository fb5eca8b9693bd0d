"""rubric check --against: what hangs on a weight or a threshold, in a table that can be read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.core.reading import CASES
from tests.core.test_sensitivity import FIRM, ON_THE_EDGE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_bytes((CASES / "merge" / "base.yaml").read_bytes())
    examples = tmp_path / "examples"
    examples.mkdir()
    for name, text in (("edge", ON_THE_EDGE), ("firm", FIRM)):
        (examples / f"{name}.coaudit.yaml").write_text(f"title: x\nclaim: consult\n{text}", encoding="utf-8")
    return examples


@pytest.mark.usefixtures("folder")
def test_what_hangs_on_a_weight_or_a_threshold_is_told(run: Run) -> None:
    done = run("rubric", "check", "base.yaml", "--against", "examples")

    assert done.out.lstrip("\n").splitlines() == [
        "How firm base.yaml is, over 2 descriptions, of which 2 get a letter",
        "",
        "Weights: how often the letter stays as it is when one weight moves by a quarter,",
        "up or down.",
        "  criterion  weight  letter stays",
        "  notice     1       1 of 2",
        "  say        2       1 of 2",
        "  No claim with a letter asks for these: payment.",
        "",
        "Thresholds on a cliff: some description lies within a tenth of them.",
        "  payment.hourly at least 15 (payment, level 3)",
        "      14 in 1: examples/firm.coaudit.yaml",
        "  payment.hourly at least hourly (payment, level 4)",
        "      20 in 1: examples/edge.coaudit.yaml",
    ]
    assert done.code == 5  # it has no examples, which the check itself says


def test_a_description_that_cannot_be_read_is_told_and_the_rest_is_counted(run: Run, folder: Path) -> None:
    (folder / "broken.coaudit.yaml").write_text("title: [\n", encoding="utf-8")
    done = run("rubric", "check", "coproduction", "--against", "examples")

    assert (done.code, "over 2 descriptions" in done.out) == (4, True)
    assert "broken.coaudit.yaml:" in done.err


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("rubric", "check", "coproduction", "--against", "empty")

    assert (done.code, "How firm" in done.out) == (3, False)
