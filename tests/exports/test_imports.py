import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.correcting import add_entity, merge_entities
from annotations.editing import Review
from annotations.errors import ExchangeError
from annotations.export.csv import to_csv
from annotations.export.json import to_json
from annotations.export.jsonl import to_json_line
from annotations.export.webannotation import to_web_annotation
from annotations.imports import Exchanged, Remarks, read_annotations, records_of
from annotations.models import AnnotatedArticle, BlockKind, ClaimContent, NoteContent, Record
from annotations.records import current_state, merge_all, record_id
from annotations.review import open_review, set_note, tag
from annotations.spreadsheet import guarded, unguarded
from annotations.text import canonical
from tests.exported import (
    EVIDENCE,
    JUDGED,
    NOTE,
    OPEN,
    OWN,
    TEXT,
    at,
    corrected,
    exported,
    remarks,
    reviewed,
    reviews,
    worked_reviews,
)

NOW = at(59)
PAGE = "https://news.example/ferry"


def taken(data: bytes, review: Review, *, known: dict[str, Record] | None = None) -> dict[str, Record]:
    """Return the records that a file becomes in a store with these ones."""
    found = records_of(review.article.text, remarks(data).remarks, known or {}, NOW)
    return {record.id: record for record in found}


def stories(review: Review) -> dict[str, tuple[object, ...]]:
    """Return what was said of which words, now and before, without who is known to assert it and what was deleted."""
    records = {name: record for name, record in review.records.items() if not record.deleted}
    return {name: (each.origin, each.spans, each.past, current_state(each)) for name, each in records.items()}


def reopened(review: Review, records: dict[str, Record]) -> Review:
    return open_review(review.article, review.analysis, records.values())


@given(reviews() | worked_reviews())
def test_what_json_carries_comes_back_to_the_byte(review: Review) -> None:
    for written in (to_json(exported(review)), to_json_line(exported(review))):
        (exchanged,) = read_annotations(written, "a.json")
        assert isinstance(exchanged, Exchanged)
        back = open_review(exchanged.article, review.analysis, exchanged.records)
        assert to_json(exported(back)) == to_json(exported(review))


@given(reviews() | worked_reviews())
def test_what_web_annotations_carry_comes_back(review: Review) -> None:
    written = to_web_annotation(exported(review))
    heard = remarks(written)
    assert heard.article == review.article
    assert heard.left_out == 0
    back = reopened(review, taken(written, review))
    assert to_web_annotation(exported(back)) == written
    assert stories(back) == stories(review)


def _is_shown_claim(record: Record) -> bool:
    return isinstance(record.content, ClaimContent) and not record.content.is_removed


@given(reviews() | worked_reviews())
def test_what_a_table_of_claims_carries_comes_back(review: Review) -> None:
    written = to_csv(exported(review))
    others = {key: each for key, each in review.records.items() if not _is_shown_claim(each)}
    claims = {record.id for record in review.records.values() if not record.deleted} - others.keys()
    if claims:
        assert remarks(written).left_out == 0
        back = reopened(review, {**others, **taken(written, review)})
        assert to_csv(exported(back)) == written


def test_detections_notes_evidence_and_spans_come_back() -> None:
    review = reviewed()
    for written in (to_web_annotation(exported(review)), to_csv(exported(review))):
        back = reopened(review, taken(written, review))
        claim = back.claims_by_id[JUDGED]
        assert (claim.verdict, claim.evidence, claim.spans) == (
            "disputed",
            (EVIDENCE,),
            review.claims_by_id[JUDGED].spans,
        )
        assert claim.note == review.claims_by_id[JUDGED].note
        assert OPEN not in {record.target for record in back.records.values()}


@pytest.mark.parametrize("write", [to_web_annotation, to_csv])
def test_a_file_that_says_nothing_new_changes_nothing_even_if_it_is_old(write: Any) -> None:
    before = reviewed()
    after = tag(before, JUDGED, "verified", at(40)).review
    for review in (before, after):
        known = dict(review.records)
        assert taken(write(exported(before)), review, known=known).items() <= known.items()


def test_corrections_and_past_states_come_back_in_web_annotations() -> None:
    review = corrected()
    assert review.corrected.hidden
    back = reopened(review, taken(to_web_annotation(exported(review)), review))
    assert to_json(exported(back)) == to_json(exported(review))
    assert back.records == review.records


def test_a_name_over_two_lines_is_told_on_one_and_comes_back() -> None:
    review = add_entity(reviewed(), 0, TEXT.index("The ferry"), "PERSON", at(20), OWN).review
    name = next(cluster.name for cluster in review.entity_index if cluster.name.startswith("Ferry"))
    assert "\n" not in name
    review = merge_entities(review, "n-1111111111111111", "e1", at(21)).review
    (exchanged,) = read_annotations(to_json(exported(review)), "a.json")
    assert isinstance(exchanged, Exchanged)
    back = open_review(exchanged.article, review.analysis, exchanged.records)
    assert to_json(exported(back)) == to_json(exported(review))


@pytest.mark.parametrize("write", [to_json, to_json_line, to_web_annotation, to_csv])
def test_what_programs_do_to_line_ends_and_encodings_does_not_matter(
    write: Callable[[AnnotatedArticle], bytes],
) -> None:
    data = write(exported(corrected()))
    text = data.decode().replace("\r\n", "\n")
    for other in (text.replace("\n", "\r\n").encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert read_annotations(other, "a") == read_annotations(data, "a")


def test_what_was_done_elsewhere_since_is_merged_with_its_past() -> None:
    before = reviewed()
    after = tag(tag(before, JUDGED, "verified", at(40)).review, JUDGED, None, at(41)).review
    heard = taken(to_web_annotation(exported(after)), before, known=dict(before.records))
    merged, conflicts = merge_all(before.records, heard.values())
    assert (merged, conflicts) == (dict(after.records), ())


def test_what_two_machines_did_since_is_a_conflict() -> None:
    before = reviewed()
    mine, theirs = tag(before, JUDGED, None, at(40)).review, tag(before, JUDGED, "verified", at(41)).review
    heard = taken(to_web_annotation(exported(theirs)), mine, known=dict(mine.records))
    merged, (conflict,) = merge_all(mine.records, heard.values())
    assert (conflict.record.modified, conflict.other.modified) == (at(41), at(40))
    assert merged.keys() == mine.records.keys()


def test_a_verdict_edited_in_web_annotations_is_the_next_revision() -> None:
    review = reviewed()
    edited = to_web_annotation(exported(review)).replace(b'"value": "disputed"', b'"value": "verified"', 1)
    back = taken(edited, review, known=dict(review.records))
    (changed,) = (record for name, record in back.items() if record != review.records[name])
    assert (changed.revision, changed.modified) == (review.records[changed.id].revision + 1, NOW)
    assert reopened(review, {**review.records, **back}).claims_by_id[JUDGED].verdict == "verified"


def test_blocks_come_back_in_web_annotations() -> None:
    annotated = exported()
    kinds: tuple[BlockKind, ...] = ("paragraph", "block_quote", "list_item", "heading")
    blocks = tuple(replace(block, kind=kind) for block, kind in zip(annotated.article.blocks, kinds, strict=True))
    article = replace(annotated.article, blocks=blocks, retrieved=at(0), byline="Ada", language=None)
    assert remarks(to_web_annotation(replace(annotated, article=article))).article == article


def test_blocks_that_cannot_be_those_of_the_text_are_found_anew() -> None:
    written = to_web_annotation(exported())
    blocks = exported().article.blocks
    for old, new in ((b'"newsmark:kind": "heading"', b'"newsmark:kind": "poem"'), (b'"newsmark:start": 0', b'"x": 0')):
        assert old in written
        article = remarks(written.replace(old, new)).article
        assert article
        assert article.blocks == blocks


def test_a_verdict_edited_in_a_spreadsheet_is_the_next_revision() -> None:
    review = reviewed()
    edited = (
        to_csv(exported(review)).replace(b",disputed,", b",VERIFIED,").replace(b",", b";").replace(b"412;", b"412,")
    )
    whole = to_csv(exported(review)).replace(b",disputed,", b",VERIFIED,")
    assert edited != whole
    back = taken(whole, review, known=dict(review.records))
    changed = [record for name, record in back.items() if record != review.records[name]]
    assert [(record.revision, record.modified) for record in changed] == [
        (review.records[changed[0].id].revision + 1, NOW)
    ]
    assert reopened(review, {**review.records, **back}).claims_by_id[JUDGED].verdict == "verified"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_made_by_hand_needs_words_and_an_article(encoding: str, delimiter: str) -> None:
    cells = [
        ["Source", "Words", "Verdict", "Note"],
        [PAGE, "the FERRY", "", ""],
        [PAGE, "left *early*", "disputed", "At 5"],
    ]
    heard = remarks("\r\n".join(delimiter.join(row) for row in cells).encode(encoding))
    assert heard.names == (PAGE,)
    (record,) = records_of(TEXT, heard.remarks, {}, NOW)
    assert record.spans[0].text == "left *early*"
    assert record.content == ClaimContent(verdict="disputed", note="At 5")
    assert record.created == NOW


def table(*rows: Sequence[str]) -> bytes:
    made = StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def test_rows_on_the_same_words_in_different_places_are_kept() -> None:
    columns = ("source", "words", "spans", "prefix", "note")
    placed = ((PAGE, "Yes", "0:3", "", "One"), (PAGE, "Yes", "50:53", "", "Two"), (PAGE, "Yes", "", "Oh, ", "Three"))
    heard = remarks(table(columns, *placed))
    notes = [each.content.note for each in heard.remarks if isinstance(each.content, ClaimContent)]
    assert (notes, heard.left_out) == (["One", "Two", "Three"], 0)
    assert len({each.target for each in heard.remarks}) == 3


def test_rows_that_cannot_be_kept_are_counted() -> None:
    columns = ("source", "claim", "words", "note")
    again = ((PAGE, "", "Yes", "One"), (PAGE, "", "Yes", "Two"))
    others = ((PAGE, "", "Yes", ""), (PAGE, "", "", "Of what?"), (PAGE, JUDGED, "", "Of what?"))
    detection = (PAGE, JUDGED, "Yes", "")
    heard = remarks(table(columns, *again, *others, detection, ("", "", "", "")))
    assert (len(heard.remarks), heard.left_out) == (1, 4)


def test_a_cell_can_be_as_long_as_a_file() -> None:
    note = 'Word, “word” and "word".\n' * 40_000
    review = set_note(reviewed(), JUDGED, note.strip(), at(40)).review
    heard = {each.target: each.content for each in remarks(to_csv(exported(review))).remarks}
    assert heard[JUDGED] == review.records[record_id(review.article.id, JUDGED)].content


@given(st.text(), st.sampled_from(["", "'", "''", " ", "=", "'=", "-", "\t"]))
def test_a_guarded_cell_comes_back_as_it_was(cell: str, start: str) -> None:
    assert unguarded(guarded(start + cell)) == start + cell


def test_annotations_of_others_are_understood() -> None:
    selector = {"type": "TextQuoteSelector", "exact": "Ada Moss"}
    foreign = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/1",
        "type": "Annotation",
        "creator": {"name": "Tom"},
        "bodyValue": "Who?",
        "target": {"source": PAGE, "selector": selector},
    }
    sourced = {
        **foreign,
        "id": "https://notes.example/2",
        "bodyValue": None,
        "body": {"purpose": "linking", "source": PAGE},
    }
    highlight = {**foreign, "id": "https://notes.example/3", "bodyValue": ""}
    heard = remarks(json.dumps([foreign, sourced, highlight]).encode())
    assert (heard.names, heard.left_out) == ((PAGE,), 1)
    note, claim = records_of(TEXT, heard.remarks, {}, NOW)
    assert (note.content, note.author, note.spans[0].text) == (NoteContent(note="Who?"), "Tom", "Ada Moss")
    assert isinstance(claim.content, ClaimContent)
    assert claim.content.evidence[0].url == PAGE


def note_on(words: str, note: str, **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": words}
    return {"type": "Annotation", "bodyValue": note, "target": {"source": PAGE, "selector": selector}, **more}


def test_annotations_without_an_id_are_told_apart_by_all_that_they_say() -> None:
    given_twice = [note_on("Ada Moss", "Who?"), note_on("Ada Moss", "When?"), note_on("Ada Moss", "Who?")]
    heard = remarks(json.dumps(given_twice).encode())
    assert [each.content for each in heard.remarks] == [NoteContent(note="Who?"), NoteContent(note="When?")]


@pytest.mark.parametrize(
    "named", [{"id": "https://notes.example/1"}, {"newsmark:mark": JUDGED, "newsmark:kind": "claim"}]
)
def test_annotations_that_say_different_things_under_one_id_are_refused(named: dict[str, str]) -> None:
    one, other = note_on("Ada Moss", "Who?", **named), note_on("Ada Moss", "When?", **named)
    assert len(remarks(json.dumps([one, one]).encode()).remarks) == 1
    with pytest.raises(ExchangeError, match="twice") as caught:
        read_annotations(json.dumps([one, other]).encode(), "bad")
    assert caught.value.message.startswith("bad: ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"article,words,verdict\r\na-1,x,true\r\n", "line 2: 'true' is not a verdict"),
        (b"article,words,note\r\na-1,x,y,\r\na-1,x,y, and z\r\n", "line 3: more cells than columns"),
        (b"article,words,evidence\r\na-1,x,{\r\n", "line 2: the evidence is not a list"),
        (b'article,words,note\r\na-1,x,"' + b"x", "line 2: .* never closed"),
        (b"article,words\r\n\x00\x01\x02\x03\xff\xfe", "bad"),
        (to_web_annotation(exported()).replace("🚢 carried".encode(), "🚢  carried".encode()), "not canonical"),
    ],
)
def test_what_contradicts_itself_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ExchangeError, match=reason) as caught:
        read_annotations(data, "bad")
    assert caught.value.message.isprintable()
    assert caught.value.hint.isprintable()


OWN_ID = f"urn:uuid:{NOTE}"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("type", "id", "target", "selector", "body", "exact", "value", "items", "uri", "tags", "start"),
                    *(f"newsmark:{name}" for name in ("kind", "revision", "past", "mark", "corrected_speaker")),
                ]
            ),
            inner | st.sampled_from(["Annotation", "TextQuoteSelector", "tagging", "assessing", "quote", OWN_ID]),
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([{"type": "Annotation"}, {"uri": "x", "target": []}, {"type": "AnnotationCollection"}]))
def test_no_shape_of_a_file_breaks_the_reading(value: Any, start: dict[str, Any]) -> None:
    node = {**start, **value} if isinstance(value, dict) else {**start, "target": value, "items": value, "tags": value}
    try:
        found = read_annotations(json.dumps([node]).encode(), "any")
    except ExchangeError:
        return
    for each in found:
        if isinstance(each, Remarks):
            for record in records_of(TEXT, each.remarks, {}, NOW):
                assert canonical(record.anchor.exact) == record.anchor.exact


def test_a_note_keeps_its_id() -> None:
    review = reviewed()
    assert NOTE in taken(to_web_annotation(exported(review)), review)
