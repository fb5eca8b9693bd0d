"""The tool that changes the code to see whether a test fails: which changes it makes, and what it says of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from mutation.mutants import mutants

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a >= b", {"a > b", "a < b"}),
        ("a < b < c", {"a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c"}),
        ("a is not b", {"a is b"}),
        ("a in b", {"a not in b"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("a + b", {"a - b"}),
        ("a // b", {"a * b"}),
        ("-a", {"a"}),
        ("3", {"4", "2"}),
        ("True", {"False"}),
        ("'word'", {"'word!'"}),
        ("max(a, b)", {"min(a, b)"}),
        ("any(a)", {"all(a)"}),
        ("sorted(a)", {"list(a)"}),
        ("a.low", {"a.high"}),
        ("a.other", set()),
        ("a[b:c]", {"b:", ":c"}),
        ("a if b else c", {"a if not b else c"}),
        ("[a for a in b if c]", {" for a in b"}),
    ],
)
def test_an_expression_in_a_function_is_changed_in_each_of_these_ways(code: str, changes: set[str]) -> None:
    tree = ast.parse(f"def f():\n    x = {code}")
    assert {each.becomes for each in mutants(tree)} == {change.strip() for change in changes}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("return a", {"return None"}),
        ("return None", set()),
        ("return", set()),
        ("f(a)", {"pass"}),
        ("a += b", {"pass"}),
        ("a[b] = c", {"pass"}),
        ("a.b = c", {"pass"}),
        ("a = b", set()),
        ("raise a", {"pass"}),
        ("del a", {"pass"}),
        ("assert a < b", set()),
        ("'A docstring.'", set()),
        ("a: int = b", set()),
        ("if a:\n        b = c", {"if not a:"}),
    ],
)
def test_a_statement_is_left_out_or_turned_round(code: str, changes: set[str]) -> None:
    assert {each.becomes for each in mutants(ast.parse(f"def f():\n    {code}"))} == changes


def test_a_mutant_knows_the_function_that_it_is_in() -> None:
    source = "A = 1\nclass B:\n    c = 2\n    def d(self, e=3):\n        def f():\n            return 4\n        g(f)\n"
    found = [(each.was, each.function) for each in mutants(ast.parse(source)) if each.was.isdecimal()]
    assert found[::2] == [("1", ""), ("2", ""), ("3", ""), ("4", "B.d")]


def test_every_mutant_is_code_and_leaves_the_tree_as_it_was() -> None:
    source = (ROOT / "coaudit" / "judging" / "grades.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    codes = [each.code(tree, "grades.py") for each in mutants(tree)]

    assert len(set(codes)) == len(codes) > 50
    assert ast.dump(tree) == ast.dump(ast.parse(source))


TINY = {
    "pytest.ini": "[pytest]\naddopts = --import-mode=importlib\n",
    "tiny/__init__.py": "",
    "tiny/code.py": """\
LEAST = 10

def enough(n):
    return n >= LEAST

def unseen(n):
    return n

def made(word):
    def read():
        return word
    return read

READ = made("word")
""",
    "tests_of_tiny/test_tiny.py": """\
from tiny.code import READ, enough

def test_enough():
    assert enough(11)

def test_a_function_that_was_made_when_its_module_was_imported():
    assert READ() == "word"
""",
    "run_tiny.py": """
import sys
from pathlib import Path
from mutation import run

run.ROOT = Path(__file__).parent
run.GROUPS = {"tiny": ("tiny/*.py",)}
run.TESTS = {"tiny": ("tests_of_tiny",)}
run.EXPLAINED = run.ROOT / "explained.yaml"
sys.exit(run.main())
""",
    "explained.yaml": """
- why: Nobody looks at what is below ten.
  survivors:
  - {file: tiny/code.py, line: LEAST = 10, at: 8, was: '10', becomes: '9'}
  - {file: tiny/code.py, line: LEAST = 10, at: 8, was: '10', becomes: '8'}
""",
}


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
def test_a_run_tells_what_survived_and_what_is_explained_for_nothing(tmp_path: Path) -> None:
    for name, text in TINY.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "run_tiny.py")]
    done = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)

    *_, table = done.stdout.partition("explained\n")
    assert table.splitlines() == [
        "tiny             8       4         0         4          1",
        "tiny/code.py:1 at import (survived)",
        "    LEAST = 10",
        "    10  ->  11",
        "tiny/code.py:4 enough (survived)",
        "    return n >= LEAST",
        "    n >= LEAST  ->  n > LEAST",
        "tiny/code.py:7 unseen (survived)",
        "    return n",
        "    return n  ->  return None",
        "explained, but no survivor: tiny/code.py LEAST = 10 8 10 8",
    ], done.stdout + done.stderr
    assert done.returncode == 1
