"""Main text of web pages against trafilatura alone: word F on pages of our own making.

Usage: python -m tests.benchmarks.bench_extraction [--every]
--every: each habit with each story. Columns: body, bare, with headline, bare; only pages that are not whole.
"""

import re
import sys
from collections import Counter

from trafilatura import extract

from annotations.errors import NewsmarkError
from annotations.models import Article
from annotations.sources.material import Material
from annotations.sources.page import read_page
from annotations.sources.reading import ReadOptions
from tests.pages import HABITS, pages
from tests.stories import Story, stories

_WORD = re.compile(r"\w+")


def f_score(found: str, wanted: str) -> float:
    """Return the F of two texts as multisets of words."""
    first, second = (Counter(_WORD.findall(text.lower())) for text in (found, wanted))
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


def ours(page: str) -> Article | None:
    """Return the article of a page; None where it is refused."""
    try:
        return read_page(Material(data=page.encode(), name="page", title="page"), ReadOptions())
    except NewsmarkError:
        return None


def body_of(article: Article | None) -> str:
    """Return an article's text without its headline."""
    return article.text.removeprefix(article.title) if article else ""


def measured(every: bool) -> list[tuple[str, Story, str]]:
    """Return one page per habit, or every habit with every story."""
    if not every:
        return list(pages())
    return [(habit.__name__, story, habit(story)) for habit in HABITS for story in stories()]


def main() -> None:
    """Print a line per page and the means."""
    rows = []
    for name, story, page in measured("--every" in sys.argv):
        article = ours(page)
        bare = extract(page) or ""
        whole = f"{story.headline}\n{story.main_text}"
        scores = (
            f_score(body_of(article), story.main_text),
            f_score(bare, story.main_text),
            f_score(article.text if article else "", whole),
            f_score(bare, whole),
        )
        rows.append(scores)
        headline = article is not None and article.title == story.headline
        if scores[0] < 1 or not headline:
            print(f"{name:18} {' '.join(f'{score:.3f}' for score in scores)} {'' if headline else 'no headline'}")
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    print(
        f"{len(rows)} pages: body F {means[0]:.4f} (bare {means[1]:.4f}), "
        f"with headline {means[2]:.4f} (bare {means[3]:.4f})"
    )


if __name__ == "__main__":
    main()
