"""Reading a source from within the reader: in the background, stoppable, its notices told."""

from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.widgets import Static

from annotations.cleaning import clean_line
from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.sources import Feed, FetchError, ReadingCancelled, ReadOptions
from tui.background import in_thread
from tui.fetching import fetched_so_far
from tui.kept import kept_version, said_instead
from tui.keymaps import keymap_of
from tui.screens.ordered import OrderedScreen
from tui.services import Services
from tui.telling import counted

if TYPE_CHECKING:
    from tui.desk import Desk

_STAYS = 10
"""Seconds that what the reader should not miss stays on screen."""


class FetchingScreen(OrderedScreen[None]):
    """Reads sources; an article goes to the app, a feed is listed. `#line` says how that goes on."""

    CSS_PATH = "../app.tcss"
    stopping: ClassVar[str]
    """Id of the command that stops reading a source."""

    class Fetched(Message):
        """An article is there to be read."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    class _Progress(Message):
        def __init__(self, source: str, count: int, total: int | None) -> None:
            super().__init__()
            self.source = source
            self.count = count
            self.total = total

    def __init__(self, services: Services, desk: "Desk", *, classes: str) -> None:
        super().__init__(classes=classes)
        self.services = services
        self.desk = desk
        self._reading: Event | None = None

    def show_line(self) -> None:
        """Say what there is to say at the bottom while nothing is being read."""
        raise NotImplementedError

    @property
    def is_reading(self) -> bool:
        """Whether a source is being read."""
        return self._reading is not None

    def stop_reading(self) -> None:
        """Give up the source that is being read."""
        if self._reading:
            self._reading.set()
            self._reading = None
        self.show_line()

    def read(self, source: str, pasted: bytes | None = None) -> None:
        """Read a source, or what was pasted, in the background; what was being read is given up."""
        self.stop_reading()
        self._reading = cancel = Event()
        self._say(f"reading {clean_line(source)}… ({self._stopping} stops)")
        self.run_worker(self._read(source, pasted, cancel), group="read", description="read a source")

    async def _read(self, source: str, pasted: bytes | None, cancel: Event) -> None:
        notices: list[str] = []
        options = ReadOptions(
            notice=lambda *words: notices.append(" ".join(words)),
            progress=lambda count, total: self.post_message(self._Progress(source, count, total)),
            tell_language=False,
            cancel=cancel,
            now=self.services.now,
        )
        try:
            found = await in_thread(lambda: self.services.read_source(source, pasted, options), "newsmark-read")
        except ReadingCancelled:
            return
        except NewsmarkError as error:
            kept = await self._kept(source) if isinstance(error, FetchError) else None
            if kept is None or cancel.is_set():
                self._give_up(error, cancel)
                return
            notices.append(" ".join(said_instead(error, kept)))
            found = kept
        if cancel.is_set():
            return
        self.stop_reading()
        for notice in notices:
            self.notify(clean_line(notice), severity="warning", timeout=_STAYS, markup=False)
        self._show(found)

    def _give_up(self, error: NewsmarkError, cancel: Event) -> None:
        if not cancel.is_set():
            self.fail(error)
            self.stop_reading()

    async def _kept(self, source: str) -> Article | None:
        """Return what was read of an address before, if the store can tell."""
        with suppress(NewsmarkError):
            store = await self.desk.store()
            return await in_thread(lambda: kept_version(store, source), "newsmark-kept")
        return None

    def _show(self, found: Article | Feed) -> None:
        if isinstance(found, Article):
            self.post_message(self.Fetched(found))
        elif found.items:
            from tui.screens.feed import FeedScreen  # noqa: PLC0415 - a feed's list reads sources as this screen does

            self.app.push_screen(FeedScreen(found, self.services, self.desk))
        else:
            self.notify(f"{found.title}: the feed has no items.", severity="warning", markup=False)

    @on(_Progress)
    def _progressed(self, event: _Progress) -> None:
        if self._reading:
            amount = fetched_so_far(event.count, event.total)
            self._say(f"reading {clean_line(event.source)}: {amount} ({self._stopping} stops)")

    @property
    def _stopping(self) -> str:
        return keymap_of(self.app).key(self.stopping)

    def _say(self, words: str) -> None:
        self.query_one("#line", Static).update(words)

    def fail(self, error: NewsmarkError) -> None:
        """Tell about an expected failure."""
        words = clean_line(f"{error.message} {error.hint}")
        self.notify(words, severity="error", timeout=_STAYS, markup=False)


def how_many(shown: int, total: int, what: str) -> str:
    """Return how many things there are, and how many of them are shown."""
    return counted(total, what) if shown == total else f"{shown} of {counted(total, what)}"
