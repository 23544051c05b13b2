"""Facts about well-known names: what they are and what else they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from annotations.models import EntityLabel

_TABLES: tuple[tuple[str, tuple[EntityLabel, ...]], ...] = (
    ("countries.tsv", ("GPE", "GPE", "NORP")),
    ("groups.txt", ("NORP",)),
    ("provinces.tsv", ("GPE", "GPE")),
    ("cities.txt", ("GPE",)),
    ("areas.txt", ("LOC",)),
    ("organisations.tsv", ("ORG", "ORG")),
)
"""The resource files, earlier ones first in a conflict, with the label of each column."""

_SHOUTED = 4


class Fact(NamedTuple):
    """What a name stands for."""

    label: EntityLabel
    canonical: str
    """The name under which all names of the same thing are counted."""
    certain: bool
    """Whether the name hardly ever stands for something else."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All facts by name, with straight apostrophes, and sets of words that tell what a name may be."""

    facts: Mapping[str, Fact]
    titles: frozenset[str]
    """What stands before a person's name and is no part of it, casefolded."""
    given_names: frozenset[str]
    ordinary_words: frozenset[str]
    """What is no name unless something else tells so, in lower case."""
    other_words: frozenset[str]
    """What is written like a name but is none, casefolded."""

    def fact(self, name: str) -> Fact | None:
        """Return what is known of a name, whatever its apostrophes and also in capitals, or None."""
        plain = straight(name)
        return self.facts.get(plain) or (self.facts.get(plain.title()) if is_shouted(plain) else None)


def is_shouted(name: str) -> bool:
    """Tell whether a name stands in capitals as headlines have them; shorter ones may be acronyms."""
    return len(name) >= _SHOUTED and name.isupper()


def straight(text: str) -> str:
    """Return the text with typographic apostrophes as straight ones; no offset changes."""
    return text.replace("’", "'")


@cache
def gazetteer() -> Gazetteer:
    """Read the facts that the package ships."""
    facts: dict[str, Fact] = {}
    for file, labels in _TABLES:
        for line in _lines(file):
            for name, fact in _row_facts(line.split("\t"), labels):
                facts.setdefault(name, fact)
    return Gazetteer(
        facts=facts,
        titles=frozenset(_lines("titles.txt")),
        given_names=_words("given_names.txt"),
        ordinary_words=_words("ordinary_words.txt"),
        other_words=frozenset(_lines("other_words.txt")),
    )


@cache
def surnames() -> frozenset[str]:
    """Read the family names that are no given names: features of the bundled pipeline, no evidence of the rules."""
    return _words("surnames.txt")


@cache
def towns() -> frozenset[str]:
    """Read the places that are not important enough to be facts: features of the bundled pipeline likewise."""
    return frozenset(_text("towns.txt").strip().split("\n"))


def _row_facts(cells: list[str], labels: tuple[EntityLabel, ...]) -> Iterator[tuple[str, Fact]]:
    heads: dict[EntityLabel, str] = {}
    for cell, label in zip(cells, labels, strict=False):
        for entry in filter(None, cell.split("|")):
            name = straight(entry.removeprefix("?"))
            yield name, Fact(label, heads.setdefault(label, name), certain=not entry.startswith("?"))


def _words(file: str) -> frozenset[str]:
    return frozenset(_text(file).split())


def _lines(file: str) -> Iterator[str]:
    """Yield the entries of a resource; a leading ? marks an uncertain name."""
    return (line for line in _text(file).split("\n") if line)


def _text(file: str) -> str:
    """Return a resource without the comment that it begins with."""
    text = files("annotations.analysis").joinpath("resources", file).read_text(encoding="utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text
