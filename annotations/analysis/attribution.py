"""Attribution: who made each statement of an article, in text order, since each may lean on the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.analysis.heads import inverted_subject, nearest_subject, opening_head, signature
from annotations.analysis.people import Cast
from annotations.analysis.references import Known, Place, most_mentioned, most_salient
from annotations.analysis.scene import Statement
from annotations.analysis.speakers import resolve

CARRY = 1
"""How many paragraphs a speaker carries to a quotation without attribution."""
ANSWER = "interview-turn"
"""The rule of interview answers: without label they are the interviewed person's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with its place in the article and who made it."""

    statement: Statement
    place: Place
    known: Known | None = None


def speakers_of(found: Sequence[Found], people: Cast) -> list[Known | None]:
    """Resolve the speakers of statements in text order; None where the article tells none."""
    speakers: list[Known | None] = []
    last: Known | None = None
    for item in found:
        known = _speaker(people, item, last)
        speakers.append(known)
        if known is not None and item.statement.attribution == "speech":
            last = replace(known, place=item.place)
    return speakers


def _speaker(people: Cast, item: Found, last: Known | None) -> Known | None:
    statement, doc = item.statement, item.place.paragraph.doc
    source = statement.source
    if statement.cue is not None and not statement.carried:
        source = inverted_subject(doc[statement.cue[0]]) or source
    if source is None and not statement.carried and statement.cue is not None:
        source = nearest_subject(statement, doc[statement.cue[0]])
    if source is None and statement.carried:
        source = signature(statement, doc)
    if source is not None:
        return resolve(people, source, item.place, last)
    return _carried(people, item, last) if statement.carried else None


def _carried(people: Cast, item: Found, last: Known | None) -> Known | None:
    """Find the speaker of a quotation without attribution: introduced by a colon, carried on, or most salient."""
    place = item.place
    before = place.before
    opening = opening_head(before.doc) if before is not None and item.statement.spans[0][0] == 0 else None
    if opening is not None and before is not None:
        return resolve(people, opening, replace(place, paragraph=before, number=place.number - 1), last)
    if last is not None and place.number - last.place.number <= CARRY:
        return last
    if item.statement.rule == ANSWER:
        return most_mentioned(people, place)
    return most_salient(people, place.paragraph.offsets(place.paragraph.doc[item.statement.spans[0][0]])[0], place)
