"""Measure batches: articles a second with one process and with several, memory, and a second run from the cache.

Run from the repository: python -P -m tests.benchmarks.bench_batch [ARTICLES [JOBS]]
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from tests.conftest import COMMAND
from tui.demo import read_demo

TOWNS = ("Elmford", "Harwick", "Stonebridge", "Larkfield", "Ashby Cross", "Port Verren")
NAMES = ("Ada Moss", "Tom Hale", "Ruth Karanja", "Ines Duarte", "Pavel Novak", "Grace Okafor")
SENTENCES = (
    "{name} said on Monday that {town} would spend ${number} million on its bridge.",
    "“We have lost {number} jobs in {town} since March,” {name} told reporters.",
    "According to {name}, {number} percent of the houses in {town} were flooded.",
    "The {town} council voted {number} to 3 against the plan, which {name} had drawn up.",
    "{name} denied that {number},000 people had left {town}.",
)


class Run(NamedTuple):
    """What one batch took."""

    seconds: float
    main_memory: int
    """The most that the first process had resident, in bytes."""
    worker_memory: int
    """Likewise of the biggest of the others."""


def write_articles(folder: Path, count: int) -> None:
    """Write articles of about 500 words: the demo's, and 10 paragraphs that each has alone."""
    shuffled = random.Random(1)
    body = read_demo().text.split("\n")
    folder.mkdir()
    for number in range(count):
        own = [_paragraph(shuffled) for _ in range(10)]
        (folder / f"{number:05}.txt").write_text("\n".join([*body, *own]), encoding="utf-8")


def run(folder: Path, cache: Path, *options: str) -> Run:
    """Analyse a folder, and watch the processes meanwhile."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    begun, main, worker = perf_counter(), 0, 0
    command = [*COMMAND, "analyze", str(folder), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while True:
            try:
                process.wait(0.25)
                break
            except subprocess.TimeoutExpired:
                main = max(main, _resident(process.pid))
                worker = max([worker, *map(_resident, _children(process.pid))])
    return Run(perf_counter() - begun, main, worker)


def _paragraph(shuffled: random.Random) -> str:
    return " ".join(
        sentence.format(name=shuffled.choice(NAMES), town=shuffled.choice(TOWNS), number=shuffled.randint(4, 900))
        for sentence in shuffled.sample(SENTENCES, 3)
    )


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main(count: int, jobs: int) -> None:
    """Print seconds, rate and memory of each way to analyse so many articles."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        few, many = home / "few", home / "many"
        write_articles(few, max(count // 10, 1))
        write_articles(many, count)
        rates = []
        for title, folder, options in (
            ("one process, a tenth", few, ("--jobs", "1", "--no-cache")),
            ("one process", many, ("--jobs", "1", "--no-cache")),
            (f"{jobs} processes, a tenth", few, ("--jobs", str(jobs), "--no-cache")),
            (f"{jobs} processes", many, ("--jobs", str(jobs))),
            (f"{jobs} processes, again", many, ("--jobs", str(jobs))),
        ):
            number = sum(1 for _ in folder.iterdir())
            took = run(folder, home / "cache", *options)
            rates.append(number / took.seconds)
            memory = f"main {took.main_memory / 1e6:.0f} MB, biggest worker {took.worker_memory / 1e6:.0f} MB"
            print(f"{title:22} {number:5} articles {took.seconds:7.1f} s {rates[-1]:7.2f} a second  {memory}")
        print(
            f"{jobs} processes to one: {rates[3] / rates[1]:.2f}; from the cache: {rates[4] / rates[3]:.1f} times that"
        )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*[*given, *(1000, 2)[len(given) :]])
