"""Who speaks, grammatically: the noun phrase that a cue has as its source."""

from spacy.tokens import Token

from annotations.analysis.syntax import (
    FINITE_TAGS,
    NOUN_CLAUSES,
    RELATIVE_WORDS,
    SAYING,
    agent,
    is_passive,
    own_subject,
)

AUXILIARIES = frozenset({"has", "have", "had", "'s", "’s", "is", "was", "were", "are", "'ve", "’ve", "would", "will"})
PARENTHESIS = 30
"""How many tokens may stand between a name and its verb, in commas."""
RELAYED = frozenset({"quoted", "cited", "reported"})
"""Passives whose subject is the one who speaks: "is quoted as saying"."""


def source_of(verb: Token) -> Token | None:
    """Find the head of the noun phrase that says, claims, is quoted as saying ...; None where the text names nobody."""
    if is_passive(verb):
        return agent(verb)
    subject = subject_of(verb)
    if subject is not None:
        return _antecedent(verb, subject)
    return _with_subject(verb) or _governing_subject(verb)


def subject_of(verb: Token) -> Token | None:
    """Find a verb's subject by the parse, corrected by position: a name right before a finite verb is its subject."""
    subject = own_subject(verb)
    if subject is not None and subject.ent_type_ in {"DATE", "TIME"}:
        subject = None
    finite = verb.tag_ in FINITE_TAGS or verb.lower_ in SAYING or any(child.dep_ == "aux" for child in verb.lefts)
    if not finite:
        return subject if subject is not None and subject.i < verb.i else None
    near = _noun_before(verb) or _name_before(verb)
    if subject is None or (subject.i > verb.i and near is not None):
        return near
    if (
        near is not None
        and near.ent_type_ == "PERSON"
        and subject.ent_type_ != "PERSON"
        and subject.tag_ != "PRP"
        and not _depends(near)
    ):
        return near
    return subject


def _noun_before(verb: Token) -> Token | None:
    """Find the noun or pronoun that stands right before a verb and its adverbs and auxiliaries."""
    at = _before_adverbs(verb)
    if at < 0:
        return None
    token = verb.doc[at]
    named = token.text[0].isupper() and token.is_alpha and token.tag_ not in {"IN", "DT", "CC"}
    if not named and token.tag_ not in {"NN", "NNS", "NNP", "NNPS", "PRP"} and token.text != "who":
        return None
    return _whole_phrase(token)


def _whole_phrase(noun: Token) -> Token:
    """Climb from a noun behind a preposition to the noun that it describes: "a coalition of mayors"."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    of = noun.dep_ in {"nmod", "pobj"} and above.i < noun.i and above.tag_.startswith("NN")
    between = noun.doc[above.i + 1 : noun.i] if of else ()
    return _whole_phrase(above) if of and not any(token.is_punct and token.text != "-" for token in between) else noun


def _before_adverbs(verb: Token) -> int:
    """Return the index of the token before a verb, its adverbs, times and brackets ("X (R-Ohio) also said")."""
    doc = verb.doc
    at = verb.i - 1
    while at >= 0 and (doc[at].tag_ == "RB" or doc[at].lower_ in AUXILIARIES or doc[at].ent_type_ in {"DATE", "TIME"}):
        at -= 1
    if at > 0 and doc[at].text == ")":
        opening = next((token.i for token in reversed(doc[max(0, at - PARENTHESIS) : at]) if token.text == "("), at + 1)
        return opening - 1
    return at


def _name_before(verb: Token) -> Token | None:
    """Find the name that commas part from its verb: "Ann Lee, who won, said"; "the mayor, Ann Lee, said"."""
    doc = verb.doc
    at = _before_adverbs(verb)
    if at < 1 or doc[at].text != ",":
        return None
    for index in range(at - 1, max(-1, at - PARENTHESIS), -1):
        token = doc[index]
        if token.text in {".", "!", "?", ";", ":", "”"}:
            return None
        if token.ent_type_ == "PERSON" and doc[index + 1].text == "," and not _depends(token):
            return token
    commas = [index for index in range(max(0, at - PARENTHESIS), at) if doc[index].text == ","]
    first = doc[commas[-1] - 1] if commas and commas[-1] else None
    return first if first is not None and first.tag_.startswith("NN") and not _depends(first) else None


def _depends(name: Token) -> bool:
    """Tell whether a name stands behind a preposition or possessive and so belongs to another phrase."""
    first = name.i
    while first > 0 and name.doc[first - 1].ent_type_ == name.ent_type_ and name.doc[first].ent_iob_ == "I":
        first -= 1
    return first > 0 and (
        name.doc[first - 1].tag_ in {"IN", "TO"}
        or (name.doc[first - 1].tag_ == "DT" and name.doc[first - 2].tag_ == "IN")
    )


def _antecedent(verb: Token, subject: Token) -> Token | None:
    """Follow a relative pronoun to its noun."""
    relative = subject.text in {"who", "which", "Who", "Which"} or (subject.tag_ == "WDT" and not subject.is_upper)
    if not relative and not (subject.text in RELATIVE_WORDS and verb.dep_ in NOUN_CLAUSES):
        return subject
    if verb.dep_ in NOUN_CLAUSES and verb.head != verb:
        noun = verb.head
        while noun.head != noun and (noun.ent_type_ in {"DATE", "TIME"} or not noun.tag_.startswith(("NN", "PRP"))):
            noun = noun.head
        return noun if noun.tag_.startswith(("NN", "PRP")) else None
    return next(
        (token for token in reversed(verb.doc[max(0, subject.i - 6) : subject.i]) if token.tag_.startswith("NN")), None
    )


def _with_subject(verb: Token) -> Token | None:
    """Find the subject of an absolute construction by position: "with X saying"."""
    doc = verb.doc
    noun = doc[verb.i - 1] if verb.i > 1 and verb.tag_ == "VBG" else None
    if noun is None or not noun.tag_.startswith("NN"):
        return None
    opening = next((token for token in reversed(doc[max(0, verb.i - 6) : verb.i]) if token.tag_ in {"IN", ","}), None)
    return noun if opening is not None and opening.lower_ == "with" else None


def _apart(verb: Token) -> bool:
    """Tell whether a comma parts a participle from what precedes it: it then belongs to the clause, not to the noun."""
    at = verb.i - 1
    while at > 0 and (verb.doc[at].tag_ in {"RB", "RBR"} or verb.doc[at].lower_ == "and"):
        at -= 1
    return verb.tag_ == "VBG" and at >= 0 and verb.doc[at].text in {",", "—", "–"}


def _is_instrument(noun: Token) -> bool:
    """Tell whether a noun is what somebody speaks by: the statement in "the city issued a statement announcing"."""
    return (
        noun.dep_ in {"obj", "dobj"}
        and not noun.ent_type_
        and noun.tag_ in {"NN", "NNS"}
        and noun.head.tag_.startswith("VB")
    )


def _governing_subject(verb: Token) -> Token | None:
    """Climb from a verb without subject (coordinated, participle, infinitive) to the clause that lends it one."""
    at = verb
    apart = _apart(verb)
    while at.head != at:
        if (
            not apart
            and at.dep_ in NOUN_CLAUSES
            and at.head.tag_.startswith(("NN", "PRP"))
            and not _is_instrument(at.head)
        ):
            return at.head
        at = at.head
        if not apart and at.tag_.startswith(("NN", "PRP")) and at.dep_ in {"obl", "pobj"} and at.i < verb.i:
            return at
        subject = subject_of(at) if at.tag_.startswith(("VB", "MD")) else own_subject(at)
        if subject is None or subject == verb:
            continue
        if at.tag_.startswith("VB") and is_passive(at) and at.lower_ not in RELAYED:
            by = agent(at)
            return by if by is not None and by.i < verb.i else subject
        return _antecedent(at, subject)
    return None
