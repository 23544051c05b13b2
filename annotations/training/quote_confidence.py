"""Fit the confidence of quotes on the annotated articles: two logistic models, cross-validated over articles."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language

from annotations.analysis.attribution import Found
from annotations.analysis.confidence import TABLE, Weight, confidence_by
from annotations.analysis.entities import entities
from annotations.analysis.parsed import Paragraph
from annotations.analysis.pipeline import load
from annotations.analysis.quotes import attributed
from annotations.analysis.signs import signs
from annotations.training.fitting import (
    FOLDS,
    Floats,
    annotated,
    characters,
    logistic,
    paired,
    paragraphs_of,
    rounded,
    write_table,
)
from annotations.training.news import read_rows

PENALTY = 4.0
"""L2 on every weight but the bias."""
RARE = 8
"""A sign seen less often gets no weight."""
SLIGHT = 0.05
"""A smaller weight is left out of the table."""
MUCH_OVERLAP = 0.8
SURE = 0.9
BINS = 10
RESAMPLES = 1000
HEADER = """# What a quote's sign adds to the log-odds that its words are right; and that its speaker is, where they are
# (annotations.analysis.confidence).
# Fitted on the annotated Wikinews articles: python -m annotations.training CORPORA --stages confidence
"""


class Example(NamedTuple):
    """One detected quote: its article, its signs, whether its words are right, and whether its speaker is too."""

    article: str
    signs: frozenset[str]
    words: bool
    right: bool


class Reliability(NamedTuple):
    """How the confidence keeps its word: per bin its quotes, mean confidence and share of right ones."""

    bins: tuple[tuple[int, float, float], ...]
    error: float
    """Expected calibration error over equal bins."""
    sure: float
    """Share of the quotes that are sure."""
    sure_right: float
    """Share of those that are right."""

    def __str__(self) -> str:
        """Lay the table out in lines."""
        rows = [
            f"{low / BINS:.1f}-{(low + 1) / BINS:.1f}  {count:5d}  {mean:.2f}  {share:.2f}"
            for low, (count, mean, share) in enumerate(self.bins)
        ]
        summary = f"ECE {self.error:.3f}; {self.sure:.0%} have at least {SURE}, {self.sure_right:.0%} of them are right"
        return "\n".join(["bin      quotes  mean  right", *rows, summary])


def fit(corpora: Path) -> str:
    """Fit the weights on `wikinews-train`, write the table, and describe how well it is calibrated."""
    nlp = load(None).nlp
    training = examples(nlp, corpora / "news-ner" / "wikinews-train.jsonl")
    table = weights_of(training)
    write_table(TABLE, HEADER, table)
    development = examples(nlp, corpora / "dev" / "wikinews-dev.jsonl")
    chances = _confidences(table, development)
    return (
        f"quotes of wikinews-train, {FOLDS}-fold by article:\n{reliability(training, cross_validated(training))}\n"
        f"quotes of wikinews-dev:\n{reliability(development, chances)}\n"
        "ECE between {:.3f} and {:.3f} (95 %, bootstrap over quotes)".format(*error_interval(development, chances))
    )


def examples(nlp: Language, path: Path) -> list[Example]:
    """Detect the quotes of the articles that have annotated ones, and judge each."""
    rows = (row for row in read_rows(path) if row.get("quotes"))
    return [example for row in rows for example in judged(row, paragraphs_of(nlp, row["text"]))]


def judged(row: Mapping[str, Any], paragraphs: Sequence[Paragraph]) -> Iterator[Example]:
    """Yield the statements by speech that are found in an article, right where they match an annotated quote."""
    statements = [
        item
        for item in attributed(paragraphs, *entities(row["text"], paragraphs))
        if item.statement.attribution == "speech"
    ]
    matched = paired(
        [_characters(item) for item in statements], [annotated(gold) for gold in row["quotes"]], MUCH_OVERLAP
    )
    for number, item in enumerate(statements):
        words = number in matched
        right = words and _names(item, row["quotes"][matched[number]].get("speaker_name"))
        yield Example(row["id"], signs(item.statement, item.place, item.known), words, right)


def _characters(item: Found) -> set[int]:
    paragraph = item.place.paragraph
    return characters(paragraph.offsets(paragraph.doc[first:last]) for first, last in item.statement.spans)


def _names(item: Found, name: str | None) -> bool:
    """Tell whether a speaker's name has every word of the annotated one and at most four more."""
    if not name:
        return True
    want = set(re.findall(r"\w+", name.casefold()))
    have = set(re.findall(r"\w+", item.known.speaker.name.casefold())) if item.known is not None else set()
    return want <= have and len(have - want) <= 4


def cross_validated(training: Sequence[Example]) -> Floats:
    """Return each example's confidence under the weights fitted on the articles of the other folds."""
    articles = {article: number for number, article in enumerate(sorted({example.article for example in training}))}
    fold = np.array([articles[example.article] % FOLDS for example in training])
    found = np.zeros(len(training))
    for held_out in np.unique(fold):
        table = weights_of([example for example, at in zip(training, fold, strict=True) if at != held_out])
        judged_ones = [example for example, at in zip(training, fold, strict=True) if at == held_out]
        found[fold == held_out] = _confidences(table, judged_ones)
    return found


def weights_of(training: Sequence[Example]) -> dict[str, Weight]:
    """Fit the model of the words on all examples and that of the speaker where the words are right."""
    found = [example for example in training if example.words]
    words = _fitted([(example.signs, example.words) for example in training])
    speaker = _fitted([(example.signs, example.right) for example in found])
    return {sign: Weight(words.get(sign, 0.0), speaker.get(sign, 0.0)) for sign in words.keys() | speaker.keys()}


def _fitted(outcomes: Sequence[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Fit the weights of the signs that are not rare."""
    seen = Counter(sign for signs_of_one, _ in outcomes for sign in signs_of_one)
    names = sorted(sign for sign, count in seen.items() if count >= RARE)
    facts = np.array([[float(name in signs_of_one) for name in names] for signs_of_one, _ in outcomes])
    right = np.array([float(outcome) for _, outcome in outcomes])
    return rounded(logistic(names, facts, right, penalty=PENALTY), SLIGHT)


def _confidences(table: Mapping[str, Weight], examples_of_it: Sequence[Example]) -> Floats:
    return np.array([confidence_by(table, example.signs) for example in examples_of_it])


def reliability(judged_ones: Sequence[Example], chances: Floats) -> Reliability:
    """Compare chances with what was right, in equal bins."""
    right = np.array([float(example.right) for example in judged_ones])
    at = np.minimum((chances * BINS).astype(int), BINS - 1)
    bins = []
    for low in range(BINS):
        inside = at == low
        count = int(inside.sum())
        bins.append((count, float(chances[inside].mean()), float(right[inside].mean())) if count else (0, 0.0, 0.0))
    error = sum(count * abs(mean - share) for count, mean, share in bins) / len(right)
    sure = chances >= SURE
    return Reliability(tuple(bins), error, float(sure.mean()), float(right[sure].mean()) if sure.any() else 0.0)


def error_interval(judged_ones: Sequence[Example], chances: Floats) -> tuple[float, float]:
    """Return the interval that holds 95 % of the calibration errors of resampled quotes."""
    choose = np.random.default_rng(0)
    errors = []
    for _ in range(RESAMPLES):
        chosen = choose.integers(len(judged_ones), size=len(judged_ones))
        errors.append(reliability([judged_ones[at] for at in chosen.tolist()], chances[chosen]).error)
    low, high = np.quantile(errors, [0.025, 0.975]).tolist()
    return low, high
