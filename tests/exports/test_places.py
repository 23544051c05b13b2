"""Words that others quote, found in an article."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.imports.places import Part, Places
from annotations.models import Span


def test_words_that_occur_twice_are_told_by_what_is_around_them() -> None:
    text = "The count was 12 on Monday.\n\nThe count was 12 on Friday evening.\n\nYes. Yes."
    second = text.rindex("count was 12")
    found = Places(text).locate(Part("count was 12", "The ", " on Friday evening."))
    assert found
    assert found.start == second
    assert Places(text).locate(Part("Yes.")) is None
    placed = Places(text).locate(Part("Yes.", place=(text.rindex("Yes."), len(text))))
    assert placed
    assert placed.start == text.rindex("Yes.")
    assert Places(text).locate(Part("  ")) is None


def test_words_are_found_whatever_space_and_quotation_marks_are_between_them() -> None:
    text = "“Yes”\n\nand   no.\n\t «Maybe» so"
    found = Places(text).locate(Part("'Yes' and\nno. \"Maybe\""))
    assert found == Span(0, text.index(" so"), text[: text.index(" so")])


@given(st.lists(st.sampled_from(["a", "b", "“", " ", "\n", "\t\n"]), max_size=30).map("".join), st.data())
def test_what_stands_once_in_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].strip()
    found = Places(text).locate(Part(" ".join(words.split())))
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [match.start() for match in re.finditer(f"(?={pattern})", text)] if words else []
    assert found is None if len(places) != 1 else found and found.start == places[0]
    assert found is None or (found.text == text[found.start : found.end] and found.text.split() == words.split())


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Part("a " * 16_000 + "b"), id="many words"),
        pytest.param(Part("a", "a " * 100_000, "a " * 100_000), id="much around them"),
    ],
)
def test_no_words_take_long_to_look_for(part: Part) -> None:
    places = Places("a " * 200_000)
    begin = time.process_time()
    assert places.locate(part) is None
    assert time.process_time() - begin < 2
