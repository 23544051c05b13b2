"""Measure how long commands that need no analysis take, against Python's own start.

Run it alone on a quiet machine: python tests/benchmarks/bench_startup.py
"""

import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

RUNS = 15
COMMANDS = (("--help",), ("list",))


def milliseconds(command: Sequence[str]) -> float:
    """Return the median time of a command in ms, after one run to warm the caches."""
    times = []
    for _ in range(RUNS + 1):
        start = perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(1000 * (perf_counter() - start))
    return median(times[1:])


def main() -> None:
    """Print a line per command: median ms and its ratio to bare Python."""
    bare = milliseconds([sys.executable, "-c", "pass"])
    print(f"{'python':<20}{bare:8.0f} ms")
    for words in COMMANDS:
        time = milliseconds([sys.executable, "-m", "tui", *words])
        print(f"{'newsmark ' + ' '.join(words):<20}{time:8.0f} ms {time / bare:6.1f} x")


if __name__ == "__main__":
    main()
