"""Measure the pairing of quotation marks and the quote rules on nested marks: the time per mark should not grow.

python tests/benchmarks/bench_quotes.py
"""

from collections.abc import Callable
from time import perf_counter

import spacy
from spacy.language import Language

from annotations.analysis.marks import marked
from annotations.analysis.parsed import Paragraph
from annotations.analysis.quotes import quotes

COUNTS = (1_000, 10_000, 100_000)
NESTS: dict[str, Callable[[int], str]] = {
    "nested": lambda count: "“ " * count + "x" + " ”" * count,
    "straight": lambda count: ' "x' * count,
    "unclosed": lambda count: "“x " * count,
}


def main() -> None:
    """Print a line per kind and number of marks: seconds to pair them and, up to 10,000, to find the quotes."""
    tokenizer = spacy.blank("en")
    tokenizer.max_length = 10_000_000
    for name, nest in NESTS.items():
        for count in COUNTS:
            text = nest(count)
            start = perf_counter()
            marked([text], [0])
            pairing = perf_counter() - start
            finding = f"{seconds_to_find(text, tokenizer):8.3f} s" if count <= COUNTS[1] else ""
            print(f"{name:<10} {count:>8} marks  paired {pairing:8.3f} s  quotes {finding}")


def seconds_to_find(text: str, tokenizer: Language) -> float:
    """Return how long the rules take over one paragraph without a parse."""
    doc = tokenizer.make_doc(text)
    start = perf_counter()
    quotes(text, (Paragraph(0, doc),), (), ())
    return perf_counter() - start


if __name__ == "__main__":
    main()
