"""Confidence: the probability that a quote is right, from signs of how it was found.

Right is: the span overlaps an annotated one by more than 0.8 of their union and the speaker's full name is right. Two
logistic models over named yes-or-no signs, one for the words and one for the speaker where the words are right; their
product passes through `CURVE`. The weights stand in `quote_confidence.tsv`, fitted on the training articles by
`annotations.training.quote_confidence`. How it keeps its word there, in 10-fold cross-validation over articles:

    confidence  quotes  mean  right
    0.0-0.1         13  0.07  0.08
    0.1-0.2         53  0.15  0.17
    0.2-0.3         99  0.26  0.26
    0.3-0.4         95  0.35  0.37
    0.4-0.5        109  0.45  0.47
    0.5-0.6        147  0.55  0.54
    0.6-0.7        169  0.65  0.66
    0.7-0.8        127  0.75  0.70
    0.8-0.9        123  0.85  0.74
    0.9-1.0        678  0.93  0.89

Expected calibration error 0.032, and 42 % of the quotes have at least 0.9, 89 % of which are right; on the development
articles 0.053 (0.046 to 0.122, 95 % bootstrap, 212 quotes), where 42 % have at least 0.9 and 91 % of those are right.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from math import exp
from typing import NamedTuple

from annotations.analysis.lexicon import resource_lines

TABLE = "quote_confidence.tsv"
"""The resource with the weights of each sign, and of "bias"."""
CURVE = ((0.0, 0.0), (0.7, 0.7), (0.8, 0.9), (1.0, 0.96))
"""From the models' product to the confidence, straight between these points: chosen on the development articles.

The annotation's own doubt flattens the models' upper end, and no quote is surer than the last point."""


class Weight(NamedTuple):
    """What a sign adds to the log-odds that the words are right, and that the speaker is."""

    words: float
    speaker: float


def confidence(found: frozenset[str]) -> float:
    """Return how likely a quote with these signs is right, span and speaker's name, in [0, 1]."""
    return round(confidence_by(weights(), found), 2)


def confidence_by(table: Mapping[str, Weight], found: frozenset[str]) -> float:
    """Return the confidence by a table of weights, which holds "bias"; signs that it does not know add nothing."""
    rows = [table["bias"], *(table[sign] for sign in found & table.keys())]
    return sharpened(_chance(row.words for row in rows) * _chance(row.speaker for row in rows))


def sharpened(chance: float) -> float:
    """Map the product of the models' chances, in [0, 1], along `CURVE`."""
    for (left, low), (right, high) in pairwise(CURVE):
        if chance <= right:
            return low + (high - low) * (chance - left) / (right - left)
    return CURVE[-1][1]


def _chance(added: Iterable[float]) -> float:
    return 1 / (1 + exp(-sum(added)))


@cache
def weights() -> Mapping[str, Weight]:
    """Read what each sign adds to the log-odds."""
    rows = (line.split("\t") for line in resource_lines(TABLE))
    return {sign: Weight(float(words), float(speaker)) for sign, words, speaker in rows}
