"""The composition root of the reader: everything it needs, made for real when it is first needed."""

import asyncio
import dataclasses
import locale
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from msgspec.structs import replace

from annotations.clock import utc_now
from annotations.models import Analysis, AnnotatedArticle, Article, Entity
from tui.app import NewsmarkApp
from tui.capability import fitting, refuses_colour
from tui.glyphs import glyphs_for
from tui.locations import settings_file
from tui.services import SaveStatus, Services, Store, Writer
from tui.settings import DEFAULTS, Settings, Value
from tui.theme_names import ThemeName
from tui.version import generator

if TYPE_CHECKING:
    from annotations.analysis.cache import AnalysisCache
    from annotations.analysis.client import AnalysisClient
    from annotations.drafts import Draft
    from annotations.sources import Feed, ReadOptions
    from annotations.storage.drafts import Drafts


def start(
    opened: "Article | Feed | None",
    store_path: Path,
    pipeline_name: str | None,
    cache: "AnalysisCache | None",
    *,
    settings: Settings,
    theme: ThemeName | None,
    allow_private: bool = False,
    notices: Sequence[str] = (),
) -> bool:
    """Run the reader on an article, a feed or the library until it is left; returns whether that went well.

    A `theme` is asked for on the command line; else what the environment says of colour comes before the settings.
    `notices` are what there is to tell of the source.
    """
    if theme is None and refuses_colour(os.environ):
        theme = "terminal"
    else:
        os.environ.pop("NO_COLOR", None)  # Textual would turn every colour into grey
    settings = replace(settings, theme=theme or settings.theme)
    given = services(store_path, pipeline_name, cache, settings=settings, allow_private=allow_private)
    app = NewsmarkApp(given, opened, notices)
    app.run()
    return not app.return_code


def services(
    store_path: Path,
    pipeline_name: str | None,
    cache: "AnalysisCache | None" = None,
    *,
    settings: Settings = DEFAULTS,
    allow_private: bool = False,
) -> Services:
    """Return what the reader works with: this store, and a process that analyses with this pipeline.

    `cache` keeps what that process found; without one every article is analysed anew. `allow_private` has sources
    fetched from this machine and the local network too.
    """
    return Services(
        open_store=lambda: _open_store(store_path),
        open_writer=_open_writer,
        drafts=_Drafts(store_path),
        client=_Client(pipeline_name, cache),
        read_source=partial(_read_source, allow_private),
        write_export=partial(_write_export, settings),
        generator=generator,
        now=utc_now,
        new_id=lambda: str(uuid4()),
        glyphs=glyphs_for(locale.getencoding(), os.environ.get("TERM", "")),
        settings=settings,
        theme=fitting(settings.theme, os.environ),
        keep_setting=_keep_setting,
    )


class _Client:
    """The analysis client, imported when it is first used: the article is on screen before. What is kept needs none."""

    def __init__(self, pipeline_name: str | None, cache: "AnalysisCache | None") -> None:
        self._pipeline_name = pipeline_name
        self._cache = cache
        self._keeping: set[asyncio.Task[None]] = set()

    async def analyse(self, article: Article, first: int, on_progress: Callable[[Sequence[Entity]], None]) -> Analysis:
        if self._cache and (analysis := await asyncio.to_thread(self._cache.get, article)):
            return analysis
        analysis = await self._client.analyse(article, first, on_progress)
        if self._cache:
            keeping = asyncio.create_task(asyncio.to_thread(self._cache.put, article, analysis))
            self._keeping.add(keeping)
            keeping.add_done_callback(self._keeping.discard)
        return analysis

    async def close(self) -> None:
        await self._client.close()
        await asyncio.gather(*self._keeping)

    @cached_property
    def _client(self) -> "AnalysisClient":
        from annotations.analysis.client import AnalysisClient

        return AnalysisClient(self._pipeline_name)


class _Drafts:
    """The drafts beside the store; the library that locks them is imported when the first one is kept or looked for."""

    def __init__(self, store_path: Path) -> None:
        self._store_path = store_path

    def put(self, key: str, draft: "Draft") -> None:
        self._drafts.put(key, draft)

    def drop(self, keys: Iterable[str]) -> None:
        self._drafts.drop(keys)

    def left(self, article_id: str) -> "Mapping[str, Draft]":
        return self._drafts.left(article_id)

    def close(self, *, is_saved: bool) -> None:
        if "_drafts" in vars(self):
            self._drafts.close(is_saved=is_saved)

    @cached_property
    def _drafts(self) -> "Drafts":
        from annotations.storage.drafts import Drafts

        return Drafts(Path(os.path.realpath(self._store_path)))


def _read_source(allow_private: bool, source: str, given: bytes | None, options: "ReadOptions") -> "Article | Feed":
    from annotations.sources import open_source

    stdin = None if given is None else BytesIO(given)
    return open_source(source, stdin=stdin, options=dataclasses.replace(options, allow_private=allow_private))


def _open_store(path: Path) -> Store:
    from annotations.storage import store

    return store.Store(path)


def _open_writer(store: Store, on_status: Callable[[SaveStatus], object]) -> Writer:
    from annotations.storage import store as storage
    from annotations.storage import writer

    def report(status: writer.Status) -> None:
        on_status(status)

    return writer.Writer(cast(storage.Store, store), report)


def _keep_setting(name: str, value: Value) -> None:
    from tui.settling import keep

    keep(settings_file(), name, value)


def _write_export(settings: Settings, annotated: AnnotatedArticle, path: Path, name: str) -> None:
    from annotations.export.files import write_file
    from annotations.export.registry import format_named
    from tui.exporting import publisher_of

    write_file(path, format_named(name, publisher_of(settings)).write(annotated), overwrite=False)
