"""What the language work hands to the rules: paragraphs parsed one by one."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph (or a piece of a very long one) and where it stands in the article.

    `start` is an offset in the article's text and `doc.text == text[start : start + len(doc.text)]`: a token's
    offset in the article is `start + token.idx`.
    """

    start: int
    doc: Doc

    @property
    def end(self) -> int:
        """Where the paragraph ends in the article."""
        if not len(self.doc):
            return self.start
        last = self.doc[-1]  # `doc.text` puts all tokens together each time
        return self.start + last.idx + len(last.text_with_ws)

    def offsets(self, part: Token | Span) -> tuple[int, int]:
        """Return where a token or span of the paragraph starts and ends in the article."""
        if isinstance(part, Token):
            return self.start + part.idx, self.start + part.idx + len(part)
        return self.start + part.start_char, self.start + part.end_char
