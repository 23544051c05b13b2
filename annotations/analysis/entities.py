"""Named entities of an article: the model's, corrected by patterns, facts and the article itself, and clustered."""

from collections.abc import Sequence

from annotations.analysis.clusters import cluster
from annotations.analysis.consistency import consistent
from annotations.analysis.gazetteer import gazetteer
from annotations.analysis.mentions import Mention, without_overlaps
from annotations.analysis.parsed import Paragraph
from annotations.analysis.patterns import expressions
from annotations.analysis.recognised import recognised
from annotations.analysis.trimming import tightened
from annotations.models import Entity, EntityCluster
from annotations.occurrences import Numbering


def entities(
    article_text: str, paragraphs: Sequence[Paragraph], numbering: Numbering | None = None
) -> tuple[tuple[Entity, ...], tuple[EntityCluster, ...]]:
    """Return all mentions of named entities in text order, none overlapping, and what they are mentions of.

    `paragraphs` are the parsed ones of the whole article, or some of them: then only what those tell is known, and the
    cost is theirs if `numbering`, that of `article_text`, is given too.
    """
    facts = gazetteer()
    recognised_ones: list[Mention] = []
    amounts: list[Mention] = []
    numbers: list[Mention] = []
    for paragraph in paragraphs:
        recognised_ones += recognised(article_text, paragraph, facts)
        for found in expressions(article_text[paragraph.start : paragraph.end]):
            shifted = Mention(paragraph.start + found.start, paragraph.start + found.end, found.label)
            tight = tightened(article_text, shifted, facts)
            if tight:
                layer = numbers if found.label in ("ORDINAL", "CARDINAL") else amounts
                layer.append(tight)
    mentions = without_overlaps(amounts, recognised_ones, numbers)
    ranges = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    corrected = consistent(article_text, ranges, mentions, facts)
    return cluster(article_text, corrected, facts, numbering or Numbering(article_text))
