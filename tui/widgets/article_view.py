"""The article: one widget on Textual's line API that draws only the rows on screen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from annotations.models import Article
from tui.commands import bindings
from tui.glyphs import UNICODE, Glyphs
from tui.highlight import Layer, Mark, Marks, Target
from tui.motions import sentence_at, word_at
from tui.selection import Selection
from tui.widgets.drawing import GUTTER, STYLES, Scene, drawn_row
from tui.widgets.layout import Row
from tui.widgets.line import within
from tui.widgets.text_view import USUAL_WIDTH, TextView

__all__ = ["USUAL_WIDTH", "ArticleView"]


class ArticleView(TextView, can_focus=True):
    """Draws an article with its marks.

    In the gutter stand a sign for each claim and note that begins in the row, and a bar beside the current mark.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("reader", scope="screen.", comes_first=True)
    GUTTER = GUTTER
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in STYLES}

    class Clicked(Message):
        """The reader clicked on the text."""

        def __init__(self, offset: int, row: Row, *, in_gutter: bool) -> None:
            super().__init__()
            self.offset = offset
            self.row = row
            self.in_gutter = in_gutter

    class Selected(Message):
        """The reader marks text with the mouse: by dragging, a word by a double click, a sentence by a triple one."""

        def __init__(self, selection: Selection) -> None:
            super().__init__()
            self.selection = selection

    def __init__(
        self, article: Article, glyphs: Glyphs = UNICODE, *, width: int = USUAL_WIDTH, id: str | None = None
    ) -> None:
        super().__init__(article, width=width, id=id)
        self._scene = Scene(glyphs)
        self._pressed: tuple[int, int] | None = None
        """The character on which a mouse button was pressed."""
        self._is_dragged = False
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(512)
        self._blended: LRUCache[tuple[str, ...], Style] = LRUCache(1024)

    # What is shown

    def show_marks(self, marks: Marks, noted: frozenset[str] = frozenset()) -> None:
        """Show marks, and a note's sign beside the claims that have one; the text does not move."""
        before = self._scene
        self._redraw(replace(before, marks=marks, noted=noted), before.is_marked_as(marks, noted))

    def show_matches(self, matches: Marks) -> None:
        """Show what a search found."""
        self._redraw(replace(self._scene, matches=matches))

    def show_current(self, target: Target | None) -> None:
        """Show an annotation or match as the current one."""
        if target != self._scene.current:
            changed = self._scene.marks_of(self._scene.current) + self._scene.marks_of(target)
            self._redraw(replace(self._scene, current=target), _untouched(changed))

    def show_selection(self, selection: Selection | None) -> None:
        """Show what is being marked, and keep its moving end in view."""
        changed = _difference(self._scene.selection, selection)
        self._redraw(replace(self._scene, selection=selection), _untouched(changed))
        if selection:
            self.reveal(selection.caret, selection.caret)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the view; there is no border and no padding that Textual would have to put around them."""
        if self._laid_out_for is None and self._wrap():
            self._layout.settle(self.scroll_offset.y, self._visible_rows)
        top = self.scroll_offset.y + crop.y
        strips = [self._strip(y, row) for y, row in enumerate(self._layout.rows(top, crop.height), top)]
        strips += [Strip.blank(self.outer_size.width, self._style(()))] * (crop.height - len(strips))
        return within(crop, strips, self)

    def _strip(self, y: int, row: Row) -> Strip:
        strip = self._strips.get(row[:2])
        if strip is None:
            strip = self._strips[row[:2]] = self._drawn(y)
        return strip

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._blended.clear()

    def _drawn(self, y: int) -> Strip:
        segments = [Segment(" " * self._left, self._style(()))]
        segments += (Segment(text, self._style(names)) for text, names in drawn_row(self._layout, y, self._scene))
        return Strip(segments).adjust_cell_length(self.outer_size.width, self._style(()))

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._blended.get(names)
        if style is None:
            style = self.rich_style
            for name in filter(STYLES.__contains__, names):
                style += self.get_component_rich_style(f"article--{name}", partial=True)
            self._blended[names] = style
        return style

    def _redraw(self, scene: Scene, is_same: Callable[[Row], bool] = lambda _: False) -> None:
        """Draw a scene: the rows on screen that do not look the same as before."""
        self._scene = scene
        kept: dict[tuple[int, int], Strip] = {}
        top = self.scroll_offset.y
        for y, row in enumerate(self._layout.rows(top, self._visible_rows), top):
            strip = self._strips.get(row[:2])
            if strip is not None and is_same(row):
                kept[row[:2]] = strip
            else:
                self.refresh_lines(y)
        self._strips.clear()
        for bounds, strip in kept.items():
            self._strips[bounds] = strip

    def _lay_out(self) -> None:
        self._strips.clear()
        super()._lay_out()

    def _kept(self) -> tuple[int, int] | None:
        """Return the current mark."""
        marks = self._scene.marks_of(self._scene.current)
        return next(((mark.start, mark.end) for mark in marks if self._showed(mark.start)), None)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to mark text."""
        event.stop()
        row, column = self._pointed(event)
        if event.button == 1 and column >= 0 and not event.shift:
            self._pressed = self._layout.unit_at(row, column)
            self._is_dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark text from where the button was pressed; at the view's edges, scroll."""
        event.stop()
        if self._pressed is None or not event.button:
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_rows(1 if event.y > 0 else -1)
        start, end = self._layout.unit_at(*self._pointed(event))
        if (start, end) == self._pressed and not self._is_dragged:
            return
        self._is_dragged = True
        first, last = self._pressed
        selection = Selection(first, max(end, last)) if start >= first else Selection(last, start)
        self.post_message(self.Selected(selection))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End marking text."""
        event.stop()
        self.release_mouse()
        self._pressed = None

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked on; two and three clicks mark a word and a sentence."""
        event.stop()
        if self._is_dragged:
            self._is_dragged = False
            return
        y, column = self._pointed(event)
        offset = self._layout.offset_at(y, column)
        if event.chain == 1 or column < 0:
            self.post_message(self.Clicked(offset, self._layout.row(y), in_gutter=column < 0))
        else:
            bounds = (word_at if event.chain == 2 else sentence_at)(self._article.text, offset)
            self.post_message(self.Selected(Selection(*bounds)))

    def _pointed(self, event: events.MouseEvent) -> tuple[int, int]:
        """Return the row and the column of the text under the pointer; left of the text a negative one."""
        y = min(max(event.y, 0) + self.scroll_offset.y, self._layout.height - 1)
        return y, event.x - self._left - GUTTER


def _untouched(changed: Iterable[Mark]) -> Callable[[Row], bool]:
    """Return what tells whether a row has none of the text of some marks; a caret may stand at their very end."""
    bounds = [(mark.start, mark.end) for mark in changed]
    return lambda row: all(row.end < start or row.start > end for start, end in bounds)


def _difference(before: Selection | None, after: Selection | None) -> list[Mark]:
    """Return the text that looks different: between two carets where the other end stayed, else both selections."""
    shown = [selection for selection in (before, after) if selection]
    if len(shown) == 2 and shown[0].anchor == shown[1].anchor:
        carets = sorted(selection.caret for selection in shown)
        return [Mark(carets[0], carets[1], Layer.SELECTION)]
    return [Mark(*selection.span, Layer.SELECTION) for selection in shown]
