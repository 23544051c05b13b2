"""What is drawn line by line, without Textual's detour over renderables: it changes with almost every key."""

from collections.abc import Iterable, Sequence
from typing import Self

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

MARGIN = 2
"""Cells left free at both ends of a line."""

Stretch = tuple[str, str]
"""Text and the component class of its style, "" for the widget's own."""


class Line(Widget):
    """Draws stretches of text beside each other in one line; what is beyond its width is not seen."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: Strip | None = None

    def stretches(self, width: int) -> Iterable[Stretch]:
        """Return what stands in a line so many cells wide, from left to right."""
        raise NotImplementedError

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have the line drawn anew."""
        self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the line; what is below it is blank."""
        width = self.outer_size.width
        if self._drawn is None or self._drawn.cell_length != width:
            self._drawn = self._draw(width)
        blank = Strip.blank(width, self.rich_style)
        return within(crop, [blank if y else self._drawn for y in crop.line_range], self)

    def _draw(self, width: int) -> Strip:
        own = self.rich_style
        segments = [Segment(" " * MARGIN, own)]
        for text, name in self.stretches(max(width - 2 * MARGIN, 0)):
            style = own + self.get_component_rich_style(name, partial=True) if name else own
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(width, own)


def within(crop: Region, strips: Sequence[Strip], widget: Widget) -> list[Strip]:
    """Return the part of whole rows that Textual asks a widget for, in the colours that the terminal has."""
    for line_filter in widget.get_line_filters():
        _, background = widget.background_colors
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    if crop.x == 0 and crop.width == widget.outer_size.width:
        return list(strips)
    return [strip.crop(crop.x, crop.right) for strip in strips]
