"""What the rules ask of a parse, alike in Universal Dependencies and in spaCy's own (CLEAR) labels."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass"})
PASSIVE = frozenset({"nsubj:pass", "csubj:pass", "aux:pass", "nsubjpass", "csubjpass", "auxpass"})
NOUN_CLAUSES = frozenset({"acl", "acl:relcl", "relcl"})
CONTENT_CLAUSES = frozenset({"ccomp", "parataxis", "csubj"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "EX", "VBG", "WP"})
RELATIVE_WORDS = frozenset({"who", "which", "whom", "whose", "that"})
TERMINALS = frozenset(".!?")
CLOSING_MARKS = frozenset("”’\"'»)]“")


def is_finite(token: Token) -> bool:
    """Tell whether a token is a finite verb or modal that can head or help a clause of its own."""
    return token.tag_ in FINITE_TAGS and token.dep_ not in {"amod", "acl", "compound", "nmod"}


def own_subject(verb: Token) -> Token | None:
    """Find the subject among a verb's own dependents."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


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


def sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield sentences as half-open token ranges.

    A full stop always ends one; the parser's own starts count only after closing punctuation, so its errors split less.
    """
    start = 0
    for token in doc:
        if token.i > start and _starts_sentence(doc, token):
            yield start, token.i
            start = token.i
    if start < len(doc):
        yield start, len(doc)


def _starts_sentence(doc: Doc, token: Token) -> bool:
    at = token.i - 1
    if token.text in TERMINALS or (token.text in CLOSING_MARKS and not token.whitespace_ and not doc[at].whitespace_):
        return False
    while at > 0 and doc[at].text in CLOSING_MARKS:
        at -= 1
    if doc[at].text in TERMINALS:
        return doc[token.i - 1].whitespace_ != "" or bool(token.is_sent_start)
    return bool(token.is_sent_start) and doc[at].text in {":", ";", "…", "..."}
