"""Reading a source: in the reader where there is a terminal or a browser to draw on, else printed; feeds are listed."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.sources import Feed, FetchError, ReadOptions, open_source
from tui import console
from tui.analysing import Analyst
from tui.demo import read_demo
from tui.settings import Settings
from tui.theme_names import ThemeName

DEMO = "demo"
"""The word that names the example article; a file of that name is `./demo`."""


def read(
    source: str | None,
    store_path: Path,
    analyst: Analyst,
    options: ReadOptions,
    *,
    settings: Settings,
    theme: ThemeName | None,
) -> bool:
    """Show an article, or list a feed, or the articles read so far; returns whether that went well.

    `theme` is the one asked for, whatever the settings say.
    """
    is_served = _is_served()
    is_shown = is_served or console.is_terminal()
    notices: list[str] = []
    if is_shown:
        options = replace(options, notice=lambda *words: notices.append(" ".join(words)))
    opened = None if source is None else read_demo() if source == DEMO else _opened(source, store_path, options)
    if is_shown:
        if not is_served:
            console.take_terminal()
        from tui.composition import start

        allow_private = options.allow_private
        return start(
            opened,
            store_path,
            analyst.pipeline_name,
            analyst.cache,
            settings=settings,
            theme=theme,
            allow_private=allow_private,
            notices=notices,
        )
    if isinstance(opened, Feed):
        return _list(opened)
    from tui.tasks import list_articles, print_article

    return print_article(opened, store_path, analyst) if opened else list_articles(store_path, as_json=False)


def _opened(source: str, store_path: Path, options: ReadOptions) -> Article | Feed:
    """Return what a source holds; of an address that cannot be fetched, what was read before."""
    try:
        return open_source(source, options=options)
    except FetchError as error:
        from tui.kept import kept_version, said_instead
        from tui.tasks import opened

        kept = None
        with suppress(NewsmarkError), opened(store_path) as store:  # what could not be fetched is what counts
            kept = kept_version(store, source)
        if kept is None:
            raise
        options.notice(*said_instead(error, kept))
        return kept


def _is_served() -> bool:
    """Tell whether Textual's web server shows the program in a browser: it says in the environment how to draw."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def _list(feed: Feed) -> bool:
    """Print the items of a feed: date, address, title."""
    console.write_lines(f"{(item.published or '')[:10]:10}  {item.url}  {item.title}" for item in feed.items)
    if not feed.items:
        console.inform(f"{feed.title}: the feed has no items.")
    return True
