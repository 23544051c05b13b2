"""Who may have said a quote: the choices that a reader goes through to correct a speaker."""

from collections.abc import Iterator

from annotations.models import Analysis, EntityLabel, Quote, Speaker

SPEAKING: frozenset[EntityLabel] = frozenset({"PERSON", "ORG"})
"""Labels of those who speak without another sign; any other entity is a choice where the article quotes it."""
BEHIND = 4
"""How much farther a mention behind the quote counts: most speakers are named before they are quoted."""


def candidates(analysis: Analysis, quote: Quote) -> tuple[Speaker | None, ...]:
    """Return the choices for a quote's speaker: the present one, everybody else once by nearness, nobody (None).

    Everybody is the people and organisations of the article and whomever it quotes, each with the mention nearest to
    the quote; who is named only inside the quote comes after all others.
    """
    choices: dict[str, Speaker] = {}
    if quote.speaker is not None:
        choices[_identity(quote.speaker)] = quote.speaker
    for speaker in sorted(_speakers(analysis, quote), key=lambda speaker: _distance(speaker, quote)):
        choices.setdefault(_identity(speaker), speaker)
    everybody = tuple(choices.values())
    return (*everybody, None) if quote.speaker is not None else (None, *everybody)


def _identity(speaker: Speaker) -> str:
    return speaker.entity if speaker.entity is not None else speaker.name.casefold()


def _speakers(analysis: Analysis, quote: Quote) -> Iterator[Speaker]:
    """Yield every mention that may be the speaker's: pronouns and epithets of other quotes' speakers are none."""
    quoted = [other.speaker for other in analysis.quotes if other.speaker is not None and other.id != quote.id]
    names = {cluster.id: cluster.name for cluster in analysis.entity_index}
    speaking = {cluster.id for cluster in analysis.entity_index if cluster.label in SPEAKING}
    speaking.update(speaker.entity for speaker in quoted if speaker.entity is not None)
    for entity in analysis.entities:
        if entity.entity in speaking:
            yield Speaker(
                start=entity.start,
                end=entity.end,
                text=entity.text,
                name=names.get(entity.entity, entity.text),
                entity=entity.entity,
            )
    yield from (speaker for speaker in quoted if speaker.entity is None)


def _distance(speaker: Speaker, quote: Quote) -> tuple[bool, int, int]:
    """Order a mention by whether the quote holds it, then by the characters between them."""
    if speaker.start is None or speaker.end is None:
        return True, 0, 0
    start, end = speaker.start, speaker.end
    inside = any(span.start <= start and end <= span.end for span in quote.spans)
    return inside, min(max(span.start - end, BEHIND * (start - span.end), 0) for span in quote.spans), start
