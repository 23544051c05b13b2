"""The signals that end a command, kept from leaving half of anything behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stop:
    """Turns a signal into `KeyboardInterrupt`: at once, or where something is being written, after that."""

    def __init__(self) -> None:
        self.number: int | None = None
        """The signal received last."""
        self._is_held = False

    def receive(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal; the second one is obeyed at once in any case."""
        is_first, self.number = self.number is None, number
        if not (self._is_held and is_first):
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """Finish what is done here before the program stops."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self.number is not None:
            raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Have the program stopped in order; afterwards it ends by the signal that it got, unless that was ctrl+c.

    Signals that the program was started to ignore stay ignored. Main thread only.
    """
    stop = Stop()
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, stop.receive)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if stop.number not in {None, signal.SIGINT}:
            signal.raise_signal(stop.number or signal.SIGTERM)
