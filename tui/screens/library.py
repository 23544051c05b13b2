"""The articles read so far."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import NewsmarkError
from annotations.models import Article, ArticleEntry
from annotations.text import clean_line
from tui.background import in_thread
from tui.commands import bindings
from tui.desk import Desk
from tui.widgets.cells import cut
from tui.widgets.title_bar import TitleBar

_TITLE_CELLS = 200
_EMPTY = "Nothing read yet.\n\nnewsmark SOURCE reads a text file, newsmark demo an example."


class LibraryScreen(Screen[None]):
    """A plain list; the article opened last comes first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("library")

    class Chosen(Message):
        """The reader wants to read an article."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="library")
        self._desk = desk
        self._entries: dict[str, ArticleEntry] = {}

    def compose(self) -> ComposeResult:
        """Lay out title, list and footer."""
        yield TitleBar()
        yield OptionList(id="articles")
        yield Static("", id="empty", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Give the list the keyboard."""
        self.query_one(TitleBar).heading = "newsmark"
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """List what is read by now."""
        self.run_worker(self._list(), group="list", exclusive=True, description="list the articles")

    async def _list(self) -> None:
        try:
            store = await self._desk.store()
            entries = await in_thread(store.articles, "newsmark-list")
        except NewsmarkError as error:
            self._fail(error)
            return
        self._show(sorted(entries, key=lambda entry: entry.opened, reverse=True))
        for notice in self._desk.new_notices():
            self.notify(clean_line(notice), severity="warning", markup=False)

    def _show(self, entries: Sequence[ArticleEntry]) -> None:
        articles = self.query_one(OptionList)
        position = articles.highlighted
        self._entries = {entry.id: entry for entry in entries}
        articles.clear_options()
        articles.add_options(Option(_row(entry), id=entry.id) for entry in entries)
        articles.display = bool(entries)
        articles.highlighted = min(position or 0, len(entries) - 1) if entries else None
        self.query_one("#empty", Static).update("" if entries else _EMPTY)
        self.query_one(TitleBar).origin = f"{len(entries)} article{'' if len(entries) == 1 else 's'}"
        articles.focus()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        articles = self.query_one(OptionList)
        (articles.action_cursor_down if rows > 0 else articles.action_cursor_up)()

    def action_open(self) -> None:
        """Read the article under the cursor."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.run_worker(self._open(self._entries[event.option_id]), group="open", exclusive=True)

    async def _open(self, entry: ArticleEntry) -> None:
        try:
            store = await self._desk.store()
            article = await in_thread(lambda: store.snapshot(entry.id, entry.version), "newsmark-snapshot")
        except NewsmarkError as error:
            self._fail(error)
        else:
            self.post_message(self.Chosen(article))

    def _fail(self, error: NewsmarkError) -> None:
        self.notify(clean_line(f"{error.message} {error.hint}"), severity="error", markup=False)


def _row(entry: ArticleEntry) -> Content:
    share = 100 * entry.position // entry.length if entry.length else 0
    source = clean_line(entry.source) if entry.source else "standard input"
    return Content.assemble(
        (cut(clean_line(entry.title), _TITLE_CELLS), "bold"),
        "\n",
        (f"{entry.opened[:10]}  at {share}%  {source}\n ", "dim"),
    )
