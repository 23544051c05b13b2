"""Worker processes that do one task each at a time, with the results in the order of the tasks."""

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 8
"""Tasks for each process that may be done before the one whose result is waited for: the most that is kept."""
PATIENCE = 600.0
"""Seconds that a task gets before its process is ended."""
_GRACE = 2.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What numerical libraries read: processes whose threads outnumber the processors slow each other down."""


@dataclass(frozen=True)
class Lost:
    """Stands for the result of a task whose process ended, or took longer than it may."""

    reason: str


@dataclass
class _Task(Generic[T]):
    number: int
    content: T
    deadline: float


class _Member(Generic[T, R]):
    """One process and what it is at work on."""

    def __init__(self, work: Callable[[T], R]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: ctrl+c is for us, who end the others
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()
        self.task: _Task[T] | None = None

    def end(self) -> None:
        """End the process, by force if it does not do so itself."""
        self.process.terminate()
        self.process.join(_GRACE)
        self.process.kill()
        self.process.join()
        self.connection.close()


class Crew(Generic[T, R]):
    """Processes that do the same work; started when there is something to do, ended with the iteration."""

    def __init__(self, work: Callable[[T], R], size: int, *, patience: float = PATIENCE) -> None:
        """Remember what to do: `work`, tasks and results have to be what pickle takes."""
        self._work = work
        self._size = size
        self._patience = patience
        self._members: list[_Member[T, R]] = []

    def results(self, tasks: Iterable[T]) -> Generator[R | Lost, None, None]:
        """Yield the result of each task, in order; whatever the first ones take, few of the others are kept meanwhile.

        A process that ends is replaced; only the task that it was at is lost.
        """
        waiting = enumerate(tasks)
        done: dict[int, R | Lost] = {}
        following = 0
        try:
            while True:
                in_hand = sum(member.task is not None for member in self._members) + len(done)
                for number, content in islice(waiting, max(0, min(self._idle, self._size * AHEAD - in_hand))):
                    self._give(_Task(number, content, monotonic() + self._patience))
                if not self._busy:
                    return
                done.update(self._finished())
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            self._end()

    @property
    def _busy(self) -> list[_Member[T, R]]:
        return [member for member in self._members if member.task]

    @property
    def _idle(self) -> int:
        return self._size - len(self._busy)

    def _give(self, task: _Task[T]) -> None:
        member = next((member for member in self._members if not member.task), None)
        if member is None:
            member = _Member(self._work)
            self._members.append(member)
        member.task = task
        with suppress(OSError):  # its end is seen when the result is asked for
            member.connection.send(task.content)

    def _finished(self) -> Iterator[tuple[int, R | Lost]]:
        """Wait for one or more tasks to end, and yield their numbers and results."""
        busy = self._busy
        timeout = min(member.task.deadline for member in busy if member.task) - monotonic()
        ready = wait([member.connection for member in busy], max(0.0, timeout))
        for member in busy:
            task = member.task
            assert task is not None
            if member.connection in ready:
                yield task.number, self._received(member)
            elif monotonic() >= task.deadline:
                self._dismiss(member)
                yield task.number, Lost(f"not done after {self._patience:.0f} seconds")

    def _received(self, member: _Member[T, R]) -> R | Lost:
        try:
            result: R = member.connection.recv()
        except (EOFError, OSError):
            self._dismiss(member)
            return Lost(f"the process at work on it ended (exit status {member.process.exitcode})")
        member.task = None
        return result

    def _dismiss(self, member: _Member[T, R]) -> None:
        self._members.remove(member)
        member.end()

    def _end(self) -> None:
        for member in self._members:
            member.process.terminate()
        while self._members:
            self._dismiss(self._members[-1])


def _serve(connection: Connection, work: Callable[[T], R]) -> None:
    """Do one task after another until nobody asks any more; what libraries print goes to standard error."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # who started this process ends it
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            connection.send(work(connection.recv()))
