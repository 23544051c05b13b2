"""What the fitted weights of quotes and claims share: parses, pairs of found and annotated, logistic regression."""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from annotations.analysis.parsed import Paragraph, fold_relations

FOLDS = 10
STEPS = 25
Floats = NDArray[np.float64]


def paragraphs_of(nlp: Language, text: str) -> list[Paragraph]:
    """Parse an article as the analysis does."""
    matches = list(re.finditer(r"[^\n]+", text))
    docs = list(nlp.pipe(match[0] for match in matches))
    for doc in docs:
        fold_relations(doc)
    return [Paragraph(match.start(), doc) for match, doc in zip(matches, docs, strict=True)]


def characters(offsets: Iterable[tuple[int, int]]) -> set[int]:
    """Return the offset of every character in these ranges."""
    return {at for start, end in offsets for at in range(start, end)}


def annotated(annotation: Mapping[str, Any]) -> set[int]:
    """Return the offsets of the characters that an annotated quote or claim covers."""
    return characters((span["start"], span["end"]) for span in annotation["spans"])


def paired(found: Sequence[set[int]], annotated: Sequence[set[int]], least: float) -> dict[int, int]:
    """Pair found and annotated characters one to one, best overlap first, by index.

    `least` is the share of their union that a pair has to have in common, and more.
    """
    shares = (
        (len(one & other) / len(one | other), number, against)
        for number, one in enumerate(found)
        for against, other in enumerate(annotated)
        if one & other
    )
    pairs: dict[int, int] = {}
    for _, number, against in sorted((row for row in shares if row[0] > least), reverse=True):
        if number not in pairs and against not in pairs.values():
            pairs[number] = against
    return pairs


def logistic(names: Sequence[str], values: Floats, grades: Floats, *, penalty: float) -> dict[str, float]:
    """Fit a logistic regression by Newton's method, with L2 on every weight but that of "bias".

    `values` has a row for each of the `grades`, in [0, 1], and a column for each of the `names`.
    """
    columns = np.hstack([np.ones((len(values), 1)), values])
    shrink = np.diag([0.0, *(penalty for _ in names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (chance - grades) + shrink @ weights
        curvature = (columns * (chance * (1 - chance))[:, None]).T @ columns + shrink
        weights -= np.linalg.solve(curvature, gradient)
    return dict(zip(["bias", *names], weights.tolist(), strict=True))


def rounded(weights: Mapping[str, float], slight: float) -> dict[str, float]:
    """Round weights to two digits and leave out the slight ones, except "bias"."""
    table = {name: round(weight, 2) for name, weight in weights.items()}
    return {name: weight for name, weight in table.items() if abs(weight) >= slight or name == "bias"}


def write_table(name: str, header: str, rows: Mapping[str, Sequence[float]]) -> None:
    """Write a resource of the analysis: a line for each row, "bias" first, then by falling weight."""
    ordered = sorted(rows.items(), key=lambda row: (row[0] != "bias", -row[1][0], row[0]))
    lines = ["\t".join([key, *(f"{weight:.2f}" for weight in weights)]) + "\n" for key, weights in ordered]
    path = Path(str(resources.files("annotations.analysis"))) / "resources" / name
    path.write_text(header + "".join(lines), encoding="utf-8")
