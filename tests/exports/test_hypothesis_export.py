"""What Hypothesis exports, read as notes and verdicts."""

import json
from typing import Any

from msgspec.structs import replace

from annotations.imports import records_of
from annotations.models import ClaimContent, NoteContent
from annotations.review import open_review
from tests.exported import TEXT, at, exported, remarks, reviewed

NOW = at(59)
PAGE = "https://news.example/ferry"


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


def test_words_that_are_gone_are_kept_as_lost() -> None:
    (record,) = records_of("Another text.", remarks(hypothesis_file()).remarks, {}, NOW)
    review = open_review(replace(exported().article, text="Another text."), reviewed().analysis.__class__(), [record])
    (orphan,) = review.orphan_notes
    assert orphan.anchor
    assert orphan.anchor.exact == "ferry carried 412"
