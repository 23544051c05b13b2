"""Copies of the store: the last, one a day, whatever the clock says."""

from pathlib import Path

import pytest

from annotations.storage.backups import DAILY_LIMIT, Backups
from annotations.storage.store import Store
from tests.stored import ARTICLE_ID, make_record


class Clock:
    """A clock that shows what it is set to."""

    def __init__(self, day: str) -> None:
        self.day = day

    def __call__(self) -> str:
        return f"{self.day}T12:00:00.000Z"


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-01-01")


@pytest.fixture
def dated(path: Path, clock: Clock) -> Store:
    return Store(path, now=clock)


def days(path: Path) -> list[str]:
    return [copy.name.removesuffix(".bak")[-10:] for copy in Backups(path).daily()]


def held(copy: Path) -> int:
    store = Store(copy)
    return len(store.records(ARTICLE_ID))


def test_the_first_write_of_a_day_keeps_the_file_before_it(dated: Store, path: Path, clock: Clock) -> None:
    numbers = iter(range(1, 100))
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        clock.day = day
        for _ in range(3):
            dated.save(ARTICLE_ID, [make_record(next(numbers))])

    assert days(path) == ["2026-01-03", "2026-01-02"]
    assert [held(copy) for copy in Backups(path).daily()] == [6, 3]
    assert held(Backups(path).last) == 8


def test_another_program_keeps_no_second_copy_of_a_day(dated: Store, path: Path, clock: Clock) -> None:
    dated.save(ARTICLE_ID, [make_record(1)])
    clock.day = "2026-01-02"
    dated.save(ARTICLE_ID, [make_record(2)])
    Store(path, now=clock).save(ARTICLE_ID, [make_record(3)])

    assert days(path) == ["2026-01-02"]


def test_only_the_last_week_is_kept(dated: Store, path: Path, clock: Clock) -> None:
    for number in range(1, 13):
        clock.day = f"2026-01-{number:02}"
        dated.save(ARTICLE_ID, [make_record(number)])

    assert days(path) == [f"2026-01-{number:02}" for number in range(12, 12 - DAILY_LIMIT, -1)]


def test_a_clock_set_back_and_forth_loses_no_newer_copy(dated: Store, path: Path, clock: Clock) -> None:
    shown = ["2026-03-01", "2026-03-02", "2099-01-01", "2026-03-03", "1970-01-01", "2026-03-04", "2026-03-03"]
    for number, day in enumerate(shown, 1):
        clock.day = day
        dated.save(ARTICLE_ID, [make_record(number)])

    assert days(path) == ["2026-03-04", "1970-01-01", "2026-03-03", "2099-01-01", "2026-03-02"]
    for number in range(10, 20):
        clock.day = f"2026-04-{number}"
        dated.save(ARTICLE_ID, [make_record(number)])
    assert days(path) == [f"2026-04-{number}" for number in range(19, 12, -1)], "the future's copy goes in its turn"


def test_where_the_last_copy_is_damaged_too_a_daily_one_is_opened(dated: Store, path: Path, clock: Clock) -> None:
    for number in (1, 2, 3):
        clock.day = f"2026-01-0{number}"
        dated.save(ARTICLE_ID, [make_record(number)])
    path.write_bytes(b"")
    Backups(path).last.write_bytes(b"{")
    Backups(path).daily()[0].unlink()

    store = Store(path)

    assert store.records(ARTICLE_ID) == (make_record(1),)
    assert "last good copy" in store.notices[0]


def test_a_copy_that_cannot_be_removed_does_not_fail_a_write(
    dated: Store, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 9):
        clock.day = f"2026-01-{number:02}"
        dated.save(ARTICLE_ID, [make_record(number)])
    unlink = Path.unlink

    def refuse(name: Path, missing_ok: bool = False) -> None:
        if ".daily-" in name.name and name.exists():
            raise PermissionError(1, "Operation not permitted")
        unlink(name, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    clock.day = "2026-01-09"
    dated.save(ARTICLE_ID, [make_record(9)])

    assert len(days(path)) == DAILY_LIMIT + 1
    assert held(path) == 9
