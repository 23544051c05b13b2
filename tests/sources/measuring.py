"""How well a page's main text is found, by us and by trafilatura alone, on pages whose text is known."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from trafilatura import extract

from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.sources.logs import silence
from annotations.sources.material import Material
from annotations.sources.page import read_page
from annotations.sources.reading import ReadOptions
from tests.pages import HABITS
from tests.sources.wild_data import DATA
from tests.sources.wild_markup import MARKUP
from tests.sources.wild_sites import SITES
from tests.stories import Story, stories

Habit = Callable[[Story], str]

EVERY: tuple[Habit, ...] = (*HABITS, *SITES, *MARKUP, *DATA)
_WORD = re.compile(r"\w+")


def _all_told(_: Story) -> str:
    return "\n".join(f"Part {number}\n{each.main_text}" for number, each in enumerate(stories(), 1))


_TEXTS: Mapping[str, Callable[[Story], str]] = MappingProxyType(
    {"very_short": lambda story: story.blocks[0][1], "very_long": _all_told}
)
"""What pages tell that do not tell their story as it is."""


class Known(NamedTuple):
    """A page of our own making, and what is on it."""

    name: str
    headline: str
    text: str
    html: str


class Scores(NamedTuple):
    """The F of the words found without the headline: ours, and bare trafilatura's."""

    ours: float
    bare: float


def known(habit: Habit, story: Story) -> Known:
    """Return the page that a habit makes of a story."""
    told = _TEXTS.get(habit.__name__)
    return Known(habit.__name__, story.headline, told(story) if told else story.main_text, habit(story))


def every_page(*, with_every_story: bool) -> Iterator[Known]:
    """Yield the page of each habit: of one story, or of every one."""
    told = stories()
    for number, habit in enumerate(EVERY):
        for story in told if with_every_story else [told[number % len(told)]]:
            yield known(habit, story)


def read(html: str) -> Article | None:
    """Return the article of a page; None where it is refused."""
    try:
        return read_page(Material(data=html.encode(), name="page", title="page"), ReadOptions())
    except NewsmarkError:
        return None


def scores_of(page: Known, article: Article | None) -> Scores:
    """Return how well the text of a page was found, and how well trafilatura alone does."""
    silence("trafilatura")
    ours = article.text.removeprefix(article.title) if article else ""
    return Scores(f_score(ours, page.text), f_score(extract(page.html) or "", page.text))


def f_score(found: str, wanted: str) -> float:
    """Return the F of two texts as multisets of words."""
    first, second = (Counter(_WORD.findall(text.lower())) for text in (found, wanted))
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)
