"""What the reader can settle once and for all, and what holds where nothing is settled."""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tui.locations import written
from tui.theme_names import ThemeName

LayerName = Literal["entities", "quotes", "claims", "notes"]
Preset = Literal["default", "vi", "emacs"]
"""Of the keys."""
Value = bool | int | str | tuple[str, ...]
"""Of one setting."""

_WebAddress = Annotated[str, Meta(pattern=r"^https?://\S+$")]
_ProgramCall = Annotated[str, Meta(pattern=r"\S")]


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
        _ProgramCall | None,
        Meta(description="Command that opens links. Left out: the system's.", examples=["firefox --new-window"]),
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
        return settings_file.parent / written(self.store) if self.store else None


DEFAULTS = Settings()
"""What holds where nothing is settled."""


def field_of(name: str) -> str:
    """Return the name of the field that holds a setting, by the setting's name in the file."""
    return name.replace("-", "_")
