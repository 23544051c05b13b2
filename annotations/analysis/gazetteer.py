"""Facts about well-known names: what they are and what else they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class Fact:
    """What a name stands for."""

    label: EntityLabel
    canonical: str
    """The name under which all names of the same thing are counted."""
    certain: bool
    """Whether the name hardly ever stands for something else."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All facts by name, with straight apostrophes; titles (casefolded) and given names of people."""

    facts: Mapping[str, Fact]
    titles: frozenset[str]
    given_names: frozenset[str]
    other_words: frozenset[str]
    """What is written like a name but is none, casefolded."""

    def fact(self, name: str) -> Fact | None:
        """Return what is known of a name, whatever its apostrophes, or None."""
        return self.facts.get(straight(name))


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
        given_names=frozenset(name for line in _lines("given_names.txt") for name in line.split()),
        other_words=frozenset(_lines("other_words.txt")),
    )


def _row_facts(cells: list[str], labels: tuple[EntityLabel, ...]) -> Iterator[tuple[str, Fact]]:
    heads: dict[EntityLabel, str] = {}
    for cell, label in zip(cells, labels, strict=False):
        for entry in filter(None, cell.split("|")):
            name = straight(entry.removeprefix("?"))
            yield name, Fact(label, heads.setdefault(label, name), certain=not entry.startswith("?"))


def _lines(file: str) -> Iterator[str]:
    """Yield the entries of a resource; lines that begin with # are comments, a leading ? marks an uncertain name."""
    text = files("annotations.analysis").joinpath("resources", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
