"""What was copied last, asked of the programs that the platforms have for it."""

import shutil
import subprocess

from annotations.errors import SourceError
from annotations.sources import material
from annotations.sources.material import Material

_PROGRAMS = (
    ("pbpaste",),
    ("wl-paste", "--no-newline", "--type", "text"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
    ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"),
)
"""Of macOS, Wayland, X11 and Windows's Linux."""
_PATIENCE = 5.0
_NAME = "clipboard"


def load_clipboard() -> Material:
    """Return the text on the clipboard.

    Raises:
        SourceError: the platform gives no way to it, or no text is on it.
    """
    reason = "none of pbpaste, wl-paste, xclip and xsel is installed"
    for program in _PROGRAMS:
        if found := shutil.which(program[0]):
            try:
                finished = subprocess.run(
                    [found, *program[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
                )
            except (OSError, subprocess.TimeoutExpired):
                reason = f"{program[0]} does not answer"
                continue
            if finished.returncode == 0 and finished.stdout.strip():
                return Material(data=finished.stdout[: material.MAX_BYTES], name=_NAME, title=_NAME.capitalize())
            reason = f"{program[0]} finds no text on it"
    raise SourceError(f"The clipboard cannot be read: {reason}.", "Pipe the text instead: newsmark -")
