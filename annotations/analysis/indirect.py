"""Indirect and mixed quotes: what cues outside quotation marks attribute, found by position and parse."""

from collections.abc import Callable

from spacy.tokens import Token

from annotations.analysis.content import COORDINATORS, content_after, content_from
from annotations.analysis.phrases import sourced_phrases
from annotations.analysis.reporting import Cue, cue_at, is_verbal, reporting_nouns
from annotations.analysis.scene import Scene, Spans, Statement, after_pause, kind_of, trimmed
from annotations.analysis.sources import source_of, subject_of
from annotations.analysis.syntax import NOUN_CLAUSES, agent, is_finite, is_negated, is_passive, own_subject

RESUMING = frozenset({"and", "but", "which", "who", "while", "for", "after", "as", "with", "because", "when"})
SUBORDINATORS = frozenset(
    {"as", "while", "when", "after", "before", "although", "though", "since", "because", "until", "once"}
)

Rule = Callable[[Scene, Cue], Spans | None]


def indirect_statements(view: Scene, taken: list[Statement]) -> list[Statement]:
    """Find what the cues of a paragraph attribute, in text order; `taken` are the direct quotes found before."""
    used = {at for statement in taken if statement.cue for at in range(*statement.cue)}
    found = [*sourced_phrases(view)]
    for index in range(len(view.doc)):
        if index in used or view.quoted_at[index] >= 0:
            continue
        statement = _by_verb(view, index) or _by_noun(view, index)
        if statement is not None:
            found.append(statement)
    return _outermost(found, taken)


def _by_verb(view: Scene, index: int) -> Statement | None:
    token = view.doc[index]
    cue = cue_at(view.doc, index) if is_verbal(token) and not _named(view, token) else None
    if cue is None or is_negated(token) or _hypothetical(token):
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


def clause_after(view: Scene, cue: Cue) -> Spans | None:
    """Said (that) CONTENT."""
    if not cue.takes("clause"):
        return None
    content = content_after(view, cue)
    return (content,) if content is not None else None


def clause_around(view: Scene, cue: Cue) -> Spans | None:
    """CONTENT, X said; CONTENT, X said, CONTENT."""
    if not cue.takes("clause") or cue.token.tag_ in {"VBG", "VB"}:
        return None
    doc = view.doc
    floor, limit = view.sentence(cue.token.i)
    source = own_subject(cue.token) or subject_of(cue.token) or _noun_after(view, cue, limit)
    if source is None or source.tag_ in {"WP", "WDT"}:
        return None
    first = min(source.left_edge.i if source.left_edge.i >= floor else source.i, cue.first)
    while first < min(source.i, cue.first) and doc[first].is_punct and not doc[first].is_quote:
        first += 1
    while first > floor and doc[first - 1].tag_ == "RB":
        first -= 1
    closing = max(cue.last, source.right_edge.i + 1 if source.i > cue.token.i else 0)
    if first <= floor or not after_pause(view, first) or source.i > cue.last + 12 or not _closes(view, closing, limit):
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


def _noun_after(view: Scene, cue: Cue, limit: int) -> Token | None:
    """Find the subject behind an inverted cue that the parse misses: ", say scientists"."""
    nouns = [token for token in view.doc[cue.last : min(cue.last + 6, limit)] if token.tag_.startswith(("NN", "PRP"))]
    return nouns[-1] if nouns and view.doc[cue.first - 1].text == "," else None


def _closes(view: Scene, at: int, limit: int) -> bool:
    """Tell whether nothing of weight follows a cue that stands behind or inside its content."""
    return (
        at >= limit
        or view.doc[at].text in {",", ".", "!", "?", "—", "–", ")", "…"}
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


def infinitive(view: Scene, cue: Cue) -> Spans | None:
    """Promised to CONTENT; urged them to CONTENT."""
    if not cue.takes("infinitive"):
        return None
    _, limit = view.sentence(cue.token.i)
    for child in cue.token.rights:
        to = next((grand for grand in child.lefts if grand.lower_ == "to" and grand.tag_ == "TO"), None)
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and to is not None and cue.last <= to.i < limit:
            return _bounded(view, cue, to.i, child)
    return _infinitive_by_position(view, cue, limit)


def _infinitive_by_position(view: Scene, cue: Cue, limit: int) -> Spans | None:
    """Urged the schools to open: an addressee and "to" with a verb, whatever the parse says."""
    doc = view.doc
    for at in range(cue.last, min(cue.last + 7, limit - 1)):
        if doc[at].tag_ == "TO" and doc[at + 1].tag_ in {"VB", "RB"}:
            return _bounded(view, cue, at, doc[at + 1]) if at == cue.last or cue.takes("addressee") else None
        if doc[at].tag_.startswith(("V", "W", "MD")) or doc[at].text in {",", ":", ";"}:
            return None
    return None


def _bounded(view: Scene, cue: Cue, start: int, head: Token) -> Spans | None:
    """Take a phrase from `start` to where its head's part of the parse ends, unless the narrator resumes before."""
    content = content_from(view, cue, start)
    if content is None:
        return None
    doc = view.doc
    edge = head.right_edge.i + 1
    inside = start < edge < content[1] - 1 and doc[edge].text == ","
    end = edge if inside and (doc[edge + 1].lower_ in RESUMING or doc[edge + 1].tag_ == "VBG") else content[1]
    first, last = trimmed(view, content[0], end)
    return ((first, last),) if last - first > 1 else None


def noun_phrase(view: Scene, cue: Cue) -> Spans | None:
    """Announced the closure of the port; denied stealing it."""
    if not (cue.takes("noun") or cue.takes("gerund")) or is_passive(cue.token):
        return None
    objects = {"obj", "dobj", "obl", "pobj", "nmod"} if cue.verb.particle else {"obj", "dobj"}
    _, limit = view.sentence(cue.token.i)
    for child in cue.token.rights:
        gerund = (
            child.tag_ == "VBG" and child.dep_ in {"xcomp", "ccomp", "obj", "advcl", "pcomp"} and cue.takes("gerund")
        )
        noun = child.dep_ in objects and child.tag_.startswith("NN") and cue.takes("noun")
        if (gerund or noun) and cue.last <= child.i < limit:
            found = _bounded(view, cue, max(child.left_edge.i, cue.last), child)
            return None if found is None or _names_somebody(view, child, found) else found
    return None


def _names_somebody(view: Scene, head: Token, spans: Spans) -> bool:
    """Tell whether a phrase names who is cited rather than what is said: "citing the mayor, Ann Lee"."""
    last = view.doc[spans[-1][1] - 1]
    return head.ent_type_ in {"PERSON", "ORG"} or (last.ent_type_ == "PERSON" and last.i - head.i <= 4)


def judgement(view: Scene, cue: Cue) -> Spans | None:
    """Called it a "disgrace"; described it as CONTENT; accused them of CONTENT."""
    doc = view.doc
    _, limit = view.sentence(cue.token.i)
    if cue.takes("predicate"):
        active = not is_passive(cue.token) and cue.last < limit and view.quoted_at[cue.last] < 0
        content = content_from(view, cue, cue.last) if active else None
        return (content,) if content is not None and kind_of(view, (content,)) != "indirect" else None
    word = "as" if cue.takes("as") else "of" if cue.takes("of") else None
    if word is None:
        return None
    for at in range(cue.last, min(cue.last + 12, limit)):
        if doc[at].lower_ == word and (doc[at].head.head == cue.token or doc[at].head == cue.token):
            content = content_from(view, cue, at + 1 if is_passive(cue.token) else cue.last)
            return (
                (content,)
                if content is not None
                and (word == "of" or not is_passive(cue.token) or kind_of(view, (content,)) != "indirect")
                else None
            )
    return None


def passive_subject(view: Scene, cue: Cue) -> Spans | None:
    """The closure was announced by X."""
    if not cue.takes("noun") or not is_passive(cue.token) or agent(cue.token) is None:
        return None
    subject = own_subject(cue.token)
    if subject is None or not subject.tag_.startswith("NN") or subject.ent_type_ == "PERSON":
        return None
    content = trimmed(view, subject.left_edge.i, min(subject.right_edge.i + 1, cue.first))
    return (content,) if content[0] < content[1] else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("clause-after-cue", clause_after),
    ("clause-around-cue", clause_around),
    ("infinitive", infinitive),
    ("noun-phrase", noun_phrase),
    ("judgement", judgement),
    ("passive-subject", passive_subject),
)
"""Tried in this order; the first that finds a content wins."""


def _by_noun(view: Scene, index: int) -> Statement | None:
    """X's claim that CONTENT."""
    token = view.doc[index]
    doc = view.doc
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
    ordered = sorted(found, key=lambda s: (s.attribution == "thought", -sum(last - first for first, last in s.spans)))
    for statement in ordered:
        words = {at for first, last in statement.spans for at in range(first, last)}
        cue = set(range(*statement.cue)) if statement.cue else set()
        if cue & covered or len(words & covered) * 2 > len(words):
            continue
        kept.append(statement)
        covered |= words
    return sorted(kept, key=lambda s: s.spans[0])
