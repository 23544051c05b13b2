import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from annotations.anchors import anchor
from annotations.editing import Review
from annotations.errors import ExchangeError
from annotations.exchange import AHEAD_LIMIT, REVISION_LIMIT, accepted, read_annotated
from annotations.export.json import array_of, to_json
from annotations.models import Analysis, AnnotatedArticle, Block, Claim, Generator, Span
from annotations.records import merge_all
from annotations.review import add_claim, add_note, annotated, delete, open_review, set_note, tag, undo
from tests.builders import make_article

TEXT = "The mayor said taxes fell by 3 percent. Nobody had asked her.\n\nThe bridge opened in 1931."
GENERATOR = Generator(version="0", pipeline=None, analysis="1")
OWN, NOTE = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def reviewed() -> Review:
    article = make_article(TEXT)
    span = Span(15, 38, TEXT[15:38])
    detected = Claim(id="c-1111111111111111", spans=(span,), check_worthiness=0.5)
    review = open_review(article, Analysis(claims=(detected,)), ())
    review = tag(review, detected.id, "verified", at(1)).review
    review = tag(review, detected.id, "disputed", at(2)).review
    review = set_note(review, detected.id, "By 2, says the budget.", at(3)).review
    review = add_claim(review, 63, 88, at(4), OWN).review
    return add_note(review, 40, 46, "Who is nobody?", at(5), NOTE).review


def exported(review: Review) -> AnnotatedArticle:
    return annotated(review, GENERATOR)


def test_what_was_exported_comes_back_as_the_same_records() -> None:
    review = reviewed()
    (exchanged,) = read_annotated(to_json(exported(review)), "a.json")
    assert exchanged.article == review.article
    assert {record.id: record for record in exchanged.records} == dict(review.records)


def test_importing_ones_own_export_changes_nothing() -> None:
    review = reviewed()
    (exchanged,) = read_annotated(to_json(exported(review)), "a.json")
    merged, conflicts = merge_all(review.records, exchanged.records)
    assert (merged, conflicts) == (dict(review.records), ())


def test_a_deleted_mark_stays_deleted() -> None:
    before = reviewed()
    after = delete(before, NOTE, at(9)).review
    (exchanged,) = read_annotated(to_json(exported(before)), "a.json")
    merged, conflicts = merge_all(after.records, exchanged.records)
    assert merged[NOTE].deleted
    assert not conflicts


def test_verdicts_of_two_people_become_a_conflict_and_both_are_kept() -> None:
    base = reviewed()
    claim = base.claims[0]
    mine = tag(base, claim.id, "verified", at(20)).review
    theirs = tag(base, claim.id, None, at(21)).review
    (exchanged,) = read_annotated(to_json(exported(theirs)), "b.json")
    merged, conflicts = merge_all(mine.records, exchanged.records)
    assert len(conflicts) == 1
    verdicts = [
        entry.verdict
        for entry in annotated(open_review(base.article, base.analysis, merged.values()), GENERATOR).claims[0].history
    ]
    assert verdicts == ["verified", "disputed", "verified", None]


def test_several_articles_come_in_an_array_or_on_lines() -> None:
    review = reviewed()
    undone = undo(review, at(30)).review
    files = [exported(review), exported(undone)]
    array = b"".join(array_of(map(to_json, files)))
    lines = b"".join(to_json(file, compact=True) for file in files)
    assert read_annotated(array, "a.json") == read_annotated(lines, "a.jsonl")
    assert len(read_annotated(lines, "a.jsonl")) == 2


def test_a_claim_whose_words_are_gone_keeps_them() -> None:
    review = reviewed()
    changed = replace(make_article("Something else entirely happened here today."), id=review.article.id)
    lost = open_review(changed, Analysis(), review.records.values())
    (exchanged,) = read_annotated(to_json(exported(lost)), "a.json")
    words = {record.spans[0].text for record in exchanged.records}
    assert words == {record.anchor.exact for record in review.records.values()}
    back = open_review(review.article, review.analysis, exchanged.records)
    assert [claim.verdict for claim in back.claims] == ["disputed", None]


def spoilt(**changes: object) -> AnnotatedArticle:
    file = exported(reviewed())
    return replace(file, article=replace(file.article, **changes))


def respan(file: AnnotatedArticle, span: Span) -> AnnotatedArticle:
    return replace(file, claims=(replace(file.claims[0], spans=(span,)), *file.claims[1:]))


def restamp(file: AnnotatedArticle, **changes: object) -> AnnotatedArticle:
    claim = file.claims[0]
    assert claim.record
    return replace(file, claims=(replace(claim, record=replace(claim.record, **changes)), *file.claims[1:]))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (spoilt(id="../../etc/passwd"), "no article id"),
        (spoilt(text="\x1b[31mred"), "not canonical"),
        (spoilt(text=TEXT + " More."), "another text"),
        (respan(exported(reviewed()), Span(0, 5, "other")), "other words"),
        (respan(exported(reviewed()), Span(80, 900, "x")), "other words"),
        (restamp(exported(reviewed()), id="../x"), "impossible id"),
        (restamp(exported(reviewed()), revision=10**12), "impossible id or revision"),
        (restamp(exported(reviewed()), revision=1), "impossible past"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(file: AnnotatedArticle, reason: str) -> None:
    with pytest.raises(ExchangeError, match=reason):
        read_annotated(to_json(file), "bad.json")


def test_no_file_brings_a_record_to_where_its_next_change_could_not_be_exported() -> None:
    review = reviewed()
    (record,) = (each for each in review.records.values() if each.target == review.claims[0].id)
    for revision in (AHEAD_LIMIT + 1, REVISION_LIMIT):
        far = replace(record, revision=revision)
        with pytest.raises(ExchangeError, match=record.id):
            list(accepted([far], {}))
        assert list(accepted([far], {far.id: far})) == [far]

    last = replace(record, revision=AHEAD_LIMIT)
    (merged,) = merge_all({}, accepted([last], {}))[0].values()
    changed = tag(open_review(review.article, review.analysis, [merged]), record.target, None, at(9)).review
    (exchanged,) = read_annotated(to_json(exported(changed)), "a.json")
    assert list(accepted(exchanged.records, {merged.id: merged})) == list(changed.records.values())


@pytest.mark.parametrize("data", [b"", b"{", b"[]x", b"null", b'{"format": "other"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_annotated_article_is_refused(data: bytes) -> None:
    with pytest.raises(ExchangeError, match="bad"):
        read_annotated(data, "bad.json")


def test_escape_sequences_in_what_others_wrote_are_removed() -> None:
    review = reviewed()
    file = exported(review)
    evil = replace(file.claims[0], note="see \x1b]52;c;ZXZpbA==\x07this\nline", tags=("\x9b31m",))
    data = json.encode(replace(file, claims=(evil, *file.claims[1:]), article=replace(file.article, title="\x1b[2Jx")))
    (exchanged,) = read_annotated(data, "a.json")
    assert "\x1b" not in repr(exchanged)
    assert "\\x1b" not in repr(exchanged)
    assert "\\x9b" not in repr(exchanged)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_article_are_refused_in_words_safe_for_the_screen(data: bytes) -> None:
    with pytest.raises(ExchangeError) as caught:
        read_annotated(b"{" + data, "any")
    assert caught.value.message.isprintable()


def test_an_anchor_is_kept() -> None:
    review = reviewed()
    (exchanged,) = read_annotated(to_json(exported(review)), "a.json")
    assert exchanged.records[0].anchor == anchor(TEXT, exchanged.records[0].spans)


def remark(file: AnnotatedArticle, **changes: object) -> AnnotatedArticle:
    return replace(file, claims=(replace(file.claims[0], **changes), *file.claims[1:]))


def reanchor(**changes: str) -> AnnotatedArticle:
    file = exported(reviewed())
    assert file.claims[0].anchor
    return remark(file, anchor=replace(file.claims[0].anchor, **changes))


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (restamp(exported(reviewed()), target="c-1\x1b]0;gone\x07"), "impossible id"),
        (restamp(remark(exported(reviewed()), id="c-1\x1b]0;gone\x07"), target=None), "impossible id"),
        (restamp(exported(reviewed()), target="q-1111111111111111"), "without what it says"),
        (restamp(exported(reviewed()), spans=(Span(0, 3, "The"),)), "of other words"),
        (restamp(exported(reviewed()), spans=(Span(15, 38, "taxes rose by 3 percent"),)), "of other words"),
        (restamp(exported(reviewed()), id=OWN), "an annotation twice"),
        (reanchor(exact="taxes rose by 3 percent"), "other words than its anchor"),
        (reanchor(prefix="\x1b[31m"), "without the words"),
        (reanchor(suffix="\x9b31m"), "without the words"),
        (remark(exported(reviewed()), spans=(Span(20, 24, "fell"), Span(15, 20, "taxes"))), "other words"),
        (spoilt(blocks=(Block("paragraph", 5, 9), Block("paragraph", 0, 5))), "its order"),
        (spoilt(blocks=(Block("paragraph", 0, 10**30),)), "a block outside"),
    ],
)
def test_a_file_made_to_deceive_is_refused(file: AnnotatedArticle, reason: str) -> None:
    with pytest.raises(ExchangeError, match=reason):
        read_annotated(to_json(file) if reason != "a block outside" else huge(file), "evil.json")


def huge(file: AnnotatedArticle) -> bytes:
    small = replace(file, article=replace(file.article, blocks=(Block("paragraph", 0, 123456789),)))
    return to_json(small).replace(b"123456789", b"1" + b"0" * 30)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"revision":3', b'"revision":1e999'),
        (b'"revision":3', b'"revision":NaN'),
        (b'"revision":3', b'"revision":' + b"9" * 5000),
        (b'"Who is nobody?"', rb'"\ud800"'),
        (b'"Who is nobody?"', rb'"\udc00\ud800"'),
        (b'"Who is nobody?"', b'"\xed\xa0\x80"'),
        (b'"Who is nobody?"', b"[" * 100_000),
        (b'"2026-03-01T10:01:00.000Z"', b'"2026-03-01T10:01:00.000Z\\n"'),
        (b'"2026-03-01T10:01:00.000Z"', '"٢٠٢٦-03-01T10:01:00.000Z"'.encode()),
    ],
)
def test_values_that_json_readers_disagree_on_are_refused(old: bytes, new: bytes) -> None:
    data = to_json(exported(reviewed()), compact=True)
    assert old in data
    with pytest.raises(ExchangeError, match="evil"):
        read_annotated(data.replace(old, new), "evil.json")


def test_of_keys_given_twice_the_last_counts_and_is_checked() -> None:
    data = to_json(exported(reviewed()), compact=True)
    doubled = data.replace(b'"article":{', b'"article":{"id":"a-0000000000000000","text":"\\u001b[31m",', 1)
    (exchanged,) = read_annotated(doubled, "a.json")
    assert exchanged.article == reviewed().article
    with pytest.raises(ExchangeError):
        read_annotated(data.replace(b'"blocks":', b'"id":"../../x","blocks":', 1), "evil.json")
