"""References: whom a pronoun, an epithet or a bare noun takes up."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from annotations.analysis.parsed import Paragraph
from annotations.analysis.people import Candidate, Cast, person_nouns
from annotations.models import Speaker

GENDERED = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
PLURALS = frozenset({"they", "them", "their", "both", "all", "others", "some", "many"})
LEADERS = frozenset({"leader", "president", "premier", "chancellor", "minister", "ruler"})
NEAR = 4
"""How many paragraphs back a pronoun reaches."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its paragraph, and the number of its paragraph and sentence in the article."""

    paragraph: Paragraph
    number: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Known:
    """A resolved speaker and where."""

    speaker: Speaker
    person: bool
    plural: bool
    gender: str
    place: Place


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
        return candidate.plural or (not candidate.person and candidate.subject and candidate.entity is not None)
    return not candidate.person and not candidate.plural


def most_salient(people: Cast, offset: int, place: Place) -> Known | None:
    """Find the person whose words a quotation without attribution most likely holds: a near subject."""
    near = [c for c in people.before(offset) if c.person and not c.plural and place.number - c.paragraph <= 1]
    if not near:
        return None
    best = max(near, key=lambda c: _salience(c, place, None, ""))
    return Known(Speaker(name=best.name, entity=best.entity), True, False, best.gender, place)


def _salience(candidate: Candidate, place: Place, last: Known | None, gender: str) -> float:
    """Weigh how likely a candidate is to be taken up: nearness, subject, speaker before, known gender."""
    distance = place.sentence - candidate.sentence
    same = last is not None and last.speaker.entity is not None and last.speaker.entity == candidate.entity
    recent = last is not None and place.sentence - last.place.sentence <= 3
    return (
        -1.5 * min(distance, 6)
        + 2.0 * candidate.subject
        + 2.0 * (same and recent)
        + 0.7 * (candidate.gender == gender != "")
        + 0.3 * (candidate.entity is not None)
        + candidate.start * 1e-7
    )


def known_by_epithet(
    people: Cast, source: Token, place: Place, offset: int, last: Known | None
) -> Candidate | Known | None:
    """Find who "the president" or "the court" is: by title, as the speaker before, or by an earlier fuller phrase."""
    word = source.lower_
    definite = any(child.lower_ in {"the", "this", "that"} for child in source.lefts)
    modifiers = {child.lower_ for child in source.lefts} - {"the", "a", "an"}
    near = people.before(offset)
    if word in person_nouns() and source.tag_ in {"NN", "NNP"} and (definite or not modifiers):
        titled = [c for c in near if c.person and c.entity and _has_role(people, c.entity, word, modifiers)]
        if titled:
            return max(titled, key=lambda c: (len(modifiers & people.roles[c.entity or ""]), c.start))
        if definite and last is not None and last.person and place.number - last.place.number <= 1:
            return last
    if len(modifiers) == 0:
        return _fuller(people, source, offset)
    return None


def _has_role(people: Cast, entity: str, word: str, modifiers: set[str]) -> bool:
    roles = people.roles.get(entity, frozenset())
    return word in roles or (word == "leader" and bool(roles & LEADERS) and (not modifiers or bool(modifiers & roles)))


def _fuller(people: Cast, source: Token, offset: int) -> Candidate | None:
    """Find an earlier, fuller phrase with the noun: "police" after "Leeds police", "the court" after a court's name."""
    fuller = people.by_word.get(source.lower_, ())
    at = bisect_left(fuller, offset, key=lambda candidate: candidate.start)
    return fuller[at - 1] if at else None
