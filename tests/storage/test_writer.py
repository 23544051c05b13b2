"""The writer: it never keeps a caller waiting, tells how saving stands, and gives nothing up."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from annotations.errors import StoreError
from annotations.models import ClaimContent, Place, Record
from annotations.storage.store import Saved, Store
from annotations.storage.writer import Status, Writer
from tests.builders import make_article
from tests.stored import ARTICLE_ID, at, make_record, noted

PATIENCE = 30.0
"""Seconds after which a test gives up; nothing waits that long."""
OTHER_ID = "a-fedcba9876543210"
FOR_EVER = 10 * PATIENCE
MOMENT = 0.05
"""Seconds after which nothing that is written at once is still to come."""


class FaultyStore(Store):
    """A store whose saves can be held up, refused, and counted."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.may_save = Event()
        self.may_save.set()
        self.is_saving = Event()
        self.error: Exception | None = None
        self.saves = 0

    def save(self, article_id: str, records: Iterable[Record], *, place: Place | None = None) -> Saved:
        self.is_saving.set()
        assert self.may_save.wait(PATIENCE)
        self.saves += 1
        if self.error:
            raise self.error
        return super().save(article_id, records, place=place)


class Heard:
    """The statuses reported, in order."""

    def __init__(self) -> None:
        self.all: list[Status] = []
        self._queue: SimpleQueue[Status] = SimpleQueue()

    def __call__(self, status: Status) -> None:
        self.all.append(status)
        self._queue.put(status)

    def wait_for(self, state: str) -> Status:
        while (status := self._queue.get(timeout=PATIENCE)).state != state:
            pass
        return status


@pytest.fixture
def faulty(path: Path) -> FaultyStore:
    return FaultyStore(path)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def open_writer(faulty: FaultyStore, heard: Heard) -> Iterator[Callable[..., Writer]]:
    writers: list[Writer] = []

    def opened(*delays: float, gathering: float = 0.03) -> Writer:
        writers.append(Writer(faulty, heard, delays=delays or (PATIENCE,), gathering=gathering))
        return writers[-1]

    yield opened
    faulty.may_save.set()
    for writer in writers:
        writer.close(PATIENCE)


def test_what_is_submitted_is_saved_and_said(open_writer: Callable[..., Writer], heard: Heard, path: Path) -> None:
    writer = open_writer()
    writer.submit(ARTICLE_ID, [make_record()])

    assert writer.flush(PATIENCE)
    assert [status.state for status in heard.all] == ["saving", "saved"]
    assert heard.all[-1].saved == {ARTICLE_ID: Saved((make_record(),))}
    assert Store(path).records(ARTICLE_ID) == (make_record(),)


def test_nothing_to_save_is_saved(open_writer: Callable[..., Writer], heard: Heard) -> None:
    writer = open_writer()

    assert writer.flush(PATIENCE)
    assert writer.close(PATIENCE)
    assert heard.all == []


def test_submissions_during_a_write_become_one_write(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer()
    faulty.may_save.clear()
    record = make_record()
    writer.submit(ARTICLE_ID, [record])
    assert faulty.is_saving.wait(PATIENCE)
    for number in range(20):
        record = noted(record, str(number))
        writer.submit(ARTICLE_ID, [record])
    writer.submit(ARTICLE_ID, [make_record(2)])
    assert {unsaved.id for unsaved in writer.unsaved()[ARTICLE_ID]} == {record.id, make_record(2).id}

    faulty.may_save.set()

    assert writer.flush(PATIENCE)
    assert faulty.saves == 2
    assert faulty.records(ARTICLE_ID) == (record, make_record(2))
    assert writer.unsaved() == {}
    assert [status.state for status in heard.all] == ["saving", "saving", "saving", "saved"]


def test_work_that_comes_together_is_written_in_one_save_of_each_article(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer(gathering=FOR_EVER)
    writer.submit(ARTICLE_ID, [make_record(1)])
    assert not faulty.is_saving.wait(MOMENT)
    writer.submit(ARTICLE_ID, [make_record(2)])
    writer.submit_place(OTHER_ID, Place(3))
    writer.submit(OTHER_ID, [make_record(1), make_record(2)])

    assert writer.flush(PATIENCE), "it does not wait until all has gathered"
    assert faulty.saves == 2
    assert faulty.records(ARTICLE_ID) == faulty.records(OTHER_ID) == (make_record(1), make_record(2))
    assert [status.state for status in heard.all] == ["saving", "saved"]


def test_close_does_not_wait_until_all_has_gathered(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    writer = open_writer(gathering=FOR_EVER)
    writer.submit(ARTICLE_ID, [make_record()])

    assert writer.close(PATIENCE)
    assert faulty.records(ARTICLE_ID) == (make_record(),)


def test_after_a_failure_a_flush_waits_neither_for_more_nor_for_the_delay(
    open_writer: Callable[..., Writer], faulty: FaultyStore
) -> None:
    writer = open_writer(FOR_EVER, gathering=FOR_EVER)
    faulty.error = StoreError("The disk is full.")
    writer.submit(ARTICLE_ID, [make_record()])
    assert not writer.flush(PATIENCE)
    faulty.error = None

    assert writer.flush(PATIENCE)
    assert faulty.saves == 2


def test_what_comes_after_a_flush_gathers_again(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    writer = open_writer(gathering=FOR_EVER)
    faulty.may_save.clear()
    writer.submit(ARTICLE_ID, [make_record()])
    assert not writer.flush(0.01)
    assert faulty.is_saving.wait(PATIENCE)
    assert not writer.flush(0.01), "it is being saved"
    faulty.may_save.set()
    assert writer.flush(PATIENCE)

    faulty.is_saving.clear()
    writer.submit(ARTICLE_ID, [make_record(2)])
    assert not faulty.is_saving.wait(MOMENT)
    writer.submit(ARTICLE_ID, [make_record(3)])

    assert writer.flush(PATIENCE)
    assert faulty.saves == 2


def test_the_position_is_saved_with_the_records(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    article = faulty.open_article(make_article("Prices rose."), at(1))
    writer = open_writer()

    writer.submit_place(article.id, Place(3))
    writer.submit_place(article.id, Place(5))
    writer.submit(article.id, [make_record()])

    assert writer.flush(PATIENCE)
    assert faulty.articles()[0].position == 5
    assert faulty.records(article.id) == (make_record(),)


def test_other_programs_changes_come_back_with_the_save(
    open_writer: Callable[..., Writer], heard: Heard, path: Path
) -> None:
    Store(path).save(ARTICLE_ID, [noted(make_record(), "theirs", 1)])
    writer = open_writer()
    writer.submit(ARTICLE_ID, [noted(make_record(), "mine", 2)])

    assert writer.flush(PATIENCE)
    saved = heard.all[-1].saved[ARTICLE_ID]
    assert [conflict.other.content for conflict in saved.conflicts] == [ClaimContent(verdict="verified", note="theirs")]


def test_a_failure_is_said_and_tried_again_by_itself(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer(0.001)
    faulty.error = StoreError("The disk is full.")
    writer.submit(ARTICLE_ID, [make_record()])
    failed = heard.wait_for("failed")
    assert failed.error is faulty.error
    heard.wait_for("failed")

    faulty.error = None

    assert heard.wait_for("saved").saved[ARTICLE_ID].records == (make_record(),)


def test_after_a_failure_the_next_submission_tries_at_once(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer()
    faulty.error = StoreError("The disk is full.")
    writer.submit(ARTICLE_ID, [make_record()])
    heard.wait_for("failed")
    faulty.error = None

    writer.submit(ARTICLE_ID, [make_record(2)])

    heard.wait_for("saved")
    assert faulty.records(ARTICLE_ID) == (make_record(), make_record(2))


def test_flush_tries_once_and_tells_that_it_failed(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    writer = open_writer()
    faulty.error = StoreError("The disk is full.")
    writer.submit(ARTICLE_ID, [make_record()])

    assert not writer.flush(PATIENCE)
    assert writer.unsaved() == {ARTICLE_ID: (make_record(),)}
    faulty.error = None
    assert writer.flush(PATIENCE)


def test_flush_gives_up_in_time(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    writer = open_writer()
    faulty.may_save.clear()
    writer.submit(ARTICLE_ID, [make_record()])

    assert not writer.flush(0.01)
    assert not writer.close(0.01)


def test_close_writes_what_is_left_and_ends(open_writer: Callable[..., Writer], faulty: FaultyStore) -> None:
    writer = open_writer()
    faulty.may_save.clear()
    writer.submit(ARTICLE_ID, [make_record()])
    assert faulty.is_saving.wait(PATIENCE)
    writer.submit(ARTICLE_ID, [make_record(2)])
    faulty.may_save.set()

    assert writer.close(PATIENCE)
    assert faulty.records(ARTICLE_ID) == (make_record(), make_record(2))
    with pytest.raises(StoreError, match="closed"):
        writer.submit(ARTICLE_ID, [make_record(3)])


def test_close_during_a_failure_tries_once_more_and_tells(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer()
    faulty.error = StoreError("The disk is full.")
    writer.submit(ARTICLE_ID, [make_record()])
    heard.wait_for("failed")

    assert not writer.close(PATIENCE)
    assert faulty.saves == 2
    assert writer.unsaved() == {ARTICLE_ID: (make_record(),)}


def test_a_defect_is_a_failure_and_not_the_writers_end(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer()
    faulty.error = RuntimeError("defect")
    writer.submit(ARTICLE_ID, [make_record()])
    error = heard.wait_for("failed").error
    assert error is not None
    assert "defect" in error.message

    faulty.error = None

    assert writer.flush(PATIENCE)


def test_a_failing_article_does_not_keep_others_from_the_disk(
    open_writer: Callable[..., Writer], faulty: FaultyStore, heard: Heard
) -> None:
    writer = open_writer()
    faulty.may_save.clear()
    writer.submit("no article", [make_record()])
    assert faulty.is_saving.wait(PATIENCE)
    writer.submit(ARTICLE_ID, [make_record()])
    faulty.may_save.set()

    assert not writer.flush(PATIENCE)
    assert faulty.records(ARTICLE_ID) == (make_record(),)
    assert list(writer.unsaved()) == ["no article"]
    assert heard.all[-1].saved.keys() == {ARTICLE_ID}


def test_a_listener_that_fails_keeps_nothing_from_the_disk(faulty: FaultyStore) -> None:
    def fail(_: Status) -> None:
        raise RuntimeError

    writer = Writer(faulty, fail)
    writer.submit(ARTICLE_ID, [make_record()])

    assert writer.close(PATIENCE)
    assert faulty.records(ARTICLE_ID) == (make_record(),)


def test_records_of_one_submission_may_come_from_an_iterator(
    open_writer: Callable[..., Writer], faulty: FaultyStore
) -> None:
    def made() -> Iterator[Record]:
        yield make_record()

    writer = open_writer()
    writer.submit(ARTICLE_ID, made())

    assert writer.flush(PATIENCE)
    assert faulty.records(ARTICLE_ID) == (make_record(),)
