import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import SearchError
from annotations.search import LONGEST_PATTERN, MOST_MATCHES, find, find_pattern
from annotations.text import canonical


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The war and the Warden", "war", ["war", "War"]),
        ("The war and the Warden", "War", ["War"]),
        ("a b\nc", "b c", ["b\nc"]),
        ("one\n\ntwo", "one  two", ["one\n\ntwo"]),
        ("an award, a war on", " war ", [" war "]),
        ("He said “it’s over”", '"it\'s over"', ["“it’s over”"]),
        ('He said "it\'s over"', "“it’s over”", ['"it\'s over"']),
        ("café", "cafe\u0301", ["café"]),
        ("warship", "war\u00adship", ["warship"]),
        ("İstanbul, STRASSE, ß ẞ", "stanbul", ["stanbul"]),
        ("İİİ x", "x", ["x"]),
        ("STRASSE ß ẞ", "ß", ["ß", "ẞ"]),
        ("ΣΊΣΥΦΟΣ", "σίσυφος", ["ΣΊΣΥΦΟΣ"]),
        ("a.b axb (c|d)*", "a.b", ["a.b"]),
        ("a.b axb (c|d)*", "(c|d)*", ["(c|d)*"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "", []),
        ("any thing", " \n", []),
        ("any thing", "\u200b", []),
        ("", "a", []),
    ],
)
def test_find(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


@given(st.text(max_size=100), st.text(max_size=8))
def test_matches_lie_in_order_and_each_is_a_match_by_itself(text: str, query: str) -> None:
    matches = find(text, query)
    assert all(0 <= start < end <= len(text) for start, end in matches)
    assert all(one[1] <= other[0] for one, other in pairwise(matches))
    assert all(find(text[start:end], query) == [(0, end - start)] for start, end in matches)


@given(st.text(max_size=60).map(canonical), st.data())
def test_every_word_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    if not words.strip() or canonical(words) != words:
        return
    assert any(match_start <= start < match_end for match_start, match_end in find(text, words))


@given(st.text(alphabet="abAB é", max_size=60), st.text(alphabet="abé", min_size=1, max_size=3))
def test_lower_case_finds_what_comparing_in_lower_case_finds(text: str, query: str) -> None:
    assert len(find(text, query)) == text.lower().count(query)


@pytest.mark.parametrize("query", ["a" * 40 + "b", "a a a a a a a a b", " x", "x ", "a  '\" b"])
def test_repetitive_text_takes_no_more_than_its_length(query: str) -> None:
    def seconds(length: int) -> float:
        text = ("a" * 50 + " " * 50) * length
        started = time.process_time()
        assert find(text, query) == []
        return time.process_time() - started

    short = min(seconds(100) for _ in range(3))
    assert min(seconds(1000) for _ in range(3)) < max(40 * short, 0.05)


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("The war, the wars", r"wars?\b", ["war", "wars"]),
        ("War and war", "War", ["War"]),
        ("War and war", r"\War|wa\w", ["War", "war"]),
        ("cost 5 or 1,200 dollars", r"\d[\d,]*", ["5", "1,200"]),
        ("one\ntwo", "^t.*$", ["two"]),
        ("one\ntwo", "one.two", []),
        ("abc", "x*", []),
        ("abc", "", []),
        ("naïve Ελλάδα", r"\p{Greek}+", ["Ελλάδα"]),
    ],
)
def test_a_regular_expression(text: str, pattern: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_pattern(text, pattern)] == expected


@pytest.mark.parametrize("pattern", ["(", "[a", "a" * (LONGEST_PATTERN + 1), "*"])
def test_what_is_no_regular_expression_is_said(pattern: str) -> None:
    with pytest.raises(SearchError) as caught:
        find_pattern("a", pattern)
    assert caught.value.hint


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+$", r"(.*a){12}$"])
def test_a_catastrophic_regular_expression_is_given_up(pattern: str) -> None:
    started = time.process_time()
    with pytest.raises(SearchError, match="too long"):
        find_pattern("a" * 3000 + "!", pattern, patience=0.05)
    assert time.process_time() - started < 2


def test_no_search_returns_more_than_anybody_can_use() -> None:
    text = "e" * (MOST_MATCHES + 10)
    assert len(find(text, "e")) == len(find_pattern(text, "e")) == MOST_MATCHES
