"""Fit the check-worthiness of claims on the annotated articles: a logistic model, judged by cross-validation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language

from annotations.analysis.claims import LEAST_WORTH, statements
from annotations.analysis.entities import entities
from annotations.analysis.parsed import Paragraph
from annotations.analysis.pipeline import load
from annotations.analysis.quotes import quotes
from annotations.analysis.worth import EITHER, LOWERING, TABLE, features
from annotations.blocks import blocks_of
from annotations.models import Article
from annotations.training.fitting import (
    FOLDS,
    annotated,
    characters,
    logistic,
    paired,
    paragraphs_of,
    rounded,
    write_table,
)
from annotations.training.news import read_rows

GRADES: Mapping[str | None, float] = {"h": 1.0, "m": 0.5, "l": 0.25, None: 0.0}
"""What a statement is worth by its annotation, None where it is no claim."""
PENALTY = 3.0
"""L2 on every weight but the bias."""
SLIGHT = 0.02
"""A smaller weight is left out of the table."""
SAME = 0.5
"""Share of characters in common from which a statement is the annotated claim."""
HEADER = """# What each feature of a statement adds to the log-odds of its worth (annotations.analysis.worth).
# Fitted on the annotated Wikinews articles: python -m annotations.training CORPORA --stages claims
"""


class Statement(NamedTuple):
    """A statement that is found: its features, and its annotated worth, None where it is no claim."""

    features: Mapping[str, float]
    worth: str | None


class Reading(NamedTuple):
    """The statements of an article, and how many claims it has: in all, and of high worth."""

    statements: Sequence[Statement]
    claims: int
    high: int


class Figures(NamedTuple):
    """How well scores find claims (F, recall of h) and rank them (mean average precision of h), in [0, 1]."""

    f_score: float
    recall_of_high: float
    ranking: float

    def __str__(self) -> str:
        """Lay the figures out in a line."""
        return f"claims F {self.f_score:.3f}, recall of h {self.recall_of_high:.3f}, ranking {self.ranking:.3f}"


def fit(corpora: Path) -> str:
    """Fit the weights on `wikinews-train`, write the table, and describe how well they find and rank claims."""
    nlp = load(None).nlp
    training = readings(nlp, corpora / "news-ner" / "wikinews-train.jsonl")
    table = weights_of(training)
    write_table(TABLE, HEADER, {name: [weight] for name, weight in table.items()})
    development = readings(nlp, corpora / "dev" / "wikinews-dev.jsonl")
    return (
        f"wikinews-train, {FOLDS}-fold by article: {figures(training, cross_validated(training))}\n"
        f"wikinews-dev: {figures(development, [scores(table, reading) for reading in development])}"
    )


def readings(nlp: Language, path: Path) -> list[Reading]:
    """Find the statements of the articles whose claims are annotated."""
    rows = (row for row in read_rows(path) if row.get("claims"))
    return [reading(row, paragraphs_of(nlp, row["text"])) for row in rows]


def reading(row: Mapping[str, Any], paragraphs: Sequence[Paragraph]) -> Reading:
    """Find the statements of an article and pair them with its annotated claims, best overlap first."""
    text = row["text"]
    article = Article(id=row["id"], version="", title=row["title"], text=text, blocks=blocks_of(text))
    mentions, clusters = entities(text, paragraphs)
    found = list(statements(article, paragraphs, mentions, quotes(text, paragraphs, mentions, clusters)))
    units = [characters(unit.offsets()) for unit, _ in found]
    pairs = paired(units, [annotated(claim) for claim in row["claims"]], SAME)
    worths = [row["claims"][pairs[number]]["worth"] if number in pairs else None for number in range(len(found))]
    return Reading(
        [Statement(features(seen), worth) for (_, seen), worth in zip(found, worths, strict=True)],
        len(row["claims"]),
        sum(claim["worth"] == "h" for claim in row["claims"]),
    )


def weights_of(training: Sequence[Reading]) -> dict[str, float]:
    """Fit a logistic regression with L2 to the graded worth; weights rounded to two digits, slight ones left out.

    A weight of the wrong sign is taken out and the others are fitted again.
    """
    examples = [statement for reading in training for statement in reading.statements]
    grades = np.array([GRADES[example.worth] for example in examples])
    names = sorted({name for example in examples for name in example.features})
    while True:
        values = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
        weights = logistic(names, values, grades, penalty=PENALTY)
        wrong = {name for name in names if has_wrong_sign(name, weights[name])}
        if not wrong:
            return rounded(weights, SLIGHT)
        names = [name for name in names if name not in wrong]


def has_wrong_sign(name: str, weight: float) -> bool:
    """Tell whether a feature that must not lower the score would lower it, or the other way round."""
    return weight > 0 if name in LOWERING else weight < 0 and name not in EITHER


def scores(table: Mapping[str, float], reading: Reading) -> list[float]:
    """Return the score of each statement under these weights."""
    return [
        float(
            1 / (1 + np.exp(-table["bias"] - sum(table.get(name, 0.0) * value for name, value in one.features.items())))
        )
        for one in reading.statements
    ]


def cross_validated(training: Sequence[Reading]) -> list[list[float]]:
    """Return the scores of each article's statements under the weights fitted on the other folds."""
    tables = [
        weights_of([reading for number, reading in enumerate(training) if number % FOLDS != fold])
        for fold in range(FOLDS)
    ]
    return [scores(tables[number % FOLDS], reading) for number, reading in enumerate(training)]


def figures(found: Sequence[Reading], scored: Sequence[Sequence[float]]) -> Figures:
    """Measure listed claims as `claims` lists them, and in which order."""
    hits = high = listed = 0
    rankings = []
    for reading, values in zip(found, scored, strict=True):
        ranked = sorted(zip(values, reading.statements, strict=True), key=lambda item: -item[0])
        shown = [statement.worth for value, statement in ranked if value >= LEAST_WORTH]
        listed += len(shown)
        hits += sum(worth is not None for worth in shown)
        high += shown.count("h")
        if reading.high:
            rankings.append(average_precision([worth == "h" for worth in shown], reading.high))
    claims, highs = sum(reading.claims for reading in found), sum(reading.high for reading in found)
    return Figures(2 * hits / (listed + claims), high / highs, sum(rankings) / len(rankings))


def average_precision(ranked: Sequence[bool], positives: int) -> float:
    """Return the mean over all positives of the precision at each, 0 for those that are not in the list."""
    hits = 0
    total = 0.0
    for rank, is_positive in enumerate(ranked, 1):
        if is_positive:
            hits += 1
            total += hits / rank
    return total / positives
