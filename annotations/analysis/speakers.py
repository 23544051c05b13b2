"""Speakers: from the words beside a cue to the fullest name that the article gives."""

from spacy.tokens import Token

from annotations.analysis.heads import mention_head, speaks
from annotations.analysis.lexicon import word_families
from annotations.analysis.naming import author_of, named_at
from annotations.analysis.people import Candidate, Cast, collectives, person_nouns, phrase, undetermined
from annotations.analysis.references import PLURALS, Known, Place, known_by_epithet, most_salient, taken_up
from annotations.models import Entity, Speaker


def resolve(people: Cast, source: Token, place: Place, last: Known | None) -> Known:
    """Name the speaker whose mention has the head `source`; `last` is the speaker of the statement before."""
    source = mention_head(source)
    if last is not None and last.place.sentence == place.sentence and not speaks(source):
        return last
    others = [
        child
        for child in source.children
        if child.dep_ == "conj" and child.tag_.startswith(("NN", "PRP")) and _joined(source, child)
    ]
    known = _single(people, source, place, last)
    if not others or source.lower_ in PLURALS:
        return known
    joined = [known.speaker, *(_single(people, other, place, last).speaker for other in others)]
    start, end = known.speaker.start, joined[-1].end
    if start is None or end is None or end <= start:
        return known
    names = dict.fromkeys(speaker.name for speaker in joined)
    speaker = Speaker(start=start, end=end, text=_words(place, (start, end)), name=" and ".join(names))
    return Known(speaker, known.person, True, "", place)


def _joined(first: Token, second: Token) -> bool:
    """Tell whether two speakers are joined by "and" alone: "A and B said"."""
    between = first.doc[first.i + 1 : second.i]
    return any(token.lower_ == "and" and not token.ent_type_ for token in between) and all(
        token.text not in {",", ";"} for token in between
    )


def _single(people: Cast, source: Token, place: Place, last: Known | None) -> Known:
    entity = named_at(people, source, place)
    if entity is not None:
        title = entity.end < place.paragraph.offsets(source)[1] or entity.start > place.paragraph.offsets(source)[0]
        return _known(people, entity, (entity.start, entity.end), place, "title" if title else "name")
    start, end = place.paragraph.offsets(source)
    if source.tag_ in {"PRP", "PRP$", "DT"} or (source.lower_ in PLURALS and not _partitive(source)):
        found = taken_up(people, source.lower_, place, start, last)
        found = found or last or most_salient(people, start, place)
        return _as(found, (start, end), place, "pronoun") if found is not None else _unnamed(source, place)
    first, past = phrase(source)
    span = place.paragraph.offsets(place.paragraph.doc[first:past])
    maker = _maker(people, source, place, last)
    if maker is not None:
        return _as(maker, span, place, "maker")
    found = known_by_epithet(people, source, place, span[0], last)
    return _as(found, span, place, "epithet") if found is not None else _unnamed(source, place)


def _partitive(quantity: Token) -> bool:
    """Tell whether a quantity says of whom: "some of the residents"."""
    return quantity.i + 1 < len(quantity.doc) and quantity.nbor(1).lower_ == "of"


def _maker(people: Cast, source: Token, place: Place, last: Known | None) -> Known | None:
    """Find who made the document that speaks: "its report", "the court's ruling", "a poll by the institute"."""
    documents = word_families("source_nouns.txt")["documents"]
    if source.lower_ not in documents:
        return None
    author = author_of(people, source, place)
    if author is not None:
        return _known(people, author, (author.start, author.end), place, "maker")
    owner = _owner(source)
    if owner is None:
        return last if _is_theirs(source, place, last) else None
    if owner.lower_ in documents:
        return None
    known = _single(people, owner, place, last)
    return known if known.speaker.entity is not None else None


def _is_theirs(document: Token, place: Place, last: Known | None) -> bool:
    """Tell whether "the statement" is that of the organisation quoted just before."""
    if last is None or last.person or last.speaker.entity is None or place.number - last.place.number > 1:
        return False
    return any(child.lower_ in {"the", "this"} for child in document.lefts)


def _owner(noun: Token) -> Token | None:
    """Find the possessor of a noun by position: the noun before the nearest "'s", or a possessive pronoun."""
    doc = noun.doc
    for at in range(noun.i - 1, max(-1, noun.i - 6), -1):
        if doc[at].tag_ == "PRP$":
            return doc[at]
        if doc[at].tag_ == "POS" and at:
            return doc[at - 1]
        if doc[at].is_punct or doc[at].tag_.startswith(("VB", "IN", "MD")):
            return None
    return None


def _words(place: Place, span: tuple[int, int]) -> str:
    return place.paragraph.text[span[0] - place.paragraph.start : span[1] - place.paragraph.start]


def _known(people: Cast, entity: Entity, span: tuple[int, int], place: Place, how: str) -> Known:
    name = people.names.get(entity.entity, entity.text)
    speaker = Speaker(start=span[0], end=span[1], text=_words(place, span), name=name, entity=entity.entity)
    return Known(
        speaker, entity.label == "PERSON", entity.label == "NORP", people.genders.get(entity.entity, ""), place, how
    )


def _unnamed(source: Token, place: Place) -> Known:
    first, past = phrase(source)
    span = place.paragraph.offsets(place.paragraph.doc[first:past])
    name = undetermined(place.paragraph, first, past)
    speaker = Speaker(start=span[0], end=span[1], text=_words(place, span), name=name)
    return Known(
        speaker,
        source.lower_ in person_nouns(),
        source.tag_ in {"NNS", "NNPS"} or source.lower_ in collectives(),
        person_nouns().get(source.lower_, ""),
        place,
    )


def _as(found: Candidate | Known, span: tuple[int, int], place: Place, how: str) -> Known:
    """Give an earlier speaker or candidate the mention used here."""
    if isinstance(found, Known):
        name, entity, person, plural = found.speaker.name, found.speaker.entity, found.person, found.plural
    else:
        name, entity, person, plural = found.name, found.entity, found.person, found.plural
    return Known(
        Speaker(start=span[0], end=span[1], text=_words(place, span), name=name, entity=entity),
        person,
        plural,
        found.gender,
        place,
        how,
    )
