"""Which files are taken, in which order, and what is said of those that are not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coaudit.cli.discover import find

SAYS = "# a comment first\ncoaudit: 1\ntitle: A project\n"
TITLE = "title: A project\n"

TREE = {
    "b/second.yaml": SAYS,
    "b/ignored.yaml": "coaudited: 1\n  coaudit: set in\n",
    "b/named.coaudit.yaml": TITLE,
    "b/NAMED.COAUDIT.YML": TITLE,
    "b/notes.md": SAYS,
    "b/deep/down/there.yml": SAYS,
    "b/quoted.yaml": '"coaudit": 1\ntitle: x\n',
    "b/windows.yaml": "title: x\r\ncoaudit: 1\r\n",
    "b/.hidden/inside.yaml": SAYS,
    "b/.gitlab-ci.yaml": SAYS,
    "b/[odd] name.yaml": SAYS,
    "b/late.yaml": "# " + "a long word before " * 300 + "\ncoaudit: 1\n",
    "b/later/huge.yaml": "# " + "x" * 1024 * 1024 + "\ncoaudit: 1\n",
    "a.yaml": TITLE,
    "empty/nothing.txt": "",
}
IN_B = [
    "b/NAMED.COAUDIT.YML",
    "b/[odd] name.yaml",
    "b/deep/down/there.yml",
    "b/late.yaml",
    "b/named.coaudit.yaml",
    "b/quoted.yaml",
    "b/second.yaml",
    "b/windows.yaml",
]

FOUND = {
    "a file that is named is taken, whatever it says": (["b/notes.md"], ["b/notes.md"]),
    "a folder gives its descriptions by name, and those below it": (["b"], IN_B),
    "the order of the names is kept": (["b/second.yaml", "a.yaml"], ["b/second.yaml", "a.yaml"]),
    "a file is taken once, however often it is named": (["a.yaml", "./a.yaml", "a.yaml"], ["a.yaml"]),
    "a file that a folder gives is not given again": (["b/second.yaml", "b"], ["b/second.yaml", *IN_B[:6], IN_B[7]]),
    "a pattern is expanded by coaudit itself": (["b/s*.yaml"], ["b/second.yaml"]),
    "two stars are any number of folders": (["**/there.yml"], ["b/deep/down/there.yml"]),
    "two stars at the end are all that a folder gives": (["b/**"], IN_B),
    "a pattern matches folders too": (["[b]"], IN_B),
    "a name with brackets is a name where there is such a file": (["b/[odd] name.yaml"], ["b/[odd] name.yaml"]),
    "a pattern does not look into hidden folders": (["b/*/inside.yaml"], []),
    "a hidden folder is entered where it is named": (["b/.hidden"], ["b/.hidden/inside.yaml"]),
    "a dash is standard input, once": (["-", "-"], ["<stdin>"]),
    "an empty folder gives nothing": (["empty"], []),
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("names", "wanted"), FOUND.values(), ids=FOUND)
def test_what_is_found(tree: Path, names: list[str], wanted: list[str]) -> None:
    assert tree.is_dir()
    assert [each.name for each in find(names).inputs] == wanted


def test_what_gives_nothing_is_named(tree: Path) -> None:
    assert tree.is_dir()
    assert find(["empty", "a.yaml", "*.nothing"]).empty == ["empty", "*.nothing"]


MISSING = {
    "a name with a slip of the finger": ("b/secnd.yaml", "Did you mean b/second.yaml?"),
    "the wrong ending": ("b/second.yml", "Did you mean b/second.yaml?"),
    "a folder that is not there": ("c/second.yaml", "There is no folder c either."),
    "a name like no other": ("zzzzzz", "Check the name, and the folder you are in."),
    "a name that no system can have": ("a\0b", "Check the name, and the folder you are in."),
}


@pytest.mark.parametrize(("name", "hint"), MISSING.values(), ids=MISSING)
def test_a_name_that_leads_nowhere_is_a_problem_with_a_hint(tree: Path, name: str, hint: str) -> None:
    assert tree.is_dir()
    [problem] = find([name]).problems

    assert (problem.message, problem.hint) == ("There is no such file or folder.", hint)


def test_links_that_lead_out_of_the_folder_are_not_followed(tree: Path) -> None:
    (tree / "b" / "out.yaml").symlink_to(tree / "outside.yaml")
    (tree / "outside.yaml").write_text(SAYS, encoding="utf-8")
    (tree / "elsewhere").mkdir()
    (tree / "elsewhere" / "far.yaml").write_text(SAYS, encoding="utf-8")
    (tree / "b" / "link").symlink_to(tree / "elsewhere", target_is_directory=True)
    (tree / "b" / "loop").symlink_to(tree / "b", target_is_directory=True)
    (tree / "b" / "itself.yaml").symlink_to(tree / "b" / "itself.yaml")
    (tree / "b" / "inward.yaml").symlink_to(tree / "b" / "second.yaml")

    found = [each.name for each in find(["b"]).inputs]

    # The link within the folder comes first by name; what it leads to is not taken twice.
    assert found == [*IN_B[:3], "b/inward.yaml", *IN_B[3:6], IN_B[7]]
    assert [each.name for each in find(["b/out.yaml"]).inputs] == ["b/out.yaml"], "what is named is taken"
    assert [each.name for each in find(["b/*out.yaml", "b/*inw*", "**/out.yaml"]).inputs] == [
        "b/inward.yaml",
        "b/out.yaml",
    ], "a pattern is as a folder: its own is the one in which it begins"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_named_as_a_description_and_is_no_file_is_said(tree: Path) -> None:
    os.mkfifo(tree / "b" / "pipe.coaudit.yaml")
    os.mkfifo(tree / "b" / "other-pipe.yaml")
    (tree / "b" / "itself.coaudit.yml").symlink_to("itself.coaudit.yml")
    (tree / "b" / "device.coaudit.yaml").symlink_to(os.devnull)
    (tree / "b" / "nowhere.coaudit.yaml").symlink_to("not-there.yaml")

    for heed in (True, False):
        found = find(["b"], heed=heed)
        assert [(each.name, each.message.partition(":")[0]) for each in found.problems] == [
            ("b/device.coaudit.yaml", "This is not an ordinary file."),
            ("b/itself.coaudit.yml", "This file cannot be read"),
            ("b/nowhere.coaudit.yaml", "This file cannot be read"),
            ("b/pipe.coaudit.yaml", "This is a pipe, not a file."),
        ]
        assert [each.name for each in found.inputs if ".hidden" not in each.name] == IN_B


def test_where_strangers_wrote_hidden_folders_are_entered_and_every_link_in_the_repository_is_taken(
    tree: Path,
) -> None:
    (tree / ".git").mkdir()
    (tree / ".git" / "inside.coaudit.yaml").write_text(SAYS, encoding="utf-8")
    (tree / "b" / "aaa.yaml").symlink_to("second.yaml")
    (tree / "b" / "out.yaml").symlink_to(tree / "elsewhere.yaml")
    (tree / "elsewhere.yaml").write_text(SAYS, encoding="utf-8")
    (tree.parent / "far.yaml").write_text(SAYS, encoding="utf-8")
    (tree / "b" / "far.yaml").symlink_to(tree.parent / "far.yaml")

    found = find(["b"], heed=False)

    also = ["b/.hidden/inside.yaml", "b/aaa.yaml", "b/out.yaml"]
    assert sorted(each.name for each in found.inputs) == sorted([*IN_B, *also])
    assert [each.name for each in found.problems] == ["b/far.yaml"]
    assert ".git/inside.coaudit.yaml" not in [each.name for each in find(["."], heed=False).inputs]


def test_a_folder_that_cannot_be_read_is_said_and_stops_no_other(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def closed(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = find(["b"])

    assert [each.name for each in found.inputs] == [name for name in IN_B if "deep" not in name]
    assert [(each.name, each.message) for each in found.problems] == [
        ("b/deep", "This folder cannot be read: Permission denied.")
    ]
    assert tree.is_dir()
