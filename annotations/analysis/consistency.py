"""One name, one label in an article: what all mentions of a name tell together decides each of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from annotations.analysis.acronyms import introduced
from annotations.analysis.evidence import kind_of, looks_personal, votes
from annotations.analysis.gazetteer import Gazetteer, gazetteer, is_shouted, straight
from annotations.analysis.mentions import Mention, without_overlaps
from annotations.analysis.names import NameIndex
from annotations.analysis.patterns import with_year
from annotations.analysis.trimming import title_before
from annotations.models import EntityLabel

SURNAME_WEIGHT = 2.0
"""What a full name elsewhere adds for a surname that is also something else, such as a city."""
FOUND_SHARE = 0.5
"""A single word is looked for elsewhere only if the model marked at least this share of its occurrences."""

Tally = dict[EntityLabel, float]
"""The weight of what speaks for each label."""
Labels = Mapping[str, EntityLabel]
Range = tuple[int, int]

_BY_CONTEXT: tuple[frozenset[EntityLabel], ...] = (frozenset({"ORG", "FAC"}), frozenset({"NORP", "LANGUAGE"}))
"""Pairs of labels between which one name alternates: the White House is a building and an institution."""
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV)$")
_LANGUAGE_BEFORE = re.compile(r"\b(?:[Ii]n|into|speaks?|spoke|spoken|speaking|fluent|learn|learning|teach|taught) $")
_LANGUAGE_AFTER = re.compile(r"[.,;:!?)”\"\n]|$| (?:and|or|language|translation)\b")
_CAPITAL_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)[ -]$")
_CAPITAL_AFTER = re.compile(r"[ -](?:of |and |& )?([A-Z][a-z])\w*")


def consistent(text: str, ranges: Sequence[Range], mentions: Sequence[Mention], facts: Gazetteer) -> list[Mention]:
    """Return the mentions with one label per name, and with those that were missed in the ranges of the text."""
    labels = _decide(text, mentions, facts)
    relabelled = [with_year(text, _relabelled(text, mention, labels, facts)) for mention in mentions]
    return without_overlaps(relabelled, _missed(text, ranges, relabelled, labels, facts))


def surname(name: str) -> str:
    """Return the last word of a person's name, without *Jr.* and the like."""
    return _SUFFIX.sub("", name).split(" ")[-1]


def _decide(text: str, mentions: Sequence[Mention], facts: Gazetteer) -> dict[str, EntityLabel]:
    tallies: defaultdict[str, Tally] = defaultdict(dict)
    for mention in mentions:
        if mention.is_name:
            name = straight(text[mention.start : mention.end])
            for label, weight in votes(text, mention, facts):
                tallies[name][label] = tallies[name].get(label, 0) + weight
    labels = {name: _decided(name, tally, facts) for name, tally in tallies.items()}
    labels.update(_people(tallies, labels, facts))
    labels.update({name: labels.get(name.title(), labels[name]) for name in labels if is_shouted(name)})
    for short, long in introduced(text, [mention for mention in mentions if mention.is_name]):
        fact = facts.fact(short)
        if fact is None or not fact.certain:
            labels[short] = labels[long]
    return labels


def _decided(name: str, tally: Tally, facts: Gazetteer) -> EntityLabel:
    fact = facts.fact(name)
    if fact and fact.certain:
        return fact.label
    return _heaviest(tally)


def _heaviest(tally: Tally) -> EntityLabel:
    return max(tally, key=lambda label: tally[label])


def _people(tallies: Mapping[str, Tally], labels: Labels, facts: Gazetteer) -> Iterator[tuple[str, EntityLabel]]:
    """Yield the names that full names and surnames together show to be persons'."""
    for full in sorted(tallies):
        last = surname(full)
        if not looks_personal(full) or kind_of(full) or facts.fact(full) or last == full:
            continue
        alone = tallies.get(last, {})
        pooled = {label: tallies[full].get(label, 0) + alone.get(label, 0) for label in (*tallies[full], *alone)}
        if labels[full] == "PERSON" or _heaviest(pooled) == "PERSON":
            yield full, "PERSON"
            if f"{last}s" in tallies and facts.fact(f"{last}s") is None:
                yield f"{last}s", "PERSON"
            fact = facts.fact(last)
            if fact is None or (
                not fact.certain and alone.get("PERSON", 0) + SURNAME_WEIGHT > alone.get(fact.label, 0)
            ):
                yield last, "PERSON"


def _relabelled(text: str, mention: Mention, labels: Labels, facts: Gazetteer) -> Mention:
    if not mention.is_name:
        return mention
    name = straight(text[mention.start : mention.end])
    label = labels[name]
    fact = facts.fact(name)
    if fact and fact.label == "NORP" and _is_language(text, mention):
        return Mention(mention.start, mention.end, "LANGUAGE")
    if (
        any({label, mention.label} <= pair for pair in _BY_CONTEXT)
        and not (fact and fact.label == "ORG")
        and not kind_of(name)
    ):
        return mention
    if label == "PERSON" and name in facts.facts and text.endswith(("the ", "The "), 0, mention.start):
        return mention
    return Mention(mention.start, mention.end, label)


def _is_language(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 20) : mention.start]
    return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(text, mention.end))


def _missed(
    text: str, ranges: Sequence[Range], mentions: Sequence[Mention], labels: Labels, facts: Gazetteer
) -> Iterator[Mention]:
    covered = {position for mention in mentions for position in range(mention.start, mention.end)}
    known = dict(_worth_looking_for(text, ranges, mentions, labels))
    pieces = {position for mention in mentions for position in (mention.start, mention.end)}
    for index in (NameIndex(known), _certain_names()):
        for start, end in _occurrences(index, text, ranges):
            name = straight(text[start:end])
            free = not covered & {start, end - 1} and _stands_alone(text, start, end, covered, facts)
            if free or (_is_fixed(name, facts) and _holds_pieces(start, end, covered, pieces)):
                yield Mention(start, end, known[name] if name in known else facts.facts[name].label)


def _is_fixed(name: str, facts: Gazetteer) -> bool:
    return " " in name and not name.rpartition(" ")[2][0].islower() and name in facts.facts


def _holds_pieces(start: int, end: int, covered: set[int], pieces: set[int]) -> bool:
    """Tell whether all mentions that a longer name overlaps lie within it."""
    return (start - 1 not in covered or start in pieces) and (end not in covered or end in pieces)


def _worth_looking_for(
    text: str, ranges: Sequence[Range], mentions: Sequence[Mention], labels: Labels
) -> Iterator[tuple[str, EntityLabel]]:
    marked = Counter(straight(text[mention.start : mention.end]) for mention in mentions)
    single = NameIndex(name for name in labels if " " not in name)
    occurring = Counter(straight(text[start:end]) for start, end in _occurrences(single, text, ranges))
    for name, label in labels.items():
        if not name[0].isupper() or len(name) < 2:
            continue
        if " " in name or label == "PERSON" or marked[name] >= FOUND_SHARE * occurring[name]:
            yield name, label
            if " " in name and name.upper() in text:
                yield name.upper(), label


def _occurrences(index: NameIndex, text: str, ranges: Sequence[Range]) -> Iterator[Range]:
    for start, end in ranges:
        for found in index.find(text[start:end]):
            yield start + found[0], start + found[1]


def _stands_alone(text: str, start: int, end: int, covered: set[int], facts: Gazetteer) -> bool:
    """Tell whether a name is not a part of a longer one that nobody knows."""
    before = _CAPITAL_BEFORE.search(text[max(0, start - 30) : start])
    if (
        before
        and before[1][0].isupper()
        and start - 2 not in covered
        and not before[1].endswith(("'s", "’s"))
        and not facts.fact(before[1])
        and not title_before(text, start, facts)
        and not _begins_sentence(text, start - len(before[0]))
    ):
        return False
    after = _CAPITAL_AFTER.match(text, end)
    return not after or after.end(1) - 1 in covered or after[0][1:] in facts.given_names


def _begins_sentence(text: str, start: int) -> bool:
    return text[max(0, start - 10) : start].rstrip(" “\"‘'(")[-1:] in ("", ".", "!", "?", ":", "\n")


@cache
def _certain_names() -> NameIndex:
    return NameIndex(name for name, fact in gazetteer().facts.items() if fact.certain)
