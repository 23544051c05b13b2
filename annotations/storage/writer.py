"""The one thread that writes the reader's work, so that no key ever waits for the disk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Literal

from annotations.errors import StoreError
from annotations.models import Place, Record
from annotations.records import merge_all
from annotations.storage.store import Saved, Store


@dataclass(frozen=True)
class Status:
    """How the reader's work stands."""

    state: Literal["saving", "saved", "failed"]
    saved: Mapping[str, Saved] = field(default_factory=dict)
    """What the store holds now of each article that was just written, by its id."""
    error: StoreError | None = None
    """Why the last attempt failed; the work is kept and tried again."""


@dataclass(frozen=True)
class _Work:
    """What is to be written of one article."""

    records: Mapping[str, Record] = field(default_factory=dict)
    place: Place | None = None

    def then(self, later: "_Work") -> "_Work":
        records, _ = merge_all(self.records, later.records.values())
        return _Work(records, _later(self.place, later.place))


class Writer:
    """Writes submitted records in the background, many submissions at once where the disk is slower than the reader.

    `on_status` is called in the writer's thread and must not wait for another one (post a message). After a failure
    the work is tried again after `delays` seconds, the last of them for good, and at once with the next submission,
    `flush` or `close`.
    """

    def __init__(
        self,
        store: Store,
        on_status: Callable[[Status], None],
        *,
        delays: Sequence[float] = (1, 2, 5, 15, 30),
        gathering: float = 0.03,
    ) -> None:
        self._store = store
        self._on_status = on_status
        self._delays = delays
        self._gathering = gathering
        self._changed = Condition()
        self._work: dict[str, _Work] = {}
        self._is_busy = False
        self._is_hurried = False
        """Whether a failure's delay is over: there is new work."""
        self._is_awaited = False
        """Whether somebody waits for the work to be written."""
        self._is_closing = False
        self._failures = 0
        self._attempts = 0
        self._thread = Thread(target=self._run, name="newsmark-writer")
        self._thread.start()

    def submit(self, article_id: str, records: Iterable[Record]) -> None:
        """Have records saved; returns at once. Nothing can be submitted after `close`."""
        self._add(article_id, _Work({record.id: record for record in records}))

    def submit_place(self, article_id: str, place: Place) -> None:
        """Have it kept where the reader was; returns at once. Nothing can be submitted after `close`."""
        self._add(article_id, _Work(place=place))

    def unsaved(self) -> Mapping[str, tuple[Record, ...]]:
        """Return the records that are not known to be on the disk, by article."""
        with self._changed:
            return {key: tuple(work.records.values()) for key, work in self._work.items() if work.records}

    def flush(self, timeout: float) -> bool:
        """Write everything now; tell whether it is on the disk.

        Returns once it is, once an attempt has failed, or after `timeout` seconds.
        """
        with self._changed:
            self._is_hurried = self._is_awaited = bool(self._work)
            enough = self._attempts + (2 if self._is_busy else 1)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_idle() or self._attempts >= enough, timeout)
            self._is_awaited = bool(self._work)
            return not self._work

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is left in one last attempt and end the thread; tell whether everything is on the disk.

        Returns after `timeout` seconds even if the disk or a lock still keeps the thread waiting.
        """
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        with self._changed:
            return not self._work

    def _add(self, article_id: str, work: _Work) -> None:
        with self._changed:
            if self._is_closing:
                raise StoreError("The writer is closed: this change was not saved.")
            self._work[article_id] = self._work.get(article_id, _Work()).then(work)
            self._is_hurried = True
            self._changed.notify_all()

    def _is_idle(self) -> bool:
        return not self._work and not self._is_busy

    def _run(self) -> None:
        is_last = False
        while not is_last:
            is_last, batch = self._next()
            if batch:
                self._report(Status("saving"))
                self._report(self._attempt(batch))
                self._rest()

    def _next(self) -> tuple[bool, Mapping[str, _Work]]:
        """Wait for work, and after a failure for its delay; return whether to end after it, and the work."""
        with self._changed:
            self._changed.wait_for(lambda: self._work or self._is_closing)
            self._changed.wait_for(lambda: self._is_awaited or self._is_closing, self._gathering)
            if self._failures:
                delay = self._delays[min(self._failures, len(self._delays)) - 1]
                self._changed.wait_for(lambda: self._is_hurried or self._is_closing, delay)
            self._is_hurried = self._is_awaited = False
            self._is_busy = bool(self._work)
            return self._is_closing, dict(self._work)

    def _attempt(self, batch: Mapping[str, _Work]) -> Status:
        saved: dict[str, Saved] = {}
        errors: list[StoreError] = []
        for article_id, work in batch.items():
            try:
                saved[article_id] = self._store.save(article_id, work.records.values(), place=work.place)
            except StoreError as error:
                errors.append(error)
            except Exception as defect:  # a defect must show as a failure: a dead thread would only be silent
                errors.append(StoreError(f"The reader's work cannot be saved: {defect!r}."))
        with self._changed:
            for article_id in saved:
                if self._work[article_id] is batch[article_id]:
                    del self._work[article_id]
            self._failures = self._failures + 1 if errors else 0
            is_done = not self._work
        if errors:
            return Status("failed", saved, errors[0])
        return Status("saved" if is_done else "saving", saved)

    def _rest(self) -> None:
        with self._changed:
            self._is_busy = False
            self._attempts += 1
            self._changed.notify_all()

    def _report(self, status: Status) -> None:
        with suppress(Exception):  # a screen that is going away must not keep the work from the disk
            self._on_status(status)


def _later(before: Place | None, after: Place | None) -> Place | None:
    """Return the later of two places, how far the reader came in between included."""
    if before is None or after is None:
        return before if after is None else after
    claims = before.claims if after.claims is None else after.claims
    return Place(after.position, max(before.reached, after.reached), claims)
