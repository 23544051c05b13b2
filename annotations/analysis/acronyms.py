"""Acronyms: the long names that an article gives for them."""

import re
from collections.abc import Iterable, Iterator

from annotations.analysis.folding import folded
from annotations.analysis.gazetteer import straight
from annotations.analysis.mentions import Mention

_BRACKETED = re.compile(r"\s?\((?:the )?([A-Z][\w&.-]{1,11})[);,]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,4}")
_INNER = frozenset(
    {"a", "an", "and", "at", "by", "de", "del", "des", "di", "du", "for", "in", "la", "of", "on", "the", "to"}
)


def is_acronym(name: str) -> bool:
    """Tell whether a name is written like an acronym: *NATO*, *U.N.*, *TfL*."""
    return _ACRONYM.fullmatch(name) is not None


def spelled(acronym: str) -> str:
    """Return an acronym's letters in lower case."""
    return acronym.replace(".", "").casefold()


def initials(name: str) -> Iterator[str]:
    """Yield the acronyms that the words of a long name would make: of all its words, and of the main ones."""
    words = [word for word in re.findall(r"\w+", folded(name)) if word]
    main = [word for word in words if word not in _INNER]
    if len(main) > 1:
        yield "".join(word[0] for word in main)
    if len(words) > len(main) > 0:
        yield "".join(word[0] for word in words)


def introduced(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Yield acronym and long name where one introduces the other: *World Health Organization (WHO)*."""
    before: Mention | None = None
    for mention in mentions:
        name = text[mention.start : mention.end]
        after = _BRACKETED.match(text, mention.end)
        if after and " " in name and _abbreviates(after[1], name):
            yield straight(after[1]), straight(name)
        if before and text[before.end : mention.start] in (" (", " (the "):
            short = text[before.start : before.end]
            if is_acronym(short) and " " in name and _abbreviates(short, name):
                yield straight(short), straight(name)
        before = mention


def _abbreviates(acronym: str, name: str) -> bool:
    """Tell whether the acronym's letters stand in the name in this order, the first and another one begin words."""
    long = folded(name)
    letters = [letter for letter in folded(acronym) if letter.isalpha()]
    rest = iter(long)
    if letters[:1] != [long[0]] or not all(letter in rest for letter in letters):
        return False
    begun, begins = 0, "".join(word[0] for word in long.split())
    for letter in letters:
        found = begins.find(letter)
        begun += found >= 0
        begins = begins[found + 1 :]
    return begun > 1
