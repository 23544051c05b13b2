"""Articles removed for good, with everything that the reader made of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from annotations.analysis.cache import forget
from annotations.errors import StoreError
from annotations.storage.purge import Purged
from annotations.storage.store import Store
from annotations.text import is_article_id
from tui import console
from tui.analysing import attempted
from tui.locations import analysis_cache
from tui.tasks import opened
from tui.telling import counted


class _Found(NamedTuple):
    """An article to remove, and what the store holds of it."""

    id: str
    title: str
    records: int
    texts: int


def purge(references: Sequence[str], store_path: Path, *, is_agreed: bool) -> bool:
    """Remove articles from the store and its backups, and print what was removed; ask first unless that is agreed.

    Returns whether everything named was removed; standard error says what was not.
    """
    with opened(store_path) as store:
        attempts = list(attempted(references, lambda reference: _find(store, reference)))
        found = {article.id: article for article in attempts if article}
        if not found:
            return False
        if not (is_agreed or _is_confirmed(found.values())):
            console.inform("Nothing was removed.")
            return False
        removed = list(attempted(list(found), lambda own_id: _purge(store, found[own_id])))
    return all(attempts) and all(removed)


def _find(store: Store, reference: str) -> _Found:
    """Find an article; one whose entry was lost, but whose records are there, by its whole id."""
    if entry := store.find_article(reference):
        return _Found(entry.id, entry.title, len(store.records(entry.id)), len(entry.versions))
    records = store.records(reference) if is_article_id(reference) else ()
    if not records:
        raise StoreError(f"The store has no article {reference}.", "newsmark list shows the articles that it has.")
    return _Found(reference, "(no title)", len(records), 0)


def _is_confirmed(articles: Iterable[_Found]) -> bool:
    for article in articles:
        console.inform(f"{article.id} {article.title}: {_counted(article.records, article.texts)}")
    return console.confirm("Remove this for good, from the backups too?")


def _purge(store: Store, article: _Found) -> bool:
    purged = store.purge(article.id)
    kept = forget(analysis_cache(), purged.versions)
    removed = f"removed {_counted(purged.records, purged.snapshots)}{_copies(purged)}{_analyses(kept)}"
    console.write_lines([f"{article.id} {article.title}: {removed}"])
    for path in purged.left:
        console.inform(f"{path} is damaged and may still hold some of it.", "Delete it if you need nothing from it.")
    return True


def _counted(records: int, texts: int) -> str:
    return f"{counted(records, 'annotation')} and {counted(texts, 'version')} of its text"


def _copies(purged: Purged) -> str:
    return f", also from {counted(purged.copies, 'backup')}" if purged.copies else ""


def _analyses(count: int) -> str:
    return f", and {count} kept {'analysis' if count == 1 else 'analyses'}" if count else ""
