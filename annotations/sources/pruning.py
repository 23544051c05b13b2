"""What on a page is never main text, by the tags, class names and lines that sites give it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from lxml import etree, html

from annotations.sources.boilerplate import is_unwanted
from annotations.sources.rendering import pieces_of
from annotations.sources.shingles import shingles_of

_UNWANTED = re.compile(
    r"(?!(?:has|with|without|no|is|not|js)[-_])(?:.*[-_])?(?:captions?|figcaption|newsletters?|pull-?quotes?|read-?more"
    r"|related|recirculation|recirc|recommended|recommendations?|trending|most-?(?:read|popular|viewed)|taboola|outbrain"
    r"|promo|promotion|advert|advertisement|share|sharing|social|sign-?up|subscribe|galler(?:y|ies)|slideshow|carousel)"
    r"(?:[-_].*)?",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"(?:.*[-_])?(?:sr-only|screen-?reader(?:-text|s)?|visually-?hidden|assistive-text)(?:[-_].*)?", re.IGNORECASE
)
"""Names of what is there to be read out only."""
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
"""Characters beside an unwanted line in a box of which nothing is wanted, and of what is only read out."""
_UNSHOWN = ("script", "style", "template", "noscript")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CARDS = frozenset({"article", "div", "li", "section"})
_LONGEST_CARD = 400
"""Characters that a pointer to another article has at most, with what it says of that."""
_FEWEST_CARDS = 2
_DEEPEST = 8
"""Unwanted elements within each other that are looked at, outermost first: the effort is bounded on any page."""
_SMALL = 0.2
"""The most of a choice of main text that an unwanted element may hold: beyond, its name means something else."""
_MOST = 0.3
"""Likewise, of all of them together."""


class _Sizes(NamedTuple):
    """How many characters and headings elements hold."""

    characters: Counter[html.HtmlElement]
    headings: Counter[html.HtmlElement]


def drop_unshown(tree: html.HtmlElement) -> None:
    """Take out the words that are there to be read out only."""
    heard = [element for element in tree.iter(etree.Element) if any(map(_HEARD.fullmatch, _names(element)))]
    for element in heard:
        if element.getparent() is not None and not _is_longer(element, _LITTLE):
            element.drop_tree()


def prune(tree: html.HtmlElement, chosen: set[int]) -> set[int]:
    """Take out what is never main text, unless it holds much of a choice made before; both are given by their shingles.

    Return what of the choice was taken out.
    """
    etree.strip_elements(tree, *_UNSHOWN, with_tail=False)
    sizes = _measured(tree)
    unwanted = {_box(element, sizes) for element in tree.iter(etree.Element) if _is_unwanted(element)}
    return _take_out(tree, unwanted, chosen, _MOST) | _take_out(tree, set(_cards(tree)), chosen, _SMALL)


def _take_out(tree: html.HtmlElement, unwanted: set[html.HtmlElement], chosen: set[int], most: float) -> set[int]:
    """Drop elements that hold little of a choice, none where all together hold more; return what they held of it.

    Those within others are looked at where these hold too much.
    """
    small: list[html.HtmlElement] = []
    taken: set[int] = set()
    around = [tree]
    for _ in range(_DEEPEST):
        held = {
            element: chosen & shingles_of(piece.text for piece in pieces_of(element))
            for each in around
            for element in _outermost(each, unwanted)
        }
        around = [element for element, runs in held.items() if len(runs) > _SMALL * len(chosen)]
        dropped = held.keys() - around
        small += dropped
        taken.update(*(held[element] for element in dropped))
    if len(taken) > most * len(chosen):
        return set()
    for element in small:
        element.drop_tree()
    return taken


def _outermost(root: html.HtmlElement, wanted: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Yield the wanted elements within another that are in no wanted one within it."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is not root and element in wanted:
            walk.skip_subtree()
            yield element


def _is_unwanted(element: html.HtmlElement) -> bool:
    if element.tag in _UNWANTED_TAGS:
        return True
    if element.tag in _LISTS:
        return _linked_length(element) > _LINKED * len(element.text_content())
    is_named = element.tag in _NAMED_TAGS and any(map(_UNWANTED.fullmatch, _names(element)))
    return is_named or (element.tag in _LINES and is_unwanted(" ".join(element.text_content().split())))


def _names(element: html.HtmlElement) -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".split()


def _box(element: html.HtmlElement, sizes: _Sizes) -> html.HtmlElement:
    """Return the outermost element around an unwanted line that holds little else: its heading, its button."""
    box = element
    if element.tag in _LINES:
        most = sizes.characters[element] + _LITTLE
        for around in element.iterancestors():
            if around.tag not in _BOXES or sizes.characters[around] > most:
                break
            box = around
    return box


def _cards(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the pointers to other articles: boxes alike of a linked heading and a few words."""
    alike: dict[tuple[str, str], list[html.HtmlElement]] = {}
    sizes = _measured(tree)
    for heading in tree.iter(*(_HEADINGS - {"h1"})):
        if _is_link(heading) and (card := _card(heading, sizes)) is not None:
            alike.setdefault((str(card.tag), card.get("class") or ""), []).append(card)
    for cards in alike.values():
        if len(cards) >= _FEWEST_CARDS:
            yield from cards


def _card(heading: html.HtmlElement, sizes: _Sizes) -> html.HtmlElement | None:
    """Return the outermost box around a heading that has no other, and few words."""
    card = None
    for around in heading.iterancestors():
        if sizes.characters[around] > _LONGEST_CARD or sizes.headings[around] > 1:
            break
        if around.tag in _CARDS:
            card = around
    return card


def _measured(tree: html.HtmlElement) -> _Sizes:
    """Return how much each element holds; every one is looked at once."""
    sizes = _Sizes(Counter(), Counter())
    for element in reversed(list(tree.iter(etree.Element))):
        sizes.characters[element] += len(element.text or "")
        sizes.headings[element] += element.tag in _HEADINGS
        if (parent := element.getparent()) is not None:
            sizes.characters[parent] += sizes.characters[element] + len(element.tail or "")
            sizes.headings[parent] += sizes.headings[element]
    return sizes


def _is_link(heading: html.HtmlElement) -> bool:
    """Tell whether a heading leads to another page as a whole."""
    around = next(heading.iterancestors("a"), None)
    return around is not None or 0 < len(heading.text_content().strip()) <= _linked_length(heading)


def _is_longer(element: html.HtmlElement, most: int) -> bool:
    """Tell whether an element has more than so many characters, without looking at all of them."""
    return any(count > most for count in accumulate(map(len, element.itertext())))


def _linked_length(element: html.HtmlElement) -> int:
    return sum(len(link.text_content()) for link in element.iter("a"))
