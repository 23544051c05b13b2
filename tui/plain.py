"""Plain words for what the contract names by identifiers: the rules that find quotes, and the labels of entities."""

from collections.abc import Mapping
from types import MappingProxyType

from annotations.models import EntityLabel
from annotations.quote_corrections import READER_RULE

_SPLIT = "split-"
_RULES: Mapping[str, str] = MappingProxyType(
    {
        READER_RULE: "marked by you",
        "according-to": "“according to” and the like",
        "block-quotation": "set off as a quotation",
        "clause-after-cue": "clause after the verb of saying",
        "clause-around-cue": "clause around the verb of saying",
        "continued-paragraph": "goes on from the paragraph before",
        "cue-after-quote": "verb of saying after the quote",
        "cue-before-quote": "verb of saying before the quote",
        "floating-quote": "quotation marks without a verb of saying",
        "infinitive": "“to …” after the verb of saying",
        "interview-turn": "answer in an interview",
        "judgement": "how someone calls or describes it",
        "noun-phrase": "words named by the verb of saying",
        "passive-infinitive": "“is said to …”",
        "passive-subject": "“… is said”",
        "reporting-noun": "after a noun such as “statement”",
    }
)
_LABELS: Mapping[EntityLabel, str] = MappingProxyType(
    {
        "PERSON": "person",
        "NORP": "group of people",
        "FAC": "building",
        "ORG": "organisation",
        "GPE": "country or city",
        "LOC": "place",
        "PRODUCT": "product",
        "EVENT": "event",
        "WORK_OF_ART": "work of art",
        "LAW": "law",
        "LANGUAGE": "language",
        "DATE": "date",
        "TIME": "time",
        "PERCENT": "percentage",
        "MONEY": "sum of money",
        "QUANTITY": "quantity",
        "ORDINAL": "rank",
        "CARDINAL": "number",
    }
)


def rule_in_words(rule: str) -> str:
    """Return how a quote was found: in words, or as the identifier of a rule that another version knew."""
    words = _RULES.get(rule.removeprefix(_SPLIT), rule.removeprefix(_SPLIT).replace("-", " "))
    return f"{words}, in two parts" if rule.startswith(_SPLIT) else words


def label_in_words(label: EntityLabel) -> str:
    """Return what an entity is."""
    return _LABELS[label]
