"""A long list of rows of several lines, of which only those on screen are drawn."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.cells import cut, width_of

_ROOMY = 28
"""Lines of the view from which on a blank one parts the rows."""
_LEFT, _RIGHT = 3, 2
"""Cells beside the rows; the cursor's bar is in those at the left."""


class RowLine(Protocol):
    """What one line of a row says."""

    @property
    def left(self) -> tuple[str, str]:
        """Text and style at the left, cut where there is no room."""

    @property
    def right(self) -> Sequence[tuple[str, str]]:
        """Texts and styles at the right end, from left to right."""


class Rows(Protocol):
    """What is listed."""

    @property
    def ids(self) -> Sequence[str]:
        """What the rows are about."""

    def lines(self, place: int) -> Sequence[RowLine]:
        """Return the lines of a row: as many for every row."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows with a cursor on one of them, which stays on it whatever is listed around."""

    LINES: ClassVar[int] = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--cursor",
        "row-list--title",
        "row-list--dim",
        "row-list--open",
        "row-list--verified",
        "row-list--disputed",
        "row-list--done",
        "row-list--left",
    }

    class Chosen(Message):
        """The reader entered a row or clicked on it."""

        def __init__(self, row_id: str) -> None:
            super().__init__()
            self.row_id = row_id

    def __init__(self, bar: str, *, id: str | None = None) -> None:
        """Make a list.

        Args:
            bar: The sign beside the row under the cursor, one cell.
            id: The widget's own.
        """
        super().__init__(id=id)
        self._bar = bar
        self._rows: Rows | None = None
        self._place = 0

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        ids = self._rows.ids if self._rows else ()
        return ids[self._place] if self._place < len(ids) else None

    def show_rows(self, rows: Rows, *, current: str | None = None) -> None:
        """List something else; the cursor goes to the row `current`, or stays on its own, or where it was."""
        current = current if current in rows.ids else self.current
        self._rows = rows
        count = len(rows.ids)
        place = rows.ids.index(current) if current in rows.ids else self._place
        self._place = max(min(place, count - 1), 0)
        self._lay_out()
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by rows, as far as there are any."""
        self._go_to(max(min(self._place + rows, self.count - 1), 0))

    @property
    def count(self) -> int:
        """Rows that are listed."""
        return len(self._rows.ids) if self._rows else 0

    @property
    def page(self) -> int:
        """Rows that are on screen at once."""
        return max(self.size.height // self._pitch, 1)

    def choose(self) -> None:
        """Enter the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        width = self.size.width
        place, number = divmod(y + self.scroll_offset.y, self._pitch)
        if self._rows is None or place >= len(self._rows.ids) or number >= self.LINES:
            return Strip.blank(width, self.rich_style)
        is_current = place == self._place
        line = self._rows.lines(place)[number]
        right = [(text, name) for text, name in line.right if text]
        room = width - _LEFT - _RIGHT - sum(width_of(text) for text, _ in right)
        left = cut(line.left[0], max(room - 1, 0))
        parts = [
            (f" {self._bar if is_current else ' '} ", "done"),
            (left, line.left[1]),
            (" " * max(room - width_of(left), 0), ""),
            *right,
        ]
        segments = [Segment(text, self._style(name, is_current=is_current)) for text, name in parts]
        return Strip(segments).adjust_cell_length(width, self._style("", is_current=is_current))

    def on_resize(self) -> None:
        """Keep the cursor's row on screen."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Enter the row clicked on."""
        place = (event.y + self.scroll_offset.y) // self._pitch
        if self._rows and place < len(self._rows.ids):
            self._go_to(place)
            self.choose()

    @property
    def _pitch(self) -> int:
        return self.LINES + (self.size.height >= _ROOMY)

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.size.width, self.count * self._pitch)
        self._reveal()

    def _go_to(self, place: int) -> None:
        """Put the cursor on another row; only the two rows are drawn anew, unless the list scrolls."""
        before, self._place = self._place, place
        for changed in (before, place):
            self.refresh_lines(changed * self._pitch, self.LINES)
        self._reveal()

    def _reveal(self) -> None:
        first, last = self._place * self._pitch, self._place * self._pitch + self.LINES
        top, height = self.scroll_offset.y, self.size.height
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif last > top + height:
            self.scroll_to(y=last - height, animate=False, immediate=True)

    def _style(self, name: str, *, is_current: bool) -> Style:
        names = [each for each in (name, "cursor" if is_current else "") if each]
        style = self.rich_style
        for each in names:
            style += self.get_component_rich_style(f"row-list--{each}", partial=True)
        return style
