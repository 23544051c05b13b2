"""Canonical names: the fullest form in which an article prints the name of an entity."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.analysis.folding import folded
from annotations.analysis.gazetteer import Gazetteer
from annotations.analysis.mentions import Mention
from annotations.analysis.personal import parsed_name
from annotations.models import EntityLabel

_ARTICLE = re.compile(r"(?<![.!?:\n\"“”‘’'(\]]) The $")
_PAPER = re.compile(
    r"\b(?:Age|Atlantic|Chronicle|Citizen|Conversation|Daily \w+|Economist|Gazette|Globe|Globe and Mail|Guardian|"
    r"Herald|Hill|Hindu|Independent|Intercept|Journal|Lancet|Mail|Mirror|Monitor|Nation|New Yorker|News|Observer|Post|"
    r"Press|Register|Review|Standard|Star|Sun|Telegraph|Times|Times of \w+|Tribune|Verge|Wire)$"
)
"""Last words of newspapers' and magazines' names, which have *The* in front as a part of them."""


def canonical_name(text: str, mentions: Sequence[Mention], facts: Gazetteer) -> str:
    """Return the name of the entity of these mentions: printed in the text, most of it, in the usual case."""
    first, label = mentions[0], mentions[0].label
    if not first.is_name:
        return text[first.start : first.end]
    name = _fullest(Counter(text[mention.start : mention.end] for mention in mentions), label, facts)
    if label == "ORG" and _has_article(text, name, mentions):
        return f"The {name}"
    return name


def _fullest(forms: Counter[str], label: EntityLabel, facts: Gazetteer) -> str:
    if label == "NORP":
        return max(
            forms, key=lambda form: (not _shouts(form), form.endswith("s"), facts.fact(form) is not None, forms[form])
        )
    if label == "GPE":
        usual = {fact.canonical for form in forms if (fact := facts.fact(form)) and fact.label == label}
        printed = [form for form in forms if form in usual]
        if printed:
            return printed[0]
    return max(forms, key=lambda form: (not _shouts(form), *_content(form, label), forms[form], len(form)))


def _content(form: str, label: EntityLabel) -> tuple[int, bool, int]:
    """Return how much a form tells: its words, whether it keeps its accents, its words and initials."""
    words = parsed_name(form).words if label == "PERSON" else folded(form).split()
    return sum(len(word) > 1 for word in words), not form.isascii(), len(words)


def _shouts(form: str) -> bool:
    """Tell whether a form is in capitals as headlines are, and no acronym."""
    return form.isupper() and (" " in form or len(form) > 5)


def _has_article(text: str, name: str, mentions: Iterable[Mention]) -> bool:
    """Tell whether *The* is a part of the name: printed so within a sentence, or before a newspaper's name."""
    paper = _PAPER.search(name) is not None
    named = (mention for mention in mentions if text[mention.start : mention.end] == name)
    before = (text[max(0, mention.start - 6) : mention.start] for mention in named)
    return any(words.endswith("The ") and (paper or _ARTICLE.search(words)) for words in before)
