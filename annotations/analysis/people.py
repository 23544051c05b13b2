"""Who is in the article: everybody and everything that a speaker's mention may stand for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Span, Token

from annotations.analysis.lexicon import word_families
from annotations.analysis.parsed import Paragraph
from annotations.analysis.scene import Scene
from annotations.analysis.syntax import SUBJECTS
from annotations.models import Entity, EntityCluster

DETERMINERS = frozenset({"the", "a", "an", "this", "these", "those", "that", "both"})
POSTMODIFIERS = frozenset({"flat", "nmod", "prep", "compound", "nummod", "acl"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
FULLEST = 14
"""How many words a name has at most that a bare noun may stand for."""
LOOK_BACK = 60
ROLE_REACH = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may be taken up again: a named entity or the noun phrase of a subject."""

    start: int
    end: int
    name: str
    entity: str | None
    label: str
    """Label of the entity, empty for a common noun."""
    sentence: int
    """Number of its sentence in the article."""
    paragraph: int
    subject: bool
    person: bool
    plural: bool
    gender: str
    """`m`, `f` or empty where nothing tells."""
    head: str
    """Lower-case head word."""
    speaks: bool
    """Somebody, or something that somebody speaks by: no name of a thing, no thing."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The article's candidates in text order, its entities, and what roles and genders the text gives to people."""

    entities: tuple[Entity, ...]
    entity_starts: tuple[int, ...]
    names: Mapping[str, str]
    """Cluster to its fullest name."""
    candidates: tuple[Candidate, ...] = ()
    starts: tuple[int, ...] = ()
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Cluster to the lower-case words of the titles and appositions beside its mentions."""
    genders: Mapping[str, str] = field(default_factory=dict)
    by_entity: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    """Cluster to its mentions in text order."""
    by_word: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    """Lower-case noun to the fuller phrases with it, in text order: those a bare noun may stand for."""

    def before(self, offset: int) -> tuple[Candidate, ...]:
        """Return the last candidates that end before an offset, nearest first."""
        last = bisect_left(self.starts, offset)
        return tuple(
            candidate
            for candidate in reversed(self.candidates[max(0, last - LOOK_BACK) : last])
            if candidate.end <= offset
        )

    def entities_in(self, start: int, end: int) -> tuple[Entity, ...]:
        """Return the entities that overlap a range."""
        first = max(0, bisect_right(self.entity_starts, start) - 1)
        last = bisect_left(self.entity_starts, end)
        return tuple(entity for entity in self.entities[first:last] if entity.end > start)


@cache
def person_nouns() -> Mapping[str, str]:
    """Read the nouns for people with the gender that they tell (`m`, `f` or empty)."""
    return _gendered("person_nouns.txt")


def is_person(word: str) -> bool:
    """Tell whether a lower-case noun, singular or plural, names people."""
    return word in person_nouns() or word.removesuffix("s") in person_nouns()


def collectives() -> frozenset[str]:
    """Return the singular nouns that "they" takes up."""
    return word_families("source_nouns.txt")["collectives"]


def tokens_of(paragraph: Paragraph, entity: Entity) -> Span | None:
    """Return an entity's tokens, None where it is not of this paragraph."""
    start, end = entity.start - paragraph.start, entity.end - paragraph.start
    return paragraph.doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None


@cache
def names_by_gender() -> Mapping[str, str]:
    """Read given names with their usual gender; names of both are left out."""
    return _gendered("names_by_gender.txt")


def _gendered(name: str) -> Mapping[str, str]:
    families = word_families(name)
    men, women = families["m"], families["f"]
    told = dict.fromkeys(men - women, "m") | dict.fromkeys(women - men, "f")
    return {word: told.get(word, "") for words in families.values() for word in words}


def cast(
    paragraphs: Sequence[Paragraph],
    scenes: Sequence[Scene],
    entities: Sequence[Entity],
    clusters: Sequence[EntityCluster],
) -> Cast:
    """Gather everybody and everything that may speak."""
    ordered = tuple(sorted(entities, key=lambda entity: entity.start))
    entity_starts = tuple(entity.start for entity in ordered)
    names = {cluster.id: cluster.name for cluster in clusters}
    named = Cast(entities=ordered, entity_starts=entity_starts, names=names)
    roles, genders = _traits(paragraphs, named)
    described = replace(named, roles=roles, genders=genders)
    candidates = tuple(
        sorted(_candidates(paragraphs, scenes, described), key=lambda candidate: (candidate.start, candidate.end))
    )
    return replace(
        described,
        candidates=candidates,
        starts=tuple(c.start for c in candidates),
        by_entity=_by_entity(candidates),
        by_word=_by_word(candidates),
    )


def _by_entity(candidates: Iterable[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    table: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.label:
            table.setdefault(candidate.entity or "", []).append(candidate)
    return {entity: tuple(mentions) for entity, mentions in table.items()}


def _by_word(candidates: Iterable[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    """Index phrases that hold a name by their head, and named entities that are no persons by all their words."""
    table: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        words = candidate.name.lower().split()
        named = candidate.entity is not None or any(
            word[0].isupper() and word.lower() not in POSSESSIVES for word in candidate.name.split()
        )
        if candidate.label == "PERSON" or not named or not 1 < len(words) <= FULLEST:
            continue
        for word in {candidate.head, *(words if candidate.entity is not None else ())}:
            table.setdefault(word, []).append(candidate)
    return {word: tuple(found) for word, found in table.items()}


def _traits(paragraphs: Sequence[Paragraph], people: Cast) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Collect titles and appositions beside each person, and the gender that they or the given name tell."""
    roles: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        for entity in people.entities_in(paragraph.start, paragraph.end):
            span = tokens_of(paragraph, entity)
            if entity.label == "PERSON" and span is not None:
                roles.setdefault(entity.entity, set()).update(_titles(paragraph, span.start, span.end))
    genders = {}
    for cluster, words in roles.items():
        told = {person_nouns().get(word, "") for word in words} - {""}
        given = people.names.get(cluster, "").lower().split(" ")[0]
        genders[cluster] = told.pop() if len(told) == 1 else names_by_gender().get(given, "")
    return {cluster: frozenset(words) for cluster, words in roles.items()}, genders


def _titles(paragraph: Paragraph, first: int, last: int) -> Iterator[str]:
    doc = paragraph.tokens
    for index in range(first - 1, max(-1, first - 1 - ROLE_REACH), -1):
        token = doc[index]
        if token.text in {",", ".", ";", ":", "”", '"'} or token.tag_.startswith(("VB", "MD", "PRP", "WP")):
            break
        yield token.lower_.rstrip(".")
    if last < len(doc) and doc[last].text in {",", "("}:
        for token in doc[last + 1 : last + 1 + ROLE_REACH]:
            if token.text in {",", ".", ";"} or token.tag_.startswith(("VBD", "VBZ", "MD", "W", "PRP")):
                break
            yield token.lower_
    if last + 1 < len(doc) and doc[last].lower_ in {"is", "was"} and doc[last + 1].lower_ in {"the", "a", "an"}:
        for token in doc[last + 2 : last + 2 + ROLE_REACH]:
            if token.text in {",", "."} or token.tag_.startswith(("VB", "W")):
                break
            yield token.lower_


def _candidates(paragraphs: Sequence[Paragraph], scenes: Sequence[Scene], people: Cast) -> Iterator[Candidate]:
    sentence = 0
    for number, (paragraph, view) in enumerate(zip(paragraphs, scenes, strict=True)):
        named: set[int] = set()
        for entity in people.entities_in(paragraph.start, paragraph.end):
            span = tokens_of(paragraph, entity)
            if span is None or entity.label not in {"PERSON", "ORG", "GPE", "NORP"}:
                continue
            named.update(range(span.start, span.end))
            if view.quoted_at[span.start] < 0:
                yield _named(entity, span.root, people, sentence + view.sentence_of[span.start], number)
        for token in paragraph.tokens:
            if (
                token.dep_ in SUBJECTS
                and token.tag_ in {"NN", "NNS", "CD"}
                and token.i not in named
                and view.quoted_at[token.i] < 0
            ):
                yield _common(paragraph, token, people, sentence + view.sentence_of[token.i], number)
        sentence += len(view.sentences)


def _named(entity: Entity, root: Token, people: Cast, sentence: int, paragraph: int) -> Candidate:
    leads = {"flat", "appos", "compound", "nmod"} if entity.label == "PERSON" else {"flat", "appos"}
    head = root
    while head.dep_ in leads and head.head.i < head.i + 6 and head.head != head and not _has_case(head):
        head = head.head
    return Candidate(
        entity.start,
        entity.end,
        people.names.get(entity.entity, entity.text),
        entity.entity,
        entity.label,
        sentence,
        paragraph,
        head.dep_ in SUBJECTS,
        entity.label == "PERSON",
        entity.label == "NORP",
        people.genders.get(entity.entity, ""),
        root.lower_,
        entity.label != "NORP" or root.dep_ not in {"amod", "compound"},
    )


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.children)


def _common(paragraph: Paragraph, token: Token, people: Cast, sentence: int, number: int) -> Candidate:
    first, last = phrase(token)
    start, end = paragraph.offsets(paragraph.doc[first:last])
    inside = [entity for entity in people.entities_in(start, end) if entity.label == "PERSON"]
    word = token.lower_
    words = {part.lower_.removesuffix("s") for part in paragraph.tokens[first:last]}
    return Candidate(
        start,
        end,
        undetermined(paragraph, first, last),
        inside[0].entity if inside and inside[0].end == end else None,
        "",
        sentence,
        number,
        True,
        bool(words & person_nouns().keys()) if token.tag_ == "CD" else is_person(word),
        token.tag_ == "NNS" or word in collectives(),
        person_nouns().get(word, ""),
        word,
        is_person(word) or any(word in nouns for nouns in word_families("source_nouns.txt").values()),
    )


def phrase(head: Token) -> tuple[int, int]:
    """Return the token range of a noun phrase without relative clauses, appositions and coordination."""
    last = head.i + 1
    for child in head.rights:
        clause = child.dep_ == "acl" and child.tag_ != "VBN"
        if child.dep_ not in POSTMODIFIERS or clause or child.left_edge.i != last or not child.left_edge.is_alpha:
            break
        last = child.i + 1 if child.dep_ in {"flat", "compound"} else _plain_end(child)
    first = min(head.left_edge.i, head.i)
    while first < head.i and (
        head.doc[first].tag_ in {"IN", "TO", ",", ":"} or head.doc[first].lower_ in {"according", "both", "either"}
    ):
        first += 1
    for token in head.doc[first : head.i]:
        if token.text in {",", "(", ")", "”", '"'} or token.tag_.startswith("V"):
            first = token.i + 1
    return first, last


def _plain_end(child: Token) -> int:
    """Return the end of a modifying phrase, cut before its first verb or comma."""
    end = child.right_edge.i + 1
    for token in child.doc[child.i + 1 : end]:
        if token.text in {",", "—", "–", "(", ":", "“", '"'} or token.tag_.startswith(("VB", "W")):
            return token.i
    return end


def undetermined(paragraph: Paragraph, first: int, last: int) -> str:
    """Return a noun phrase's words without leading determiner."""
    tokens = paragraph.tokens
    while first < last - 1 and (
        tokens[first].lower_ in DETERMINERS or tokens[first].tag_ == "CC" or not tokens[first].text[0].isalnum()
    ):
        first += 1
    return paragraph.text[tokens[first].idx : tokens[last - 1].idx + len(tokens[last - 1])]
