"""The figures of a trained pipeline on the development data."""

from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.training import Example

from annotations.training.news import paragraph_docs, read_rows
from annotations.training.treebank import read_paragraphs, to_doc

TREEBANKS = ("ewt", "gum-open")
NEWS = "wikinews-dev"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in [0, 1]: syntax by treebank, entities by label (strict span and label, no rules on top)."""

    syntax: dict[str, dict[str, float]]
    entities: PRFScore
    by_label: dict[str, PRFScore]

    def summary(self) -> str:
        """Describe the figures in one line."""
        trees = ", ".join(
            f"{name} tag {row['tag_acc']:.3f} UAS {row['dep_uas']:.3f} LAS {row['dep_las']:.3f}"
            for name, row in self.syntax.items()
        )
        return f"{trees}; {NEWS} entity F {self.entities.fscore:.3f}"


def measure(nlp: Language, corpora: Path) -> Figures:
    """Measure tags, trees and entities of `nlp` on the development files under `corpora`."""
    syntax = {}
    for name in TREEBANKS:
        paragraphs = read_paragraphs(corpora / "ud" / f"{name}-dev.conllu.gz")
        docs = [doc for doc in (to_doc(nlp, paragraph) for paragraph in paragraphs) if doc is not None]
        examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
        with nlp.select_pipes(disable=["ner"]):
            scores = nlp.evaluate(examples)
        syntax[name] = {key: scores[key] for key in ("tag_acc", "dep_uas", "dep_las", "sents_f")}
    total, by_label = _entity_scores(nlp, corpora / "dev" / f"{NEWS}.jsonl")
    return Figures(syntax, total, by_label)


def _entity_scores(nlp: Language, path: Path) -> tuple[PRFScore, dict[str, PRFScore]]:
    total = PRFScore()
    by_label: dict[str, PRFScore] = {}
    blank = spacy.blank("en")
    for row in read_rows(path):
        for gold in paragraph_docs(blank, row):
            want = {(span.start_char, span.end_char, span.label_) for span in gold.ents}
            have = {(span.start_char, span.end_char, span.label_) for span in nlp(gold.text).ents}
            total.score_set(have, want)
            for label in {entity[2] for entity in want | have}:
                by_label.setdefault(label, PRFScore()).score_set(
                    {entity for entity in have if entity[2] == label},
                    {entity for entity in want if entity[2] == label},
                )
    return total, dict(sorted(by_label.items()))
