"""The reader with stand-ins for everything outside it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from annotations.errors import SourceError, StoreError
from annotations.export.files import write_file
from annotations.models import AnnotatedArticle, Article, Generator
from annotations.sources import Feed, ReadOptions
from tests.resting import at_rest
from tests.standins import FakeClient, FakeDrafts, FakeStore, FakeWriter
from tests.toll import make_article
from tui.app import NewsmarkApp
from tui.screens.reader import ReaderScreen
from tui.services import Pace, SaveStatus, Services
from tui.settings import DEFAULTS, Settings


@dataclass
class World:
    """What is outside the app, to prepare and to look at."""

    store: FakeStore = field(default_factory=FakeStore)
    client: FakeClient = field(default_factory=FakeClient)
    writers: list[FakeWriter] = field(default_factory=list)
    open_error: StoreError | None = None
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    sources: dict[str, Article | Feed] = field(default_factory=dict)
    settings: Settings = DEFAULTS
    kept_settings: list[tuple[str, object]] = field(default_factory=list)
    pace: Pace = field(default_factory=lambda: Pace(looking=3600, positions=3600, drafts=3600, marks=0, retrying=3600))

    def read_source(self, source: str, given: bytes | None, options: ReadOptions) -> Article | Feed:  # noqa: ARG002 - as the real one
        """Return what a source was prepared to be; of what is pasted an article."""
        if given is not None:
            return make_article(given.decode(), title="Pasted")
        if source not in self.sources:
            raise SourceError(f"{source}: there is no such file.", "Check the path.")
        return self.sources[source]

    def services(self) -> Services:
        clock, ids = count(), count(1)

        def open_store() -> FakeStore:
            if self.open_error:
                raise self.open_error
            return self.store

        def open_writer(_: object, on_status: Callable[[SaveStatus], object]) -> FakeWriter:
            self.writers.append(FakeWriter(self.store, on_status))
            return self.writers[-1]

        def write_export(document: AnnotatedArticle, path: Path, name: str) -> None:
            verdicts = ",".join(f"{claim.verdict}" for claim in document.claims)
            write_file(path, f"{verdicts} {name}".encode(), overwrite=False)

        return Services(
            open_store=open_store,
            open_writer=open_writer,
            drafts=self.drafts,
            client=self.client,
            read_source=self.read_source,
            write_export=write_export,
            generator=lambda analysis: Generator(version="0", pipeline=analysis.pipeline, analysis="1"),
            now=lambda: f"2026-01-05T10:00:{next(clock):02}.000Z",
            new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012}",
            pace=self.pace,
            settings=self.settings,
            keep_setting=lambda name, value: self.kept_settings.append((name, value)),
        )


class Reader:
    """Someone at the keyboard, and what they see."""

    def __init__(self, pilot: Pilot[None], world: World) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.world = world

    async def press(self, *keys: str) -> None:
        """Press keys, then wait until nothing happens any more."""
        await self.pilot.press(*keys)
        await self.settle()

    async def write(self, words: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def wait_until(self, is_done: Callable[[], bool]) -> None:
        """Wait for something that happens by itself."""
        async with asyncio.timeout(10):
            while not is_done():
                await self.pilot.pause(0.001)

    async def settle(self) -> None:
        """Wait until workers and messages are done."""
        for _ in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def screen(self) -> ReaderScreen:
        """The screen of the article."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def current(self) -> str | None:
        """The words of the current mark."""
        marks = self.screen.marks_of(self.screen.current)
        return " … ".join(self.screen.review.article.text[mark.start : mark.end] for mark in marks) or None

    @property
    def verdicts(self) -> dict[str, str | None]:
        """The verdict on each claim, by its words."""
        return {claim.spans[0].text: claim.verdict for claim in self.screen.review.claims}

    @property
    def notes(self) -> dict[str, str]:
        """The notes on claims and other text, by its words."""
        on_claims = {claim.spans[0].text: claim.note for claim in self.screen.review.claims if claim.note}
        return on_claims | {note.spans[0].text: note.note for note in self.screen.review.notes}

    @property
    def selected(self) -> str:
        """The text being marked."""
        selection = self.screen.selection
        return self.screen.review.article.text[slice(*selection.span)] if selection else ""

    @property
    def lines(self) -> list[str]:
        """The rows of the text view, gutter included."""
        view = self.screen.view
        return [strip.text.rstrip() for strip in view.render_lines(view.size.region)]

    @property
    def painted(self) -> list[str]:
        """The rows of the text view as they are on the terminal."""
        region = self.screen.view.region
        rows = self.screen._compositor.render_strips()[region.y : region.bottom]
        return [row.crop(region.x, region.right - 1).text.rstrip() for row in rows]

    @property
    def notices(self) -> list[str]:
        """What the app has told the reader in passing."""
        return [notification.message for notification in self.app._notifications]

    @property
    def status(self) -> str:
        """The status line."""
        return "".join(text for text, _ in self.screen.status.stretches(self.screen.size.width))


@pytest.fixture
def world() -> World:
    """Everything outside the app, in memory."""
    return World()


@pytest.fixture
def running(world: World, monkeypatch: pytest.MonkeyPatch) -> "Running":
    """Run the app on an article, or on the library, until everything in the background is done."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    @asynccontextmanager
    async def run(
        article: Article | None = None, *, size: tuple[int, int] = (80, 24), library: bool = False
    ) -> AsyncIterator[Reader]:
        app = NewsmarkApp(world.services(), None if library else article or make_article())
        app.animation_level = "none"

        async def rest(*_: float) -> None:
            await at_rest(app)

        for name in ("textual.app.wait_for_idle", "textual.pilot.wait_for_idle"):
            monkeypatch.setattr(name, rest)
        async with app.run_test(size=size) as pilot:
            reader = Reader(pilot, world)
            await reader.wait_until(lambda: len(app.screen_stack) > 1)
            if world.client.may_answer.is_set():
                await reader.settle()
            else:
                await pilot.pause()
            yield reader

    return run


@pytest.fixture
def article_of() -> Callable[..., Article]:
    """Make an article of a text."""
    return make_article


class Running(Protocol):
    """Runs the app for a test."""

    def __call__(
        self, article: Article | None = None, *, size: tuple[int, int] = (80, 24), library: bool = False
    ) -> AbstractAsyncContextManager[Reader]: ...
