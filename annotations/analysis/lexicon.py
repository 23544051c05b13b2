"""Word lists: the resources in which each line names a family and lists its words."""

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def resource_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a resource without comments and empty lines."""
    text = resources.files("annotations.analysis").joinpath("resources", name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_families(name: str) -> Mapping[str, frozenset[str]]:
    """Read a resource of `family: words` lines; a family may have several lines."""
    families: dict[str, set[str]] = {}
    for line in resource_lines(name):
        family, _, words = line.partition(":")
        families.setdefault(family, set()).update(words.split())
    return {family: frozenset(words) for family, words in families.items()}
