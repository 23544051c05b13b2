"""Purging an article: gone for good, and not brought back by anyone."""

from pathlib import Path

import pytest

from annotations.clock import utc_now
from annotations.errors import StoreError
from annotations.models import Article, Place
from annotations.storage.intake import Arrival
from annotations.storage.repair import inspect, repair
from annotations.storage.snapshots import Snapshots
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import at, make_record, noted

SECRET = "Nobody must read this again."


@pytest.fixture
def article(store: Store) -> Article:
    """An article of two versions with two records, and another one beside it."""
    store.open_article(make_article("Prices rose.", source="/secret.txt"), at(1))
    article = store.open_article(make_article("Prices fell.", source="/secret.txt"), at(2))
    store.save(article.id, [noted(make_record(1), SECRET), make_record(2)])
    store.save(store.open_article(make_article("Rain."), at(3)).id, [make_record(3)])
    return article


def files_with(path: Path, words: str) -> list[str]:
    return [file.name for file in path.parent.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_a_purge_removes_everything_and_says_so(store: Store, path: Path, article: Article) -> None:
    entry = store.find_article(article.id)
    assert entry is not None

    purged = store.purge(article.id)

    assert (purged.article_id, purged.versions, purged.left) == (article.id, entry.versions, ())
    assert (purged.records, purged.snapshots, purged.copies) == (2, 2, 1)
    assert store.find_article("/secret.txt") is None
    assert store.records(article.id) == ()
    assert [each.counts.records for each in Store(path).library()] == [1]
    assert files_with(path, SECRET) == files_with(path, "/secret.txt") == []
    with pytest.raises(StoreError, match="missing"):
        store.snapshot(article.id, article.version)
    assert inspect(path).is_sound


def test_a_program_that_still_shows_it_does_not_bring_it_back(store: Store, path: Path, article: Article) -> None:
    other = Store(path)
    before = other.records(article.id)
    store.purge(article.id)

    for records in (before, ()):
        with pytest.raises(StoreError, match="was purged meanwhile"):
            other.save(article.id, records, place=Place(3))
    assert Store(path).records(article.id) == ()
    assert len(Store(path).articles()) == 1


def test_opening_it_again_is_a_new_beginning(store: Store, article: Article) -> None:
    store.purge(article.id)

    again = store.open_article(make_article("Prices fell.", source="/secret.txt"), at(9))

    assert store.records(again.id) == ()
    assert store.save(again.id, [make_record(7)]).records == (make_record(7),)
    assert store.snapshot(again.id, again.version) == again


@pytest.mark.parametrize("is_received", [True, False])
def test_what_came_back_after_a_purge_survives_a_repair(
    store: Store, path: Path, article: Article, is_received: bool
) -> None:
    old = store.records(article.id)
    store.purge(article.id)
    if is_received:
        store.receive([Arrival(lambda _: old, article)])
    else:
        store.save(store.open_article(article, utc_now()).id, old)
    path.write_bytes(path.read_bytes()[:-1])

    repair(path)

    assert Store(path).records(article.id) == old
    assert len(Store(path).articles()) == 2


def test_what_was_purged_twice_does_not_come_back_from_a_file_set_aside(
    store: Store, path: Path, article: Article
) -> None:
    old = store.records(article.id)
    store.purge(article.id)
    store.save(store.open_article(article, utc_now()).id, old)
    path.with_name("annotations.json.damaged-1").write_bytes(path.read_bytes() + b"x")
    store.purge(article.id)
    path.write_bytes(path.read_bytes()[:-1])

    repair(path)

    assert Store(path).records(article.id) == ()
    assert [entry.title for entry in Store(path).articles()] == ["A title"]


def test_an_article_can_be_purged_again(store: Store, article: Article) -> None:
    first = store.purge(article.id)
    back = store.open_article(make_article("Prices rose.", source="/secret.txt"), at(9))
    store.save(back.id, [make_record(7)])

    assert (first.records, store.purge(back.id).records) == (2, 1)
    assert len(store.articles()) == 1


def test_a_purge_cut_short_is_finished_by_the_next_or_by_a_repair(
    store: Store, path: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Snapshots, "remove", refuse)
        with pytest.raises(StoreError, match="Input/output"):
            store.purge(article.id)
    assert store.find_article(article.id) is None

    report = repair(path)

    assert any("was finished: 2 kept texts" in done for done in report.done)
    assert (store.purge(article.id).snapshots, inspect(path).is_sound) == (0, True)
    assert files_with(path, SECRET) == []


def test_a_damaged_file_set_aside_is_named_and_not_used_for_a_repair(path: Path, article: Article) -> None:
    path.write_bytes(path.read_bytes() + b"x")
    Store(path).articles()

    purged = Store(path).purge(article.id)

    assert purged.left == (path.with_name("annotations.json.damaged-1"),)
    assert not repair(path).is_sound, "it holds the last record of the other article"
    assert repair(path).is_sound
    assert [each.counts.records for each in Store(path).library()] == [1]
    assert files_with(path, SECRET) == ["annotations.json.damaged-1"]
    assert Store(path).records(article.id) == ()


@pytest.mark.parametrize("name", ["a-ffffffffffffffff", "meta", "../x", ""])
def test_what_the_store_does_not_know_cannot_be_purged(store: Store, path: Path, article: Article, name: str) -> None:
    before = path.read_bytes()

    with pytest.raises(StoreError, match="no article"):
        store.purge(name)
    assert path.read_bytes() == before
    assert store.records(article.id) != ()
