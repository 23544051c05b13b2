"""Designations: what each name of a place, body, work, law, people or event stands for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from annotations.analysis.acronyms import initials, is_acronym, spelled
from annotations.analysis.folding import folded, shortened_by_one
from annotations.analysis.gazetteer import Gazetteer, gazetteer, straight
from annotations.analysis.lexicon import resource_lines
from annotations.models import EntityLabel

Words = tuple[str, ...]
"""A name's main words, folded; what stands for it."""

_SHORTENED: frozenset[EntityLabel] = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LOC", "GPE"})
"""Labels whose names are shortened to some of their words: *Port Authority*, *Supreme Court*."""
_RESPELT: frozenset[EntityLabel] = frozenset({"GPE", "LOC", "NORP"})
"""Labels whose unknown names may be misspellings."""
LEAD = 1_000
"""How many characters of an article, its headline and lead, use short names for what is named in full below."""
_LONGEST = 12
"""How many words of a name are read for its short forms."""
_INNER = frozenset({"a", "an", "and", "at", "by", "de", "for", "in", "la", "of", "on", "the", "to", "&"})
_TAILS = frozenset({"co", "company", "corp", "corporation", "gmbh", "inc", "limited", "llc", "ltd", "plc", "sa"})
_COUNTRIES = {"US": "united states", "UK": "united kingdom", "UN": "united nations", "EU": "european union"}
_AMERICAN = {
    "centre": "center",
    "centres": "centers",
    "defence": "defense",
    "harbour": "harbor",
    "labour": "labor",
    "programme": "program",
    "theatre": "theater",
}
_HEAD = re.compile(r".*?(\w+) (?:of|for) ")
_OF = re.compile(r" of (?:the )?")
_STORM = re.compile(r"^(?:hurricane|typhoon|cyclone|(?:super |tropical )?storm|tropical depression) (?=\w+$)")
_WORD = re.compile(r"[\w&']+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COMPASS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "middle"}
)


class Long(NamedTuple):
    """A longer name and the article's entity that bears it."""

    words: Words
    key: str


class Designations:
    """Tells what names of one label stand for, going through an article's mentions in text order.

    Names are one where their main words are the same, a table of facts says so, or one is the other's acronym. A
    shortened name stands for the longer one named last.
    """

    def __init__(self, label: EntityLabel, names: Iterable[str], acronyms: Mapping[str, str], facts: Gazetteer) -> None:
        self._label = label
        self._facts = facts
        self._acronyms = acronyms
        self._keys: dict[str, str] = {}
        self._words: dict[str, Words] = {}
        self._plain: dict[str, Words] = {}
        self._shorts: dict[str, tuple[Words, ...]] = {}
        self._recent: dict[Words, Long] = {}
        self._first: dict[Words, Long] = {}
        self._shared: set[Words] = set()
        self._by_initials: dict[str, str] = {}
        for name in names:
            if " " in name:
                for short in initials(name):
                    self._by_initials.setdefault(short, name)
        self._usual = self._usual_spellings(names) if label in _RESPELT else {}
        for name in names:
            self._enter(name)

    def key(self, name: str, start: int) -> str:
        """Return what stands for the thing named at `start`."""
        key, words = self._keys[name], self._words[name]
        long = self._recent.get(words) or self._later(words, start)
        if long and self._is_short(name, words, long):
            return long.key
        for short in self._shorts[name]:
            self._recent[short] = Long(words, key)
        return key

    def _later(self, words: Words, start: int) -> Long | None:
        """Return the longer name that only follows: any in the lead, else the only one that ends with these words."""
        long = self._first.get(words)
        only = long is not None and words not in self._shared and long.words[-len(words) :] == words
        return long if only or start < LEAD else None

    def _usual_spellings(self, names: Iterable[str]) -> dict[str, str]:
        """Return for each unknown name that differs in one letter from a known or an earlier one that other name."""
        usual: dict[str, str] = {}
        by_spelling: dict[str, str] = {}
        for name in sorted(names, key=lambda name: self._known(name) is None):
            spellings = _spellings(name)
            same = next((by_spelling[spelling] for spelling in spellings if spelling in by_spelling), None)
            if same and not self._known(name):
                usual[name] = same
            else:
                by_spelling.update((spelling, name) for spelling in spellings if spelling not in by_spelling)
        return usual

    def _enter(self, name: str) -> None:
        known = self._known(name)
        self._words[name] = words = known or self._main_words(name)
        self._keys[name] = key = self._same(name)
        self._shorts[name] = tuple(_short_forms(name, words, self._label)) if self._label in _SHORTENED else ()
        for short in self._shorts[name]:
            if self._first.setdefault(short, Long(words, key)).key != key:
                self._shared.add(short)

    def _same(self, name: str) -> str:
        """Return the key of a name that is not shortened."""
        if name in self._acronyms:
            name = self._acronyms[name]
        elif is_acronym(name) and not self._known(name):
            name = self._by_initials.get(spelled(name), name)
        if self._label in ("GPE", "FAC") and "," in name and not self._known(name):
            name = name.split(",")[0]
        name = self._usual.get(name, name)
        known = self._known(name) or (self._known(name.title()) if name.isupper() and len(name) > 3 else None)
        words = known or self._main_words(name)
        if self._label == "NORP":
            return " ".join(words).removesuffix("s")
        return " ".join(words if self._label in ("GPE", "LOC") else sorted(words))

    def _known(self, name: str) -> Words | None:
        """Return the usual name by the tables, except where a body's name also tells the country: *Kenya Red Cross*."""
        words = self._main_words(name)
        same = _aliases().get((self._label, words))
        if same and self._label == "ORG" and words[-len(same) :] == same and self._is_place(words[: -len(same)]):
            return None
        return same

    def _main_words(self, name: str) -> Words:
        if name not in self._plain:
            self._plain[name] = main_words(name)
        return self._plain[name]

    def _is_short(self, name: str, words: Words, long: Long) -> bool:
        """Tell whether a name is no known one by itself, or one that the longer only tells the country of."""
        fact = self._facts.fact(name)
        if (fact and fact.label != self._label) or (self._label == "PRODUCT" and words in self._shared):
            return False
        if (self._label, words) not in _aliases():
            return True
        owner = long.words[: -len(words)]
        if self._label == "GPE":
            return " " not in name
        return long.words[-len(words) :] == words and self._is_place(owner)

    def _is_place(self, words: Words) -> bool:
        fact = self._facts.fact(" ".join(words).title())
        return fact is not None and fact.label in ("GPE", "NORP")


def _spellings(name: str) -> list[str]:
    """Return what a name of one long word shares some of with its misspellings."""
    return sorted(shortened_by_one(folded(name)), key=len, reverse=True) if name.isalpha() and len(name) > 6 else []


def main_words(name: str) -> Words:
    """Return a name's main words, folded, spelt the American way, countries in full, without *Inc.* and the like."""
    undotted = _DOTTED.sub(lambda match: match[0].replace(".", ""), straight(name))
    expanded = " ".join(_COUNTRIES.get(word, word) for word in undotted.split())
    plain = _STORM.sub("", folded(expanded).replace("isation", "ization"))
    words = [_AMERICAN.get(word, word) for word in _WORD.findall(plain) if word not in _INNER]
    while len(words) > 1 and words[-1] in _TAILS:
        words.pop()
    return tuple(words) or (plain,)


def _short_forms(name: str, words: Words, label: EntityLabel) -> Iterator[Words]:
    """Yield what a name may be shortened to: its first, its last words, or the one that *of* or *for* follows.

    What follows *of* or precedes a comma is another name, except one word: *Board of the Lund Bank*, *College of Lund*.
    """
    size = min(len(words), _LONGEST)
    if label == "LOC":
        yield from (words[:1],) if size > 1 and words[0] not in _COMPASS else ()
        return
    if label == "GPE":
        yield from (words[-1:], words[-2:]) if "republic" in words[:-1] else ()
        return
    if label == "PRODUCT":
        yield from (words[start:] for start in range(1, size))
        return
    others = {main_words(name[of.end() :]) for of in _OF.finditer(name)} | {main_words(name.partition(",")[0])}
    for length in range(1, size):
        yield from (part for part in (words[:length], words[-length:]) if length == 1 or part not in others)
    head = _HEAD.match(folded(name))
    if head and size > 1:
        yield (head[1],)


@cache
def _aliases() -> Mapping[tuple[str, Words], Words]:
    table: dict[tuple[str, Words], Words] = {}
    for line in resource_lines("aliases.tsv"):
        label, names = line.split("\t")
        usual, *others = names.split("|")
        for name in (usual, *others):
            table[label, main_words(name)] = main_words(usual)
    for name, fact in gazetteer().facts.items():
        table.setdefault((fact.label, main_words(name)), main_words(fact.canonical))
    return table
