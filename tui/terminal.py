"""The terminal, which may go away at any moment."""

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class LastingFile:
    """A file to draw on whose failures are nobody's concern: who closed the terminal sees nothing any more.

    Textual's thread that writes would die of one, and whoever waits for that thread would wait for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write as far as that is possible."""
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush as far as that is possible."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Tell whether the file is a terminal."""
        return self._file.isatty()


def lasting(driver: type[Driver]) -> type[Driver]:
    """Return a driver like this one that goes on where the terminal has gone away."""

    class LastingDriver(driver):  # type: ignore[misc, valid-type]  # known only on the system
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self._file: Any = LastingFile(self._file)

    return LastingDriver
