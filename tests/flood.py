"""A short article with three detected claims, and a reader's work on it as a test sees it."""

from uuid import UUID

from annotations.editing import Review
from annotations.models import Analysis, Article, Claim, Generator, Note, Span

TEXT = "The river rose two metres. “It’s the worst flood since 1954,” said the mayor. Nobody was hurt."
GENERATOR = Generator(version="0.1.0", pipeline=None, analysis="1")


def article(text: str = TEXT) -> Article:
    return Article(id="a-0123456789abcdef", version=f"sha256:{len(text)}", title="Flood", text=text, blocks=())


def claim(words: str, text: str = TEXT, number: int = 1) -> Claim:
    start = text.index(words)
    return Claim(
        id=f"c-{number:016x}",
        spans=(Span(start, start + len(words), words),),
        check_worthiness=0.5,
        reasons=("number",),
    )


RIVER, FLOOD, HURT = (
    claim("The river rose", number=1),
    claim("It’s the worst flood", number=2),
    claim("Nobody was", number=3),
)
DETECTED = Analysis(claims=(RIVER, FLOOD, HURT))


def at(second: int) -> str:
    return f"2026-01-01T00:00:{second:02}.000Z"


def own_id(number: int) -> str:
    return str(UUID(int=number, version=4))


def shown(review: Review) -> list[tuple[str, str | None, str, str]]:
    """What a reader sees of claims and notes, whatever the revisions behind it."""
    claims = [(claim.id, claim.verdict, claim.note, claim.spans[0].text) for claim in review.claims]
    return [*claims, *((note.record.id, None, note.note, note.spans[0].text) for note in review.notes)]


def assert_words_are_the_articles(review: Review) -> None:
    text = review.article.text
    marks: tuple[Claim | Note, ...] = (*review.claims, *review.notes)
    spans = [span for mark in marks for span in mark.spans]
    assert all(span.text == text[span.start : span.end] for span in spans)
