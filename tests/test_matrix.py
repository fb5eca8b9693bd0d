"""What `make test-matrix` and GitHub try is what pyproject.toml promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from tests import matrix

PROMISED = matrix.promised()


def test_the_pythons_that_are_promised_are_tried() -> None:
    workflow = yaml.safe_load((matrix.ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))

    assert len(PROMISED) >= 4
    assert workflow["jobs"]["every-python"]["strategy"]["matrix"]["python"] == PROMISED
    assert matrix.project()["requires-python"] == f">={PROMISED[0]}"


def test_every_dependency_has_an_oldest_and_a_newest_that_is_allowed() -> None:
    for text in matrix.project()["dependencies"]:
        wanted = Requirement(text)
        assert {each.operator for each in wanted.specifier} == ({">="} if wanted.marker else {">=", "<"}), text


@pytest.mark.parametrize("python", PROMISED)
def test_each_library_has_one_oldest_version_for_a_python(python: str) -> None:
    found = [each.split("==") for each in matrix.lowest(python)]

    names = {Requirement(text).name for text in matrix.project()["dependencies"]}
    assert sorted(name for name, _ in found) == sorted(names)
    assert all(re.fullmatch(r"\d+(\.\d+)+", version) for _, version in found)


def test_a_bound_for_newer_pythons_holds_for_those_alone() -> None:
    assert "pyyaml==6.0.2" in matrix.lowest("3.13")
    assert "pyyaml==6.0.3" in matrix.lowest("3.14")


def test_a_python_that_is_not_there_is_named_and_does_not_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert matrix.main(["python3.99"]) == 1
    assert "| python3.99 |           | absent | it is not on the PATH, or does not start |" in capsys.readouterr().out


def test_one_result_that_failed_fails_all_and_stands_in_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    log.write_text("what went wrong\n1 failed, 7 passed, 2 skipped in 3.21s\n", encoding="utf-8")

    def attempt(python: matrix.Python, dependencies: str, processes: str) -> matrix.Result:
        outcome = matrix.PASSED if dependencies == matrix.NEWEST else matrix.FAILED
        return matrix.Result(python.version, dependencies, outcome, f"{matrix.summary(log)}, {processes}", log)

    monkeypatch.setattr(matrix, "attempt", attempt)
    monkeypatch.setattr(matrix, "ask", lambda command: matrix.Python(command, "3.12.1"))

    assert matrix.main(["python3", "--processes", "1"]) == 1
    out = capsys.readouterr().out
    assert "what went wrong\n" in out
    assert "| 3.12.1 | lowest    | FAILED | 1 failed, 7 passed, 2 skipped, 1 |\n" in out
    assert "| 3.12.1 | newest    | passed | 1 failed, 7 passed, 2 skipped, 1 |\n" in out
    assert matrix.main(["python3", "--only", "newest"]) == 0
