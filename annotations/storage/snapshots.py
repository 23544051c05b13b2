"""The articles themselves: one immutable file per version, beside the store."""

import re
from pathlib import Path

from msgspec import MsgspecError, json

from annotations.cleaning import is_clean
from annotations.errors import StoreError
from annotations.models import Article
from annotations.storage.files import remove_folder, sweep, write_file
from annotations.text import is_article_id, text_version

_VERSION = re.compile(r"sha256:([0-9a-f]{64})")


class Snapshots:
    """Snapshots of articles under one folder, `<article id>/<digest of the text>.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, store: Path) -> "Snapshots":
        """Return the snapshots that belong to a store."""
        return cls(store.with_name(f"{store.stem}.articles"))

    def keep(self, article: Article) -> None:
        """Write a snapshot of the article unless a good one of this version is there; raises `OSError`."""
        path = self._path(article.id, article.version)
        if _read(path, article.version) is None:
            sweep(path)
            write_file(path, [[json.encode(article)]])

    def load(self, article_id: str, version: str) -> Article:
        """Read a snapshot.

        Raises:
            StoreError: it is missing or damaged.
            OSError: it cannot be read.
        """
        path = self._path(article_id, version)
        article = _read(path, version)
        if article is None:
            raise StoreError(f"The kept text {path} is missing or damaged.", "Open the article's source once more.")
        return article

    def is_kept(self, article_id: str, version: str) -> bool:
        """Tell whether a good snapshot is there."""
        return _read(self._path(article_id, version), version) is not None

    def remove(self, article_id: str) -> int:
        """Remove all snapshots of an article for good; return how many there were. Raises `OSError`."""
        return remove_folder(self._folder_of(article_id))

    def kept(self, article_id: str) -> tuple[Article, ...]:
        """Return the good snapshots of an article, the one written last at the end."""
        paths = sorted(self._folder_of(article_id).glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path))
        articles = (_read(path, f"sha256:{path.stem}") for path in paths)
        return tuple(article for article in articles if article is not None)

    def article_ids(self) -> tuple[str, ...]:
        """Return the ids of the articles of which snapshots are kept."""
        folders = self.folder.iterdir() if self.folder.is_dir() else ()
        return tuple(sorted(folder.name for folder in folders if is_article_id(folder.name)))

    def _folder_of(self, article_id: str) -> Path:
        if not is_article_id(article_id):
            raise StoreError(f"{article_id} is not an article id.")
        return self.folder / article_id

    def _path(self, article_id: str, version: str) -> Path:
        digest = _VERSION.fullmatch(version)
        if not is_article_id(article_id) or digest is None:
            raise StoreError(f"{article_id} {version} names no version of an article.")
        return self.folder / article_id / f"{digest[1]}.json"


def _read(path: Path, version: str) -> Article | None:
    """Return the article in a snapshot; None unless it is what its name says and can be shown safely.

    A snapshot is a file of ours: no link to another, no device.
    """
    try:
        if path.is_symlink() or not path.is_file():
            return None
        article = json.decode(path.read_bytes(), type=Article)
    except (FileNotFoundError, MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_named = article.id == path.parent.name and article.version == version == text_version(article.text)
    return article if is_named and is_clean(article.text) and is_clean(article.title) else None
