"""Signals that end a program, as an orderly end of this one."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress

_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")
_STANDARD_STREAMS = (0, 1, 2)


def watch_signals(end: Callable[[], object]) -> Callable[[], None]:
    """Have `end` called in the event loop where the program is told to end; return what stops that.

    Does nothing where the system or the thread cannot have it. Of a terminal that is gone nothing is left to restore:
    it is replaced by nothing at all first, because a failing write would keep the program from its end.
    """
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    terminals = [stream for stream in _STANDARD_STREAMS if os.isatty(stream)]

    def received() -> None:
        _let_go(stream for stream in terminals if not os.isatty(stream))
        end()

    def stop() -> None:
        for number in numbers:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(number)

    for number in numbers:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, received)
    return stop


def _let_go(streams: Iterable[int]) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in streams:
        os.dup2(nowhere, stream)
    os.close(nowhere)
