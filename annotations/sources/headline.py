"""The headline of a page: as readers see it, where the page's own data say which heading that is."""

import re

from lxml import html

from annotations.text import clean_line

_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\s+[|\-–—·•»:]\s+")
_ALIKE = 0.5
"""The share of words that a heading and the declared title have in common, if they are the same headline."""


def headline_of(tree: html.HtmlElement, declared: str | None) -> str | None:
    """Return the main heading that says what `declared` says; else that, the only main heading, or the page's title."""
    headings = [text for heading in tree.iter("h1") if (text := clean_line(heading.text_content()))]
    named = declared or _page_title(tree)
    if named and (best := max(headings, key=lambda text: _likeness(text, named), default=None)):
        return best if _likeness(best, named) >= _ALIKE else declared or best
    return named or next(iter(headings), None)


def _page_title(tree: html.HtmlElement) -> str | None:
    """Return the title of the window without the name of the site, which stands at an end of it."""
    title = clean_line(next((element.text or "" for element in tree.iter("title")), ""))
    return max(_SITE.split(title), key=lambda part: len(_WORD.findall(part)), default=title) or None


def _likeness(one: str, other: str) -> float:
    first, second = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(first & second) / max(min(len(first), len(second)), 1) if min(len(first), len(second)) else 0.0
