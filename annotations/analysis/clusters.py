"""Mentions of the same thing together: one entity with its fullest name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from annotations.analysis.acronyms import introduced
from annotations.analysis.canonical import canonical_name
from annotations.analysis.designations import Designations
from annotations.analysis.gazetteer import Gazetteer, straight
from annotations.analysis.mentions import NUMERIC, Mention
from annotations.analysis.persons import Persons
from annotations.models import Entity, EntityCluster, EntityLabel
from annotations.occurrences import Numbering
from annotations.text import detection_id


def cluster(
    text: str, mentions: Iterable[Mention], facts: Gazetteer, numbering: Numbering
) -> tuple[tuple[Entity, ...], tuple[EntityCluster, ...]]:
    """Return the mentions as entities and the clusters they belong to, `e1` first mentioned first."""
    ordered = sorted(mentions)
    numbers: dict[tuple[EntityLabel, str], str] = {}
    members: defaultdict[str, list[Mention]] = defaultdict(list)
    entities = []
    for mention, key in zip(ordered, _keys(text, ordered, facts), strict=True):
        identifier = numbers.setdefault((mention.label, key), f"e{len(numbers) + 1}")
        members[identifier].append(mention)
        exact = text[mention.start : mention.end]
        entities.append(
            Entity(
                id=detection_id("n", exact, numbering.of(exact, mention.start)),
                start=mention.start,
                end=mention.end,
                text=exact,
                label=mention.label,
                entity=identifier,
            )
        )
    index = tuple(
        EntityCluster(id=identifier, name=canonical_name(text, group, facts), label=group[0].label, mentions=len(group))
        for identifier, group in members.items()
    )
    return tuple(entities), index


def _keys(text: str, mentions: list[Mention], facts: Gazetteer) -> Iterator[str]:
    """Yield for each mention what stands for the thing named, among those of its label."""
    names: defaultdict[EntityLabel, list[str]] = defaultdict(list)
    for mention in mentions:
        names[mention.label].append(straight(text[mention.start : mention.end]))
    acronyms = dict(introduced(text, [mention for mention in mentions if mention.is_name]))
    persons = Persons(text, names["PERSON"])
    others = {
        label: Designations(label, dict.fromkeys(called), acronyms, facts)
        for label, called in names.items()
        if label != "PERSON" and label not in NUMERIC
    }
    for mention in mentions:
        name = straight(text[mention.start : mention.end])
        if mention.label == "PERSON":
            yield persons.key(name, mention.start)
        elif mention.is_name:
            yield others[mention.label].key(name, mention.start)
        else:
            yield name.casefold()
