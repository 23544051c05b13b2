"""Editors whose text survives the end of the program, whatever that is."""

from textual import on
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Select, TextArea

from annotations.models import Evidence
from tui.drafting import OpenDraft


class DraftingScreen(ModalScreen[None]):
    """An editor over the text: what is typed is on the disk a moment later."""

    def __init__(self, draft: OpenDraft) -> None:
        super().__init__()
        self.draft = draft
        self._timer: Timer | None = None

    @property
    def typed(self) -> str | Evidence:
        """What is typed by now."""
        raise NotImplementedError

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
