"""The article while the rest of the reader is still being loaded."""

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from annotations.models import Article
from tui.glyphs import Glyphs
from tui.widgets.article_view import ArticleView
from tui.widgets.title_bar import TitleBar


class OpeningScreen(Screen[None]):
    """Shows title and text where the reader will show them, and keeps the keys typed meanwhile."""

    def __init__(self, article: Article, glyphs: Glyphs, width: int) -> None:
        super().__init__()
        self._article = article
        self._glyphs = glyphs
        self._width = width
        self.typed: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """Lay out what there is to read."""
        bar = TitleBar()
        bar.show(self._article)
        yield bar
        yield ArticleView(self._article, self._glyphs, width=self._width)

    def on_key(self, event: events.Key) -> None:
        """Keep a key for the reader."""
        event.stop()
        self.typed.append(event)
