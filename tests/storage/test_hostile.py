"""A store folder that somebody else has made: nothing in it reaches the terminal, another folder or a device."""

import os
from pathlib import Path
from typing import Any

import pytest
from msgspec import json

from annotations.errors import StoreError
from annotations.models import Article
from annotations.storage.store import Store
from annotations.text import text_version
from tests.builders import make_article

AT = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return Store(tmp_path / "store.json").open_article(make_article("Rain fell on Paris."), AT)


def snapshot_of(folder: Path) -> Path:
    (path,) = folder.glob("store.articles/*/*.json")
    return path


def forge(path: Path, **changes: Any) -> None:
    path.write_bytes(json.encode({**json.decode(path.read_bytes()), **changes}))


def test_a_kept_text_under_another_name_is_refused(tmp_path: Path, article: Article) -> None:
    """An export to a folder names its files by the id."""
    forge(snapshot_of(tmp_path), id="../../elsewhere")
    with pytest.raises(StoreError):
        Store(tmp_path / "store.json").snapshot(article.id, article.version)


def test_a_kept_text_that_is_not_canonical_is_refused(tmp_path: Path, article: Article) -> None:
    """Its version vouches for its words, not for what they do to a terminal."""
    text = "Rain \x1b]52;c;aGk=\x07 fell \x9b31m."
    path = snapshot_of(tmp_path)
    forge(path, text=text, version=text_version(text))
    path.rename(path.with_name(f"{text_version(text).removeprefix('sha256:')}.json"))
    with pytest.raises(StoreError):
        Store(tmp_path / "store.json").snapshot(article.id, text_version(text))


def test_a_kept_text_that_is_a_link_to_elsewhere_is_refused(tmp_path: Path, article: Article) -> None:
    path = snapshot_of(tmp_path)
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(StoreError):
        Store(tmp_path / "store.json").snapshot(article.id, article.version)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device")
def test_a_kept_text_that_is_a_device_is_refused(tmp_path: Path, article: Article) -> None:
    """Not /dev/zero, which would be read for ever."""
    path = snapshot_of(tmp_path)
    path.unlink()
    path.symlink_to(os.devnull)
    with pytest.raises(StoreError):
        Store(tmp_path / "store.json").snapshot(article.id, article.version)


def test_two_entries_of_one_article_are_one(tmp_path: Path, article: Article) -> None:
    """The library's list takes no id twice."""
    path = tmp_path / "store.json"
    tables = json.decode(path.read_bytes())
    tables["articles"]["2"] = tables["articles"]["1"]
    path.write_bytes(json.encode(tables))
    assert [entry.id for entry in Store(path).articles()] == [article.id]


def test_an_entry_whose_id_is_none_is_refused(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(path.read_bytes().replace(article.id.encode(), b"../\\u001b]52;c;aGk=\\u0007"))
    with pytest.raises(StoreError):
        Store(path).articles()
