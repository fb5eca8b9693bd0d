"""The work on each description, one after the other or on several processors; the results come in order either way."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from coaudit.cli import exits, languages
from coaudit.cli.discover import Input
from coaudit.cli.output import tell
from coaudit.cli.reading import CannotReadError, read, read_stdin
from coaudit.errors import Problem, SourceError
from coaudit.phrases import Catalogue, say, speaking
from coaudit.records import Record, from_bytes, to_bytes

if TYPE_CHECKING:
    from concurrent.futures import Future

Made = TypeVar("Made")

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
MOST_LOST = 3
"""How often others are asked to help who were then ended from outside. After that, one process does the rest."""


class Outcome(Record, Generic[Made]):
    """What came of one description: what was made of it, or all that is wrong with it."""

    made: Made | None
    problems: tuple[Problem, ...] = ()


class Task(Protocol[Made]):
    """What is done with each description. It can be handed to another process, and what it makes can be sent back."""

    @property
    def outcome(self) -> type[Outcome[Made]]:
        """What comes of a description, as it is read from the bytes that another process sends."""

    @property
    def speaks(self) -> tuple[str, str]:
        """The language that it is done in, and the rubric by its name or path."""

    def of(self, raw: bytes, each: Input) -> Made:
        """What is made of what a description says. Raises CannotReadError or SourceError with all that is wrong."""


def outcomes(task: Task[Made], inputs: Sequence[Input], jobs: int | None) -> Generator[tuple[Input, Outcome[Made]]]:
    """What comes of each description, in their order. None of them is kept.

    *jobs* is how many processes share the work; None is as many as there are processors, where that is worth it.
    """
    several = processes(len(inputs), jobs)
    if several < 2:
        yield from alone(task.of, inputs)
        return
    _look_for_garbage()
    with closing(_by_others(task, inputs, several)) as sent:
        for each, raw in sent:
            yield each, _outcome(task.of, each) if raw is None else from_bytes(raw, task.outcome)


def alone(one: Callable[[bytes, Input], Made], inputs: Iterable[Input]) -> Generator[tuple[Input, Outcome[Made]]]:
    """The same by this process, for what need not be handed to another."""
    _look_for_garbage()
    for each in inputs:
        yield each, _outcome(one, each)


def _outcome(one: Callable[[bytes, Input], Made], each: Input) -> Outcome[Made]:
    """What comes of one description. One that cannot be read never stops the others."""
    try:
        raw = read_stdin(each.name) if each.path is None else read(each.path, each.name)
        return Outcome(one(raw, each))
    except CannotReadError as error:
        return Outcome(None, (error.problem,))
    except SourceError as error:
        return Outcome(None, error.problems)


def _look_for_garbage() -> None:
    gc.freeze()  # what is there now stays: only what the descriptions bring need be looked through
    gc.enable()


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


def _by_others(task: Task[Made], inputs: Sequence[Input], several: int) -> Generator[tuple[Input, bytes | None]]:
    """Each description with what another process made of it; None for one that the first process is to do.

    Where other processes cannot be had, or are ended from outside again and again, the first one does the rest.
    """
    from concurrent.futures.process import BrokenProcessPool

    done = lost = 0
    while lost < MOST_LOST and (several := processes(len(inputs) - done, several)) > 1:
        try:
            with closing(_batches(task, inputs[done:], several)) as batches:
                for batch, sent in batches:
                    for each, raw in zip(batch, sent, strict=True):
                        yield each, raw
                        done += 1
        except BrokenProcessPool:
            if not lost:
                tell(say("A process that helped was ended from outside. Its work is done again."))
            lost += 1
        except (OSError, ImportError, NotImplementedError, RuntimeError):
            break  # Not every system lets one process start another, or a thread to watch it. Nothing else raises here.
    for each in inputs[done:]:
        yield each, None


def _batches(
    task: Task[Made], inputs: Sequence[Input], several: int
) -> Generator[tuple[Sequence[Input], list[bytes | None]]]:
    """The descriptions batch by batch, each with what another process made of it."""
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # What another thread holds at that moment, such as that of a bar, stays locked for ever in a copy of the process.
    copied = FORKS and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copied else "spawn")
    pool = ProcessPoolExecutor(several, context, _begin, (task,))
    waiting: deque[tuple[Sequence[Input], Future[list[bytes | None]]]] = deque()
    batches = (inputs[start : start + AT_ONCE] for start in range(0, len(inputs), AT_ONCE))

    def hand_over(most: int) -> None:
        with _undisturbed():
            waiting.extend((batch, pool.submit(_work, batch)) for batch in islice(batches, most))

    try:
        hand_over(several * AHEAD)
        while waiting:
            batch, future = waiting.popleft()
            found = future.result()
            hand_over(1)
            yield batch, found
        pool.shutdown()
    except BaseException as error:  # such as Ctrl-C: the others are ended, and leave nothing behind
        for each in multiprocessing.active_children():
            each.kill()
        # Another pool has to wait until this one is gone; who stops the run waits for nothing.
        pool.shutdown(wait=isinstance(error, BrokenProcessPool), cancel_futures=True)
        raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Within, Ctrl-C waits. A process that starts there begins with that, and is not ended before it is ready."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, exits.STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_task: Task[Any] | None
_catalogue: Catalogue | None
"""In another process: what it was started for, and the language it says it in. No task is one that cannot help."""


def _begin(task: Task[Any]) -> None:
    """Make another process ready.

    Ctrl-C, or a closed window, is for the first one, which ends the others; and they end where it is gone.
    """
    import threading

    global _task, _catalogue
    _task, _catalogue = None, None
    for number in exits.STOPPING:
        signal.signal(number, signal.SIG_DFL if number is signal.SIGTERM else signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, exits.STOPPING)
    with suppress(Exception):  # such as no room for a thread: it gives its work back, and the first process does it
        threading.Thread(target=_end_with_the_first, daemon=True).start()
        _task, _catalogue = task, languages.catalogue(*task.speaks)


def _end_with_the_first() -> None:
    from multiprocessing import connection, parent_process

    first = parent_process()
    if first is not None:
        connection.wait([first.sentinel])
        os._exit(1)


def _work(batch: Sequence[Input]) -> list[bytes | None]:
    """What comes of each description of a batch; None for one that the first process is to do."""
    if _task is None:
        return [None] * len(batch)
    with speaking(_catalogue):
        return [_sent(_task, each) for each in batch]


def _sent(task: Task[Any], each: Input) -> bytes | None:
    """What comes of a description; None where only the first process can read it, or be told of it, or say why not."""
    if each.path is None:
        return None
    try:
        return to_bytes(_outcome(task.of, each))
    except Exception:  # noqa: BLE001 - a failure of ours: the first process meets it in its turn, and says so
        return None
