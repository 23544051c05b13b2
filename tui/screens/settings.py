"""Choosing a setting and its value: what needs no typing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import get_args

from textual.app import App

from tui.screens.chooser import ChooserScreen
from tui.settings import Preset, Settings, Value, field_of
from tui.theme_names import ThemeName
from tui.toml import to_toml

_CHOICES: Mapping[str, tuple[Value, ...]] = MappingProxyType(
    {
        "theme": get_args(ThemeName),
        "keymap": get_args(Preset),
        "auto-advance": (True, False),
        "reduced-motion": (True, False),
    }
)
"""What can be chosen, by the names of settings in the file."""


def choose_setting(app: App[None], settings: Settings, settle: Callable[[str, Value], None]) -> None:
    """Let the reader choose a setting, then its value, and hand both over by the setting's name in the file."""

    def choose_value(name: str | None) -> None:
        if name is None:
            return
        values = {to_toml(value): value for value in _CHOICES[name]}
        present = to_toml(getattr(settings, field_of(name)))
        options = [(key, f"{'●' if key == present else '○'} {_words(value)}") for key, value in values.items()]

        def chosen(key: str | None) -> None:
            if key is not None:
                settle(name, values[key])

        app.push_screen(ChooserScreen(name, options, present), chosen)

    options = [(name, f"{name}: {_words(getattr(settings, field_of(name)))}") for name in _CHOICES]
    app.push_screen(ChooserScreen("Settings", options), choose_value)


def _words(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
