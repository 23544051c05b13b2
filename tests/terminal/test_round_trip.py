"""What goes out through the command line comes back through it into an empty store, and goes out the same."""

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from msgspec import json as decoder
from msgspec.structs import replace

from annotations.correcting import add_entity, add_quote, merge_entities, remove, set_label, set_speaker
from annotations.editing import Review
from annotations.evidence import add_evidence
from annotations.models import Analysis, AnnotatedArticle, Evidence, Record, Speaker, Verdict
from annotations.review import add_claim, add_note, delete, edit_claims, join, open_review, set_note, tag
from annotations.storage.store import Store
from tests.builders import make_span
from tests.conftest import COMMAND

Newsmark = Callable[..., subprocess.CompletedProcess[str]]

LINES = (
    "Ferry to Marn 🚢 carries more cars",
    "",
    "The ferry to Marn carried 412 cars on Friday, engineer Tom Hale said. The harbour was dredged in 1987.",
    "",
    "“The crossing cost $3 million,” mayor Vera Lund said, “and 3 fire engines 👩🏽\u200d🚒 were aboard.”",
    "",
    "המעבורת חצתה את הנמל ביום שישי. عبرت العبارة الميناء يوم الجمعة.",
    "",
    "Lund met Hale in Paris on Monday. Prices rose by 4 percent, the port of Marn said.",
)
EVIDENCE = Evidence(
    url="https://port.example/log?a=1&b=2",
    title='Log "of" <the> port',
    stance="refutes",
    passage="It says 398.\nNot 412.",
    accessed="2026-03-01",
)


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def own(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def worked(review: Review) -> Review:
    """Return the work of a reader who judged, noted, corrected, hid, joined and marked."""
    text = review.article.text
    first, second, third, *_ = (claim.id for claim in review.claims)
    quote = next(quote.id for quote in review.quotes if quote.kind == "direct")
    people = {entity.text: entity.id for entity in review.entities}
    hebrew, over = make_span(text, "חצתה את הנמל"), make_span(text, "aboard.”\n\nהמעבורת")
    verdicts: tuple[Verdict | None, ...] = ("verified", "disputed", None, "disputed")
    for number, verdict in enumerate(verdicts):
        review = tag(review, first, verdict, at(number)).review
    review = set_note(review, first, "=SUM(A1)\n\n“No.” — 👩🏽\u200d🚒 עברית", at(5)).review
    review = add_evidence(review, first, EVIDENCE, at(6)).review
    review = join(review, first, second, at(7)).review
    review = edit_claims(review, (second,), lambda claim: replace(claim, tags=("port; sea", "🚢")), at(8)).review
    review = add_claim(review, hebrew.start, hebrew.end, at(9), own(1)).review
    review = add_note(review, over.start, over.end, "Over two\nparagraphs", at(10), own(2)).review
    review = set_speaker(review, quote, Speaker(name="Tom Hale", text="Tom Hale"), at(11)).review
    review = add_quote(review, hebrew.start, hebrew.end, at(12), own(3)).review
    review = add_entity(review, hebrew.start, hebrew.end, "PRODUCT", at(13), own(4)).review
    review = set_label(review, people["Vera Lund"], "ORG", at(14)).review
    review = remove(review, people["Paris"], at(15)).review
    review = delete(review, third, at(17)).review
    hale = next(entity.entity for entity in review.entities if entity.text == "Tom Hale")
    return merge_entities(review, people["Monday"], hale, at(16)).review


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a file, a reader's work on it in `store.json`, and the analyses that the program keeps.

    Since the work was done the file has lost the words of some of it.
    """
    folder = tmp_path_factory.mktemp("prepared")
    path = folder / "ferry.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(LINES).encode())
    found = decoder.decode(opened(folder), type=AnnotatedArticle)
    assert "\r" not in found.article.text
    analysis = Analysis(
        entities=found.entities, entity_index=found.entity_index, quotes=found.quotes, claims=found.claims
    )
    review = worked(open_review(found.article, analysis, ()))
    lost = make_span(found.article.text, "rose by 4")
    review = add_note(review, lost.start, lost.end, "Which prices?", at(20), own(5)).review
    review = add_quote(review, lost.start, lost.end, at(21), own(6)).review
    review = add_claim(review, lost.start, lost.end, at(22), own(7)).review
    Store(folder / "store.json").save(found.article.id, review.records.values())
    edited = path.read_bytes().replace(b"Prices rose by 4 percent, the port of Marn said.", b"Nobody was hurt at sea.")
    path.write_bytes(edited)
    opened(folder)
    return folder


def opened(folder: Path) -> bytes:
    """Let the program read the file, with its caches in the folder, and return what it exports."""
    environment = {**os.environ, **{f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "CONFIG", "DATA")}}
    command = [*COMMAND, "export", "ferry.txt", "--store", "store.json"]
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=True).stdout


@pytest.fixture
def article_id(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(prepared / "CACHE"))
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    (entry,) = Store(tmp_path / "store.json").articles()
    return entry.id


def written(newsmark: Newsmark, reference: str, store: str, *options: str) -> str:
    finished = newsmark("export", reference, "--store", store, *options)
    assert (finished.returncode, finished.stderr) == (0, "")
    return finished.stdout


def exported(newsmark: Newsmark, reference: str, store: str) -> AnnotatedArticle:
    return decoder.decode(written(newsmark, reference, store), type=AnnotatedArticle)


def imported(newsmark: Newsmark, data: str, store: str) -> None:
    finished = newsmark("import", "-", "--store", store, stdin=data)
    assert (finished.returncode, finished.stderr) == (0, "")


def kept(tmp_path: Path, store: str, article_id: str) -> dict[str, Record]:
    """Return the records of an article without those that were deleted."""
    return {record.id: record for record in Store(tmp_path / store).records(article_id) if not record.deleted}


def test_the_work_has_every_kind_of_mark(newsmark: Newsmark, article_id: str) -> None:
    found = exported(newsmark, article_id, "store.json")
    assert len(found.article.blocks) == len(LINES) // 2 + 1
    assert {type(mark.record.content).__name__ for mark in found.hidden} == {
        "ClaimContent",
        "QuoteContent",
        "EntityContent",
    }
    assert [claim.history[-1].verdict for claim in found.claims if len(claim.history) == 4] == ["disputed"]
    assert sum(not claim.spans for claim in found.claims) == sum(not note.spans for note in found.notes) == 1
    assert sum(bool(claim.same_as) for claim in found.claims) == 2
    for marks in (found.quotes, found.entities):
        assert {mark.origin for mark in marks} == {"detected", "corrected", "reader"}


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_annotated_json_is_the_same_to_the_byte(newsmark: Newsmark, tmp_path: Path, article_id: str, name: str) -> None:
    first = written(newsmark, article_id, "store.json", "--format", name)
    imported(newsmark, first, "other.json")
    assert written(newsmark, article_id, "other.json", "--format", name) == first
    assert kept(tmp_path, "other.json", article_id) == kept(tmp_path, "store.json", article_id)


def test_web_annotations_carry_all_but_the_path_of_the_file(
    newsmark: Newsmark, tmp_path: Path, article_id: str
) -> None:
    first = written(newsmark, article_id, "store.json", "--format", "w3c")
    imported(newsmark, first, "other.json")
    assert written(newsmark, article_id, "other.json", "--format", "w3c") == first
    here, there = (json.loads(written(newsmark, article_id, store)) for store in ("store.json", "other.json"))
    assert str(tmp_path) not in first
    here["article"]["source"] = None
    assert there == here
    assert kept(tmp_path, "other.json", article_id) == kept(tmp_path, "store.json", article_id)


def test_a_table_carries_what_is_said_of_claims(newsmark: Newsmark, tmp_path: Path, article_id: str) -> None:
    first = written(newsmark, article_id, "store.json", "--format", "csv")
    corrections = [each for each in Store(tmp_path / "store.json").records(article_id) if each.target[0] in "qn"]
    other = exported(newsmark, "ferry.txt", "other.json").article
    assert other.id != article_id, "another store has never seen the first version of the text"
    imported(newsmark, first.replace(article_id, other.id), "other.json")
    assert corrections
    columns = ("verdict", "note", "tags", "evidence", "words", "spans", "created", "modified")
    here, there = (
        {tuple(row[name] for name in columns) for row in rows if row["record"]}
        for rows in (table(first), table(written(newsmark, "ferry.txt", "other.json", "--format", "csv")))
    )
    assert len(here) == 4
    assert there == here


def test_hypothesis_annotations_come_back_as_what_they_became(
    newsmark: Newsmark, tmp_path: Path, article_id: str
) -> None:
    (entry,) = Store(tmp_path / "store.json").articles()
    selector = {"type": "TextQuoteSelector", "exact": "חצתה את הנמל ביום", "prefix": "המעבורת ", "suffix": " שישי."}
    about = {"uri": entry.source, "target": [{"selector": [selector]}], "user": "acct:ada@notes.example"}
    note = {**about, "id": "x", "text": "Which\nferry 🚢?", "created": "2026-03-02T10:00:00.000000+00:00"}
    claim = {**about, "id": "y", "text": "No.", "tags": ["disputed", "port"], "created": "2026-03-02T10:00:00+00:00"}
    imported(newsmark, json.dumps({"annotations": [note, claim]}), "store.json")
    first = written(newsmark, article_id, "store.json")
    imported(newsmark, first, "other.json")
    assert written(newsmark, article_id, "other.json") == first
    found = exported(newsmark, article_id, "other.json")
    (heard,) = (each for each in found.notes if each.record.author)
    assert (heard.note, heard.spans[0].text) == ("Which\nferry 🚢?", "חצתה את הנמל ביום")
    assert [each.tags for each in found.claims if each.record and each.record.author] == [("port",)]


def test_all_articles_of_a_store_come_back(newsmark: Newsmark, tmp_path: Path, article_id: str) -> None:
    (tmp_path / "rain.txt").write_text("Rain fell on Paris for 40 days in 1998.")
    newsmark("tag", "rain.txt", "40 days", "verified", "--store", "store.json")
    every = newsmark("export", "--all", "--format", "jsonl", "--store", "store.json").stdout
    imported(newsmark, every, "other.json")
    again = newsmark("export", "--all", "--format", "jsonl", "--store", "other.json").stdout
    assert sorted(again.splitlines()) == sorted(every.splitlines())
    assert article_id in again


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))
