"""Signals that end a command: between two results, never within one."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tui.stopping import Stop, stoppable

ENDING = """
import signal
from tui.stopping import stoppable
with stoppable():
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        print("closed", flush=True)
print("not reached")
"""


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Look that the signals do afterwards what they did before."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


def stopped(work: Callable[[Stop, list[str]], None]) -> list[str]:
    """Return what some work did before it was stopped."""
    done: list[str] = []

    def run() -> None:
        with stoppable() as stop:
            work(stop, done)

    with pytest.raises(KeyboardInterrupt):
        run()
    return done


def test_what_is_being_written_is_finished_first() -> None:
    def work(stop: Stop, done: list[str]) -> None:
        with stop.held():
            signal.raise_signal(signal.SIGINT)
            done.append("written")
        done.append("too much")

    assert stopped(work) == ["written"]


def test_a_second_signal_does_not_wait() -> None:
    def work(stop: Stop, done: list[str]) -> None:
        with stop.held():
            signal.raise_signal(signal.SIGINT)
            done.append("begun")
            signal.raise_signal(signal.SIGINT)
            done.append("too much")

    assert stopped(work) == ["begun"]


def test_elsewhere_a_signal_is_obeyed_at_once() -> None:
    def work(stop: Stop, done: list[str]) -> None:
        with stop.held():
            done.append("written")
        signal.raise_signal(signal.SIGINT)
        done.append("too much")

    assert stopped(work) == ["written"]


def test_what_was_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable() as stop:
            signal.raise_signal(signal.SIGHUP)
        assert stop.number is None
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_program_ends_by_the_signal_that_it_got() -> None:
    finished = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (-signal.SIGTERM, "closed\n")
