"""Lists to choose from, over the text."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tui.commands import bindings
from tui.keymaps import keymap_of
from tui.keys import KeyOf

T = TypeVar("T")


class ListScreen(ModalScreen[T | None], Generic[T]):
    """A list; ends with what its subclass makes of the line chosen, None where nothing is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("chooser")

    def __init__(self, title: str, lines: Iterable[str], first: int = 0) -> None:
        """Offer lines; the cursor is on the one numbered `first`."""
        super().__init__()
        self._title = title
        self._first = first
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        chooser = OptionList(*map(Content, self._lines), id="chooser")
        chooser.border_title, chooser.border_subtitle = self._title, self.hint(keymap_of(self.app).key)
        yield chooser

    def on_mount(self) -> None:
        """Begin where the cursor is to be."""
        self.query_one(OptionList).highlighted = self._first

    def hint(self, key: KeyOf) -> str:
        """Return what the keys do; `key` names them."""
        return f"enter chooses, {key('chooser.leave')} leaves"

    def answer(self, place: int) -> T:
        """Return what choosing a line means."""
        raise NotImplementedError

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        chooser = self.query_one(OptionList)
        (chooser.action_cursor_down if rows > 0 else chooser.action_cursor_up)()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.answer(event.option_index))


class ChooserScreen(ListScreen[str]):
    """Ends with the name of what was chosen."""

    def __init__(self, title: str, options: Sequence[tuple[str, str]], present: str | None = None) -> None:
        """Offer options: the name of each with its words, cleaned; the cursor is on the one called `present`."""
        self.options = tuple(options)
        names = [name for name, _ in self.options]
        super().__init__(title, (words for _, words in options), names.index(present) if present in names else 0)

    def answer(self, place: int) -> str:
        """Return the name of an option."""
        return self.options[place][0]
