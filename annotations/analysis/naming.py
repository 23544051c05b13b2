"""Naming: which entity a noun phrase names, by its head, its apposition or its maker."""

from spacy.tokens import Span, Token

from annotations.analysis.lexicon import word_families
from annotations.analysis.people import Cast, person_nouns, tokens_of
from annotations.analysis.references import Place
from annotations.models import Entity

NOUNS = "source_nouns.txt"
NAMELESS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "NORP"})
"""Labels that do not name a speaker."""
REACH = 8
"""How many tokens a name may stand behind the noun of its title."""
TITLE_TAGS = ("NN", "JJ", "HYPH", "IN", "-LRB-", "-RRB-", "CC", "AFX", "POS")
"""Tags of what may stand between a title's noun and the name."""


def named_at(people: Cast, source: Token, place: Place) -> Entity | None:
    """Find the entity that a noun phrase names: at its head, or the person in apposition to its title."""
    _, end = place.paragraph.offsets(source)
    own = next(iter(people.entities_in(*place.paragraph.offsets(source))), None)
    if own is not None and own.label == "PERSON":
        return own
    if own is None or own.end < end or own.label not in NAMELESS - {"NORP"}:
        beside = _beside(people, source, place)
        if beside is not None:
            return beside
    if own is None or (own.label in NAMELESS and not (own.label == "NORP" and source.tag_.startswith("NNP"))):
        return None
    return own


def _beside(people: Cast, source: Token, place: Place) -> Entity | None:
    """Find the name whose title the head is: "spokesperson Ann Lee", "the mayor, Ann Lee,", "news agency Reuters"."""
    doc = place.paragraph.doc
    last = min(max(source.right_edge.i, source.i + REACH), len(doc) - 1)
    start, end = place.paragraph.offsets(doc[max(0, source.i - 1) : last + 1])
    outlet = source.lower_ in word_families(NOUNS)["outlets"]
    for entity in people.entities_in(start, end):
        if entity.label != "PERSON" and not (outlet and entity.label == "ORG"):
            continue
        name = tokens_of(place.paragraph, entity)
        if name is None:
            continue
        suffix = name.end == source.i and source.tag_ == "NNP" and entity.label == "PERSON"
        if suffix or (name.start > source.i and _is_title(source, name)):
            return entity
    return None


def _is_title(noun: Token, name: Span) -> bool:
    """Tell whether a noun is the title of the name behind it: by the parse, or by the words between."""
    if name.root.dep_ in {"appos", "flat", "compound"} and name.root.head == noun and noun.tag_ != "NNS":
        return True
    before = noun.doc[name.start - 1]
    closed = name.end >= len(noun.doc) or not noun.doc[name.end].tag_.startswith(("VB", "MD"))
    comma = before.text == "," and noun.lower_ in person_nouns() and closed
    between = noun.doc[noun.i + 1 : name.start - 1 if before.text == "," else name.start]
    joins = before == noun or before.tag_.startswith(("NN", "-RRB-")) or comma
    return joins and all(token.tag_.startswith(TITLE_TAGS) or token.text == "-" for token in between)


def author_of(people: Cast, source: Token, place: Place) -> Entity | None:
    """Find who made the document that speaks: "the ministry's report", "a poll by the institute"."""
    if source.lower_ not in word_families(NOUNS)["documents"]:
        return None
    for owner in source.lefts:
        if owner.dep_ in {"nmod:poss", "poss", "compound"}:
            for entity in people.entities_in(*place.paragraph.offsets(owner)):
                if entity.label == "ORG" or (entity.label in {"PERSON", "GPE"} and owner.dep_ != "compound"):
                    return entity
    doc = place.paragraph.doc
    for entity in people.entities_in(*place.paragraph.offsets(doc[source.i : source.right_edge.i + 1])):
        name = tokens_of(place.paragraph, entity)
        if name is None or entity.label not in {"ORG", "PERSON"} or not source.i < name.start <= source.i + 1 + REACH:
            continue
        if any(token.lower_ in {"by", "from"} for token in doc[source.i + 1 : name.start]):
            return entity
    return None
