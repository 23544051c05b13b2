"""Writing a note: what was typed is kept, however the editor closes."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.commands import bindings
from tui.widgets.cells import cut

_WORDS_IN_CELLS = 200


class NoteScreen(ModalScreen[None]):
    """An editor of several lines over the text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("note")

    def __init__(self, words: str, note: str, keep: Callable[[str], None]) -> None:
        """Edit a note.

        Args:
            words: What the note is about, cleaned.
            note: Its text so far, cleaned.
            keep: Called with the text if it was changed, once, when the editor closes or the program ends.
        """
        super().__init__()
        self._words = words
        self._kept = note
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the words and the editor."""
        with Vertical(id="note") as frame:
            frame.border_title = "Note"
            frame.border_subtitle = "esc keeps and closes"
            yield Static(cut(self._words, _WORDS_IN_CELLS), markup=False, id="words")
            yield TextArea(self._kept, compact=True, tab_behavior="focus", highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Begin at the end of the note."""
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)
        editor.focus()

    def keep_text(self) -> None:
        """Hand over what was typed and not handed over yet."""
        text = self.query_one(TextArea).text
        if text != self._kept:
            self._kept = text
            self._keep(text)

    def action_done(self) -> None:
        """Keep the text and close."""
        self.keep_text()
        self.dismiss()
