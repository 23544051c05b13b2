"""A screen whose footer keeps the order of the table of commands, whatever keys the commands have."""

from dataclasses import replace

from textual.binding import ActiveBinding
from textual.screen import Screen, ScreenResultType

from tui.commands import SECTIONS, commands

_OF_LISTS = frozenset(command.id for command in commands("panel"))
_OF_THE_TEXT = frozenset({"next", "search.open", "mark.start"})
"""Commands for which the footer has no room while a list beside the text has the focus."""


class OrderedScreen(Screen[ScreenResultType]):
    """Brings the bindings in use into the table's order: a keymap puts those that it changes last."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the bindings in use by their keys."""
        places = {command.id: place for place, command in enumerate(c for each in SECTIONS for c in each.commands)}
        active = super().active_bindings
        if not _OF_LISTS.isdisjoint(each.binding.id for each in active.values()):
            active = {key: _hidden(each) if each.binding.id in _OF_THE_TEXT else each for key, each in active.items()}
        return dict(sorted(active.items(), key=lambda item: places.get(item[1].binding.id or "", len(places))))


def _hidden(active: ActiveBinding) -> ActiveBinding:
    """Return a binding that works and is not shown."""
    return active._replace(binding=replace(active.binding, show=False))
