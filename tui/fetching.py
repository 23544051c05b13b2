"""Reading sources for the command line: what there is to tell meanwhile goes to standard error."""

import sys
from dataclasses import replace
from time import monotonic

from annotations.sources import ReadOptions
from annotations.sources.reading import ReadAs
from tui import console
from tui.progress import TerminalLine

_PATIENCE = 0.5
"""Seconds before progress is shown, and between two looks at it."""


def fetched_so_far(count: int, total: int | None) -> str:
    """Say how many bytes are there, of how many if that is known: "310 of 480 kB", "2.5 MB"."""
    is_large = max(count, total or 0) >= 1_000_000
    shown = [f"{each / 1e6:.1f}" if is_large else f"{each // 1000}" for each in (count, total) if each is not None]
    return f"{' of '.join(shown)} {'MB' if is_large else 'kB'}"


class _ProgressLine:
    """One line of a terminal that says how much was fetched; it goes when all is there, or something else is said."""

    def __init__(self) -> None:
        self._next = monotonic() + _PATIENCE
        self._line = TerminalLine()

    def show(self, count: int, total: int | None) -> None:
        """Show how many bytes are there, of how many."""
        if count == total:
            self.clear()
        elif monotonic() >= self._next:
            self._next = monotonic() + _PATIENCE
            self._line.draw(f"{fetched_so_far(count, total)} read")

    def clear(self) -> None:
        """Erase the line."""
        self._line.clear()


def reading_options(*, allow_private: bool, kind: ReadAs | None) -> ReadOptions:
    """Return how the command line reads: notices on standard error, progress too where that is a terminal."""
    line = _ProgressLine()

    def notice(message: str, hint: str) -> None:
        line.clear()
        console.inform(message, hint)

    options = ReadOptions(allow_private=allow_private, kind=kind, notice=notice)
    is_watched = sys.stderr is not None and sys.stderr.isatty()
    return replace(options, progress=line.show) if is_watched else options
