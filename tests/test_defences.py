"""The list of defences fits the code, so that taking each of them out can be tried at any time."""

from __future__ import annotations

import ast

import pytest

from tests.defences import DEFENCES, ROOT, Defence


@pytest.mark.parametrize("defence", DEFENCES, ids=[each.threat for each in DEFENCES])
def test_a_defence_is_in_the_code_and_its_test_is_there(defence: Defence) -> None:
    code = (ROOT / defence.file).read_text(encoding="utf-8")
    name, _, test = defence.test.partition("::")
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))

    assert defence.code in code
    assert not test or test in [each.name for each in tree.body if isinstance(each, ast.FunctionDef)]
    ast.parse(code.replace(defence.code, defence.without))


def test_the_page_lists_every_defence_with_its_test() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    rows = {f"| {each.threat} | `{each.file}` | `{each.test}` |" for each in DEFENCES}
    assert rows - set(page.splitlines()) == set()
