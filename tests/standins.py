"""Stand-ins for everything outside the reader: they work in memory, at once, and fail where a test says so."""

# ruff: noqa: ARG002 - a stand-in has the parameters of what it stands for

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotations.drafts import Draft
from annotations.errors import NewsmarkError, StoreError
from annotations.familiar import Earlier, earlier_claims
from annotations.models import Analysis, Article, ArticleEntry, Entity, Place, Record
from annotations.records import Conflict, merge_all
from tests.toll import DETECTED
from tui.services import SaveStatus


@dataclass(frozen=True)
class FakeSaved:
    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class FakeStatus:
    state: Literal["saving", "saved", "failed"]
    saved: Mapping[str, FakeSaved] = field(default_factory=dict)
    error: NewsmarkError | None = None


@dataclass(frozen=True)
class FakeCounts:
    verified: int = 0
    disputed: int = 0
    notes: int = 0
    judged: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FakeListed:
    entry: ArticleEntry
    counts: FakeCounts


class FakeStore:
    """Keeps everything in memory; survives the app, as a file would."""

    def __init__(self) -> None:
        self.articles_by_id: dict[str, Article] = {}
        self.versions: dict[str, Article] = {}
        self.records_by_article: dict[str, dict[str, Record]] = {}
        self.places: dict[str, Place] = {}
        self.names: dict[str, str | None] = {}
        self.removed: dict[str, str | None] = {}
        self.counts: dict[str, FakeCounts] = {}
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
                position=self.place(article.id).position,
                reached=self.place(article.id).reached,
                claims=self.place(article.id).claims,
                name=self.names.get(article.id),
                removed=self.removed.get(article.id),
                added="2026-01-05T10:00:00.000Z",
                opened="2026-01-05T10:00:00.000Z",
            )
            for article in self.articles_by_id.values()
        )

    def place(self, article_id: str) -> Place:
        return self.places.get(article_id, Place(0))

    def library(self, *, with_removed: bool = False) -> tuple[FakeListed, ...]:
        return tuple(
            FakeListed(entry, self.counts.get(entry.id, FakeCounts()))
            for entry in self.articles()
            if with_removed or entry.removed is None
        )

    def rename(self, article_id: str, name: str | None) -> None:
        self.names[article_id] = name

    def set_removed(self, article_id: str, removed: str | None) -> None:
        self.removed[article_id] = removed

    def open_article(self, article: Article, at: str) -> Article:
        if self.keeping_error:
            raise self.keeping_error
        known = self.identity(article)
        self.articles_by_id[known.id] = self.versions[known.version] = known
        return known

    def snapshot(self, article_id: str, version: str) -> Article:
        return self.versions.get(version, self.articles_by_id[article_id])

    def records(self, article_id: str) -> tuple[Record, ...]:
        return tuple(self.records_by_article.get(article_id, {}).values())

    def earlier_claims(self, article_id: str) -> tuple[Earlier, ...]:
        others = (records for known, records in self.records_by_article.items() if known != article_id)
        return tuple(earlier for records in others for earlier in earlier_claims("Elsewhere", records.values()))


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

    def submit_place(self, article_id: str, place: Place) -> None:
        self._store.places[article_id] = place

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


class FakeDrafts:
    """Keeps drafts in memory; those in `abandoned` were left by a program that was killed."""

    def __init__(self) -> None:
        self.kept: dict[str, Draft] = {}
        self.abandoned: dict[str, Draft] = {}
        self.is_saved: bool | None = None

    def put(self, key: str, draft: Draft) -> None:
        self.kept[key] = draft

    def drop(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.kept.pop(key, None)

    def left(self, article_id: str) -> Mapping[str, Draft]:
        taken, self.abandoned = self.abandoned, {}
        self.kept |= taken
        return taken

    def close(self, *, is_saved: bool) -> None:
        self.is_saved = is_saved
