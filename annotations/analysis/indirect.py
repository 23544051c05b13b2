"""Indirect and mixed quotes: what cues outside quotation marks attribute, found by position and parse."""

from collections.abc import Callable

from spacy.tokens import Token

from annotations.analysis.complements import (
    infinitive,
    judgement,
    noun_phrase,
    passive_infinitive,
    passive_subject,
    predicate,
)
from annotations.analysis.content import COORDINATORS, content_after, content_from
from annotations.analysis.phrases import sourced_phrases
from annotations.analysis.reporting import Cue, cue_at, is_verbal, reporting_nouns
from annotations.analysis.scene import Scene, Spans, Statement, after_pause, kind_of, trimmed
from annotations.analysis.sources import source_of, subject_of
from annotations.analysis.syntax import NOUN_CLAUSES, is_finite, is_negated, own_subject

SUBORDINATORS = frozenset(
    {"as", "while", "when", "after", "before", "although", "though", "since", "because", "until", "once"}
)
PHRASE_TAGS = frozenset({"NN", "JJ", "DT", "PR", "PO", "HY", "CD", "VB"})

Rule = Callable[[Scene, Cue], Spans | None]


def indirect_statements(view: Scene, taken: list[Statement]) -> list[Statement]:
    """Find what the cues of a paragraph attribute, in text order; `taken` are the direct quotes found before."""
    used = {at for statement in taken if statement.cue for at in range(*statement.cue)}
    found = [*sourced_phrases(view)]
    for index in range(len(view.tokens)):
        if index in used or view.quoted_at[index] >= 0:
            continue
        statement = _by_verb(view, index) or _by_noun(view, index)
        if statement is not None:
            found.append(statement)
    return _outermost(found, taken)


def _by_verb(view: Scene, index: int) -> Statement | None:
    token = view.tokens[index]
    cue = cue_at(view.tokens, index)
    if (
        cue is None
        or not is_verbal(token)
        or _named(view, token)
        or is_negated(token)
        or _hypothetical(token)
        or _is_prompted(view, token)
    ):
        return None
    for name, rule in RULES:
        spans = rule(view, cue)
        if spans:
            return Statement(
                spans=spans,
                rule=name,
                kind=kind_of(view, spans),
                attribution=cue.verb.attribution,
                cue=(cue.first, cue.last),
                source=source_of(token),
            )
    return None


def _named(view: Scene, token: Token) -> bool:
    """Tell whether a form is part of a name: a capital inside a sentence ("Sultan Said")."""
    return (
        token.text[0].isupper()
        and token.i > view.sentence(token.i)[0]
        and not token.is_upper
        and view.doc[token.i - 1].text not in {'"', "“", ":"}
    )


def _hypothetical(verb: Token) -> bool:
    """Tell whether the saying itself is only possible, wished or asked for: "would say", "to say"."""
    if verb.tag_ != "VB":
        return False
    return any(child.tag_ in {"MD", "TO"} and child.lower_ not in {"will", "'ll"} for child in verb.lefts)


def _is_prompted(view: Scene, verb: Token) -> bool:
    """Tell whether a participle that opens a sentence says what somebody was asked: "Asked whether …, X said"."""
    return verb.tag_ in {"VBN", "VBD"} and verb.i == view.sentence(verb.i)[0] and own_subject(verb) is None


def clause_after(view: Scene, cue: Cue) -> Spans | None:
    """Said (that) CONTENT."""
    if not cue.takes("clause") or _in_parenthesis(view, cue):
        return None
    content = content_after(view, cue)
    return (content,) if content is not None else None


def _in_parenthesis(view: Scene, cue: Cue) -> bool:
    """Tell whether commas enclose the cue and its subject: "That, she warned, could change"."""
    subject = own_subject(cue.token)
    if subject is None or subject.i > cue.first or cue.last >= len(view.doc) or view.doc[cue.last].text != ",":
        return False
    return after_pause(view, subject.left_edge.i) and subject.left_edge.i > view.sentence(cue.first)[0] + 1


def clause_around(view: Scene, cue: Cue) -> Spans | None:
    """CONTENT, X said; CONTENT, X said, CONTENT."""
    bare = cue.token.tag_ == "VB" and any(
        child.dep_.startswith("aux") or child.dep_ == "mark" for child in cue.token.lefts
    )
    if not cue.takes("clause") or cue.token.tag_ == "VBG" or bare:
        return None
    doc = view.doc
    floor, limit = view.sentence(cue.token.i)
    source = own_subject(cue.token) or subject_of(cue.token) or _noun_after(view, cue, limit)
    if source is None or source.tag_ in {"WP", "WDT"}:
        return None
    edge = source.left_edge.i if source.left_edge.i >= floor else source.i
    pauses = [at for at in range(edge, source.i) if doc[at].is_punct and not doc[at].is_quote and doc[at].text != "-"]
    first = min(pauses[-1] + 1 if pauses else edge, cue.first)
    if first > floor and not after_pause(view, first):
        first = _phrase_start(view, first, floor)
    while first > floor and doc[first - 1].tag_ == "RB":
        first -= 1
    closing = max(cue.last, source.right_edge.i + 1 if source.i > cue.token.i else 0)
    if (
        first <= floor
        or not after_pause(view, first)
        or source.i > cue.last + 12
        or not _closes(view, cue, closing, limit)
    ):
        return None
    right = _rest(view, cue, limit)
    if doc[first - 2].tag_ in {"WDT", "WP"}:
        return (right,) if right is not None else None
    left = trimmed(view, floor, first)
    subordinate = doc[left[0]].lower_ in SUBORDINATORS and not any(
        token.text == "," for token in doc[left[0] : left[1]]
    )
    clause = any(is_finite(token) for token in doc[left[0] : left[1]]) and not subordinate
    if left[0] >= left[1] or (right is None and not clause):
        return None
    return (left, right) if right is not None else (left,)


def _phrase_start(view: Scene, at: int, floor: int) -> int:
    """Go back to where a noun phrase starts by its words alone: "retired general Lee"."""
    while at > floor and view.quoted_at[at - 1] < 0 and view.doc[at - 1].tag_[:2] in PHRASE_TAGS:
        at -= 1
    return at


def _noun_after(view: Scene, cue: Cue, limit: int) -> Token | None:
    """Find the subject behind an inverted cue that the parse misses: ", say scientists"."""
    nouns = [token for token in view.doc[cue.last : min(cue.last + 6, limit)] if token.tag_.startswith(("NN", "PRP"))]
    return nouns[-1] if nouns and view.doc[cue.first - 1].text == "," else None


def _closes(view: Scene, cue: Cue, at: int, limit: int) -> bool:
    """Tell whether nothing of weight follows a cue that stands behind or inside its content."""
    return (
        at >= limit
        or view.doc[at].text in {",", ".", "!", "?", "—", "–", ")", "…"}
        or (cue.takes("addressee") and view.doc[at].tag_ in {"DT", "PRP", "NNS", "NNPS"})
        or (
            view.doc[at].tag_ in {"IN", "RB", "NNP", "TO", "NN"}
            and view.doc[at].lower_ not in {"about", "of", "for", "that"}
        )
    )


def _rest(view: Scene, cue: Cue, limit: int) -> tuple[int, int] | None:
    """Find where an interrupted content goes on behind its cue."""
    doc = view.doc
    at = next((at for at in range(cue.last, limit) if doc[at].text in {",", "—", "–"}), limit)
    if (
        at + 2 >= limit
        or at - cue.last > 8
        or doc[at + 1].lower_ in COORDINATORS | {"who", "which"}
        or doc[at + 1].tag_ == "VBG"
    ):
        return None
    verb = cue.token
    inside = verb.dep_ in {"parataxis", "ccomp", "advcl", "dep"} and verb.head.right_edge.i > at + 1
    subject_open = not any(
        is_finite(token) for token in doc[view.sentence(verb.i)[0] : min(verb.left_edge.i, cue.first)]
    )
    return content_from(view, cue, at + 1) if inside or subject_open or doc[cue.first - 2].text == "," else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("clause-after-cue", clause_after),
    ("clause-around-cue", clause_around),
    ("infinitive", infinitive),
    ("noun-phrase", noun_phrase),
    ("judgement", predicate),
    ("judgement", judgement),
    ("passive-infinitive", passive_infinitive),
    ("passive-subject", passive_subject),
)
"""Tried in this order; the first that finds a content wins."""


def _by_noun(view: Scene, index: int) -> Statement | None:
    """X's claim that CONTENT."""
    token = view.tokens[index]
    doc = view.tokens
    if token.lower_ not in reporting_nouns() or not token.tag_.startswith("NN") or index + 2 >= len(doc):
        return None
    that = next((at for at in range(index + 1, min(index + 4, len(doc))) if doc[at].lower_ == "that"), None)
    if that is None or doc[that].tag_ == "WDT" or not any(is_finite(t) for t in doc[that : view.sentence(index)[1]]):
        return None
    clause = next((child for child in token.rights if child.dep_ in NOUN_CLAUSES | {"ccomp", "appos"}), None)
    if clause is None or own_subject(clause) is None:
        return None
    first, last = trimmed(view, that + 1, clause.right_edge.i + 1)
    if first >= last:
        return None
    owner = next((child for child in token.lefts if child.dep_ in {"nmod:poss", "poss"}), None)
    if owner is None and token.dep_ in {"obj", "dobj"}:
        owner = source_of(token.head)
    return Statement(
        spans=((first, last),),
        rule="reporting-noun",
        kind=kind_of(view, ((first, last),)),
        cue=(index, index + 1),
        source=owner,
    )


def _outermost(found: list[Statement], taken: list[Statement]) -> list[Statement]:
    """Drop what is reported inside another report, and what repeats a direct quote."""
    direct = {at for statement in taken for first, last in statement.spans for at in range(first, last)}
    kept: list[Statement] = []
    covered: set[int] = set(direct)
    ordered = sorted(found, key=lambda s: (s.attribution == "thought", _nesting(s, found), -_length(s)))
    for statement in ordered:
        words = {at for first, last in statement.spans for at in range(first, last)}
        cue = set(range(*statement.cue)) if statement.cue else set()
        if cue & covered or len(words & covered) * 2 > len(words):
            continue
        kept.append(statement)
        covered |= words
    return sorted(kept, key=lambda s: s.spans[0])


def _nesting(statement: Statement, others: list[Statement]) -> int:
    """Count the contents that hold a statement's cue."""
    cue = statement.cue
    return sum(
        any(first <= cue[0] < last for first, last in other.spans) for other in others if cue and other is not statement
    )


def _length(statement: Statement) -> int:
    return sum(last - first for first, last in statement.spans)
