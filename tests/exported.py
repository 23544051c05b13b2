"""Articles with a reader's work for the tests of exports and imports."""

from collections.abc import Callable

from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.cleaning import clean_lines
from annotations.correcting import add_entity, add_quote, merge_entities, remove, set_bounds, set_label, set_speaker
from annotations.editing import Outcome, Review
from annotations.errors import ReviewError
from annotations.evidence import add_evidence
from annotations.imports import Remarks, read_annotations
from annotations.models import (
    Analysis,
    AnnotatedArticle,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    EntityLabel,
    Evidence,
    Generator,
    Quote,
    Speaker,
)
from annotations.review import (
    add_claim,
    add_note,
    annotated,
    delete,
    edit_claims,
    join,
    open_review,
    set_note,
    tag,
    undo,
)
from annotations.text import canonical
from tests.builders import make_article, make_span

TEXT = canonical(
    "Ferry 🚢 carried 412 cars\r\n\r\n"
    "“The ferry carried 412 cars,” Ada Moss said on Friday, “and 3 buses 👩🏽\u200d🚒.”\r\n\r\n"
    "عبرت العبارة الميناء يوم الجمعة.\r\n\r\n"
    "<b> Tom Hale </b> paid $3 & left *early*."
)
GENERATOR = Generator(version="0.1.0", pipeline="en_core_news_sm 0.1.0", analysis="1")
JUDGED, OPEN, OWN, NOTE = (
    "c-1111111111111111",
    "c-2222222222222222",
    "00000000-0000-4000-8000-000000000001",
    "00000000-0000-4000-8000-000000000002",
)
EVIDENCE = Evidence(
    url="https://port.example/log?a=1&b=2", title="Log <of> the port", stance="refutes", passage="It says 398."
)


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def analysis(text: str = TEXT) -> Analysis:
    """Return quotes, claims and entities that overlap: a quote in two spans, a claim over it, entities within."""
    spans = (make_span(text, "“The ferry carried 412 cars,”"), make_span(text, "“and 3 buses 👩🏽\u200d🚒.”"))
    speaker = make_span(text, "Ada Moss")
    number, payer, arabic = (make_span(text, words) for words in ("412 cars,", "Tom Hale", "العبارة الميناء"))
    return Analysis(
        pipeline=GENERATOR.pipeline,
        entities=(
            Entity(
                id="n-1111111111111111",
                start=number.start,
                end=number.start + 3,
                text="412",
                label="CARDINAL",
                entity="e1",
            ),
            Entity(
                id="n-2222222222222222",
                start=speaker.start,
                end=speaker.end,
                text="Ada Moss",
                label="PERSON",
                entity="e2",
            ),
            Entity(
                id="n-3333333333333333", start=payer.start, end=payer.end, text="Tom Hale", label="PERSON", entity="e3"
            ),
        ),
        entity_index=(
            EntityCluster(id="e1", name="412", label="CARDINAL", mentions=1),
            EntityCluster(id="e2", name="Ada Moss", label="PERSON", mentions=1),
            EntityCluster(id="e3", name="Tom Hale", label="PERSON", mentions=1),
        ),
        quotes=(
            Quote(
                id="q-1111111111111111",
                kind="direct",
                spans=spans,
                speaker=Speaker(start=speaker.start, end=speaker.end, text="Ada Moss", name="Ada Moss", entity="e2"),
                cue=make_span(text, "said"),
                rule="subject-of-cue",
                confidence=0.9,
            ),
        ),
        claims=(
            Claim(
                id=JUDGED,
                spans=spans,
                quote="q-1111111111111111",
                claimant=Claimant(name="Ada Moss", entity="e2"),
                check_worthiness=0.9,
                reasons=("number", "attributed"),
            ),
            Claim(id=OPEN, spans=(arabic,), check_worthiness=0.25),
        ),
    )


def reviewed(note: str = "=SUM(A1) counts 398.\nNot 412.", source: str | None = "https://news.example/ferry") -> Review:
    """Return the work of a reader: a verdict with note and evidence, a claim and a note of their own."""
    article = replace(make_article(TEXT, source=source, title="Ferry 🚢 <carried> 412 cars"), published="2026-02-28")
    review = open_review(article, analysis(), ())
    review = tag(review, JUDGED, "verified", at(1)).review
    review = tag(review, JUDGED, "disputed", at(2)).review
    review = set_note(review, JUDGED, note, at(3)).review
    review = add_evidence(review, JUDGED, EVIDENCE, at(4)).review
    paid = make_span(TEXT, "paid $3 & left")
    review = add_claim(review, paid.start, paid.end, at(5), OWN).review
    who = make_span(TEXT, "The ferry carried")
    return add_note(review, who.start, who.end, "Which <ferry>?", at(6), NOTE).review


def exported(review: Review | None = None) -> AnnotatedArticle:
    return annotated(review or reviewed(), GENERATOR)


NOTES = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
    | st.sampled_from(
        [
            "=1+1",
            "'=1",
            "''-2",
            "@x",
            "a\nb",
            '"',
            "a,b;c\td",
            "🚢\r\n🚢",
            " +5",
            "\u202egnp",
            "-- x",
            "# x",
            "<b>",
            "]]>",
        ]
    )
).map(clean_lines)
"""What a reader may write: formulas, mark-up, emoji, line ends, text from right to left."""


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Return the work of some reader on a text with emoji and Arabic, whose marks may overlap anyhow."""
    words = draw(
        st.lists(st.sampled_from(["rose", "🚢", "«412»", "عبرت", "e\u0301", "=1", "<b>", "\r\n\r\n"]), min_size=3)
    )
    text = canonical(" ".join(["First", *words, "last."]))
    review = open_review(make_article(text, source="https://news.example/x"), Analysis(), ())
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        own_id = f"00000000-0000-4000-8000-{number:012x}"
        known = {(claim.spans[0].start, claim.spans[-1].end) for claim in review.claims}
        stripped = text[start:end].strip()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if not stripped:
            continue
        if draw(st.booleans()):
            review = add_note(review, start, start + len(stripped), draw(NOTES), at(number), own_id).review
        elif (start, start + len(stripped)) not in known:
            review = add_claim(review, start, start + len(stripped), at(number), own_id).review
            target = next(claim.id for claim in review.claims if claim.record and claim.record.id == own_id)
            review = tag(review, target, draw(st.sampled_from(["verified", "disputed"])), at(20 + number)).review
            review = set_note(review, target, draw(NOTES), at(40 + number)).review
    return review


QUOTE, PERSON = "q-1111111111111111", "n-2222222222222222"


def corrected() -> Review:
    """Return the work of a reader who corrected what was detected, hid some of it and judged the rest."""
    review = reviewed()
    review = set_speaker(review, QUOTE, Speaker(name="Tom Hale", text="Tom Hale"), at(10)).review
    review = set_label(review, PERSON, "ORG", at(11)).review
    review = merge_entities(review, "n-3333333333333333", "e2", at(12)).review
    review = remove(review, "n-1111111111111111", at(13)).review
    arabic = make_span(TEXT, "عبرت العبارة")
    review = add_quote(review, arabic.start, arabic.end, at(14), OWN.replace("1", "3")).review
    review = add_entity(review, arabic.start, arabic.end, "PRODUCT", at(15), OWN.replace("1", "4")).review
    review = join(review, JUDGED, OPEN, at(16)).review
    return edit_claims(review, (OPEN,), lambda claim: replace(claim, tags=("sea; port", "🚢")), at(17)).review


@st.composite
def worked_reviews(draw: st.DrawFn) -> Review:
    """Return the work of a reader who does anything with anything, in any order."""
    review = reviewed(draw(NOTES))
    for number in range(draw(st.integers(1, 6))):
        operate = draw(st.sampled_from(OPERATIONS))
        try:
            review = operate(draw, review, number).review
        except ReviewError:
            continue
    return review


def _range(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 1))
    return start, draw(st.integers(start + 1, len(TEXT)))


def _claim(draw: st.DrawFn, review: Review) -> str:
    return draw(st.sampled_from(sorted(review.claims_by_id) or [JUDGED]))


def _quote(draw: st.DrawFn, review: Review) -> str:
    return draw(st.sampled_from(sorted(quote.id for quote in review.quotes) or [QUOTE]))


def _entity(draw: st.DrawFn, review: Review) -> str:
    return draw(st.sampled_from(sorted(entity.id for entity in review.entities) or [PERSON]))


def _new(number: int) -> str:
    return f"00000000-0000-4000-8000-{number + 256:012x}"


SPEAKERS = st.sampled_from([None, Speaker(name="Tom Hale", text="Tom Hale"), Speaker(name="the port")])
LABELS: st.SearchStrategy[EntityLabel] = st.sampled_from(["PERSON", "ORG", "GPE", "DATE"])
SOURCES = st.builds(Evidence, url=st.just("https://port.example/x"), title=NOTES, passage=NOTES)
TAGS = st.lists(NOTES.map(lambda note: " ".join(note.split())).filter(bool), max_size=3).map(tuple)
OPERATIONS: list[Callable[[st.DrawFn, Review, int], Outcome]] = [
    lambda draw, review, n: tag(
        review, _claim(draw, review), draw(st.sampled_from(["verified", "disputed", None])), at(20 + n)
    ),
    lambda draw, review, n: set_note(review, _claim(draw, review), draw(NOTES), at(20 + n)),
    lambda draw, review, n: add_evidence(review, _claim(draw, review), draw(SOURCES), at(20 + n)),
    lambda draw, review, n: join(review, _claim(draw, review), _claim(draw, review), at(20 + n)),
    lambda draw, review, n: delete(review, draw(st.sampled_from([NOTE, _claim(draw, review)])), at(20 + n)),
    lambda draw, review, n: add_claim(review, *_range(draw), at(20 + n), _new(n)),
    lambda draw, review, n: set_speaker(review, _quote(draw, review), draw(SPEAKERS), at(20 + n)),
    lambda draw, review, n: set_bounds(review, _quote(draw, review), *_range(draw), at(20 + n)),
    lambda draw, review, n: add_quote(review, *_range(draw), at(20 + n), _new(n)),
    lambda draw, review, n: set_label(review, _entity(draw, review), draw(LABELS), at(20 + n)),
    lambda draw, review, n: merge_entities(review, _entity(draw, review), "e1", at(20 + n)),
    lambda draw, review, n: add_entity(review, *_range(draw), draw(LABELS), at(20 + n), _new(n)),
    lambda draw, review, n: remove(
        review, draw(st.sampled_from([_quote(draw, review), _entity(draw, review)])), at(20 + n)
    ),
    lambda _, review, n: undo(review, at(20 + n)),
    lambda draw, review, n: edit_claims(
        review, (_claim(draw, review),), lambda claim: replace(claim, tags=draw(TAGS)), at(20 + n)
    ),
]


def remarks(data: bytes) -> Remarks:
    """Return what a file by others, or in a format without records, says of its only article."""
    (only,) = read_annotations(data, "a")
    assert isinstance(only, Remarks)
    return only
