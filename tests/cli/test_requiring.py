"""What is required of a project is judged the same, however little of the project the report shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaudit.render import FORMATS
from tests.cli.conftest import OVERCLAIMED, Run

POLICY = """\
coaudit-policy: 1
require: {claim: not-above-evidence, grade: A, levels: {entry: 4, skills: 4}, scores: {power: 90}, coverage: 100}
waivers:
  - {criterion: skills, paths: ["*.yaml"], reason: The course begins in spring, owner: the board, until: 2026-12-01}
"""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_requirement_is_judged_the_same_in_every_format(run: Run, tmp_path: Path, format_: str) -> None:
    (tmp_path / "a.coaudit.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    line = ("audit", "a.coaudit.yaml", "--policy", "policy.yaml")

    in_full, told = run(*line, "--format", "json"), run(*line, "--format", format_)

    assert (told.code, told.err) == (in_full.code, in_full.err)
    assert "Level 4 or more is required for entry; it is at" in told.err
    assert "Accepted: a.coaudit.yaml: Level 4 or more is required for skills; it is at" in told.err
