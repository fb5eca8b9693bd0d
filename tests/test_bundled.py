"""The bundled rubrics are found in every kind of installation, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaudit import bundled


def _folder_with(path: Path, *files: str) -> Path:
    path.mkdir(parents=True)
    for name in files:
        (path / name).write_bytes(b"rubric: made-up\n")
    return path


def test_the_default_rubric_is_bundled() -> None:
    assert "coproduction" in bundled.names()


def test_names_are_sorted_and_have_no_suffix() -> None:
    names = bundled.names()

    assert list(names) == sorted(names)
    assert not [name for name in names if name.endswith(".yaml")]


def test_reading_gives_the_bytes_of_the_file() -> None:
    assert bundled.read("coproduction") == (bundled.folder() / "coproduction.yaml").read_bytes()


@pytest.mark.parametrize("name", ["", "no-such-rubric", "../pyproject", "coproduction.yaml", "/etc/hostname", "."])
def test_a_name_that_is_not_listed_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        bundled.read(name)


def test_the_copy_inside_the_package_comes_first(tmp_path: Path) -> None:
    inside = _folder_with(tmp_path / "coaudit" / "rubrics", "a.yaml")
    beside = _folder_with(tmp_path / "rubrics", "a.yaml")

    assert bundled.folder((inside, beside)) == inside


def test_a_checkout_is_found_beside_the_package(tmp_path: Path) -> None:
    beside = _folder_with(tmp_path / "rubrics", "a.yaml")

    assert bundled.folder((tmp_path / "coaudit" / "rubrics", beside)) == beside


def test_a_folder_without_rubrics_does_not_hide_the_right_one(tmp_path: Path) -> None:
    empty = _folder_with(tmp_path / "coaudit" / "rubrics", "notes.txt")
    beside = _folder_with(tmp_path / "rubrics", "a.yaml")

    assert bundled.folder((empty, beside)) == beside


def test_a_damaged_installation_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="are not where they should be") as caught:
        bundled.folder((tmp_path / "one", tmp_path / "two"))

    assert str(tmp_path / "two") in str(caught.value)
