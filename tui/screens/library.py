"""The articles read so far: found, ordered, renamed, removed, and new ones opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Input, Static

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError
from annotations.models import ArticleEntry
from annotations.sources import CLIPBOARD
from tui.background import in_thread
from tui.commands import action_names, bindings
from tui.desk import Desk
from tui.keymaps import keymap_of
from tui.locations import written
from tui.opening import is_link
from tui.rows import ArticleRows
from tui.screens.chooser import ChooserScreen
from tui.screens.fetching import how_many
from tui.screens.link import LinkScreen
from tui.screens.listing import ListingScreen
from tui.services import Listed, Services, Store
from tui.shelf import FILTERS, ORDERS, Day, View, arranged, days_work
from tui.widgets.mode_bar import Prompt
from tui.widgets.row_list import RowList
from tui.widgets.title_bar import TitleBar

_EMPTY = """\
Nothing read yet.

{opening} opens a file or a web address, feeds and OPML lists too; a text or an address can also be pasted here.
From the shell, newsmark SOURCE reads one, and newsmark demo shows an example."""
_CURRENT = "  (now)"
_PATIENCE = 1.0
"""Seconds that the list waits for what is being saved; it shows how far an article just left was read."""
_ACTIONS = action_names("library")


@dataclass(frozen=True)
class _Change:
    """A change of an article's entry, how it is taken back, and what is said of both."""

    article_id: str
    do: Callable[[Store], None]
    undo: Callable[[Store], None]
    done: str
    undone: str


class LibraryScreen(ListingScreen):
    """Lists articles; the one opened last comes first unless asked otherwise."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("library")
    stopping = "library.escape"

    def __init__(self, services: Services, desk: Desk) -> None:
        super().__init__(services, desk, classes="library")
        self.view = View()
        self._asked_of: ArticleEntry | None = None
        """The article under the cursor when the question was asked."""
        self._articles: dict[str, Listed] = {}
        self._newest: str | None = None
        """The article opened last."""
        self._work = ""
        """What was done today, in words."""
        self._shown: tuple[Listed, ...] = ()
        self._changes: list[_Change] = []
        """What can be taken back, the last one first to go."""

    def compose(self) -> ComposeResult:
        """Lay out title, the day's work, the list and the bottom lines."""
        yield TitleBar()
        yield RowList(self.services.glyphs.current, id="articles")
        yield Static("", id="empty", markup=False)
        yield Static("", id="line", markup=False)
        yield Prompt()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Give the list the keyboard."""
        self.query_one(TitleBar).heading = "newsmark"
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """List what is read by now."""
        self.run_worker(self._list(), group="list", exclusive=True, description="list the articles")

    async def _list(self, current: str | None = None) -> None:
        """List the articles, as they are once all is saved; the cursor goes to `current`, or to one opened since."""
        try:
            store = await self.desk.store()
            await self.desk.flush(_PATIENCE)
            articles = await in_thread(lambda: store.library(with_removed=True), "newsmark-list")
        except NewsmarkError as error:
            self.fail(error)
            return
        newest = next((article.entry.id for article in articles), None)
        is_opened = self._newest not in {None, newest}
        self._newest = newest
        self._articles = {article.entry.id: article for article in articles}
        self._work = days_work(articles, Day(self.services.now()))
        self.show_articles(current or (newest if is_opened else None))
        for notice in self.desk.new_notices():
            self.notify(clean_line(notice), severity="warning", markup=False)

    # Showing

    def show_articles(self, current: str | None = None) -> None:
        """Show the articles that the reader asked for, the cursor on `current` or where it was."""
        day = Day(self.services.now())
        self._shown = arranged(self._articles.values(), self.view, day)
        rows = self.query_one(RowList)
        rows.show_rows(ArticleRows(self._shown, self.services.glyphs), current=current)
        rows.display = bool(self._shown)
        empty = self.query_one("#empty", Static)
        empty.display = not self._shown
        if not self._shown:
            empty.update(self._why_empty, layout=False)
        bar = self.query_one(TitleBar)
        bar.heading = f"newsmark · today {self._work}" if self._work else "newsmark"
        bar.origin = how_many(len(self._shown), self._total, "article")
        if not self.is_reading:
            self.show_line()

    @property
    def _why_empty(self) -> str:
        key = keymap_of(self.app).key
        if self._total:
            return f"No article is like that. {key('library.escape')} shows all of them."
        return _EMPTY.format(opening=key("library.source"))

    @property
    def _total(self) -> int:
        is_removed = self.view.shown == "removed"
        return sum((article.entry.removed is not None) == is_removed for article in self._articles.values())

    def show_line(self) -> None:
        """Say which articles are shown in what order."""
        view = self.view
        parts = [
            dict(FILTERS)[view.shown],
            f"{dict(ORDERS)[view.order]}{', reversed' if view.is_reversed else ' first' * (view.order != 'title')}",
            f"“{clean_line(view.query)}”" if view.query else "",
        ]
        self.query_one("#line", Static).update(" · ".join(filter(None, parts)), layout=False)

    def look_at(self, view: View) -> None:
        """Show other articles, or these in another order."""
        self.view = view
        self.show_articles()

    # Finding

    def action_search(self) -> None:
        """Ask for words of the title, source or date; the list follows as they are typed."""
        self._ask("search", "Find:", self.view.query)

    def action_filter(self) -> None:
        """Choose which articles are shown."""
        options = [(name, f"{words}{_CURRENT if name == self.view.shown else ''}") for name, words in FILTERS]

        def choose(name: str | None) -> None:
            for known, _ in FILTERS:
                if known == name:
                    self.look_at(View(self.view.order, self.view.is_reversed, known, self.view.query))

        self.app.push_screen(ChooserScreen("Show", options), choose)

    def action_order(self) -> None:
        """Choose the order; the same order again turns it round."""
        options = [(name, f"{words}{_CURRENT if name == self.view.order else ''}") for name, words in ORDERS]

        def choose(name: str | None) -> None:
            for known, _ in ORDERS:
                if known == name:
                    is_reversed = known == self.view.order and not self.view.is_reversed
                    self.look_at(View(known, is_reversed, self.view.shown, self.view.query))

        self.app.push_screen(ChooserScreen("Order by", options), choose)

    def action_escape(self) -> None:
        """Give up reading a source, else the search and the filter, else put notices away."""
        if self.is_reading:
            self.stop_reading()
        elif self.view.query or self.view.shown != "all":
            self.look_at(View(self.view.order, self.view.is_reversed))
        else:
            self.app.clear_notifications()

    # Opening

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        entry = self._articles[event.row_id].entry
        self.run_worker(self._open(entry), group="open", exclusive=True, description="open an article")

    async def _open(self, entry: ArticleEntry) -> None:
        try:
            store = await self.desk.store()
            kept = await in_thread(lambda: store.snapshot(entry.id, entry.version), "newsmark-snapshot")
        except NewsmarkError as error:
            self.fail(error)
        else:
            self.post_message(self.Fetched(replace(kept, source=entry.source)))

    def action_open_source(self) -> None:
        """Ask for a file, a web address or a feed to read."""
        self._ask("open", "Open file or address (- the clipboard):", "")

    def action_again(self) -> None:
        """Read the source of the article under the cursor again: its text may have changed."""
        entry = self._entry
        if entry and entry.source:
            self.read(entry.source)
        elif entry:
            self.notify("This article came from standard input; it cannot be read again.", severity="warning")

    def action_browse(self) -> None:
        """Show the address of the article under the cursor, and open it where the reader agrees."""
        entry = self._entry
        if entry and entry.source and is_link(entry.source):
            self.app.push_screen(LinkScreen(entry.source, self.services.settings.opener))
        elif entry:
            self.notify("This article has no web address.", severity="warning", timeout=3)

    def on_paste(self, event: events.Paste) -> None:
        """Read what is pasted: a text as it is, an address or path after it was shown."""
        event.stop()
        text = event.text.strip()
        if "\n" in text:
            self.read("-", text.encode())
        elif text:
            self._ask("open", "Open:", clean_line(text))

    # Changing

    def action_rename(self) -> None:
        """Ask for another title for the article under the cursor."""
        if self._entry:
            self._ask("rename", "Title (empty: its own):", clean_line(self._entry.called))

    def action_remove(self) -> None:
        """Take the article under the cursor out of the library; everything of it is kept."""
        entry = self._entry
        if entry is None:
            return
        if entry.removed is not None:
            key = keymap_of(self.app).key
            ways = f"{key('library.open')} reads it again, {key('library.undo')} undoes"
            words = f"{ways}; newsmark purge {entry.id} removes it for good."
            self.notify(words, timeout=10, markup=False)
            return
        now = self.services.now()
        self._change(
            _Change(
                entry.id,
                lambda store: store.set_removed(entry.id, now),
                lambda store: store.set_removed(entry.id, None),
                f"Removed from the library; {keymap_of(self.app).key('library.undo')} brings it back.",
                f"Back in the library: “{clean_line(entry.called)}”",
            )
        )

    def action_undo(self) -> None:
        """Take back the last renaming or removal."""
        if self._changes:
            self._change(self._changes.pop(), is_undoing=True)
        else:
            filtering = keymap_of(self.app).key("library.filter")
            self.notify(f"There is nothing to undo here. {filtering} shows removed articles.", timeout=3)

    def _rename(self, entry: ArticleEntry, title: str) -> None:
        name = None if title in {"", entry.title} else title
        if name != entry.name:
            self._change(
                _Change(
                    entry.id,
                    lambda store: store.rename(entry.id, name),
                    lambda store: store.rename(entry.id, entry.name),
                    f"Renamed; {keymap_of(self.app).key('library.undo')} takes it back.",
                    f"Its title again: “{clean_line(entry.called)}”",
                )
            )

    def _change(self, change: _Change, *, is_undoing: bool = False) -> None:
        """Change the store in the background, and say so once it is on the disk."""
        work, said = (change.undo, change.undone) if is_undoing else (change.do, change.done)

        async def changed() -> None:
            try:
                store = await self.desk.store()
                await in_thread(lambda: work(store), "newsmark-library")
            except NewsmarkError as error:
                self.fail(error)
                is_done = False
            else:
                await self._list(change.article_id)
                self.query_one("#line", Static).update(said, layout=False)
                is_done = True
            if is_done != is_undoing:
                self._changes.append(change)

        self.run_worker(changed(), group="change", description="change the library")

    @property
    def _entry(self) -> ArticleEntry | None:
        current = self.query_one(RowList).current
        return self._articles[current].entry if current else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual calls it so
        """Leave the keys to a question while it has the focus; the list still moves."""
        return not isinstance(self.focused, Input) or action not in _ACTIONS or action == "move"

    # Answers

    def _ask(self, question: str, label: str, answer: str) -> None:
        prompt = self.query_one(Prompt)
        prompt.display = True
        self.query_one("#line").display = False
        self._asked_of = self._entry
        prompt.ask(question, label, answer)

    def _close_prompt(self) -> None:
        self.query_one(Prompt).display = False
        self.query_one("#line").display = True
        self.query_one(RowList).focus()

    @on(Prompt.Changed)
    def _answer_changed(self, event: Prompt.Changed) -> None:
        if event.question == "search":
            self.look_at(View(self.view.order, self.view.is_reversed, self.view.shown, event.answer))

    @on(Prompt.Cancelled)
    def _answer_cancelled(self, event: Prompt.Cancelled) -> None:
        self._close_prompt()
        if event.question == "search":
            self.look_at(View(self.view.order, self.view.is_reversed, self.view.shown))

    @on(Prompt.Submitted)
    def _answered(self, event: Prompt.Submitted) -> None:
        self._close_prompt()
        answer = event.answer.strip()
        if event.question == "rename" and self._asked_of:
            self._rename(self._asked_of, clean_line(answer))
        elif event.question == "open" and answer:
            self.read(CLIPBOARD if answer == "-" else answer if is_link(answer) else str(written(answer)))
