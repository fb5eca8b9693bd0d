"""Many descriptions on several processors: the same report in the same order, whatever happens to a process."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest

from coaudit.cli import exits, working
from tests.cli.conftest import BROKEN, HONEST, OVERCLAIMED, SILENT, Run
from tests.cli.test_faults import ON_UNIX, happening, left

MANY = 40
ON_LINUX = pytest.mark.skipif(not working.FORKS, reason="here, another process does not begin as a copy")

LARGE = "title: Takes long\nchanges:\n" + "".join(f"  - Something changed, number {n}\n" for n in range(6000))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of descriptions, some of which cannot be read; the first takes longest."""
    texts = (HONEST, OVERCLAIMED, SILENT, BROKEN)
    for number in range(1, MANY):
        (tmp_path / f"{number:03}.coaudit.yaml").write_text(texts[number % 4], encoding="utf-8")
    (tmp_path / "000.coaudit.yaml").write_text(LARGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", ["text", "plain", "json", "jsonl", "csv", "sarif", "markdown"])
def test_a_report_is_the_same_however_many_processes_share_the_work(run: Run, many: Path, format_: str) -> None:
    line = ("audit", str(many), "--format", format_, "--policy", "coproduced", "--color", "always")

    alone, shared = (run(*line, "--jobs", jobs) for jobs in ("1", "3"))

    assert shared == alone
    told = alone.raw.count(b"Only a name") + alone.raw.count(b".coaudit.yaml")
    assert (alone.code, told >= MANY // 4) == (4, True)


@pytest.mark.parametrize("how", [("check",), ("audit", "--format", "json")], ids=["check", "audit"])
def test_the_others_do_it_all_between_them_and_nothing_twice(run: Run, many: Path, how: tuple[str, ...]) -> None:
    alone = run(*how, ".", "--jobs", "1")

    shared = run(*how, ".", "--jobs", "3", env=happening(many, WHO))

    assert shared == alone
    assert (alone.code, alone.last) == (4, "Exit 4: 10 of 40 descriptions cannot be read.")
    did = done_by(many)
    assert FIRST not in did
    assert sorted(chain(*did.values())) == [f"{number:03}.coaudit.yaml" for number in range(MANY)]


@pytest.mark.parametrize("how", [("check",), ("audit", "--format", "json")], ids=["check", "audit"])
def test_the_first_process_reads_standard_input_in_its_turn_while_others_read_files(
    run: Run, many: Path, how: tuple[str, ...]
) -> None:
    names = sorted(path.name for path in many.glob("*.yaml"))
    line = (*how, *names[:20], "-", *names[20:])
    alone = run(*line, "--jobs", "1", stdin=OVERCLAIMED)

    shared = run(*line, "--jobs", "3", stdin=OVERCLAIMED, env=happening(many, WHO))

    assert shared == alone
    assert shared.out.count("<stdin>") == 1
    assert shared.out.index("018.coaudit") < shared.out.index("<stdin>") < shared.out.index("020.coaudit")
    assert done_by(many)[FIRST] == ["<stdin>"]


def test_what_comes_first_is_told_first_though_it_takes_longest(run: Run, many: Path) -> None:
    done = run("audit", str(many), "--format", "jsonl", "--jobs", "2")

    told = [json.loads(line) for line in done.raw.splitlines()]
    paths = [each["audit"]["path"] for each in told if "audit" in each]
    assert paths == sorted(paths)
    assert len(paths) == MANY - MANY // 4


WHO = """
    import multiprocessing, os
    import coaudit.cli.working as working
    outcome = working._outcome
    def noted(one, each):
        who = os.getpid() if multiprocessing.parent_process() else "first"
        with open(f"did.{who}", "a") as file:
            file.write(each.name + "\\n")
        return outcome(one, each)
    working._outcome = noted
"""
FIRST = "first"


def done_by(folder: Path) -> dict[str, list[str]]:
    """Which process did which descriptions, where WHO happens."""
    return {path.suffix[1:]: path.read_text(encoding="utf-8").splitlines() for path in folder.glob("did.*")}


HOW_MANY = [
    # descriptions, --jobs, processes
    (1, None, 1),
    (working.MANY - 1, None, 1),
    (working.MANY, None, "processors"),
    (1, 4, 1),
    (working.AT_ONCE + 1, 4, 2),
    (1000, 4, 4),
    (1000, 1, 1),
    (100_000, 1000, working.MOST),
]


@pytest.mark.parametrize(("descriptions", "jobs", "wanted"), HOW_MANY)
def test_few_descriptions_are_not_worth_a_process(
    monkeypatch: pytest.MonkeyPatch, descriptions: int, jobs: int | None, wanted: int | str
) -> None:
    monkeypatch.setattr(working, "processors", lambda: 3)

    assert working.processes(descriptions, jobs) == (3 if wanted == "processors" else wanted)


@pytest.mark.parametrize("command", ["audit", "check"])
def test_none_is_no_number_of_processes(run: Run, many: Path, command: str) -> None:
    done = run(command, str(many), "--jobs", "0")

    assert (done.code, "--jobs" in done.err) == (2, True)


STARTED_ANEW = """
    import coaudit.cli.working as working
    working.FORKS = False
"""


@pytest.mark.parametrize("how", [("check",), ("audit", "--format", "json", "--policy", "coproduced")])
def test_a_process_that_starts_anew_gives_the_same_report(run: Run, many: Path, how: tuple[str, ...]) -> None:
    line = (*how, ".")

    alone, shared = run(*line, "--jobs", "1"), run(*line, "--jobs", "2", env=happening(many, STARTED_ANEW + WHO))

    assert shared == alone
    assert FIRST not in done_by(many)


BUSY = """
    import os, threading
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    def copied():
        raise AssertionError("a copy was made of what another thread may hold")
    os.fork = copied
"""


@ON_LINUX
def test_no_copy_is_made_of_a_process_that_does_something_else_meanwhile(run: Run, many: Path) -> None:
    alone = run("check", ".", "--jobs", "1")

    assert run("check", ".", "--jobs", "2", env=happening(many, BUSY + WHO)) == alone
    assert FIRST not in done_by(many)


# ---- What can happen to a process -------------------------------------------------------------------------

KILLED = """
    import os, pathlib, signal
    import coaudit.cli.working as working
    work, first, killed = working._work, os.getpid(), pathlib.Path("killed")
    def then(heap):
        if os.getpid() != first and "020" in "".join(each.name for each in heap):
            times = len(killed.read_bytes()) if killed.exists() else 0
            if times < {most}:
                killed.write_bytes(b"x" * (times + 1))
                os.kill(os.getpid(), signal.SIGKILL)
        return work(heap)
    working._work = then
    then.__name__ = then.__qualname__ = "_work"
    then.__module__ = working.__name__
"""
LOST = {
    # how often one is killed: how often others are asked to help, and whether the first process does the rest
    1: (1, False),
    1000: (working.MOST_LOST, True),
}


@ON_LINUX
@pytest.mark.parametrize("most", LOST)
def test_where_a_process_is_killed_others_do_its_work_again_until_too_many_are(run: Run, many: Path, most: int) -> None:
    line = ("audit", str(many), "--format", "json")
    alone = run(*line, "--jobs", "1")

    done = run(*line, "--jobs", "2", env=happening(many, KILLED.format(most=most) + WHO))

    assert (done.code, done.raw) == (alone.code, alone.raw)
    assert done.err.count("A process that helped was ended from outside. Its work is done again.") == 1
    assert (len((many / "killed").read_bytes()), FIRST in done_by(many)) == LOST[most]


REFUSED = """
    import concurrent.futures.process as process
    def refuse(*_, **__):
        raise {error}
    process.ProcessPoolExecutor.__init__ = refuse
"""


@pytest.mark.parametrize("error", ["OSError(11, 'no more')", "ImportError('no sem_open')", "NotImplementedError()"])
def test_where_no_other_process_can_be_had_one_does_it_all(run: Run, many: Path, error: str) -> None:
    line = ("audit", str(many), "--format", "json")

    assert run(*line, "--jobs", "2", env=happening(many, REFUSED.format(error=error))) == run(*line, "--jobs", "1")


NO_THREAD = """
    import multiprocessing, threading
    start = threading.Thread.start
    def refuse(thread):
        if (multiprocessing.parent_process() is None) is {first}:
            raise RuntimeError("can't start new thread")
        start(thread)
    threading.Thread.start = refuse
"""


@pytest.mark.parametrize("first", [True, False], ids=["the first process", "one that helps"])
def test_where_a_process_may_have_no_thread_the_first_does_it_all(run: Run, many: Path, first: bool) -> None:
    alone = run("check", ".", "--jobs", "1")

    assert run("check", ".", "--jobs", "2", env=happening(many, NO_THREAD.format(first=first) + WHO)) == alone
    assert len(done_by(many)[FIRST]) == MANY


FAILING = """
    import multiprocessing
    import coaudit.audit as core
    check = core.check
    def fail(raw, name, rubric):
        if "020" in name and ({alone} or multiprocessing.parent_process()):
            raise {error}
        return check(raw, name, rubric)
    core.check = fail
"""
ERRORS = ["OSError('ours')", "ImportError('ours')", "RuntimeError('ours')", "ZeroDivisionError('ours')"]


@pytest.mark.parametrize("error", ERRORS)
def test_our_own_failure_is_told_at_the_same_place_whichever_process_it_happens_in(
    run: Run, many: Path, error: str
) -> None:
    env = happening(many, FAILING.format(error=error, alone=True))

    alone, shared = (run("check", ".", "--jobs", jobs, env=env) for jobs in ("1", "3"))

    assert shared == alone
    assert (alone.code, "ours" in alone.err) == (exits.OURS, True)
    assert "ok: 018.coaudit.yaml" in alone.out


def test_what_fails_in_another_process_alone_is_done_by_the_first(run: Run, many: Path) -> None:
    alone = run("check", ".", "--jobs", "1")

    assert (
        run("check", ".", "--jobs", "3", env=happening(many, FAILING.format(error="OSError(24)", alone=False) + WHO))
        == alone
    )
    assert done_by(many)[FIRST] == ["020.coaudit.yaml"]


SLOW = """
    import pathlib, time
    import coaudit.cli.working as working
    work = working._work
    def then(heap):
        pathlib.Path(f"begun.{working.os.getpid()}").touch()
        time.sleep(0.5)
        return work(heap)
    working._work = then
    then.__name__ = then.__qualname__ = "_work"
    then.__module__ = working.__name__
"""


def begun(folder: Path) -> list[int]:
    """The processes that have begun to work, once there are two of them."""
    for _ in range(300):
        found = [int(path.suffix[1:]) for path in folder.glob("begun.*")]
        if len(found) == 2:
            return found
        time.sleep(0.05)
    raise AssertionError("no process began")


def is_there(process: int) -> bool:
    """Whether a process runs. One that has ended and that nobody has asked about yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _heeds_a_closed_window() -> None:
    """Whatever the tests were started with: coaudit goes on where it was told to before it began, as by nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@ON_LINUX
@pytest.mark.parametrize(
    ("how", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130), (signal.SIGKILL, -9)],
    ids=["Ctrl-C", "ended", "window closed", "killed"],
)
def test_where_the_first_process_is_stopped_the_others_end_and_no_half_file_stays(
    many: Path, how: signal.Signals, code: int
) -> None:
    before = [name for name in left(many) if not name.startswith("begun")]
    line = f"audit {many} --jobs 2 --format json --output report.json"
    started = subprocess.Popen(
        [sys.executable, "-m", "coaudit", *line.split()],
        cwd=many,
        env=os.environ | happening(many, SLOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_heeds_a_closed_window,  # noqa: PLW1509 - no thread is running here
    )
    workers = begun(many)
    # Ctrl-C at a terminal, and the end of its window, reach every process of the line.
    together = how in (signal.SIGINT, signal.SIGHUP)
    os.killpg(started.pid, how) if together else os.kill(started.pid, how)
    _, err = started.communicate(timeout=60)

    assert started.returncode == code
    for _ in range(200):
        if not any(map(is_there, workers)):
            break
        time.sleep(0.05)
    assert not [worker for worker in workers if is_there(worker)]
    if how is not signal.SIGKILL:
        assert err == b"Stopped.\n"
        assert [name for name in left(many) if not name.startswith("begun")] == before


@ON_LINUX
def test_a_run_that_is_to_outlast_its_window_goes_on(run: Run, many: Path) -> None:
    undisturbed = run("check", ".", "--jobs", "1")
    started = subprocess.Popen(
        ["nohup", sys.executable, "-m", "coaudit", "check", ".", "--jobs", "2"],
        cwd=many,
        env=os.environ | happening(many, SLOW),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    begun(many)
    os.killpg(started.pid, signal.SIGHUP)
    out, _ = started.communicate(timeout=60)

    assert (started.returncode, out) == (undisturbed.code, undisturbed.raw)


@ON_LINUX
def test_ctrl_c_waits_for_nothing_that_the_others_are_at(many: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "coaudit", "audit", ".", "--jobs", "2", "--format", "json", "--output", "report.json"],
        cwd=many,
        env=os.environ | happening(many, SLOW.replace("sleep(0.5)", "sleep(600)")),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    workers = begun(many)
    os.kill(workers[0], signal.SIGSTOP)  # as a debugger does: it could not even be asked to end
    os.killpg(started.pid, signal.SIGINT)
    try:
        _, err = started.communicate(timeout=30)
    finally:
        left_over = [worker for worker in workers if is_there(worker)]
        for each in (started.pid, *left_over):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    assert (started.returncode, err, left_over) == (130, b"Stopped.\n", [])


STOPPED_EARLY = """
    import concurrent.futures.process as process
    import os, signal
    start = process._ExecutorManagerThread.start
    def then(thread):
        os.kill(os.getpid(), signal.SIGINT)
        start(thread)
    process._ExecutorManagerThread.start = then
"""


@ON_UNIX
@pytest.mark.parametrize("command", ["audit", "check"])
def test_ctrl_c_while_the_others_are_being_started_ends_the_run(run: Run, many: Path, command: str) -> None:
    done = run(command, ".", "--jobs", "2", env=happening(many, STOPPED_EARLY))

    assert (done.code, done.out, done.err) == (130, "", "Stopped.\n")


@ON_UNIX
@ON_LINUX
def test_a_name_that_is_no_text_is_read_by_the_first_process(run: Run, many: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(many) + b"/caf\xe9.coaudit.yaml")).write_text(HONEST, encoding="utf-8")
    except OSError:
        pytest.skip("this disk has no such names")
    line = ("audit", str(many), "--format", "json")

    alone, shared = run(*line, "--jobs", "1"), run(*line, "--jobs", "2")

    assert shared == alone
    assert "caf\ufffd".encode() in shared.raw
