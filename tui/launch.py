"""Reading a source: in the reader where there is a terminal to draw on, else printed; feeds are listed."""

from pathlib import Path

from annotations.sources import Feed, ReadOptions, open_source
from tui import console
from tui.analysing import Analyst
from tui.demo import read_demo
from tui.settings import Settings, ThemeName

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
    opened = None if source is None else read_demo() if source == DEMO else open_source(source, options=options)
    if console.is_terminal():
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
        )
    if isinstance(opened, Feed):
        return _list(opened)
    from tui.tasks import list_articles, print_article

    return print_article(opened, store_path, analyst) if opened else list_articles(store_path, as_json=False)


def _list(feed: Feed) -> bool:
    """Print the items of a feed: date, address, title."""
    console.write_lines(f"{(item.published or '')[:10]:10}  {item.url}  {item.title}" for item in feed.items)
    if not feed.items:
        console.inform(f"{feed.title}: the feed has no items.")
    return True
