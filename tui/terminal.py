"""The terminal, which may go away at any moment and may know few characters."""

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver

from tui.widgets.cells import width_of

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′", "'"),
        **dict.fromkeys("‐‑‒–—―─━╌▔▁▂▃", "-"),
        **dict.fromkeys("│┃▌▐▎▍▏▕┆┇", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("▄▅▆▇█▀▪■", "#"),
        **dict.fromkeys("•·▶●", "*"),
        **dict.fromkeys("○◯", "o"),
        "…": ".",
        "\N{NO-BREAK SPACE}": " ",
        "✓": "+",
        "✗": "x",
        "×": "x",
        "→": ">",
        "←": "<",
        "↓": "v",
        "↑": "^",
    }
)
"""What stands for characters that a terminal does not know: one cell for one cell."""
_ON_THE_CONSOLE = str.maketrans(
    {
        **dict(zip("╭╮╰╯", "┌┐└┘", strict=True)),
        **dict.fromkeys("▔▁━╌", "─"),
        **dict.fromkeys("▏▎", "│"),
        **dict.fromkeys("▍▊▋▉", "▌"),
        **dict.fromkeys("▂▃▅▆▇", "▄"),
        **dict.fromkeys("●◯", "•"),
        **{mark: _ALIKE[ord(mark)] for mark in "“”„‟‘’‚‛‐‑‒–—…"},
    }
)
"""What stands on the Linux console for what its fonts lack. Source: code page 437, which its usual font holds."""


def written_in(text: str, encoding: str, terminal: str = "") -> str:
    """Return a text in characters that an encoding and a kind of terminal have, each of them as wide as before."""
    if terminal == "linux":
        text = text.translate(_ON_THE_CONSOLE)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_stand_in(character, encoding) for character in text)
    return text


def _stand_in(character: str, encoding: str) -> str:
    for candidate in (character, character.translate(_ALIKE)):
        with suppress(UnicodeEncodeError):
            candidate.encode(encoding)
            return candidate
    return "?" * width_of(character)


class LastingFile:
    """A file to draw on whose failures are nobody's concern: who closed the terminal sees nothing any more.

    Textual's thread that writes would die of one, and whoever waits for that thread would wait for ever.
    """

    def __init__(self, file: IO[str], encoding: str, terminal: str = "") -> None:
        """Draw on a file.

        Args:
            file: The terminal.
            encoding: What the terminal understands, whatever the file could write.
            terminal: Its kind, as $TERM names it.
        """
        self._file = file
        self._encoding = encoding
        self._terminal = terminal

    def write(self, text: str) -> None:
        """Write as far as that is possible."""
        with suppress(OSError, ValueError):
            self._file.write(text if text.isascii() else written_in(text, self._encoding, self._terminal))

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


def lasting(driver: type[Driver], encoding: str = "utf-8", terminal: str = "") -> type[Driver]:
    """Return a driver like this one that goes on where the terminal has gone away, and writes what it understands."""

    class LastingDriver(driver):  # type: ignore[misc, valid-type]  # known only on the system
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            if hasattr(self, "_file"):
                self._file: Any = LastingFile(self._file, encoding, terminal)

    return LastingDriver
