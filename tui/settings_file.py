"""The file of the settings: TOML, read strictly."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotations.errors import NewsmarkError
from tui.keymaps import find_trouble
from tui.schema import Fault, read_struct
from tui.settings import DEFAULTS, Settings
from tui.toml import KeyPath, broken_line, line_of


class SettingsError(NewsmarkError):
    """A settings file that cannot be read as one."""


def read_settings(path: Path) -> Settings:
    """Return what a settings file says; where there is no file, what holds without one.

    Raises:
        SettingsError: It cannot be read, is no TOML, or says something that cannot be settled; names the line.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return DEFAULTS
    except OSError as error:
        raise SettingsError(f"Cannot read {path}: {error.strerror or error}.", "Check its permissions.") from error
    try:
        return parse_settings(content.decode("utf-8-sig").replace("\r\n", "\n"), path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}, line {line}: this is not UTF-8.", "Save the file as UTF-8.") from error


def parse_settings(text: str, path: Path) -> Settings:
    """Return what the text of a settings file says.

    Args:
        text: TOML with Unix line ends.
        path: Names the file in complaints.

    Raises:
        SettingsError: As `read_settings`.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition(" (at ")[0]
        hint = 'Put words in "quotation marks" and lists in [brackets]; give each name only once.'
        raise SettingsError(f"{path}, line {broken_line(text)}: this is not valid TOML: {reason}.", hint) from error
    try:
        return _settings(table)
    except Fault as fault:
        line = line_of(text, fault.path)
        raise SettingsError(f"{path}, line {line}: {fault.message}.", fault.hint) from fault


def _settings(table: dict[str, Any]) -> Settings:
    named = dict(_leaves(table.get("keys", {}), ("keys",)))
    own = {".".join(path[1:]): _key_list(path, value) for path, value in named.items() if path[1:]}
    settings = read_struct(Settings, {**table, "keys": own} if own else table)
    for trouble in find_trouble(settings.keymap, own):
        path = next((path for path in named if ".".join(path[1:]) == trouble.id), ("keymap",))
        raise Fault(path, f"{'.'.join(path)}: {trouble.message}", trouble.hint)
    return settings


def _leaves(table: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    """Yield what is in tables within tables: an action's id holds dots, which TOML takes for tables."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _leaves(value, (*path, key))
    else:
        yield path, table


def _key_list(path: KeyPath, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(key, str) for key in value):
        return tuple(value)
    raise Fault(path, f"{'.'.join(path)} must be a list of keys", 'Such as ["n", "ctrl+n"].')
