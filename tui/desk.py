"""The store and its writer, opened once, in a thread, when first needed."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from annotations.models import Article, Record
from tui.background import in_thread
from tui.services import SaveStatus, Services, Store, Writer


@dataclass(frozen=True)
class Opened:
    """An article as the store knows it, with what the reader did with it."""

    article: Article
    records: tuple[Record, ...] = ()
    position: int = 0


@dataclass(frozen=True)
class Changes:
    """What the store holds of an article since another program, or this one, wrote to it."""

    generation: int
    records: tuple[Record, ...]


class Desk:
    """Where the reader's work comes from and goes to. `on_status` is called in the writer's thread."""

    def __init__(self, services: Services, on_status: Callable[[SaveStatus], object]) -> None:
        self._services = services
        self._on_status = on_status
        self._opening: asyncio.Task[Store] | None = None
        self._store: Store | None = None
        self._writer: Writer | None = None
        self._told: tuple[str, ...] = ()

    async def store(self) -> Store:
        """Return the open store; raises StoreError where it cannot be opened, and tries again at the next call."""
        if self._opening is None or (self._opening.done() and (self._opening.cancelled() or self._opening.exception())):
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def open_article(self, article: Article) -> Opened:
        """Have the store keep an article, and return it under the identity it has there; raises StoreError."""
        store = await self.store()

        def opened() -> Opened:
            known = store.open_article(article, self._services.now())
            position = next((entry.position for entry in store.articles() if entry.id == known.id), 0)
            return Opened(known, store.records(known.id), position)

        return await in_thread(opened, "newsmark-article")

    async def look_up(self, article: Article) -> Opened:
        """Return what the store has of an article that it cannot keep now; raises StoreError."""
        store = await self.store()

        def found() -> Opened:
            entry = store.find_article(article.source or article.id)
            if entry is None:
                return Opened(article)
            return Opened(replace(article, id=entry.id), store.records(entry.id), entry.position)

        return await in_thread(found, "newsmark-article")

    async def changes(self, article_id: str, since: int | None) -> Changes | None:
        """Return an article's records where the store is of another generation than `since`; raises StoreError."""
        store = await self.store()

        def found() -> Changes | None:
            generation = store.generation()
            return None if generation == since else Changes(generation, store.records(article_id))

        return await in_thread(found, "newsmark-changes")

    def new_notices(self) -> tuple[str, ...]:
        """Return what the store has to tell, each notice once."""
        told, self._told = self._told, self._store.notices if self._store else ()
        return self._told[len(told) :]

    def keep(self, article_id: str, records: Iterable[Record]) -> bool:
        """Have records saved; tell whether there is a store to save them in."""
        if self._writer is None:
            return False
        self._writer.submit(article_id, records)
        return True

    def keep_position(self, article_id: str, offset: int) -> None:
        """Have it kept where the reader was."""
        if self._writer is not None:
            self._writer.submit_position(article_id, offset)

    async def flush(self, timeout: float) -> bool:
        """Wait until everything is saved, at most `timeout` seconds; tell whether it is."""
        writer = self._writer
        return True if writer is None else await in_thread(lambda: writer.flush(timeout), "newsmark-flush")

    async def close(self, timeout: float) -> None:
        """End the writer, after a last attempt to save what is left."""
        writer, self._writer = self._writer, None
        if writer is not None:
            await in_thread(lambda: writer.close(timeout), "newsmark-close")

    async def _open(self) -> Store:
        def opened() -> tuple[Store, Writer]:
            store = self._services.open_store()
            return store, self._services.open_writer(store, self._on_status)

        store, self._writer = await in_thread(opened, "newsmark-open")
        self._store = store
        return store
