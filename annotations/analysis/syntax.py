"""What the rules ask of a parse, alike in Universal Dependencies and in spaCy's own (CLEAR) labels."""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from annotations.analysis.lexicon import resource_lines

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass"})
PASSIVE = frozenset({"nsubj:pass", "csubj:pass", "aux:pass", "nsubjpass", "csubjpass", "auxpass"})
NOUN_CLAUSES = frozenset({"acl", "acl:relcl", "relcl"})
CONTENT_CLAUSES = frozenset({"ccomp", "parataxis", "csubj"})
SAYING = frozenset({"said", "says", "told", "tells"})
"""Forms that report whatever a tagger takes them for."""
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "EX", "VBG", "WP"})
RELATIVE_WORDS = frozenset({"who", "which", "whom", "whose", "that"})
TERMINALS = frozenset(".!?")
ENDINGS = TERMINALS | frozenset(":;…")
"""What ends a token behind which a sentence may start."""
CLOSING_MARKS = frozenset("”’\"'»)]“") | {"''", "’’"}


def is_finite(token: Token) -> bool:
    """Tell whether a token is a finite verb or modal that can head or help a clause of its own."""
    return token.tag_ in FINITE_TAGS and token.dep_ not in {"amod", "acl", "compound", "nmod"}


def own_subject(verb: Token) -> Token | None:
    """Find the subject among a verb's own dependents: of several the nearest before it, else the first behind it."""
    before = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    return before[-1] if before else next((child for child in verb.rights if child.dep_ in SUBJECTS), None)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive, finite ("was told") or reduced ("told by")."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    return any(child.dep_ in PASSIVE for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(child.dep_ == "aux" for child in verb.children)
    )


def agent(verb: Token) -> Token | None:
    """Find who did it in a passive: "by X"."""
    for child in verb.children:
        if child.dep_ == "obl:agent" or (child.dep_ == "obl" and any(grand.lower_ == "by" for grand in child.children)):
            return child
        if child.dep_ == "agent":
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def is_negated(verb: Token) -> bool:
    """Tell whether a verb is denied ("has not said", "declined to say")."""
    if any(child.lower_ in {"not", "n't", "n’t", "never"} and child.i < verb.i for child in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lower_ in {"declined", "refused", "failed", "declines", "refuses"}


@cache
def abbreviations() -> frozenset[str]:
    """Read the abbreviations that stand before a name, without their full stop."""
    return frozenset(word for line in resource_lines("abbreviations.txt") for word in line.split())


def sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield a paragraph's sentences as half-open token ranges.

    A full stop ends one, except behind an abbreviation before a name; the parser's own starts count only after closing
    punctuation and abbreviations, so its errors split less.
    """
    start = 0
    at = 0
    for index, token in enumerate(tokens):
        if index > start and _starts_sentence(tokens, index, at):
            yield start, index
            start = index
        if token.text not in CLOSING_MARKS:
            at = index
    if start < len(tokens):
        yield start, len(tokens)


def _starts_sentence(tokens: Sequence[Token], index: int, at: int) -> bool:
    """Tell whether a sentence starts at a token; `at` is the last token before it that is no closing mark."""
    last = tokens[at].text
    if last[-1] not in ENDINGS:
        return False
    token, before = tokens[index], tokens[index - 1]
    if token.text in TERMINALS or (token.text in CLOSING_MARKS and not token.whitespace_ and not before.whitespace_):
        return False
    if last in TERMINALS:
        return not _abbreviates(tokens, at) and (before.whitespace_ != "" or bool(token.is_sent_start))
    parted = last in {":", ";", "…", "..."} or (last[-1] == "." and not _abbreviates(tokens, at))
    return parted and bool(token.is_sent_start)


def _abbreviates(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a full stop belongs to an abbreviation before a name: "Sgt. Lee", whether one token or two."""
    word = tokens[at].text
    if word == "." and at > 0 and not tokens[at - 1].whitespace_:
        word = tokens[at - 1].text
    return word[0].isupper() and word.rstrip(".").lower() in abbreviations()
