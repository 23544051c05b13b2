"""Reading a source from within the reader: in the background, stoppable, its notices told."""

from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import Static

from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.sources import Feed, ReadingCancelled, ReadOptions
from annotations.text import clean_line
from tui.background import in_thread
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
        self._say(f"reading {clean_line(source)}… (esc stops)")
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
            if not cancel.is_set():
                self.fail(error)
                self.stop_reading()
            return
        if cancel.is_set():
            return
        self.stop_reading()
        for notice in notices:
            self.notify(clean_line(notice), severity="warning", timeout=_STAYS, markup=False)
        self._show(found)

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
            total = f" of {event.total / 1e6:.1f}" if event.total else ""
            self._say(f"reading {clean_line(event.source)}: {event.count / 1e6:.1f}{total} MB (esc stops)")

    def _say(self, words: str) -> None:
        self.query_one("#line", Static).update(words)

    def fail(self, error: NewsmarkError) -> None:
        """Tell about an expected failure."""
        words = clean_line(f"{error.message} {error.hint}")
        self.notify(words, severity="error", timeout=_STAYS, markup=False)


def how_many(shown: int, total: int, what: str) -> str:
    """Return how many things there are, and how many of them are shown."""
    return counted(total, what) if shown == total else f"{shown} of {counted(total, what)}"
