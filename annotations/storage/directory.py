"""The articles of a store by everything that they can be called."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from annotations.cleaning import clean_line
from annotations.errors import StoreError
from annotations.models import Article
from annotations.text import is_article_id

_SHORTEST_PREFIX = 4
"""Characters of an article's id that must be given at least: `a-` and two digits."""


class Identified(Protocol):
    """What an article of the store is recognised by."""

    @property
    def id(self) -> str:
        """Its identity."""

    @property
    def source(self) -> str | None:
        """Where it was read last."""

    @property
    def versions(self) -> tuple[str, ...]:
        """All versions of its text that were seen."""


_Entry = TypeVar("_Entry", bound=Identified)


class Directory(Generic[_Entry]):
    """Finds entries in constant time, but for those of which only the beginning of the id is given.

    Of several that would do, the one added last counts.
    """

    def __init__(self, entries: Iterable[_Entry] = ()) -> None:
        self._by_id: dict[str, _Entry] = {}
        self._id_by_source: dict[str, str] = {}
        self._id_by_version: dict[str, str] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: _Entry) -> None:
        """Take in an entry, in place of the one with its id."""
        self._by_id[entry.id] = entry
        self._id_by_version.update(dict.fromkeys(entry.versions, entry.id))
        if entry.source is not None:
            self._id_by_source[entry.source] = entry.id

    def named(self, name: str) -> _Entry | None:
        """Return the article with this source (URL, or path from the working folder), id, or beginning of its id.

        Raises:
            StoreError: several ids begin so.
        """
        path = clean_line(os.path.normpath(Path(name).absolute()))
        own_id = self._id_by_source.get(name) or self._id_by_source.get(path) or name
        return self._by_id.get(own_id) or self._begun(name)

    def same(self, article: Article) -> _Entry | None:
        """Return the entry of the article that this one is: of its source, whatever its text, or else of its identity.

        Only one without a source is recognised by any version of its text: papers print the same words of an agency.
        """
        by_text = None if article.source else self._id_by_version.get(article.version)
        names = (self._id_by_source.get(article.source or ""), article.id, by_text)
        return next((self._by_id[name] for name in names if name in self._by_id), None)

    def _begun(self, name: str) -> _Entry | None:
        is_prefix = name.startswith("a-") and len(name) >= _SHORTEST_PREFIX and not is_article_id(name)
        found = [entry for own_id, entry in self._by_id.items() if own_id.startswith(name)] if is_prefix else []
        if len(found) > 1:
            raise StoreError(f"{len(found)} articles have ids that begin with {name}.", "Give more of the id.")
        return found[0] if found else None
