"""The rows of the library and of feeds, in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.cleaning import clean_line
from annotations.models import ArticleEntry, Verdict
from annotations.sources.feed import Feed
from tui.glyphs import Glyphs
from tui.services import Listed
from tui.shelf import open_claims, origin

_BAR_CELLS = 12
_PERCENT_CELLS = 5
_PLACES = ("http://", "https://")


@dataclass(frozen=True)
class RowLine:
    """One line of a row."""

    left: tuple[str, str]
    right: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class ArticleRows:
    """Articles: title and counts of verdicts, then source, date and how far they are read."""

    articles: Sequence[Listed]
    glyphs: Glyphs

    @cached_property
    def ids(self) -> Sequence[str]:
        """Ids of the articles."""
        return [article.entry.id for article in self.articles]

    def lines(self, place: int) -> Sequence[RowLine]:
        """Return two lines about an article."""
        article = self.articles[place]
        entry = article.entry
        about = f"{entry.opened[:10]}  {short_origin(entry)}"
        return (
            RowLine((clean_line(entry.called), "title"), verdict_counts(article, self.glyphs)),
            RowLine((about, "dim"), progress_bar(entry, self.glyphs)),
        )


@dataclass(frozen=True)
class FeedRows:
    """What a feed offers: title, then date and summary; how far it is read where it was opened before."""

    feed: Feed
    known: Mapping[str, Listed]
    """Articles of the library by their source."""
    glyphs: Glyphs

    @cached_property
    def ids(self) -> Sequence[str]:
        """Numbers of the items: an address may stand in a feed twice."""
        return [str(number) for number in range(len(self.feed.items))]

    def lines(self, place: int) -> Sequence[RowLine]:
        """Return two lines about an item."""
        item = self.feed.items[place]
        article = self.known.get(item.url)
        about = "  ".join(filter(None, ((item.published or "")[:10], item.summary or item.url)))
        return (
            RowLine((item.title, "title"), verdict_counts(article, self.glyphs) if article else ()),
            RowLine((about, "dim"), progress_bar(article.entry, self.glyphs) if article else ()),
        )


def verdict_counts(article: Listed, glyphs: Glyphs) -> Sequence[tuple[str, str]]:
    """Return how many claims are verified, disputed and open; those of which there are none are left out."""
    counts: tuple[tuple[int | None, Verdict | None], ...] = (
        (article.counts.verified, "verified"),
        (article.counts.disputed, "disputed"),
        (open_claims(article), None),
    )
    return [(f"  {glyphs.verdicts[verdict]}{number}", verdict or "open") for number, verdict in counts if number]


def progress_bar(entry: ArticleEntry, glyphs: Glyphs) -> Sequence[tuple[str, str]]:
    """Return how far an article is read."""
    percent = entry.percent_read
    cells = -(-percent * _BAR_CELLS // 100)
    done, left = glyphs.bar
    return (
        (f" {done * cells}", "done"),
        (left * (_BAR_CELLS - cells), "left"),
        (f"{percent:>{_PERCENT_CELLS - 1}}%", "dim"),
    )


def short_origin(entry: ArticleEntry) -> str:
    """Return where an article comes from: the host of an address, the name of a file and its folder."""
    source = origin(entry)
    if source.lower().startswith(_PLACES):
        return source.split("/", 3)[2].removeprefix("www.")
    return "/".join(source.rsplit("/", 2)[-2:])
