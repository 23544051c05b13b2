"""Quotes: who said what, how the article attributes it, and by which rule we know."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from annotations.analysis.attribution import Found, speakers_of
from annotations.analysis.confidence import confidence
from annotations.analysis.direct import block_quotation, direct_statements
from annotations.analysis.indirect import indirect_statements
from annotations.analysis.marks import marked
from annotations.analysis.parsed import Paragraph
from annotations.analysis.people import cast
from annotations.analysis.references import Place
from annotations.analysis.scene import Scene, Statement, after_pause, scene
from annotations.analysis.signs import signs
from annotations.analysis.turns import turns
from annotations.models import Entity, EntityCluster, Quote, Span
from annotations.occurrences import Numbering
from annotations.text import detection_id


def quotes(
    article_text: str,
    paragraphs: Sequence[Paragraph],
    entities: Sequence[Entity],
    clusters: Sequence[EntityCluster],
    numbering: Numbering | None = None,
) -> tuple[Quote, ...]:
    """Find the statements that an article attributes, in text order, with speaker, cue, rule and confidence.

    `numbering` is that of `article_text`, where it is known already.
    """
    return _quotes(attributed(paragraphs, entities, clusters), numbering or Numbering(article_text))


def attributed(
    paragraphs: Sequence[Paragraph], entities: Sequence[Entity], clusters: Sequence[EntityCluster]
) -> list[Found]:
    """Find the statements of an article and resolve who made them, paragraph by paragraph."""
    marks = marked([paragraph.text for paragraph in paragraphs], [paragraph.start for paragraph in paragraphs])
    outer = [mark for mark in marks if mark.depth == 0]
    starts = [mark.start for mark in outer]
    scenes = [scene(p, outer[bisect_left(starts, p.start) : bisect_left(starts, p.end)]) for p in paragraphs]
    found = _statements(paragraphs, scenes)
    speakers = speakers_of(found, cast(paragraphs, scenes, entities, clusters))
    return [replace(item, known=known) for item, known in zip(found, speakers, strict=True)]


def _statements(paragraphs: Sequence[Paragraph], scenes: Sequence[Scene]) -> list[Found]:
    interview = turns(paragraphs)
    found = []
    sentence = 0
    for number, (paragraph, view) in enumerate(zip(paragraphs, scenes, strict=True)):
        if number in interview:
            answer = interview[number]
            statements = [answer] if answer is not None else []
        else:
            direct = direct_statements(view)
            statements = sorted([*direct, *indirect_statements(view, direct)], key=lambda s: s.spans[0])
            block = block_quotation(scenes[number - 1], view) if number and not statements else None
            statements = [block] if block is not None else statements
        for earlier, statement in zip([None, *statements], statements, strict=False):
            adds = earlier is not None and _adds(view, earlier, statement)
            at = statement.cue[0] if statement.cue else statement.spans[0][0]
            resumed = replace(statement, source=None, carried=True) if adds else statement
            found.append(
                Found(
                    resumed,
                    Place(
                        paragraph, number, sentence + view.sentence_of[at], paragraphs[number - 1] if number else None
                    ),
                )
            )
        sentence += len(view.sentences)
    return found


def _adds(view: Scene, earlier: Statement, statement: Statement) -> bool:
    """Tell whether a participle continues the statement before it in its sentence: "X said A, adding B"."""
    if statement.cue is None or earlier.cue is None:
        return False
    first = statement.cue[0]
    start = first
    while start > 1 and (view.doc[start - 1].tag_ in {"RB", "RBR"} or view.doc[start - 1].lower_ == "and"):
        start -= 1
    same = view.sentence_of[earlier.cue[0]] == view.sentence_of[first]
    return same and earlier.cue[0] < first and view.doc[first].tag_ == "VBG" and after_pause(view, start)


def _quotes(found: Sequence[Found], numbering: Numbering) -> tuple[Quote, ...]:
    result: list[Quote] = []
    for item in found:
        statement, known, paragraph = item.statement, item.known, item.place.paragraph
        spans = tuple(_span(paragraph, *span) for span in statement.spans)
        words = " ".join(span.text for span in spans)
        continues = result[-1].id if statement.continues and result else None
        result.append(
            Quote(
                id=detection_id("q", words, numbering.of(spans[0].text, spans[0].start)),
                kind=statement.kind,
                attribution=statement.attribution,
                spans=spans,
                speaker=known.speaker if known is not None else None,
                cue=_span(paragraph, *statement.cue) if statement.cue is not None else None,
                continues=continues,
                rule=statement.rule,
                confidence=confidence(signs(statement, item.place, known)),
            )
        )
    return tuple(sorted(result, key=lambda quote: (quote.spans[0].start, quote.spans[0].end)))


def _span(paragraph: Paragraph, first: int, last: int) -> Span:
    start, end = paragraph.offsets(paragraph.doc[first:last])
    return Span(start, end, paragraph.text[start - paragraph.start : end - paragraph.start])
