"""The library as the reader asks to see it: searched, filtered, ordered, and the day's work in a line. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from re import Pattern
from types import MappingProxyType
from typing import Literal

from annotations.cleaning import clean_line
from annotations.models import ArticleEntry, Timestamp
from annotations.search import compiled
from tui.services import Listed
from tui.telling import counted

Order = Literal["opened", "added", "title", "progress", "open"]
Filter = Literal["all", "unfinished", "open", "disputed", "verified", "notes", "today", "removed"]

ORDERS: tuple[tuple[Order, str], ...] = (
    ("opened", "opened last"),
    ("added", "added last"),
    ("title", "title"),
    ("progress", "furthest read"),
    ("open", "most open claims"),
)
FILTERS: tuple[tuple[Filter, str], ...] = (
    ("all", "all articles"),
    ("unfinished", "not read to the end"),
    ("open", "with open claims"),
    ("disputed", "with disputed claims"),
    ("verified", "with verified claims"),
    ("notes", "with notes"),
    ("today", "opened today"),
    ("removed", "removed ones"),
)


@dataclass(frozen=True)
class View:
    """Which articles are shown, and how."""

    order: Order = "opened"
    is_reversed: bool = False
    shown: Filter = "all"
    query: str = ""


@dataclass(frozen=True)
class Day:
    """A day where the reader is."""

    now: Timestamp
    zone: tzinfo | None = None
    """None for the system's."""

    def has(self, time: Timestamp) -> bool:
        """Tell whether a time is on this day."""
        return self._date(time) == self._date(self.now)

    def _date(self, time: Timestamp) -> object:
        return datetime.fromisoformat(time).astimezone(self.zone).date()


def arranged(articles: Iterable[Listed], view: View, day: Day) -> tuple[Listed, ...]:
    """Return the articles to show, in order; a removed one only where those are asked for."""
    words = [pattern for word in view.query.split() if (pattern := compiled(word))]
    shown = [each for each in articles if _passes(each, view.shown, day) and _matches(each.entry, words)]
    shown.sort(key=_key(view.order), reverse=view.is_reversed)
    return tuple(shown)


def open_claims(article: Listed) -> int | None:
    """Return how many claims have no verdict; None as long as it is not known how many there are."""
    claims, counts = article.entry.claims, article.counts
    return None if claims is None else max(claims - counts.verified - counts.disputed, 0)


def days_work(articles: Iterable[Listed], day: Day) -> str:
    """Say what was done on a day; nothing if that was nothing."""
    claims = read = 0
    for article in articles:
        claims += sum(number for minute, number in article.counts.judged.items() if day.has(f"{minute}Z"))
        read += day.has(article.entry.opened)
    parts = ((claims, "claim", "tagged"), (read, "article", "read"))
    return " · ".join(f"{counted(number, what)} {done}" for number, what, done in parts if number)


def origin(entry: ArticleEntry) -> str:
    """Return where an article comes from, cleaned."""
    return clean_line(entry.source) if entry.source else "standard input"


def _passes(article: Listed, shown: Filter, day: Day) -> bool:
    is_removed = article.entry.removed is not None
    return is_removed == (shown == "removed") and _TESTS[shown](article, day)


def _matches(entry: ArticleEntry, words: Sequence[Pattern[str]]) -> bool:
    if not words:
        return True
    text = f"{entry.called}\n{entry.title}\n{origin(entry)}\n{entry.opened[:10]}"
    return all(word.search(text) for word in words)


def _key(order: Order) -> Callable[[Listed], tuple[object, ...]]:
    """Return what articles are ordered by, so that what is asked for comes first."""
    match order:
        case "opened":
            return lambda article: _descending(article.entry.opened)
        case "added":
            return lambda article: _descending(article.entry.added)
        case "title":
            return lambda article: (clean_line(article.entry.called).casefold(),)
        case "progress":
            return lambda article: (-article.entry.percent_read, *_descending(article.entry.opened))
        case "open":
            return lambda article: (-(open_claims(article) or 0), *_descending(article.entry.opened))


def _descending(time: Timestamp) -> tuple[float]:
    return (-datetime.fromisoformat(time).timestamp(),)


_TESTS: Mapping[Filter, Callable[[Listed, Day], bool]] = MappingProxyType(
    {
        "all": lambda _article, _day: True,
        "unfinished": lambda article, _day: article.entry.percent_read < 100,
        "open": lambda article, _day: open_claims(article) != 0,
        "disputed": lambda article, _day: article.counts.disputed > 0,
        "verified": lambda article, _day: article.counts.verified > 0,
        "notes": lambda article, _day: article.counts.notes > 0,
        "today": lambda article, day: day.has(article.entry.opened),
        "removed": lambda _article, _day: True,
    }
)
