"""What is taken out of a page before its main text is chosen, and what that costs on pages made to cost much."""

from time import process_time

import pytest
from lxml import html

from annotations.sources.pruning import prune
from annotations.sources.shingles import shingles_of

MAIN = tuple(f"The council met on day {number} and voted for the {number}th bridge." for number in range(50))
OTHER = "Nobody who reads about bridges wants these words about ferries."
TEXT = "".join(f"<p>{words}</p>" for words in MAIN)
AFFORDABLE = 2.0
"""Seconds of computing; what looks at everything once takes a tenth at most, what looks at pairs four times as much."""


def pruned(markup: str) -> str:
    tree = html.document_fromstring(markup)
    prune(tree, shingles_of(MAIN))
    return str(tree.text_content())


def test_an_unwanted_element_goes_unless_it_holds_much_of_the_choice() -> None:
    assert OTHER not in pruned(f"{TEXT}<aside>{OTHER}</aside>")
    assert MAIN[-1] in pruned(f"<aside>{OTHER}{TEXT}</aside>")


def test_what_is_unwanted_within_an_element_that_stays_goes() -> None:
    text = pruned(f"<aside>{TEXT}<div class=related>{TEXT}<div class=promo>{OTHER}</div></div></aside>")
    assert MAIN[0] in text
    assert OTHER not in text


def test_boxes_alike_of_a_linked_heading_are_pointers_unless_one_stands_alone() -> None:
    card = f"<div class=card><a href=/x><h3>{OTHER}</h3></a> Few words.</div>"
    assert OTHER not in pruned(f"<div>{TEXT}</div>{card}{card}")
    assert OTHER in pruned(f"<div>{TEXT}</div>{card}")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" + "<a href=x><h2></h2></a>" * 4000,
        "<div>" + "<i></i>" * 4000 + "<a href=x><h2>a</h2></a>" * 4000,
        "<div>" + "<i></i>" * 4000 + "<p>Advertisement</p>" * 4000,
        "<aside>" * 200 + TEXT * 40,
        TEXT + "<aside>" * 200 + f"<p>{OTHER}</p>" * 2000,
    ],
    ids=["empty headings", "headings behind nothing", "advertisements", "nested around the text", "nested beside it"],
)
def test_a_page_made_to_be_slow_is_not(markup: str) -> None:
    before = process_time()
    pruned(markup)
    assert process_time() - before < AFFORDABLE
