"""Clauses: where a stretch of text divides into statements that stand alone."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from annotations.analysis.syntax import NOUN_CLAUSES, SUBJECTS, TERMINALS, is_finite

MARKS = frozenset("“”„«»‹›‘’‚\"'")
ELLIPSES = frozenset({"...", "…", "...."})
EDGES = frozenset(",;:—–-.") | ELLIPSES | {"--"}
BRACKETS = frozenset("[]")
PARTING = TERMINALS | ELLIPSES | MARKS | {";", "]"}
"""What stands before a further sentence."""
COORDINATORS = frozenset({"and", "but", "or"})
CONTRASTS = frozenset({"while", "whereas", "though", "although", "so", "yet"})
"""Words that begin a further statement after a comma."""
SUBORDINATORS = frozenset({"if", "because", "when", "while", "although", "though", "after", "as", "since", "whether"})
"""Words that, at its beginning, make a clause depend on the next one."""
LEADING = frozenset({"and", "but", "or", "yet"})
"""Words that a statement is shown without."""
RELATIVE_TAGS = frozenset({"WP", "WDT", "WRB"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "EX", "DT", "RBS", "JJS"})
"""What the words before a verb end with if they are its subject."""


def clauses(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Split a token range into sentences, and these into clauses with a subject and a finite verb each.

    Coordinated verb phrases of one subject, reasons, conditions and relative clauses stay in their clause.
    """
    start = first
    for at in range(first + 1, last):
        if _begins_sentence(tokens, at, start) or _begins_clause(tokens, at, start, last):
            yield start, at
            start = at
    if start < last:
        yield start, last


def stripped(tokens: Sequence[Token], first: int, last: int, *, marks: bool) -> tuple[int, int]:
    """Cut final stops, conjunctions at the edges and a complementiser; with `marks` quote marks at the edges too."""
    outer = EDGES | MARKS | BRACKETS if marks else EDGES
    while last > first and (
        tokens[last - 1].text in outer
        or tokens[last - 1].tag_ == "CC"
        or (not marks and _is_lone_mark(tokens, first, last))
    ):
        last -= 1
    while first < last and (tokens[first].text in outer or _joins(tokens, first)):
        first += 1
    if first < last and tokens[first].lower_ == "that" and tokens[first].dep_ == "mark":
        first += 1
    return first, last


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word only joins a statement to the one before it."""
    if at == 0:
        return False
    return tokens[at].lower_ in LEADING or (tokens[at].lower_ in CONTRASTS and tokens[at - 1].text == ",")


def _is_lone_mark(tokens: Sequence[Token], first: int, last: int) -> bool:
    return tokens[last - 1].text in MARKS and not any(token.text in MARKS for token in tokens[first : last - 1])


def _begins_sentence(tokens: Sequence[Token], at: int, start: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if before.text not in PARTING:
        return False
    if before.text == ";":
        return True
    if token.text in MARKS or token.text in TERMINALS or not before.whitespace_:
        return False
    if before.text in ELLIPSES or (before.text == "]" and at - 2 >= start and tokens[at - 2].text in ELLIPSES):
        return token.text[0].isupper()
    return before.text in TERMINALS or (before.text in MARKS and at - 2 >= start and tokens[at - 2].text in TERMINALS)


def _begins_clause(tokens: Sequence[Token], at: int, start: int, last: int) -> bool:
    """Tell whether a conjunction, after a comma where it could subordinate, joins two statements here.

    The parse says so, or, because it errs most in long sentences, a comma before and a nominal with its verb after it.
    """
    word = tokens[at].lower_
    if word not in COORDINATORS and word not in CONTRASTS:
        return False
    has_comma = tokens[at - 1].text == ","
    if word in CONTRASTS and not has_comma:
        return False
    verb = next((token for token in tokens[at + 1 : last] if is_finite(token) or _is_stop(token)), None)
    if verb is None or _is_stop(verb) or not _stands_alone(tokens[start:at]):
        return False
    between = tokens[at + 1 : verb.i]
    if any(token.tag_ in RELATIVE_TAGS for token in between):
        return False
    if word in COORDINATORS and has_comma and _is_nominal(between):
        return True
    has_subject = any(token.dep_ in SUBJECTS for token in between)
    return has_subject and (word in CONTRASTS or _joins_clauses(tokens[at]))


def _is_stop(token: Token) -> bool:
    return token.text == ";" or token.text in TERMINALS


def _stands_alone(span: Sequence[Token]) -> bool:
    """Tell whether a range has a subject and a finite verb and does not open with a subordinate clause."""
    opener = span[0]
    if opener.lower_ in SUBORDINATORS and opener.dep_ in {"mark", "advmod"} and opener.head.dep_ == "advcl":
        return False
    has_subject = any(token.dep_ in SUBJECTS and token.head.dep_ not in NOUN_CLAUSES for token in span)
    return has_subject and any(is_finite(token) for token in span)


def _is_nominal(span: Sequence[Token]) -> bool:
    """Tell whether words can be the subject of the verb after them, with what stands before it."""
    end = len(span)
    while end and span[end - 1].tag_ == "RB":
        end -= 1
    return end > 0 and span[end - 1].tag_ in NOMINAL_TAGS and not any(t.tag_ in {"VB", "VBN", "VBG"} for t in span)


def _joins_clauses(conjunction: Token) -> bool:
    head = conjunction.head
    is_clause = head.tag_.startswith(("VB", "MD")) or any(child.dep_ == "cop" for child in head.children)
    return is_clause and head.dep_ in {"conj", "ROOT", "parataxis", "ccomp", "advcl"}
