"""A choice of main text and the page that it was made of, brought together: the choice as the page has it."""

from collections import Counter
from collections.abc import Sequence, Set

from annotations.models import BlockKind
from annotations.sources.assembly import Piece
from annotations.sources.boilerplate import word_count
from annotations.sources.shingles import key_of, words_of

_SAME = 0.98
"""The agreement from which two choices are the same,"""
_NEAR = 0.7
"""and that from which two blocks are."""
_MOST_ADDED = 0.2
"""The most that may be added to a choice, as a share of its words."""
_MOST_CHANGED = 20
"""Changed blocks that are looked for on the page."""


def as_on_page(chosen: Sequence[Piece], shown: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the chosen blocks as the page has them, with the headings, lists and quotes that are missing between them.

    A choice that is not made of the page's own blocks stays as it is.
    """
    keys = [key_of(piece.text) for piece in shown]
    wanted = {key_of(piece.text) for piece in chosen}
    taken = [key in wanted for key in keys]
    known = set(keys)
    for piece in [piece for piece in chosen if key_of(piece.text) not in known][:_MOST_CHANGED]:
        if (number := _nearest(piece, shown, taken)) is not None:
            taken[number] = True
    first, last = _ends(taken, keys)
    between = list(zip(shown, taken, strict=True))[first : last + 1]
    found = [piece for piece, is_taken in between if is_taken]
    if agreement(found, chosen) < _SAME:
        return tuple(chosen)
    whole = _filled(between, {"heading", "list_item", "block_quote"})
    is_more = word_count(whole) > (1 + _MOST_ADDED) * word_count(found)
    return tuple(_filled(between, {"heading"}) if is_more else whole)


def _filled(blocks: Sequence[tuple[Piece, bool]], kinds: Set[BlockKind]) -> list[Piece]:
    """Return the blocks taken, with those between two of them where all are of certain kinds."""
    filled: list[Piece] = []
    gap: list[Piece] = []
    for piece, is_taken in blocks:
        if is_taken:
            filled += [*gap, piece] if all(each.kind in kinds for each in gap) else [piece]
            gap.clear()
        else:
            gap.append(piece)
    return filled


def agreement(own: Sequence[Piece], chosen: Sequence[Piece]) -> float:
    """Return the share of the words of two choices that both have, headings aside."""
    first, second = (
        Counter(word for piece in pieces if piece.kind != "heading" for word in words_of(piece.text))
        for pieces in (own, chosen)
    )
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


def _nearest(piece: Piece, shown: Sequence[Piece], taken: Sequence[bool]) -> int | None:
    """Return which block of the page is meant by one that lost words on the way: parts of a sentence with odd names."""
    least, most = len(piece.text), 2 * len(piece.text)
    left = [number for number, each in enumerate(shown) if not taken[number] and least <= len(each.text) <= most]
    best = max(left, key=lambda number: agreement([piece], [shown[number]]), default=None)
    return best if best is not None and agreement([piece], [shown[best]]) >= _NEAR else None


def _ends(taken: Sequence[bool], keys: Sequence[str]) -> tuple[int, int]:
    """Return the first and the last block of the choice; those that occur elsewhere too count where they adjoin it."""
    times = Counter(keys)
    sure = [number for number, key in enumerate(keys) if taken[number] and times[key] == 1]
    first, last = (sure[0], sure[-1]) if sure else (0, -1)
    while first > 0 and taken[first - 1]:
        first -= 1
    while sure and last + 1 < len(taken) and taken[last + 1]:
        last += 1
    return first, last
