"""The process's standard streams: results out, complaints out, and a terminal for the reader."""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError

_TERMINAL = "/dev/tty"
_WIDEST = 100


def replace_closed_streams() -> None:
    """Open the null device for each standard stream that is closed, lest a file of ours takes its number.

    What is written there goes nowhere; standard input stays None.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def write(data: bytes) -> None:
    """Write a result to standard output at once."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_text(text: str) -> None:
    """Write text to standard output; what its encoding cannot carry becomes a question mark."""
    write(text.encode(sys.stdout.encoding, errors="replace"))


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output, each as soon as it is there, without anything that a terminal would obey."""
    for line in lines:
        write_text(f"{clean_line(line)}\n")


def inform(message: str, hint: str = "") -> None:
    """Write a message to standard error, and under it what to do."""
    lines = [f"newsmark: {clean_line(message)}", *([f"  {clean_line(hint)}"] if hint else [])]
    with suppress(OSError):  # there is no other place to say it
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()


def complain(error: NewsmarkError) -> None:
    """Say on standard error what went wrong and what to do about it."""
    inform(error.message, error.hint)


def can_ask() -> bool:
    """Tell whether there is a terminal to ask on and to answer from."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def confirm(question: str) -> bool:
    """Ask on the terminal whether to do something; only a clear yes is one."""
    sys.stderr.write(f"{clean_line(question)} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):  # the end of the input, which leaves the question's line open
        sys.stderr.write("\n")
    return answer.strip().lower() in {"y", "yes"}


def discard_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def text_width() -> int:
    """Return the columns to print text in."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def is_terminal() -> bool:
    """Tell whether standard output is a terminal that the reader can draw on."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def is_coloured() -> bool:
    """Tell whether what is written to standard output may have colours."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def take_terminal() -> None:
    """Make the controlling terminal standard input and standard error, where they are something else.

    The reader takes its keys from the one and draws on the other; an article may have come through standard input.

    Raises:
        NewsmarkError: The process has no controlling terminal.
    """
    diverted = [stream.fileno() for stream in (sys.stdin, sys.stderr) if not stream.isatty()]
    if not diverted:
        return
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR)
    except OSError as error:
        hint = "Run newsmark in a terminal, or send its output to a file or a pipe to print the article."
        raise NewsmarkError("There is no terminal to take keys from.", hint) from error
    for descriptor in diverted:
        os.dup2(terminal, descriptor)
    os.close(terminal)
