"""Editors whose text survives the end of the program, whatever that is."""

import os

from textual import on
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Select, TextArea

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError
from annotations.models import Evidence
from tui.drafting import OpenDraft
from tui.editor import EditorFile, editor_command


class DraftingScreen(ModalScreen[None]):
    """An editor over the text, with one field of several lines: what is typed is on the disk a moment later."""

    def __init__(self, draft: OpenDraft, editor: str | None) -> None:
        """Begin to write.

        Args:
            draft: Where the text lies meanwhile.
            editor: The command that edits long texts; None for the environment's.
        """
        super().__init__()
        self.draft = draft
        self._editor = editor
        self._timer: Timer | None = None
        self._file: EditorFile | None = None
        """What the reader's own editor has, while it is open."""

    @property
    def typed(self) -> str | Evidence:
        """What is typed by now."""
        raise NotImplementedError

    @property
    def long_text(self) -> str:
        """The text of several lines by now; while the reader's own editor has it, what was saved there."""
        return self._file.text if self._file else self.query_one(TextArea).text

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

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    def _typing(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(self.draft.pace, self._keep_draft)

    def keep_text(self) -> None:
        """Hand over what was typed and not handed over yet."""
        raise NotImplementedError

    def _keep_draft(self) -> None:
        self._timer = None
        typed = self.typed
        self.run_worker(self.draft.keep(typed), group="draft", exclusive=False, description="keep a draft")
