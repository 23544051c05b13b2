"""The main text of a page as blocks: trafilatura's choice, made whole where the page itself says what is missing."""

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from itertools import accumulate

from lxml import etree, html
from trafilatura import bare_extraction

from annotations.sources.assembly import Piece
from annotations.sources.boilerplate import is_unwanted
from annotations.sources.logs import silence
from annotations.sources.rendering import pieces_of

_WORD = re.compile(r"\w+")
_UNWANTED = re.compile(
    r"(?!(?:has|with|without|no|is|not|js)[-_])(?:.*[-_])?(?:captions?|figcaption|newsletters?|pull-?quotes?|read-?more"
    r"|related|recirculation|recirc|promo|promotion|advert|advertisement|paywall|share|sharing|social)(?:[-_].*)?",
    re.IGNORECASE,
)
_UNWANTED_TAGS = frozenset({"figcaption", "aside", "button", "nav", "dialog", "select"})
_NAMED_TAGS = frozenset(
    {"div", "section", "figure", "header", "footer", "p", "li", "ul", "ol", "dl", "h2", "h3", "h4", "blockquote"}
)
"""Blocks, whose names tell what they are for; parts of a sentence have names too."""
_LISTS = frozenset({"ul", "ol"})
_LINKED = 0.8
"""The share of a list's characters that are links, if it leads elsewhere."""
_LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "section", "aside", "form", "li", "ul"})
_LITTLE = 100
"""Characters beside an unwanted line in a box of which nothing is wanted."""
_UNSHOWN = ("script", "style", "template", "noscript")
_SMALL = 0.2
"""The most of a page's paragraphs that an unwanted element may hold: beyond, its name means something else."""
_MOST = 0.5
"""Likewise, of all of them together."""
_FEW = 0.6
"""Below this share of a page's paragraphs, a choice may have lost the article with what was unwanted,"""
_MORE = 1.5
"""and has if without that loss it is so many times longer."""
_MISSING = 0.75
"""Below this share of the words declared, the choice is incomplete."""
_FEWEST_DECLARED = 80
_TELLING = 40
"""Letters from which a block occurs only once on a page."""
_SAME = 0.98
"""The agreement from which two choices are the same,"""
_NEAR = 0.7
"""and that from which two blocks are."""
_MOST_CHANGED = 20
"""Changed blocks that are looked for on the page."""


def main_pieces(tree: html.HtmlElement, declared: str | None) -> tuple[Piece, ...]:
    """Return the blocks of the main text; `declared` is what the page gives as its words for machines, if anything.

    The tree is changed.
    """
    whole = deepcopy(tree)
    prune(tree)
    chosen = _chosen(tree)
    if declared and _coverage(declared, chosen) < _MISSING:
        return _declared(tree, declared)
    if _length(chosen) < _FEW * _paragraph_length(whole):
        unpruned = _chosen(whole)
        if _length(unpruned) > _MORE * _length(chosen):
            tree, chosen = whole, unpruned
    return as_on_page(chosen, tuple(pieces_of(tree)))


def as_on_page(chosen: Sequence[Piece], shown: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the chosen blocks as the page has them, with the headings, lists and quotes that are missing between them.

    A choice that is not made of the page's own blocks stays as it is.
    """
    keys = [_key(piece.text) for piece in shown]
    wanted = {_key(piece.text) for piece in chosen}
    taken = [key in wanted for key in keys]
    known = set(keys)
    for piece in [piece for piece in chosen if _key(piece.text) not in known][:_MOST_CHANGED]:
        if (number := _nearest(piece, shown, taken)) is not None:
            taken[number] = True
    first, last = _ends(taken, keys)
    own: list[Piece] = []
    found: list[Piece] = []
    gap: list[Piece] = []
    for piece, is_taken in zip(shown[first : last + 1], taken[first : last + 1], strict=True):
        gap.append(piece)
        if is_taken:
            found.append(piece)
            own += gap if all(each.kind != "paragraph" for each in gap[:-1]) else gap[-1:]
            gap.clear()
    return tuple(own) if _agreement(found, chosen) >= _SAME else tuple(chosen)


def _nearest(piece: Piece, shown: Sequence[Piece], taken: Sequence[bool]) -> int | None:
    """Return which block of the page is meant by one that lost words on the way: parts of a sentence with odd names."""
    least, most = len(piece.text), 2 * len(piece.text)
    left = [number for number, each in enumerate(shown) if not taken[number] and least <= len(each.text) <= most]
    best = max(left, key=lambda number: _agreement([piece], [shown[number]]), default=None)
    return best if best is not None and _agreement([piece], [shown[best]]) >= _NEAR else None


def _ends(taken: Sequence[bool], keys: Sequence[str]) -> tuple[int, int]:
    """Return the first and the last block of the choice; short blocks that stand apart from it occur elsewhere too."""
    sure = [number for number, key in enumerate(keys) if taken[number] and len(key) >= _TELLING]
    first, last = (sure[0], sure[-1]) if sure else (0, -1)
    while first > 0 and taken[first - 1]:
        first -= 1
    while sure and last + 1 < len(taken) and taken[last + 1]:
        last += 1
    return first, last


def prune(tree: html.HtmlElement) -> None:
    """Take out what is never main text, by the tags and class names that sites give it."""
    etree.strip_elements(tree, *_UNSHOWN, with_tail=False)
    total = _paragraph_length(tree)
    unwanted = {_box(element) for element in tree.iter(etree.Element) if _is_unwanted(element)}
    small = {element for element in unwanted if _paragraph_length(element) <= _SMALL * total}
    outermost = [element for element in small if small.isdisjoint(element.iterancestors())]
    if sum(map(_paragraph_length, outermost)) <= _MOST * total:
        for element in outermost:
            element.drop_tree()


def _is_unwanted(element: html.HtmlElement) -> bool:
    if element.tag in _UNWANTED_TAGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if element.tag in _LISTS:
        return _linked_length(element) > _LINKED * len(element.text_content())
    is_named = element.tag in _NAMED_TAGS and any(map(_UNWANTED.fullmatch, names))
    return is_named or (element.tag in _LINES and is_unwanted(" ".join(element.text_content().split())))


def _box(element: html.HtmlElement) -> html.HtmlElement:
    """Return the outermost element around an unwanted line that holds little else: its heading, its button."""
    box = element
    if element.tag in _LINES:
        most = len(element.text_content()) + _LITTLE
        for around in element.iterancestors():
            if around.tag not in _BOXES or _is_longer(around, most):
                break
            box = around
    return box


def _is_longer(element: html.HtmlElement, most: int) -> bool:
    """Tell whether an element has more than so many characters, without looking at all of them."""
    return any(count > most for count in accumulate(map(len, element.itertext())))


def _linked_length(element: html.HtmlElement) -> int:
    return sum(len(link.text_content()) for link in element.iter("a"))


def _paragraph_length(element: html.HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _chosen(tree: html.HtmlElement) -> tuple[Piece, ...]:
    silence("trafilatura")
    document = bare_extraction(tree, include_comments=False)
    body = getattr(document, "body", None)
    return () if body is None else tuple(pieces_of(body))


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _coverage(declared: str, pieces: Sequence[Piece]) -> float:
    """Return how much of the declared words the pieces have; all of it where too little is declared to tell."""
    wanted = Counter(_WORD.findall(declared.lower()))
    if wanted.total() < _FEWEST_DECLARED:
        return 1.0
    found = Counter(word for piece in pieces for word in _WORD.findall(piece.text.lower()))
    return (wanted & found).total() / wanted.total()


def _agreement(own: Sequence[Piece], chosen: Sequence[Piece]) -> float:
    """Return the share of the words of two choices that both have, headings aside."""
    first, second = (
        Counter(word for piece in pieces if piece.kind != "heading" for word in _WORD.findall(piece.text.lower()))
        for pieces in (own, chosen)
    )
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


def _declared(tree: html.HtmlElement, declared: str) -> tuple[Piece, ...]:
    """Return the page's own blocks whose words were declared, or, where it shows none of them, the declared lines."""
    said = _key(declared)
    shown = tuple(piece for piece in pieces_of(tree) if len(key := _key(piece.text)) > 1 and key in said)
    if _coverage(declared, shown) >= _MISSING:
        return shown
    return tuple(Piece("paragraph", line) for line in declared.splitlines())


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))
