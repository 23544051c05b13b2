"""A feed: a list of articles, or of feeds, to pick from."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Static

from annotations.errors import NewsmarkError
from annotations.sources import Feed
from tui.background import in_thread
from tui.commands import bindings
from tui.desk import Desk
from tui.rows import FeedRows
from tui.screens.link import LinkScreen
from tui.screens.listing import ListingScreen
from tui.services import Listed, Services
from tui.telling import counted
from tui.widgets.row_list import RowList
from tui.widgets.title_bar import TitleBar


class FeedScreen(ListingScreen):
    """Lists what a feed offers, with how far it is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("feed")
    stopping = "feed.escape"

    def __init__(self, feed: Feed, services: Services, desk: Desk) -> None:
        super().__init__(services, desk, classes="feed")
        self._feed = feed

    def compose(self) -> ComposeResult:
        """Lay out title, list and the bottom lines."""
        yield TitleBar()
        yield RowList(self.services.glyphs.current, id="articles")
        yield Static("", id="line", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the items and give them the keyboard."""
        bar = self.query_one(TitleBar)
        bar.heading, bar.origin = self._feed.title, counted(len(self._feed.items), "item")
        rows = self.query_one(RowList)
        rows.show_rows(FeedRows(self._feed, {}, self.services.glyphs))
        rows.focus()

    def on_screen_resume(self) -> None:
        """Look up which items were read."""
        self.run_worker(self._look_up(), group="list", exclusive=True, description="look up what was read")

    async def _look_up(self) -> None:
        try:
            store = await self.desk.store()
            articles = await in_thread(store.library, "newsmark-list")
        except NewsmarkError as error:
            self.fail(error)
            return
        known: dict[str, Listed] = {article.entry.source: article for article in articles if article.entry.source}
        self.query_one(RowList).show_rows(FeedRows(self._feed, known, self.services.glyphs))

    def show_line(self) -> None:
        """Say nothing."""
        self.query_one("#line", Static).update("")

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.read(self._feed.items[int(event.row_id)].url)

    def action_browse(self) -> None:
        """Show the address of the item under the cursor, and open it where the reader agrees."""
        if current := self.query_one(RowList).current:
            self.app.push_screen(LinkScreen(self._feed.items[int(current)].url, self.services.settings.opener))

    def action_escape(self) -> None:
        """Give up reading an item, else go back."""
        if self.is_reading:
            self.stop_reading()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Go back to where the feed was opened."""
        self.stop_reading()
        self.dismiss()
