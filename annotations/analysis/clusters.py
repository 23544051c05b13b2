"""Mentions of the same thing together: one entity with its fullest name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from annotations.analysis.consistency import acronym_after, surname
from annotations.analysis.gazetteer import Gazetteer, straight
from annotations.analysis.mentions import Mention
from annotations.models import Entity, EntityCluster
from annotations.text import Occurrences, detection_id

_SHORTENED = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
"""Labels whose names are shortened to their first or last words: *Port Authority*, *Supreme Court*."""
_INITIAL = re.compile(r"\b\w\.\s?|\s\([^)]*\)")


def cluster(
    text: str, mentions: Iterable[Mention], facts: Gazetteer, occurrences: Occurrences
) -> tuple[tuple[Entity, ...], tuple[EntityCluster, ...]]:
    """Return the mentions as entities and the clusters they belong to, `e1` first mentioned first."""
    ordered = sorted(mentions)
    keys = _keys(text, ordered, facts)
    numbers: dict[tuple[str, str], str] = {}
    members: defaultdict[str, list[Mention]] = defaultdict(list)
    entities = []
    for mention, key in zip(ordered, keys, strict=True):
        identifier = numbers.setdefault(key, f"e{len(numbers) + 1}")
        members[identifier].append(mention)
        exact = text[mention.start : mention.end]
        entities.append(
            Entity(
                id=detection_id("n", exact, occurrences.of(exact, mention.start)),
                start=mention.start,
                end=mention.end,
                text=exact,
                label=mention.label,
                entity=identifier,
            )
        )
    index = tuple(
        EntityCluster(id=identifier, name=_fullest(text, group), label=group[0].label, mentions=len(group))
        for identifier, group in members.items()
    )
    return tuple(entities), index


def _keys(text: str, mentions: list[Mention], facts: Gazetteer) -> list[tuple[str, str]]:
    """Return for each mention its label and the name under which it is counted."""
    acronyms = _acronyms(text, mentions)
    names = {label: Counter[str]() for label in {mention.label for mention in mentions}}
    for mention in mentions:
        names[mention.label][straight(text[mention.start : mention.end])] += 1
    resolvers = {"PERSON": _Persons(names.get("PERSON", Counter()))}
    keys: list[tuple[str, str]] = []
    for mention in mentions:
        name = straight(text[mention.start : mention.end])
        if mention.label in resolvers:
            keys.append((mention.label, resolvers[mention.label].key(name)))
        else:
            keys.append((mention.label, _key(name, mention, names[mention.label], acronyms, facts)))
    return keys


def _key(name: str, mention: Mention, names: Iterable[str], acronyms: dict[str, str], facts: Gazetteer) -> str:
    name = acronyms.get(name, name)
    fact = facts.fact(name)
    if fact and fact.label == mention.label:
        return fact.canonical.casefold()
    if mention.label == "NORP":
        return name.casefold().removesuffix("s")
    if mention.label in _SHORTENED:
        name = _lengthened(name, names)
    return name.casefold().replace(".", "") if mention.is_name else name.casefold()


def _lengthened(name: str, names: Iterable[str]) -> str:
    """Return the one longer name that begins or ends with this one, else the name itself."""
    longer = {other for other in names if other.startswith(f"{name} ") or other.endswith(f" {name}")}
    return longer.pop() if len(longer) == 1 else name


def _acronyms(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    found = {}
    for mention in mentions:
        acronym = acronym_after(text, mention) if mention.is_name else None
        if acronym:
            found[straight(text[slice(*acronym)])] = straight(text[mention.start : mention.end])
    return found


class _Persons:
    """Which full name a mention of a person belongs to, going through the mentions in text order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._recent: dict[str, str] = {}
        self._full: dict[str, str] = {}
        for name in names:
            if " " in name:
                for part in (surname(name), name.split(" ")[0]):
                    self._full.setdefault(part, self._plain(name))

    def key(self, name: str) -> str:
        """Return the full name, casefolded without initials; for a surname that of the person named last."""
        if " " not in name:
            return self._recent.get(name) or self._full.get(name) or name.casefold()
        plain = self._plain(name)
        for part in (surname(name), name.split(" ", maxsplit=1)[0]):
            self._recent[part] = plain
        return plain

    @staticmethod
    def _plain(name: str) -> str:
        words = _INITIAL.sub("", name).casefold().split()
        return " ".join(
            [words[0], words[-1]] if len(words) > 1 and words[-1] not in {"jr.", "jr", "sr.", "ii", "iii"} else words
        )


def _fullest(text: str, group: list[Mention]) -> str:
    forms = [text[mention.start : mention.end] for mention in group]
    return max(forms, key=len)
