"""The names of the themes, apart from what they look like: the command line needs no more."""

from typing import Literal

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
