"""The store and its writer, opened once, in a thread, when first needed."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations.errors import StoreError
from annotations.models import Article, ArticleEntry, Claim, Place, Record
from tui.background import in_thread
from tui.drafting import OpenDraft
from tui.seen import Seen, seen_before
from tui.services import SaveStatus, Services, Store, Writer

if TYPE_CHECKING:
    from annotations.drafts import Draft

_PATIENCE = 5.0
"""Seconds that removing drafts waits for the disk; they stay otherwise."""


@dataclass(frozen=True)
class Opened:
    """An article as the store knows it, with what the reader did with it."""

    article: Article
    records: tuple[Record, ...] = ()
    position: int = 0
    change: str = ""
    """What is different from the version that was kept before, in words."""


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
        self._drafts_begun = 0
        self._drafts_kept: list[str] = []
        """Drafts of what was handed over, until that is on the disk."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def store(self) -> Store:
        """Return the open store; raises StoreError where it cannot be opened, and tries again at the next call."""
        if self._opening is None or (self._opening.done() and (self._opening.cancelled() or self._opening.exception())):
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def open_article(self, article: Article) -> Opened:
        """Have the store keep an article, and return it under the identity it has there; raises StoreError."""
        store = await self.store()

        def opened() -> Opened:
            before = store.find_article(article.source or article.id)
            known = store.open_article(article, self._services.now())
            position = next((entry.position for entry in store.articles() if entry.id == known.id), 0)
            change = _change(store, before, known) if before else ""
            return Opened(known, store.records(known.id), position, change)

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

    async def seen(self, article_id: str, claims: Sequence[Claim]) -> Seen:
        """Return what the reader made of claims in other articles; raises StoreError."""
        store = await self.store()
        return await in_thread(lambda: seen_before(claims, store.earlier_claims(article_id)), "newsmark-seen")

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

    def keep_place(self, article_id: str, place: Place) -> None:
        """Have it kept where the reader was."""
        if self._writer is not None:
            self._writer.submit_place(article_id, place)

    async def flush(self, timeout: float) -> bool:
        """Wait until everything is saved, at most `timeout` seconds; tell whether it is."""
        writer = self._writer
        return True if writer is None else await in_thread(lambda: writer.flush(timeout), "newsmark-flush")

    async def close(self, timeout: float, *, is_handed_over: bool) -> None:
        """End the writer, after a last attempt to save what is left; drafts stay unless all that was done is saved.

        Args:
            timeout: Seconds for that attempt.
            is_handed_over: Whether everything that was done was given to `keep`.
        """
        writer, self._writer = self._writer, None

        def close() -> None:
            is_saved = writer is None or writer.close(timeout)
            self._services.drafts.close(is_saved=is_saved and is_handed_over)

        await in_thread(close, "newsmark-close")

    # Drafts

    def begin_draft(self, about: "Draft") -> OpenDraft:
        """Return the draft of an editor that opens."""
        self._drafts_begun += 1
        key, drafts = str(self._drafts_begun), self._services.drafts
        return OpenDraft(
            about,
            lambda draft: drafts.put(key, draft),
            lambda is_kept: self.close_draft(key, is_kept=is_kept),
            self._services.pace.drafts,
        )

    async def left_drafts(self, article_id: str) -> "Mapping[str, Draft]":
        """Return what programs that ended have left of an article, by the keys that close them."""
        return await in_thread(lambda: self._services.drafts.left(article_id), "newsmark-drafts")

    def close_draft(self, key: str, *, is_kept: bool) -> None:
        """Remove a draft, at once or, if what it says was kept, as soon as that is on the disk."""
        if is_kept:
            self._drafts_kept.append(key)
        else:
            self._begin(self._drop([key]))

    def settle_drafts(self) -> None:
        """Remove the drafts of what was kept, once everything is on the disk."""
        if self._drafts_kept:
            keys, self._drafts_kept = self._drafts_kept, []
            self._begin(self._settle(keys))

    async def _settle(self, keys: list[str]) -> None:
        if await self.flush(_PATIENCE):
            await self._drop(keys)
        else:
            self._drafts_kept += keys

    async def _drop(self, keys: list[str]) -> None:
        await in_thread(lambda: self._services.drafts.drop(keys), "newsmark-drafts")

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _open(self) -> Store:
        def opened() -> tuple[Store, Writer]:
            store = self._services.open_store()
            return store, self._services.open_writer(store, self._on_status)

        store, self._writer = await in_thread(opened, "newsmark-open")
        self._store = store
        return store


def _change(store: Store, before: ArticleEntry, article: Article) -> str:
    """Say what became of an article's text since another version of it was kept, if that can still be read."""
    if before.version == article.version:
        return ""
    from tui.differing import text_change  # noqa: PLC0415 - loaded where a text has changed, not with the reader

    with suppress(StoreError):
        return text_change(store.snapshot(before.id, before.version).text, article.text, before.opened)
    return ""
