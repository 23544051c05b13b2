"""A list of articles to pick from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FeedItem:
    """One entry: an article, or in OPML a feed. All words are cleaned for the screen."""

    title: str
    url: str
    """Absolute, http or https."""
    published: str | None = None
    """ISO 8601; None where the feed gives no date that can be read."""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What an RSS, Atom or OPML source offers, in its own order."""

    title: str
    items: tuple[FeedItem, ...]
