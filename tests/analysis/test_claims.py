"""What counts as a claim, from where to where it goes, and whose it is."""

import pytest
from msgspec.structs import replace

from annotations.analysis.claims import claims
from annotations.models import Block, Claim
from tests.parses import Reading, read

COSTS = """
The/DT/det/2 bridge/NN/nsubj/3 cost/VBD/ROOT/0 3/CD/compound/5/MONEY million/CD/nummod/6/MONEY euros/NNS/obj/3/MONEY \
in/IN/case/8 2019/CD/obl/3/DATE +././punct/3
"""
WEATHER = """
The/DT/det/2 evening/NN/nsubj/4 was/VBD/cop/4 mild/JJ/ROOT/0 +././punct/4
"""
QUESTION = "Would/MD/aux/4 the/DT/det/3 bridge/NN/nsubj/4 hold/VB/ROOT/0 +?/./punct/4"
HEADING = "Council/NNP/nsubj/2 closes/VBZ/ROOT/0 old/JJ/amod/4 bridge/NN/obj/2"
TWEET = """
The/DT/det/2 council/NN/nsubj/4 has/VBZ/aux/4 closed/VBN/ROOT/0 both/DT/det/7 old/JJ/amod/7 bridges/NNS/obj/4 \
this/DT/det/9 morning/NN/obl:tmod/4
"""
HOPE = """
“/``/punct/3 +I/PRP/nsubj/3 hope/VBP/ccomp/10 the/DT/det/5 \
bridge/NN/nsubj/6 holds/VBZ/ccomp/3 +,/,/punct/3 +”/''/punct/3 \
Lee/NNP/nsubj/10/PERSON said/VBD/ROOT/0 +././punct/10
"""
EXPERIENCE = """
“/``/punct/3 +I/PRP/nsubj/3 slept/VBD/ccomp/9 very/RB/advmod/5 badly/RB/advmod/3 there/RB/advmod/3 +,/,/punct/3 \
+”/''/punct/3 said/VBD/ROOT/0 Lee/NNP/nsubj/9/PERSON +././punct/9
"""
ADVICE = """
“/``/punct/5 +The/DT/det/3 council/NN/nsubj/5 should/MD/aux/5 act/VB/ccomp/9 +,/,/punct/5 +”/''/punct/5 \
Lee/NNP/nsubj/9/PERSON said/VBD/ROOT/0 +././punct/9
"""
BELIEVED_FIGURE = """
I/PRP/nsubj/2 think/VBP/ROOT/0 the/DT/det/4 rent/NN/nsubj/5 rose/VBD/ccomp/2 by/IN/case/8 9/CD/nummod/8/PERCENT \
%/NN/obl/5/PERCENT +././punct/2
"""
TWO_SENTENCES = """
“/``/punct/5 +The/DT/det/3 bridge/NN/nsubj/5 was/VBD/cop/5 closed/VBN/ROOT/0 +././punct/5
Two/CD/nummod/2 men/NNS/nsubj:pass/4 were/VBD/aux:pass/4 \
injured/VBN/ccomp/9 there/RB/advmod/4 +,/,/punct/4 +”/''/punct/4 \
Lee/NNP/nsubj/9/PERSON said/VBD/ROOT/0 +././punct/9
"""
OMISSION = """
Lee/NNP/nsubj/2/PERSON said/VBD/ROOT/0 +:/:/punct/2 “/``/punct/7 +The/DT/det/6 bridge/NN/nsubj/7 closed/VBD/ccomp/2 \
[/-LRB-/punct/9 +.../:/punct/7 +]/-RRB-/punct/9 Two/CD/nummod/12 men/NNS/nsubj/13 drowned/VBD/parataxis/7 \
+././punct/7 +”/''/punct/7
"""
COORDINATED = """
The/DT/det/2 work/NN/nsubj/3 began/VBD/ccomp/10 and/CC/cc/7 \
the/DT/det/6 costs/NNS/nsubj/7 rose/VBD/conj/3 +,/,/punct/3 \
police/NNS/nsubj/10 said/VBD/ROOT/0 +././punct/10
"""
CONTRAST = """
The/DT/det/2 north/NN/nsubj/3 won/VBD/ROOT/0 +,/,/punct/3 while/IN/mark/8 the/DT/det/7 south/NN/nsubj/8 \
lost/VBD/advcl/3 ten/CD/nummod/10 seats/NNS/obj/8 +././punct/3
"""
MISPARSED = """
The/DT/det/2 north/NN/nsubj/3 won/VBD/ROOT/0 4/CD/nummod/5 seats/NNS/obj/3 +,/,/punct/8 and/CC/cc/8 \
others/NNS/conj/5 lost/VBD/parataxis/3 10/CD/obj/9 +././punct/3
"""
SUBORDINATE = """
The/DT/det/2 port/NN/nsubj/3 closed/VBD/ROOT/0 because/IN/mark/7 \
the/DT/det/6 river/NN/nsubj/7 rose/VBD/advcl/3 +././punct/3
"""
VERB_PHRASES = """
The/DT/det/2 council/NN/nsubj/3 met/VBD/ROOT/0 and/CC/cc/5 closed/VBD/conj/3 the/DT/det/7 port/NN/obj/5 +././punct/3
"""
TOLD_BEFORE = """
The/DT/det/2 embassy/NN/nsubj/3 declined/VBD/ROOT/0 the/DT/det/5 request/NN/obj/3 and/CC/cc/7 said/VBD/conj/3 \
the/DT/det/9 family/NN/nsubj/10 left/VBD/ccomp/7 +././punct/3
"""
COORDINATED_CLEAR = """
The/DT/det/2 work/NN/nsubj/3 began/VBD/ccomp/10 and/CC/cc/3 \
the/DT/det/6 costs/NNS/nsubj/7 rose/VBD/conj/3 +,/,/punct/10 \
police/NNS/nsubj/10 said/VBD/ROOT/0 +././punct/10
"""
TOLD_BEFORE_CLEAR = """
The/DT/det/2 embassy/NN/nsubj/3 declined/VBD/ROOT/0 the/DT/det/5 request/NN/dobj/3 and/CC/cc/3 said/VBD/conj/3 \
the/DT/det/9 family/NN/nsubj/10 left/VBD/ccomp/7 +././punct/3
"""


def words(claim: Claim) -> str:
    return " … ".join(span.text for span in claim.spans)


def listed(*parses: str) -> list[str]:
    return [words(claim) for claim in read(*parses).claims()]


def as_headed(reading: Reading, title: str) -> tuple[Claim, ...]:
    """Return the claims of the article with its first paragraph as heading, under this title."""
    article = reading.article()
    first, *others = article.blocks
    blocks = (Block("heading", first.start, first.end), *others)
    return claims(replace(article, title=title, blocks=blocks), reading.paragraphs, reading.entities, reading.quotes())


def test_a_sentence_of_the_article_is_a_claim_without_its_full_stop() -> None:
    (claim,) = read(COSTS).claims()
    assert words(claim) == "The bridge cost 3 million euros in 2019"
    assert (claim.claimant, claim.quote) == (None, None)
    assert {"money", "number", "date"} <= set(claim.reasons)


def test_what_nobody_is_quoted_with_is_the_publications_claim() -> None:
    reading = read(COSTS)
    published = replace(reading.article(), publisher="The Harbour Post")
    (claim,) = claims(published, reading.paragraphs, reading.entities, ())
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.entity) == ("The Harbour Post", None)


def test_figures_are_worth_more_than_small_talk() -> None:
    strong, weak = read(COSTS, WEATHER).claims()
    assert strong.check_worthiness > weak.check_worthiness + 0.2


@pytest.mark.parametrize("parse", [QUESTION, HEADING, HOPE, EXPERIENCE, ADVICE])
def test_questions_labels_hopes_experiences_and_advice_are_no_claims(parse: str) -> None:
    assert listed(parse) == []


def test_who_believes_a_figure_claims_it() -> None:
    assert listed(BELIEVED_FIGURE) == ["I think the rent rose by 9 %"]


def test_a_line_without_full_stop_may_assert_something() -> None:
    assert listed(TWEET) == ["The council has closed both old bridges this morning"]


def test_a_headline_is_no_claim_but_a_reason() -> None:
    told, other = as_headed(read(TWEET, TWEET, WEATHER), "Council closes bridges")
    assert "headline" in told.reasons
    assert "headline" not in other.reasons
    assert told.spans[0].start > 0


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker() -> None:
    reading = read(TWO_SENTENCES, names={"Lee": "Ann Lee"})
    (quote,) = reading.quotes()
    found = reading.claims()
    assert [words(claim) for claim in found] == ["The bridge was closed", "Two men were injured there"]
    assert {claim.quote for claim in found} == {quote.id}
    assert {claim.claimant.name for claim in found if claim.claimant} == {"Ann Lee"}


def test_words_left_out_between_sentences_separate_claims() -> None:
    assert listed(OMISSION) == ["The bridge closed", "Two men drowned"]


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (COORDINATED, ["The work began", "the costs rose"]),
        (COORDINATED_CLEAR, ["The work began", "the costs rose"]),
        (CONTRAST, ["The north won", "the south lost ten seats"]),
        (MISPARSED, ["The north won 4 seats", "others lost 10"]),
        (SUBORDINATE, ["The port closed because the river rose"]),
        (VERB_PHRASES, ["The council met and closed the port"]),
    ],
)
def test_a_claim_is_one_asserted_fact(parse: str, expected: list[str]) -> None:
    assert listed(parse) == expected


@pytest.mark.parametrize("parse", [TOLD_BEFORE, TOLD_BEFORE_CLEAR])
def test_what_is_told_before_a_report_is_a_claim_of_its_own(parse: str) -> None:
    own, reported = read(parse).claims()
    assert (words(own), own.quote) == ("The embassy declined the request", None)
    assert words(reported) == "the family left"
    assert reported.quote is not None


def test_the_same_words_again_are_a_claim_that_is_joined_to_the_first() -> None:
    first, second = read(COSTS, COSTS).claims()
    assert first.id != second.id
    assert words(first) == words(second)
    assert (first.same_as, second.same_as) == ((), (first.id,))


def test_an_article_without_words_has_no_claims() -> None:
    assert read().claims() == ()
