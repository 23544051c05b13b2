"""The work on an article of 10,000 sentences, each a claim: how long what the reader does takes before it is drawn.

python tests/benchmarks/bench_claims.py
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.clock import utc_now
from annotations.editing import Review
from annotations.models import Analysis, Claim, Claimant, Span
from annotations.review import join, open_review, tag
from tests.builders import make_article
from tui.filters import ClaimFilter, choices, passing
from tui.keymaps import make_keymap
from tui.panels import PanelState, listing

SENTENCES = 10_000
SPEAKERS = 50
RUNS = 15
ROWS_LAID_OUT = 120


def reviewed() -> Review:
    """Return a review with a claim for every sentence."""
    sentences = [f"Sentence {number} says that {number} ships came into port." for number in range(SENTENCES)]
    text = "\n".join(sentences)
    claims, start = [], 0
    for number, sentence in enumerate(sentences):
        claims.append(
            Claim(
                id=f"c-{number:016x}",
                spans=(Span(start, start + len(sentence) - 1, sentence[:-1]),),
                check_worthiness=number % 100 / 100,
                reasons=("number",),
                claimant=Claimant(name=f"Speaker {number % SPEAKERS}"),
            )
        )
        start += len(sentence) + 1
    return open_review(make_article(text), Analysis(claims=tuple(claims)), ())


def timed(name: str, work: Callable[[], object]) -> None:
    """Print the median time of something in milliseconds."""
    times = []
    for _ in range(RUNS):
        begin = perf_counter()
        work()
        times.append(1000 * (perf_counter() - begin))
    print(f"{name:40} {median(times):6.1f} ms, at most {max(times):6.1f} ms")


def main() -> None:
    """Measure what a reader does with the claims."""
    review = join(reviewed(), "c-0000000000000000", "c-0000000000000001", utc_now()).review
    numbers = count(100)

    def tagged() -> object:
        return tag(review, f"c-{next(numbers):016x}", "verified", utc_now()).review.claims

    def listed(chosen: ClaimFilter) -> Callable[[], object]:
        def rows() -> object:
            found = listing(PanelState(review, make_keymap("default", {}).key, chosen=chosen))
            return [found.parts(place) for place in range(min(ROWS_LAID_OUT, len(found.ids)))]

        return rows

    timed("tag a claim", tagged)
    timed("list all claims by worth", listed(ClaimFilter()))
    timed("list the open claims", listed(ClaimFilter(standing="open")))
    timed("list the claims of a speaker", listed(ClaimFilter(claimant="Speaker 7")))
    timed("filter by sources", lambda: passing(review.claims, ClaimFilter(sourcing="single source"), review.same))
    timed("offer the filters", lambda: list(choices(review.claims, review.same)))


if __name__ == "__main__":
    main()
