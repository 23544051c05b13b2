"""Marking text from the keyboard."""

from textual import on
from textual.widget import Widget

from annotations.cleaning import clean_line
from tui.motions import Unit, sentence_at
from tui.screens.reading import ReadingScreen
from tui.selection import Selection
from tui.widgets.article_view import ArticleView
from tui.widgets.cells import cut_middle
from tui.widgets.mode_bar import MarkingBar

_SHOWN_CELLS = 60
_SHOWN_LENGTH = 500
"""Code points at either end of what is marked that the line is made of: more than its cells hold."""


class MarkingScreen(ReadingScreen):
    """Adds the marking mode; what becomes of the marked text is for the subclass to say."""

    selection: Selection | None = None
    """What is being marked; None outside the mode."""
    bounded: str | None = None
    """The quote whose bounds are being marked."""

    def write_note(self, start: int, end: int) -> None:
        """Write a note on a stretch of text."""
        raise NotImplementedError

    def make_claim(self, start: int, end: int) -> bool:
        """Make a stretch of text a claim; tell whether it is one now."""
        raise NotImplementedError

    def make_quote(self, start: int, end: int) -> bool:
        """Make a stretch of text a quote; tell whether it is one now."""
        raise NotImplementedError

    def make_entity(self, start: int, end: int) -> None:
        """Make a stretch of text an entity, of a kind that is asked for."""
        raise NotImplementedError

    def set_bounds(self, quote_id: str, start: int, end: int) -> bool:
        """Let a quote go from start to end; tell whether it does now."""
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
        self.begin_marking(start, end)

    def begin_marking(self, start: int, end: int, *, bounded: str | None = None) -> None:
        """Begin marking with a stretch of text; `bounded` is a quote whose bounds are to be marked."""
        self.bounded = bounded
        self.show_bar(self.query_one(MarkingBar))
        self._select(Selection(start, end))

    @on(ArticleView.Selected)
    def _selected(self, event: ArticleView.Selected) -> None:
        bar = self.query_one(MarkingBar)
        if self.focused is not bar:
            self._close_line()
            self.show_bar(bar)
        self._select(event.selection)

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
        """Make the marked text a claim, or the bounds of the quote that they are marked for."""
        words = self._marked()
        if words and (self.set_bounds(self.bounded, *words) if self.bounded else self.make_claim(*words)):
            self.action_escape()

    def action_mark_quote(self) -> None:
        """Make the marked text a quote."""
        words = self._marked()
        if words and self.make_quote(*words):
            self.action_escape()

    def action_mark_entity(self) -> None:
        """Make the marked text an entity."""
        words = self._marked()
        if words:
            self.action_escape()
            self.make_entity(*words)

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

    def leave_line(self, widget: Widget) -> None:
        """End a mode or a question, because the reader went to the text or the list."""
        self.bounded = None
        self._select(None)
        super().leave_line(widget)

    def action_escape(self) -> None:
        """End what is open or active."""
        if isinstance(self.focused, MarkingBar):
            self.bounded = None
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
            start, end = selection.span
            words = clean_line(_shortened(self.review.article.text, start, end))
            what = "Bounds of the quote" if self.bounded else "Marking"
            self.query_one(MarkingBar).words = f"{what}  {cut_middle(words, _SHOWN_CELLS)}"


def _shortened(text: str, start: int, end: int) -> str:
    if end - start <= 2 * _SHOWN_LENGTH:
        return text[start:end]
    return f"{text[start : start + _SHOWN_LENGTH]} {text[end - _SHOWN_LENGTH : end]}"
