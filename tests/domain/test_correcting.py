"""Corrections of quotes and entities: what is shown and exported, undone, kept and merged."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.anchors import Resolved
from annotations.correcting import (
    add_entity,
    add_quote,
    merge_entities,
    possible_speakers,
    remove,
    set_bounds,
    set_label,
    set_speaker,
)
from annotations.editing import Review, made, with_analysis
from annotations.entity_corrections import correct_entities
from annotations.errors import ExchangeError, ReviewError
from annotations.exchange import read_annotated
from annotations.export.json import to_json
from annotations.models import (
    Analysis,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    EntityContent,
    EntityLabel,
    Generator,
    Quote,
    Span,
    Speaker,
)
from annotations.placing import Placed
from annotations.records import merge_all
from annotations.review import annotated, open_review, redo, undo, with_records
from tests.builders import make_article, make_span

TEXT = (
    "“The dam holds,” said Vera Lund. Lund spoke in Aldby on Friday.\n\n"
    "Engineer Tom Ekk disagreed: “It leaks. Aldby must be told.” The mayor of Aldby, he added, knows."
)
GENERATOR = Generator(version="0", pipeline=None, analysis="1")


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def own(number: int) -> str:
    return str(UUID(int=number, version=4))


def mention(words: str, number: int, label: EntityLabel, cluster: str, *, after: int = 0) -> Entity:
    span = make_span(TEXT, words, after=after)
    return Entity(id=f"n-{number:016x}", start=span.start, end=span.end, text=words, label=label, entity=cluster)


def quote(words: str, number: int, name: str, entity: str | None, *, continues: str | None = None) -> Quote:
    span = make_span(TEXT, name)
    speaker = Speaker(start=span.start, end=span.end, text=name, name=name, entity=entity)
    return Quote(
        id=f"q-{number:016x}",
        kind="direct",
        spans=(make_span(TEXT, words),),
        speaker=speaker,
        continues=continues,
        rule="subject-of-cue",
        confidence=0.9,
    )


HOLDS = quote("“The dam holds,”", 1, "Vera Lund", "e1")
LEAKS = quote("“It leaks. Aldby must be told.”", 2, "Tom Ekk", "e4")
CLAIM = Claim(
    id="c-0000000000000001",
    spans=(make_span(TEXT, "The dam holds"),),
    quote=HOLDS.id,
    claimant=Claimant(name="Vera Lund", entity="e1"),
)
DETECTED = Analysis(
    entities=(
        mention("Vera Lund", 1, "PERSON", "e1"),
        mention("Lund", 2, "GPE", "e2", after=TEXT.index("Lund spoke")),
        mention("Aldby", 3, "ORG", "e3"),
        mention("Friday", 4, "DATE", "e5"),
        mention("Tom Ekk", 5, "PERSON", "e4"),
        mention("Aldby", 6, "ORG", "e3", after=TEXT.index("Aldby must")),
    ),
    entity_index=(
        EntityCluster(id="e1", name="Vera Lund", label="PERSON", mentions=1),
        EntityCluster(id="e2", name="Lund", label="GPE", mentions=1),
        EntityCluster(id="e3", name="Aldby", label="ORG", mentions=2),
        EntityCluster(id="e5", name="Friday", label="DATE", mentions=1),
        EntityCluster(id="e4", name="Tom Ekk", label="PERSON", mentions=1),
    ),
    quotes=(HOLDS, LEAKS),
    claims=(CLAIM,),
)
VERA, LUND, ALDBY = (entity.id for entity in DETECTED.entities[:3])


@pytest.fixture
def review() -> Review:
    return open_review(make_article(TEXT), DETECTED, ())


def speakers(review: Review) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in review.quotes]


def entities(review: Review) -> list[tuple[str, str, str]]:
    names = {cluster.id: cluster.name for cluster in review.entity_index}
    return [(entity.text, entity.label, names[entity.entity]) for entity in review.entities]


def shown(review: Review) -> tuple[object, ...]:
    bare = [replace(quote, record=None, anchor=None, origin="detected") for quote in review.quotes]
    mentions = [replace(entity, record=None, anchor=None, origin="detected") for entity in review.entities]
    return bare, mentions, review.entity_index, review.claims


def test_a_corrected_speaker_is_the_claimant_too(review: Review) -> None:
    tom = Speaker(start=0, end=0, text="Tom Ekk", name="Tom Ekk")
    outcome = set_speaker(review, HOLDS.id, tom, at(1))

    (first, second) = outcome.review.quotes
    place = TEXT.index("Tom Ekk")
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.start, first.speaker.end) == ("Tom Ekk", place, place + 7)
    assert (first.speaker.entity, first.origin, first.rule) == (
        second.speaker and second.speaker.entity,
        "corrected",
        HOLDS.rule,
    )
    assert [claim.claimant and claim.claimant.name for claim in outcome.review.claims] == ["Tom Ekk"]
    assert undo(outcome.review, at(2)).review.quotes == DETECTED.quotes


def test_a_quote_can_be_nobodys_and_the_detected_speaker_is_remembered(review: Review) -> None:
    after = set_speaker(review, HOLDS.id, None, at(1)).review

    assert speakers(after) == [None, "Tom Ekk"]
    offered = possible_speakers(review, HOLDS)
    assert [each.name if each else None for each in offered] == ["Vera Lund", "Aldby", "Tom Ekk", None]
    assert possible_speakers(after, after.quotes[0]) == offered
    assert speakers(set_speaker(after, HOLDS.id, HOLDS.speaker, at(2)).review) == ["Vera Lund", "Tom Ekk"]


def test_paragraphs_of_one_quote_have_one_speaker() -> None:
    chained = replace(DETECTED, quotes=(HOLDS, replace(LEAKS, continues=HOLDS.id)))
    review = open_review(make_article(TEXT), chained, ())

    outcome = set_speaker(review, LEAKS.id, Speaker(name="Aldby"), at(1))

    assert speakers(outcome.review) == ["Aldby", "Aldby"]
    assert len(outcome.records) == 2
    assert undo(outcome.review, at(2)).review.quotes == chained.quotes


def test_bounds_are_corrected_and_detected_again_without_a_double(review: Review) -> None:
    span = make_span(TEXT, "“It leaks.")
    after = set_bounds(review, LEAKS.id, span.start, span.end, at(1)).review

    assert [quote.spans[0].text for quote in after.quotes] == ["“The dam holds,”", "“It leaks."]
    renamed = replace(LEAKS, id="q-00000000000000ff")
    again = with_analysis(
        set_bounds(after, LEAKS.id, span.start, span.end + 6, at(2)).review, replace(DETECTED, quotes=(HOLDS, renamed))
    )
    assert [quote.spans[0].text for quote in again.quotes] == ["“The dam holds,”", "“It leaks. Aldby"]


def test_a_cue_between_the_bounds_still_interrupts() -> None:
    parts = (make_span(TEXT, "“The dam holds,”"), make_span(TEXT, "Lund spoke"))
    split = replace(HOLDS, spans=parts)
    review = open_review(make_article(TEXT), Analysis(quotes=(split,)), ())

    longer = set_bounds(review, HOLDS.id, 0, TEXT.index(" on Friday"), at(1)).review
    shorter = set_bounds(longer, HOLDS.id, 1, 14, at(2)).review

    assert [span.text for span in longer.quotes[0].spans] == ["“The dam holds,”", "Lund spoke in Aldby"]
    assert [span.text for span in shorter.quotes[0].spans] == ["The dam holds"]


def test_a_false_quote_is_hidden_and_its_claim_the_articles_own(review: Review) -> None:
    outcome = remove(review, HOLDS.id, at(1))

    assert [quote.id for quote in outcome.review.quotes] == [LEAKS.id]
    assert [(claim.quote, claim.claimant) for claim in outcome.review.claims] == [(None, None)]
    assert [mark.id for mark in annotated(outcome.review, GENERATOR).hidden] == [HOLDS.id]
    assert shown(undo(outcome.review, at(2)).review) == shown(review)


def test_a_quote_of_ones_own_is_made_and_removed(review: Review) -> None:
    span = make_span(TEXT, "The mayor of Aldby")
    made = add_quote(review, span.start, span.end, at(1), own(1))

    assert made.target is not None
    assert [(quote.origin, quote.kind) for quote in made.review.quotes][2] == ("reader", "indirect")
    assert (
        speakers(set_speaker(made.review, made.target, Speaker(name="Tom Ekk", text="he"), at(2)).review)[2]
        == "Tom Ekk"
    )
    assert remove(made.review, made.target, at(3)).review.quotes == review.quotes
    with pytest.raises(ReviewError, match="already"):
        add_quote(made.review, span.start, span.end, at(4), own(2))


def test_a_label_is_corrected_at_every_mention(review: Review) -> None:
    outcome = set_label(review, ALDBY, "GPE", at(1))

    assert [found for found in entities(outcome.review) if found[0] == "Aldby"] == [("Aldby", "GPE", "Aldby")] * 2
    assert [cluster.mentions for cluster in outcome.review.entity_index if cluster.name == "Aldby"] == [2]
    assert {entity.origin for entity in outcome.review.entities if entity.text == "Aldby"} == {"corrected"}
    assert shown(undo(outcome.review, at(2)).review) == shown(review)


def test_merged_entities_are_one_also_as_speakers() -> None:
    spoken = replace(HOLDS, speaker=Speaker(name="Lund", entity="e2"))
    review = open_review(make_article(TEXT), replace(DETECTED, quotes=(spoken,)), ())

    outcome = merge_entities(review, LUND, "e1", at(1))

    assert ("Lund", "PERSON", "Vera Lund") in entities(outcome.review)
    assert [(cluster.id, cluster.name, cluster.mentions) for cluster in outcome.review.entity_index[:2]] == [
        ("e1", "Vera Lund", 2),
        ("e2", "Aldby", 2),
    ]
    (quote,) = outcome.review.quotes
    assert quote.speaker == Speaker(name="Vera Lund", entity="e1")
    with pytest.raises(ReviewError, match="no other entity"):
        merge_entities(review, LUND, "e2", at(2))


def test_an_entity_of_ones_own_takes_the_place_of_what_it_overlaps(review: Review) -> None:
    span = make_span(TEXT, "Engineer Tom Ekk")
    outcome = add_entity(review, span.start, span.end, "PERSON", at(1), own(1))

    assert ("Engineer Tom Ekk", "PERSON", "Engineer Tom Ekk") in entities(outcome.review)
    assert "Tom Ekk" not in [entity.text for entity in outcome.review.entities]
    longer = add_entity(outcome.review, span.start, span.end + 10, "ORG", at(2), own(2)).review
    assert [found[0] for found in entities(longer)].count("Engineer Tom Ekk disagreed") == 1
    assert len(longer.entities) == len(review.entities)
    assert shown(undo(undo(longer, at(3)).review, at(4)).review) == shown(review)


def test_a_new_mention_of_a_known_name_joins_its_cluster(review: Review) -> None:
    span = make_span(TEXT, "Aldby", after=TEXT.index("mayor of"))
    after = add_entity(review, span.start, span.end, "ORG", at(1), own(1)).review

    assert [cluster.mentions for cluster in after.entity_index if cluster.name == "Aldby"] == [3]
    with pytest.raises(ReviewError, match="already"):
        add_entity(after, span.start, span.end, "ORG", at(2), own(2))


def test_a_mention_or_all_of_an_entity_is_removed(review: Review) -> None:
    one = remove(review, ALDBY, at(1)).review
    every = remove(review, ALDBY, at(1), everywhere=True)

    assert [entity.text for entity in one.entities].count("Aldby") == 1
    assert "Aldby" not in [cluster.name for cluster in every.review.entity_index]
    assert shown(undo(every.review, at(2)).review) == shown(review)
    assert shown(redo(undo(every.review, at(2)).review, at(3)).review) == shown(every.review)


def corrected(review: Review) -> Review:
    review = set_speaker(review, HOLDS.id, Speaker(name="Tom Ekk", text="Tom Ekk"), at(1)).review
    review = remove(review, LEAKS.id, at(2)).review
    review = set_label(review, ALDBY, "GPE", at(3)).review
    review = remove(review, VERA, at(4)).review
    span = make_span(TEXT, "The mayor")
    return add_entity(review, span.start, span.end, "PERSON", at(5), own(1)).review


def test_corrections_come_back_from_the_store_and_can_still_be_undone(review: Review) -> None:
    after = corrected(review)

    early = open_review(review.article, Analysis(), after.records.values())
    again = with_analysis(early, DETECTED)

    assert [quote.speaker and quote.speaker.name for quote in early.quotes] == ["Tom Ekk"]
    assert shown(again) == shown(after)
    assert len(again.undo) == len(after.undo)
    for minute in range(10, 15):
        again = undo(again, at(minute)).review
    assert shown(again) == shown(review)


def test_corrections_are_exported_and_imported_as_the_same_records(review: Review) -> None:
    after = corrected(review)
    (exchanged,) = read_annotated(to_json(annotated(after, GENERATOR)), "a.json")

    assert {record.id: record for record in exchanged.records} == dict(after.records)
    assert merge_all(after.records, exchanged.records) == (dict(after.records), ())
    assert shown(with_records(review, exchanged.records)) == shown(after)


def test_two_speakers_given_at_once_are_a_conflict(review: Review) -> None:
    base = set_speaker(review, HOLDS.id, None, at(1)).review
    mine = set_speaker(base, HOLDS.id, Speaker(name="Tom Ekk"), at(2)).review
    theirs = set_speaker(base, HOLDS.id, Speaker(name="The mayor"), at(3)).review

    merged, conflicts = merge_all(mine.records, theirs.records.values())

    assert len(conflicts) == 1
    assert speakers(open_review(review.article, DETECTED, merged.values()))[0] == "The mayor"


def test_corrections_of_words_that_are_gone_are_kept_in_the_export(review: Review) -> None:
    after = corrected(review)
    text = "Nothing of the kind was in the news on that day."
    lost = open_review(replace(make_article(text), id=review.article.id), Analysis(), after.records.values())

    (exchanged,) = read_annotated(to_json(annotated(lost, GENERATOR)), "a.json")

    assert not lost.quotes
    assert not lost.entities
    assert len(exchanged.records) == len(after.records)
    assert shown(open_review(review.article, DETECTED, exchanged.records)) == shown(after)


def test_a_quote_without_what_its_record_says_is_refused(review: Review) -> None:
    file = annotated(corrected(review), GENERATOR)
    record = file.quotes[0].record
    assert record is not None
    spoilt = replace(file, quotes=(replace(file.quotes[0], record=replace(record, content=None)), *file.quotes[1:]))

    with pytest.raises(ExchangeError, match="without what it says"):
        read_annotated(to_json(spoilt), "bad.json")


@pytest.mark.parametrize("target", ["q-nothing", "n-nothing"])
def test_what_is_not_there_cannot_be_corrected(review: Review, target: str) -> None:
    with pytest.raises(ReviewError, match="no mark"):
        remove(review, target, at(1))
    with pytest.raises(ReviewError, match="no mark"):
        set_speaker(review, target, None, at(1))
    with pytest.raises(ReviewError, match="no mark"):
        set_label(review, target, "ORG", at(1))


def test_spans_keep_the_words_of_the_article(review: Review) -> None:
    after = corrected(review)
    spans = [Span(entity.start, entity.end, entity.text) for entity in after.entities]
    spans += [span for quote in after.quotes for span in quote.spans]
    assert all(span.text == TEXT[span.start : span.end] for span in spans)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=20))
def test_of_mentions_that_two_readers_mark_over_each_other_the_older_stays(places: list[tuple[int, int]]) -> None:
    article = make_article("A day at the dam of Aldby, told by those who saw it all with their own eyes.")
    marks, kept = [], list[Span]()
    for number, (start, length) in enumerate(places):
        span = Span(start, start + length, article.text[start : start + length])
        content = EntityContent(label="ORG", name=str(number))
        record = made(article, (span,), content, at(number), own(number), target=f"n-{number}")
        marks.append(Placed(record, content, Resolved("exact", (span,))))
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)

    mentions = correct_entities((), (), marks).mentions
    assert [(mention.start, mention.end) for mention in mentions] == sorted((span.start, span.end) for span in kept)
