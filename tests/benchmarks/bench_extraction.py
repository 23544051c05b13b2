"""Main text of web pages against trafilatura alone: word F on pages of our own making.

Usage: python -m tests.benchmarks.bench_extraction [--every] [--changed COUNT]
--every: each habit with each story. --changed: so many pages, changed at random, instead.
Prints F without the headline, ours and bare, of each page that is not whole or has another headline; then the means.
"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from random import Random
from statistics import fmean

from tests.sources.measuring import EVERY, Known, every_page, known, read, scores_of
from tests.sources.mutations import mutated
from tests.stories import stories


def changed_pages(count: int) -> Iterator[Known]:
    """Yield so many pages, each changed at random; its name tells the seed."""
    for seed in range(count):
        random = Random(seed)
        page = known(random.choice(EVERY), random.choice(stories()))
        yield page._replace(name=f"{page.name}-{seed}", html=mutated(page.html, random))


def report(pages: Iterable[Known]) -> None:
    """Print what is not perfect, and the means."""
    every = []
    for page in pages:
        article = read(page.html)
        scores = scores_of(page, article)
        every.append(scores)
        has_headline = article is not None and article.title == page.headline
        if scores.ours < 1 or not has_headline:
            remark = "" if has_headline else "no headline"
            print(f"{page.name:24} {scores.ours:.3f} {scores.bare:.3f} {remark}")
    worse = sum(scores.ours < scores.bare - 0.01 for scores in every)
    ours, bare = (fmean(column) for column in zip(*every, strict=True))
    print(f"{len(every)} pages: F {ours:.4f}, bare {bare:.4f}; worse than bare by more than 0.01: {worse}")


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--changed", type=int, default=0, metavar="COUNT")
    chosen = parser.parse_args()
    report(changed_pages(chosen.changed) if chosen.changed else every_page(with_every_story=chosen.every))


if __name__ == "__main__":
    main()
