import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Newsmark

COLUMNS, ROWS = 80, 24
PATIENCE = 30.0
QUIET = 0.25
"""Seconds without output after which the program has nothing more to draw; half of what a caret takes to blink."""
MARKER = "NEWSMARK_TEST"
COMMAND = (sys.executable, "-P", "-m", "tui")
USUAL = frozenset({"7", "25"})
"""The DEC private modes that a terminal is in at first: lines wrap, the cursor shows."""


def take_terminal() -> None:
    """Make standard output the new session's controlling terminal."""
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)


class Terminal:
    """The real program in a pseudo-terminal of 80×24; what it wrote, and what to type."""

    def __init__(self, command: tuple[str, ...], folder: Path, stdin: bytes | None, *, controlling: bool) -> None:
        self.folder = folder
        self.master, slave = pty.openpty()
        self.resize(COLUMNS, ROWS)
        self.settings = termios.tcgetattr(self.master)
        """How the terminal is set before the program begins."""
        self.output = bytearray()
        self._is_open = True
        self.process = subprocess.Popen(
            command,
            stdin=slave if stdin is None else subprocess.PIPE,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={**os.environ, MARKER: str(folder)},
            start_new_session=True,
            preexec_fn=take_terminal if controlling else None,  # noqa: PLW1509 - no other thread runs here
        )
        os.close(slave)
        if self.process.stdin and stdin is not None:
            self.process.stdin.write(stdin)
            self.process.stdin.close()

    def type(self, keys: str) -> None:
        """Send keys as a terminal would."""
        os.write(self.master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, words: str, *, after: int = 0) -> None:
        """Read until the words were written, in one piece and after so many bytes; fails after a while."""
        self._read(lambda: self.output.find(words.encode(), after) >= 0, f"{words!r} did not appear")

    def wait_until(self, is_done: Callable[[], bool]) -> None:
        """Read until something outside of the terminal has happened; fails after a while."""
        self._read(is_done, "it did not happen")

    @property
    def modes(self) -> set[str]:
        """What the program has changed of the terminal's ways and not changed back; nothing where it has ended well."""
        on = set(USUAL)
        for numbers, final in re.findall(r"\x1b\[\?([\d;]+)([hl])", self.output.decode(errors="replace")):
            (on.update if final == "h" else on.difference_update)(numbers.split(";"))
        keyboards = len(re.findall(rb"\x1b\[>\d+u", self.output)) - self.output.count(b"\x1b[<u")
        return (on ^ USUAL) | ({"keyboard"} if keyboards > 0 else set())

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal is as it was before the program began."""
        return not self.modes and termios.tcgetattr(self.master) == self.settings

    def look(self) -> None:
        """Read what was written within a moment."""
        self._take(0.05)

    def settle(self) -> None:
        """Read until nothing comes for a while."""
        while self._take(QUIET):
            pass

    def _take(self, patience: float) -> bool:
        before = len(self.output)
        while select.select([self.master], [], [], patience)[0]:
            patience = 0.0
            self.output += os.read(self.master, 65536)
        return len(self.output) > before

    def wait(self) -> int:
        """Read until the program has ended, and return its exit status."""
        self._read(lambda: self.process.poll() is not None, "the program did not end")
        return self.process.wait()

    def processes(self) -> list[str]:
        """Return the command lines of the processes that the program left, or is; Linux only."""
        mark = f"{MARKER}={self.folder}".encode()
        return [
            (path.parent / "cmdline").read_text().replace("\0", " ")
            for path in Path("/proc").glob("[0-9]*/environ")
            if mark in content(path).split(b"\0")
        ]

    def hang_up(self) -> None:
        """Close the terminal under the program, as a lost connection does."""
        os.close(self.master)
        self._is_open = False

    def close(self) -> None:
        """End the program, however it is, and the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._is_open:
            os.close(self.master)

    def _read(self, is_done: Callable[[], bool], complaint: str) -> None:
        deadline = monotonic() + PATIENCE
        while not is_done():
            assert monotonic() < deadline, f"{complaint}:\n{self.output.decode(errors='replace')[-2000:]}"
            try:
                self.look()
            except OSError:  # Linux's way of saying that the other side is closed
                self.process.wait(PATIENCE)


def content(path: Path) -> bytes:
    """Return what a file of /proc holds; nothing if its process has ended or is another user's."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


OpenTerminal = Callable[..., Terminal]


@pytest.fixture
def stored_note(newsmark: "Newsmark") -> Callable[[], str]:
    """Return what tells the only note on a claim that the store has."""

    def note() -> str:
        (article,) = json.loads(newsmark("list", "--json", "--store", "store.json").stdout)
        exported = json.loads(newsmark("export", article["id"], "--store", "store.json").stdout)
        (found,) = [claim["note"] for claim in exported["claims"] if claim["note"]]
        return str(found)

    return note


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenTerminal]:
    """Return a function that starts the real program in a pseudo-terminal, with its store in `tmp_path`."""
    monkeypatch.setenv("TERM", "xterm-256color")
    started: list[Terminal] = []

    def start(
        *arguments: str, stdin: bytes | None = None, controlling: bool = True, command: tuple[str, ...] = COMMAND
    ) -> Terminal:
        with_store = (*command, *arguments, "--store", str(tmp_path / "store.json"))
        opened = Terminal(with_store, tmp_path, stdin, controlling=controlling)
        started.append(opened)
        return opened

    yield start
    for each in started:
        each.close()
