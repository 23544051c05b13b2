"""The main text of a page as blocks: trafilatura's choice, cleared and made whole as far as the page bears it out.

Two choices are made: of the page as it is, and of the page without what is never main text. The first counts, without
what was taken out for the second, unless the second has twice as much; what the page declares corrects either.
"""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from lxml import html
from trafilatura import bare_extraction

from annotations.sources.alignment import as_on_page
from annotations.sources.assembly import Piece
from annotations.sources.logs import silence
from annotations.sources.pruning import drop_unshown, prune
from annotations.sources.rendering import pieces_of
from annotations.sources.shingles import held_share, key_of, shingles_of, words_of

_TWICE = 0.5
"""Below this share of the second choice, the first is taken for a piece of it, or for something beside it."""
_NEXT_TO_NOTHING = 250
"""Characters, below which an article may have been taken for something else."""
_MISSING = 0.75
"""Below this share of the words declared, a choice is incomplete,"""
_FOUND = 0.5
"""if so much of it is declared (likewise, a block of which more is gone is gone), or else"""
_REMNANT = 0.25
"""if it has no more than this share of the words declared."""
_FEWEST_DECLARED = 80
"""Words, below which what is declared is no article."""
_TELLING = 20
"""Letters from which a block that the declared words begin or end with does so by no chance."""
_MOST_TRIMMED = 0.2
"""The most of a choice that may lie before and behind what is declared."""


def main_pieces(tree: html.HtmlElement, declared: str | None) -> tuple[Piece, ...]:
    """Return the blocks of the main text; `declared` is what the page gives as its words for machines, if anything.

    The tree is changed.
    """
    drop_unshown(tree)
    bare = _chosen(tree)
    pruned = prune(tree, shingles_of(piece.text for piece in bare))
    shown = tuple(pieces_of(tree))
    chosen = _settled(bare, _chosen(tree), pruned - shingles_of(piece.text for piece in shown))
    if declared and len(words_of(declared)) >= _FEWEST_DECLARED:
        if _is_incomplete(chosen, declared) or not _is_shown(chosen, shown):
            return _declared(shown, declared)
        return _trimmed(as_on_page(chosen, shown), declared)
    return as_on_page(chosen, shown)


def _chosen(tree: html.HtmlElement) -> tuple[Piece, ...]:
    """Return what trafilatura takes for the main text, with the comments where that is next to nothing without."""
    silence("trafilatura")
    body = _parts(tree, include_comments=False)
    if _length(body) >= _NEXT_TO_NOTHING:
        return body
    said = _parts(tree, include_comments=True)
    return said if _length(body) < _TWICE * _length(said) else body


def _parts(tree: html.HtmlElement, *, include_comments: bool) -> tuple[Piece, ...]:
    document = bare_extraction(deepcopy(tree), include_comments=include_comments)
    parts = (getattr(document, name, None) for name in ("body", "commentsbody"))
    return tuple(piece for part in parts if part is not None for piece in pieces_of(part))


def _settled(bare: Sequence[Piece], clean: Sequence[Piece], gone: set[int]) -> Sequence[Piece]:
    """Return one of two choices, the first without the blocks of which the runs of words are gone from the page."""
    left = [piece for piece in bare if held_share(shingles_of([piece.text]), gone) <= _FOUND]
    return left if _length(left) >= _TWICE * _length(clean) else clean


def _is_incomplete(chosen: Sequence[Piece], declared: str) -> bool:
    """Tell whether a choice lacks much of what is declared, and is a part of that: not another article."""
    wanted, found = Counter(words_of(declared)), Counter(word for piece in chosen for word in words_of(piece.text))
    if (wanted & found).total() >= _MISSING * wanted.total():
        return False
    is_part = held_share(shingles_of(piece.text for piece in chosen), shingles_of([declared])) >= _FOUND
    return is_part or found.total() <= _REMNANT * wanted.total()


def _is_shown(chosen: Sequence[Piece], shown: Sequence[Piece]) -> bool:
    """Tell whether a choice was made of what the page shows, and not of its data."""
    runs = shingles_of(piece.text for piece in shown)
    return held_share(shingles_of(piece.text for piece in chosen), runs) >= _FOUND


def _declared(shown: Sequence[Piece], declared: str) -> tuple[Piece, ...]:
    """Return the page's own blocks whose words were declared, or, where it shows none of them, the declared lines."""
    said = key_of(declared)
    own = tuple(piece for piece in shown if len(key := key_of(piece.text)) > 1 and key in said)
    if held_share(shingles_of([declared]), shingles_of(piece.text for piece in own)) >= _MISSING:
        return own
    return tuple(Piece("paragraph", line) for line in declared.splitlines())


def _trimmed(chosen: tuple[Piece, ...], declared: str) -> tuple[Piece, ...]:
    """Leave out what lies before the first words declared and behind the last, where these are whole blocks."""
    said = key_of(declared)
    keys = [(number, key) for number, piece in enumerate(chosen) if len(key := key_of(piece.text)) >= _TELLING]
    first = next((number for number, key in keys if said.startswith(key)), 0)
    last = next((number for number, key in reversed(keys) if said.endswith(key)), len(chosen) - 1)
    kept = chosen[first : last + 1]
    return kept if _length(kept) >= (1 - _MOST_TRIMMED) * _length(chosen) else chosen


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)
