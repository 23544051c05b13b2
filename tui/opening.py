"""Links opened with the system's own program for them: never by a shell, and of the web only."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from annotations.errors import NewsmarkError

_SCHEMES = frozenset({"http", "https"})
_OPENERS = ("xdg-open", "wslview", "gio", "sensible-browser")
"""Of Linux desktops, of Windows's Linux, of GNOME, of Debian."""
_ARGUMENTS = MappingProxyType({"gio": ("open",)})
_INSTEAD = "Copy the address instead."


def is_link(address: str) -> bool:
    """Tell whether an address is one of the web that can be opened."""
    parts = _parts(address)
    return parts is not None and parts.scheme in _SCHEMES and bool(parts.hostname) and _is_printable(address)


def real_host(address: str) -> str:
    """Return the host that an address leads to as the network sees it: letters that look like others show."""
    parts = _parts(address)
    host = (parts.hostname if parts else None) or ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]


def opener(find: Callable[[str], str | None] = shutil.which, platform: str = sys.platform) -> Sequence[str]:
    """Return the command that opens an address, to be put after it; empty where there is none."""
    if platform == "darwin":
        return ("/usr/bin/open",)
    for name in _OPENERS:
        if found := find(name):
            return (found, *_ARGUMENTS.get(name, ()))
    return ()


def open_link(address: str, environment: Mapping[str, str], chosen: str | None = None) -> None:
    """Have an address of the web opened by the command chosen, else by the system's, and wait for nothing.

    Raises:
        NewsmarkError: it is no such address, or nothing here can open it.
    """
    if not is_link(address):
        raise NewsmarkError("Only addresses that begin with http:// or https:// are opened.")
    command = _chosen_command(chosen) if chosen else opener() if _has_desktop(environment) else ()
    if not command:
        raise NewsmarkError("No browser can be opened from here.", _INSTEAD)
    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen([*command, address], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    except OSError as error:
        raise NewsmarkError(f"{command[0]} could not be started: {error.strerror}.", _INSTEAD) from error


def _chosen_command(chosen: str) -> Sequence[str]:
    try:
        return shlex.split(chosen)
    except ValueError as error:
        raise NewsmarkError(f"The opener {chosen} cannot be started: {error}.", _INSTEAD) from error


def _has_desktop(environment: Mapping[str, str]) -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return sys.platform == "darwin" or any(environment.get(name) for name in named)


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _is_printable(address: str) -> bool:
    return address.isprintable() and " " not in address
