"""Parsed paragraphs for tests, written by hand: no pipeline is loaded."""

from typing import NamedTuple

import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from annotations.analysis.claims import claims
from annotations.analysis.parsed import Paragraph
from annotations.analysis.quotes import quotes
from annotations.models import Article, Block, Claim, Entity, EntityCluster, EntityLabel, Quote

TOKENIZER = spacy.blank("en")


class Reading(NamedTuple):
    """A hand-made article: its paragraphs and entities."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    entities: tuple[Entity, ...]
    clusters: tuple[EntityCluster, ...]

    def quotes(self) -> tuple[Quote, ...]:
        """Return the quotes found."""
        return quotes(self.text, self.paragraphs, self.entities, self.clusters)

    def article(self) -> Article:
        """Return the article, without a title and with a paragraph for each block."""
        blocks = tuple(Block("paragraph", paragraph.start, paragraph.end) for paragraph in self.paragraphs)
        return Article(id="a-1", version="sha256:0", title="", text=self.text, blocks=blocks)

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims found."""
        return claims(self.article(), self.paragraphs, self.entities, self.quotes())


def make_doc(parse: str) -> Doc:
    """Read `word/TAG/dep/head` items, head counted from 1 within a line and 0 for the root, `+` for no space before.

    Each line is a sentence. A fifth field is an entity label; equal labels side by side are one entity.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    for line in parse.strip().splitlines():
        first = len(words)
        for item in line.split():
            word, tag, dep, head, *label = item.removeprefix("+").split("/")
            if item.startswith("+") and spaces:
                spaces[-1] = False
            heads.append(first + int(head) - 1 if head != "0" else len(words))
            words.append(word)
            spaces.append(True)
            tags.append(tag)
            deps.append(dep)
            labels.append(label[0] if label else "")
    spaces[-1] = False
    doc = Doc(TOKENIZER.vocab, words=words, spaces=spaces, tags=tags, deps=deps, heads=heads)
    doc.ents = _entities(doc, labels)
    return doc


def _entities(doc: Doc, labels: list[str]) -> tuple[DocSpan, ...]:
    found = []
    start = 0
    for end in range(1, len(labels) + 1):
        if end == len(labels) or labels[end] != labels[start]:
            if labels[start]:
                found.append(DocSpan(doc, start, end, label=labels[start]))
            start = end
    return tuple(found)


def read(*parses: str, names: dict[str, str] | None = None) -> Reading:
    """Return the article of these paragraphs; `names` gives a mention its fullest name."""
    full = names or {}
    paragraphs: list[Paragraph] = []
    entities: list[Entity] = []
    clusters: dict[tuple[str, EntityLabel], str] = {}
    start = 0
    for parse in parses:
        doc = make_doc(parse)
        paragraphs.append(Paragraph(start, doc))
        for span in doc.ents:
            label: EntityLabel = span.label_  # type: ignore[assignment]  # a label of ours, written in the test
            cluster = clusters.setdefault((full.get(span.text, span.text), label), f"e{len(clusters) + 1}")
            at = (start + span.start_char, start + span.end_char)
            entities.append(
                Entity(id=f"n-{len(entities)}", start=at[0], end=at[1], text=span.text, label=label, entity=cluster)
            )
        start += len(doc.text) + 2
    text = "\n\n".join(paragraph.doc.text for paragraph in paragraphs)
    index = tuple(EntityCluster(id=id_, name=key[0], label=key[1], mentions=1) for key, id_ in clusters.items())
    return Reading(text, tuple(paragraphs), tuple(entities), index)
