"""The article: one widget on Textual's line API that draws only the rows on screen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotations.models import Article, Claim
from tui.glyphs import UNICODE, Glyphs
from tui.highlight import Layer, Mark, Marks, Target
from tui.selection import Selection
from tui.widgets.drawing import GUTTER, STYLES, Scene, drawn_row
from tui.widgets.layout import MINIMUM_WIDTH, Layout, Row

USUAL_WIDTH = 78
"""Cells of the text column where there is room; about what reads best."""
NARROWEST, WIDEST = 38, 158

_RIGHT_MARGIN = 2
_Mover = Literal["reader", "jump", "layout"]
_CONTEXT_ROWS = 2
"""Rows that stay visible between a mark that is jumped to and the edge of the view."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws an article with its marks, at most `column_width` cells wide and centred.

    In the gutter stand a sign for each claim and note that begins in the row, and a bar beside the current mark.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in STYLES}

    class Scrolled(Message):
        """The text moved under the reader's eyes."""

        def __init__(self, *, by_reader: bool) -> None:
            super().__init__()
            self.by_reader = by_reader
            """Whether the reader scrolled; else a jump, or a text laid out anew, moved it."""

        def can_replace(self, message: Message) -> bool:
            """Let a later message stand for one that nobody has seen yet."""
            return isinstance(message, ArticleView.Scrolled) and message.by_reader == self.by_reader

    class Clicked(Message):
        """The reader clicked on the text."""

        def __init__(self, offset: int, row: Row, *, in_gutter: bool) -> None:
            super().__init__()
            self.offset = offset
            self.row = row
            self.in_gutter = in_gutter

    def __init__(self, article: Article, glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._article = article
        self._layout = Layout("", (), 0)
        self._laid_out_for: Size | None = None
        self._scene = Scene(glyphs)
        self._column_width = USUAL_WIDTH
        self._left = 0
        self._top = 0
        self._mover: _Mover = "reader"
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._blended: LRUCache[tuple[str, ...], Style] = LRUCache(1024)

    # What is shown

    def show_article(self, article: Article) -> None:
        """Show another text, from where the old one was."""
        self._article = article
        self._lay_out()

    def show_marks(self, marks: Marks, claims: Iterable[Claim] = ()) -> None:
        """Show marks, and a note's sign beside the claims that have one; the text does not move."""
        noted = frozenset(claim.id for claim in claims if claim.note)
        self._redraw(replace(self._scene, marks=marks, noted=noted))

    def show_matches(self, matches: Marks) -> None:
        """Show what a search found."""
        self._redraw(replace(self._scene, matches=matches))

    def show_current(self, target: Target | None) -> None:
        """Show an annotation or match as the current one."""
        if target != self._scene.current:
            changed = self._scene.marks_of(self._scene.current) + self._scene.marks_of(target)
            self._redraw(replace(self._scene, current=target), changed)

    def show_selection(self, selection: Selection | None) -> None:
        """Show what is being marked, and keep its moving end in view."""
        changed = [Mark(*shown.span, Layer.SELECTION) for shown in (self._scene.selection, selection) if shown]
        self._redraw(replace(self._scene, selection=selection), changed)
        if selection:
            self.reveal(selection.caret, selection.caret)

    @property
    def column_width(self) -> int:
        """Cells that the text may take at most."""
        return self._column_width

    @column_width.setter
    def column_width(self, width: int) -> None:
        self._column_width = min(max(width, NARROWEST), WIDEST)
        self._lay_out()

    # Where the reader is

    @property
    def model(self) -> Layout:
        """The text as it is wrapped now."""
        return self._layout

    @property
    def top(self) -> int:
        """Offset of the first text on screen; while the view is too large for that, of what was first before."""
        return self._top

    @property
    def percent_read(self) -> int:
        """How much of the text has been on screen, 0 to 100."""
        if self._laid_out_for is None:
            return 0
        return min(100, 100 * (self.scroll_offset.y + self._visible_rows) // self._layout.height)

    @property
    def reading_row(self) -> int:
        """The row being read: it glides from the top of the view to its bottom, so that every row has its turn."""
        top, furthest = self.scroll_offset.y, max(self.max_scroll_y, 1)
        return top + round((self._visible_rows - 1) * min(top / furthest, 1))

    @property
    def range_on_screen(self) -> tuple[int, int]:
        """Offsets between which the text is on screen."""
        first, last = self.scroll_offset.y, self.scroll_offset.y + self._visible_rows - 1
        last = min(last, self._layout.height - 1)
        return self._layout.row(min(first, last)).start, self._layout.row(last).end

    def shows(self, start: int, end: int) -> bool:
        """Tell whether some of the range is on screen."""
        first, last = self.range_on_screen
        return start < last and end > first

    @property
    def _visible_rows(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    # Moving

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows, down or (negative) up, as the reader."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def scroll_page(self, share: float) -> None:
        """Scroll by a share of the view's height; a whole page keeps two rows."""
        rows = max(self._visible_rows - _CONTEXT_ROWS if abs(share) == 1 else self._visible_rows * abs(share), 1)
        self.scroll_rows(int(rows) if share > 0 else -int(rows))

    def scroll_to_row(self, y: int) -> None:
        """Scroll until a row is the first one, or as near as it gets, as the reader."""
        self.scroll_to(y=y, animate=False)

    def paragraph_row(self, direction: int) -> int:
        """Return the row where the next paragraph begins, or (backwards) the one before the first row of the view."""
        model, top = self._layout, self.scroll_offset.y + 1
        y = top + direction
        while 0 < y < model.height - 1 and not model.row(y).opens:
            y += direction
        return y - 1

    def offset_below(self, offset: int, rows: int) -> int:
        """Return the offset at the same column some rows below (or above), blank rows not counted."""
        y, column = self._layout.position_of(offset)
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            following = y + step
            while 0 < following < self._layout.height - 1 and self._layout.row(following).blank:
                following += step
            if not 0 < following < self._layout.height - 1:
                break
            y = following
        return self._layout.offset_at(y, column)

    def scroll_to_offset(self, offset: int) -> None:
        """Make the row of an offset the first one: where the reader was last time."""
        self._top = offset
        self._scroll_as("layout", self._layout.row_of(offset))

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as needed to have the range on screen, with some context; its start counts most."""
        if self._laid_out_for is None:
            self._top = start
        else:
            self._reveal_as("jump", start, end)

    def _reveal_as(self, mover: _Mover, start: int, end: int) -> None:
        first, last = self._layout.row_of(start), self._layout.row_of(max(start, end - 1))
        top, rows = self.scroll_offset.y, self._visible_rows
        if first - _CONTEXT_ROWS < top or last + _CONTEXT_ROWS >= top + rows:
            room = rows - (last - first + 1)
            self._scroll_as(mover, first - (_CONTEXT_ROWS if room < rows // 2 else room // 3))

    def _scroll_as(self, mover: _Mover, y: int) -> None:
        before, self._mover = self._mover, mover
        self.scroll_to(y=max(y, 0), animate=False, force=True)
        self._mover = before

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what is on top, and tell."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value) or self._laid_out_for is None:
            return
        mover = self._mover if self._laid_out_for == self.scrollable_content_region.size else "layout"
        if mover != "layout":
            self._top = self.range_on_screen[0]
        self.post_message(self.Scrolled(by_reader=mover == "reader"))

    # Drawing

    def on_resize(self) -> None:
        """Wrap the text for the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Return one row of the view."""
        width = self.scrollable_content_region.width
        y += self.scroll_offset.y
        if y >= self._layout.height:
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._drawn(y, width)
        return strip

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._blended.clear()

    def _drawn(self, y: int, width: int) -> Strip:
        segments = [Segment(" " * self._left, self.rich_style)]
        segments += (Segment(text, self._style(names)) for text, names in drawn_row(self._layout, y, self._scene))
        used = self._left + GUTTER + self._layout.width_of(self._layout.row(y))
        return (
            Strip(segments).adjust_cell_length(width, self.rich_style) if used else Strip.blank(width, self.rich_style)
        )

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._blended.get(names)
        if style is None:
            style = self.rich_style
            for name in filter(STYLES.__contains__, names):
                style += self.get_component_rich_style(f"article--{name}", partial=True)
            self._blended[names] = style
        return style

    def _redraw(self, scene: Scene, changed: Iterable[Mark] | None = None) -> None:
        """Draw a scene: the rows of the marks that changed, or everything."""
        self._scene = scene
        if changed is None:
            self._strips.clear()
            self.refresh()
            return
        for mark in changed:
            first, last = self._layout.row_of(mark.start), self._layout.row_of(mark.end)
            for y in range(first, last + 1):
                self._strips.discard(y)
            self.refresh_lines(first, last - first + 1)

    def _lay_out(self) -> None:
        """Wrap for the width there is; what was on top stays there, and the current mark on screen."""
        size = self.scrollable_content_region.size
        if size.width <= 0 or size.height <= 0:
            return
        top, kept = self._top, [mark for mark in self._scene.marks_of(self._scene.current) if self._showed(mark)]
        width = max(min(size.width - GUTTER - _RIGHT_MARGIN, self._column_width), MINIMUM_WIDTH)
        if self._layout.text is not self._article.text or self._layout.width != width:
            self._layout = Layout(self._article.text, self._article.blocks, width)
        self._left = max((size.width - width) // 2 - GUTTER, 0)
        self._strips.clear()
        self._laid_out_for = size
        self._mover = "layout"
        self.virtual_size = Size(size.width, self._layout.height)
        self._mover = "reader"
        self._scroll_as("layout", self._layout.row_of(top) if top > 0 else 0)
        if kept and not self.shows(kept[0].start, kept[0].end):
            self._reveal_as("layout", kept[0].start, kept[0].end)
        self.refresh()

    def _showed(self, mark: Mark) -> bool:
        """Tell whether a mark was on screen when the text was laid out last."""
        top = self.scroll_offset.y
        height = self._laid_out_for.height if self._laid_out_for else 0
        return top <= self._layout.row_of(mark.start) < top + height

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked on."""
        event.stop()
        y = min(event.y + self.scroll_offset.y, self._layout.height - 1)
        column = event.x - self._left - GUTTER
        self.post_message(self.Clicked(self._layout.offset_at(y, column), self._layout.row(y), in_gutter=column < 0))
