"""The store as the reader's program uses it."""

import json
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace
from tinydb import TinyDB

from annotations.errors import StoreError
from annotations.models import ClaimContent, Place
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import ARTICLE_ID, at, make_record, noted


def data(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    loaded: dict[str, dict[str, dict[str, object]]] = json.loads(path.read_bytes())
    return loaded


def test_looking_makes_nothing(store: Store, path: Path) -> None:
    assert store.articles() == ()
    assert store.records(ARTICLE_ID) == ()
    assert store.find_article("x") is None
    assert store.generation() == 0
    assert not path.parent.exists()


def test_records_survive_a_restart(store: Store, path: Path) -> None:
    record = noted(make_record(), "naïve — “quoted” 😀")

    saved = store.save(ARTICLE_ID, [record, make_record(2, "disputed")])

    assert saved.conflicts == ()
    assert Store(path).records(ARTICLE_ID) == saved.records == (record, make_record(2, "disputed"))


def test_plain_tinydb_opens_the_file(store: Store, path: Path) -> None:
    article = store.open_article(make_article("Prices rose."), at(0))
    store.save(article.id, [make_record(), make_record(2)])
    store.save(article.id, [noted(make_record(), "why?")])

    with TinyDB(path, encoding="utf-8") as database:
        assert database.tables() == {"meta", "articles", article.id}
        assert database.table("meta").get(doc_id=1) == {"schema": 3, "generation": 3}
        documents = [dict(document) for document in database.table(article.id)]
    expected = [to_builtins(record) for record in store.records(article.id)]
    assert sorted(documents, key=str) == sorted(json.loads(json.dumps(expected)), key=str)


def test_everything_is_private(store: Store, path: Path) -> None:
    article = store.open_article(make_article("Prices rose."), at(0))
    store.save(article.id, [make_record()])

    modes = {
        found.relative_to(path.parent).parts[0]: found.stat().st_mode & 0o777
        for found in path.parent.rglob("*")
        if found.is_file()
    }
    assert modes == {
        "annotations.json": 0o600,
        "annotations.json.bak": 0o600,
        "annotations.index.json": 0o600,
        "annotations.json.lock": 0o600,
        "annotations.json.lock-turn": 0o600,
        "annotations.articles": 0o600,
    }
    assert {found.stat().st_mode & 0o777 for found in (path.parent, *path.parent.rglob("*")) if found.is_dir()} == {
        0o700
    }


def test_a_link_to_the_store_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)

    Store(link).save(ARTICLE_ID, [make_record()])

    assert link.is_symlink()
    assert Store(path).records(ARTICLE_ID) == (make_record(),)


def test_saving_the_same_again_writes_nothing(store: Store, path: Path) -> None:
    store.save(ARTICLE_ID, [make_record()])
    before = path.stat()

    store.save(ARTICLE_ID, [make_record()])

    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_two_programs_see_each_others_changes(store: Store, path: Path) -> None:
    other = Store(path)
    store.save(ARTICLE_ID, [make_record(1)])
    other.save(ARTICLE_ID, [make_record(2)])
    before = store.generation()

    assert [record.target for record in store.records(ARTICLE_ID)] == ["c-1", "c-2"]
    other.save("a-00000000000000ff", [make_record(3)])
    assert store.generation() == before + 1
    assert store.records("a-00000000000000ff") == (make_record(3),)


def test_a_change_made_without_knowing_of_another_is_kept_and_reported(store: Store, path: Path) -> None:
    store.save(ARTICLE_ID, [make_record()])
    stale = store.records(ARTICLE_ID)[0]
    Store(path).save(ARTICLE_ID, [noted(noted(stale, "theirs", 1), "theirs again", 2)])

    saved = store.save(ARTICLE_ID, [noted(stale, "mine", 3)])

    assert saved.records[0].content == ClaimContent(verdict="verified", note="theirs again")
    assert [conflict.other.content for conflict in saved.conflicts] == [ClaimContent(verdict="verified", note="mine")]
    past = [ClaimContent(verdict="verified", note=note) for note in ("", "theirs", "mine")]
    assert [state.content for state in saved.records[0].past] == past
    assert Store(path).records(ARTICLE_ID) == saved.records


@pytest.mark.parametrize(
    "article_id", ["articles", "meta", "../x", "a-1", "a-0123456789ABCDEF", "a-0123456789abcdef\n"]
)
def test_records_go_only_where_records_belong(store: Store, article_id: str) -> None:
    with pytest.raises(StoreError, match="not an article id"):
        store.save(article_id, [make_record()])


def test_an_article_is_kept_with_its_text(store: Store, path: Path) -> None:
    article = make_article("Prices rose.\n\nNobody knows why.", source="/news/prices.txt")

    assert store.open_article(article, at(1)) == article

    (entry,) = Store(path).articles()
    assert (entry.id, entry.source, entry.title, entry.length) == (
        article.id,
        article.source,
        "A title",
        len(article.text),
    )
    assert (entry.version, entry.versions, entry.added, entry.opened) == (
        article.version,
        (article.version,),
        at(1),
        at(1),
    )
    assert Store(path).snapshot(article.id, article.version) == article


def test_a_changed_source_stays_the_same_article(store: Store) -> None:
    old = store.open_article(make_article("Prices rose.", source="/news/prices.txt"), at(1))
    store.save(old.id, [make_record()], place=Place(9))
    new = store.open_article(make_article("Up.", source="/news/prices.txt"), at(2))

    assert new.id == old.id
    (entry,) = store.articles()
    assert (entry.versions, entry.version) == ((old.version, new.version), new.version)
    assert (entry.length, entry.position, entry.added, entry.opened) == (3, 3, at(1), at(2))
    assert store.records(new.id) == (make_record(),)
    assert store.snapshot(old.id, old.version) == old
    assert store.snapshot(old.id, new.version) == new


def test_a_moved_file_is_the_same_article_from_then_on(store: Store) -> None:
    old = store.open_article(make_article("Prices rose.", source="/old.txt"), at(1))
    store.open_article(make_article("Prices rose.", source="/new.txt"), at(2))
    store.open_article(make_article("Prices rose."), at(3))
    edited = store.open_article(make_article("Prices rose again.", source="/new.txt"), at(4))

    assert edited.id == old.id
    assert [entry.source for entry in store.articles()] == ["/new.txt"]


def test_a_copy_of_an_old_version_does_not_take_the_source_away(store: Store) -> None:
    old = store.open_article(make_article("Prices rose.", source="/a.txt"), at(1))
    store.open_article(make_article("Prices fell.", source="/a.txt"), at(2))
    store.open_article(make_article("Prices rose.", source="/copy.txt"), at(3))

    assert [(entry.id, entry.source) for entry in store.articles()] == [(old.id, "/a.txt")]


def test_texts_from_standard_input_are_told_apart_by_their_words(store: Store) -> None:
    first = store.open_article(make_article("Prices rose."), at(1))
    second = store.open_article(make_article("Prices fell."), at(2))
    again = store.open_article(make_article("Prices rose."), at(3))

    assert again.id == first.id != second.id
    assert [entry.id for entry in store.articles()] == [first.id, second.id], "the one opened last comes first"


def test_a_damaged_snapshot_is_named_and_replaced_when_the_article_is_opened(store: Store, path: Path) -> None:
    article = store.open_article(make_article("Prices rose."), at(1))
    (snapshot,) = path.parent.glob("annotations.articles/*/*.json")
    snapshot.write_bytes(snapshot.read_bytes().replace(b"rose", b"fell"))

    with pytest.raises(StoreError, match=snapshot.name):
        store.snapshot(article.id, article.version)
    store.open_article(article, at(2))
    assert store.snapshot(article.id, article.version) == article


@pytest.mark.parametrize(
    ("article_id", "version"),
    [("../../x", "sha256:" + "0" * 64), (ARTICLE_ID, "sha256:../../etc"), (ARTICLE_ID, "../x"), (ARTICLE_ID, "")],
)
def test_no_name_leads_out_of_the_folder_of_snapshots(store: Store, article_id: str, version: str) -> None:
    with pytest.raises(StoreError, match="names no version"):
        store.snapshot(article_id, version)
    with pytest.raises(StoreError, match="names no version"):
        store.open_article(replace(make_article("x"), id=article_id, version=version), at(1))
    assert store.articles() == ()


def test_the_position_is_kept(store: Store, path: Path) -> None:
    article = store.open_article(make_article("Prices rose."), at(1))

    store.save(article.id, [], place=Place(5))
    assert Store(path).articles()[0].position == 5
    store.save(article.id, [make_record()], place=Place(7))
    assert Store(path).articles()[0].position == 7
    store.save("a-ffffffffffffffff", [], place=Place(5))
    assert len(store.articles()) == 1


def test_an_article_is_found_by_source_or_id(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    article = store.open_article(make_article("Prices rose.", source=str(tmp_path / "prices.txt")), at(1))
    web = store.open_article(make_article("Prices fell.", source="https://example.org/a"), at(1))

    for name in ("prices.txt", "./x/../prices.txt", str(tmp_path / "prices.txt"), article.id, article.id[:6]):
        found = store.find_article(name)
        assert found is not None, name
        assert found.id == article.id
    found = store.find_article("https://example.org/a")
    assert found is not None
    assert found.id == web.id
    assert store.find_article("a-") is None, "what fits any id names none"
    assert store.find_article("other.txt") is None


def test_a_beginning_of_two_ids_is_refused(store: Store) -> None:
    for last in "12":
        store.open_article(replace(make_article(last), id=f"a-abcd00000000000{last}"), at(1))

    with pytest.raises(StoreError, match="2 articles"):
        store.find_article("a-abcd")


def test_tables_of_others_are_left_alone(store: Store, path: Path) -> None:
    store.save(ARTICLE_ID, [make_record()])
    with TinyDB(path, encoding="utf-8") as database:
        database.insert({"mine": 1})

    store.save(ARTICLE_ID, [make_record(2)])

    assert data(path)["_default"] == {"1": {"mine": 1}}
    assert len(store.records(ARTICLE_ID)) == 2


def test_a_record_that_cannot_be_read_is_named_and_left_alone(store: Store, path: Path) -> None:
    store.save(ARTICLE_ID, [make_record()])
    store.save("a-00000000000000ff", [make_record(2)])
    content = data(path)
    content[ARTICLE_ID]["1"]["invented_later"] = True
    path.write_text(json.dumps(content))
    before = path.read_bytes()

    for attempt in (lambda: store.records(ARTICLE_ID), lambda: store.save(ARTICLE_ID, [make_record(3)])):
        with pytest.raises(StoreError, match=rf"table {ARTICLE_ID}, document 1 .*invented_later"):
            attempt()
    assert path.read_bytes() == before
    assert store.records("a-00000000000000ff") == (make_record(2),)
    store.save("a-00000000000000ff", [make_record(3)])
    assert data(path)[ARTICLE_ID] == content[ARTICLE_ID]
