"""A screen whose footer keeps the order of the table of commands, whatever keys the commands have."""

from textual.binding import ActiveBinding
from textual.screen import Screen, ScreenResultType

from tui.commands import SECTIONS


class OrderedScreen(Screen[ScreenResultType]):
    """Brings the bindings in use into the table's order: a keymap puts those that it changes last."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the bindings in use by their keys."""
        places = {command.id: place for place, command in enumerate(c for each in SECTIONS for c in each.commands)}
        active = super().active_bindings
        return dict(sorted(active.items(), key=lambda item: places.get(item[1].binding.id or "", len(places))))
