"""What a terminal says of its colours in the environment, and which theme suits it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from tui.theme_names import ThemeName

Colours = Literal["16", "256", "16 million"]

_ASKED_FOR: Mapping[str, Colours] = MappingProxyType({"standard": "16", "256": "256", "truecolor": "16 million"})
"""By what TEXTUAL_COLOR_SYSTEM says, which Textual's web server sets."""


def colours_of(environment: Mapping[str, str]) -> Colours:
    """Return how many colours a terminal has. Source: Rich's detection, which Textual draws by."""
    if asked_for := _ASKED_FOR.get(environment.get("TEXTUAL_COLOR_SYSTEM", "")):
        return asked_for
    if environment.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "16 million"
    return "256" if environment.get("TERM", "").rpartition("-")[2].lower() in {"256color", "kitty"} else "16"


def refuses_colour(environment: Mapping[str, str]) -> bool:
    """Tell whether an environment asks for no colour. Source: no-color.org, by which an empty value asks nothing."""
    return bool(environment.get("NO_COLOR"))


def fitting(theme: ThemeName, environment: Mapping[str, str]) -> ThemeName:
    """Return the theme that is meant: instead of `auto` the one that suits the terminal.

    Source of what is light: rxvt's COLORFGBG, whose last number is the colour of the background.
    """
    if theme != "auto":
        return theme
    is_light = environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    if colours_of(environment) == "16":
        return "terminal-light" if is_light else "terminal"
    return "light" if is_light else "dark"
