"""A host finds a file by its path from the top of the repository, wherever in it the run stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import BROKEN, OVERCLAIMED, on_unix, run_in


def _sarif(text: str) -> set[str]:
    results = json.loads(text)["runs"][0]["results"]
    return {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}


def _gitlab(text: str) -> set[str]:
    return {each["location"]["path"] for each in json.loads(text)}


def _junit(text: str) -> set[str]:
    return {each.get("file", "") for each in ET.fromstring(text).iter("testcase")}  # noqa: S314 - our own output


def _github(text: str) -> set[str]:
    return set(re.findall(r"file=([^,]*),", text))


def _azure(text: str) -> set[str]:
    return set(re.findall(r"sourcepath=([^;]*);", text))


PATHS = {"sarif": _sarif, "gitlab": _gitlab, "junit-gitlab": _junit, "github": _github, "azure": _azure}
"""What finds the paths in each format whose readers look for files in a repository."""


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A folder with two descriptions, in a repository."""
    (tmp_path / "top" / ".git").mkdir(parents=True)
    folder = tmp_path / "top" / "proposals" / "north"
    folder.mkdir(parents=True)
    (folder / "over.coaudit.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    (folder / "broken.coaudit.yaml").write_text(BROKEN, encoding="utf-8")
    return folder


@pytest.mark.parametrize("named", [".", "over.coaudit.yaml broken.coaudit.yaml", "../north", "{here}"])
@pytest.mark.parametrize(("format_", "paths"), PATHS.items())
def test_a_run_in_a_folder_below_names_files_from_the_top(
    inside: Path, format_: str, paths: Callable[[str], set[str]], named: str
) -> None:
    done = run_in(inside, "audit", *named.format(here=inside).split(), "--format", format_)

    assert paths(done.out) == {"proposals/north/over.coaudit.yaml", "proposals/north/broken.coaudit.yaml"}


def test_other_formats_name_files_as_they_were_named(inside: Path) -> None:
    done = run_in(inside, "audit", "over.coaudit.yaml", "--format", "json")

    assert json.loads(done.out)["audits"][0]["path"] == "over.coaudit.yaml"


def test_a_finding_is_the_same_one_wherever_the_run_stands(inside: Path) -> None:
    below = run_in(inside, "audit", ".", "--format", "sarif")
    above = run_in(inside.parent.parent, "audit", "proposals", "--format", "sarif")

    prints = [
        [each["partialFingerprints"] for each in json.loads(done.out)["runs"][0]["results"]] for done in (below, above)
    ]
    assert prints[0] == prints[1] != []


@on_unix
def test_a_link_is_named_as_the_file_that_it_leads_to(inside: Path) -> None:
    (inside / "link.coaudit.yaml").symlink_to("over.coaudit.yaml")
    done = run_in(inside, "audit", "link.coaudit.yaml", "--format", "gitlab")

    assert _gitlab(done.out) == {"proposals/north/over.coaudit.yaml"}


def test_what_lies_outside_the_repository_keeps_its_name(inside: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.coaudit.yaml"
    outside.write_text(OVERCLAIMED, encoding="utf-8")
    done = run_in(inside, "audit", "../../../outside.coaudit.yaml", "--format", "gitlab")

    assert _gitlab(done.out) == {"../../../outside.coaudit.yaml"}


def test_without_a_repository_paths_count_from_the_folder_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "over.coaudit.yaml").write_text(OVERCLAIMED, encoding="utf-8")
    done = run_in(tmp_path, "audit", str(tmp_path / "over.coaudit.yaml"), "--format", "gitlab")

    assert _gitlab(done.out) == {"over.coaudit.yaml"}


def test_standard_input_is_no_file_of_the_repository(inside: Path) -> None:
    done = run_in(inside, "audit", "-", "--format", "gitlab", stdin=OVERCLAIMED)

    assert _gitlab(done.out) == {"<stdin>"}
