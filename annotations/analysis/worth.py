"""Check-worthiness: a transparent score from named features of a statement.

A logistic model over features in [0, 1]. Its weights stand in `check_worthiness.tsv`, fitted on the claims of the
training articles (`annotations.training.claim_worth`) under the condition that features in `LOWERING` never raise the
score, and others never lower it but for those in `EITHER`. The kinds of features follow ClaimBuster (Hassan et al.
2017) and the criteria of fact-checkers (Konstantinovskiy et al. 2021): quantities, comparisons, causes, laws, records;
against them predictions, opinions and personal experience.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from annotations.analysis.lexicon import resource_lines, word_families
from annotations.analysis.syntax import PASSIVE
from annotations.analysis.units import Unit
from annotations.models import Entity
from annotations.reasons import WORDS as REASONS

TABLE = "check_worthiness.tsv"
"""The resource with the log-odds of each feature, and of "bias"."""
WORDS = "check_worthy_words.txt"
"""The resource with the word families that are features."""
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "LAW", "PRODUCT"})
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
FULL_NAMES = 3
FULL_FIGURES = 3
FULL_NOUNS = 10
"""How many names, figures and common nouns count: more add nothing."""
LONG_WORD = 4
STEM = 5
MOST_OF_IT = 0.5
"""Share of the stems of a headline from which a statement says what the headline says."""
LOWERING = frozenset({"first-person", "future", "hedge", "opinion", "talk", "vague", "we", "you"})
EITHER = frozenset({"denial", "passive", "past", "quoted"})
"""Features whose weight may have either sign; those in neither set raise the score, or leave it."""


class Facts(NamedTuple):
    """What the features look at: lower-case words, tags, entity labels of a unit, and where it stands."""

    words: frozenset[str]
    tags: Sequence[str]
    labels: frozenset[str]
    names: int
    passive: bool
    attributed: bool
    direct: bool
    lead: bool
    headline: bool


def facts(unit: Unit, entities: Sequence[Entity], headline: frozenset[str] = frozenset()) -> Facts:
    """Gather what the features look at; `headline` are the stems of the article's headline."""
    tokens = [token for token in unit.tokens if not token.is_punct]
    words = frozenset(token.lower_ for token in tokens)
    return Facts(
        words=words,
        tags=[token.tag_ for token in tokens],
        labels=frozenset(entity.label for entity in entities),
        names=len({entity.entity for entity in entities if entity.label in NAMED}),
        passive=any(token.dep_ in PASSIVE for token in tokens),
        attributed=unit.quote is not None,
        direct=unit.quote is not None and unit.quote.kind == "direct",
        lead=unit.lead,
        headline=bool(headline) and len(headline & stems(words)) >= MOST_OF_IT * len(headline),
    )


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the longer words of a text: what inflection leaves."""
    return frozenset(word[:STEM] for word in words if len(word) >= LONG_WORD and word.isalpha())


TESTS: Mapping[str, Callable[[Facts], float]] = {
    "number": lambda f: min(f.tags.count("CD"), FULL_FIGURES) / FULL_FIGURES,
    "count": lambda f: "CARDINAL" in f.labels,
    "money": lambda f: "MONEY" in f.labels,
    "percent": lambda f: "PERCENT" in f.labels,
    "quantity": lambda f: "QUANTITY" in f.labels,
    "date": lambda f: "DATE" in f.labels,
    "dated-event": lambda f: "DATE" in f.labels and "VBD" in f.tags,
    "superlative": lambda f: "JJS" in f.tags or "RBS" in f.tags,
    "names": lambda f: min(f.names, FULL_NAMES) / FULL_NAMES,
    "place": lambda f: not PLACES.isdisjoint(f.labels),
    "attributed": lambda f: f.attributed and not f.direct,
    "quoted": lambda f: f.direct,
    "lead": lambda f: f.lead,
    "headline": lambda f: f.headline,
    "past": lambda f: "VBD" in f.tags or "VBN" in f.tags,
    "passive": lambda f: f.passive,
    "detail": lambda f: min(f.tags.count("NN") + f.tags.count("NNS"), FULL_NOUNS) / FULL_NOUNS,
}
"""The features that are no word family."""


def features(found: Facts) -> dict[str, float]:
    """Return the features that a statement has, by name, each in (0, 1]."""
    values = {name: float(test(found)) for name, test in TESTS.items()}
    values |= {family: float(not words.isdisjoint(found.words)) for family, words in word_families(WORDS).items()}
    return {name: value for name, value in values.items() if value}


def worth(found: Facts) -> tuple[float, tuple[str, ...]]:
    """Return how much a statement is worth checking, in [0, 1], and the reasons for it, strongest first.

    The reasons are those features that raise the score and say something to a reader (`annotations.reasons`).
    """
    table = weights()
    added = {name: table.get(name, 0.0) * value for name, value in features(found).items()}
    score = 1 / (1 + exp(-table["bias"] - sum(added.values())))
    reasons = [name for name, value in added.items() if value > 0 and name in REASONS]
    return round(score, 3), tuple(sorted(reasons, key=lambda name: -added[name]))


@cache
def weights() -> Mapping[str, float]:
    """Read what each feature adds to the log-odds."""
    rows = (line.split("\t") for line in resource_lines(TABLE))
    return {name: float(log_odds) for name, log_odds in rows}
