"""What several commands do with the store: open it, find an article, list and print what it holds."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from annotations.clock import utc_now
from annotations.models import Article
from annotations.sources import ReadOptions, read_source
from annotations.storage.store import Store
from tui import console, listing
from tui.analysing import Analyst
from tui.glyphs import glyphs_for
from tui.printing import printed


def list_articles(store_path: Path, *, as_json: bool) -> bool:
    """Print the articles read so far."""
    with opened(store_path) as store:
        articles = listing.listed_articles(store)
    if as_json:
        console.write(listing.to_json(articles))
    elif articles:
        console.write_text(listing.to_table(articles, glyphs_for(sys.stdout.encoding)))
    else:
        console.inform("No article has been read yet.", "newsmark demo shows an example.")
    return True


def print_article(article: Article, store_path: Path, analyst: Analyst) -> bool:
    """Print a marked article as plain text, with the verdicts and notes of a reader who knows it."""
    with opened(store_path) as store:
        entry = store.find_article(article.source or article.id)
        known = replace(article, id=entry.id) if entry else article
        result = analyst.annotate(known, store.records(known.id))
    text = printed(result, width=console.text_width(), glyphs=glyphs_for(sys.stdout.encoding))
    console.write_text(text)
    return True


def find_article(store: Store, reference: str, options: ReadOptions) -> Article:
    """Return the article that a source or an id names, as the store knows it from then on.

    A source is read as it is now; an id, or a file that is gone, gives the version read last.
    """
    if reference != "-" and not os.path.lexists(reference) and (entry := store.find_article(reference)):
        return store.snapshot(entry.id, entry.version)
    return store.open_article(read_source(reference, options=options), utc_now())


@contextmanager
def opened(store_path: Path) -> Iterator[Store]:
    """Give the store at a path to a task, and pass on afterwards what it has to say."""
    store = Store(store_path)
    try:
        yield store
    finally:
        for notice in store.notices:
            console.inform(notice)
