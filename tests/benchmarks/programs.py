"""A program in a pseudo-terminal, timed from outside: what it writes, and when."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

PATIENCE = 60.0
"""Seconds that a program gets to do what is waited for."""
QUIET = 0.05
"""Seconds without output after which a program is taken to have finished drawing."""


class Answer(NamedTuple):
    """What a program wrote after something was done to it; seconds since then."""

    first: float
    last: float
    written: bytes


class Memory(NamedTuple):
    """Of one process, in bytes."""

    resident: int
    own: int
    """Not shared with any other process."""


class Program:
    """A running program whose terminal is ours."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self.master, slave = pty.openpty()
        self.written = b""
        _set_size(slave, size)
        self.begun = perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **environment}, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program and what it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def until(self, words: str) -> float:
        """Read until the words were written in one piece; returns the seconds since the start."""
        while words.encode() not in self.written:
            if not self._read(PATIENCE):
                raise TimeoutError(f"{words!r} did not appear: {self.written[-400:]!r}")
        return perf_counter() - self.begun

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing is written for a while."""
        while self._read(quiet):
            pass

    def press(self, keys: str, quiet: float = QUIET) -> Answer:
        """Type keys and read what follows, until nothing is written for a while."""
        os.write(self.master, keys.encode())
        return self._answer(quiet)

    def resize(self, size: tuple[int, int], quiet: float = 0.25) -> Answer:
        """Change the terminal's size and read what follows."""
        _set_size(self.master, size)
        os.killpg(self.process.pid, signal.SIGWINCH)
        return self._answer(quiet)

    def quit(self, keys: str) -> float:
        """Type what ends the program; returns the seconds until its process is gone."""
        begun = perf_counter()
        os.write(self.master, keys.encode())
        while self.process.poll() is None and perf_counter() - begun < PATIENCE:
            self._read(0.005)
        return perf_counter() - begun

    def used(self) -> float:
        """Return the seconds of the processor that the process itself has used; Linux only."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9

    def memory(self) -> Memory:
        """Return what the process itself takes, its children not counted; Linux only."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
        sizes = {name.rstrip(":"): int(size) * 1024 for name, size, *_ in map(str.split, lines)}
        return Memory(sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"])

    def _answer(self, quiet: float) -> Answer:
        begun, before = perf_counter(), len(self.written)
        if not self._read(PATIENCE):
            raise TimeoutError("no answer")
        first = last = perf_counter()
        while self._read(quiet):
            last = perf_counter()
        return Answer(first - begun, last - begun, self.written[before:])

    def _read(self, timeout: float) -> bool:
        """Read what there is, or will be in time; tell whether there was anything."""
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 20)
        except OSError:  # Linux's way of saying that the other side is closed
            return False
        self.written += data
        return bool(data)


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
