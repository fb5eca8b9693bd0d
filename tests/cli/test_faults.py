"""What goes wrong around coaudit: each fault gets its exit code and one plain sentence, and nothing is half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from coaudit import safe
from coaudit.cli import reading
from coaudit.render.layout import NARROWEST, WIDEST
from coaudit.source.decoding import MAX_BYTES
from tests.cli.conftest import BROKEN, HONEST, ROOT, SILENT, TODAY, Done, Run, plainly, run_in

ON_UNIX = pytest.mark.skipif(os.name == "nt", reason="done as only Unix systems can")
HOOKS = "sitecustomize"
"""A module of this name is imported as Python starts: it makes the fault happen at a moment of our choosing."""


def bare(folder: Path, line: str, env: Mapping[str, str] | None = None) -> Done:
    """Run coaudit with hardly any surroundings: no home, no place for files in passing, no language."""
    done = subprocess.run(
        [sys.executable, "-m", "coaudit", *line.split()],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": TODAY} | dict(env or {}),
        capture_output=True,
        timeout=120,
        check=False,
    )
    out, err = (each.decode(errors="replace") for each in (done.stdout, done.stderr))
    return Done(done.returncode, out, err, done.stdout)


def happening(folder: Path, fault: str) -> dict[str, str]:
    """Surroundings in which a fault happens, written as Python; for `run` and `bare`."""
    hooks = folder / ".hooks"
    hooks.mkdir()
    (hooks / f"{HOOKS}.py").write_text(textwrap.dedent(fault), encoding="utf-8")
    return {"PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}"}


def left(folder: Path) -> list[str]:
    """The files that lie in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".hooks")


# ---- Files that change under our hands --------------------------------------------------------------------

BETWEEN = """
    import os, pathlib
    import coaudit.cli.discover as discover
    find = discover.find
    def then(*given, **named):
        found = find(*given, **named)
        changing = pathlib.Path("b.yaml")
        {change}
        return found
    discover.find = then
"""
CHANGES = {
    "vanishes": ("changing.unlink()", "This file cannot be read: No such file or directory."),
    "becomes a folder": ("changing.unlink(); changing.mkdir()", "This is a folder, not a file."),
    "becomes a pipe": ("changing.unlink(); os.mkfifo(changing)", "This is a pipe, not a file."),
    "becomes a device": ("changing.unlink(); changing.symlink_to('/dev/zero')", "This is not an ordinary file."),
    "is emptied": ("changing.write_bytes(b'')", "This file says nothing."),
    "is cut off": ("changing.write_text('title: \"x')", "b.yaml:1:"),
    "grows": ("changing.write_bytes(b'title: x\\n#' + b'x' * 2**21)", "This file is larger than 1 MiB"),
}


@ON_UNIX
@pytest.mark.parametrize(("change", "said"), CHANGES.values(), ids=CHANGES)
def test_a_file_that_changes_between_finding_and_reading_stops_no_other(
    run: Run, tmp_path: Path, change: str, said: str
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(HONEST, encoding="utf-8")
    env = happening(tmp_path, BETWEEN.format(change=change))

    done = run("audit", "a.yaml", "b.yaml", "c.yaml", "--format", "json", env=env)

    assert (done.code, done.last) == (4, "Exit 4: 1 of 3 descriptions cannot be read.")
    assert said in done.err
    assert [each["path"] for each in json.loads(done.raw)["audits"]] == ["a.yaml", "c.yaml"]


def test_no_more_of_a_file_is_read_than_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"x" * (MAX_BYTES + 5000))

    assert len(reading.read(tmp_path / "large.yaml", "large.yaml")) == MAX_BYTES + 1


# ---- Ctrl-C, and disks ------------------------------------------------------------------------------------

IN_THE_MIDDLE = """
    import os, pathlib, signal
    def stop(*_):
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("it went on")
    pathlib.Path.replace = stop
"""
KILLED_IN_A_CONTAINER = """
    import os, pathlib, signal
    process = os.getpid()
    os.getpid = lambda: 7
    if "SECOND" not in os.environ:
        pathlib.Path.replace = lambda *_: os.kill(process, signal.SIGKILL)
"""
FULL = """
    import errno, pathlib
    opened = pathlib.Path.open
    class Full:
        def __init__(self, file): self.file = file
        def __enter__(self): return self
        def __exit__(self, *_): self.close()
        def close(self): self.file.close()
        def write(self, data):
            self.file.write(data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
    pathlib.Path.open = lambda path, mode="r", *a, **k: (
        Full(opened(path, mode, *a, **k)) if "x" in mode else opened(path, mode, *a, **k))
"""
LIMITED = """
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
"""
"""The system itself refuses to make any file longer than that, as a disk does that has no more room."""
OVERWRITING = {
    "a report": ("audit a.yaml -o report.json --format json --force", "report.json"),
    "a copy": ("audit a.yaml --write sarif=report.json --force", "report.json"),
}
WRITING = OVERWRITING | {
    "a plan": ("plan a.yaml --to co-design -o report.json --format json", "report.json"),
    "a new description": ("new new.coaudit.yaml", "new.coaudit.yaml"),
    "a rubric": ("rubric new ours.yaml", "ours.yaml"),
    "a baseline": ("baseline write a.yaml -o report.json", "report.json"),
    "questions for one side": ("new --as carer", "carer.answers.yaml"),
    "accounts": ("accounts add a.yaml b.answers.yaml --known", "a.yaml"),
}
ASKING = WRITING | {"an interview": ("new -i new.coaudit.yaml", "new.coaudit.yaml")}
"""An interview that is stopped by Ctrl-C has simply come to its end."""
TITLE = "A quieter ward\n"
"""The first answer of an interview."""
ANSWERS = "coaudit_answers: 1\nside: carer\nproject: A fair consultation\nrubric: coproduction\nanswers: {entry: 2}\n"


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A folder with what each line of WRITING reads."""
    (tmp_path / "a.yaml").write_text(HONEST + "groups: {families: carer}\n", encoding="utf-8")
    (tmp_path / "b.answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, str]:
    """What the files of a folder hold."""
    return {name: (folder / name).read_text(encoding="utf-8") for name in left(folder)}


STOPPED, TOO_LARGE, NO_SPACE = "Stopped.\n", "written: File too large", "written: No space left on device"
STOPS = {
    **{f"Ctrl-C, {what}": (*writes, IN_THE_MIDDLE, 130, STOPPED) for what, writes in WRITING.items()},
    **{f"no room left, {what}": (*writes, LIMITED, 2, TOO_LARGE) for what, writes in ASKING.items()},
    "a full disk": (*WRITING["a report"], FULL, 2, NO_SPACE),
}


@ON_UNIX
@pytest.mark.parametrize(("line", "name", "fault", "code", "said"), STOPS.values(), ids=STOPS)
def test_what_stops_writing_leaves_no_half_file(
    run: Run, ready: Path, line: str, name: str, fault: str, code: int, said: str
) -> None:
    before = held(ready)

    done = run(*line.split(), stdin=TITLE, env=happening(ready, fault))

    assert (done.code, said in done.err, code == 130 or name in done.err) == (code, True, True), done
    assert "sage" not in done.err, "nobody used it wrongly"
    assert held(ready) == before


@ON_UNIX
@pytest.mark.parametrize(("fault", "code"), [(IN_THE_MIDDLE, 130), (LIMITED, 2)], ids=["Ctrl-C", "no room left"])
@pytest.mark.parametrize(("line", "name"), OVERWRITING.values(), ids=OVERWRITING)
def test_what_stops_overwriting_leaves_the_older_file(
    run: Run, ready: Path, line: str, name: str, fault: str, code: int
) -> None:
    (ready / name).write_text("older", encoding="utf-8")
    before = held(ready)

    done = run(*line.split(), env=happening(ready, fault))

    assert done.code == code
    assert held(ready) == before


@ON_UNIX
def test_a_process_that_is_killed_while_it_writes_leaves_the_older_file_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    (tmp_path / "report.json").write_text("older", encoding="utf-8")
    env = happening(tmp_path, IN_THE_MIDDLE.replace("SIGINT", "SIGKILL"))

    done = run("audit", "a.yaml", "-o", "report.json", "--format", "json", "--force", env=env)

    assert (done.code, done.out, (tmp_path / "report.json").read_text(encoding="utf-8")) == (-9, "", "older")


@ON_UNIX
def test_what_a_killed_run_left_does_not_stop_the_next_of_the_same_number(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HONEST, encoding="utf-8")
    env = happening(tmp_path, KILLED_IN_A_CONTAINER)
    line = ("audit", "a.yaml", "-o", "report.json", "--format", "json")

    killed, second = run(*line, env=env), run(*line, env=env | {"SECOND": "1"})

    assert (killed.code, second.code, second.err) == (-9, 0, "")
    assert len([name for name in left(tmp_path) if name.endswith(".part")]) == 1, "it is not ours, and stays"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full here")
def test_where_nobody_can_be_told_the_exit_code_still_tells(four: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coaudit", "audit", "broken.yaml", "honest.yaml"],
            cwd=four,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )

    assert (done.returncode, b"A fair consultation" in done.stdout) == (4, True)


@ON_UNIX
@pytest.mark.parametrize(("line", "name"), ASKING.values(), ids=ASKING)
def test_a_folder_that_may_not_be_written_to_is_said(ready: Path, line: str, name: str) -> None:
    before = held(ready)
    ready.chmod(0o555)
    try:
        done = run_in(ready, *line.split(), stdin=TITLE, by=plainly())
    finally:
        ready.chmod(0o755)

    assert (done.code, f"{name} cannot be written: Permission denied" in done.err) == (2, True), done
    assert held(ready) == before


@ON_UNIX
@pytest.mark.parametrize("line", ["audit .", "audit a.yaml --format html"])
def test_what_lies_in_a_folder_that_may_not_be_written_to_is_judged(ready: Path, line: str) -> None:
    ready.chmod(0o555)
    try:
        done = run_in(ready, *line.split(), by=plainly())
    finally:
        ready.chmod(0o755)

    assert (done.code, "cannot" in done.err) == (0, False), done


# ---- Surroundings -----------------------------------------------------------------------------------------

NO_HOME = {
    "there is none": {},
    "they lead nowhere": {"HOME": "/no/such/place", "TMPDIR": "/no/such/place", "TMP": "", "TEMP": ""},
}
LINES = ("audit honest.yaml --details", "audit honest.yaml -f sarif", "check honest.yaml", "rubric show", "--help")


@ON_UNIX
@pytest.mark.parametrize("env", NO_HOME.values(), ids=NO_HOME)
@pytest.mark.parametrize("line", [*LINES, "audit honest.yaml -o report.json -f json"])
def test_neither_a_home_nor_a_place_for_passing_files_is_needed(four: Path, line: str, env: dict[str, str]) -> None:
    done = bare(four, line, env)

    assert (done.code, done.err) == (0, "")
    assert not [name for name in left(four) if name.endswith(".part")]


@pytest.mark.parametrize(
    "clock", ["0", "1", "4102444800", "4133980799"], ids=["1970", "a second on", "2100", "its end"]
)
@pytest.mark.parametrize("format_", ["text", "json", "junit", "markdown"])
def test_any_clock_is_good_enough(run: Run, four: Path, clock: str, format_: str) -> None:
    assert four.is_dir()
    env = {"SOURCE_DATE_EPOCH": clock}

    done = run("audit", "honest.yaml", "--policy", "honest", "--format", format_, env=env)

    assert (done.code, done.last.startswith("Met: ")) == (0, True), done


@pytest.mark.parametrize(("columns", "widest"), [("10", NARROWEST), ("1000", WIDEST)])
@pytest.mark.parametrize("line", ["audit honest.yaml --details", "audit silent.yaml", "facts"])
def test_no_window_is_too_narrow_or_too_wide(run: Run, four: Path, line: str, columns: str, widest: int) -> None:
    assert four.is_dir()
    done = run(*line.split(), env={"COLUMNS": columns})

    assert (done.code, done.err) == (0, "")
    # A word that is longer than the window stands on a line of its own.
    beyond = [each for each in done.out.splitlines() if safe.cells(each) > widest and " " in each.strip()]
    assert beyond == []


@ON_UNIX
@pytest.mark.parametrize("name", ["Łódź – 共同.yaml".encode(), b"caf\xe9.yaml"], ids=["not ASCII", "not even text"])
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github"])
def test_a_file_name_of_any_letters_is_read_in_the_locale_c(tmp_path: Path, name: bytes, format_: str) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(HONEST, encoding="utf-8")
    except OSError:
        pytest.skip("this disk has no such names")
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}

    done = bare(tmp_path, f"audit *.yaml --format {format_}", env)

    assert (done.code, done.err) == (0, "")
    assert done.out


# ---- Many -------------------------------------------------------------------------------------------------


MANY = 10_000


def test_three_bad_files_among_many_cost_only_themselves(tmp_path: Path) -> None:
    bad = {7: BROKEN, MANY // 2: "[" * 50_000, MANY - 1: ""}
    (tmp_path / "all").mkdir()
    names = [f"all/{number:05}.coaudit.yaml" for number in range(MANY)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(bad.get(number, SILENT), encoding="utf-8")

    with (tmp_path / "out").open("wb") as out:  # 36 KB a file: too much to hold here
        done = subprocess.run(
            [sys.executable, "-m", "coaudit", "audit", "all", "--format", "jsonl"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": TODAY},
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60 + MANY / 10,
            check=False,
        )

    said = done.stderr.splitlines()
    assert (done.returncode, said[-1]) == (4, f"Exit 4: 3 of {MANY} descriptions cannot be read.")
    told = [line.split(":")[0] for line in said if line.startswith("all/")]
    assert list(dict.fromkeys(told)) == [names[number] for number in bad]
    with (tmp_path / "out").open(encoding="utf-8") as lines:
        audits = [each["audit"]["path"] for line in lines if "audit" in (each := json.loads(line))]
    (tmp_path / "out").unlink()  # no need to keep so much
    assert audits == [name for number, name in enumerate(names) if number not in bad]


@ON_UNIX
def test_a_reader_that_leaves_after_a_line_changes_no_exit_code(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.coaudit.yaml").write_text(SILENT, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "{sys.executable}" -m coaudit audit . --details | head -n 1'],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
