"""What ends a program from outside, as an orderly end of this one: signals, and a terminal that goes away."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress

_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")
_STANDARD_STREAMS = (0, 1, 2)
_LOOKED_EVERY = 1.0
"""Seconds until it is noticed that the terminal is gone, where it is not the one that sends a signal then."""


def watch_signals(end: Callable[[], object]) -> Callable[[], None]:
    """Have `end` called in the event loop where the program is told to end or loses its terminal.

    Returns what stops that. Signals are left alone where the system or the thread cannot have them. Of a terminal that
    is gone nothing is left to restore: it is replaced by nothing at all first, because a failing write would keep the
    program from its end.
    """
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    terminals = [stream for stream in _STANDARD_STREAMS if os.isatty(stream)]
    looking: asyncio.TimerHandle

    def received() -> None:
        looking.cancel()
        _let_go(stream for stream in terminals if not os.isatty(stream))
        end()

    def look() -> None:
        nonlocal looking
        if all(map(os.isatty, terminals)):
            looking = loop.call_later(_LOOKED_EVERY, look)
        else:
            received()

    def stop() -> None:
        looking.cancel()
        for number in numbers:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(number)

    for number in numbers:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, received)
    looking = loop.call_later(_LOOKED_EVERY, look)
    return stop


def _let_go(streams: Iterable[int]) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in streams:
        os.dup2(nowhere, stream)
    os.close(nowhere)
