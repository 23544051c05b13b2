import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.editing import Review
from annotations.errors import ExchangeError
from annotations.export.csv import to_csv
from annotations.export.json import to_json
from annotations.export.jsonl import to_json_line
from annotations.export.webannotation import to_web_annotation
from annotations.imports import Exchanged, Remarks, read_annotations, records_of
from annotations.imports.remarks import Part, locate
from annotations.models import ClaimContent, NoteContent, Record
from annotations.review import open_review, tag
from annotations.spreadsheet import guarded, unguarded
from annotations.text import canonical
from tests.exported import EVIDENCE, JUDGED, NOTE, OPEN, TEXT, at, exported, reviewed, reviews

NOW = at(59)
PAGE = "https://news.example/ferry"


def remarks(data: bytes) -> Remarks:
    (only,) = read_annotations(data, "a")
    assert isinstance(only, Remarks)
    return only


def taken(data: bytes, review: Review, *, known: dict[str, Record] | None = None) -> dict[str, Record]:
    """Return the records that a file becomes in a store with these ones."""
    found = records_of(review.article.text, remarks(data).remarks, known or {}, NOW)
    return {record.id: record for record in found}


def reopened(review: Review, records: dict[str, Record]) -> Review:
    return open_review(review.article, review.analysis, records.values())


@given(reviews())
def test_what_json_carries_comes_back_to_the_byte(review: Review) -> None:
    for written in (to_json(exported(review)), to_json_line(exported(review))):
        (exchanged,) = read_annotations(written, "a.json")
        assert isinstance(exchanged, Exchanged)
        back = open_review(exchanged.article, review.analysis, exchanged.records)
        assert to_json(exported(back)) == to_json(exported(review))


@given(reviews())
def test_what_web_annotations_carry_comes_back(review: Review) -> None:
    written = to_web_annotation(exported(review))
    heard = remarks(written)
    assert heard.article
    assert (heard.article.id, heard.article.text) == (review.article.id, review.article.text)
    assert heard.left_out == 0
    back = reopened(review, taken(written, review))
    assert to_web_annotation(exported(back)) == written


@given(reviews())
def test_what_a_table_of_claims_carries_comes_back(review: Review) -> None:
    written = to_csv(exported(review))
    claims = {record.id: record for record in review.records.values() if isinstance(record.content, ClaimContent)}
    if claims:
        back = reopened(review, taken(written, review))
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


def test_a_verdict_edited_in_a_spreadsheet_is_the_next_revision() -> None:
    review = reviewed()
    edited = (
        to_csv(exported(review)).replace(b",disputed,", b",VERIFIED,").replace(b",", b";").replace(b"412;", b"412,")
    )
    table = to_csv(exported(review)).replace(b",disputed,", b",VERIFIED,")
    assert edited != table
    back = taken(table, review, known=dict(review.records))
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
    table = "\r\n".join(delimiter.join(row) for row in cells).encode(encoding)
    heard = remarks(table)
    assert heard.names == (PAGE,)
    (record,) = records_of(TEXT, heard.remarks, {}, NOW)
    assert record.spans[0].text == "left *early*"
    assert record.content == ClaimContent(verdict="disputed", note="At 5")
    assert record.created == NOW


@given(st.text(), st.sampled_from(["", "'", "''", " ", "=", "'=", "-", "\t"]))
def test_a_guarded_cell_comes_back_as_it_was(cell: str, start: str) -> None:
    assert unguarded(guarded(start + cell)) == start + cell


def hypothesis_file(**changes: Any) -> bytes:
    selectors = [
        {"type": "TextPositionSelector", "start": 1, "end": 2},
        {"type": "TextQuoteSelector", "exact": "ferry\n   carried 412", "prefix": "The ", "suffix": " cars,”"},
    ]
    annotation = {
        "id": "Yx_9-a",
        "created": "2026-01-02T03:04:05.678901+00:00",
        "updated": "2026-01-02T03:04:06.678901+00:00",
        "user": "acct:ada@hypothes.is",
        "uri": PAGE,
        "text": "Really?\n\x1b[31m",
        "tags": ["ferry"],
        "target": [{"source": PAGE, "selector": selectors}],
        **changes,
    }
    page_note = {"id": "p", "uri": PAGE, "text": "A page note", "target": [{"source": PAGE}]}
    return json.dumps({"export_date": "2026-01-03", "annotations": [annotation, page_note]}).encode()


def test_annotations_of_hypothesis_find_their_words() -> None:
    heard = remarks(hypothesis_file())
    assert (heard.names, heard.left_out) == ((PAGE,), 1)
    (record,) = records_of(TEXT, heard.remarks, {}, NOW)
    assert record.spans[0].text == "ferry carried 412"
    assert TEXT[: record.spans[0].start].endswith("“The ")
    assert record.content == NoteContent(note="Really?\n[31m\n#ferry")
    assert (record.author, record.modified) == ("acct:ada@hypothes.is", "2026-01-02T03:04:06.678901Z")
    assert records_of(TEXT, heard.remarks, {record.id: record}, NOW) == (record,)


def test_a_tag_of_hypothesis_can_be_a_verdict() -> None:
    (record,) = records_of(TEXT, remarks(hypothesis_file(tags=["Disputed", "ferry"])).remarks, {}, NOW)
    assert record.content == ClaimContent(verdict="disputed", note="Really?\n[31m", tags=("ferry",))
    rows = json.loads(hypothesis_file())["annotations"]
    assert remarks(json.dumps({"total": 2, "rows": rows}).encode()) == remarks(json.dumps(rows).encode())


def test_replies_and_bare_highlights_are_left_out() -> None:
    assert remarks(hypothesis_file(references=["x"])).left_out == 2
    assert remarks(hypothesis_file(text="", tags=[])).left_out == 2


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


def test_words_that_occur_twice_are_told_by_what_is_around_them() -> None:
    text = "The count was 12 on Monday.\n\nThe count was 12 on Friday evening.\n\nYes. Yes."
    second = text.rindex("count was 12")
    found = locate(text, Part("count was 12", "The ", " on Friday evening."))
    assert found
    assert found.start == second
    assert locate(text, Part("Yes.")) is None
    placed = locate(text, Part("Yes.", place=(text.rindex("Yes."), len(text))))
    assert placed
    assert placed.start == text.rindex("Yes.")
    assert locate(text, Part("  ")) is None


def test_words_that_are_gone_are_kept_as_lost() -> None:
    (record,) = records_of("Another text.", remarks(hypothesis_file()).remarks, {}, NOW)
    review = open_review(replace(exported().article, text="Another text."), reviewed().analysis.__class__(), [record])
    (orphan,) = review.orphan_notes
    assert orphan.anchor
    assert orphan.anchor.exact == "ferry carried 412"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"article,words,verdict\r\na-1,x,true\r\n", "line 2: 'true' is no verdict"),
        (b"article,words,evidence\r\na-1,x,{\r\n", "line 2: the evidence is no list"),
        (b'article,words,note\r\na-1,x,"' + b"x" * 200_000, "no table of claims"),
        (b"article,words\r\n\x00\x01\x02\x03\xff\xfe", "bad"),
        (to_web_annotation(exported()).replace("🚢 carried".encode(), "🚢  carried".encode()), "not canonical"),
    ],
)
def test_what_contradicts_itself_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ExchangeError, match=reason) as caught:
        read_annotations(data, "bad")
    assert caught.value.message.isprintable()
    assert caught.value.hint.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "id", "target", "selector", "body", "exact", "value", "items", "uri", "tags", "start"]
            ),
            inner | st.sampled_from(["Annotation", "TextQuoteSelector", "tagging", "assessing", "urn:uuid:x"]),
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
