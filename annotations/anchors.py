"""Anchors: how annotations hold on to their words when the text around them changes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from annotations.models import Anchor, AnchorStatus, Span
from annotations.occurrences import LONGEST_CONTEXT, Occurrences, all_starts, common_start, nearest_starts
from annotations.words import level

_CONTEXT = 32
"""Code points kept before and after words that occur once in their text."""
_REPEATED_CONTEXT = 48
"""Code points kept, for words that occur again, beyond what two occurrences share: more than 32 tells them as such."""
_MUTE_CONTEXT = 40
"""Code points kept of a side that two occurrences share as far as can be seen: too few to vouch for either."""
_TELLING = 32
"""Code points of words that hardly stand in a text twice by chance."""
_TELLING_CONTEXT = 20
"""Code points of context that hardly agree by chance; ",” she said. “" has 14."""
_CANDIDATES = 500
"""Occurrences looked at on each side of the old place."""
_CUT = re.compile(r"\w\w|\d[.,]\d")


class Resolved(Struct, frozen=True):
    """Where an anchor's words are now; changed: the words proposed in their stead; orphan: the spans as they were."""

    status: AnchorStatus
    spans: tuple[Span, ...]


def anchor(text: str, spans: Sequence[Span]) -> Anchor:
    """Return the anchor of an annotation: its words from first start to last end, with the text around them.

    Around words that occur once, 32 code points. Where they occur again, as many as tell this occurrence from the
    others: on each side 48 beyond what it shares with any of them, and a repetition next to it; 512 at most, but
    only 40 of a side that tells nothing.
    """
    start = spans[0].start
    exact = text[start : spans[-1].end]
    nearest = nearest_starts(text, exact, start, on_each_side=_CANDIDATES)
    return _anchor(text, start, exact, Occurrences(text, exact, nearest))


def anchors(text: str, annotations: Iterable[Sequence[Span]]) -> list[Anchor]:
    """Return the anchors of several annotations, told from all other occurrences of their words.

    Takes hardly longer for many annotations of the same words than for one.
    """
    known: dict[str, Occurrences] = {}
    made: list[Anchor] = []
    for spans in annotations:
        start = spans[0].start
        exact = text[start : spans[-1].end]
        if exact not in known:
            known[exact] = Occurrences(text, exact, all_starts(text, exact))
        made.append(_anchor(text, start, exact, known[exact]))
    return made


def _anchor(text: str, start: int, exact: str, occurrences: Occurrences) -> Anchor:
    end = start + len(exact)
    before = after = _CONTEXT
    if len(occurrences) > 1:
        before, after = _telling_lengths(occurrences, start, (start, len(text) - end))
    return Anchor(exact=exact, prefix=text[max(0, start - before) : start], suffix=text[end : end + after])


def resolve(text: str, anchor: Anchor, spans: Sequence[Span]) -> Resolved:
    """Find the words of an annotation in a text that may have changed since its spans were true.

    exact: the same words at the same place. moved: the same words elsewhere, or set with other quotation marks; all
    spans shift together. Both only where context, or words long and without a rival, show that it is the same
    occurrence, and no word is cut ("48" in "480"). changed: other words in their place, or the same words at a place
    that nothing vouches for; a proposal for the reader to confirm. orphan: nothing like them is left.
    Takes linear time.
    """
    if not spans or not anchor.exact:
        return Resolved("orphan", tuple(spans))
    old = spans[0].start
    start = _same_words(text, anchor, old)
    if start is not None:
        same = start == old and text.startswith(anchor.exact, start)
        return Resolved("exact" if same else "moved", tuple(_shifted(text, span, start - old) for span in spans))
    from annotations.rewording import proposed  # noqa: PLC0415 - its library is loaded only when words have changed

    rewritten = proposed(text, anchor, spans)
    return Resolved("changed", rewritten) if rewritten else Resolved("orphan", tuple(spans))


def _same_words(text: str, anchor: Anchor, old: int) -> int | None:
    """Return where the words are, if it can be told."""
    start = _same_occurrence(text, anchor, old)
    if start is not None:
        return start
    levelled = Anchor(exact=level(anchor.exact), prefix=level(anchor.prefix), suffix=level(anchor.suffix))
    level_text = level(text)
    if level_text == text and levelled == replace(anchor, status="exact"):
        return None
    return _same_occurrence(level_text, levelled, old)


def _same_occurrence(text: str, anchor: Anchor, old: int) -> int | None:
    """Return the place of the occurrence that the anchor was made of, None where there are several or doubts."""
    if _stands_in_context(text, anchor, old):
        return old
    in_context = list(_in_context(text, anchor, old))
    places = _whole_places(text, anchor, nearest_starts(text, anchor.exact, old, on_each_side=_CANDIDATES))
    candidates = {*in_context, *(place for place in places if _is_vouched_for(text, anchor, place))}
    if _is_repeated(anchor):
        if max(len(anchor.prefix), len(anchor.suffix)) < _REPEATED_CONTEXT:
            return None
        is_certain = in_context and min(len(anchor.prefix), len(anchor.suffix)) >= _TELLING_CONTEXT
    else:
        is_certain = False
        if len(places) > 1 and not in_context:
            return None
        if not candidates and len(anchor.exact) >= _TELLING:
            candidates.update(places)
    if candidates and old in places and not is_certain:
        candidates.add(old)
    return candidates.pop() if len(candidates) == 1 else None


def _stands_in_context(text: str, anchor: Anchor, place: int) -> bool:
    """Tell whether the words are at a place with all of the context; what is true of most anchors."""
    begin = place - len(anchor.prefix)
    is_there = begin >= 0 and text.startswith(anchor.prefix + anchor.exact + anchor.suffix, begin)
    return is_there and bool(_whole_places(text, anchor, [place]))


def _in_context(text: str, anchor: Anchor, old: int) -> Iterator[int]:
    """Yield the places with all of the context, the nearest two on each side."""
    before = len(anchor.prefix)
    whole = anchor.prefix + anchor.exact + anchor.suffix
    if len(whole) - len(anchor.exact) < _TELLING_CONTEXT and not text.startswith(whole, max(0, old - before)):
        return
    places = nearest_starts(text, whole, old - before, on_each_side=2)
    yield from _whole_places(text, anchor, (place + before for place in places))


def _is_repeated(anchor: Anchor) -> bool:
    """Tell whether the words occurred again in the text that the anchor was made of."""
    longer = max(len(anchor.prefix), len(anchor.suffix)) > _CONTEXT
    return longer or anchor.exact in anchor.prefix or anchor.exact in anchor.suffix


def _is_vouched_for(text: str, anchor: Anchor, place: int) -> bool:
    """Tell whether one side of a place shows that it is the occurrence that the anchor was made of.

    Of repeated words only a whole side does, of a sentence or so, if it tells them apart in the same paragraph and the
    other side has not the words again: of "Yes. Yes." without one nobody can say which is left.
    """
    before, after = _around(text, place, place + len(anchor.exact), LONGEST_CONTEXT)
    if not _is_repeated(anchor):
        agreeing = max(_common_end(before, anchor.prefix), common_start(after, anchor.suffix))
        return agreeing >= _TELLING_CONTEXT
    if len(anchor.exact) < _TELLING:
        return False
    tells_before = before.endswith(anchor.prefix) and _tells(anchor.prefix[::-1]) and anchor.exact not in anchor.suffix
    tells_after = after.startswith(anchor.suffix) and _tells(anchor.suffix) and anchor.exact not in anchor.prefix
    return tells_before or tells_after


def _tells(side: str) -> bool:
    """Tell whether a side, read from the words on, is told from others before its paragraph ends."""
    return len(side) >= _REPEATED_CONTEXT and "\n" not in side[: len(side) - _REPEATED_CONTEXT + _TELLING_CONTEXT]


def _whole_places(text: str, anchor: Anchor, places: Iterable[int]) -> list[int]:
    """Return the places where the words cut no word or number, unless they did so from the first."""
    cut_before, cut_after = _cuts(anchor.prefix + anchor.exact + anchor.suffix, len(anchor.prefix), len(anchor.exact))
    return [
        place
        for place in places
        for before, after in [_cuts(text, place, len(anchor.exact))]
        if before <= cut_before and after <= cut_after
    ]


def _cuts(text: str, start: int, length: int) -> tuple[bool, bool]:
    return _is_cut(text, start), _is_cut(text, start + length)


def _is_cut(text: str, at: int) -> bool:
    """Tell whether a word or number goes on across an offset: "4|8", "48|.5"."""
    around = text[max(0, at - 2) : at + 2]
    middle = min(at, 2)
    return any(match.start() < middle < match.end() for match in _overlapping(around))


def _overlapping(around: str) -> Iterator[re.Match[str]]:
    return (match for start in range(len(around)) if (match := _CUT.match(around, start)))


def _around(text: str, start: int, end: int, length: int) -> tuple[str, str]:
    return text[max(0, start - length) : start], text[end : end + length]


def _telling_lengths(occurrences: Occurrences, start: int, room: tuple[int, int]) -> tuple[int, int]:
    """Return how much context, before and after, tells an occurrence from the others; `room` is all that there is.

    Where a whole block is repeated back to back, as in "Yes. Yes.", the side that faces the repetition covers it.
    """
    shared = occurrences.shared(start)
    sides = zip(room, shared[:2], shared[2:], strict=True)
    before, after = (
        max(_MUTE_CONTEXT if common == min(there, LONGEST_CONTEXT) else _REPEATED_CONTEXT + common, facing)
        for there, common, facing in sides
    )
    return min(before, LONGEST_CONTEXT), min(after, LONGEST_CONTEXT)


def _common_end(one: str, other: str) -> int:
    return common_start(one[::-1], other[::-1])


def _shifted(text: str, span: Span, by: int) -> Span:
    start, end = span.start + by, span.end + by
    return Span(start, end, text[start:end])
