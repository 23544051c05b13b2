"""Personal names: their parts, and whether two of them can be one person's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from annotations.analysis.folding import folded, shortened_by_one
from annotations.analysis.lexicon import resource_lines, word_families

VARIABLE = 5
"""How many letters a word has at least that may be spelt with one letter more, less or another."""
_NICKNAME = re.compile(r"[\"“”‘(']([^\"“”‘’)']+)[\"“”’)'](?!\w)")
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "as",
        "ash",
        "an",
        "ar",
        "ad",
        "abd",
        "bin",
        "bint",
        "ibn",
        "ben",
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ter",
        "y",
        "e",
    ]
)
_AMBIGUOUS = frozenset({"al", "an", "ar", "as", "ash", "ben", "do"})
"""Particles that are also names by themselves: at the start of a name they are part of it."""
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ARTICLE = re.compile(r"\b(?:al|el|as|ash|an|ar|ad|at|az)-(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’]*")
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?)+")


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name's words, folded, without particles; an initial is a word of one letter."""

    words: tuple[str, ...]
    suffix: str = ""
    """`jr`, `sr` or a number, which tells a son from his father."""
    nicknames: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether it has more than one word."""
        return len(self.words) > 1


def parsed_name(name: str) -> PersonalName:
    """Read a name as it is printed."""
    nicknames = tuple(word for match in _NICKNAME.finditer(name) for word in _words(match[1]))
    plain = _ARTICLE.sub("", _NICKNAME.sub(" ", name))
    words = list(_words(_INITIALS.sub(lambda match: " ".join(match[0]), plain)))
    suffix = _SUFFIXES.get(words[-1], "") if len(words) > 1 else ""
    if suffix in ("jr", "sr") or (suffix and len(words) > 2):
        words.pop()
    else:
        suffix = ""
    main = [word for at, word in enumerate(words) if word not in _PARTICLES or (at == 0 and word in _AMBIGUOUS)]
    return PersonalName(tuple(main or words) or (folded(name),), suffix, nicknames)


def lookups(name: PersonalName) -> Iterator[tuple[str, str]]:
    """Yield what two full names of one person share at least one of."""
    words = name.words
    yield words[0], words[1]
    last = words[-1]
    for spelling in shortened_by_one(last) if len(last) >= VARIABLE else (last,):
        for initial in {_formal(words[0])[0], words[-2][0]}:
            yield initial, spelling
    yield min(words[0], words[-1]), max(words[0], words[-1])


def covers(full: PersonalName, name: PersonalName) -> bool:
    """Tell whether another name, of no more words, can be the same person's: at most one word written otherwise."""
    shared = {word for word in name.words if word in full.words}
    if not shared or full.suffix != name.suffix:
        return False
    if sorted(full.words) == sorted(name.words):
        return True
    if max(map(len, shared)) == 1:
        return False
    last = full.words[-1]
    if not (_alike(name.words[-1], last) or _same_given(name.words[0], full.words[0])):
        return False
    rest = iter(full.words)
    different = 0
    for word in name.words:
        match = next((other for other in rest if _same_given(word, other) or _alike(word, other)), None)
        if match is None:
            return False
        different += match != word
    return different <= int(_same_given(name.words[0], full.words[0]))


@cache
def given_names() -> Mapping[str, str]:
    """Read given names with their usual gender, `m` or `f`, empty for names of both."""
    families = word_families("names_by_gender.txt")
    told = {name: gender for gender in ("m", "f") for name in families[gender]}
    return told | dict.fromkeys(families["m"] & families["f"], "")


def _alike(word: str, other: str) -> bool:
    return word == other or (
        not {word, other} <= given_names().keys()
        and min(len(word), len(other)) >= VARIABLE
        and word[0] == other[0]
        and not {word.removesuffix("s"), other.removesuffix("s")} < {word, other}
        and Levenshtein.distance(word, other, score_cutoff=1) <= 1
    )


def _same_given(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    genders = {given_names().get(word, ""), given_names().get(other, "")}
    short, long = sorted((word, other), key=len)
    is_short_form = 2 < len(short) < len(long) - 1 and long.startswith(short) and genders != {"m", "f"}
    return is_short_form or _formal(word) == _formal(other)


def _words(text: str) -> Iterator[str]:
    return (match[0].replace("'", "") for match in _WORD.finditer(folded(text)))


def _formal(word: str) -> str:
    return _formal_names().get(word, word)


@cache
def _formal_names() -> Mapping[str, str]:
    names = {}
    for line in resource_lines("nicknames.txt"):
        formal, *short = line.split()
        names.update(dict.fromkeys(short, formal))
    return names
