"""What the language work hands to the rules: paragraphs parsed one by one."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from annotations.analysis.syntax import sentences

KEPT_SUBTYPES = frozenset(
    {
        "acl:relcl",
        "aux:pass",
        "cc:preconj",
        "compound:prt",
        "csubj:pass",
        "det:predet",
        "nmod:poss",
        "nsubj:pass",
        "obl:agent",
    }
)
"""The relation subtypes that the rules read."""


def fold_relations(doc: Doc) -> None:
    """Replace each subtype of a Universal Dependencies relation that no rule reads by its main type, in place."""
    for token in doc:
        relation = token.dep_
        if ":" in relation and relation not in KEPT_SUBTYPES:
            token.dep_ = relation.partition(":")[0]


@dataclass(frozen=True)
class Paragraph:
    """A parsed paragraph (or a piece of a very long one) and where it stands in the article.

    `start` is an offset in the article's text and `doc.text == text[start : start + len(doc.text)]`: a token's
    offset in the article is `start + token.idx`. A `Doc` makes its text, and an object per token, anew each time that
    it is asked for them: rules that go over whole paragraphs read `text` and `tokens`.
    """

    start: int
    doc: Doc

    @cached_property
    def text(self) -> str:
        """The paragraph's text."""
        return "".join(token.text_with_ws for token in self.tokens)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The paragraph's tokens: `tokens[i].i == i`."""
        return tuple(self.doc)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The paragraph's sentences as half-open token ranges."""
        return tuple(sentences(self.tokens))

    @property
    def end(self) -> int:
        """Where the paragraph ends in the article."""
        return self.start + len(self.text)

    def offsets(self, part: Token | Span) -> tuple[int, int]:
        """Return where a token or span of the paragraph starts and ends in the article."""
        if isinstance(part, Token):
            return self.start + part.idx, self.start + part.idx + len(part)
        return self.start + part.start_char, self.start + part.end_char
