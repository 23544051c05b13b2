"""References: whom a pronoun, an epithet or a bare noun takes up."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from annotations.analysis.lexicon import word_families
from annotations.analysis.parsed import Paragraph
from annotations.analysis.people import Candidate, Cast, person_nouns, phrase
from annotations.models import Speaker

GENDERED = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
PLURALS = frozenset({"they", "them", "their", "both", "all", "others", "some", "many"})
LEADERS = frozenset({"leader", "president", "premier", "chancellor", "minister", "ruler"})
INDEFINITE = frozenset({"a", "an", "another", "some", "one", "no", "any", "each", "every"})
KINDS: tuple[tuple[str, str], ...] = (("companies", "ORG"), ("places", "GPE"))
"""Families of nouns by the label of what they stand for."""
NEAR = 4
"""How many paragraphs back a pronoun reaches."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its paragraph, and the number of its paragraph and sentence in the article."""

    paragraph: Paragraph
    number: int
    sentence: int
    before: Paragraph | None = None
    """The paragraph before."""


@dataclass(frozen=True, slots=True)
class Known:
    """A resolved speaker and where."""

    speaker: Speaker
    person: bool
    plural: bool
    gender: str
    place: Place
    how: str = "noun"
    """How the mention was resolved: `name`, `title`, `pronoun`, `epithet`, `maker`, `noun` or `near`."""


def taken_up(people: Cast, word: str, place: Place, offset: int, last: Known | None) -> Candidate | Known | None:
    """Find what a pronoun takes up: recent, a subject, the speaker before, of fitting gender and number."""
    if word not in GENDERED and word not in PLURALS and word not in {"it", "its"}:
        return last
    gender = GENDERED.get(word, "")
    near = [c for c in people.before(offset) if place.number - c.paragraph <= NEAR and _fits(word, c)]
    if near:
        return max(near, key=lambda c: _salience(c, place, last, gender))
    if last is None or last.person != (word in GENDERED) or {last.gender, gender} == {"m", "f"}:
        return None
    return last


def _fits(word: str, candidate: Candidate) -> bool:
    if word in GENDERED:
        return candidate.person and not candidate.plural and candidate.gender in {"", GENDERED[word]}
    if word in PLURALS:
        group = candidate.plural or (not candidate.person and candidate.subject and candidate.entity is not None)
        return group and candidate.speaks
    return candidate.speaks and not candidate.person and not candidate.plural


def most_salient(people: Cast, offset: int, place: Place) -> Known | None:
    """Find the person whose words a quotation without attribution most likely holds: a near subject."""
    near = [c for c in people.before(offset) if c.person and not c.plural and place.number - c.paragraph <= 1]
    if not near:
        return None
    best = max(near, key=lambda c: _salience(c, place, None, ""))
    return Known(Speaker(name=best.name, entity=best.entity), True, False, best.gender, place, "near")


def most_mentioned(people: Cast, place: Place) -> Known | None:
    """Find the person whom the article names most often: the one whom it interviews."""
    named = [mentions for mentions in people.by_entity.values() if mentions[0].person]
    if not named:
        return None
    best = max(named, key=lambda mentions: (len(mentions), -mentions[0].start))[0]
    return Known(Speaker(name=best.name, entity=best.entity), True, False, best.gender, place, "near")


def _salience(candidate: Candidate, place: Place, last: Known | None, gender: str) -> float:
    """Weigh how likely a candidate is taken up: nearness, subject, known gender; being quoted is being a subject."""
    sentence, paragraph, subject = candidate.sentence, candidate.paragraph, candidate.subject
    if last is not None and (last.speaker.entity, last.speaker.name) == (candidate.entity, candidate.name):
        sentence, paragraph, subject = max(sentence, last.place.sentence), max(paragraph, last.place.number), True
    return (
        -1.5 * min(place.sentence - sentence, 6)
        - 1.0 * (place.number - paragraph)
        + 2.0 * subject
        + 0.7 * (candidate.gender == gender != "")
        + 1.0 * (candidate.entity is not None)
        + candidate.start * 1e-7
    )


def known_by_epithet(
    people: Cast, source: Token, place: Place, offset: int, last: Known | None
) -> Candidate | Known | None:
    """Find who "the president" or "the court" is: by title, as the speaker before, by a fuller phrase or by kind."""
    word = source.lower_
    first, past = phrase(source)
    before = list(source.doc[first : source.i])
    behind = [token for token in source.doc[source.i + 1 : past] if token.tag_.startswith(("NN", "JJ"))]
    if source.tag_ not in {"NN", "NNS", "NNP"} or any(token.lower_ in INDEFINITE for token in before):
        return None
    definite = any(token.lower_ in {"the", "this", "that"} for token in before)
    owned = any(token.tag_ in {"PRP$", "POS"} for token in before)
    modifiers = {token.lower_ for token in (*before, *behind) if not token.tag_.startswith(("DT", "PRP", "POS"))}
    if word in person_nouns() and source.tag_ != "NNS":
        titled = _titled(people, word, modifiers, offset)
        if titled is not None:
            return titled
        near = last is not None and last.person and not last.plural and place.number - last.place.number <= 1
        if definite and near and not _other_title(people, last, word):
            return last
    if modifiers or owned:
        return None
    return _fuller(people, source, offset) or (_of_kind(people, word, offset, place) if definite else None)


def _titled(people: Cast, word: str, modifiers: set[str], offset: int) -> Candidate | None:
    """Find the person named with a title; the title's other words decide between several, and none may all be new."""
    best: tuple[int, int] | None = None
    found: Candidate | None = None
    for cluster, roles in people.roles.items():
        if word not in roles and not (word == "leader" and roles & LEADERS):
            continue
        shared = len(modifiers & roles)
        if modifiers and not shared:
            continue
        mentions = people.by_entity.get(cluster, ())
        at = bisect_left(mentions, offset, key=lambda candidate: candidate.start)
        if not mentions or (at == 0 and not modifiers):
            continue
        candidate = mentions[max(0, at - 1)]
        rank = (shared, candidate.start if at else -candidate.start)
        if best is None or rank > best:
            best, found = rank, candidate
    return found


def _other_title(people: Cast, last: Known | None, word: str) -> bool:
    """Tell whether the speaker before has this very title, and so with other words than those used here."""
    return last is not None and word in people.roles.get(last.speaker.entity or "", frozenset())


def _of_kind(people: Cast, word: str, offset: int, place: Place) -> Candidate | None:
    """Find what "the company" or "the city" is: the nearest organisation or place, a subject first."""
    families = word_families("source_nouns.txt")
    for family, label in KINDS:
        if word in families[family]:
            near = [c for c in people.before(offset) if c.label == label and place.number - c.paragraph <= NEAR]
            return max(near, key=lambda c: _salience(c, place, None, ""), default=None)
    return None


def _fuller(people: Cast, source: Token, offset: int) -> Candidate | None:
    """Find an earlier, fuller phrase with the noun: "police" after "Leeds police", "the court" after a court's name."""
    fuller = people.by_word.get(source.lower_, ())
    at = bisect_left(fuller, offset, key=lambda candidate: candidate.start)
    return fuller[at - 1] if at else None
