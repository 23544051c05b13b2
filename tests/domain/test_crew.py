"""Worker processes: results in order, one that dies or hangs costs one task, none is left behind."""

import itertools
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from tui.crew import AHEAD, Crew, Lost


class Order(NamedTuple):
    """What a worker is told: a number to give back, and how to fail instead."""

    number: int
    mishap: str = ""


def obey(order: Order) -> tuple[int, int]:
    """Return the number and the process at work, unless a mishap is asked for."""
    if order.mishap == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order.mishap == "leave":
        os._exit(3)
    if order.mishap == "hang":
        Event().wait()
    if order.mishap == "print":
        os.write(1, b"noise")
    return order.number, os.getpid()


def numbers(crew: Crew[Order, tuple[int, int]], orders: list[Order]) -> list[int | str]:
    return [each.reason if isinstance(each, Lost) else each[0] for each in crew.results(orders)]


@pytest.fixture(autouse=True)
def _all_ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    checkout = str(Path(__file__).parents[2])
    monkeypatch.setattr(sys, "path", [*sys.path, checkout])  # where the processes find `obey`: behind what is installed
    yield
    assert active_children() == []


def test_results_come_in_the_order_of_the_tasks_from_several_processes() -> None:
    results = list(Crew(obey, 2).results(Order(number) for number in range(100)))
    assert [result[0] for result in results if not isinstance(result, Lost)] == list(range(100))
    assert {os.getpid()}.isdisjoint(result[1] for result in results if not isinstance(result, Lost))


def test_no_tasks_start_no_process() -> None:
    assert list(Crew(obey, 4).results(iter(()))) == []


def test_only_the_task_of_a_process_that_dies_is_lost() -> None:
    orders = [Order(0), Order(1, "die"), Order(2), Order(3, "leave"), Order(4)]
    died = "the process at work on it ended (exit status {})"
    assert numbers(Crew(obey, 2), orders) == [0, died.format(-9), 2, died.format(3), 4]


def test_a_task_that_takes_too_long_is_ended() -> None:
    results = numbers(Crew(obey, 1, patience=1.0), [Order(0, "hang"), Order(1)])
    assert results == ["not done after 1 seconds", 1]


def test_only_so_many_tasks_are_taken_ahead() -> None:
    taken = itertools.count()
    with closing(Crew(obey, 2).results(Order(number) for number in taken)) as results:
        for _ in range(10):
            next(results)
    assert next(taken) <= 10 + 2 * AHEAD + 2


def test_what_a_worker_prints_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    assert numbers(Crew(obey, 1), [Order(7, "print")]) == [7]
    assert capfd.readouterr() == ("", "noise")


def test_processes_end_when_the_iteration_does() -> None:
    with closing(Crew(obey, 2).results([Order(0), Order(1, "hang"), Order(2, "hang")])) as results:
        assert next(results)
    assert active_children() == []
