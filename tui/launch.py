"""Reading an article: in the reader where there is a terminal to draw on, else printed."""

from pathlib import Path

from annotations.models import Article
from annotations.sources import read_source
from tui import console
from tui.demo import read_demo

DEMO = "demo"
"""The word that names the example article; a file of that name is `./demo`."""


def read(source: str | None, store_path: Path, pipeline_name: str | None) -> bool:
    """Show an article, or without a source the articles read so far; returns whether that went well."""
    article = None if source is None else _article(source)
    if console.is_terminal():
        console.take_terminal()
        from tui.composition import start

        return start(article, store_path, pipeline_name)
    from tui.tasks import list_articles, print_article

    return print_article(article, store_path, pipeline_name) if article else list_articles(store_path, as_json=False)


def _article(source: str) -> Article:
    return read_demo() if source == DEMO else read_source(source)
