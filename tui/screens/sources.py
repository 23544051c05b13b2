"""The sources of a claim: one to change or remove, or a new one."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widgets import OptionList

from annotations.models import Evidence
from tui.commands import bindings
from tui.describe import source_lines
from tui.keys import KeyOf
from tui.screens.chooser import ListScreen


class SourceAnswer(NamedTuple):
    """A source to change or remove; None for a new one."""

    source: Evidence | None
    is_removal: bool = False


class SourcesScreen(ListScreen[SourceAnswer]):
    """Lists sources after a line for a new one; ends with what is to be done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sources")

    def __init__(self, sources: Sequence[Evidence]) -> None:
        lines = ("a new source", *(f"{source_lines(source)}\n " for source in sources))
        super().__init__("Sources of the claim", lines)
        self._choices = (None, *sources)

    def hint(self, key: KeyOf) -> str:
        """Return what the keys do."""
        return f"enter writes, {key('sources.remove')} removes, {key('chooser.leave')} leaves"

    def answer(self, place: int) -> SourceAnswer:
        """Return the source to write."""
        return SourceAnswer(self._choices[place])

    def action_remove(self) -> None:
        """Remove the source under the cursor."""
        place = self.query_one(OptionList).highlighted
        source = self._choices[place] if place is not None else None
        if source is not None:
            self.dismiss(SourceAnswer(source, is_removal=True))
