"""The reader with stand-ins for everything outside it."""

# ruff: noqa: ARG002 - a stand-in has the parameters of what it stands for

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal, Protocol

import pytest
from textual.pilot import Pilot

from annotations.errors import ExportError, NewsmarkError, StoreError
from annotations.models import (
    Analysis,
    AnnotatedArticle,
    Article,
    ArticleEntry,
    Block,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Generator,
    Quote,
    Record,
    Span,
    Speaker,
)
from annotations.records import Conflict, merge_all
from tui.app import NewsmarkApp
from tui.screens.reader import ReaderScreen
from tui.services import Pace, SaveStatus, Services

PARAGRAPHS = (
    "Harbour toll to rise",
    "Mayor Ada Brenner said the toll will rise by 12 percent in May.",
    "“Ships pay less here than in any other port,” said Brenner. The council of Lindholm met on Monday.",
    "Jon Marek claimed that forty boats had already left, and that more would follow.",
    *(f"Paragraph {number} tells of quays and cranes, of ropes and of rain over the water." for number in range(20)),
    "In the end the council agreed that the toll had last been raised in 1998.",
)
TEXT = "\n".join(PARAGRAPHS)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def entity(words: str, label: Literal["PERSON", "GPE", "PERCENT"], cluster: str) -> Entity:
    at = span(words)
    return Entity(id=f"n-{at.start}", start=at.start, end=at.end, text=words, label=label, entity=cluster)


def claim(words: str, worth: float, who: str | None = None) -> Claim:
    at = span(words)
    claimant = Claimant(name=who) if who else None
    return Claim(id=f"c-{at.start}", spans=(at,), check_worthiness=worth, reasons=("number",), claimant=claimant)


CLAIMS = (
    claim("the toll will rise by 12 percent in May", 0.9, "Ada Brenner"),
    claim("Ships pay less here than in any other port", 0.6, "Ada Brenner"),
    claim("forty boats had already left", 0.8, "Jon Marek"),
    claim("more would follow", 0.3, "Jon Marek"),
    claim("the toll had last been raised in 1998", 0.7),
)
DETECTED = Analysis(
    pipeline="pretend 1.0",
    entities=(
        entity("Ada Brenner", "PERSON", "e1"),
        entity("12 percent", "PERCENT", "e2"),
        entity("Lindholm", "GPE", "e3"),
        entity("Jon Marek", "PERSON", "e4"),
    ),
    entity_index=(
        EntityCluster(id="e1", name="Ada Brenner", label="PERSON", mentions=2),
        EntityCluster(id="e3", name="Lindholm", label="GPE", mentions=1),
    ),
    quotes=(
        Quote(
            id="q-1",
            kind="direct",
            spans=(span("“Ships pay less here than in any other port,”"),),
            speaker=Speaker(name="Ada Brenner"),
            cue=Span(TEXT.index("said Brenner"), TEXT.index("said Brenner") + 4, "said"),
            rule="subject-of-cue",
            confidence=0.9,
        ),
    ),
    claims=CLAIMS,
)


def make_article(text: str = TEXT, *, title: str = PARAGRAPHS[0], version: str = "sha256:1") -> Article:
    heading = Block("heading", 0, text.index("\n") if "\n" in text else len(text))
    return Article(id="a-1", version=version, source="/news/toll.txt", title=title, text=text, blocks=(heading,))


@dataclass(frozen=True)
class FakeSaved:
    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class FakeStatus:
    state: Literal["saving", "saved", "failed"]
    saved: Mapping[str, FakeSaved] = field(default_factory=dict)
    error: NewsmarkError | None = None


class FakeStore:
    """Keeps everything in memory; survives the app, as a file would."""

    def __init__(self) -> None:
        self.articles_by_id: dict[str, Article] = {}
        self.records_by_article: dict[str, dict[str, Record]] = {}
        self.positions: dict[str, int] = {}
        self.identity: Callable[[Article], Article] = lambda article: article
        self.error: StoreError | None = None
        self.keeping_error: StoreError | None = None
        self.notices: tuple[str, ...] = ()
        self.writes = 0
        self.looks = 0

    def find_article(self, source: str) -> ArticleEntry | None:
        return next((entry for entry in self.articles() if source in {entry.source, entry.id}), None)

    def generation(self) -> int:
        self.looks += 1
        return self.writes

    def change(self, article_id: str, records: Iterable[Record]) -> tuple[Conflict, ...]:
        """Merge records as a save does, this app's or another's."""
        known = self.records_by_article.get(article_id, {})
        self.records_by_article[article_id], conflicts = merge_all(known, records)
        self.writes += 1
        return conflicts

    def articles(self) -> tuple[ArticleEntry, ...]:
        return tuple(
            ArticleEntry(
                id=article.id,
                source=article.source,
                title=article.title,
                version=article.version,
                versions=(article.version,),
                length=len(article.text),
                position=self.positions.get(article.id, 0),
                added="2026-01-05T10:00:00.000Z",
                opened="2026-01-05T10:00:00.000Z",
            )
            for article in self.articles_by_id.values()
        )

    def open_article(self, article: Article, at: str) -> Article:
        if self.keeping_error:
            raise self.keeping_error
        known = self.identity(article)
        self.articles_by_id[known.id] = known
        return known

    def snapshot(self, article_id: str, version: str) -> Article:
        return self.articles_by_id[article_id]

    def records(self, article_id: str) -> tuple[Record, ...]:
        return tuple(self.records_by_article.get(article_id, {}).values())


class FakeWriter:
    """Saves at once, in the caller's thread, unless the disk is said to be full."""

    def __init__(self, store: FakeStore, on_status: Callable[[SaveStatus], object]) -> None:
        self._store = store
        self._on_status = on_status
        self.is_closed = False

    def submit(self, article_id: str, records: Iterable[Record]) -> None:
        if self._store.error:
            self._on_status(FakeStatus("failed", error=self._store.error))
            return
        conflicts = self._store.change(article_id, records)
        saved = FakeSaved(self._store.records(article_id), conflicts)
        self._on_status(FakeStatus("saved", {article_id: saved}))

    def submit_position(self, article_id: str, offset: int) -> None:
        self._store.positions[article_id] = offset

    def flush(self, timeout: float) -> bool:
        return self._store.error is None

    def close(self, timeout: float = 5.0) -> bool:
        self.is_closed = True
        return self.flush(timeout)


class FakeClient:
    """Answers as soon as it may."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.detected = DETECTED
        self.progress: Callable[[Sequence[Entity]], None] | None = None
        self.error: NewsmarkError | None = None
        self.is_closed = False

    async def analyse(self, article: Article, first: int, on_progress: Callable[[Sequence[Entity]], None]) -> Analysis:
        self.progress = on_progress
        await self.may_answer.wait()
        if self.error:
            raise self.error
        return self.detected

    async def close(self) -> None:
        self.is_closed = True


@dataclass
class World:
    """What is outside the app, to prepare and to look at."""

    store: FakeStore = field(default_factory=FakeStore)
    client: FakeClient = field(default_factory=FakeClient)
    writers: list[FakeWriter] = field(default_factory=list)
    open_error: StoreError | None = None
    pace: Pace = field(default_factory=lambda: Pace(looking=3600, positions=3600, retrying=3600))

    def services(self) -> Services:
        clock, ids = count(), count(1)

        def open_store() -> FakeStore:
            if self.open_error:
                raise self.open_error
            return self.store

        def open_writer(_: object, on_status: Callable[[SaveStatus], object]) -> FakeWriter:
            self.writers.append(FakeWriter(self.store, on_status))
            return self.writers[-1]

        def write_export(document: AnnotatedArticle, path: Path) -> None:
            if not path.parent.is_dir():
                raise ExportError(f"No folder {path.parent}.", "Choose another.")
            path.write_text(",".join(f"{claim.verdict}" for claim in document.claims))

        return Services(
            open_store=open_store,
            open_writer=open_writer,
            client=self.client,
            write_export=write_export,
            generator=lambda analysis: Generator(version="0", pipeline=analysis.pipeline, analysis="1"),
            now=lambda: f"2026-01-05T10:00:{next(clock):02}.000Z",
            new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012}",
            pace=self.pace,
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
        return [view.render_line(y).text.rstrip() for y in range(view.size.height)]

    @property
    def notices(self) -> list[str]:
        """What the app has told the reader in passing."""
        return [notification.message for notification in self.app._notifications]

    @property
    def status(self) -> str:
        """The status line."""
        return self.screen.status.render().plain


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
        async with app.run_test(size=size) as pilot:
            reader = Reader(pilot, world)
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
