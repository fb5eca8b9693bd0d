"""What the shell offers when somebody presses Tab."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

OFFERED = {
    "a format": ("coaudit audit --format ju", ["junit", "junit-gitlab"]),
    "a rubric": ("coaudit audit --rubric coproduction", ["coproduction", "coproduction-full"]),
    "a rubric for another command": ("coaudit check --rubric fair", ["fair-consultation"]),
    "a policy": ("coaudit audit --policy ", ["coproduced", "honest"]),
    "a rung": ("coaudit audit --as co", ["co-design", "consult", "coproduce"]),
    "an id to explain": ("coaudit explain lone", ["lone-voice"]),
    "a command": ("coaudit expl", ["explain"]),
}


@pytest.mark.parametrize(("line", "offered"), OFFERED.values(), ids=OFFERED)
def test_what_is_offered(run: Run, line: str, offered: list[str]) -> None:
    asked = {"_COAUDIT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    done = run(env=asked)
    assert sorted(done.out.split()) == offered
    assert done.err == ""
