"""The reader's own editor for long texts: the app steps aside, and comes back with what was saved there."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from textual.app import App, SuspendNotSupported

from annotations.cleaning import clean_characters
from annotations.errors import NewsmarkError
from tui.background import in_thread

_FALLBACK = "vi"
_SUFFIX = ".md"


def editor_command(environment: Mapping[str, str], chosen: str | None = None) -> list[str]:
    """Return the words of the command that edits a file: the one chosen, else $VISUAL, else $EDITOR, else vi.

    Raises:
        NewsmarkError: its quote marks do not match.
    """
    named = chosen or environment.get("VISUAL") or environment.get("EDITOR") or _FALLBACK
    try:
        return shlex.split(named) or [_FALLBACK]
    except ValueError as error:
        raise NewsmarkError(f"The editor {named} cannot be started: {error}.", "Set $EDITOR to its name.") from error


class EditorFile:
    """A text in a file of its own (0600), for as long as the reader's editor has it."""

    def __init__(self, text: str) -> None:
        """Write the file; raises NewsmarkError where that cannot be done."""
        try:
            descriptor, name = tempfile.mkstemp(prefix="newsmark-", suffix=_SUFFIX)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{text}\n" if text else "")
        except OSError as error:
            complaint = f"No file could be made for the editor: {error.strerror}."
            raise NewsmarkError(complaint, "Write the text in newsmark.") from error
        self._path = Path(name)
        self._text = text

    @property
    def text(self) -> str:
        """What was saved last, safe for the screen."""
        with suppress(OSError):  # some editors move the file away before they write it anew
            self._text = clean_characters(self._path.read_text(encoding="utf-8", errors="replace")).rstrip("\n")
        return self._text

    async def edit(self, app: App[None], command: list[str]) -> None:
        """Have the file edited until the editor ends; one that is killed leaves what it saved.

        Raises:
            NewsmarkError: no editor can run here, or it says that it failed.
        """
        try:
            with app.batch_update(), app.suspend():
                ended = await _run([*command, str(self._path)])
        except SuspendNotSupported as error:
            raise NewsmarkError("No editor can be opened from here.", "Write the text in newsmark.") from error
        if isinstance(ended, OSError):
            complaint = f"{command[0]} could not be started: {ended.strerror}."
            raise NewsmarkError(complaint, "Set $EDITOR to another.") from ended
        if ended > 0:
            raise NewsmarkError(f"{command[0]} ended with status {ended}; the text stays as it was.")

    def remove(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self._path.unlink()


async def _run(command: list[str]) -> int | OSError:
    """Run a program on the terminal and return its status, or why it does not start.

    Raised, that would keep the app from coming back: Textual's `suspend` resumes only after a block that ends well.
    Where we end before the program, it is told that the terminal is gone, and may save.
    """
    try:
        process = subprocess.Popen(command)
    except OSError as error:
        return error
    try:
        return await in_thread(process.wait, "newsmark-editor")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGHUP)
