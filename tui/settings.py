"""What the reader has settled once and for all: one TOML file, read strictly."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from annotations.errors import NewsmarkError
from tui.keymaps import Preset, find_trouble
from tui.schema import Fault, read_struct
from tui.toml import KeyPath, broken_line, line_of

ThemeName = Literal[
    "auto",
    "dark",
    "light",
    "high-contrast-dark",
    "high-contrast-light",
    "colour-blind-dark",
    "colour-blind-light",
    "terminal",
    "terminal-light",
]
LayerName = Literal["entities", "quotes", "claims", "notes"]


_WebAddress = Annotated[str, Meta(pattern=r"^https?://\S+$")]
_ProgramCall = Annotated[str, Meta(pattern=r"\S")]


class SettingsError(NewsmarkError):
    """A settings file that cannot be read as one."""


class Publisher(Struct, frozen=True, kw_only=True, rename="kebab"):
    """Who publishes the reader's verdicts."""

    name: Annotated[str | None, Meta(description="Your name, or your newsroom's.", examples=["The Harbour Post"])] = (
        None
    )
    url: Annotated[
        _WebAddress | None, Meta(description="Its address on the web.", examples=["https://harbourpost.example"])
    ] = None


class Settings(Struct, frozen=True, kw_only=True, rename="kebab"):
    """All settings; what each means is its description, which the file written on request carries."""

    pipeline: Annotated[
        str | None,
        Meta(
            description="Installed spaCy pipeline, or a folder with one. Left out: the one that comes with newsmark.",
            examples=["en_core_web_trf"],
        ),
    ] = None
    store: Annotated[
        str | None,
        Meta(
            description="File of your annotations. Left out: the one that newsmark doctor names.",
            examples=["~/investigations/harbour.json"],
        ),
    ] = None
    theme: Annotated[
        ThemeName, Meta(description="Colours. auto: dark, or the terminal's own where it has no more than 16 colours.")
    ] = "auto"
    text_width: Annotated[int, Meta(ge=38, le=158, description="Columns of text in a line.")] = 78
    layers: Annotated[tuple[LayerName, ...], Meta(description="What is marked when an article opens.")] = (
        "entities",
        "quotes",
        "claims",
        "notes",
    )
    auto_advance: Annotated[bool, Meta(description="Whether a verdict leads on to the next claim that has none.")] = (
        False
    )
    reduced_motion: Annotated[bool, Meta(description="Whether nothing on screen slides or fades.")] = False
    opener: Annotated[
        _ProgramCall | None, Meta(description="Command that opens links. Left out: the system's.", examples=["w3m"])
    ] = None
    editor: Annotated[
        _ProgramCall | None,
        Meta(description="Command that edits long notes. Left out: $VISUAL or $EDITOR.", examples=["vim"]),
    ] = None
    cache_megabytes: Annotated[
        int, Meta(ge=0, le=100_000, description="Room on the disk for analyses, so that articles open at once again.")
    ] = 256
    keymap: Annotated[Preset, Meta(description="Keys to begin with; [keys] changes single ones.")] = "default"
    publisher: Annotated[Publisher, Meta(description="Who publishes your verdicts; exported with them.")] = Publisher()
    keys: Annotated[dict[str, tuple[str, ...]], Meta(description="Keys of single actions, each a list.")] = {}

    def store_path(self, settings_file: Path) -> Path | None:
        """Return the path of the store; one that begins in no folder begins in that of the settings file."""
        return settings_file.parent / os.path.expanduser(self.store) if self.store else None  # noqa: PTH111 - Path's raises


DEFAULTS = Settings()
"""What holds where nothing is settled."""


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
        hint = 'Words stand in "quotation marks", lists in [brackets]; each name stands in one line only.'
        raise SettingsError(f"{path}, line {broken_line(text)}: this is no TOML: {reason}.", hint) from error
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
