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
CAPITALS_SHARE = 0.05
HEADLINE_TOKENS = 14
SEED = 0


def convert(corpora: Path, work: Path) -> None:
    """Write `syntax-train`, `syntax-dev`, `entities-train` and `entities-dev` (`.spacy`) into `work`.

    What chooses the checkpoints is held out of the training rows: the development files measure, and choose nothing.
    """
    nlp = spacy.blank("en")
    work.mkdir(parents=True, exist_ok=True)
    for split, held_out in (("train", False), ("dev", True)):
        for part, docs in (("syntax", _trees(nlp, corpora, held_out)), ("entities", _entities(nlp, corpora, held_out))):
            _write(docs if held_out else augmented(nlp, docs), work / f"{part}-{split}.spacy")


def _trees(nlp: Language, corpora: Path, held_out: bool) -> Iterator[Doc]:
    """Yield the treebanks' paragraphs, those to train on once more sentence by sentence."""
    for name in ("ewt", "gum-open"):
        for paragraph in read_paragraphs(corpora / "ud" / f"{name}-train.conllu.gz"):
            doc = to_doc(nlp, paragraph)
            if doc is not None and is_held_out(paragraph.text) is held_out:
                yield doc
                sentences = list(doc.sents)
                if len(sentences) > 1 and not held_out:
                    yield from (sentence.as_doc() for sentence in sentences)


def _entities(nlp: Language, corpora: Path, held_out: bool) -> Iterator[Doc]:
    for name in ("voa", "wikinews-train"):
        for row in read_rows(corpora / "news-ner" / f"{name}.jsonl"):
            if is_held_out(row["id"]) is held_out:
                yield from paragraph_docs(nlp, row)


def augmented(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the documents as newspapers would set them: half with curly quotes, some short ones in capitals as well."""
    choose = random.Random(SEED)
    for doc in with_curly_quotes(nlp, docs):
        yield doc
        if len(doc) <= HEADLINE_TOKENS and choose.random() < CAPITALS_SHARE:
            yield _rewritten(nlp, doc, [token.text.upper() for token in doc])


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
    return _rewritten(nlp, doc, words)


def _rewritten(nlp: Language, doc: Doc, words: list[str]) -> Doc:
    """Return the document with other words in place of its own and the same annotation."""
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
