"""Copying by the terminal (OSC 52), and by what stands between it and us or beside it."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from shutil import which

_SCREEN_STRING = 700
"""Bytes that GNU screen passes on at once; it cuts longer strings (MAXSTR is 768)."""
_LONGEST = 74_994
"""Bytes that terminals take: 100,000 of Base64 with what is around them. Source: hterm's limit of OSC 52."""
_PATIENCE = 3.0


def fits(text: str) -> bool:
    """Tell whether terminals take a text; of a longer one many keep a part, and some hang for a while."""
    return len(text.encode()) <= _LONGEST


def passed_on(text: str, environment: Mapping[str, str]) -> str:
    """Return the sequence by which GNU screen hands a copy on to its terminal; nothing outside of it."""
    if "STY" not in environment:
        return ""
    sequence = f"\x1b]52;c;{b64encode(text.encode()).decode('ascii')}\a"
    pieces = (sequence[start : start + _SCREEN_STRING] for start in range(0, len(sequence), _SCREEN_STRING))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def programs(
    environment: Mapping[str, str], find: Callable[[str], str | None] = which, platform: str = sys.platform
) -> Iterator[Sequence[str]]:
    """Yield the commands that take a text to copy: tmux hears OSC 52 only if set so; many terminals never do.

    Over SSH the programs of this machine would fill a clipboard that the reader does not see.
    """
    if "TMUX" in environment:
        yield ("tmux", "load-buffer", "-w", "-")
    if "SSH_CONNECTION" in environment:
        return
    if platform == "darwin":
        yield ("pbcopy",)
    elif "WAYLAND_DISPLAY" in environment and find("wl-copy"):
        yield ("wl-copy",)
    elif "DISPLAY" in environment and find("xclip"):
        yield ("xclip", "-selection", "clipboard", "-in")


def hand_over(text: str, commands: Sequence[Sequence[str]]) -> None:
    """Give a text to programs, one after the other; one that fails is no loss, because the terminal was told too."""
    nowhere = subprocess.DEVNULL
    for command in commands:
        try:
            subprocess.run(command, input=text.encode(), stdout=nowhere, stderr=nowhere, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
