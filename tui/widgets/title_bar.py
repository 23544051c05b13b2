"""The line above the text: what is being read."""

from collections.abc import Iterator
from typing import ClassVar

from textual.reactive import reactive

from annotations.cleaning import clean_line
from annotations.models import Article
from tui.widgets.cells import cut, width_of
from tui.widgets.line import Line, Stretch


class TitleBar(Line):
    """Left the title, right where the article comes from."""

    heading: reactive[str] = reactive("")
    origin: reactive[str] = reactive("")

    def show(self, article: Article) -> None:
        """Show what an article is."""
        self.heading = clean_line(article.title)
        self.origin = clean_line(article.publisher or (article.source or "").rpartition("/")[2])

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--heading", "title--origin"}

    def stretches(self, width: int) -> Iterator[Stretch]:
        """Yield title and origin; the origin gives way to the title."""
        origin = cut(self.origin, width // 3)
        heading = cut(self.heading, max(width - width_of(origin) - 2, 0))
        yield heading, "title--heading"
        yield " " * max(width - width_of(heading) - width_of(origin), 0), ""
        yield origin, "title--origin"
