"""Check-worthiness: named features, readable weights, and what must never lower or raise the score."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.lexicon import word_families
from annotations.analysis.worth import EITHER, LOWERING, TESTS, WORDS, Facts, features, stems, weights, worth
from annotations.reasons import WORDS as REASONS
from annotations.reasons import in_words

PLAIN = Facts(
    words=frozenset({"the", "evening", "was", "mild"}),
    tags=("DT", "NN", "VBD", "JJ"),
    labels=frozenset(),
    names=0,
    passive=False,
    attributed=False,
    direct=False,
    lead=False,
    headline=False,
)
LABELS = ("MONEY", "PERCENT", "QUANTITY", "DATE", "CARDINAL", "GPE", "PERSON", "ORG")
TAGS = ("DT", "NN", "VBD", "VB", "JJ", "CD", "PRP", "JJS", "NNP", "MD")
FAMILIES = word_families(WORDS)
some_facts = st.builds(
    Facts,
    words=st.frozensets(st.sampled_from(sorted(set().union(*FAMILIES.values()))), max_size=6),
    tags=st.lists(st.sampled_from(TAGS), max_size=8).map(tuple),
    labels=st.frozensets(st.sampled_from(LABELS)),
    names=st.integers(0, 5),
    passive=st.booleans(),
    attributed=st.booleans(),
    direct=st.booleans(),
    lead=st.booleans(),
    headline=st.booleans(),
)


def test_every_weight_has_its_feature_and_the_sign_that_it_must_have() -> None:
    table = {name: weight for name, weight in weights().items() if name != "bias"}
    assert set(table) <= set(TESTS) | set(FAMILIES)
    assert all(table.get(name, 0) <= 0 for name in LOWERING)
    assert all(weight >= 0 for name, weight in table.items() if name not in LOWERING | EITHER)


def test_every_reason_has_words_and_every_word_its_feature() -> None:
    assert set(REASONS) <= set(TESTS) | set(FAMILIES)
    raising = (set(TESTS) | set(FAMILIES)) - LOWERING - EITHER
    assert raising - {"detail"} <= set(REASONS), "what raises the score is a reason"
    assert in_words("money") == "names a sum of money"
    assert in_words("of-later-days") == "of later days"


@given(some_facts, st.integers(1, 4))
def test_more_figures_never_lower_the_score(found: Facts, more: int) -> None:
    counted = found._replace(tags=(*found.tags, *("CD" for _ in range(more))))
    assert worth(counted)[0] >= worth(found)[0]


@given(some_facts, st.sampled_from(LABELS), st.sampled_from(sorted(LOWERING)))
def test_facts_never_lower_and_hedges_never_raise_the_score(found: Facts, label: str, family: str) -> None:
    named = found._replace(labels=found.labels | {label}, names=found.names + 1)
    assert worth(named)[0] >= worth(found)[0]
    only_here = FAMILIES[family].difference(*(words for name, words in FAMILIES.items() if name != family))
    hedged = found._replace(words=found.words | only_here)
    assert worth(hedged)[0] <= worth(found)[0]


@given(some_facts)
def test_the_score_is_explained_by_the_reasons_given_strongest_first(found: Facts) -> None:
    score, reasons = worth(found)
    assert 0 <= score <= 1
    strengths = [weights()[reason] * features(found)[reason] for reason in reasons]
    assert strengths == sorted(strengths, reverse=True)
    assert all(strength > 0 for strength in strengths)


def test_an_accusation_with_a_sum_is_worth_more_than_the_weather() -> None:
    bribe = PLAIN._replace(
        words=frozenset({"the", "mayor", "accepted", "bribes", "of", "40,000", "euros"}),
        tags=("DT", "NN", "VBD", "NNS", "IN", "CD", "NNS"),
        labels=frozenset({"MONEY"}),
    )
    score, reasons = worth(bribe)
    assert score > worth(PLAIN)[0] + 0.3
    assert {"accusation", "money", "number"} <= set(reasons)


def test_words_of_a_headline_are_recognised_when_they_are_inflected() -> None:
    assert stems(["closes", "the", "bridges"]) == stems(["closed", "bridge"])
