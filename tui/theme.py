"""The themes: which there are, which suits a terminal, and the values of the style sheet's variables in each."""

from collections.abc import Mapping
from types import MappingProxyType

from textual.theme import Theme

from tui import colours
from tui.colours import Colours
from tui.theme_names import ThemeName

_COLOURS: Mapping[ThemeName, Colours] = MappingProxyType(
    {
        "dark": colours.DARK,
        "light": colours.LIGHT,
        "high-contrast-dark": colours.HIGH_CONTRAST_DARK,
        "high-contrast-light": colours.HIGH_CONTRAST_LIGHT,
        "colour-blind-dark": colours.COLOUR_BLIND_DARK,
        "colour-blind-light": colours.COLOUR_BLIND_LIGHT,
    }
)
_TERMINAL: Mapping[ThemeName, str] = MappingProxyType({"terminal": "ansi-dark", "terminal-light": "ansi-light"})
"""Textual's themes without any colour of their own."""


def _theme(name: str, look: Colours) -> Theme:
    base = look.base
    return Theme(
        name=f"newsmark-{name}",
        primary=base["primary"],
        secondary=base["secondary"],
        warning=base["warning"],
        error=base["error"],
        success=base["success"],
        accent=base["accent"],
        foreground=base["foreground"],
        background=base["background"],
        surface=base["surface"],
        panel=base["panel"],
        dark=look.dark,
        variables={"footer-key-foreground": base["accent"], "border": base["border"]},
    )


THEMES: Mapping[ThemeName, Theme] = MappingProxyType({name: _theme(name, look) for name, look in _COLOURS.items()})
"""Our own themes, to be registered with the app."""


def textual_theme(name: ThemeName) -> str:
    """Return the name that Textual knows a theme by, which is not `auto`."""
    return _TERMINAL.get(name) or THEMES[name].name


def is_terminals_own(theme: str) -> bool:
    """Tell whether a theme draws in the terminal's own colours."""
    return theme in _TERMINAL.values()


def style_variables(theme: Theme) -> Mapping[str, str]:
    """Return the values of our own style variables that suit a theme, ours or another."""
    if theme.ansi:
        return colours.TERMINAL_DARK if theme.dark else colours.TERMINAL_LIGHT
    name: ThemeName = "dark" if theme.dark else "light"
    own = next((own for own, ours in THEMES.items() if ours.name == theme.name), name)
    return _COLOURS[own].marks
