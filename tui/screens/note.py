"""Writing a note: what was typed is kept, however the editor closes."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from tui.commands import bindings
from tui.drafting import OpenDraft
from tui.keymaps import keymap_of
from tui.screens.drafting import DraftingScreen
from tui.widgets.cells import cut

_WORDS_IN_CELLS = 200


class NoteScreen(DraftingScreen):
    """An editor of several lines over the text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("note")

    def __init__(
        self, words: str, note: str, keep: Callable[[str], str], draft: OpenDraft, *, editor: str | None = None
    ) -> None:
        """Edit a note.

        Args:
            words: What the note is about, cleaned.
            note: Its text so far, cleaned.
            keep: Called with the text if it was changed, when the editor closes or the program ends; returns what the
                note says then: more, where another program wrote it too.
            draft: Where the text lies meanwhile.
            editor: The command that edits long notes; None for the environment's.
        """
        super().__init__(draft, editor)
        self._words = words
        self._kept = note
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the words and the editor."""
        key = keymap_of(self.app).key
        with Vertical(id="note") as frame:
            frame.border_title = "Note"
            frame.border_subtitle = f"{key('note.done')}: keep and close, {key('note.editor')}: your editor"
            yield Static(cut(self._words, _WORDS_IN_CELLS), markup=False, id="words")
            yield TextArea(self._kept, compact=True, tab_behavior="focus", highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Begin at the end of the note."""
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)
        editor.focus()

    def keep_text(self) -> None:
        """Hand over what was typed and not handed over yet."""
        text = self.typed
        if text != self._kept:
            self._kept = self._keep(text)
            if self._kept != text:
                self.query_one(TextArea).text = self._kept

    def action_done(self) -> None:
        """Keep the text and close."""
        before = self._kept
        self.keep_text()
        self.draft.close(self._kept != before)
        self.dismiss()

    @property
    def typed(self) -> str:
        """The text by now."""
        return self.long_text
