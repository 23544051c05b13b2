"""Marking text from the keyboard."""

from annotations.text import clean_line
from tui.motions import Unit, sentence_at
from tui.screens.reading import ReadingScreen
from tui.selection import Selection
from tui.widgets.cells import cut
from tui.widgets.mode_bar import MarkingBar

_SHOWN_CELLS = 60


class MarkingScreen(ReadingScreen):
    """Adds the marking mode; what becomes of the marked text is for the subclass to say."""

    selection: Selection | None = None
    """What is being marked; None outside the mode."""

    def write_note(self, start: int, end: int) -> None:
        """Write a note on a stretch of text."""
        raise NotImplementedError

    def make_claim(self, start: int, end: int) -> bool:
        """Make a stretch of text a claim; tell whether it is one now."""
        raise NotImplementedError

    def action_mark(self) -> None:
        """Begin marking: with the current mark if it is on screen, else with the sentence being read."""
        self.take_count()
        extent = self.current_extent()
        if extent and self.view.shows(extent.start, extent.end):
            start, end = extent.start, extent.end
        else:
            row = self.view.model.row(min(self.view.reading_row, self.view.model.height - 1))
            start, end = sentence_at(self.review.article.text, row.start)
        self.show_bar(self.query_one(MarkingBar))
        self._select(Selection(start, end))

    def action_extend(self, unit: Unit, direction: int) -> None:
        """Move the caret by a unit of text."""
        if self.selection:
            self._select(self.selection.extended(self.review.article.text, unit, direction, self.take_count()))

    def action_extend_line(self, direction: int) -> None:
        """Move the caret to the same column of another row."""
        if self.selection:
            self._select(
                self.selection.moved_to(self.view.offset_below(self.selection.caret, direction * self.take_count()))
            )

    def action_begin_here(self) -> None:
        """Let the marked text begin at the caret."""
        if self.selection:
            self._select(self.selection.begun())

    def action_swap_ends(self) -> None:
        """Move the other end."""
        if self.selection:
            self._select(self.selection.swapped())

    def action_mark_claim(self) -> None:
        """Make the marked text a claim."""
        words = self._marked()
        if words and self.make_claim(*words):
            self.action_escape()

    def action_mark_note(self) -> None:
        """Write a note on the marked text."""
        words = self._marked()
        if words:
            self.action_escape()
            self.write_note(*words)

    def action_mark_copy(self) -> None:
        """Copy the marked text."""
        words = self._marked()
        if words:
            self.app.copy_to_clipboard(self.review.article.text[slice(*words)])
            self.action_escape()
            self.notify("Copied.", timeout=2)

    def action_escape(self) -> None:
        """End what is open or active."""
        if isinstance(self.focused, MarkingBar):
            self._select(None)
        super().action_escape()

    def _marked(self) -> tuple[int, int] | None:
        start, end = self.selection.words(self.review.article.text) if self.selection else (0, 0)
        if start == end:
            self.notify("Nothing is marked yet.", severity="warning", timeout=2)
            return None
        return start, end

    def _select(self, selection: Selection | None) -> None:
        self.selection = selection
        self.view.show_selection(selection)
        if selection:
            words = clean_line(self.review.article.text[slice(*selection.span)])
            self.query_one(MarkingBar).update(f"Marking  {cut(words, _SHOWN_CELLS)}")
