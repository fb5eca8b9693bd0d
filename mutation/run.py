"""How many small changes to the code go unseen by the tests: each is made, and the tests that run its lines are run.

    make mutation                                  everything, in about half an hour
    make mutation WHAT='judging --only grades'     the files and functions with a word in their names
    make mutation WHAT='reader --sample 200'       some of them, the same each time

The tests are collected once. A first run notes which of them reach which line, and how long each takes. For each mutant
the process forks; the child puts the changed code into the functions that are there, and runs the tests of that line
until one fails. A mutant in code that runs at import has a process to itself that imports the changed file.

Survivors that change nothing anyone could see are explained in `explained.yaml`; the others are printed, and end this
with 1. So do explanations of what is no survivor any more.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib.machinery
import os
import pickle
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, TypeAlias

import coverage
import pytest
import yaml

from mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "judging": ("coaudit/judging/*.py", "coaudit/rubric/conditions.py", "coaudit/values.py"),
    "facts": ("coaudit/facts/*.py",),
    "reader": tuple(
        f"coaudit/{name}.py"
        for name in ("source/yaml_reader", "source/__init__", "source/decoding", "scalars", "project/description")
    ),
}
TESTS = {
    "judging": (
        *(f"tests/core/test_{name}.py" for name in ("judging", "values", "rubric", "telling", "whatif", "sensitivity")),
        *("tests/core/test_planning.py", "tests/core/test_advice.py"),
        *("tests/test_golden.py", "tests/test_calibration.py", "tests/test_examples.py"),
    ),
    "facts": (
        *(f"tests/core/test_{name}.py" for name in ("facts", "open_facts", "telling", "policy", "values")),
        *("tests/test_golden.py", "tests/test_calibration.py"),
    ),
    "reader": (
        *(f"tests/test_source{name}.py" for name in ("", "_broken", "_limits", "_properties")),
        *(f"tests/core/test_{name}.py" for name in ("scalars", "errors", "facts", "questions", "whatif")),
        *("tests/test_examples.py", "tests/test_golden.py"),
    ),
}
"""What concerns each group and is quick. Tests that start processes are left out."""
KILLED, SURVIVED, NOT_REACHED, TOO_LONG, IN_TROUBLE = "killed", "survived", "not reached", "too long", "in trouble"
EXPLAINED = Path(__file__).parent / "explained.yaml"
PLAINLY = ("-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:xdist")
AT_IMPORT_SECONDS = 120
MORE_MEMORY = 1 << 30


Key: TypeAlias = tuple[str, str, int, str, str]


@dataclass
class Tried:
    """A mutant of a file, and what came of it."""

    file: Path
    mutant: Mutant
    result: str = ""

    @property
    def line(self) -> str:
        """The line that the change is in, as it stands."""
        return self.whole.strip()

    @property
    def number(self) -> int:
        """Which line it is."""
        return getattr(self.mutant.old, "lineno", self.mutant.first)

    @property
    def key(self) -> Key:
        """What says which mutant it is, wherever its line moves: the file, the line, where in that, and the change."""
        where = max(getattr(self.mutant.old, "col_offset", 0) - len(self.whole) + len(self.line), 0)
        return self.file.relative_to(ROOT).as_posix(), self.line, where, self.mutant.was, self.mutant.becomes

    @property
    def whole(self) -> str:
        """Its line, with the blanks before it."""
        return self.file.read_text(encoding="utf-8").splitlines()[self.number - 1].rstrip()

    def __str__(self) -> str:
        place = f"{self.key[0]}:{self.number} {self.mutant.function or 'at import'}"
        return f"{place} ({self.result})\n    {self.line}\n    {self.mutant.was}  ->  {self.mutant.becomes}"


def main() -> int:
    """Try the mutants asked for; 1 where one survives without a reason, or a reason without a survivor."""
    wanted = arguments()
    os.chdir(ROOT)
    chosen = {group: list(some(group, wanted)) for group in wanted.groups or GROUPS}
    for group, tried in chosen.items():
        runner = Runner([each for each in tried if each.mutant.function], talk=wanted.talk, patience=wanted.patience)
        pytest.main([*PLAINLY, "-s", *TESTS[group]], plugins=[FewExamples(), runner])
        # What no test reaches may be called when its module is imported, and not every function takes other code.
        for each in [each for each in tried if each.result in ("", NOT_REACHED, IN_TROUBLE)]:
            each.result = at_import(each, TESTS[group])
            if wanted.talk or each.result != KILLED:
                print(each, flush=True)
    return told(chosen, whole=not (wanted.only or wanted.sample))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="which; all of them if none is named")
    asked.add_argument("--only", default="", help="only where file:line or function holds this text")
    asked.add_argument("--sample", type=int, default=0, help="how many of each group, at most")
    asked.add_argument("--seed", type=int, default=7, help="of the sample")
    asked.add_argument("--patience", type=int, default=10, help="how many seconds of tests a mutant has to survive")
    asked.add_argument("--talk", action="store_true", help="say each result at once")
    return asked.parse_args()


def some(group: str, wanted: argparse.Namespace) -> Iterable[Tried]:
    """The mutants of a group that are to be tried."""
    files = sorted(file for pattern in GROUPS[group] for file in ROOT.glob(pattern))
    found = [Tried(file, each) for file in files for each in mutants(tree_of(file))]
    found = [each for each in found if re.search(wanted.only, str(each).partition("\n")[0])]
    if wanted.sample and wanted.sample < len(found):
        places = sorted(random.Random(wanted.seed).sample(range(len(found)), wanted.sample))  # noqa: S311 - no secret
        found = [found[place] for place in places]
    return found


TREES: dict[Path, ast.Module] = {}


def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a file: the same one each time, since a mutant knows its place in it."""
    if file not in TREES:
        TREES[file] = ast.parse(file.read_text(encoding="utf-8"))
    return TREES[file]


def forked(work: Callable[[], bool], seconds: float) -> str:
    """What comes of a mutant in a child that may take so much time; the work says whether the mutant survives."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return TOO_LONG
        return {0: SURVIVED, 1: KILLED}.get(os.WEXITSTATUS(status), IN_TROUBLE)
    exit_code = 2
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        most = max(int(seconds), 1)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        pages = Path("/proc/self/statm")
        if pages.exists():  # on Linux; elsewhere memory has no limit
            used = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + MORE_MEMORY, used + MORE_MEMORY))
        exit_code = 0 if work() else 1
    finally:
        os._exit(exit_code)  # whatever happened: a child never comes back


def at_import(each: Tried, tests: Iterable[str]) -> str:
    """The result of a mutant in code that runs when its module is imported: all of ours is imported anew."""
    code = each.mutant.code(tree_of(each.file), str(each.file))
    unchanged = importlib.machinery.SourceFileLoader.get_code

    def changed(self: Any, name: str) -> CodeType | None:
        return code if self.path == str(each.file) else unchanged(self, name)

    def survives() -> bool:
        ours = {path.partition("/")[0] for path in (*chain(*GROUPS.values()), *tests)}
        for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
            del sys.modules[name]
        importlib.machinery.SourceFileLoader.get_code = changed  # type: ignore[method-assign, assignment]
        return pytest.main([*PLAINLY, "-x", *tests], plugins=[FewExamples()]) == 0

    return forked(survives, AT_IMPORT_SECONDS)


class FewExamples:
    """Made-up examples are the same in each run, and few: most mutants fail the first."""

    def pytest_collection(self) -> None:
        """Before the tests are imported, and after what they share: that is when hypothesis is told."""
        from hypothesis import settings  # pytest wants to import it first

        settings.register_profile("mutation", max_examples=20, deadline=None, derandomize=True, database=None)
        settings.load_profile("mutation")


@dataclass
class Runner:
    """Runs, in place of all tests once, those that reach each mutant."""

    tried: list[Tried]
    talk: bool = False
    patience: float = 10
    reached: Mapping[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    """For each line, the places of the tests that run it."""
    took: list[float] = field(default_factory=list)
    kills: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """For each function, how often each test noticed a mutant; under no name, in all of them."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant, in a child of its own."""
        functions = _functions({str(each.file) for each in self.tried})
        gc.collect()
        gc.freeze()  # so that children share what is there
        self.reached, self.took = self._first_run(session)
        print(f"{len(session.items)} tests, {sum(self.took):.0f} s")
        for place, each in enumerate(self.tried):
            each.result = self._result(session, each, functions)
            if self.talk or each.result != KILLED:
                print(f"{place + 1}/{len(self.tried)}: {each}", flush=True)
        return True

    def _first_run(self, session: pytest.Session) -> tuple[dict[tuple[str, int], frozenset[int]], list[float]]:
        files = sorted({str(each.file) for each in self.tried})
        with tempfile.NamedTemporaryFile() as notes:

            def noted() -> bool:
                measured = coverage.Coverage(data_file=None, config_file=False, include=files)
                took = []
                measured.start()
                for place, item in enumerate(session.items):
                    measured.switch_context(str(place))
                    started = time.process_time()
                    _run(session, item, session.items[place + 1] if place + 1 < len(session.items) else None)
                    took.append(time.process_time() - started)
                measured.stop()
                data = measured.get_data()
                reached = {
                    (file, line): frozenset(int(place) for place in places if place)
                    for file in data.measured_files()
                    for line, places in data.contexts_by_lineno(file).items()
                }
                Path(notes.name).write_bytes(pickle.dumps((reached, took)))
                return not session.testsfailed

            if forked(noted, 3600) != SURVIVED:
                raise RuntimeError("a test fails before anything is changed")
            found: tuple[dict[tuple[str, int], frozenset[int]], list[float]] = pickle.loads(notes.read())  # noqa: S301 - written above
            return found

    def _result(self, session: pytest.Session, each: Tried, functions: list[FunctionType]) -> str:
        mutant, name = each.mutant, f"{each.file}:{each.mutant.function}"
        nobody: frozenset[int] = frozenset()
        places = nobody.union(
            *(self.reached.get((str(each.file), line), nobody) for line in range(mutant.first, mutant.last + 1))
        )
        if not places:
            return NOT_REACHED
        # First what noticed others in the same function, then what is quick or has noticed much elsewhere.
        order = sorted(places, key=lambda at: (-self.kills[name][at], self.took[at] / (1 + self.kills[""][at])))
        within = sum(took < self.patience for took in accumulate(self.took[at] for at in order))
        order = order[: max(within, 1)]
        codes = dict(_codes_of(mutant.code(tree_of(each.file), str(each.file)), mutant.function))
        theirs = [one for one in functions if one.__code__.co_filename == str(each.file)]
        changed = [(one, codes[_place(one.__code__)]) for one in theirs if _place(one.__code__) in codes]
        assert changed, f"no function for {each}"
        with tempfile.NamedTemporaryFile() as note:

            def survives() -> bool:
                for one, code in changed:
                    # A function takes code with other names from around it only if that says how many there are.
                    one.__code__ = code if code.co_freevars else code.replace(co_freevars=one.__code__.co_freevars)
                for place, after in zip(order, [*order[1:], None], strict=True):
                    _run(session, session.items[place], None if after is None else session.items[after])
                    if session.testsfailed:
                        Path(note.name).write_text(str(place), encoding="ascii")
                        return False
                return True

            result = forked(survives, 5 + 4 * sum(self.took[place] for place in order))
            killer = note.read()
        if killer:
            self.kills[name][int(killer)] += 1
            self.kills[""][int(killer)] += 1
        return result


def _run(session: pytest.Session, item: pytest.Item, following: pytest.Item | None) -> None:
    session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _functions(files: Collection[str]) -> list[FunctionType]:
    """Every function of some files that exists, also behind a decorator. Results that were kept are forgotten."""
    everything = gc.get_objects()
    for one in everything:
        if hasattr(type(one), "cache_clear") and str(getattr(one, "__module__", "")).startswith("coaudit"):
            one.cache_clear()
    return [one for one in everything if isinstance(one, FunctionType) and one.__code__.co_filename in files]


def _codes_of(code: CodeType, name: str) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """The code of a function, and of those within it, which may have been made when its module was imported."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == name or inner.co_qualname.startswith(f"{name}.<locals>."):
                yield _place(inner), inner
            yield from _codes_of(inner, name)


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def told(chosen: Mapping[str, list[Tried]], *, whole: bool) -> int:
    """Print the numbers, and the survivors that nobody has explained; 1 where there are any."""
    explained = explanations()
    left = []
    print(f"\n{'':10}{'tried':>8}{'killed':>8}{'too long':>10}{'survived':>10}{'explained':>11}")
    for group, tried in chosen.items():
        came = Counter(each.result for each in tried)
        survivors = [each for each in tried if each.result not in (KILLED, TOO_LONG)]
        unexplained = [each for each in survivors if each.key not in explained]
        left += unexplained
        numbers = f"{len(tried):8}{came[KILLED]:8}{came[TOO_LONG]:10}{len(survivors):10}"
        print(f"{group:10}{numbers}{len(survivors) - len(unexplained):11}")
    for each in left:
        print(each)
    kept = {each.key for tried in chosen.values() for each in tried if each.result not in (KILLED, TOO_LONG)}
    files = {each.key[0] for tried in chosen.values() for each in tried}
    stale = {key for key in explained - kept if key[0] in files} if whole else set()
    for key in sorted(stale):
        print("explained, but no survivor:", *key)
    return 1 if left or stale else 0


def explanations() -> set[Key]:
    """The survivors that are explained."""
    data = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or []
    return {
        (one["file"], one["line"], one.get("at", 0), one["was"], one["becomes"])
        for each in data
        for one in each["survivors"]
    }


if __name__ == "__main__":
    sys.exit(main())
