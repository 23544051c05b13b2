"""Measure what faults do to a store, in numbers that take too long for the tests.

python tests/benchmarks/bench_faults.py [KILLS [TAGS]]

Kills at random moments, beside TinyDB's default storage under the same kills, and before every line of a save; two and
eight programs that tag one store at once; and, where strace is installed, the system calls of a save.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from annotations.storage.store import Store
from tests.stored import running

KILLS = 500
TAGS = 1000
PROGRAMS = (2, 8)
ARTICLES = 50
"""How many articles of the store the tags of all programs go to."""
CALLS = "openat,write,writev,fsync,rename,renameat,renameat2,link,linkat,unlink"

TAGGER = """
import sys
from pathlib import Path
from time import perf_counter
from annotations.storage.store import Store
from tests.benchmarks.bench_faults import ARTICLES
from tests.stored import make_record

store, first, count = Store(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + count):
    start = perf_counter()
    store.save(f"a-{number % ARTICLES:016x}", [make_record(number)])
    print(perf_counter() - start)
"""

ONE_SAVE = """
import sys
from pathlib import Path
from annotations.storage.store import Store
from tests.stored import ARTICLE_ID, make_record

store = Store(Path(sys.argv[1]))
store.save(ARTICLE_ID, [make_record(1)])
sys.stdout.write("begin\\n")
sys.stdout.flush()
store.save(ARTICLE_ID, [make_record(2)])
sys.stdout.write("saved\\n")
sys.stdout.flush()
"""


def main() -> None:
    """Print the figures."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    tags = int(sys.argv[2]) if len(sys.argv) > 2 else TAGS
    for storage, kind, number in (
        ("tinydb", "moments", kills),
        ("ours", "moments", kills),
        ("ours", "steps", 1),
        ("received", "moments", kills),
        ("received", "steps", 1),
    ):
        killed(storage, kind, number)
    for programs in PROGRAMS:
        tagged_at_once(programs, tags)
    system_calls()


def killed(storage: str, kind: str, number: int) -> None:
    """Kill writers, and print what harm that did."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.kills", f"{folder}/store", storage, kind, str(number)]
        kills, *harms = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    kinds = Counter(harm.split(":")[0] for harm in harms)
    print(f"{storage:>8}, {kind:>7}: {kills}, harm in {len(harms)} {dict(kinds) if kinds else ''}")


def tagged_at_once(programs: int, tags: int) -> None:
    """Let programs tag the claims of one store at once, and print how long each tag took."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "annotations.json"
        started = [
            stack.enter_context(running(TAGGER, str(path), str(1 + number * tags), str(tags)))
            for number in range(programs)
        ]
        for program in started:
            assert program.stdout
            program.stdout.readline()
        start = perf_counter()
        for program in started:
            print("go", file=program.stdin, flush=True)
        outputs = [program.communicate() for program in started]
        took = perf_counter() - start
        times = [float(line) * 1000 for output, _ in outputs for line in output.split()]
        errors = sum(bool(program.returncode) for program in started)
        store = Store(path)
        found = sum(len(store.records(f"a-{number:016x}")) for number in range(ARTICLES))
    middle, p99 = quantiles(times, n=2)[0], quantiles(times, n=100)[98]
    print(f"{programs} programs x {tags} tags: {found} there, {errors} programs failed, {took:.0f} s;", end=" ")
    print(f"a tag takes {middle:.0f} ms in the middle, {p99:.0f} ms p99, {max(times):.0f} ms at most")


def system_calls() -> None:
    """Print the system calls of a save that change something, up to where the program says that it is saved."""
    if not shutil.which("strace"):
        print("no strace here")
        return
    with TemporaryDirectory() as folder:
        path = f"{folder}/annotations.json"
        command = ["strace", "-f", "-y", "-s", "20", "-e", f"trace={CALLS}", sys.executable, "-c", ONE_SAVE, path]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()
    begin = next(place for place, line in enumerate(lines) if '"begin' in line)
    for line in lines[begin + 1 :]:
        if folder in line or "saved" in line:
            print("   ", re.sub(r"^\[pid +\d+\] ", "", line).replace(folder, "…")[:150])


if __name__ == "__main__":
    main()
