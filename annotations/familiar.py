"""Claims seen before: what the same claimant said in closely similar words, and what the reader made of it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from annotations.models import ClaimContent, Record, Timestamp, Verdict
from annotations.words import words_of

ALIKE = 72.0
"""Likeness from which two claims say the same, in [0, 100].

Chosen on the annotated claims of 144 articles, 3.3 million pairs from two articles: from 72 on nearly all say the same,
whoever asserts them; below 70 most do not.
"""
MOST = 5
NEGATIONS = frozenset({"not", "t", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without"})
"""Words that deny, as `words_of` cuts them: "don't" ends with "t"."""


@dataclass(frozen=True)
class Assertion:
    """The words of a claim and the name of who asserts it; None where that is unknown."""

    text: str
    claimant: str | None

    @cached_property
    def words(self) -> str:
        """The words to compare by, in alphabetical order: neither case nor punctuation matters."""
        return " ".join(sorted(word.key for word in words_of(self.text) if word.key[0].isalnum()))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers, and whether something is denied: what makes another claim of similar words."""
        keys = self.words.split()
        denial = {"not"} if NEGATIONS.intersection(keys) else set()
        return frozenset(key for key in keys if key[0].isdigit()) | denial

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital, but for the first one."""
        return frozenset(word.key for word in words_of(self.text)[1:] if self.text[word.start].isupper())


@dataclass(frozen=True)
class Earlier:
    """A claim that the reader judged or noted in another article."""

    assertion: Assertion
    article: str
    """Title of the article."""
    at: Timestamp
    """When the reader changed it last."""
    verdict: Verdict | None
    note: str


def earlier_claims(article: str, records: Iterable[Record]) -> Iterator[Earlier]:
    """Yield what the records of an article, named by its title, say about claims: those with a verdict or a note."""
    for record in records:
        content = record.content
        if not isinstance(content, ClaimContent) or content.is_removed or record.deleted:
            continue
        if content.verdict or content.note:
            text = " ".join(span.text for span in record.spans)
            assertion = Assertion(text or record.anchor.exact, record.claimant)
            yield Earlier(assertion, article, record.modified, content.verdict, content.note)


def familiar(claim: Assertion, earlier: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """Return the earlier claims of the same claimant in closely similar words, the most alike first, at most five.

    Figures, denials and names must agree: "rose by 3%" and "rose by 5%" are two claims. What the reader once thought of
    a claim is only pointed out: a verdict is never taken over.
    """
    same = (other for other in earlier if is_same_claimant(claim.claimant, other.assertion.claimant))
    likenesses = [(likeness(claim, other.assertion), other) for other in same]
    alike = [item for item in likenesses if item[0] >= ALIKE]
    return tuple(other for _, other in sorted(alike, key=lambda item: -item[0])[:MOST])


def likeness(one: Assertion, other: Assertion) -> float:
    """Return how alike two claims are worded, in [0, 100], in whatever order; 0 below `ALIKE` or where facts differ.

    The measure is the share of characters in the longest common subsequence of the sorted words (rapidfuzz's
    `token_sort_ratio`).
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded with the first look-up, not with the reader

    if one.figures != other.figures or (one.names - other.names and other.names - one.names):
        return 0.0
    return fuzz.ratio(one.words, other.words, score_cutoff=ALIKE)


def is_same_claimant(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one claimant's: "Merkel" is "Angela Merkel", unknown is the same as unknown."""
    if one is None or other is None:
        return one is other
    shorter, longer = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return shorter[-1:] == longer[-1:] and set(shorter) <= set(longer)
