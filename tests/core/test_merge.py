"""`extends`: what comes out of a base and an extension, and what is refused where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from coaudit.audit import load
from coaudit.cli.extending import base
from coaudit.errors import RubricError
from coaudit.rubric import Rubric
from coaudit.rubric.merge import BY_ID, Extension, extend
from coaudit.source import parse
from tests.core.reading import CASES, table

BASE = (CASES / "merge" / "base.yaml").read_text(encoding="utf-8")
HEAD = {
    "rubric": "own",
    "extends": "base.yaml",
    "title": "Our own",
    "version": "1.0.0",
    "reviewed_by_people_with_lived_experience": "no",
    "about": "Ours",
}


def written(more: str, head: Mapping[str, str] | None = None) -> str:
    """An extension as a file: what each has to say, without what is empty, and then its own."""
    lines = [f"{key}: {value}" for key, value in {**HEAD, **(head or {})}.items() if value]
    return "\n".join(lines) + f"\n{more}"


def merged(more: str) -> Extension:
    return extend(parse(written(more).encode(), "own.yaml"), parse(BASE.encode(), "base.yaml"))


def loaded(more: str) -> Rubric:
    def beside(name: str, said_in: str) -> tuple[bytes, str]:
        assert said_in == "own.yaml"
        return BASE.encode(), name

    return load(written(more).encode(), "own.yaml", beside)


def at(data: Any, path: str) -> Any:
    """The part of some data at a path such as rungs.1.needs."""
    return reduce(lambda part, key: part[int(key)] if key.isdigit() else part[key], path.split("."), data)


def ids(data: Any, key: str) -> list[str]:
    return [entry["id"] for entry in data[key]]


@pytest.mark.parametrize("case", table("merge/rules", "about"))
def test_a_rule_of_merging(case: dict[str, Any]) -> None:
    extension = merged(case["extension"])
    before: Any = parse(BASE.encode(), "base.yaml").data
    data = extension.merged.data
    named = case.get("ids", {})

    assert list(extension.changed) == case["changed"]
    assert {path: at(data, path) for path in case.get("is", {})} == case.get("is", {})
    assert {key: ids(data, key) for key in BY_ID} == {key: named.get(key, ids(before, key)) for key in BY_ID}
    weights = {entry["id"]: entry["weight"] for entry in before["criteria"]}
    assert {entry["id"]: entry["weight"] for entry in data["criteria"]} == case.get("weights", weights)


@pytest.mark.parametrize("case", table("merge/rules", "about"))
def test_what_comes_out_is_a_rubric_that_knows_where_it_comes_from(case: dict[str, Any]) -> None:
    rubric = loaded(case["extension"])

    assert (rubric.rubric, rubric.version, rubric.reviewed_by_people_with_lived_experience) == ("own", "1.0.0", False)
    assert rubric.lineage.extends == ("base 2.1.0",)
    assert list(rubric.lineage.changed) == case["changed"]


def test_the_base_is_left_as_it_was() -> None:
    before = parse(BASE.encode(), "base.yaml")
    extend(parse(written("drop: {criteria: [notice]}\nweights: {say: 9}\n").encode(), "own.yaml"), before)

    assert before.data == parse(BASE.encode(), "base.yaml").data


def test_the_hash_is_that_of_all_the_files() -> None:
    alone = load(BASE.encode(), "base.yaml").sha256
    one, other = loaded("").sha256, loaded("weights: {say: 9}\n").sha256

    assert len({alone, one, other}) == 3
    assert one == loaded("").sha256


def test_a_chain_is_merged_from_the_bottom() -> None:
    middle = written("weights: {say: 5}\n", {"rubric": "middle", "version": "1.2.3"})
    files = {"base.yaml": BASE, "middle.yaml": middle}
    top = written("weights: {notice: 4}\n", {"extends": "middle.yaml"})
    rubric = load(top.encode(), "own.yaml", lambda name, _: (files[name].encode(), name))

    assert {each.id: int(each.weight) for each in rubric.criteria} == {"notice": 4, "say": 5, "payment": 3}
    assert rubric.lineage.extends == ("base 2.1.0", "middle 1.2.3")


@pytest.mark.parametrize("case", table("merge/refusals", "about"))
def test_an_extension_is_refused_where_it_goes_wrong(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "rubrics"
    folder.mkdir()
    assert "old" not in case or BASE.count(case["old"]) == 1
    beside = BASE.replace(case["old"], case["new"]) if "old" in case else BASE
    files = {"base.yaml": beside, "own.yaml": written(case["extension"], case.get("head")), **case.get("files", {})}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "outside.yaml").write_text(BASE, encoding="utf-8")
    if "link" in case["about"]:
        (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")

    with pytest.raises(RubricError) as caught:
        load((folder / "own.yaml").read_bytes(), (folder / "own.yaml").as_posix(), base)

    said = [
        {
            "at": f"{Path(problem.name).name}:{problem.line}:{problem.column}",
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in caught.value.problems
    ]
    assert said == case["problems"]


def test_a_rubric_may_extend_none_where_nobody_finds_it() -> None:
    with pytest.raises(RubricError, match=re.escape("own.yaml:2:10: one rubric is named here")):
        load(written("").encode(), "own.yaml")
