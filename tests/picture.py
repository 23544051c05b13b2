"""What is on the terminal as text: the rows, then the styles of each in the names of the theme's colours."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from textual.app import App
from textual.color import Color

_ATTRIBUTES = ("bold", "italic", "underline", "underline2", "reverse", "strike", "blink")
_NAMES = (
    *("foreground", "background", "surface", "panel", "primary", "secondary", "accent", "success", "warning", "error"),
    *("border", "heading", "quiet", "thumb", "quote-tint", "note-tint", "verified-tint", "disputed-tint"),
    *("current-tint", "entity-person", "entity-group", "entity-organisation", "entity-place", "entity-time"),
    *("entity-amount", "entity-work"),
)
"""The colours that our style sheet names; of two that are the same in a theme the first is written."""
_BEHIND_DIALOGS, _IN_FOCUS = 0.6, 0.05
_NEAR = 1
"""How far a channel may be off, because mixtures are rounded."""
_PLAIN = "foreground/background"
Colours = Mapping[str, Color]


def picture(app: App[None]) -> str:
    """Return what is on screen, in a form that is the same for all themes that name their colours alike.

    First the rows. Then for each row, or several that are alike, its runs of cells with a style of their own: first and
    last cell, attributes, colour of the letters unless there are none, `/`, colour of the ground. `~` marks a colour
    behind a dialog, `+` the ground of what has the focus, `?` a colour that the theme does not name.
    """
    colours = _colours(app)
    rows = [list(strip) for strip in app.screen._compositor.render_strips()]
    text = ["".join(segment.text for segment in row).rstrip() for row in rows]
    styles = [_runs(row, colours) for row in rows]
    return "\n".join([*text, "", *_together(styles), ""])


def _colours(app: App[None]) -> Colours:
    variables = app.get_css_variables()
    named = {name: Color.parse(variables[name]) for name in _NAMES}
    letters, ground = named["foreground"], named["background"]
    behind = {f"~{name}": colour.blend(ground, _BEHIND_DIALOGS) for name, colour in named.items()}
    return named | behind | {"+surface": named["surface"].blend(letters, _IN_FOCUS)}


def _together(styles: Iterable[str]) -> Iterator[str]:
    for runs, group in groupby(enumerate(styles), key=lambda each: each[1]):
        numbers = [number for number, _ in group]
        if runs:
            yield f"{_range(numbers[0], numbers[-1]):>6}  {runs}"


def _range(first: int, last: int) -> str:
    return f"{first}-{last}" if first < last else f"{first}"


def _runs(row: Iterable[Segment], colours: Colours) -> str:
    runs, column = [], 0
    for style, group in groupby(row, key=lambda segment: _style(segment, colours)):
        width = sum(cell_len(segment.text) for segment in group)
        if style not in {_PLAIN, "/background"}:
            runs.append(f"{_range(column, column + width - 1)} {style}")
        column += width
    return " · ".join(runs)


def _style(segment: Segment, colours: Colours) -> str:
    style = segment.style
    if style is None:
        return _PLAIN
    attributes = [name for name in _ATTRIBUTES if getattr(style, name)]
    letters = _name(style.color, colours) if attributes or segment.text.strip() else ""
    return " ".join([*attributes, f"{letters}/{_name(style.bgcolor, colours)}"])


def _name(colour: RichColor | None, colours: Colours) -> str:
    if colour is None or colour.triplet is None:
        return "default"
    red, green, blue = colour.triplet
    near = (
        name
        for name, known in colours.items()
        if max(abs(red - known.r), abs(green - known.g), abs(blue - known.b)) <= _NEAR
    )
    return next(near, "?")
