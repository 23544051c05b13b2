"""Articles with a reader's work for the tests of exports and imports."""

from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.editing import Review
from annotations.evidence import add_evidence
from annotations.models import (
    Analysis,
    AnnotatedArticle,
    Claim,
    Claimant,
    Entity,
    EntityCluster,
    Evidence,
    Generator,
    Quote,
    Speaker,
)
from annotations.review import add_claim, add_note, annotated, open_review, set_note, tag
from annotations.text import canonical, clean_lines
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
            Entity(id="n-1", start=number.start, end=number.start + 3, text="412", label="CARDINAL", entity="e1"),
            Entity(id="n-2", start=speaker.start, end=speaker.end, text="Ada Moss", label="PERSON", entity="e2"),
            Entity(id="n-3", start=payer.start, end=payer.end, text="Tom Hale", label="PERSON", entity="e3"),
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
