import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.blocks import blocks_of
from annotations.text import canonical

LEAD = (
    "The council of Porto voted late on Monday to close the oldest of its six bridges for two years, after engineers "
    "found cracks in both piers and warned that another winter of floods could bring down the upper deck."
)
REACTION = (
    "“Nobody likes to shut a bridge,” said the mayor, Ana Lima, who had promised in spring that traffic would keep "
    "moving while the piers were repaired. “But nobody wants to explain a collapse either.”"
)
COST = (
    "The work will cost about 48 million euros, a third more than was planned, and shop owners on the south bank "
    "fear for their trade; they want the city to run free boats."
)
HEADLINE = "Porto closes its oldest bridge"

words = st.text(alphabet="abcdefgé’", min_size=3, max_size=12)
sentences = st.lists(words, min_size=8, max_size=25).map(lambda chosen: " ".join(chosen).capitalize() + ".")
paragraphs = st.lists(sentences, min_size=2, max_size=6).map(" ".join)


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks_of(text)]


@pytest.mark.parametrize("width", [40, 60, 65, 72, 80, 100])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    article = [HEADLINE, LEAD, REACTION, COST]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in article)
    assert canonical(wrapped) == "\n\n".join(article)
    assert len(canonical(wrapped)) == len(wrapped)


@given(st.lists(paragraphs, min_size=1, max_size=5), st.integers(40, 100))
def test_any_prose_wrapped_at_a_column_is_joined(article: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in article)
    breaks = [line for part in wrapped.split("\n\n") for line in part.split("\n")[:-1]]
    assume(any(len(paragraph) > 100 for paragraph in article))
    # where most lines end with a sentence, a line may as well be a paragraph
    assume(sum(line.endswith(".") for line in breaks) < len(breaks) / 4)
    assert canonical(wrapped) == "\n\n".join(article)


@given(
    st.lists(st.lists(words, max_size=14).map(" ".join) | st.sampled_from(["", "- a b", "1. c", "> d"]), max_size=30),
    st.booleans(),
)
def test_joining_happens_once_and_keeps_the_length(lines: list[str], spread: bool) -> None:
    text = ("\n\n" if spread else "\n").join(lines)
    once = canonical(text)
    assert canonical(once) == once
    assert once.replace("\n", " ").split() == text.split()


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_one_paragraph_per_line_stays(separator: str) -> None:
    text = separator.join([HEADLINE, LEAD, "A vote too far", REACTION, COST])
    assert canonical(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"- the item number {number} of a list whose items are long enough to wrap" for number in range(9)),
        "\n".join(f"{number}. a step that has to be taken before the next one can be taken, so" for number in range(9)),
        "The river rises at night\nand carries off the old boats\none by one, without a sound,\nto where the sea lies.",
        "and still the river goes on under the arches\n"
        "carrying what the night has left to it, slowly\n"
        "past the last of the houses where nobody sleeps now, and nobody\n"
        "waits\n"
        "for the boats that were promised to us in spring\n"
        "by the men in hats",
        "Mayor says bridge will be closed after the storm of Monday\n"
        "Police hold two men after a fight in the centre of the town\n"
        "Ministers agree on aid for farmers who lost their whole crop",
        "The bridge is closed. Nobody knows until when it will be so.\n"
        "The mayor spoke for an hour. She was asked about the money.\n"
        "The opposition wants a vote about it. It may get one in May.",
        "First Bank of the River\n12 Long Street\nPorto",
    ],
)
def test_lists_verse_headlines_and_short_paragraphs_stay(text: str) -> None:
    assert canonical(text) == text


def test_in_a_wrapped_text_lists_quotes_and_short_lines_keep_their_line_ends() -> None:
    parts = [
        "Long Street Press Office\nPorto",
        textwrap.fill(LEAD, 72),
        textwrap.fill("- " + COST, 72) + "\n" + textwrap.fill("- " + REACTION, 72),
        "> a quoted line that is long enough to be taken for one that is full\n> and the next",
        "=" * 60 + "\n" + textwrap.fill(COST, 72),
    ]
    joined = [parts[0], LEAD, f"- {COST}\n- {REACTION}", parts[3], "=" * 60 + "\n" + COST]
    assert canonical("\n\n".join(parts)) == "\n\n".join(joined)


def test_an_address_too_long_for_the_column_does_not_hide_the_wrapping() -> None:
    address = "https://example.org/" + "a-very-long-path/" * 8
    text = textwrap.fill(LEAD, 72) + "\n\n" + address + "\n\n" + textwrap.fill(COST, 72)
    assert canonical(text) == f"{LEAD}\n\n{address}\n\n{COST}"


@given(st.text(alphabet="ab .?>-1\n\n", max_size=80).map(canonical))
def test_blocks_are_the_lines_that_are_not_blank(text: str) -> None:
    blocks = blocks_of(text)
    assert [text[block.start : block.end] for block in blocks] == [line for line in text.split("\n") if line]
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)


def test_a_headline_and_the_headings_between_paragraphs_are_told() -> None:
    text = "\n\n".join([HEADLINE, LEAD, "Mayor warns of ‘hard’ winter", REACTION, "Who will pay?", COST])
    assert kinds(text) == ["heading", "paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_a_headline_may_be_a_sentence_that_the_lead_says_again() -> None:
    headline = "The council of Porto has voted to close the oldest bridge for two years."
    assert kinds(f"{headline}\n{LEAD}\n{COST}") == ["heading", "paragraph", "paragraph"]
    assert kinds(f"Rain fell on the whole of the north again.\n{LEAD}\n{COST}") == ["paragraph"] * 3


def test_a_byline_is_no_heading() -> None:
    assert kinds(f"{HEADLINE}\nBy Rui Costa\n{LEAD}") == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize("line", ["“Why now?”", "He paused.", "and so it went", "***", "They list:", "A, b,"])
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert kinds(f"{HEADLINE}\n{LEAD}\n{line}\n{REACTION}")[2] == "paragraph"


def test_a_last_line_and_a_lone_line_are_no_headings() -> None:
    assert kinds(f"{LEAD}\nEnds") == ["paragraph", "paragraph"]
    assert kinds("Only a line") == ["paragraph"]


def test_lists_and_quotes_are_told_by_their_marks() -> None:
    text = (
        f"{LEAD}\n- one\n* two\n• three\n1. four\n12) five\na) six\n> seven\n-8 degrees were measured.\n2024. was bad."
    )
    assert kinds(text)[1:] == ["list_item"] * 6 + ["block_quote"] + ["paragraph"] * 2


def test_blocks_of_nothing() -> None:
    assert blocks_of("") == ()
