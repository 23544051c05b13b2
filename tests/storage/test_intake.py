"""Articles and records from elsewhere, many in one write."""

import itertools
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.errors import ExchangeError, StoreError
from annotations.models import Article, Record
from annotations.records import current_state
from annotations.storage.directory import Directory
from annotations.storage.entries import added
from annotations.storage.intake import Arrival, Kept, Received
from annotations.storage.store import Store
from annotations.text import article_id
from tests.builders import make_article
from tests.stored import at, make_record, noted, running

PORTIONS = 6

RECEIVER = """
import sys
from pathlib import Path
import msgspec
from annotations.models import Article, Record
from annotations.storage.intake import Arrival
from annotations.storage.store import Store

portions = msgspec.json.decode(sys.argv[2], type=list[list[tuple[Article, list[Record]]]])
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for portion in portions:
    store.receive(Arrival(lambda _, records=records: records, article) for article, records in portion)
"""


def arrival(number: int, *records: Record, source: str | None = None) -> Arrival:
    return Arrival(lambda _: records, make_article(f"Price {number} rose.", source=source, title=f"Price {number}"))


def received(store: Store, *arrivals: Arrival) -> list[Received]:
    outcomes = store.receive(arrivals)
    assert all(isinstance(outcome, Received) for outcome in outcomes)
    return [outcome for outcome in outcomes if isinstance(outcome, Received)]


def kept(path: Path) -> dict[str, tuple[Record, ...]]:
    """Return the records of every article of a store by its id, each with a text that can be read."""
    store = Store(path)
    found = {entry.id: store.records(entry.id) for entry in store.articles()}
    assert all(store.snapshot(entry.id, entry.version) for entry in store.articles())
    assert store.notices == ()
    return found


def test_many_articles_cost_one_write(store: Store, path: Path) -> None:
    arrivals = [arrival(number, make_record(number)) for number in range(30)]

    outcomes = received(store, *arrivals)

    assert store.generation() == 1
    assert [outcome.entry.title for outcome in outcomes] == [f"Price {number}" for number in range(30)]
    assert [outcome.known for outcome in outcomes] == [None] * 30
    assert kept(path) == {outcome.entry.id: (make_record(number),) for number, outcome in enumerate(outcomes)}
    assert [each.counts.verified for each in store.library()] == [1] * 30


def test_the_same_again_writes_nothing(store: Store, path: Path) -> None:
    arrivals = [arrival(number, make_record(number)) for number in range(3)]
    first = received(store, *arrivals)
    before = path.stat()

    again = received(store, *arrivals)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [outcome.known for outcome in again] == [outcome.entry for outcome in first]
    assert all(outcome.before == outcome.after == outcome.arrived for outcome in again)


def test_what_arrives_twice_at_once_meets_itself(store: Store) -> None:
    mine, theirs = noted(make_record(), "mine", 1), noted(make_record(), "theirs", 2)

    first, second = received(store, arrival(1, mine), arrival(1, theirs))

    assert (first.known, second.known) == (None, first.entry)
    assert second.before == first.after
    assert [conflict.other.content for conflict in second.conflicts] == [mine.content]
    assert store.records(first.entry.id) == tuple(second.after.values())


def test_one_that_cannot_be_merged_keeps_no_other_from_the_disk(store: Store, path: Path) -> None:
    damaged = make_article("Price 2 rose.")
    store.receive([arrival(2, make_record(2))])
    path.write_bytes(path.read_bytes().replace(b'"origin":"detected"', b'"origin":"invented"'))

    def refuse(_: Kept) -> Iterable[Record]:
        raise ExchangeError("No.", "Never.")

    arrivals = (
        arrival(1, make_record(1)),
        arrival(2, make_record(3)),
        Arrival(refuse, make_article("Price 4 rose.")),
        Arrival(lambda _: (), names=("https://example.org/never-read",)),
        arrival(5, make_record(5)),
    )
    first, second, third, fourth, fifth = store.receive(arrivals)

    assert isinstance(first, Received)
    assert isinstance(fifth, Received)
    assert isinstance(second, StoreError)
    assert f"table {damaged.id}, document 1" in second.message
    assert isinstance(third, ExchangeError)
    assert isinstance(fourth, StoreError)
    assert fourth.message == "'https://example.org/never-read' has not been read here."
    assert {entry.id for entry in Store(path).articles()} == {first.entry.id, damaged.id, fifth.entry.id}
    assert Store(path).records(fifth.entry.id) == (make_record(5),)
    assert {folder.name for folder in path.with_name("annotations.articles").iterdir()} == {
        entry.id for entry in Store(path).articles()
    }


def test_what_names_no_article_is_told_so(store: Store) -> None:
    (outcome,) = store.receive([Arrival(lambda _: [make_record()])])

    assert isinstance(outcome, StoreError)
    assert (outcome.message, "`source`" in outcome.hint) == ("No article is named.", True)


def test_a_write_that_fails_leaves_all_as_it_was(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.receive([arrival(1, make_record(1))])
    before = path.read_bytes()
    usual = tempfile.mkstemp

    def refuse(*, prefix: str, suffix: str, dir: Path) -> tuple[int, str]:
        if path.name in prefix:
            raise OSError(28, "No space left on device")
        return usual(prefix=prefix, suffix=suffix, dir=dir)

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        with pytest.raises(StoreError, match="No space left"):
            store.receive([arrival(1, make_record(2)), arrival(2, make_record(3))])

    assert path.read_bytes() == before
    assert [entry.title for entry in store.articles()] == ["Price 1"]
    received(store, arrival(1, make_record(2)), arrival(2, make_record(3)))
    assert [len(records) for records in kept(path).values()] == [1, 2]


def test_the_text_of_a_known_article_stays_and_is_there_to_find_words_in(store: Store) -> None:
    mine = store.open_article(make_article("Price 1 rose.", source="/prices.txt"), at(1))
    mine = store.open_article(make_article("Price 1 fell.", source="/prices.txt"), at(2))
    seen: list[str] = []

    def records(kept: Kept) -> Sequence[Record]:
        seen.append(kept.load().text)
        return ()

    first = make_article("Price 1 rose.")
    edited = replace(make_article("Price 1 stood."), id=mine.id)
    arrivals = (
        Arrival(records, first),
        Arrival(records, edited),
        Arrival(records, names=("nobody.txt", "/prices.txt")),
        Arrival(records, names=(mine.id[:8],)),
    )
    outcomes = received(store, *arrivals)

    assert {outcome.entry for outcome in outcomes} == set(store.articles())
    assert (store.articles()[0].version, seen) == (mine.version, ["Price 1 fell."] * 4)


def test_a_path_from_elsewhere_is_kept_with_the_text_but_is_no_name_here(store: Store) -> None:
    mine = store.open_article(make_article("Another article.", source="/prices.txt"), at(1))
    (path,) = received(store, arrival(1, source="/prices.txt"))
    (address,) = received(store, arrival(2, source="https://example.org/2"))

    assert path.entry.id != mine.id
    assert (path.entry.source, address.entry.source) == (None, "https://example.org/2")
    assert store.snapshot(path.entry.id, path.entry.version).source == "/prices.txt"
    found = store.find_article("/prices.txt")
    assert found is not None
    assert found.id == mine.id


def test_two_papers_with_the_same_words_of_an_agency_stay_two(store: Store) -> None:
    def printed(by: str) -> Article:
        source = f"https://{by}.example/x"
        return replace(make_article("Price 1 rose.", source=source), id=article_id(source))

    one = store.open_article(printed("one"), at(1))

    (two,) = received(store, Arrival(lambda _: [make_record(1)], printed("two")))
    opened = store.open_article(printed("two"), at(2))

    assert two.known is None
    assert (opened.id, store.records(opened.id)) == (two.entry.id, (make_record(1),))
    assert store.records(one.id) == ()


@pytest.mark.parametrize("is_read_elsewhere", [False, True])
def test_opening_and_receiving_find_the_same_article(store: Store, is_read_elsewhere: bool) -> None:
    address = "https://one.example/x"
    mine = store.open_article(make_article("Price 1 rose.", source=address), at(1))
    store.open_article(make_article("Price 1 fell.", source=address), at(2))
    other = store.open_article(make_article("Price 2 rose.", source="/prices.txt"), at(3))
    again = {
        mine.id: make_article("Price 1 fell."),
        other.id: replace(make_article("Price 2 rose."), source=address if is_read_elsewhere else None),
    }

    outcomes = received(store, *(Arrival(lambda _: (), article) for article in again.values()))
    opened = [store.open_article(article, at(4)).id for article in again.values()]

    assert opened == [outcome.entry.id for outcome in outcomes]
    assert opened == [mine.id, mine.id if is_read_elsewhere else other.id]


def test_a_whole_id_is_looked_up_and_not_searched_for() -> None:
    class Searched(str):
        __slots__ = ()

        def startswith(self, *_: object) -> bool:
            raise AssertionError("each id is looked at")

    directory = Directory([replace(added(make_article("Rain."), at(1)), id=Searched("a-0123456789abcdef"))])

    assert directory.named("a-fedcba9876543210") is None
    assert directory.named("a-0123456789abcdef") is not None


def test_an_article_that_was_removed_comes_back(store: Store) -> None:
    (first,) = received(store, arrival(1, make_record(1)))
    store.set_removed(first.entry.id, at(5))

    (again,) = received(store, arrival(1, make_record(2)))

    assert again.known is not None
    assert again.known.removed == at(5)
    assert [entry.id for entry in store.articles()] == [first.entry.id]
    assert len(again.after) == 2


def test_an_article_that_was_purged_is_new_again(store: Store) -> None:
    (first,) = received(store, arrival(1, make_record(1)))
    store.purge(first.entry.id)

    (again,) = received(store, arrival(1, make_record(2)))

    assert again.known is None
    assert store.records(first.entry.id) == (make_record(2),)


def test_programs_that_receive_at_once_lose_nothing(path: Path) -> None:
    articles = [make_article(f"Price {number} rose.") for number in range(PORTIONS)]
    numbers = itertools.count(1)
    sent: list[list[list[tuple[Article, list[Record]]]]] = [
        [[(article, [noted(make_record(0), who), make_record(next(numbers))]) for article in articles]] * 2
        for who in ("ada", "tom", "ines")
    ]
    with ExitStack() as stack:
        work = [msgspec.json.encode(portions).decode() for portions in sent]
        programs = [stack.enter_context(running(RECEIVER, str(path), portions)) for portions in work]
        assert [next(iter(program.stdout or ())) for program in programs] == ["ready\n"] * len(sent)
        for program in programs:
            print("go", file=program.stdin, flush=True)
        assert [program.communicate(timeout=60)[1] for program in programs] == [""] * len(sent)

    found = kept(path)
    assert found.keys() == {article.id for article in articles}
    for records in found.values():
        shared = next(record for record in records if record.target == "c-0")
        notes = {getattr(state.content, "note", "") for state in (*shared.past, current_state(shared))}
        assert notes == {"", "ada", "tom", "ines"}
        assert len(records) == 1 + len(sent)
    assert Store(path).generation() == len(sent)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from("abc")), max_size=8), st.data())
def test_it_does_not_matter_how_arrivals_are_put_together(
    changes: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    arrivals = [
        arrival(number, noted(make_record(claim), note, second)) for second, (number, claim, note) in enumerate(changes)
    ]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(arrivals)))))
    portions = [arrivals[start:end] for start, end in itertools.pairwise([0, *cuts, len(arrivals)])]

    def stored(portions: Sequence[Sequence[Arrival]]) -> object:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder) / "annotations.json", now=lambda: at(1))
            for portion in portions:
                received(store, *portion)
            return [(each.entry, each.counts, store.records(each.entry.id)) for each in store.library()]

    assert stored(portions) == stored([[each] for each in arrivals])
