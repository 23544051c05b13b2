"""Marks kept from one state of a review to the next are those that would be made anew."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.editing import Review, with_analysis
from annotations.models import Analysis, Claim, Entity
from annotations.review import add_claim, add_note, open_review, tag, undo
from tests.builders import make_article, make_span
from tui.highlight import ANNOTATIONS, Layer
from tui.lost import lost_marks
from tui.markup import Markup

WORDS = ("Rain", "fell", "Paris", "nine", "days", "cost", "millions", "people")
TEXT = " ".join(f"{word} came." for word in WORDS)
NOW = "2026-01-05T10:00:00.000Z"


def detected(count: int) -> Analysis:
    spans = [make_span(TEXT, f"{word} came.") for word in WORDS[:count]]
    names = [make_span(TEXT, word) for word in WORDS[:count]]
    return Analysis(
        claims=tuple(Claim(id=f"c-{span.start}", spans=(span,)) for span in spans),
        entities=tuple(
            Entity(id=f"n-{name.start}", start=name.start, end=name.end, text=name.text, label="GPE", entity="e1")
            for name in names
        ),
    )


def changed(review: Review, action: str, number: int) -> Review:
    """Return the review after something was done to it."""
    start = make_span(TEXT, WORDS[number]).start
    new_id = f"00000000-0000-4000-8000-{number:012}"
    if action == "find":
        return with_analysis(review, detected(number))
    if action == "tag" and f"c-{start}" in review.claims_by_id:
        return tag(review, f"c-{start}", "verified", NOW).review
    if action == "note" and new_id not in review.records:
        return add_note(review, start, start + 4, "a note", NOW, new_id).review
    if action == "claim" and new_id not in review.records:
        return add_claim(review, start, start + 3, NOW, new_id).review
    return undo(review, NOW).review if action == "undo" and review.undo else review


@given(st.lists(st.tuples(st.sampled_from(("find", "tag", "note", "claim", "undo")), st.integers(0, 7)), max_size=12))
def test_kept_marks_are_those_made_anew(steps: list[tuple[str, int]]) -> None:
    review, kept = open_review(make_article(TEXT), detected(3), ()), Markup()
    before = kept.marks(review, ANNOTATIONS)
    for action, number in steps:
        review = changed(review, action, number)
        lost = lost_marks(review)
        marks = kept.marks(review, ANNOTATIONS, lost)
        assert marks.all == Markup().marks(review, ANNOTATIONS, lost).all
        differs = before.differing(marks)
        for start in range(0, len(TEXT), 5):
            assert differs(start, start + 5) == (before.within(start, start + 5) != marks.within(start, start + 5))
        before = marks
        assert {mark.id for mark in marks.leading(Layer.CLAIM)} == {claim.id for claim in review.claims}


def test_layers_that_are_hidden_have_no_marks() -> None:
    review = open_review(make_article(TEXT), detected(3), ())
    marks = Markup().marks(review, {Layer.ENTITY})
    assert {mark.layer for mark in marks.all} == {Layer.ENTITY}
