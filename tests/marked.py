"""Parsed paragraphs for tests, written with the model's entities in brackets: `[Anna Berg|PERSON] left.`"""

import re
from functools import cache

import spacy
from spacy.language import Language

from annotations.analysis.mentions import Mention
from annotations.analysis.parsed import Paragraph
from annotations.models import EntityLabel

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\]")


@cache
def tokenizer() -> Language:
    """Return English tokenization without a model."""
    return spacy.blank("en")


def plain(marked: str) -> str:
    """Return the text without the marks."""
    return _MARK.sub(r"\1", marked)


def paragraphs_of(*marked: str) -> tuple[str, list[Paragraph]]:
    """Return the text of the paragraphs, one a line, and the paragraphs with the marked entities."""
    paragraphs = []
    start = 0
    for line in marked:
        doc = tokenizer()(plain(line))
        removed = 0
        spans = []
        for mark in _MARK.finditer(line):
            begin = mark.start() - removed
            spans.append(doc.char_span(begin, begin + len(mark[1]), label=mark[2], alignment_mode="expand"))
            removed += len(mark[0]) - len(mark[1])
        doc.set_ents([span for span in spans if span is not None])
        paragraphs.append(Paragraph(start, doc))
        start += len(doc.text) + 1
    return "\n".join(map(plain, marked)), paragraphs


def mentions_of(*marked: str) -> tuple[str, list[Mention]]:
    """Return the text of the paragraphs, one a line, and the marked stretches as mentions."""
    text = "\n".join(marked)
    mentions = []
    removed = 0
    for mark in _MARK.finditer(text):
        begin = mark.start() - removed
        label: EntityLabel = mark[2]  # type: ignore[assignment]  # a label of ours, written in the test
        mentions.append(Mention(begin, begin + len(mark[1]), label))
        removed += len(mark[0]) - len(mark[1])
    return plain(text), mentions
