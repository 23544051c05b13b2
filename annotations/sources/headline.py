"""The headline of a page: as readers see it, where the page's own data say which heading that is."""

import re
from itertools import combinations

from lxml import html

from annotations.cleaning import clean_line
from annotations.sources.rendering import pieces_of

_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\s+[|\-–—·•»:]\s+")
_ALIKE = 0.5
"""The share of words that a heading and the declared title have in common, if they are the same headline."""
_MOST_PARTS = 8


def headline_of(tree: html.HtmlElement, declared: str | None) -> str | None:
    """Return the main heading that says what `declared` or the window's title says; else these; else any main heading.

    What is declared may be another headline, made for those who see it elsewhere.
    """
    headings = main_headings(tree)
    named = [name for name in (declared, _page_title(tree)) if name]
    fitting = (text for name in named for text in headings if likeness(text, name) >= _ALIKE)
    best = max(fitting, key=lambda text: max(likeness(text, name) for name in named), default=None)
    return best or next(iter([*named, *headings]), None)


def main_headings(tree: html.HtmlElement) -> list[str]:
    """Return the words of the headings of the first level, cleaned."""
    return [text for heading in tree.iter("h1") if (text := clean_line(heading.text_content()))]


def window_title(tree: html.HtmlElement) -> str:
    """Return the title of the window, cleaned; empty if there is none."""
    return clean_line(next((element.text or "" for element in tree.iter("title")), ""))


def likeness(one: str, other: str) -> float:
    """Return the share of its words that the shorter of two headlines has in common with the other."""
    first, second = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(first & second) / max(min(len(first), len(second)), 1)


def _page_title(tree: html.HtmlElement) -> str | None:
    """Return what of the window's title the page shows as a line, else its longest part: sites add their name."""
    title = window_title(tree)
    cuts = [0, *(place for mark in _SITE.finditer(title) for place in mark.span()), len(title)][: 2 * _MOST_PARTS]
    parts = [title[start:end] for start, end in combinations(cuts, 2) if start in cuts[::2] and end in cuts[1::2]]
    words = (text for part in tree.iterchildren() if part.tag != "head" for text in part.itertext())
    shown = {clean_line(line) for line in (*(piece.text for piece in pieces_of(tree)), *words)}
    own = [part for part in parts if part in shown] or _SITE.split(title)
    return max(own, key=lambda part: len(_WORD.findall(part)), default=None) or None
