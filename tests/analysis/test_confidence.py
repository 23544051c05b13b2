from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.attribution import Found
from annotations.analysis.confidence import CURVE, confidence, sharpened, weights
from annotations.analysis.quotes import attributed
from annotations.analysis.signs import signs
from tests.parses import read

NAMED = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 +,/,/punct/3 “/``/punct/8 +We/PRP/nsubj/8 will/MD/aux/8 \
rebuild/VB/ccomp/3 the/DT/det/10 bridge/NN/obj/8 soon/RB/advmod/8 +././punct/8 +”/''/punct/8
"""
UNNAMED = """
The/DT/det/2 group/NN/nsubj/3 voiced/VBD/ROOT/0 concern/NN/obj/3 over/IN/case/7 the/DT/det/7 plans/NNS/nmod/4 \
+././punct/3
"""


def found(parse: str) -> Found:
    reading = read(parse)
    return attributed(reading.paragraphs, reading.entities, reading.clusters)[0]


def signs_of(item: Found) -> frozenset[str]:
    return signs(item.statement, item.place, item.known)


def test_signs_name_rule_kind_cue_and_speaker() -> None:
    assert signs_of(found(NAMED)) >= {"rule cue-before-quote", "kind direct", "cue say", "speaker name"}


def test_a_quotation_of_a_named_person_is_surer_than_an_unnamed_groups_noun_phrase() -> None:
    assert confidence(signs_of(found(NAMED))) > 0.8 > 0.6 > confidence(signs_of(found(UNNAMED)))


def test_a_quote_without_speaker_is_less_sure() -> None:
    item = found(NAMED)
    nobody = signs(item.statement, item.place, None)
    assert "speaker none" in nobody
    assert confidence(nobody) < confidence(signs_of(item))


@given(st.frozensets(st.sampled_from(sorted(weights())) | st.text()))
def test_confidence_is_a_probability(any_signs: frozenset[str]) -> None:
    assert 0 <= confidence(any_signs) <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_quote_is_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= sharpened(low) <= sharpened(high) <= CURVE[-1][1]
