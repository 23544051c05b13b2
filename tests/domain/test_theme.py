"""The themes: readable in numbers, told apart without colour, fitting the terminal."""

from itertools import product

import pytest
from textual.color import Color

from tui import colours
from tui.capability import colours_of, fitting, refuses_colour
from tui.theme import THEMES, is_terminals_own, style_variables, textual_theme

OURS = {
    "dark": colours.DARK,
    "light": colours.LIGHT,
    "high-contrast-dark": colours.HIGH_CONTRAST_DARK,
    "high-contrast-light": colours.HIGH_CONTRAST_LIGHT,
    "colour-blind-dark": colours.COLOUR_BLIND_DARK,
    "colour-blind-light": colours.COLOUR_BLIND_LIGHT,
}
VGA = {
    "red": "#aa0000",
    "green": "#00aa00",
    "blue": "#0000aa",
    "magenta": "#aa00aa",
    "cyan": "#00aaaa",
    "bright_red": "#ff5555",
    "bright_yellow": "#ffff55",
    "bright_magenta": "#ff55ff",
    "bright_cyan": "#55ffff",
}
"""The colours of the Linux console that our themes for terminals use."""


def luminance(colour: str) -> float:
    """Return the relative luminance of an opaque colour. Source: WCAG 2.2."""
    parts = (part / 255 for part in Color.parse(colour).rgb)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", OURS)
def test_every_text_is_readable_on_everything_it_stands_on(name: str) -> None:
    base, marks = OURS[name].base, OURS[name].marks
    tints = {key: marks[key] for key in marks if key.endswith("-tint")}
    pages = {key: base[key] for key in ("background", "surface", "panel")}
    in_text = {key: marks[key] for key in marks if key.startswith("entity-")}
    in_text |= {"foreground": base["foreground"], "heading": marks["heading"]}
    beside = {key: base[key] for key in ("success", "error", "warning", "accent", "secondary")}
    beside |= {"quiet": marks["quiet"]}
    pairs = [
        *product(in_text.items(), (tints | {"background": base["background"]}).items()),
        *product((beside | {"foreground": base["foreground"]}).items(), pages.items()),
        *product([("quiet", marks["quiet"]), ("error", base["error"])], [("current-tint", tints["current-tint"])]),
        (("background", base["background"]), ("accent", base["accent"])),
    ]
    least = 7 if name.startswith("high-contrast") else 4.5
    poor = [(one, other, contrast(text, ground)) for (one, text), (other, ground) in pairs]
    assert [each for each in poor if each[2] < least] == []


@pytest.mark.parametrize(
    ("variables", "ground"), [(colours.TERMINAL_DARK, "#000000"), (colours.TERMINAL_LIGHT, "#ffffff")]
)
def test_the_terminals_own_colours_are_readable_as_the_linux_console_has_them(
    variables: dict[str, str], ground: str
) -> None:
    named = {value.removeprefix("ansi_") for key, value in variables.items() if key != "thumb"} - {"default"}
    assert [name for name in named if contrast(VGA[name], ground) < 4.5] == []


@pytest.mark.parametrize("name", ["colour-blind-dark", "colour-blind-light"])
def test_verdicts_differ_in_blue_not_in_red_and_green_alone(name: str) -> None:
    look = OURS[name]
    for verified, disputed in (
        (look.base["success"], look.base["error"]),
        (look.marks["verified-tint"], look.marks["disputed-tint"]),
    ):
        one, other = Color.parse(verified), Color.parse(disputed)
        assert one.b - other.b > 30
        assert one.r < other.r


def test_each_theme_has_each_variable() -> None:
    wanted = set(colours.DARK.marks)
    assert all(set(look.marks) == wanted and set(look.base) == set(colours.DARK.base) for look in OURS.values())
    assert set(colours.TERMINAL_DARK) == set(colours.TERMINAL_LIGHT) == wanted
    assert {name: style_variables(theme) for name, theme in THEMES.items()} == {
        name: look.marks for name, look in OURS.items()
    }


@pytest.mark.parametrize(
    ("environment", "number", "theme"),
    [
        ({"TERM": "xterm-256color"}, "256", "dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "16 million", "dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "256", "light"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;0"}, "256", "dark"),
        ({"TERM": "linux"}, "16", "terminal"),
        ({"TERM": "linux", "COLORFGBG": "0;default;15"}, "16", "terminal-light"),
        ({}, "16", "terminal"),
        ({"TEXTUAL_COLOR_SYSTEM": "truecolor"}, "16 million", "dark"),
        ({"TEXTUAL_COLOR_SYSTEM": "auto", "TERM": "xterm-256color"}, "256", "dark"),
    ],
)
def test_auto_is_what_the_terminal_can_show(environment: dict[str, str], number: str, theme: str) -> None:
    assert colours_of(environment) == number
    assert fitting("auto", environment) == theme
    assert fitting("high-contrast-light", environment) == "high-contrast-light"
    assert is_terminals_own(textual_theme(fitting("auto", environment))) == (number == "16")


def test_an_empty_no_color_asks_for_nothing() -> None:
    assert [refuses_colour(each) for each in ({}, {"NO_COLOR": ""}, {"NO_COLOR": "1"})] == [False, False, True]
