"""One's own export read again, after the text has changed in any way: the same records, and nothing new."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from annotations.correcting import add_entity, add_quote, remove, set_label, set_speaker
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.exchange import read_annotated
from annotations.export.json import to_json
from annotations.export.webannotation import to_web_annotation
from annotations.imports import Remarks, read_annotations
from annotations.models import (
    Analysis,
    Article,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Generator,
    Quote,
    Record,
    Span,
    Speaker,
)
from annotations.records import merge_all
from annotations.review import add_claim, add_note, annotated, confirm, delete, open_review, tag, undo
from annotations.text import detection_id
from tests.builders import make_article, make_span

GENERATOR = Generator(version="0", pipeline=None, analysis="1")
CLAIM, CITY, SAID = "Taxes fell in Aldby by 3 percent.", "Aldby", "“It leaks.”"
SENTENCES = (
    CLAIM,
    "Taxes fell in Aldby by 4 percent.",
    f"{SAID} The engineer of Aldby disagreed.",
    f"The mayor said: {SAID}",
    "Nobody had asked her about anything at all.",
)
Step = Callable[[Review, int], Outcome]


def at(minute: int) -> str:
    return f"2026-03-01T{10 + minute // 60}:{minute % 60:02}:00.000Z"


def own(number: int) -> str:
    return str(UUID(int=number, version=4))


def found(text: str, words: str) -> Iterator[tuple[int, Span]]:
    for number in range(text.count(words)):
        start = -1
        for _ in range(number + 1):
            start = text.index(words, start + 1)
        yield number, Span(start, start + len(words), words)


def detected(text: str) -> Analysis:
    """Return what an analysis finds, under the ids that it gives to the occurrences of the same words."""
    mayor = Claimant(name="The mayor")
    return Analysis(
        claims=tuple(
            Claim(id=detection_id("c", CLAIM, number), spans=(span,), claimant=mayor)
            for number, span in found(text, CLAIM)
        ),
        quotes=tuple(
            Quote(id=detection_id("q", SAID, number), kind="direct", spans=(span,), rule="turn", confidence=0.5)
            for number, span in found(text, SAID)
        ),
        entities=tuple(
            Entity(id=detection_id("n", CITY, number), start=at.start, end=at.end, text=CITY, label="GPE", entity="e1")
            for number, at in found(text, CITY)
        ),
        entity_index=(EntityCluster(id="e1", name=CITY, label="GPE", mentions=text.count(CITY)),),
    )


def opened(sentences: list[str], records: dict[str, Record]) -> Review:
    text = " ".join(sentences)
    article: Article = replace(make_article(text), id="a-0123456789abcdef")
    return open_review(article, detected(text), records.values())


def read_back(review: Review) -> dict[str, Record]:
    (exchanged,) = read_annotated(to_json(annotated(review, GENERATOR)), "own.json")
    return {record.id: record for record in exchanged.records}


def one(ids: list[str], index: int) -> str:
    return ids[index % len(ids)] if ids else "none"


def claim_id(review: Review, index: int) -> str:
    return one([claim.id for claim in (*review.claims, *review.orphans)], index)


def correctable(review: Review, index: int) -> str:
    return one([*review.quotes_by_id, *review.entities_by_id], index)


def operations(index: int) -> dict[str, Step]:
    """Return what a reader does to one of the marks."""

    def made(review: Review, words: str) -> tuple[int, int]:
        spans = [span for _, span in found(review.article.text, words)] or [Span(0, 3, review.article.text[:3])]
        span = spans[index % len(spans)]
        return span.start, span.end - 1

    return {
        "verified": lambda review, now: tag(review, claim_id(review, index), "verified", at(now)),
        "disputed": lambda review, now: tag(review, claim_id(review, index), "disputed", at(now)),
        "no claim": lambda review, now: delete(review, claim_id(review, index), at(now)),
        "none": lambda review, now: remove(review, correctable(review, index), at(now)),
        "speaker": lambda review, now: set_speaker(
            review, one([*review.quotes_by_id], index), Speaker(name=CITY, text=CITY), at(now)
        ),
        "label": lambda review, now: set_label(review, one([*review.entities_by_id], index), "ORG", at(now)),
        "confirmed": lambda review, now: confirm(review, claim_id(review, index), at(now)),
        "note": lambda review, now: add_note(review, *made(review, "asked her"), "Who?", at(now), own(now)),
        "claim": lambda review, now: add_claim(review, *made(review, "percent"), at(now), own(now)),
        "quote": lambda review, now: add_quote(review, *made(review, SAID), at(now), own(now)),
        "entity": lambda review, now: add_entity(review, *made(review, "engineer"), "PERSON", at(now), own(now)),
        "undone": lambda review, now: undo(review, at(now)),
    }


versions = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5)
doings = st.lists(st.tuples(st.sampled_from(list(operations(0))), st.integers(0, 4)), max_size=5)


@given(st.lists(st.tuples(versions, doings), min_size=1, max_size=4))
def test_every_export_can_be_read_back_and_brings_nothing_new(
    history: list[tuple[list[str], list[tuple[str, int]]]],
) -> None:
    now, records = 0, dict[str, Record]()
    for sentences, done in history:
        review = opened(sentences, records)
        for name, index in done:
            now += 1
            try:
                review = operations(index)[name](review, now).review
            except ReviewError:
                continue
        records = dict(review.records)
        back = read_back(review)
        assert back == {name: record for name, record in records.items() if not record.deleted}
        assert merge_all(records, back.values()) == (records, ())
        assert merge_all(back, records.values()) == ({**back, **records}, ())


def worked() -> Review:
    """Return a review whose marks have moved, changed and lost their words since they were made."""
    review = opened([CLAIM, SENTENCES[4]], {})
    review = tag(review, review.claims[0].id, "verified", at(1)).review
    review = tag(review, review.claims[0].id, "disputed", at(2)).review
    city, nobody = make_span(review.article.text, "in Aldby"), make_span(review.article.text, "asked her")
    review = add_quote(review, city.start, city.end, at(3), own(3)).review
    review = add_note(review, nobody.start, nobody.end, "Who?", at(4), own(4)).review
    return opened([SENTENCES[3], CLAIM, "Nobody had heard her about anything at all."], dict(review.records))


def test_exporting_and_importing_many_times_leaves_the_history_as_it_is() -> None:
    review = worked()
    records = dict(review.records)
    assert {place.found.status for place in review.places.values()} >= {"moved", "changed"}
    for _ in range(60):
        merged, conflicts = merge_all(
            records, read_back(open_review(review.article, review.analysis, records.values())).values()
        )
        assert (merged, conflicts) == (records, ())
        records = merged


def test_words_that_are_gone_are_gone_nowhere_else() -> None:
    records = dict(worked().records)
    lost = opened(["Something else entirely happened on that day."], records)
    assert {place.found.status for place in lost.places.values()} == {"orphan"}
    assert read_back(lost) == records


def test_a_mark_may_be_made_for_what_has_the_id_of_a_removed_one_by_now() -> None:
    own_id = detection_id("c", CLAIM, 0)
    removed = delete(opened([SENTENCES[4], CLAIM], {}), own_id, at(1)).review
    review = opened([CLAIM, SENTENCES[4], CLAIM], dict(removed.records))
    (other,) = (claim.id for claim in review.claims)
    assert other == own_id
    review = tag(review, other, "verified", at(2)).review
    assert read_back(review) == dict(review.records)


def test_a_removed_claim_keeps_its_claimant() -> None:
    review = opened([CLAIM], {})
    removed = delete(review, review.claims[0].id, at(1)).review
    assert [record.claimant for record in read_back(removed).values()] == ["The mayor"]


@pytest.mark.parametrize("words", ["\x1b[31m", "other words than those of the anchor", ""])
def test_words_of_a_web_annotation_that_contradict_its_anchor_are_not_taken(words: str) -> None:
    value = json.decode(to_web_annotation(annotated(worked(), GENERATOR)))
    (heard,) = read_annotations(json.encode(value), "own.jsonld")
    assert isinstance(heard, Remarks)
    assert all(remark.held for remark in heard.remarks)
    for item in value["first"]["items"]:
        for span in item.get("newsmark:spans", ()):
            span["newsmark:text"] = words
    (heard,) = read_annotations(json.encode(value), "own.jsonld")
    assert isinstance(heard, Remarks)
    assert not any(remark.held for remark in heard.remarks)
