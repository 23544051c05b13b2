"""What the reader says is no claim, quote or entity, when its words are others or gone: listed, and told what to do."""

import pytest
from msgspec.structs import replace

from annotations.correcting import remove
from annotations.editing import Review
from annotations.models import Analysis, Claim, Entity, Quote, Span
from annotations.review import annotated, confirm, delete, open_review, undo
from tests.builders import make_article, make_span
from tests.flood import GENERATOR, at
from tui.describe import find, lost_details, sentence, what_is_lost, words_of
from tui.highlight import Layer, Target
from tui.lost import lost_marks, summary

TEXT = "The ferry to Marn carried 412 cars on Friday. The mayor spoke of “a record for the port”."
CARS, RECORD, PORT = "The ferry to Marn carried 412 cars on Friday.", "“a record for the port”", "Marn"


def detected(text: str) -> Analysis:
    """Return what is found of the words of each kind that a text has."""

    def spans(words: str) -> list[Span]:
        return [make_span(text, words)] if words in text else []

    return Analysis(
        claims=tuple(Claim(id="c-0000000000000001", spans=(span,)) for span in spans(CARS)),
        quotes=tuple(
            Quote(id="q-0000000000000001", kind="direct", spans=(span,), rule="turn", confidence=0.5)
            for span in spans(RECORD)
        ),
        entities=tuple(
            Entity(id="n-0000000000000001", start=span.start, end=span.end, text=PORT, label="GPE", entity="e1")
            for span in spans(PORT)
        ),
    )


@pytest.fixture
def removed() -> Review:
    """Return a review in which the reader says of everything found that it is nothing of the kind."""
    review = open_review(make_article(TEXT), detected(TEXT), ())
    review = delete(review, review.claims[0].id, at(1)).review
    review = remove(review, review.quotes[0].id, at(2)).review
    return remove(review, review.entities[0].id, at(3)).review


def reopened(review: Review, text: str, found: Analysis | None = None) -> Review:
    article = replace(make_article(text), id=review.article.id)
    return open_review(article, found or detected(text), review.records.values())


def test_removals_whose_words_are_gone_are_listed_and_can_be_deleted(removed: Review) -> None:
    assert lost_marks(removed) == ()
    review = reopened(removed, "Nothing of all this is in the paper.")
    lost = lost_marks(review)
    assert summary(lost) == "3 gone"
    assert sorted(what_is_lost(each.mark) for each in lost) == [
        "claim: no claim",
        "entity: no entity",
        "quote: no quote",
    ]
    for each in lost:
        assert find(review, Target(Layer.CHANGED, each.id)) == each.mark
        review = delete(review, each.id, at(9)).review
    assert lost_marks(review) == ()
    assert not annotated(review, GENERATOR).hidden


def test_a_removed_claim_whose_words_were_changed_is_confirmed_on_the_new_ones() -> None:
    whole = open_review(make_article(TEXT), detected(TEXT), ())
    removed = delete(whole, whole.claims[0].id, at(1)).review
    text = TEXT.replace("412", "398")
    other = Claim(id="c-0000000000000002", spans=(make_span(text, CARS.replace("412", "398")),))
    review = reopened(removed, text, replace(detected(text), claims=(other,)))
    (lost,) = lost_marks(review)
    assert (what_is_lost(lost.mark), words_of(lost.mark)) == ("claim: no claim", CARS)
    assert lost.proposed == other.spans
    assert "confirms" in sentence(review, lost.mark, lambda name: name)
    assert "no claim" in dict(lost_details(review, lost, lambda name: name))["Corrections"]
    assert review.claims == (other,)

    outcome = confirm(review, lost.id, at(9))
    assert lost_marks(outcome.review) == ()
    assert outcome.review.claims == ()
    taken_back = undo(outcome.review, at(10))
    assert taken_back.target == lost.id
    assert lost_marks(taken_back.review) != ()
