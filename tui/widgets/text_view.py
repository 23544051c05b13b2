"""A text that scrolls: wrapped where it is looked at, and still under the reader's eyes whatever changes around it."""

from typing import Literal

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from annotations.models import Article
from tui.widgets.layout import MINIMUM_WIDTH, Layout

USUAL_WIDTH = 78
"""Cells of the text column where there is room; about what reads best."""
NARROWEST, WIDEST = 38, 158

_RIGHT_MARGIN = 2
_Mover = Literal["reader", "jump", "layout"]
_CONTEXT_ROWS = 2
"""Rows that stay visible between what is jumped to and the edge of the view."""


class TextView(ScrollView, inherit_bindings=False):
    """Wraps an article in a column at most `column_width` cells wide, centred beside a gutter; drawing is for others.

    Rows that are not near the screen are estimated. When one comes near it is wrapped, which may change the numbers of
    the rows after it: the scroll position then changes with the row on top, so that nothing moves on the screen.
    """

    GUTTER = 0
    """Cells left of the text."""

    class Scrolled(Message):
        """The text moved under the reader's eyes."""

        def __init__(self, *, by_reader: bool) -> None:
            super().__init__()
            self.by_reader = by_reader
            """Whether the reader scrolled; else a jump, or a text laid out anew, moved it."""

        def can_replace(self, message: Message) -> bool:
            """Let a later message stand for one that nobody has seen yet."""
            return isinstance(message, TextView.Scrolled) and message.by_reader == self.by_reader

    class LaidOut(Message):
        """The text was wrapped anew: what is on screen may be more or less of it."""

    def __init__(self, article: Article, *, width: int = USUAL_WIDTH, id: str | None = None) -> None:
        super().__init__(id=id)
        self.usual_width = width
        """Cells that the text takes unless the reader makes it wider or narrower."""
        self._article = article
        self._layout = Layout("", (), 0)
        self._laid_out_for: Size | None = None
        self._column_width = width
        self._left = 0
        self._top = 0
        self._above = 1
        """Rows from the first one on screen to that of `_top`: 1 where a blank row is first, as it is at the start."""
        self._mover: _Mover = "reader"

    def show_article(self, article: Article) -> None:
        """Show another text, from where the old one was."""
        self._article = article
        self._lay_out()

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
    def above(self) -> int:
        """Rows on screen above that of `top`: 1 where the first row is blank."""
        return self._above

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
        """Return the row above the next paragraph, or (backwards) above the one before the first row of the view."""
        return self._layout.opening(self.scroll_offset.y + 1, direction) - 1

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

    def scroll_to_offset(self, offset: int, above: int = 0) -> None:
        """Make the row of an offset the first one, but for some rows above it: where the reader was before."""
        self._top, self._above = offset, above
        self._scroll_as("layout", self._row_on_top)

    def reveal(self, start: int, end: int) -> None:
        """Scroll as little as needed to have the range on screen, with some context; its start counts most."""
        if self._laid_out_for is None:
            self._top = start
        else:
            self._reveal_as("jump", start, end)

    def _reveal_as(self, mover: _Mover, start: int, end: int) -> None:
        first, last = self._layout.row_of(start), self._layout.row_of(max(start, end - 1))
        self._follow()
        top, rows = self.scroll_offset.y, self._visible_rows
        if first - _CONTEXT_ROWS < top or last + _CONTEXT_ROWS >= top + rows:
            room = rows - (last - first + 1)
            self._scroll_as(mover, first - (_CONTEXT_ROWS if room < rows // 2 else room // 3))

    def _scroll_as(self, mover: _Mover, y: int) -> None:
        before, self._mover = self._mover, mover
        self.scroll_to(y=max(y, 0), animate=False, force=True)
        self._mover = before

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Wrap what comes near, remember what is on top, and tell."""
        is_laid_out = self._laid_out_for is not None
        if is_laid_out:
            self._settle(round(new_value))
        super().watch_scroll_y(old_value, self.scroll_y)
        if round(old_value) == round(new_value) or not is_laid_out:
            return
        mover = self._mover if self._laid_out_for == self.scrollable_content_region.size else "layout"
        if mover != "layout":
            self._remember()
        self.post_message(self.Scrolled(by_reader=mover == "reader"))

    def _remember(self) -> None:
        """Keep what is on top there, whatever happens to the rows before it."""
        y = self.scroll_offset.y
        self._top = self._layout.row(min(y, self._layout.height - 1)).start
        self._above = self._layout.row_of(self._top) - y

    @property
    def _row_on_top(self) -> int:
        """The number that the first row on screen has as the text is wrapped now."""
        return max(self._layout.row_of(self._top) - self._above, 0)

    def _follow(self) -> None:
        """Scroll with the row on top, where rows before it have been wrapped."""
        self._put(self._row_on_top)

    def _settle(self, y: int) -> None:
        """Wrap what is near the row that is to be the first one, and have it there; the end stays the end."""
        rows = self._visible_rows
        is_end = y >= self.max_scroll_y > 0
        y = self._layout.settle(y, rows)
        while is_end and y != self._layout.height - rows:
            y = max(self._layout.height - rows, 0)
            self._layout.settle(y, rows)
        self._put(y)

    def _put(self, y: int) -> None:
        """Set the scroll position, and how far it can go, to what is on screen already."""
        height = self._layout.height
        if height != self.virtual_size.height:
            self.set_reactive(TextView.virtual_size, Size(self.virtual_size.width, height))
            self.vertical_scrollbar.window_virtual_size = height
        if y != self.scroll_y:
            self.set_reactive(TextView.scroll_y, float(y))
            self.set_reactive(TextView.scroll_target_y, float(y))
            self.vertical_scrollbar.position = y

    # Wrapping

    def on_resize(self) -> None:
        """Wrap the text for the new width."""
        self._lay_out()

    def _wrap(self) -> bool:
        """Have the text wrapped for the width there is; tell whether there is any."""
        size = self.scrollable_content_region.size
        if size.width <= 0 or size.height <= 0:
            return False
        width = max(min(size.width - self.GUTTER - _RIGHT_MARGIN, self._column_width), MINIMUM_WIDTH)
        if self._layout.text is not self._article.text:
            self._layout = Layout(self._article.text, self._article.blocks, width)
        elif self._layout.width != width:
            self._layout = self._layout.at_width(width)
        self._left = max((size.width - width) // 2 - self.GUTTER, 0)
        return True

    def _lay_out(self) -> None:
        """Wrap for the width there is; what was on top stays there, and what `_kept` names on screen."""
        kept = self._kept()
        if not self._wrap():
            return
        size = self.scrollable_content_region.size
        y = self._layout.settle(self._row_on_top, size.height)
        self._laid_out_for = size
        self._mover = "layout"
        self.virtual_size = Size(size.width, self._layout.height)
        self._mover = "reader"
        self._scroll_as("layout", y)
        if kept and not self.shows(*kept):
            self._reveal_as("layout", *kept)
        self.refresh()
        self.post_message(self.LaidOut())

    def _kept(self) -> tuple[int, int] | None:
        """Return the text that must stay on screen, if it is there, when the text is laid out anew."""
        return None

    def _showed(self, offset: int) -> bool:
        """Tell whether an offset was on screen when the text was laid out last."""
        top = self.scroll_offset.y
        height = self._laid_out_for.height if self._laid_out_for else 0
        return top <= self._layout.row_of(offset) < top + height
