import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.diff import Segment, diff

_WORDS = st.lists(st.sampled_from(["the ", "mayor", " ", "\n\n", "8.5 ", "it. ", "👷🏽", "€"]), max_size=30).map(
    "".join
)


def shown(old: str, new: str) -> str:
    """Return a diff on one line: [-deleted-] {+inserted+}."""
    parts = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(
        parts[segment.kind].format(
            new[segment.new_start : segment.new_end]
            if segment.kind == "inserted"
            else old[segment.old_start : segment.old_end]
        )
        for segment in diff(old, new)
    )


def assert_is_a_diff(old: str, new: str, segments: tuple[Segment, ...]) -> None:
    """Assert that the segments tile both texts, and that equal ones are equal."""
    old_end = new_end = 0
    for segment in segments:
        assert (segment.old_start, segment.new_start) == (old_end, new_end)
        old_end, new_end = segment.old_end, segment.new_end
        if segment.kind == "equal":
            assert old[segment.old_start : old_end] == new[segment.new_start : new_end] != ""
        else:
            assert (old_end > segment.old_start, new_end > segment.new_start) == (
                segment.kind == "deleted",
                segment.kind == "inserted",
            )
    assert (old_end, new_end) == (len(old), len(new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("It costs 48 million.", "It costs 48.5 million.", "It costs [-48-]{+48.5+} million."),
        ("The old bridge fell.", "The bridge fell at noon.", "The [-old -]bridge fell{+ at noon+}."),
        ("a big cat sat", "a red dog sat", "a [-big cat-]{+red dog+} sat"),
        ("One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One.\n\n{+New.\n\n+}Two."),
    ],
)
def test_words_are_compared(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(_WORDS, _WORDS)
def test_segments_tile_both_texts(old: str, new: str) -> None:
    assert_is_a_diff(old, new, diff(old, new))


def test_long_texts_are_divided_where_they_agree() -> None:
    sentences = [f"Ward {number} voted on the {number % 7} plans it had. " for number in range(3000)]
    old = "".join(sentences)
    edited = [*sentences[:700], "A new sentence. ", *sentences[701:2000], *sentences[2100:]]
    edited[5] = "Ward 5 voted on no plan it had. "
    segments = diff(old, "".join(edited))
    assert_is_a_diff(old, "".join(edited), segments)
    assert sum(segment.old_end - segment.old_start for segment in segments if segment.kind == "equal") > len(old) * 0.95


def test_hostile_texts_take_no_more_than_their_length() -> None:
    random = Random(1)
    for words in (["tick", "tock"], ["a"], ["“", "”", "x"], [str(number) for number in range(500)]):
        old, new = (" ".join(random.choices(words, k=60_000)) for _ in range(2))
        started = time.process_time()
        segments = diff(old, new)
        assert time.process_time() - started < 3
        assert_is_a_diff(old, new, segments)
