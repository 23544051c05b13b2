"""The side panel: a list of annotations whose row under the cursor is shown in the text."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.commands import bindings
from tui.panels import Listing

_WINDOW = 120
"""Rows that are laid out at once; measuring them takes the time."""
_EDGE = 12
"""Rows from the end of those laid out where the next ones are."""
_NOTHING = Listing("", "", (), lambda _: ())


class SidePanel(OptionList):
    """Shows a listing, some hundred rows of a long one at a time."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("panel")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "side-panel--open",
        "side-panel--verified",
        "side-panel--disputed",
        "side-panel--head",
        "side-panel--lost",
        "side-panel--dim",
    }

    class Chosen(Message):
        """The reader is on a row; `done` where the row was entered or clicked on."""

        def __init__(self, mark_id: str, *, done: bool) -> None:
            super().__init__()
            self.mark_id = mark_id
            self.done = done

    class Switched(Message):
        """The reader wants another list: the next one (1) or the one before (-1)."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Reordered(Message):
        """The reader wants the claims in another order."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listing = _NOTHING
        self._places: dict[str, int] = {}
        self._first = 0

    def on_mount(self) -> None:
        """Draw the rows anew when the theme changes: they have its colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.show_listing(self._listing))

    def show_listing(self, listing: Listing) -> None:
        """List something, the cursor staying on its annotation."""
        current = self.highlighted_option
        self._listing = listing
        self._places = {mark_id: place for place, mark_id in enumerate(listing.ids) if mark_id}
        self.border_title, self.border_subtitle = listing.title, listing.subtitle
        self._lay_out(self._places.get(current.id, 0) if current and current.id else 0)
        self.point_at(current.id if current else None)

    def point_at(self, mark_id: str | None) -> None:
        """Put the cursor on an annotation's row without telling anyone."""
        place = self._places.get(mark_id) if mark_id else None
        if place is None:
            return
        if not self._first <= place < self._first + self.option_count:
            self._lay_out(place)
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = place - self._first

    def action_order(self) -> None:
        """Ask for another order."""
        self.post_message(self.Reordered())

    def action_switch(self, direction: int) -> None:
        """Ask for another list."""
        self.post_message(self.Switched(direction))

    def action_first(self) -> None:
        """Go to the first row of all."""
        self._lay_out(0)
        super().action_first()

    def action_last(self) -> None:
        """Go to the last row of all."""
        self._lay_out(len(self._listing.ids))
        super().action_last()

    def _lay_out(self, place: int) -> None:
        """Lay out the rows around a place."""
        ids = self._listing.ids
        self._first = max(0, min(place - _WINDOW // 2, len(ids) - _WINDOW))
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(map(self._option, range(self._first, min(self._first + _WINDOW, len(ids)))))

    def _option(self, place: int) -> Option:
        mark_id = self._listing.ids[place]
        parts = ((text, self._style(name)) if name else text for text, name in self._listing.parts(place))
        return Option(Content.assemble(*parts), id=mark_id, disabled=mark_id is None)

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"side-panel--{name}", partial=True)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            is_near_end = event.option_index < _EDGE or event.option_index >= self.option_count - _EDGE
            if is_near_end and self.option_count < len(self._listing.ids):
                self._lay_out(self._first + event.option_index)
                self.point_at(event.option_id)
            self.post_message(self.Chosen(event.option_id, done=False))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, done=True))
