"""Pages as they are found: none is read clearly worse than by trafilatura alone."""

from random import Random
from statistics import fmean

import pytest

from tests.sources.measuring import EVERY, Known, every_page, known, read, scores_of
from tests.sources.mutations import mutated
from tests.stories import stories

PAGES = tuple(every_page(with_every_story=False))


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_no_page_is_read_worse_than_by_trafilatura_alone(page: Known) -> None:
    article = read(page.html)
    assert article is not None
    ours, bare = scores_of(page, article)
    assert ours >= bare - 0.01
    assert ours > 0.95


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_headline_comes_first_and_once(page: Known) -> None:
    article = read(page.html)
    assert article is not None
    first, *rest = [article.text[block.start : block.end] for block in article.blocks]
    assert article.blocks[0].kind == "heading"
    assert first == article.title == page.headline
    assert page.headline not in rest


def test_changed_at_random_few_pages_are_read_worse_and_all_together_better() -> None:
    told = stories()
    scores = []
    for seed in range(150):
        random = Random(seed)
        page = known(random.choice(EVERY), random.choice(told))
        changed = page._replace(html=mutated(page.html, random))
        scores.append(scores_of(changed, read(changed.html)))
    assert fmean(score.ours for score in scores) >= fmean(score.bare for score in scores) + 0.02
    assert sum(score.ours < score.bare - 0.01 for score in scores) <= 3
