"""The colours: our two themes, and what our own style sheet needs beside Textual's variables."""

from collections.abc import Mapping
from types import MappingProxyType

from textual.theme import Theme

DARK = Theme(
    name="newsmark-dark",
    primary="#8ab4d8",
    secondary="#5f7d99",
    accent="#e3b667",
    warning="#e3b667",
    error="#e58f86",
    success="#8fc58a",
    foreground="#d4d7dc",
    background="#16191e",
    surface="#1c2026",
    panel="#252a32",
    variables={"footer-key-foreground": "#e3b667", "border": "#3b4450"},
)
LIGHT = Theme(
    name="newsmark-light",
    primary="#245a84",
    secondary="#5c7388",
    accent="#97620a",
    warning="#97620a",
    error="#a8322a",
    success="#2f6e35",
    foreground="#24272c",
    background="#faf8f3",
    surface="#f2efe8",
    panel="#e7e3d9",
    dark=False,
    variables={"footer-key-foreground": "#97620a", "border": "#c9c3b5"},
)
THEMES = (DARK, LIGHT)
ANSI_THEME = "ansi-dark"
"""Textual's theme without any colour of its own; what it shows under NO_COLOR is told apart by attributes alone."""

_ON_DARK = {
    "entity-person": "#ecc98a",
    "entity-group": "#d8a7c7",
    "entity-organisation": "#93bdf0",
    "entity-place": "#86d1bd",
    "entity-time": "#b9acef",
    "entity-amount": "#eba582",
    "entity-work": "#c2d08e",
    "quote-tint": "#1d242d",
    "note-tint": "#38301c",
    "verified-tint": "#1b3024",
    "disputed-tint": "#3a2022",
    "current-tint": "#2c4a6b",
    "heading": "#f0f2f5",
    "quiet": "#8d949e",
    "thumb": "#454e5a",
}
_ON_LIGHT = {
    "entity-person": "#85520a",
    "entity-group": "#8c3674",
    "entity-organisation": "#1d57a0",
    "entity-place": "#0e6a58",
    "entity-time": "#5a45ab",
    "entity-amount": "#a1440f",
    "entity-work": "#566312",
    "quote-tint": "#eeebe1",
    "note-tint": "#f5e7bb",
    "verified-tint": "#d6ead3",
    "disputed-tint": "#f5d7d2",
    "current-tint": "#bcd7f0",
    "heading": "#101215",
    "quiet": "#6a6d72",
    "thumb": "#c4bfb2",
}
_ON_TERMINAL = {
    "entity-person": "ansi_yellow",
    "entity-group": "ansi_magenta",
    "entity-organisation": "ansi_blue",
    "entity-place": "ansi_cyan",
    "entity-time": "ansi_magenta",
    "entity-amount": "ansi_red",
    "entity-work": "ansi_green",
    "quote-tint": "ansi_default",
    "note-tint": "ansi_default",
    "verified-tint": "ansi_default",
    "disputed-tint": "ansi_default",
    "current-tint": "ansi_default",
    "heading": "ansi_default",
    "quiet": "ansi_default",
    "thumb": "ansi_bright_black",
}


def style_variables(theme: Theme) -> Mapping[str, str]:
    """Return the values of our own style variables that suit a theme, ours or another."""
    if theme.ansi:
        return MappingProxyType(_ON_TERMINAL)
    return MappingProxyType(_ON_DARK if theme.dark else _ON_LIGHT)
