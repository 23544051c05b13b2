"""Universal Dependencies files as spaCy documents, one per paragraph."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc


@dataclass(slots=True)
class Word:
    """One syntactic word of a treebank paragraph; `start` and `end` are offsets in its text."""

    start: int
    end: int
    tag: str
    relation: str
    head: int
    """Index of the governing word in the paragraph; a root governs itself."""


@dataclass(slots=True)
class Paragraph:
    """A treebank paragraph: its text and the words of all its sentences."""

    text: str = ""
    words: list[Word] = field(default_factory=list)


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of a gzipped CoNLL-U file, in order."""
    paragraph = Paragraph()
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith(("# newdoc", "# newpar")) and paragraph.words:
                yield paragraph
                paragraph = Paragraph()
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                _append_sentence(paragraph, rows)
                rows = []
    if paragraph.words:
        yield paragraph


def _append_sentence(paragraph: Paragraph, rows: list[list[str]]) -> None:
    if paragraph.text and not paragraph.text[-1].isspace():
        paragraph.text += " "
    base = len(paragraph.words)
    joined: tuple[int, int, int, str] | None = None  # first id, last id, offset of the next part, what follows
    for row in rows:
        identifier, form, tag, relation, misc = row[0], row[1], row[4], row[7], row[9]
        if "." in identifier:
            continue
        space = "" if "SpaceAfter=No" in misc.split("|") else " "
        if "-" in identifier:
            first, last = map(int, identifier.split("-"))
            joined = (first, last, len(paragraph.text), space)
            paragraph.text += form
            continue
        number = int(identifier)
        if joined and number <= joined[1]:
            start = joined[2]
            end = len(paragraph.text) if number == joined[1] else min(start + len(form), len(paragraph.text))
            joined = (joined[0], joined[1], end, joined[3])
            if number == joined[1]:
                paragraph.text += joined[3]
                joined = None
        else:
            start = len(paragraph.text)
            paragraph.text += form
            end = len(paragraph.text)
            paragraph.text += space
        head = int(row[6])
        paragraph.words.append(Word(start, end, tag, relation, base + (head or number) - 1))


def to_doc(nlp: Language, paragraph: Paragraph) -> Doc | None:
    """Project a paragraph's trees onto spaCy's own tokens.

    A token over several words takes the tag and head of the word that governs the others; of a word over several
    tokens the last one carries the tree, and the others hang from it. None where that makes a cycle.
    """
    made = nlp.make_doc(paragraph.text)
    covering: list[list[int]] = []
    carrier: dict[int, int] = {}
    cursor = 0
    for token in made:
        start, end = token.idx, token.idx + len(token)
        while cursor < len(paragraph.words) and paragraph.words[cursor].end <= start:
            cursor += 1
        inside = []
        for index in range(cursor, len(paragraph.words)):
            word = paragraph.words[index]
            if word.start >= end:
                break
            if word.end > start:
                inside.append(index)
                carrier[index] = token.i
        covering.append(inside)
    for index in range(len(paragraph.words)):
        carrier.setdefault(index, carrier.get(index - 1, 0))
    tags, heads, relations = [], [], []
    for token, inside in zip(made, covering, strict=True):
        carried = [index for index in inside if carrier[index] == token.i]
        if not carried:
            tags.append("")
            heads.append(carrier[inside[0]] if inside else token.i)
            relations.append("compound" if token.text.isalnum() else "punct")
        else:
            governor = next(
                (i for i in carried if carrier[paragraph.words[i].head] != token.i or paragraph.words[i].head == i),
                carried[-1],
            )
            word = paragraph.words[governor]
            tags.append(word.tag if word.tag != "_" else "")
            heads.append(carrier[word.head])
            relations.append("ROOT" if word.head == governor or word.relation == "root" else word.relation)
    if _has_cycle(heads):
        return None
    return Doc(
        nlp.vocab,
        words=[token.text for token in made],
        spaces=[bool(token.whitespace_) for token in made],
        tags=tags,
        heads=heads,
        deps=relations,
    )


def _has_cycle(heads: list[int]) -> bool:
    reached_root = [False] * len(heads)
    for start in range(len(heads)):
        path, node = {start}, start
        while not reached_root[node] and heads[node] != node:
            node = heads[node]
            if node in path:
                return True
            path.add(node)
        for visited in path:
            reached_root[visited] = True
    return False
