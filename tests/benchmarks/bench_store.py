"""Measure what the store costs, by how much it holds.

python tests/benchmarks/bench_store.py [RECORDS…]

The event loop's delay is how late a sleep of `TICK` seconds ends, while nothing else happens and while the writer's
thread saves one tag after another without a pause; only the ticks that a save was under way in count. Beside it
stands the delay while a thread without any Python writes and syncs as many bytes: what the disk alone costs.
"""

import asyncio
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Any, TypeVar

from msgspec import to_builtins

from annotations.clock import utc_now
from annotations.models import Record
from annotations.storage import index as indexes
from annotations.storage.atomic import AtomicStorage
from annotations.storage.entries import added
from annotations.storage.schema import ARTICLES, META, SCHEMA
from annotations.storage.store import Store
from annotations.storage.tables import Tables
from annotations.storage.writer import Status, Writer
from tests.builders import make_article
from tests.stored import at, make_record, noted

SIZES = (1_000, 10_000, 20_000, 100_000)
PER_ARTICLE = 20
SAVES = 40
NOTE = "A note of a usual length, about what the source says."
TICK = 0.005
TICKS = 400
PAUSE = 0.2


_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Figures:
    """What one size costs; times in ms, sizes in MB."""

    file: float
    library: float
    rebuild: float
    load: float
    open_one: float
    read: float
    save: float
    save_p95: float
    idle_p95: float
    tagging_p95: float
    saving_p95: float
    disk_p95: float
    """The loop's delay while a thread does nothing but write and sync as many bytes, without any Python."""
    memory: float
    """At most, beyond what the process used before it touched the store."""


COLUMNS = tuple(Figures.__annotations__)


def main() -> None:
    """Print a line per size, then how many times the figure of the smallest each is."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'records':>9}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'tagging x':>12}{'saving x':>12}")
    smallest: Figures | None = None
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "annotations.json"
            _apart(fill, path, size)
            figures = _apart(measure, path)
        smallest = smallest or figures
        row, base = [[getattr(each, name) for name in COLUMNS] for each in (figures, smallest)]
        print(f"{size:>9}" + "".join(f"{value:12.1f}" for value in row), end="")
        print(f"{figures.tagging_p95 / figures.idle_p95:12.2f}{figures.saving_p95 / figures.idle_p95:12.2f}")
        print(f"{'x':>9}" + "".join(f"{value / before:12.1f}" for value, before in zip(row, base, strict=True)))


def fill(path: Path, size: int) -> None:
    """Make a store of so many records, `PER_ARTICLE` an article; the article opened last has its snapshot."""
    articles = [make_article(f"Article {number} is true. " * 40) for number in range(size // PER_ARTICLE)]
    documents = {article.id: to_builtins(added(article, at(1))) for article in articles}
    tables = {META: {"1": {"schema": SCHEMA, "generation": 1}}, ARTICLES: _numbered(documents.values())}
    for article in articles:
        records = (make_record(number, article_id=article.id) for number in range(PER_ARTICLE))
        tables[article.id] = _numbered(to_builtins(noted(record, NOTE)) for record in records)
    AtomicStorage(path).commit(Tables(decoded=tables))
    Store(path).open_article(articles[len(articles) // 2], at(2))
    Store(path).library()


def _numbered(documents: Iterable[Any]) -> dict[str, Any]:
    return {str(number): document for number, document in enumerate(documents, 1)}


def measure(path: Path) -> Figures:
    """Measure a store in a process of its own."""
    before = _memory()
    library = _time(lambda: Store(path).library())
    indexes.path_of(path).unlink()
    rebuild = _time(lambda: Store(path).library(), 1)
    store = Store(path)
    entry = store.library()[0].entry
    article_id = entry.id
    load = _time(lambda: Store(path).records(article_id))
    article = store.snapshot(article_id, entry.version)
    store.records(article_id)
    open_one = _time(lambda: store.open_article(article, utc_now()))
    read = _time(lambda: store.records(article_id))
    records = store.records(article_id)
    saves = [_time_one(partial(store.save, article_id, [record])) for record in islice(_changes(records), SAVES)]
    idle, tagging, saving = asyncio.run(_delays(store, article_id))
    disk = asyncio.run(_delay_of_disk(path))
    return Figures(
        file=path.stat().st_size / 1e6,
        library=library,
        rebuild=rebuild,
        load=load,
        open_one=open_one,
        read=read,
        save=median(saves),
        save_p95=_p95(saves),
        idle_p95=idle,
        tagging_p95=tagging,
        saving_p95=saving,
        disk_p95=disk,
        memory=_memory() - before,
    )


def _changes(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the next revision of one record after another, without end."""
    records = list(records)
    for number in count():
        place = number % len(records)
        records[place] = noted(records[place], f"note {number}", number)
        yield records[place]


async def _delays(store: Store, article_id: str) -> tuple[float, float, float]:
    """Return the 95th percentile of the loop's delay while idle, while tagging, and while saving, in ms."""
    idle = [await _tick() for _ in range(TICKS)]
    is_saving = Event()

    def report(status: Status) -> None:
        (is_saving.set if status.state == "saving" else is_saving.clear)()

    writer = Writer(store, report)
    changes = _changes(store.records(article_id))
    tagging: list[float] = []
    for number in range(TICKS):
        if number % int(PAUSE / TICK) == 0:
            writer.submit(article_id, [next(changes)])
        tagging.append(await _tick())
    writer.flush(10)
    saving: list[float] = []
    while len(saving) < TICKS:
        if not is_saving.is_set():
            writer.submit(article_id, [next(changes)])
        began = is_saving.is_set()
        delay = await _tick()
        if began or is_saving.is_set():
            saving.append(delay)
    writer.close()
    return _p95(idle), _p95(tagging), _p95(saving)


async def _delay_of_disk(path: Path) -> float:
    data = path.read_bytes()
    is_over = Event()

    def write() -> None:
        while not is_over.is_set():
            with path.with_name("bytes").open("wb", buffering=0) as file:
                file.write(data)
                os.fsync(file.fileno())

    thread = Thread(target=write)
    thread.start()
    delays = [await _tick() for _ in range(TICKS)]
    is_over.set()
    thread.join()
    return _p95(delays)


async def _tick() -> float:
    start = perf_counter()
    await asyncio.sleep(TICK)
    return 1000 * (perf_counter() - start - TICK)


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def _time(action: Callable[[], object], runs: int = 7) -> float:
    return median(_time_one(action) for _ in range(runs))


def _time_one(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return 1000 * (perf_counter() - start)


def _memory() -> float:
    """Return the most memory that this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _apart(action: Callable[..., _Result], *arguments: object) -> _Result:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(action, arguments)


if __name__ == "__main__":
    main()
