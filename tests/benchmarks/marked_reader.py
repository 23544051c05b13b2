"""The reader on a file whose marks are there at once: as many as the analysis finds in news, without the language work.

python tests/benchmarks/marked_reader.py FILE STORE
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.models import Analysis, Article, Claim, Entity, EntityCluster, Quote, Span
from annotations.sources import read_source
from tui.app import NewsmarkApp
from tui.composition import services

SENTENCE = re.compile(r"[^.\n]+\.")
NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
CLAIM_EVERY, QUOTE_EVERY = 2, 5


class Prepared:
    """Answers at once, in place of the analysis worker."""

    async def analyse(self, article: Article, first: int, on_progress: Callable[[Sequence[Entity]], None]) -> Analysis:
        """Return marks on every name and on some sentences."""
        del first, on_progress
        return marked(article.text)

    async def close(self) -> None:
        """Do nothing."""


def marked(text: str) -> Analysis:
    """Return an entity for every name, a claim for every second sentence, a quote for every fifth."""
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    names = [match.span() for match in NAME.finditer(text)]
    clusters = {text[start:end]: f"e{number}" for number, (start, end) in enumerate(names)}
    return Analysis(
        pipeline="prepared",
        entities=tuple(
            Entity(
                id=f"n-{start:012x}",
                start=start,
                end=end,
                text=text[start:end],
                label="PERSON",
                entity=clusters[text[start:end]],
            )
            for start, end in names
        ),
        entity_index=tuple(
            EntityCluster(id=key, name=name, label="PERSON", mentions=1) for name, key in clusters.items()
        ),
        quotes=tuple(
            Quote(id=f"q-{start:012x}", kind="indirect", spans=(span(text, start, end),), rule="every", confidence=1.0)
            for start, end in sentences[::QUOTE_EVERY]
        ),
        claims=tuple(
            Claim(id=f"c-{start:012x}", spans=(span(text, start, end),), check_worthiness=0.5, reasons=("number",))
            for start, end in sentences[::CLAIM_EVERY]
        ),
    )


def span(text: str, start: int, end: int) -> Span:
    """Return a sentence as a span, without the space before it."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span(start, end, text[start:end])


def main() -> None:
    """Read the file until the reader is left."""
    path, store = sys.argv[1:]
    outside = replace(services(Path(store), None), client=Prepared())
    NewsmarkApp(outside, read_source(path)).run()


if __name__ == "__main__":
    main()
