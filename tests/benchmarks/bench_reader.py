"""Measure the reader in a real pseudo-terminal against the least that Textual can do for the same text.

python tests/benchmarks/bench_reader.py [--frogmouth PATH] [--words N,N] [starts|keys|busy|resize|memory|quit] ...

Times are medians and 95th percentiles of interleaved runs; what counts are the ratios, because both sides of one bear
the same load of the machine.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import sleep

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.programs import Answer, Program

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "tui" / "demo.txt"
OPENING = "Quay nineteen stood empty"
SIZE, OTHER_SIZE = (80, 24), (100, 30)
STARTS, PRESSES, RESIZES = 15, 60, 8
NOUNS = ("harbour", "toll", "council", "barrier", "quay", "engineer", "study", "port", "wall", "storm", "ship", "crane")
VERBS = ("raised", "closed", "measured", "promised", "questioned", "delayed", "approved", "rejected", "repaired")
NAMES = ("Ada Brenner", "Jon Marek", "Ruth Halloran", "Daniel Osei", "Priya Raman", "Martin Oakes")
ACTIONS = {
    "move": ("m", "lh", "\x1b", "lh"),
    "extend": ("m", "wb", "\x1b", "lh"),
    "scroll": ("", "jk", "", "jk"),
    "next claim": ("", "nN", "", "nN"),
    "tag": ("n", "vd", "", "vv"),
}
"""What is typed before, there and back, and after; and what has the bare view do the same."""
STRETCH = 10
"""Presses in one direction."""


def text_of(words: int) -> str:
    """Return a made-up article of about so many words."""
    random = Random(words)

    def sentence() -> str:
        subject, thing, other = random.choice(NAMES), random.choice(NOUNS), random.choice(NOUNS)
        length = random.randint(2, 14)
        tail = " ".join(random.choice(NOUNS) for _ in range(length))
        return f"{subject} {random.choice(VERBS)} the {thing} of the {other} {random.randint(2, 90)} times, {tail}."

    paragraphs, count = [f"{OPENING} that winter."], 0
    while count < words:
        paragraph = " ".join(sentence() for _ in range(random.randint(2, 6)))
        paragraphs.append(paragraph)
        count += paragraph.count(" ") + 1
    return "\n\n".join(["A winter at the harbour", *paragraphs])


class Bench:
    """The programs to measure, and the folder that they work in."""

    def __init__(self, folder: Path, frogmouth: str | None) -> None:
        self.folder = folder
        self.frogmouth = frogmouth
        self._stores = 0

    def environment(self) -> dict[str, str]:
        """Return an environment with folders of its own; compiled files are kept, as an installation keeps them."""
        folders = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        home = {name: str(self.folder) for name in folders}
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        return {"TERM": "xterm-256color", "PYTHONPATH": str(HERE.parents[1]), **home, **kept}

    def file_of(self, words: int) -> Path:
        """Return a file with an article of so many words."""
        path = self.folder / f"{words}.txt"
        if not path.exists():
            path.write_text(text_of(words), encoding="utf-8")
        return path

    def store(self) -> str:
        """Return the path of a store that nobody has used."""
        self._stores += 1
        return str(self.folder / f"store-{self._stores}" / "annotations.json")

    def reader(self, source: str) -> Program:
        """Start newsmark on a source."""
        return self._start(sys.executable, "-P", "-m", "tui", source, "--store", self.store())

    def marked(self, words: int) -> Program:
        """Start the reader on an article whose marks are there at once, and wait for them."""
        program = self._start(sys.executable, HERE / "marked_reader.py", self.file_of(words), self.store())
        program.until("prepared")
        program.settle(0.5)
        return program

    def bare(self, kind: str, path: Path) -> Program:
        """Start a reference on a file."""
        return self._start(sys.executable, HERE / "bare_views.py", kind, path)

    def lines(self, words: int) -> Program:
        """Start the bare line view on an article, and wait for its text."""
        program = self.bare("lines", self.file_of(words))
        program.until(OPENING)
        program.settle(0.5)
        return program

    def foreign(self, path: Path) -> Program:
        """Start frogmouth on a Markdown file."""
        return self._start(self.frogmouth or "", path)

    def _start(self, *command: object) -> Program:
        return Program([str(word) for word in command], SIZE, self.environment())


def show(name: str, times: Sequence[float], reference: Sequence[float]) -> None:
    """Print median, 95th percentile and maximum in ms, and the first two as ratios to those of a reference."""
    middle, high = median(times), percentile(times)
    ratios = f"{middle / median(reference):6.2f} x {high / percentile(reference):6.2f} x"
    print(f"{name:<34}{1000 * middle:8.1f} {1000 * high:8.1f} {1000 * max(times):8.1f} ms {ratios}", flush=True)


def percentile(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1]


def starts(bench: Bench, words: Sequence[int]) -> None:
    """From exec to the article's first paint."""
    markdown = bench.folder / "demo.md"
    markdown.write_bytes(DEMO.read_bytes())
    paragraph = "council voted"
    cases: dict[str, tuple[Callable[[], Program], str]] = {
        "bare Static, demo": (partial(bench.bare, "static", DEMO), paragraph),
        "newsmark demo": (partial(bench.reader, "demo"), paragraph),
    }
    for count in words:
        cases[f"newsmark, {count} words"] = (partial(bench.reader, str(bench.file_of(count))), OPENING)
    if bench.frogmouth:
        cases["frogmouth, demo"] = (partial(bench.foreign, markdown), paragraph)
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(STARTS + 1):
        for name, (start, marker) in cases.items():
            with start() as program:
                seconds = program.until(marker)
            times[name] += [seconds] if number else []
    for name, measured in times.items():
        show(name, measured, times["bare Static, demo"])


def keys(bench: Bench, words: Sequence[int]) -> None:
    """From a key to its repaint, marks loaded; then what that cost the processor, whatever else it did, and bytes."""
    for count in words:
        with bench.marked(count) as reader, bench.lines(count) as bare:
            _compare_keys(f"{count} words, ", reader, bare)


def busy(bench: Bench, words: Sequence[int]) -> None:
    """The same while the article is being analysed: the bare view has another newsmark's analysis beside it."""
    count = max(number for number in words if number <= 100_000)
    with bench.reader(str(bench.file_of(count))) as reader, bench.lines(count) as bare:
        reader.until("analysing")
        sleep(3)
        _compare_keys(f"{count} words, analysing, ", reader, bare)


def _compare_keys(title: str, reader: Program, bare: Program) -> None:
    for action, (before, keys, after, bare_keys) in ACTIONS.items():
        if before:
            reader.press(before)
        answers: list[Answer] = []
        references: list[Answer] = []
        used, used_bare = reader.used(), bare.used()
        for number in range(PRESSES):
            way = number // STRETCH % 2
            answers.append(reader.press(keys[way]))
            references.append(bare.press(bare_keys[way]))
        if after:
            reader.press(after, 0.2)
        show(f"{title}{action}", [each.first for each in answers], [each.first for each in references])
        complete = [each.last for each in answers], [each.last for each in references]
        show("    until all is drawn", *complete)
        used, used_bare = (reader.used() - used) / PRESSES, (bare.used() - used_bare) / PRESSES
        print(f"{'    processor':<34}{1000 * used:8.1f}{' ' * 22}ms {used / used_bare:6.2f} x")
        print(f"{'    bytes':<34}{median(len(each.written) for each in answers):8.0f}")


def resize(bench: Bench, words: Sequence[int]) -> None:
    """From a change of the terminal's size to the last output that follows."""
    for count in words:
        with bench.marked(count) as reader, bench.lines(count) as bare:
            times: list[float] = []
            references: list[float] = []
            for number in range(RESIZES):
                size = OTHER_SIZE if number % 2 == 0 else SIZE
                times.append(reader.resize(size).last)
                references.append(bare.resize(size).last)
            show(f"{count} words, resize", times, references)


def memory(bench: Bench, words: Sequence[int]) -> None:
    """What the reader's own process takes with all marks loaded."""
    bench.marked(600).close()  # compiles
    base = 0
    for count in (600, *words):
        with bench.marked(count) as reader:
            reader.settle(1.0)
            taken = reader.memory()
        length = len(bench.file_of(count).read_text(encoding="utf-8"))
        base = base or taken.own
        each = (taken.own - base) / length
        print(f"{count} words: {taken.resident / 1e6:.1f} MB resident, {taken.own / 1e6:.1f} MB own, {each:.1f} B/char")


def quit_early(bench: Bench, words: Sequence[int]) -> None:
    """From the key to the end of the process, while the analysis runs."""
    count = max(number for number in words if number <= 100_000)
    for wait in (0.0, 3.0, 6.0):
        with bench.reader(str(bench.file_of(count))) as reader:
            reader.until("analysing")
            sleep(wait)
            print(f"{count} words: quit {wait:.0f} s into the analysis: {1000 * reader.quit('q'):.0f} ms", flush=True)


MEASUREMENTS = {"starts": starts, "keys": keys, "busy": busy, "resize": resize, "memory": memory, "quit": quit_early}


def main() -> None:
    """Run the measurements asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frogmouth", help="its command, from an environment of its own")
    parser.add_argument("--words", default="600,100000,1000000")
    parser.add_argument("measurements", nargs="*", default=list(MEASUREMENTS))
    args = parser.parse_args()
    words = [int(number) for number in args.words.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), args.frogmouth)
        for name in args.measurements:
            print(f"\n{name}: {MEASUREMENTS[name].__doc__}")
            MEASUREMENTS[name](bench, words)


if __name__ == "__main__":
    main()
