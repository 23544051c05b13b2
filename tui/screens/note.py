"""Writing a note: what was typed is kept, however the editor closes."""

import os
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from annotations.errors import NewsmarkError
from annotations.text import clean_line
from tui.commands import bindings
from tui.drafting import OpenDraft
from tui.editor import EditorFile, editor_command
from tui.screens.drafting import DraftingScreen
from tui.widgets.cells import cut

_WORDS_IN_CELLS = 200


class NoteScreen(DraftingScreen):
    """An editor of several lines over the text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("note")

    def __init__(
        self, words: str, note: str, keep: Callable[[str], None], draft: OpenDraft, *, editor: str | None = None
    ) -> None:
        """Edit a note.

        Args:
            words: What the note is about, cleaned.
            note: Its text so far, cleaned.
            keep: Called with the text if it was changed, once, when the editor closes or the program ends.
            draft: Where the text lies meanwhile.
            editor: The command that edits long notes; None for the environment's.
        """
        super().__init__(draft)
        self._words = words
        self._editor = editor
        self._kept = note
        self._keep = keep
        self._file: EditorFile | None = None
        """What the reader's own editor has, while it is open."""

    def compose(self) -> ComposeResult:
        """Lay out the words and the editor."""
        with Vertical(id="note") as frame:
            frame.border_title = "Note"
            frame.border_subtitle = "esc keeps and closes, ctrl+o your editor"
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
            self._kept = text
            self._keep(text)

    def action_done(self) -> None:
        """Keep the text and close."""
        before = self._kept
        self.keep_text()
        self.draft.close(self._kept != before)
        self.dismiss()

    def action_editor(self) -> None:
        """Go on writing in the reader's own editor."""
        if self._file is None:
            self.run_worker(self._edit(), group="editor", description="write in the reader's own editor")

    async def _edit(self) -> None:
        field = self.query_one(TextArea)
        keeping = self.set_interval(self.draft.pace, self._keep_draft)
        try:
            command = editor_command(os.environ, self._editor)
            self._file = EditorFile(field.text)
            await self._file.edit(self.app, command)
            field.replace(self._file.text, field.document.start, field.document.end)
            field.move_cursor(field.document.end)
        except NewsmarkError as error:
            self.notify(clean_line(f"{error.message} {error.hint}"), severity="error", markup=False)
        finally:
            keeping.stop()
            if self._file:
                self._file.remove()
                self._file = None

    @property
    def typed(self) -> str:
        """The text by now; while the reader's own editor has it, what was saved there."""
        return self._file.text if self._file else self.query_one(TextArea).text
