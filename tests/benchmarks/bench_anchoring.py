"""Measure how annotations hold on to their words: seeded edits of articles of news-like shape, then hostile texts.

python tests/benchmarks/bench_anchoring.py [VERSIONS] [SEED]
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.anchors import Resolved, anchor, resolve
from annotations.diff import diff
from annotations.models import Anchor, Span
from annotations.text import canonical
from tests.benchmarks.anchoring_articles import Sentence, Version, new_article, straight
from tests.benchmarks.anchoring_edits import EDITS, edited

RIGHT = 0.8
"""Share of the code points of both the true and the proposed place that must be common."""
MOST_EDITS = 3


class Mark(NamedTuple):
    """An annotation as numbers of words in one sentence, a pair per span."""

    key: int
    spans: tuple[tuple[int, int], ...]


class Truth(NamedTuple):
    """Where the words of a mark are in a version, and how many of them are other ones than before."""

    spans: tuple[Span, ...]
    changes: int
    length: int


class Tally:
    """Counts of outcomes, with the first examples of wrong ones."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, truth: Truth | None, found: Resolved, *, context_is_whole: bool, is_twin: bool, note: str) -> None:
        silent = found.status in {"exact", "moved"}
        if truth is not None and truth.changes == 0:
            right = silent and found.spans == truth.spans
            self._add("unchanged", right)
            if not context_is_whole:
                self._add("unchanged, context edited", right)
            self.counts["unchanged, asked at the right place"] += found == Resolved("changed", truth.spans)
        elif truth is None:
            self._add("gone, not placed silently", not silent)
            self.counts["gone, offered elsewhere"] += found.status == "changed"
        elif truth.changes <= 3 and truth.length >= 8:
            self._add("reworded, offered", found.status == "changed" and _overlaps(truth.spans, found.spans))
            self._add("reworded, offered to the letter", found == Resolved("changed", truth.spans))
        if silent and (truth is None or truth.changes or found.spans != truth.spans):
            if is_twin:
                self.counts["on a twin in the same context"] += 1
                return
            self.counts["silently on other words"] += 1
            self.examples.append(f"{note}: {found} instead of {truth}")

    def _add(self, what: str, right: bool) -> None:
        self.counts[f"{what}|all"] += 1
        self.counts[f"{what}|right"] += right

    def report(self) -> None:
        for key in sorted(key for key in self.counts if key.endswith("|all")):
            what, total = key.removesuffix("|all"), self.counts[key]
            right = self.counts[f"{what}|right"]
            print(f"{what:<36}{right:>8} of {total:>8}  {100 * right / total:6.2f} %")
        for key in (
            "silently on other words",
            "on a twin in the same context",
            "unchanged, asked at the right place",
            "gone, offered elsewhere",
        ):
            print(f"{key:<36}{self.counts[key]:>8}")


def _overlaps(true: tuple[Span, ...], found: tuple[Span, ...]) -> bool:
    if len(true) != len(found):
        return False
    common = min(true[-1].end, found[-1].end) - max(true[0].start, found[0].start)
    longest = max(spans[-1].end - spans[0].start for spans in (true, found))
    return common >= RIGHT * longest


def marks_of(version: Version) -> Iterator[Mark]:
    """Yield a mark per sentence, one per clause in it, and one of two spans per quote that its cue interrupts."""
    for paragraph in version.paragraphs:
        for sentence in paragraph:
            words = [word for _, word in sentence.words]
            yield Mark(sentence.key, ((0, len(words)),))
            if len(words) >= 12:
                yield Mark(sentence.key, ((3, len(words) - 1),))
            closing = next((at for at, word in enumerate(words) if word.endswith(",”")), None)
            if closing is not None and words[-1].endswith("”"):
                opening = next(at for at, word in enumerate(words) if at > closing and word.startswith("“"))
                yield Mark(sentence.key, ((0, closing + 1), (opening, len(words))))


def placed(version: Version) -> dict[int, list[tuple[int | None, Span]]]:
    """Return the words of every sentence with their numbers and places."""
    text, end, places = version.text, 0, {}
    for paragraph in version.paragraphs:
        for sentence in paragraph:
            start, end = _sentence_place(text, end, sentence)
            words = []
            for number, word in sentence.words:
                words.append((number, Span(start, start + len(word), text[start : start + len(word)])))
                start += len(word) + 1
            places[sentence.key] = words
    return places


def _sentence_place(text: str, after: int, sentence: Sentence) -> tuple[int, int]:
    while text[after : after + 1].isspace():
        after += 1
    return after, after + len(sentence.text)


def truth_of(
    mark: Mark, before: list[tuple[int | None, Span]], after: list[tuple[int | None, Span]] | None, text: str
) -> Truth | None:
    """Return where a mark is now; None if none of the words of one of its spans are left."""
    spans = []
    for first, end in mark.spans:
        inside = [span for number, span in after or () if number is not None and first <= number < end]
        if not inside:
            return None
        spans.append(Span(inside[0].start, inside[-1].end, text[inside[0].start : inside[-1].end]))
    first, end = mark.spans[0][0], mark.spans[-1][1]
    then = [(number, straight(span.text)) for number, span in before if first <= (number or 0) < end]
    now = [
        (number, straight(span.text)) for number, span in after or () if spans[0].start <= span.start < spans[-1].end
    ]
    changes = max(len(set(then) - set(now)), len(now) - sum(pair in then for pair in now))
    return Truth(tuple(spans), changes, len(then))


def moved_copy(mark: Mark, article: Version, after: Version, found: Resolved) -> Truth | None:
    """Return the copy that was found if its original is gone or reworded: a copy that took its place is a move."""
    before, places, text = placed(article)[mark.key], placed(after), after.text
    original = truth_of(mark, before, places.get(mark.key), text)
    if original and not original.changes:
        return None
    copies = after.copies.get(" ".join(span.text for _, span in before), ())
    truths = (truth_of(mark, before, places.get(key), text) for key in copies)
    return next((truth for truth in truths if truth and truth.spans == found.spans), None)


def is_in_context(text: str, held: Anchor, spans: tuple[Span, ...]) -> bool:
    """Tell whether a place has the anchor's words and all of its context, so that nothing tells it from another."""
    start, end = spans[0].start, spans[-1].end
    around = text[max(0, start - len(held.prefix)) : end + len(held.suffix)]
    return straight(around) == straight(held.prefix + held.exact + held.suffix)


def measure(versions: int, seed: int) -> int:
    """Print the outcomes over edited versions; return how many verdicts went silently to other words."""
    random, tally, by_edit = Random(seed), Tally(), {edit.__name__: Tally() for edit in EDITS}
    edits_made, resolving = 0, 0.0
    for _ in range(versions):
        article = new_article(random)
        edits = random.choices(EDITS, k=random.randint(1, MOST_EDITS))
        after = edited(article, edits, random)
        edits_made += len(edits)
        old_text, text = article.text, canonical(after.text.replace("\n", after.line_end))
        assert (old_text, text) == (canonical(old_text), after.text)
        old_places, new_places = placed(article), placed(after)
        for mark in marks_of(article):
            before, now = old_places[mark.key], new_places.get(mark.key)
            truth_before = truth_of(mark, before, before, old_text)
            assert truth_before is not None
            held = anchor(old_text, truth_before.spans)
            start = perf_counter()
            found = resolve(text, held, truth_before.spans)
            resolving += perf_counter() - start
            truth = truth_of(mark, before, now, text)
            whole = held.prefix + held.exact + held.suffix in text
            if after.copies and found.status == "moved" and (truth is None or truth.spans != found.spans):
                truth = moved_copy(mark, article, after, found) or truth
            is_twin = is_in_context(text, held, found.spans)
            names = [edit.__name__ for edit in edits]
            for each in (tally, *(by_edit[name] for name in set(names) if len(edits) == 1)):
                each.add(truth, found, context_is_whole=whole, is_twin=is_twin, note=f"{held}, {names}")
    anchors = sum(
        tally.counts[f"{what}|all"] for what in ("unchanged", "gone, not placed silently", "reworded, offered")
    )
    print(f"{versions} versions, {edits_made} edits, {anchors} anchors, {1e6 * resolving / anchors:.0f} µs each")
    tally.report()
    print("\nunchanged ones found, versions with one edit only")
    for name, each in by_edit.items():
        right, total = each.counts["unchanged|right"], each.counts["unchanged|all"]
        print(f"{name:<36}{right:>8} of {total:>8}  {100 * right / max(1, total):6.2f} %")
    print("", *tally.examples[:5], sep="\n")
    return tally.counts["silently on other words"]


def hostile() -> Iterator[tuple[str, str, str]]:
    """Yield names of long texts that would take quadratic time, with the words to find and what they are turned to."""
    prose = " ".join(f"The council of ward {number} voted on Monday." for number in range(140_000))
    yield "6 MB of prose", prose, "ward 70000 voted"
    yield "6 MB of one letter", "a" * 6_000_000, "a" * 3000
    yield "6 MB of one word", "word " * 1_200_000, "word " * 600
    yield "6 MB of two words by turns", "tick tock " * 600_000, "tick tock " * 300
    yield "6 MB of quote marks", "“” ‘’ " * 1_000_000, "“” ‘’ " * 500
    yield "6 MB of lines", "Yes.\n" * 1_200_000, "Yes.\n" * 600


def seconds(work: Callable[[], object]) -> str:
    """Return how long something takes."""
    start = perf_counter()
    work()
    return f"{perf_counter() - start:8.2f}"


def measure_time() -> None:
    """Print seconds per hostile text: to anchor, to resolve moved, reworded and lost words, to compare two versions."""
    columns = ("anchor", "moved", "reword", "lost", "diff", "shuffle")
    print(f"\n{'seconds':<36}" + "".join(f"{column:>8}" for column in columns))
    for name, text, words in hostile():
        at = text.index(words, len(text) // 3)
        spans = (Span(at, at + len(words), words),)
        held = anchor(text, spans)
        reworded = f"New. {text[: at + 9]} other {text[at + 13 :]}"
        shuffled = text.split(" ")
        Random(1).shuffle(shuffled)
        lost = Anchor(exact="Zebras quietly left the council chamber.", prefix="x" * 32, suffix="y" * 32)
        print(
            f"{name:<36}",
            seconds(partial(anchor, text, spans)),
            seconds(partial(resolve, f"New. {text}", held, spans)),
            seconds(partial(resolve, reworded, held, spans)),
            seconds(partial(resolve, text, lost, spans)),
            seconds(partial(diff, text, reworded)),
            seconds(partial(diff, text, " ".join(shuffled))),
            sep="",
        )


def main(versions: int = 1500, seed: int = 1) -> int:
    """Print all figures; return 1 if a verdict went silently to other words, else 0."""
    wrong = measure(versions, seed)
    measure_time()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
