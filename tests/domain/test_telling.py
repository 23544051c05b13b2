"""What is said of records and their changes."""

import pytest

from annotations.anchors import anchor
from annotations.correcting import merge_entities, remove, set_bounds, set_label, set_speaker
from annotations.drafts import Draft
from annotations.editing import Outcome, Review
from annotations.evidence import add_evidence
from annotations.models import (
    Analysis,
    Attributed,
    ClaimContent,
    Content,
    Entity,
    EntityCluster,
    EntityContent,
    Evidence,
    NoteContent,
    Quote,
    QuoteContent,
    Speaker,
)
from annotations.records import merge
from annotations.review import add_claim, add_note, join, open_review, set_note, tag, undo
from tests.builders import make_span
from tests.flood import FLOOD, HURT, RIVER, TEXT, article, at, own_id
from tui.telling import change, conflict, history, meanwhile, said

SAID = Quote(id="q-1", kind="direct", spans=FLOOD.spans, rule="x", confidence=0.5)
MAYOR = make_span(TEXT, "mayor")
ENTITY = Entity(id="n-1", start=MAYOR.start, end=MAYOR.end, text="mayor", label="ORG", entity="e1")
RIVER_ENTITY = Entity(id="n-2", start=4, end=9, text="river", label="LOC", entity="e2")
REVIEW = open_review(
    article(),
    Analysis(
        claims=(RIVER, FLOOD, HURT),
        quotes=(SAID,),
        entities=(ENTITY, RIVER_ENTITY),
        entity_index=(
            EntityCluster(id="e1", name="mayor", label="ORG", mentions=1),
            EntityCluster(id="e2", name="river", label="LOC", mentions=1),
        ),
    ),
    (),
)


def told(outcome: Outcome, before: Review = REVIEW) -> str:
    return change(before, outcome.records).partition(", “")[0]


def taken_back(outcome: Outcome) -> str:
    """What undoing the operation is told to take back."""
    undone = undo(outcome.review, at(9))
    return change(undone.review, [outcome.review.records[record.id] for record in undone.records])


def test_changes_are_told_in_a_few_words() -> None:
    tagged = tag(REVIEW, RIVER.id, "disputed", at(1))
    assert told(tagged) == "disputed"
    assert told(tag(tagged.review, RIVER.id, "verified", at(2)), tagged.review) == "disputed → verified"
    assert told(tag(tagged.review, RIVER.id, None, at(2)), tagged.review) == "verdict cleared"
    assert told(undo(tagged.review, at(2)), tagged.review) == "deleted"
    assert told(add_evidence(REVIEW, RIVER.id, Evidence(url="", title="x"), at(1))) == "source added"
    assert told(set_note(REVIEW, RIVER.id, "x", at(1))) == "note"
    assert told(add_claim(REVIEW, 4, 9, at(1), own_id(1))) == "your claim"
    assert told(add_note(REVIEW, 4, 9, "x", at(1), own_id(1))) == "note"
    assert told(join(REVIEW, RIVER.id, HURT.id, at(1))) == "same as 1 other"
    assert told(set_speaker(REVIEW, SAID.id, Speaker(name="The mayor"), at(1))) == "speaker The mayor"
    assert told(set_bounds(REVIEW, SAID.id, 0, 9, at(1))) == "bounds"
    assert told(remove(REVIEW, SAID.id, at(1))) == "no quote"
    assert told(set_label(REVIEW, ENTITY.id, "PERSON", at(1))) == "label PERSON"
    assert told(merge_entities(REVIEW, ENTITY.id, "e2", at(1))) == "merged into river"


def test_what_is_taken_back_is_called_by_what_it_was() -> None:
    words = FLOOD.spans[0].text
    assert taken_back(tag(REVIEW, RIVER.id, "verified", at(1))) == "verified, “The river rose”"
    assert taken_back(set_speaker(REVIEW, SAID.id, Speaker(name="Otto"), at(1))) == f"speaker Otto, “{words}”"
    assert taken_back(set_bounds(REVIEW, SAID.id, 0, 9, at(1))) == "bounds, “The river”"
    assert taken_back(set_label(REVIEW, ENTITY.id, "PERSON", at(1))) == "label PERSON, “mayor”"


def test_marks_of_which_the_same_has_become_are_counted() -> None:
    joined = join(REVIEW, RIVER.id, HURT.id, at(1)).review
    assert taken_back(tag(joined, RIVER.id, "verified", at(2))) == "verified, “The river rose”, 2 claims"


def test_the_history_of_a_mark_tells_what_changed() -> None:
    (span,) = SAID.spans
    review = set_bounds(REVIEW, SAID.id, span.start, span.end + 6, at(1)).review
    review = set_speaker(review, SAID.id, Speaker(name="Otto"), at(2)).review
    review = undo(undo(review, at(3)).review, at(4)).review
    (record,) = review.records.values()
    was = f"bounds changed (was “{span.text}”)"
    assert [what for _, what in history(review, record)] == [was, "speaker Otto", "speaker as detected", "taken back"]


@pytest.mark.parametrize(
    ("before", "written", "there", "words"),
    [
        ("", "mine", "", ""),
        ("old", "mine", "old", ""),
        ("old", "mine", "mine", ""),
        ("old", "mine", "theirs", "holds both"),
        (None, "mine", "theirs", ""),
    ],
)
def test_a_note_changed_meanwhile_is_told(before: str | None, written: str, there: str, words: str) -> None:
    review = set_note(REVIEW, RIVER.id, there, at(1)).review
    draft = Draft(article="a", target=RIVER.id, place=RIVER.spans[0], note=written, before=before)
    assert words in meanwhile(review, draft)
    assert bool(words) == bool(meanwhile(review, draft))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ClaimContent(verdict="verified", note="x\x1b", evidence=(Evidence(url="a"),)), "verified, note “x”, 1 source"),
        (NoteContent(note="one\ntwo"), "“one two”"),
        (ClaimContent(is_removed=True), "no claim"),
        (QuoteContent(), "speaker as detected"),
        (QuoteContent(speaker=Attributed(name=None)), "nobody"),
        (QuoteContent(is_removed=True), "no quote"),
        (EntityContent(label="LAW", name="The Act"), "LAW The Act"),
        (EntityContent(label="LAW", name="The Act", is_removed=True), "no entity"),
    ],
)
def test_what_a_record_says_is_said_cleaned(content: Content, words: str) -> None:
    assert said(content) == words


def test_a_conflict_over_a_quote_names_both_speakers() -> None:
    base = set_speaker(REVIEW, SAID.id, None, at(1)).review
    (mine,) = set_speaker(base, SAID.id, Speaker(name="Anna"), at(2)).records
    (theirs,) = set_speaker(base, SAID.id, Speaker(name="Otto"), at(3)).records
    merged = merge(mine, theirs)
    assert merged.conflict is not None
    assert mine.anchor == anchor(TEXT, FLOOD.spans)
    assert "now Otto, the other Anna" in conflict(merged.conflict)
