"""Heads: the noun that a speaker's mention is built on, where the parse misses it."""

from spacy.tokens import Doc, Token

from annotations.analysis.lexicon import word_families
from annotations.analysis.people import is_person
from annotations.analysis.reporting import cue_at, is_verbal
from annotations.analysis.scene import Statement
from annotations.analysis.sources import source_of
from annotations.analysis.syntax import PASSIVE, SUBJECTS, own_subject

BELONGING = frozenset({"of", "for", "from", "at", "with", "in"})
"""Prepositions by which a speaker's noun has whom or what it belongs to: "a spokesperson for the port"."""
PHRASE = ("NN", "DT", "JJ", "PRP", "POS", "CD", "HYPH", "AFX")
"""Tags of the words of a short noun phrase."""
DASHES = frozenset({"—", "–", "―", "-", "--"})
STOPS = frozenset(".!?;:")
REACH = 40
"""How many tokens a speaker without a known verb may stand before its cue."""


def mention_head(source: Token) -> Token:
    """Correct the head that a cue has as its source.

    "Ann Lee of Harbour Watch" is about the name, "X yesterday" about X, "Ann Lee, a biologist, who" about the name,
    what "X released a statement which" says, X says, and "X and Y said" is about the first.
    """
    head = _whole(source)
    if head.dep_ == "appos" and head.head.ent_type_ == "PERSON" and head.head.i < head.i:
        return head.head
    if (
        head.dep_ in {"obj", "dobj"}
        and head.tag_ in {"NN", "NNS"}
        and not head.ent_type_
        and not is_person(head.lower_)
    ):
        subject = own_subject(head.head)
        if subject is not None and subject.i < head.i and subject.tag_ not in {"WP", "WDT"}:
            return _whole(subject)
    if head.dep_ == "conj" and head.head.dep_ in SUBJECTS and head.head.i < head.i:
        return head.head
    return head


def _whole(source: Token) -> Token:
    """Go left from a time to the noun before it, and from what somebody belongs to to who it is."""
    doc = source.doc
    at = source.i
    while at > 0 and doc[at].ent_type_ in {"DATE", "TIME"}:
        at -= 1
    if not doc[at].tag_.startswith(("NN", "PRP", "JJ")):
        at = source.i
    while (owner := _owner_before(doc, at)) is not None:
        at = owner
    return _owned_person(doc[at])


def _owned_person(token: Token) -> Token:
    """Go on from a possessor to its person: "the port's director"."""
    doc = token.doc
    at = token.i + 1
    while at < len(doc) and _same_name(doc[at - 1], doc[at]):
        at += 1
    if at >= len(doc) or doc[at].tag_ != "POS":
        return token
    at += 1
    while at < len(doc) and doc[at].tag_.startswith(("NN", "JJ")):
        at += 1
    noun = doc[at - 1]
    return noun if noun.tag_ == "NN" and is_person(noun.lower_) else token


def _owner_before(doc: Doc, at: int) -> int | None:
    """Return the index of the noun that the phrase ending at a token belongs to: "Lee" in "Lee of Leeds"."""
    first = at
    while first > 0 and (_same_name(doc[first - 1], doc[first]) or _modifies(doc[first - 1])):
        first -= 1
    belongs = first > 1 and doc[first - 1].lower_ in BELONGING and doc[first - 2].tag_.startswith("NN")
    return first - 2 if belongs else None


def _same_name(before: Token, token: Token) -> bool:
    return token.ent_iob_ == "I" and before.ent_type_ == token.ent_type_


def _modifies(token: Token) -> bool:
    """Tell whether a token before a noun belongs to its phrase as a determiner, adjective or possessor."""
    return token.tag_ in {"DT", "JJ", "PRP$", "POS"} or (token.tag_ in {"NNP", "NN"} and token.nbor(1).tag_ == "POS")


def nearest_subject(statement: Statement, cue: Token) -> Token | None:
    """Find the subject nearest before a cue that has none in the parse, else the one right behind its content."""
    doc = cue.doc
    if any(child.dep_ in PASSIVE for child in cue.children):
        return None
    taken = {at for first, last in statement.spans for at in range(first, last)}
    for at in range(cue.i - 1, max(-1, cue.i - REACH), -1):
        token = doc[at]
        if token.text in STOPS:
            break
        if at not in taken and _may_speak(token):
            return token
    if cue.tag_ != "VBG":
        return None
    end = max(last for _, last in statement.spans)
    return next((token for token in doc[end : end + 4] if _may_speak(token)), None)


def inverted_subject(cue: Token) -> Token | None:
    """Find the noun phrase that closes an inverted attribution: "The river, says the study, is rising"."""
    doc = cue.doc
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.i == 0 or doc[cue.i - 1].text not in {",", "”", '"', "’"}:
        return None
    verb = cue_at(doc, cue.i)
    if verb is None or verb.takes("addressee") or verb.takes("predicate"):
        return None
    at = cue.i + 1
    while at < len(doc) and doc[at].tag_.startswith(PHRASE) and doc[at].ent_type_ not in {"DATE", "TIME"}:
        at += 1
    ends = at == len(doc) or doc[at].text in {",", ".", ";"}
    noun = doc[at - 1]
    return noun if ends and noun.tag_.startswith(("NN", "PRP")) and noun != cue and speaks(noun) else None


def signature(statement: Statement, doc: Doc) -> Token | None:
    """Find the name that signs a quotation behind a dash: "…" — Ann Lee."""
    at = statement.spans[-1][1]
    if at + 1 >= len(doc) or doc[at].text not in DASHES or doc[at + 1].tag_ != "NNP":
        return None
    end = at + 2
    while end < len(doc) and doc[end].tag_ == "NNP":
        end += 1
    return doc[end - 1]


def opening_head(doc: Doc) -> Token | None:
    """Find who speaks by a paragraph that leads with a colon into the next: the subject of its last cue."""
    if len(doc) == 0 or doc[-1].text != ":":
        return None
    verbs = [token for token in doc if is_verbal(token) and cue_at(doc, token.i) is not None]
    return source_of(verbs[-1]) if verbs else None


def _may_speak(token: Token) -> bool:
    return token.tag_.startswith(("NN", "PRP")) and (
        token.dep_ in SUBJECTS or (token.ent_type_ == "PERSON" and token.dep_ not in {"flat", "compound"})
    )


def speaks(source: Token) -> bool:
    """Tell whether a noun can be who says something: a name, a person, a group, a document, a pronoun."""
    return (
        source.tag_ not in {"NN", "NNS"}
        or source.ent_type_ != ""
        or is_person(source.lower_)
        or any(source.lower_ in nouns for nouns in word_families("source_nouns.txt").values())
    )
