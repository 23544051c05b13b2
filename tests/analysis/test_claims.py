import pytest

from annotations.analysis.lexicon import word_families
from annotations.analysis.worth import WEIGHTS, WORDS
from annotations.models import Claim
from tests.parses import read

COSTS = """
The/DT/det/2 bridge/NN/nsubj/3 cost/VBD/ROOT/0 3/CD/compound/5/MONEY million/CD/nummod/6/MONEY euros/NNS/obj/3/MONEY \
in/IN/case/8 2019/CD/obl/3/DATE +././punct/3
"""
WEATHER = """
The/DT/det/2 evening/NN/nsubj/3 was/VBD/cop/4 mild/JJ/ROOT/0 +././punct/4
"""
QUESTION = "Would/MD/aux/4 the/DT/det/3 bridge/NN/nsubj/4 hold/VB/ROOT/0 +?/./punct/4"
HEADING = "Council/NNP/nsubj/2 closes/VBZ/ROOT/0 old/JJ/amod/4 bridge/NN/obj/2"
HOPE = """
“/``/punct/3 +I/PRP/nsubj/3 hope/VBP/ccomp/10 the/DT/det/5 \
bridge/NN/nsubj/6 holds/VBZ/ccomp/3 +,/,/punct/3 +”/''/punct/3 \
Lee/NNP/nsubj/10/PERSON said/VBD/ROOT/0 +././punct/10
"""
TWO_SENTENCES = """
“/``/punct/5 +The/DT/det/3 bridge/NN/nsubj/5 is/VBZ/cop/5 old/JJ/ROOT/0 +././punct/5
Two/CD/nummod/2 men/NNS/nsubj:pass/4 were/VBD/aux:pass/4 \
injured/VBN/ccomp/9 there/RB/advmod/4 +,/,/punct/4 +”/''/punct/4 \
Lee/NNP/nsubj/9/PERSON said/VBD/ROOT/0 +././punct/9
"""
COORDINATED = """
The/DT/det/2 work/NN/nsubj/3 began/VBD/ccomp/10 and/CC/cc/7 \
the/DT/det/6 costs/NNS/nsubj/7 rose/VBD/conj/3 +,/,/punct/3 \
police/NNS/nsubj/10 said/VBD/ROOT/0 +././punct/10
"""
SUBORDINATE = """
The/DT/det/2 port/NN/nsubj/3 closed/VBD/ROOT/0 because/IN/mark/7 \
the/DT/det/6 river/NN/nsubj/7 rose/VBD/advcl/3 +././punct/3
"""


def words(claim: Claim) -> str:
    return " … ".join(span.text for span in claim.spans)


def test_a_sentence_of_the_article_is_a_claim_without_its_full_stop() -> None:
    (claim,) = read(COSTS).claims()
    assert words(claim) == "The bridge cost 3 million euros in 2019"
    assert (claim.claimant, claim.quote) == (None, None)
    assert {"money", "number", "date"} <= set(claim.reasons)


def test_figures_are_worth_more_than_small_talk() -> None:
    strong, weak = read(COSTS, WEATHER).claims()
    assert strong.check_worthiness > weak.check_worthiness + 0.2


@pytest.mark.parametrize("parse", [QUESTION, HEADING, HOPE])
def test_questions_headings_and_hopes_are_no_claims(parse: str) -> None:
    assert read(parse).claims() == ()


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker() -> None:
    reading = read(TWO_SENTENCES, names={"Lee": "Ann Lee"})
    (quote,) = reading.quotes()
    found = reading.claims()
    assert [words(claim) for claim in found] == ["The bridge is old", "Two men were injured there"]
    assert {claim.quote for claim in found} == {quote.id}
    assert {claim.claimant.name for claim in found if claim.claimant} == {"Ann Lee"}
    assert all("quoted" in claim.reasons for claim in found)


def test_coordinated_facts_are_separate_claims() -> None:
    assert [words(claim) for claim in read(COORDINATED).claims()] == ["The work began", "the costs rose"]


def test_a_subordinate_clause_stays_in_its_claim() -> None:
    assert [words(claim) for claim in read(SUBORDINATE).claims()] == ["The port closed because the river rose"]


def test_the_same_words_twice_are_two_claims() -> None:
    first, second = read(COSTS, COSTS).claims()
    assert first.id != second.id
    assert words(first) == words(second)


def test_every_weight_has_its_feature() -> None:
    assert set(word_families(WORDS)) <= set(WEIGHTS)


def test_an_article_without_words_has_no_claims() -> None:
    assert read().claims() == ()
