from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.cleaning import clean_line
from annotations.models import (
    Anchor,
    AnnotatedArticle,
    Article,
    Block,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Generator,
    Quote,
    Span,
    Speaker,
)
from tui.glyphs import ASCII, UNICODE
from tui.printing import CLAIMS_TITLE, printed

TEXT = "Ada Moss spoke.\n\n“The bridge cost $3 million,” Moss said. She was tired."
QUOTE = Span(17, 46, TEXT[17:46])
ARTICLE = AnnotatedArticle(
    generator=Generator(version="0", pipeline="p 1", analysis="1"),
    article=Article(
        id="a-1", version="sha256:0", title="Ada Moss spoke.", text=TEXT, blocks=(Block("heading", 0, 15),)
    ),
    entities=(
        Entity(id="n-1", start=0, end=8, text="Ada Moss", label="PERSON", entity="e1"),
        Entity(id="n-2", start=34, end=44, text="$3 million", label="MONEY", entity="e2"),
        Entity(id="n-3", start=47, end=51, text="Moss", label="PERSON", entity="e1"),
    ),
    entity_index=(
        EntityCluster(id="e1", name="Ada Moss", label="PERSON", mentions=2),
        EntityCluster(id="e2", name="$3 million", label="MONEY", mentions=1),
    ),
    quotes=(
        Quote(
            id="q-1",
            kind="direct",
            spans=(QUOTE,),
            speaker=Speaker(name="Ada Moss", entity="e1"),
            rule="r",
            confidence=1,
        ),
    ),
    claims=(
        Claim(
            id="c-1",
            spans=(Span(18, 44, TEXT[18:44]),),
            claimant=Claimant(name="Ada Moss"),
            check_worthiness=0.75,
            reasons=("number", "attributed"),
            verdict="disputed",
            note="The budget says two.",
        ),
    ),
)


def test_marks_stand_in_the_text() -> None:
    text = printed(ARTICLE, width=200)
    assert "[Ada Moss PERSON] spoke." in text
    assert "“✗1 The bridge cost [$3 million MONEY],”¹ [Moss] said." in text


def test_the_lists_name_speaker_claimant_score_reasons_and_note() -> None:
    text = printed(ARTICLE, width=200)
    quotes, claims, names = (text.index(f"\n{title}\n---") for title in ("Quotes", CLAIMS_TITLE, "Names"))
    assert "1   Ada Moss (direct)\n      “The bridge cost $3 million,”" in text[quotes:claims]
    assert "✗1  0.75 number, attributed - Ada Moss" in text[claims:names]
    assert "Note: The budget says two." in text[claims:names]
    assert "  PERSON      Ada Moss (2)\n" in text[names:]


def test_ascii_output_needs_no_other_character() -> None:
    marks = printed(ARTICLE, width=80, glyphs=ASCII).replace("“", "").replace("”", "")
    assert marks.isascii()
    assert "{1}" in marks
    assert "x1 The bridge" in marks


def test_a_thought_is_no_quote() -> None:
    thought = replace(ARTICLE.quotes[0], attribution="thought")
    text = printed(replace(ARTICLE, quotes=(thought,)), width=80)
    assert "Quotes" not in text
    assert "¹" not in text


def test_a_claim_that_the_text_lost_is_listed_with_its_words() -> None:
    anchor = Anchor(status="orphan", exact="The tunnel cost more", prefix="", suffix="")
    lost = replace(ARTICLE.claims[0], spans=(), anchor=anchor)
    text = printed(replace(ARTICLE, claims=(lost,)), width=80)
    assert "The tunnel cost more (no longer in the text)" in text
    assert "✗1 The" not in text


def test_an_article_without_marks_is_its_text() -> None:
    bare = AnnotatedArticle(generator=ARTICLE.generator, article=ARTICLE.article)
    assert printed(bare, width=200) == TEXT + "\n"


@given(st.text(), st.integers(20, 120))
def test_no_word_is_lost_and_no_control_character_is_printed(note: str, width: int) -> None:
    article = replace(ARTICLE, claims=(replace(ARTICLE.claims[0], note=note),))
    text = printed(article, width=width)
    shown = text.partition("Note:")[2].partition("\n\nNames\n")[0]
    assert "".join(shown.split()) == "".join(clean_line(note).split())
    assert all(character.isprintable() or character == "\n" for character in text if ord(character) < 0xA0)


@given(st.integers(20, 120))
def test_lines_are_no_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in printed(ARTICLE, width=width, glyphs=UNICODE).splitlines()) <= width
