"""Confidence: how often a rule's quotes were right, by what named the speaker.

Right is: the span overlaps the annotated one by more than 0.8 of their union and the speaker's full name is right.
Counted on the training articles, smoothed; the split of a quote by its cue does not change its rule's confidence.
"""

from collections.abc import Mapping
from typing import NamedTuple

from annotations.models import Speaker

PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them"})
NOBODY = 0.13
"""Confidence where no speaker was found."""


class Shares(NamedTuple):
    """Share of right quotes where the speaker is a named entity, a pronoun, another noun phrase."""

    named: float
    pronoun: float
    noun: float


SHARES: Mapping[str, Shares] = {
    "split-cue-after-quote": Shares(0.86, 0.84, 0.40),
    "cue-before-quote": Shares(0.83, 0.90, 0.25),
    "interview-turn": Shares(0.82, 0.82, 0.60),
    "colon": Shares(0.80, 0.55, 0.31),
    "cue-after-quote": Shares(0.79, 0.61, 0.30),
    "clause-after-cue": Shares(0.75, 0.54, 0.45),
    "floating-quote": Shares(0.70, 0.60, 0.40),
    "according-to": Shares(0.65, 0.60, 0.57),
    "judgement": Shares(0.65, 0.65, 0.27),
    "infinitive": Shares(0.58, 0.53, 0.31),
    "clause-around-cue": Shares(0.48, 0.60, 0.48),
    "noun-phrase": Shares(0.43, 0.36, 0.23),
}
OTHER = Shares(0.40, 0.40, 0.30)
"""For rules seen fewer than five times."""


def confidence(rule: str, speaker: Speaker | None) -> float:
    """Return how likely a quote of this rule is right, span and speaker's name, in [0, 1]."""
    if speaker is None:
        return NOBODY
    shares = SHARES.get(rule, OTHER)
    if (speaker.text or "").lower() in PRONOUNS:
        return shares.pronoun
    return shares.named if speaker.entity is not None else shares.noun
