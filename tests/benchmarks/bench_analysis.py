"""Measure the analysis by the length of the text: words a second should not fall.

python tests/benchmarks/bench_analysis.py [PIPELINE]
"""

import sys
from time import perf_counter

from annotations.analysis.analyse import analyse
from annotations.analysis.pipeline import load
from annotations.sources.plain import read_bytes
from tui.demo import read_demo

COPIES = (1, 4, 16)


def main(pipeline_name: str | None) -> None:
    """Print the seconds to load, then a line per length: words, seconds, words a second, ratio to the shortest."""
    start = perf_counter()
    pipeline = load(pipeline_name)
    print(f"{pipeline.name}: loaded in {perf_counter() - start:.2f} s")
    analyse(read_demo(), pipeline)
    shortest: float | None = None
    for copies in COPIES:
        text = "\n\n".join([read_demo().text] * copies)
        article = read_bytes(text.encode(), source=None, fallback_title="")
        start = perf_counter()
        analyse(article, pipeline)
        seconds = perf_counter() - start
        words = len(text.split())
        rate = words / seconds
        shortest = shortest or rate
        print(f"{words:>8} words {seconds:8.2f} s {rate:8.0f} words/s {rate / shortest:6.2f} x")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
