"""Reading sources for the command line: what there is to tell meanwhile goes to standard error."""

import sys
from time import monotonic

from annotations.sources import ReadOptions
from tui import console

_PATIENCE = 0.5
"""Seconds before progress is shown, and between two looks at it."""
_ERASE = "\r\x1b[K"


class _ProgressLine:
    """One line of a terminal that says how much was fetched; it goes when all is there, or something else is said."""

    def __init__(self) -> None:
        self._next = monotonic() + _PATIENCE
        self._is_shown = False

    def show(self, count: int, total: int | None) -> None:
        """Show how many bytes are there, of how many."""
        if count == total:
            self.clear()
        elif monotonic() >= self._next:
            self._next = monotonic() + _PATIENCE
            self._is_shown = True
            share = f" of {total / 1e6:.1f}" if total else ""
            sys.stderr.write(f"{_ERASE}{count / 1e6:.1f}{share} MB read (ctrl+c stops)")
            sys.stderr.flush()

    def clear(self) -> None:
        """Erase the line."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


def reading_options(*, allow_private: bool) -> ReadOptions:
    """Return how the command line reads: notices on standard error, progress too where that is a terminal."""
    line = _ProgressLine()

    def notice(message: str, hint: str) -> None:
        line.clear()
        console.inform(message, hint)

    if sys.stderr is not None and sys.stderr.isatty():
        return ReadOptions(allow_private=allow_private, notice=notice, progress=line.show)
    return ReadOptions(allow_private=allow_private, notice=notice)
