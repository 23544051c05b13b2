"""How far a long task is: one line of a terminal, and a summary at the end."""

import sys
from time import monotonic

_ERASE = "\r\x1b[K"
_BETWEEN = 0.1
"""Seconds between two drawings of the line."""


class TerminalLine:
    """A line on standard error that is drawn anew in its place, and erased before something else is said."""

    def __init__(self) -> None:
        self._is_drawn = False

    def draw(self, words: str) -> None:
        """Draw how far a task is."""
        self._is_drawn = True
        sys.stderr.write(f"{_ERASE}{words} (ctrl+c stops)")
        sys.stderr.flush()

    def clear(self) -> None:
        """Erase the line."""
        if self._is_drawn:
            self._is_drawn = False
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


class Progress:
    """Counts what is done of a known number of things; shows it where standard error is a terminal."""

    def __init__(self, total: int, *, is_shown: bool = True) -> None:
        self.done = 0
        self.failed = 0
        self._total = total
        self._begun = monotonic()
        self._next = 0.0
        self._line = TerminalLine()
        self._is_shown = is_shown and sys.stderr is not None and sys.stderr.isatty()
        self._draw()

    def count(self, *, is_failed: bool) -> None:
        """Count one more thing that was done, or failed."""
        self.done += 1
        self.failed += is_failed

    def show(self) -> None:
        """Show how far it is, unless that was shown just now."""
        if monotonic() >= self._next or self.done == self._total:
            self._next = monotonic() + _BETWEEN
            self._draw()

    def make_room(self) -> None:
        """Erase the line where results are written to the same terminal."""
        if sys.stdout.isatty():
            self.clear()

    def clear(self) -> None:
        """Erase the line, so that something else can be said."""
        self._line.clear()

    def pace(self) -> str:
        """Return how long it took until now, and how many a second that is."""
        elapsed = monotonic() - self._begun
        return f"{duration(elapsed)} ({self.done / max(elapsed, 0.001):.1f} a second)"

    def _draw(self) -> None:
        if self._is_shown:
            self._line.draw(self._words())

    def _words(self) -> str:
        if not self.done:
            return f"0 of {self._total}"
        elapsed = monotonic() - self._begun
        left = duration((self._total - self.done) * elapsed / self.done)
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done} of {self._total}{failed}, {self.done / max(elapsed, 0.001):.1f} a second, {left} left"


def duration(seconds: float) -> str:
    """Return a stretch of time in the units that matter: 12 s, 3 min 20 s, 2 h 5 min."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
