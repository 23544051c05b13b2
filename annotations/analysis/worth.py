"""Check-worthiness: a transparent score from named features of a statement."""

from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import NamedTuple

from annotations.analysis.lexicon import word_families
from annotations.analysis.units import Unit
from annotations.models import Entity

WORDS = "check_worthy_words.txt"
"""The resource with the word families that are features."""
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "you", "your"})
NEGATIONS = frozenset({"not", "n't", "n’t", "no", "never", "none", "nobody", "nothing"})


class Weight(NamedTuple):
    """What a feature adds to the log-odds, and how it reads as a reason."""

    log_odds: float
    reason: str


BIAS = -2.36
WEIGHTS: Mapping[str, Weight] = {
    "money": Weight(1.03, "money"),
    "attributed": Weight(1.01, "attributed"),
    "accusation": Weight(0.92, "accusation"),
    "number": Weight(0.82, "number"),
    "harm": Weight(0.79, "harm"),
    "comparison": Weight(0.72, "comparison"),
    "law": Weight(0.72, "law or policy"),
    "percent": Weight(0.67, "percent"),
    "past": Weight(0.60, ""),
    "lead": Weight(0.46, "in the lead"),
    "quoted": Weight(0.41, "quoted"),
    "superlative": Weight(0.39, "superlative"),
    "named": Weight(0.29, "names"),
    "long": Weight(0.24, ""),
    "record": Weight(0.23, "record"),
    "cause": Weight(0.20, "cause"),
    "negation": Weight(0.18, "denial"),
    "date": Weight(0.10, "date"),
    "hedge": Weight(-0.07, ""),
    "vague": Weight(-0.11, ""),
    "future": Weight(-0.46, ""),
    "opinion": Weight(-0.68, ""),
    "first-person": Weight(-0.90, ""),
}
"""Fitted on the claims of `wikinews-train` (logistic regression, L2 5); what has no reason in words is not shown."""


class Facts(NamedTuple):
    """What the features look at: lower-case words, tags, entity labels of a unit, and where it stands."""

    words: frozenset[str]
    tags: frozenset[str]
    labels: frozenset[str]
    length: int
    attributed: bool
    direct: bool
    lead: bool
    names: int


def facts(unit: Unit, entities: Sequence[Entity]) -> Facts:
    """Gather what the features look at."""
    tokens = unit.tokens()
    return Facts(
        words=frozenset(token.lower_ for token in tokens),
        tags=frozenset(token.tag_ for token in tokens),
        labels=frozenset(entity.label for entity in entities),
        length=sum(token.is_alpha for token in tokens),
        attributed=unit.quote is not None,
        direct=unit.quote is not None and unit.quote.kind == "direct",
        lead=unit.lead,
        names=len(
            {
                entity.entity
                for entity in entities
                if entity.label in {"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT"}
            }
        ),
    )


def features(found: Facts) -> dict[str, float]:
    """Return the features that a statement has, by name, mostly 0 or 1."""
    values = {name: float(test(found)) for name, test in TESTS.items()}
    values |= {family: float(bool(words & found.words)) for family, words in word_families(WORDS).items()}
    return {name: value for name, value in values.items() if value}


TESTS: Mapping[str, Callable[[Facts], float]] = {
    "number": lambda f: "CD" in f.tags,
    "money": lambda f: "MONEY" in f.labels,
    "percent": lambda f: "PERCENT" in f.labels or "%" in f.words or "percent" in f.words,
    "date": lambda f: "DATE" in f.labels,
    "superlative": lambda f: bool(f.tags & {"JJS", "RBS"}),
    "named": lambda f: min(f.names, 3) / 3,
    "attributed": lambda f: f.attributed and not f.direct,
    "quoted": lambda f: f.direct,
    "lead": lambda f: f.lead,
    "negation": lambda f: bool(f.words & NEGATIONS),
    "first-person": lambda f: bool(f.words & FIRST_PERSON),
    "long": lambda f: min(f.length, 40) / 40,
    "past": lambda f: "VBD" in f.tags or "VBN" in f.tags,
}


def worth(unit: Unit, entities: Sequence[Entity]) -> tuple[float, tuple[str, ...]]:
    """Return how much a statement is worth checking, in [0, 1], and the reasons for it, strongest first."""
    present = features(facts(unit, entities))
    added = {name: WEIGHTS[name].log_odds * value for name, value in present.items() if name in WEIGHTS}
    score = 1 / (1 + exp(-(BIAS + sum(added.values()))))
    reasons = [
        WEIGHTS[name].reason
        for name, value in sorted(added.items(), key=lambda item: -item[1])
        if value > 0 and WEIGHTS[name].reason
    ]
    return round(score, 3), tuple(reasons)
