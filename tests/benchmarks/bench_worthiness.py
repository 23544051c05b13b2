"""Measure check-worthiness on sentences labelled check-worthy or not, beside two baselines: average precision.

python tests/benchmarks/bench_worthiness.py SENTENCES.jsonl   (rows with "text" and "check_worthy": 0 or 1)

A sentence's score is the highest worth of the claims that overlap it, 0 where there is none. Equal scores count as one
step of the ranking, so that the order of the file does not matter.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.analysis.analyse import analyse
from annotations.analysis.pipeline import load
from tests.builders import make_article

SENTENCES_AT_ONCE = 20


def average_precision(scores: Sequence[float], labels: Sequence[int]) -> float:
    """Return the mean over the positives of the precision at their step of the ranking."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    seen = hits = 0
    total = 0.0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        step = [label for _, label in group]
        seen += len(step)
        hits += sum(step)
        total += sum(step) * hits / seen
    return total / max(hits, 1)


def detected(texts: Sequence[str]) -> Iterator[float]:
    pipeline = load(None)
    for first in range(0, len(texts), SENTENCES_AT_ONCE):
        part = texts[first : first + SENTENCES_AT_ONCE]
        claims = analyse(make_article("\n\n".join(part)), pipeline).claims
        start = 0
        for text in part:
            end = start + len(text)
            yield max(
                (c.check_worthiness for c in claims if any(s.start < end and start < s.end for s in c.spans)),
                default=0.0,
            )
            start = end + 2


def main(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts, labels = [row["text"] for row in rows], [row["check_worthy"] for row in rows]
    for name, scores in (
        ("majority", [0.0] * len(rows)),
        ("length", [float(len(text)) for text in texts]),
        ("claims", list(detected(texts))),
    ):
        print(f"{name:<10} {average_precision(scores, labels):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
