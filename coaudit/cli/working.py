"""The work on each description, one after the other or on several processors; the results come in order either way."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from coaudit import audit as core
from coaudit.cli import languages
from coaudit.cli.carrying import history
from coaudit.cli.discover import Input
from coaudit.cli.output import tell
from coaudit.cli.reading import CannotReadError, read, read_stdin
from coaudit.cli.requirements import Held
from coaudit.errors import Problem, SourceError
from coaudit.phrases import Catalogue, say, speaking
from coaudit.records import Record, from_bytes, replace, to_bytes
from coaudit.render import FORMATS, Look
from coaudit.report import Audit, Report, Requirement
from coaudit.rubric import Rubric

if TYPE_CHECKING:
    from concurrent.futures import Future

AT_ONCE = 16
"""How many descriptions another process is given at a time: one by one, handing them over would take long."""
AHEAD = 3
"""How many such batches wait for each process: enough that none is idle, and few enough that little is kept."""
FORKS = sys.platform == "linux"
"""Whether another process can begin as a copy of this one. Elsewhere it starts anew, which takes long."""
MANY = 64 if FORKS else 512
"""From how many descriptions on other processes are worth their start."""
MOST_UNASKED = 8
"""How many there are at most unless more are asked for: a container may be granted fewer processors than it sees."""
MOST = 60
"""How many processes there are at most, whatever is asked for: Windows cannot wait for more than 61."""


class Result(Record):
    """What came of one description that could be read."""

    audit: Audit | None
    """As much of it as the copies of the report need at their ends."""
    pieces: tuple[str, ...]
    """What each copy of the report says of it, where it can be written project by project."""
    requirements: tuple[Requirement, ...]
    better: str
    """Its path, where it is better than its baseline records."""
    no_history: str = ""
    """Why it has no history, where one was asked for."""


class Outcome(Record):
    """What came of one description: its result, or all that is wrong with it."""

    result: Result | None
    problems: tuple[Problem, ...] = ()


class Task(Record):
    """What is done with each description. It can be handed to another process."""

    rubric: Rubric
    as_if: str | None
    held: Held
    head: Report
    """The report without projects."""
    copies: tuple[tuple[str, Look], ...]
    """The format of each copy of the report, and how its reader will see it."""
    parts: frozenset[str]
    """The parts of a project that are told."""
    keeps: frozenset[str] | None
    """Those that the copies need at their ends, beside the verdict; None where they need neither."""
    history: bool
    """Whether each project is to carry its history."""
    speaks: tuple[str, str]
    """The language of the report, and the rubric by its name or path."""

    def of(self, each: Input) -> Outcome:
        """Read one description, and judge it and what is required of it."""
        try:
            raw = bytes_of(each)
            audit = core.audit(raw, each.name, self.rubric, as_if=self.as_if, parts=self.parts)
            past = history(each, raw, self.rubric, self.as_if) if self.history else None
        except CannotReadError as error:
            return Outcome(None, (error.problem,))
        except SourceError as error:
            return Outcome(None, error.problems)
        if past is not None:
            audit = replace(audit, history=past)
        pieces = tuple(self._piece(name, look, audit) for name, look in self.copies)
        requirements, better = self.held.judge(raw, audit, each.path)
        return Outcome(Result(self._needed(audit), pieces, requirements, better, past.wrong if past else ""))

    def _needed(self, audit: Audit) -> Audit | None:
        return None if self.keeps is None else audit.with_only(self.keeps)

    def _piece(self, name: str, look: Look, audit: Audit) -> str:
        load = FORMATS[name].by_project
        return load().project(self.head, audit, look) if load else ""


def bytes_of(each: Input) -> bytes:
    """What a description says. Raises CannotReadError."""
    return read_stdin(each.name) if each.path is None else read(each.path, each.name)


def outcomes(task: Task, inputs: Sequence[Input], jobs: int | None) -> Generator[tuple[Input, Outcome]]:
    """What comes of each description, in their order. None of them is kept.

    *jobs* is how many processes share the work; None is as many as there are processors, where that is worth it.
    """
    gc.freeze()  # what is there now stays: only what the descriptions bring need be looked through
    gc.enable()
    several = processes(len(inputs), jobs) if all(each.path for each in inputs) else 1
    if several > 1:
        yield from _together(task, inputs, several)
    else:
        for each in inputs:
            yield each, task.of(each)


def processes(descriptions: int, jobs: int | None) -> int:
    """How many processes to use for so many descriptions."""
    most = min(-(-descriptions // AT_ONCE), MOST)
    if jobs is None:
        return min(processors(), most, MOST_UNASKED) if descriptions >= MANY else 1
    return min(jobs, most)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _together(task: Task, inputs: Sequence[Input], several: int) -> Iterator[tuple[Input, Outcome]]:
    """The same by several processes. Where they cannot be had, or one is ended from outside, the rest is done here."""
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        with closing(_batches(task, inputs, several)) as batches:
            for batch, found in batches:
                for each, raw in zip(batch, found, strict=True):
                    yield each, task.of(each) if raw is None else from_bytes(raw, Outcome)
                    done += 1
    except BrokenProcessPool:
        tell(say("A process that helped was ended from outside. Its work is done again."))
    except (OSError, ImportError, NotImplementedError):  # not every system lets one process start another
        pass
    for each in inputs[done:]:
        yield each, task.of(each)


def _batches(
    task: Task, inputs: Sequence[Input], several: int
) -> Generator[tuple[Sequence[Input], list[bytes | None]]]:
    """The descriptions batch by batch, each with what another process made of it."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    pool = ProcessPoolExecutor(several, context, _begin, (task,))
    try:
        waiting: deque[tuple[Sequence[Input], Future[list[bytes | None]]]] = deque()
        batches = (inputs[start : start + AT_ONCE] for start in range(0, len(inputs), AT_ONCE))
        waiting.extend((batch, pool.submit(_work, batch)) for batch in islice(batches, several * AHEAD))
        while waiting:
            batch, future = waiting.popleft()
            found = future.result()
            waiting.extend((following, pool.submit(_work, following)) for following in islice(batches, 1))
            yield batch, found
    except BaseException:  # such as Ctrl-C: nobody waits for what the others are at, and they leave nothing behind
        for each in multiprocessing.active_children():
            each.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


_task: Task
_catalogue: Catalogue | None
"""In another process: what it was started for, and the language it says it in."""


def _begin(task: Task) -> None:
    """Make another process ready. Ctrl-C is for the first one, which ends the others; and they end where it is gone."""
    import signal
    import threading

    global _task, _catalogue
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    _task, _catalogue = task, languages.catalogue(*task.speaks)


def _end_with_the_first() -> None:
    from multiprocessing import connection, parent_process

    first = parent_process()
    if first is not None:
        connection.wait([first.sentinel])
        os._exit(1)


def _work(batch: Sequence[Input]) -> list[bytes | None]:
    """What comes of each description of a batch; None for one whose name no other process can be told."""
    with speaking(_catalogue):
        return [to_bytes(_task.of(each)) for each in batch]
