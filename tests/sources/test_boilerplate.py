import pytest

from annotations.sources.assembly import Piece
from annotations.sources.boilerplate import is_unwanted, without_boilerplate
from tests.stories import stories

STORY = stories()[0]
TEXT = tuple(Piece("paragraph", words) for kind, words in STORY.blocks if kind == "p")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Read more: Why the county waited six years",
            "READ ALSO",
            "Related: The last cinema shuts",
            "More on this story",
        ),
        *(
            "Advertisement",
            "Advertisement - Story continues below",
            "ADVERTISEMENT",
            "Story continues below advertisement",
        ),
        *("Sign up for our free newsletter", "Get the news delivered to your inbox", "Subscribe now", "Log in"),
        *(
            "Follow us on Facebook and X",
            "Share on Twitter",
            "Facebook | Twitter | Email",
            "Click here to read our archive",
        ),
        *(
            "Photo: The quay at dawn",
            "Image credit: Jo Field",
            "The quay at dawn. Jo Field/Getty Images",
            "© 2025 The Courier",
        ),
        *(
            "Tags: town, money",
            "Continue reading",
            "Already a subscriber? Log in",
            "Loading...",
            "Please enable JavaScript",
        ),
        *(
            "Advertisement:",
            "SHARE / TWEET / 82 COMMENTS",
            "Share this:",
            "Show all 14 comments",
            "View all posts by Ada",
        ),
        *("Click to share on X (Opens in new window)", "Posted by Ada at 8:12 AM", "Tagged town, steel"),
        *(
            "The quay at dawn, with boats in a row that wait for the tide to come in. (AP Photo/Jo Field)",
            "A ferry leaves Elmford on Friday. REUTERS/Jo Field",
            "Mr. Hale in 2019. Credit: Jo Field for The Courier",
            "The north bank (Photo by Jo Field)",
            "Fans of the old bridge. AFP via Getty Images",
        ),
    ],
)
def test_lines_around_the_text_are_told(line: str) -> None:
    assert is_unwanted(line)
    assert without_boilerplate([*TEXT[:3], Piece("paragraph", line), *TEXT[3:]]) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Read the minutes of the meeting, he said, and you will see.",
            "More rain fell in one night than in all of May.",
        ),
        *(
            "Photographs show the bridge in 1911.",
            "Advertisement spending fell by 9 percent.",
            "See you in court, she said.",
        ),
        *("Related charges were dropped in March.", "Subscribers to the theatre will get their money back."),
        *("Follow the money, the engineer advised.", "Share prices rose on Friday.", "By noon it was over."),
        *("Save the bridge!", "Comments by the mayor drew laughter.", "Created in 1911, the bridge carried trams."),
        *("News of the closure spread fast.", "Join them or stay away, the union told its members on Monday."),
        *(
            "He told Reuters.",
            "The council sued Getty Images in 2019.",
            "Bloomberg owns it, she told the Associated Press.",
        ),
        *("He sold the photo: it hung in the hall.", "Tagged with a monitor, he left the court."),
    ],
)
def test_lines_of_the_text_stay(line: str) -> None:
    whole = (Piece("paragraph", line), *TEXT)
    assert without_boilerplate(whole) == whole


@pytest.mark.parametrize(
    "line",
    [
        *(
            "By Ada Moss",
            "BY ADA MOSS",
            "By Ada Moss and Tom Hale in Elmford",
            "Ada Moss",
            "Published 14 March 2025, 08:12 GMT",
        ),
        *(
            "March 14, 2025",
            "Fri 14 Mar 2025 08.12 GMT",
            "Updated: 2025-03-14",
            "3 min read",
            "2 hours ago",
            "Exclusive",
        ),
    ],
)
def test_bylines_and_dates_before_the_text_are_told(line: str) -> None:
    assert without_boilerplate([Piece("paragraph", line), *TEXT], "Ada Moss") == TEXT


@pytest.mark.parametrize(
    "heading", ["Related stories", "More from The Courier", "Most read", "Comments (9)", "You may also like"]
)
def test_the_text_ends_where_a_heading_says_so_and_little_follows(heading: str) -> None:
    tail = (Piece("heading", heading), Piece("paragraph", "Another thing that happened in the town"))
    assert without_boilerplate((*TEXT, *tail)) == TEXT
    early = (TEXT[0], *tail, *TEXT[1:])
    assert set(TEXT) <= set(without_boilerplate(early))


@pytest.mark.parametrize("label", ["Most read", "Advertisement", "Trending"])
def test_a_label_between_paragraphs_does_not_end_the_text(label: str) -> None:
    kept = without_boilerplate((*TEXT[:-3], Piece("heading", label), *TEXT[-3:]))
    assert set(TEXT) <= set(kept)


def test_a_text_of_short_lines_is_no_row_of_labels() -> None:
    poem = tuple(Piece("paragraph", f"the tide went out again {number}") for number in "abcdefgh")
    assert without_boilerplate(poem) == poem


@pytest.mark.parametrize(
    "heading", ["More women than men", "Most people stayed", "Who pays?", "Our story so far", "Comments that hurt"]
)
def test_other_headings_end_nothing(heading: str) -> None:
    whole = (*TEXT[:-1], Piece("heading", heading), TEXT[-1])
    assert without_boilerplate(whole) == whole


def test_a_sentence_pulled_out_for_show_and_a_block_twice_are_left_out() -> None:
    pulled = Piece("block_quote", "Rust does not take weekends off")
    assert without_boilerplate((*TEXT[:2], pulled, *TEXT[2:], TEXT[0])) == TEXT
    own = Piece("block_quote", "Nothing in the text says this.")
    assert own in without_boilerplate((*TEXT, own), None)


def test_lines_alike_in_a_list_stay() -> None:
    whole = (*TEXT, Piece("paragraph", "Open from 8 to 4."), Piece("paragraph", "Open from 8 to 4."))
    assert without_boilerplate(whole) == whole


def test_the_headline_is_no_part_of_the_text() -> None:
    shouted = Piece("heading", STORY.headline.upper())
    assert without_boilerplate((shouted, *TEXT), None, STORY.headline) == TEXT


def test_labels_before_and_after_the_text_are_left_out() -> None:
    before = (Piece("paragraph", "Home"), Piece("list_item", "From the section Science"))
    after = (Piece("paragraph", "Next story"), Piece("paragraph", "|"))
    assert without_boilerplate((*before, *TEXT, *after)) == TEXT
    inside = (*TEXT[:3], Piece("list_item", "Two eggs"), *TEXT[3:], Piece("list_item", "One bridge"))
    assert without_boilerplate(inside) == inside
    table = (*TEXT, Piece("paragraph", "2019 | 57 vehicles"))
    assert without_boilerplate(table) == table
