"""Moving a caret and marking text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.motions import Unit, moved, paragraph_at, sentence_at, trimmed
from tui.selection import Selection

TEXT = "Mr. Ode left at 3.30 p.m. on Friday. “It’s late,” he said.\n\nNobody stayed. J. Bray locked up."
UNITS: tuple[Unit, ...] = ("character", "word", "sentence", "paragraph")


def stops(unit: Unit, direction: int) -> list[str]:
    """Return the pieces of TEXT between one stop and the next."""
    offset = 0 if direction > 0 else len(TEXT)
    pieces: list[str] = []
    while True:
        following = moved(TEXT, offset, unit, direction)
        if following == offset:
            return pieces
        pieces.append(TEXT[min(offset, following) : max(offset, following)])
        offset = following


def test_sentences_end_with_their_closing_marks_and_not_after_initials_and_titles() -> None:
    assert stops("sentence", 1) == [
        "Mr. Ode left at 3.30 p.m. on Friday.",
        " “It’s late,” he said.",
        "\n\nNobody stayed.",
        " J. Bray locked up.",
    ]


def test_backwards_sentences_stop_at_their_starts() -> None:
    assert [piece.strip() for piece in stops("sentence", -1)] == [
        "J. Bray locked up.",
        "Nobody stayed.",
        "“It’s late,” he said.",
        "Mr. Ode left at 3.30 p.m. on Friday.",
    ]


def test_words_keep_apostrophes_and_decimals() -> None:
    assert [piece.strip("“”,. \n") for piece in stops("word", 1)][:8] == [
        "Mr",
        "Ode",
        "left",
        "at",
        "3.30",
        "p.m",
        "on",
        "Friday",
    ]


def test_paragraphs() -> None:
    assert [piece.strip() for piece in stops("paragraph", 1)] == TEXT.split("\n\n")
    assert [piece.strip() for piece in stops("paragraph", -1)] == TEXT.split("\n\n")[::-1]


def test_a_joined_emoji_is_one_character() -> None:
    text = "a👨\N{ZERO WIDTH JOINER}👩b"
    assert moved(text, 1, "character", 1) == 4
    assert moved(text, 4, "character", -1) == 1


@given(st.text(alphabet="ab.! \n“”'Ré", max_size=40), st.integers(0, 40), st.sampled_from(UNITS))
def test_each_step_goes_its_way_and_ends_at_the_edge(text: str, offset: int, unit: Unit) -> None:
    offset = min(offset, len(text))
    forward, back = moved(text, offset, unit, 1), moved(text, offset, unit, -1)
    assert offset < forward <= len(text) or forward == offset == len(text)
    assert 0 <= back < offset or back == offset == 0


@pytest.mark.parametrize("words", ["Mr. Ode", "It’s", "he said.", "Nobody", "Bray"])
def test_the_sentence_around_an_offset_contains_it(words: str) -> None:
    offset = TEXT.index(words)
    start, end = sentence_at(TEXT, offset)
    assert start <= offset < end
    first, last = paragraph_at(TEXT, offset)
    assert first <= start < end <= last


def test_trimming_leaves_the_words() -> None:
    assert trimmed("a  bc  d", 1, 6) == (3, 5)
    assert trimmed("a    d", 2, 4)[0] == trimmed("a    d", 2, 4)[1]


def test_a_selection_grows_shrinks_and_swaps_its_ends() -> None:
    selection = Selection(4, 7)
    assert selection.extended(TEXT, "word", 1).words(TEXT) == (4, TEXT.index(" at"))
    assert selection.swapped().extended(TEXT, "word", -1).span == (0, 7)
    assert selection.begun().span == (7, 7)
    assert selection.moved_to(0).span == (0, 4)
