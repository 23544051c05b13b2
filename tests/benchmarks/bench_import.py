"""Measure importing many articles into a store that holds much already: seconds, and how they grow with the number.

Run from the repository: python -P -m tests.benchmarks.bench_import [ARTICLES…]
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from annotations.export.json import to_json
from annotations.models import Analysis, Claim, Generator
from annotations.review import annotated, open_review, tag
from annotations.storage.store import Store
from tests.benchmarks.bench_store import fill
from tests.builders import make_article, make_span
from tests.conftest import COMMAND
from tests.stored import at

COUNTS = (250, 500, 1_000, 2_000)
RECORDS = 20_000
"""In the store before."""
CLAIMS = 5
"""Judged in each article that is imported."""
SENTENCES = 100
"""Of five words each in each article."""


def main(counts: list[int]) -> None:
    """Print seconds, articles a second and the growth for so many files of one article, and for one file of them."""
    print(f"{'articles':>9}{'files, s':>10}{'a second':>10}{'x':>6}{'one file, s':>13}{'a second':>10}{'x':>6}")
    first: list[float] = []
    for count in counts:
        with TemporaryDirectory() as name:
            folder = Path(name)
            files = [_write(folder / f"{number:05}.json", number) for number in range(count)]
            whole = folder / "all.jsonl"
            whole.write_bytes(b"".join(path.read_bytes() for path in files))
            took = [_imported(folder / f"store-{number}.json", given) for number, given in enumerate((files, [whole]))]
        first = first or took
        figures = zip(took, first, (10, 13), strict=True)
        line = "".join(f"{new:{width}.2f}{count / new:10.0f}{new / old:6.1f}" for new, old, width in figures)
        print(f"{count:>9}{line}")


def _write(path: Path, number: int) -> Path:
    """Write an article that no other number has, with its claims judged."""
    text = " ".join(f"Sentence {number} {place} was true." for place in range(SENTENCES))
    article = make_article(text, title=f"Article {number}")
    words = [f"Sentence {number} {place} " for place in range(CLAIMS)]
    claims = [Claim(id=f"c-{place:016x}", spans=(make_span(text, each),)) for place, each in enumerate(words)]
    review = open_review(article, Analysis(claims=tuple(claims)), ())
    for claim in claims:
        review = tag(review, claim.id, "verified", at(1)).review
    path.write_bytes(to_json(annotated(review, Generator(version="0", pipeline=None, analysis="1")), compact=True))
    return path


def _imported(store: Path, files: list[Path]) -> float:
    """Import files into a new store of `RECORDS` records; return the seconds that the program took."""
    fill(store, RECORDS)
    before = len(Store(store).articles())
    begun = perf_counter()
    command = [*COMMAND, "import", *map(str, files), "--store", str(store)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"})
    took = perf_counter() - begun
    assert len(Store(store).articles()) > before
    return took


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(COUNTS))
