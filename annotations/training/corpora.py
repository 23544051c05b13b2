"""From the corpora to the binary files that `spacy train` reads."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token

from annotations.training.news import is_held_out, paragraph_docs, read_rows
from annotations.training.treebank import read_paragraphs, to_doc

CURLY_SHARE = 0.5
SEED = 0


def convert(corpora: Path, work: Path) -> None:
    """Write `syntax-train`, `syntax-dev`, `entities-train` and `entities-dev` (`.spacy`) into `work`.

    `entities-dev` is held out of the training rows: the development articles measure, and choose nothing.
    """
    nlp = spacy.blank("en")
    work.mkdir(parents=True, exist_ok=True)
    for split in ("train", "dev"):
        paths = [corpora / "ud" / f"{name}-{split}.conllu.gz" for name in ("ewt", "gum-open")]
        projected = (to_doc(nlp, paragraph) for path in paths for paragraph in read_paragraphs(path))
        trees = (doc for doc in projected if doc is not None)
        _write(with_curly_quotes(nlp, trees) if split == "train" else trees, work / f"syntax-{split}.spacy")
    rows = [row for name in ("voa", "wikinews-train") for row in read_rows(corpora / "news-ner" / f"{name}.jsonl")]
    for split, held_out in (("train", False), ("dev", True)):
        chosen = (row for row in rows if is_held_out(row["id"]) is held_out)
        docs = (doc for row in chosen for doc in paragraph_docs(nlp, row))
        _write(with_curly_quotes(nlp, docs) if split == "train" else docs, work / f"entities-{split}.spacy")


def with_curly_quotes(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the documents, half of those with straight quotes set in curly ones instead.

    The treebanks write straight marks, newspapers curly ones; both have the same length.
    """
    choose = random.Random(SEED)
    for doc in docs:
        if ('"' in doc.text or "'" in doc.text) and choose.random() < CURLY_SHARE:
            yield _curled(nlp, doc)
        else:
            yield doc


def _curled(nlp: Language, doc: Doc) -> Doc:
    words, is_open = [], False
    for token in doc:
        text = token.text
        if text == '"':
            is_open = not is_open
            text = "“" if is_open else "”"
        elif text == "'" and _opens(token):
            text = "‘"
        words.append(text.replace("'", "’"))
    return Doc(
        nlp.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc] if doc.has_annotation("DEP") else None,
        deps=[token.dep_ for token in doc] if doc.has_annotation("DEP") else None,
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc]
        if doc.has_annotation("ENT_IOB")
        else None,
    )


def _opens(mark: Token) -> bool:
    follows_space = mark.i == 0 or bool(mark.nbor(-1).whitespace_)
    return follows_space and not mark.whitespace_ and mark.i + 1 < len(mark.doc)


def _write(docs: Iterable[Doc], path: Path) -> None:
    DocBin(attrs=["TAG", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(path)
