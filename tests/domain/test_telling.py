"""What is said of records and their changes."""

import pytest

from annotations.anchors import anchor
from annotations.correcting import remove, set_label, set_speaker
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
from annotations.review import join, open_review, tag, undo
from tests.builders import make_span
from tests.flood import FLOOD, HURT, RIVER, TEXT, article, at
from tui.telling import change, conflict, said

SAID = Quote(id="q-1", kind="direct", spans=FLOOD.spans, rule="x", confidence=0.5)
MAYOR = make_span(TEXT, "mayor")
ENTITY = Entity(id="n-1", start=MAYOR.start, end=MAYOR.end, text="mayor", label="ORG", entity="e1")
REVIEW = open_review(
    article(),
    Analysis(
        claims=(RIVER, FLOOD, HURT),
        quotes=(SAID,),
        entities=(ENTITY,),
        entity_index=(EntityCluster(id="e1", name="mayor", label="ORG", mentions=1),),
    ),
    (),
)


def told(outcome: Outcome, before: Review = REVIEW) -> str:
    return change(before, outcome.records[0]).partition(", “")[0]


def test_changes_are_told_in_a_few_words() -> None:
    tagged = tag(REVIEW, RIVER.id, "disputed", at(1))
    assert told(tagged) == "open → disputed"
    assert told(undo(tagged.review, at(2)), tagged.review) == "removed"
    assert told(add_evidence(REVIEW, RIVER.id, Evidence(url="", title="x"), at(1))) == "1 source"
    assert told(join(REVIEW, RIVER.id, HURT.id, at(1))) == "same as 1 other"
    assert told(set_speaker(REVIEW, SAID.id, Speaker(name="The mayor"), at(1))) == "quote: The mayor"
    assert told(remove(REVIEW, SAID.id, at(1))) == "quote: no quote"
    assert told(set_label(REVIEW, ENTITY.id, "PERSON", at(1))) == "PERSON mayor"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ClaimContent(verdict="verified", note="x\x1b", evidence=(Evidence(url="a"),)), "verified, note “x”, 1 source"),
        (NoteContent(note="one\ntwo"), "“one two”"),
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
