"""What became of words that were rewritten: the best proposal for their new place, found by the words that are left."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter
from statistics import median_low
from typing import NamedTuple

from rapidfuzz.distance import Indel

from annotations.models import Anchor, Span
from annotations.words import Word, words_of

_CONTEXT = 48
"""Code points of the anchor's context that help to find the place."""
_LONGEST = 20_000
"""Code points of words beyond which they are not looked for: their alignment takes quadratic time."""
_NEARBY = 30_000
"""Code points on each side of the old place that are searched first."""
_SEEDS = 12
"""Words that are looked for, the longest."""
_OCCURRENCES = 200
"""Occurrences of a word beyond which it says too little about a place."""
_GUESSES = 6
"""Places that are compared word by word."""
_LEAST = 0.5
"""Share of words that must be left."""
_LEAST_IN_CONTEXT = 0.4
"""The same where the context is all there."""
_CERTAIN = 0.8
"""Agreement of a place nearby for which the rest of the text is not searched."""
_CLOSERS = frozenset("\"'”’»)]")


class _Proposal(NamedTuple):
    agreement: float
    distance: int
    spans: tuple[Span, ...]


def proposed(text: str, anchor: Anchor, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans that most likely stand where the words of an annotation stood, none where nothing is like them.

    At least half of the words are left there. The old place and what is near it is searched before the whole text, by
    the words that are rare in it. Inner spans follow the words that they had. Takes linear time in the text.
    """
    if len(anchor.exact) > _LONGEST:
        return ()
    needle = _Needle(anchor, spans)
    old = spans[0].start
    start, end = max(0, old - _NEARBY), old + len(anchor.exact) + _NEARBY
    best = _best(text, needle, old, _guesses(text, needle, old, start, end))
    if best is None or best.agreement < _CERTAIN:
        elsewhere = _best(text, needle, old, _guesses(text, needle, old, 0, len(text)))
        best = max(filter(None, (best, elsewhere)), key=_rank, default=None)
    return best.spans if best else ()


def _rank(proposal: _Proposal) -> tuple[float, int]:
    return proposal.agreement, -proposal.distance


def _best(text: str, needle: "_Needle", old: int, guesses: Iterator[int]) -> _Proposal | None:
    proposals = (_compare(text, needle, guess, old) for guess in dict.fromkeys(guesses))
    return max(filter(None, proposals), key=_rank, default=None)


class _Needle:
    """The words of an annotation between those of its context, and its spans as word numbers."""

    def __init__(self, anchor: Anchor, spans: Sequence[Span]) -> None:
        self.prefix, self.exact, self.suffix = anchor.prefix[-_CONTEXT:], anchor.exact, anchor.suffix[:_CONTEXT]
        before, self.words, after = (words_of(part) for part in (self.prefix, self.exact, self.suffix))
        self.first, self.end = len(before), len(before) + len(self.words)
        self.keys = [word.key for word in (*before, *self.words, *after)]
        self.begins_sentence = not before or _is_break(self.prefix + self.exact, before[-1].end)
        starts, ends = ([edge(word) for word in self.words] for edge in (attrgetter("start"), attrgetter("end")))
        offset = spans[0].start
        self.spans = [
            (bisect_left(starts, span.start - offset), bisect_right(ends, span.end - offset)) for span in spans
        ]

    @property
    def seeds(self) -> list[Word]:
        """The words that are looked for, the longest first."""
        return sorted({word.key: word for word in self.words}.values(), key=lambda word: word.start - word.end)[:_SEEDS]


def _guesses(text: str, needle: _Needle, old: int, start: int, end: int) -> Iterator[int]:
    """Yield where the words may start: where their context is, and where several of them are in their old distances."""
    part = text[start:end]
    yield from (place + start + len(needle.prefix) for place in _few(part, needle.prefix, 2))
    yield from (place + start - len(needle.exact) for place in _few(part, needle.suffix, 2))
    width = max(24, len(needle.exact) // 3)
    votes: defaultdict[int, set[int]] = defaultdict(set)
    for number, seed in enumerate(needle.seeds):
        places = _few(part, needle.exact[seed.start : seed.end], _OCCURRENCES + 1)
        for place in places if len(places) <= _OCCURRENCES else ():
            half = (place + start - seed.start) // (width // 2)
            votes[half].add(number)
            votes[half - 1].add(number)
    ranked = sorted(votes, key=lambda half: (-len(votes[half]), abs(half * (width // 2) - old)))
    yield from (half * (width // 2) for half in ranked[:_GUESSES])
    yield old


def _few(text: str, words: str, most: int) -> list[int]:
    return list(islice(_starts(text, words), most)) if words.strip() else []


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _compare(text: str, needle: _Needle, guess: int, old: int) -> _Proposal | None:
    """Align the words with those around a guessed place."""
    margin = _CONTEXT + 40 + len(needle.exact) // 2
    hay = words_of(text, max(0, guess - margin), max(0, guess + len(needle.exact) + margin))
    pairs = _matches(needle, [word.key for word in hay])
    own = [number for number in pairs if needle.first <= number < needle.end]
    if not own:
        return None
    start, end = _extent(text, needle, hay, pairs)
    words = 2 * len(own) / (needle.end - needle.first + end - start)
    context = (len(pairs) - len(own)) / max(1, len(needle.keys) - (needle.end - needle.first))
    if words < (_LEAST_IN_CONTEXT if context > 0.9 else _LEAST):
        return None
    spans = tuple(_spans(text, needle, hay, pairs, (start, end)))
    return _Proposal(0.6 * words + 0.4 * context, abs(spans[0].start - old), spans)


def _matches(needle: _Needle, hay: list[str]) -> dict[int, int]:
    """Return the needle's word numbers with those of the same words in the hay, as far as they lie together."""
    blocks = Indel.opcodes(needle.keys, hay).as_matching_blocks()
    pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    own = [there - here for here, there in pairs if needle.first <= here < needle.end]
    if not own:
        return {}
    middle, most = median_low(own), 4 + (needle.end - needle.first) // 3
    return {here: there for here, there in pairs if abs(there - here - middle) <= most}


def _extent(text: str, needle: _Needle, hay: list[Word], pairs: dict[int, int]) -> tuple[int, int]:
    """Return the first and the end number of the words in the hay that stand for the needle's own.

    Beside the words that match there may be rewritten ones: up to the context, as many as there were where that is
    gone too, and never over the end of a sentence.
    """
    own = [number for number in pairs if needle.first <= number < needle.end]
    first, last = pairs[own[0]], pairs[own[-1]]
    low = pairs[needle.first - 1] + 1 if needle.first - 1 in pairs else first - (own[0] - needle.first)
    high = pairs[needle.end] if needle.end in pairs else last + needle.end - own[-1]
    if own[0] == needle.first and not needle.begins_sentence:
        low = first
    if own[-1] == needle.end - 1:
        high = last + 1
    low, high = max(0, low), min(len(hay), high)
    low = max((number + 1 for number in range(low, first) if _is_break(text, hay[number].end)), default=low)
    high = next((number + 1 for number in range(last, high) if _is_break(text, hay[number].end)), high)
    return low, high


def _is_break(text: str, end: int) -> bool:
    """Tell whether a sentence or a line ends where a word does."""
    following = text[end : end + 2]
    if following[:1] in {"", "\n"}:
        return True
    mark = end - 1
    while mark > 0 and text[mark] in _CLOSERS:
        mark -= 1
    return text[mark] in ".!?…" and following[:1].isspace()


def _spans(
    text: str, needle: _Needle, hay: list[Word], pairs: dict[int, int], extent: tuple[int, int]
) -> Iterator[Span]:
    """Yield where the needle's spans are, each behind the one before; one over all where they cannot be told apart."""
    known = sorted(number for number in pairs if needle.first <= number < needle.end)
    start, last = extent[0], extent[1] - 1
    edges = [_across(pairs, known, needle.first + number) for first, end in needle.spans for number in (first, end - 1)]
    numbers = [start, *(min(max(edge, start), last) for edge in edges[1:-1]), last]
    if any(first <= before for before, first in zip(numbers[1::2], numbers[2::2], strict=False)):
        numbers = [start, last]
    for first, final in zip(numbers[::2], numbers[1::2], strict=True):
        place, stop = hay[first].start, hay[max(first, final)].end
        yield Span(place, stop, text[place:stop])


def _across(pairs: dict[int, int], known: list[int], number: int) -> int:
    """Return the number of a word in the hay: its match, or as far behind the match before it as it was."""
    index = bisect_right(known, number) - 1
    nearest = known[max(0, index)]
    return pairs[nearest] + number - nearest
