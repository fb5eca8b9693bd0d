"""Files that a stranger may send: each is refused in words, at once, with exit code 4, and the others are audited."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.cli.conftest import HONEST, Run, plainly, run_in

BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}]\n" for n in range(12))
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} {{<<: [{f'*{chr(97 + n)}, ' * 9}]}}\n" for n in range(8)
)

FILES = {
    "50 KB of brackets": b"[" * 50_000,
    "50 KB of brackets under a key": b"title: x\nfacts: " + b"[" * 50_000,
    "10,000 levels by indents": b"".join(b" " * n + b"a:\n" for n in range(1000)),
    "merge keys within merge keys": MERGES.encode(),
    "aliases of aliases of aliases": BOMB.encode(),
    "a NUL": b"title: a\0b\n",
    "2 MiB": b"title: x\n# " + b"x" * 2 * 1024 * 1024,
    "another encoding": "title: café\n".encode("cp1252"),
    "UTF-16 without a mark": "title: x\n".encode("utf-16-le"),
    "a Word file": b"PK\x03\x04" + bytes(range(256)),
    "an escape for a terminal": b'title: "\\e[31m"\nclaim: "\x1b[31m"\n',
    "a key that is a command to a build machine": b"title: x\n'::error::boo': 1\n'##vso[task.x]': 1\n",
    "a day that there is not": b"title: x\nstarts: 2026-02-30\n",
    "a number of 5,000 digits": b"title: x\nnotice_days: " + b"9" * 5000 + b"\n",
    "nothing at all": b"",
    "a key twice": b"title: x\ntitle: y\n",
    "a second document": b"title: x\n---\ntitle: y\n",
    "a tag that would make Python run something": b"title: !!python/object/apply:os.system [echo]\n",
}


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES)
def test_a_bad_file_is_refused_and_the_others_are_audited(run: Run, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "bad.yaml").write_bytes(raw)
    (tmp_path / "good.yaml").write_text(HONEST, encoding="utf-8")

    start = time.perf_counter()
    done = run("audit", "bad.yaml", "good.yaml", "--plain")
    taken = time.perf_counter() - start

    assert (done.code, done.last) == (4, "Exit 4: 1 of 2 descriptions cannot be read.")
    assert done.err.startswith("bad.yaml:")
    assert "A fair consultation" in done.out
    assert "Traceback" not in done.err
    assert "\x1b" not in done.out + done.err
    assert not any(line.lstrip().startswith(("::", "##")) for line in (done.out + done.err).splitlines())
    assert taken < 5, "a second on a quiet machine, start-up included"


@pytest.mark.parametrize("written", ["nan", ".nan", "inf", ".inf", "-.inf", "1e999", "0x10", "9" * 5000])
def test_what_is_no_number_is_refused(run: Run, tmp_path: Path, written: str) -> None:
    (tmp_path / "a.yaml").write_text(f"title: x\nnotice_days: {written}\n", encoding="utf-8")

    done = run("audit", "a.yaml")

    assert (done.code, done.err.startswith("a.yaml:2:14: ")) == (4, True), done


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", ["audit", "check"])
def test_a_pipe_is_refused_without_waiting(run: Run, tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    done = run(command, "pipe.yaml")

    assert (done.code, "This is a pipe, not a file." in done.err) == (4, True)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such devices")
def test_a_device_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("/dev/zero")

    done = run("audit", "link.yaml")

    assert (done.code, "This is not an ordinary file." in done.err) == (4, True)


def test_a_rubric_that_is_a_device_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()

    done = run("audit", "-", "--rubric", "folder.yaml", stdin=HONEST)

    assert (done.code, "This is a folder, not a file." in done.err) == (5, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_that_may_not_be_read_is_never_passed_over(tmp_path: Path) -> None:
    (tmp_path / "locked.yaml").write_text(HONEST, encoding="utf-8")
    (tmp_path / "locked.yaml").chmod(0)

    done = run_in(tmp_path, "audit", ".", by=plainly())

    assert (done.code, "This file cannot be read: Permission denied." in done.err) == (4, True)


def test_more_than_a_megabyte_on_standard_input_is_refused(run: Run) -> None:
    done = run("check", "-", stdin="title: x\n# " + "x" * 2 * 1024 * 1024)

    assert (done.code, "larger than 1 MiB" in done.err) == (4, True)


def test_a_file_name_cannot_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred.yaml").write_text("title: x\nclaim: sometimes\n", encoding="utf-8")

    done = run("audit", ".", "\x1b[32mgreen.yaml", "--color", "never")

    assert "\x1b" not in done.out + done.err
    assert run("check", "\x1b[31mred.yaml").err.startswith("<U+001B>[31mred.yaml:2:8:")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_that_is_listed_is_one_line_whatever_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\nb.yaml").write_text(HONEST, encoding="utf-8")

    assert run("audit", "--list-files", ".").out.splitlines() == ["a<U+000A>b.yaml"]
