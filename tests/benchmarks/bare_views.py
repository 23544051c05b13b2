"""What the reader is measured against: the least that Textual can do for the same text.

python tests/benchmarks/bare_views.py static|lines FILE
"""

import sys
from bisect import bisect_right
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

WIDTH = 78
REVERSE = Style(reverse=True)
UNDERLINE = Style(underline=True)


class BareStatic(App[None]):
    """The whole text in one Static."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(self._text, markup=False)


class LineView(ScrollView, can_focus=True):
    """Lines of text, one of which has a cursor; no marks, no gutter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._starts: list[int] = []
        self._cursor = 0
        self._tagged: set[int] = set()

    def on_resize(self) -> None:
        """Wrap everything anew."""
        width = min(self.size.width - 2, WIDTH)
        self._starts = []
        position = 0
        for line in self._text.split("\n"):
            start, end = position, position + len(line)
            while end - start > width:
                space = self._text.rfind(" ", start + 1, start + width + 1)
                self._starts.append(start)
                start = space + 1 if space > 0 else start + width
            self._starts.append(start)
            position = end + 1
        self.virtual_size = Size(self.size.width, len(self._starts))

    def render_line(self, y: int) -> Strip:
        """Return one line, the cursor's cell reversed, a tagged line underlined."""
        y += self.scroll_offset.y
        if y >= len(self._starts):
            return Strip.blank(self.size.width, self.rich_style)
        start = self._starts[y]
        end = self._starts[y + 1] if y + 1 < len(self._starts) else len(self._text)
        words = self._text[start:end].rstrip()
        style = self.rich_style + UNDERLINE if y in self._tagged else self.rich_style
        segments = [Segment(words, style)]
        if start <= self._cursor < end:
            column = self._cursor - start
            under = words[column : column + 1] or " "
            segments = [
                Segment(words[:column], style),
                Segment(under, style + REVERSE),
                Segment(words[column + 1 :], style),
            ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_key(self, event: events.Key) -> None:
        """Move, scroll, go to the next sentence, tag a line: the keys that the reader has for these."""
        event.stop()
        match event.character:
            case "j" | "k":
                self.scroll_to(y=self.scroll_offset.y + (1 if event.character == "j" else -1), animate=False)
            case "n":
                self._move(self._text.find(". ", self._cursor) + 2)
            case "N":
                self._move(max(self._text.rfind(". ", 0, max(self._cursor - 2, 0)) + 2, 0))
            case "v":
                row = self._row(self._cursor)
                self._tagged ^= {row}
                self.refresh_lines(row)
            case "l" | "h":
                self._move(self._cursor + (1 if event.character == "l" else -1))

    def _move(self, offset: int) -> None:
        before, self._cursor = self._row(self._cursor), min(max(offset, 0), len(self._text) - 1)
        row, top = self._row(self._cursor), self.scroll_offset.y
        self.refresh_lines(before)
        self.refresh_lines(row)
        if not top <= row < top + self.size.height:
            self.scroll_to(y=max(row - self.size.height // 3, 0), animate=False)

    def _row(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


class BareLines(App[None]):
    """The text in a line view and nothing else."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield LineView(self._text)


def main() -> None:
    """Run one of the views on a file until it is left."""
    kind, path = sys.argv[1:]
    text = Path(path).read_text(encoding="utf-8")
    app = BareStatic(text) if kind == "static" else BareLines(text)
    app.run()


if __name__ == "__main__":
    main()
