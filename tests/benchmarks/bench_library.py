"""Measure the library in a pseudo-terminal: how long it takes to open and how long a key takes, by what it holds.

Run from the repository: python -P -m tests.benchmarks.bench_library [RECORDS [ROUNDS]]
"""

import os
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.bench_store import PER_ARTICLE, fill
from tests.benchmarks.programs import Program
from tests.conftest import COMMAND

SIZE = (120, 36)
KEYS = (
    ("down", "j", ""),
    ("up", "k", ""),
    ("page down", " ", ""),
    ("page up", "b", ""),
    ("end", "G", ""),
    ("top", "g", ""),
    ("find", "/", "Find:"),
    ("a letter", "q", "No article is like that"),
    ("delete it", "\x7f", "A title"),
    ("give up", "\x1b", "all articles"),
    ("order", "s", "furthest read"),
    ("leave", "\x1b", "A title"),
    ("filter", "f", "removed ones"),
    ("leave", "\x1b", "A title"),
)
"""What is done again and again, its key, and what it puts on the screen; nothing where it is the list that changes.

Of escape Textual waits a tenth of a second for what may follow it.
"""


def main(records: int, rounds: int) -> None:
    """Print how long opening takes with nothing and with so many records, and with these then each key."""
    with TemporaryDirectory() as name:
        empty, full = Path(name) / "empty.json", Path(name) / "full.json"
        fill(full, records)
        opened = {path: [_opened(path) for _ in range(rounds)] for path in (empty, full)}
        nothing, much = (median(times) for times in opened.values())
        print(f"opening: empty {nothing:.0f} ms, {records} records {much:.0f} ms, {much / nothing:.2f} times that")
        _print_keys(full, rounds)
    print(f"{records // PER_ARTICLE} articles, {rounds} rounds")


def _print_keys(path: Path, rounds: int) -> None:
    with _program(path) as program:
        program.until("Quit")
        program.settle(0.5)
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for title, key, words in KEYS:
                times.setdefault(title, []).append(1000 * _answered(program, key, words))
    for title, taken in times.items():
        print(f"{title:12} {median(taken):6.1f} ms, p95 {quantiles(taken, n=20)[-1]:6.1f} ms")


def _answered(program: Program, key: str, words: str) -> float:
    """Return the seconds from a key until what it does is on the screen, and let the program come to rest."""
    if not words:
        return program.press(key, 0.2).last
    program.written, begun = b"", perf_counter()
    os.write(program.master, key.encode())
    program.until(words)
    took = perf_counter() - begun
    program.settle(0.2)
    return took


def _opened(path: Path) -> float:
    """Return the milliseconds from the start of the program until the list, or that there is none, is on the screen."""
    with _program(path) as program:
        return 1000 * program.until("Nothing read yet" if path.stem == "empty" else "A title")


def _program(path: Path) -> Program:
    environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CONFIG_HOME": str(path.parent)}
    return Program([*COMMAND, "--store", str(path)], SIZE, environment)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*[*given, *(20_000, 10)[len(given) :]])
