"""Inspecting and repairing a store."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from annotations.errors import StoreError
from annotations.models import Article, Record
from annotations.storage import index as indexes
from annotations.storage.repair import Report, inspect, repair
from annotations.storage.salvage import salvage
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import at, make_record, noted

FIRST, SECOND, THIRD = make_record(1), noted(make_record(2), '“naïve” 😀, "articles": {'), make_record(3, "disputed")


@pytest.fixture
def article(store: Store) -> Article:
    """An article whose last write is in the file only: the backup lacks the third record."""
    article = store.open_article(make_article("Prices rose."), at(1))
    store.save(article.id, [FIRST, SECOND])
    store.save(article.id, [THIRD])
    return article


def names(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


def said(report: Report) -> str:
    return " ".join((*report.found, *report.done))


def edit(path: Path, change: dict[str, Any]) -> None:
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}))


def test_a_sound_store_stays_as_it_is(path: Path, article: Article) -> None:
    before = names(path)

    assert inspect(path) == repair(path) == Report()
    assert names(path) == before
    assert article.id in str(before)


def test_where_there_is_no_store_nothing_is_wrong_or_made(path: Path) -> None:
    assert inspect(path) == repair(path) == Report()
    assert not path.parent.exists()


@pytest.mark.parametrize("end", [b'd-2"}}}}', b"}", b'{"meta":', b"\0\0\0"])
def test_what_another_program_left_behind_the_end_is_cut_off(path: Path, article: Article, end: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + end)

    report = repair(path)

    assert Store(path).records(article.id) == (FIRST, SECOND, THIRD)
    assert path.with_name("annotations.json.damaged-1").read_bytes() == whole + end
    assert "damaged" in report.found[0]
    assert "1 records or articles that are newer" in said(report)
    assert f"kept as {path}.damaged-1." in said(report)
    assert "1 articles and 3 records" in said(report)


@pytest.mark.parametrize("kind", ["empty", "cut", "blank", "garbage", "missing"])
def test_what_the_file_lacks_comes_from_the_best_backup(path: Path, article: Article, kind: str) -> None:
    whole = path.read_bytes()
    damaged = {"empty": b"", "cut": whole[:-200], "blank": bytes(len(whole)), "garbage": b"\xff\0 x"}.get(kind)
    path.unlink()
    if damaged is not None:
        path.write_bytes(damaged)

    report = repair(path)

    assert Store(path).records(article.id) == (FIRST, SECOND)
    assert Store(path).notices == ()
    assert "best backup is " + str(path) + ".bak, of write 2" in said(report)
    assert damaged is None or path.with_name("annotations.json.damaged-1").read_bytes() == damaged
    assert repair(path).is_sound
    assert Store(path).generation() == 3


def test_without_any_backup_what_is_whole_is_saved(path: Path, article: Article) -> None:
    path.with_name("annotations.json.bak").unlink()
    path.write_bytes(path.read_bytes()[:-100])

    report = repair(path)

    assert "no good backup" in said(report)
    assert Store(path).records(article.id) == (FIRST, SECOND)
    assert len(Store(path).articles()) == 1
    assert repair(path).is_sound


def test_a_damaged_backup_is_searched_too(path: Path, article: Article) -> None:
    backup = path.with_name("annotations.json.bak")
    backup.write_bytes(backup.read_bytes()[:-2])
    path.write_bytes(b"")

    repair(path)

    assert Store(path).records(article.id) == (FIRST, SECOND)


def test_what_a_program_set_aside_is_searched_later(path: Path, article: Article) -> None:
    path.write_bytes(path.read_bytes() + b"}")
    store = Store(path)
    store.save(article.id, [make_record(4)])
    assert "doctor --repair" in store.notices[0]

    assert "newer or nowhere else" in said(inspect(path))
    repair(path)

    assert Store(path).records(article.id) == (FIRST, SECOND, THIRD, make_record(4))
    assert inspect(path).is_sound


def test_records_that_cannot_be_read_are_set_aside(path: Path, article: Article) -> None:
    content = json.loads(path.read_bytes())
    strange = {**content[article.id]["2"], "invented_later": True}
    edit(path, {article.id: {**content[article.id], "2": strange, "9": {}}})

    report = repair(path)

    aside = path.with_name("annotations.unreadable-1.json")
    assert json.loads(aside.read_bytes()) == {article.id: {"2": strange, "9": {}}}
    assert "2 of 4 documents" in said(report)
    assert str(aside) in said(report)
    assert Store(path).records(article.id) == (FIRST, THIRD)
    assert repair(path).is_sound


def test_an_entry_whose_id_is_none_is_set_aside_and_made_again_from_the_text(path: Path, article: Article) -> None:
    entry = json.loads(path.read_bytes())["articles"]["1"]
    edit(path, {"articles": {"1": {**entry, "id": "../x"}}})

    repair(path)

    assert [each.id for each in Store(path).articles()] == [article.id]
    assert repair(path).is_sound


@pytest.mark.parametrize("table", [[1], {"1": 2}, "x"])
def test_a_table_that_is_none_is_set_aside(path: Path, article: Article, table: object) -> None:
    edit(path, {"a-00000000000000ff": table})

    report = repair(path)

    assert "is no table of documents" in said(report)
    assert json.loads(path.with_name("annotations.unreadable-1.json").read_bytes()) == {"a-00000000000000ff": table}
    assert Store(path).records(article.id) == (FIRST, SECOND, THIRD)


def test_tables_of_others_stay(path: Path, article: Article) -> None:
    content = json.loads(path.read_bytes())
    edit(path, {"_default": {"1": {"mine": 1}}, "odd": 3, article.id: {**content[article.id], "9": {}}})

    repair(path)

    after = json.loads(path.read_bytes())
    assert (after["_default"], after["odd"]) == ({"1": {"mine": 1}}, 3)


@pytest.mark.parametrize("meta", [{}, {"1": {"schema": "1", "generation": 1}}, [1], None])
def test_a_store_that_does_not_say_what_it_is_is_made_to(path: Path, article: Article, meta: object) -> None:
    edit(path, {"meta": meta})

    report = repair(path)

    assert "damaged" in said(report)
    assert Store(path).records(article.id) == (FIRST, SECOND, THIRD)


def test_missing_and_damaged_texts_are_reported(store: Store, path: Path) -> None:
    first = store.open_article(make_article("Prices rose.", source="/a.txt"), at(1))
    second = store.open_article(make_article("Prices fell.", source="/a.txt"), at(2))
    for version, content in ((first.version, None), (second.version, b"{}")):
        snapshot = path.parent / "annotations.articles" / first.id / f"{version.removeprefix('sha256:')}.json"
        snapshot.unlink() if content is None else snapshot.write_bytes(content)

    report = inspect(path)

    assert report.found == (
        f"Of article {first.id} “A title” an earlier text is missing or damaged.",
        f"Of article {first.id} “A title” the text shown last is missing or damaged.",
    )


def test_an_article_without_an_entry_gets_one_from_its_text(path: Path, article: Article) -> None:
    edit(path, {"articles": {}})

    report = repair(path, now=lambda: at(50))

    (entry,) = Store(path).articles()
    assert (entry.id, entry.title, entry.version, entry.opened) == (article.id, "A title", article.version, at(50))
    assert "has a kept text but no entry" in said(report)
    assert repair(path).is_sound


def test_an_index_that_disagrees_is_made_again(path: Path, article: Article) -> None:
    index = indexes.path_of(path)
    good = index.read_bytes()
    wrong = json.loads(good)
    wrong["counts"][article.id] = [7, 7, 7, 7]
    index.write_text(json.dumps(wrong))

    assert "index does not agree" in said(inspect(path))
    repair(path)

    assert index.read_bytes() == good
    counts = Store(path).library()[0].counts
    assert (counts.verified, counts.disputed, counts.notes, counts.records) == (2, 1, 1, 3)


def test_what_killed_programs_left_is_removed(path: Path, article: Article) -> None:
    for name in (".annotations.json.k1ll3d.tmp", ".annotations.index.json.k1ll3d.tmp"):
        path.with_name(name).touch()

    assert "2 temporary files" in said(repair(path))
    assert not list(path.parent.glob(".*.tmp"))
    assert article.title == Store(path).articles()[0].title


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Dear editor,\n", "not a newsmark store"),
        (b'{"name": "some-package"}', "not a newsmark store"),
        (b'{"meta":{"1":{"schema":4,"generation":1}},"articles":{}}', "newer newsmark"),
    ],
)
def test_what_is_not_ours_to_repair_is_refused_untouched(path: Path, content: bytes, message: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(StoreError, match=message):
        inspect(path)
    with pytest.raises(StoreError, match=message):
        repair(path)
    assert path.read_bytes() == content


def as_json(record: Record) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(to_builtins(record)))
    return document


TABLES = {
    "a-0000000000000001": {"1": as_json(SECOND), "2": as_json(THIRD)},
    "a-0000000000000002": {"1": as_json(FIRST), "2": as_json(make_record(4)), "3": as_json(make_record(5))},
}
WHOLE = json.dumps(TABLES, ensure_ascii=False).encode()


DOCUMENTS = [(name, number) for name, table in TABLES.items() for number in table]


def end_of(name: str, number: str) -> int:
    """Return where a document ends in `WHOLE`."""
    words = json.dumps(TABLES[name][number], ensure_ascii=False).encode()
    return WHOLE.index(words, WHOLE.index(name.encode())) + len(words)


@given(st.integers(0, len(WHOLE)))
def test_a_cut_file_yields_every_document_before_the_cut(cut: int) -> None:
    saved = salvage(WHOLE[:cut])

    assert {(name, number) for name, table in saved.items() for number in table} == {
        (name, number) for name, number in DOCUMENTS if end_of(name, number) <= cut
    }
    assert all(TABLES[name][number] == document for name, table in saved.items() for number, document in table.items())


@given(st.integers(0, len(WHOLE)), st.integers(0, 300), st.sampled_from([b"\0", b"\xff", b"}", b"{", b"x"]))
def test_bytes_written_over_cost_no_document_before_it_and_moves_none_to_another_table(
    start: int, size: int, fill: bytes
) -> None:
    saved = salvage(WHOLE[:start] + fill * size + WHOLE[start + size :])

    for name, number in DOCUMENTS:
        if end_of(name, number) <= start:
            assert saved[name][number] == TABLES[name][number]
    for name, table in saved.items():
        others = [document for other in TABLES.keys() - {name} for document in TABLES[other].values()]
        assert not [document for document in table.values() if document in others]
