"""The model's mentions in one paragraph, made tight and cleared of its typical mistakes."""

import re
from collections.abc import Iterator
from typing import cast, get_args

from spacy.tokens import Span

from annotations.analysis.completion import PARTICLE, completed
from annotations.analysis.evidence import kind_of
from annotations.analysis.gazetteer import Gazetteer, straight
from annotations.analysis.mentions import NUMERIC, Mention
from annotations.analysis.parsed import Paragraph
from annotations.analysis.patterns import tells_time
from annotations.analysis.trimming import tightened
from annotations.models import EntityLabel

_LABELS = frozenset(get_args(EntityLabel))
_NOT_NAMES = frozenset(
    {"CC", "CD", "DT", "EX", "IN", "JJ", "JJR", "MD", "PRP", "RB", "TO", "UH", "VB", "VBD", "VBG", "VBN", "WP"}
)
"""Penn tags of words that are no names, although they begin a sentence in capitals."""
_OWNER = re.compile(r"['’]s ")
_CONNECTORS = (" of", " for", " and", " in", " on")
_WITHIN_PERSON = re.compile(rf"(?: {PARTICLE})*(?: |- ?)")
_DIASPORA = frozenset({"American", "Americans", "Canadian", "Canadians", "Australian", "Australians"})
"""The second half of one people's name: *Korean-American*; other pairs are two peoples."""
_STATE_UNIVERSITY = re.compile(
    r"University of (?:California|Colorado|Hawaii|Illinois|Maryland|Massachusetts|Michigan|Minnesota|Nebraska|"
    r"North Carolina|Tennessee|Texas|Wisconsin)$"
)
"""Universities whose campuses are named by their towns."""
_PROPER = frozenset({"PERSON", "GPE", "LOC"})
_PLAIN = frozenset({"PERSON", "GPE", "LOC", "FAC", "NORP", "ORG"})
"""Labels of names that are no ordinary words; *Nature* or *Constitution* may be a work or a law."""
_ON = re.compile(r" on (?=\S+ \d)|(?<=days|eeks|nths|ears) (?=(?:last|this|next) (?:week|month|year)$)")


def recognised(text: str, paragraph: Paragraph, facts: Gazetteer) -> Iterator[Mention]:
    """Yield the model's mentions in a paragraph of the article `text`, in text order, repaired."""
    for mention in _joined(text, paragraph, facts):
        for part in _parts(text, mention, facts):
            tight = tightened(text, part, facts)
            if tight and (tight.label not in ("DATE", "TIME") or tells_time(text[tight.start : tight.end])):
                yield tight


def _joined(text: str, paragraph: Paragraph, facts: Gazetteer) -> Iterator[Mention]:
    """Yield mentions made whole, with those that are parts of one name in one."""
    spans = [span for span in paragraph.doc.ents if span.label_ in _LABELS and not _is_no_name(span, facts)]
    last: Mention | None = None
    for index, span in enumerate(spans):
        start, end = paragraph.offsets(span)
        limit = paragraph.offsets(spans[index + 1])[0] if index + 1 < len(spans) else paragraph.end
        mention = Mention(start, end, cast(EntityLabel, span.label_))
        mention = completed(text, mention, (last.end if last else paragraph.start, limit), facts)
        label = _joint_label(text, last, mention, facts) if last else None
        if last and label:
            last = Mention(last.start, mention.end, label)
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


def _joint_label(text: str, left: Mention, right: Mention, facts: Gazetteer) -> EntityLabel | None:
    """Return the label of two mentions if they are one name, else None."""
    between = text[left.end : right.start]
    if between in (" v. ", " v ", " vs. ") and left.is_name and right.is_name:
        return "LAW"
    goes_on = right.label == "PERSON" or (between != " " and " " in text[left.start : left.end])
    if left.label == "PERSON" and right.is_name and goes_on and _WITHIN_PERSON.fullmatch(between):
        return "PERSON"
    if between in (", ", " at ") and right.label in _PROPER and _STATE_UNIVERSITY.match(text, left.start, left.end):
        return "ORG"
    if between != " " or not left.is_name or not right.is_name or facts.fact(text[left.start : left.end]):
        return None
    if left.label == "ORG" and text.endswith(_CONNECTORS, left.start, left.end):
        return "ORG"
    kind = kind_of(f"… {text[right.start : right.end]}")
    return kind if kind in ("ORG", "FAC", "LOC") and left.label != "NORP" else None


def _is_no_name(span: Span, facts: Gazetteer) -> bool:
    """Tell whether a supposed name is a title, a word known not to be a name, or by its tag an ordinary first word."""
    words = span.text
    plain = words.casefold()
    if plain in facts.titles or plain in facts.other_words:
        return True
    if len(span) > 1 or span.label_ in NUMERIC:
        return False
    if span.label_ in _PLAIN and words[1:].islower() and plain in facts.ordinary_words:
        return facts.fact(words) is None
    token = span[0]
    return token.tag_ in _NOT_NAMES and bool(token.is_sent_start) and facts.fact(words) is None


def _parts(text: str, mention: Mention, facts: Gazetteer) -> Iterator[Mention]:
    """Yield the units of a mention that runs over several, else the mention."""
    words = text[mention.start : mention.end]
    whole = (0, len(words), mention.label)
    for start, end, label in _units(words, mention.label, facts) or (whole,):
        yield Mention(mention.start + start, mention.start + end, label)


def _units(words: str, label: EntityLabel, facts: Gazetteer) -> tuple[tuple[int, int, EntityLabel], ...]:
    """Return start, end and label of its units: date and name, owner and owned, a pair, a people after a word."""
    size = len(words)
    if label == "DATE":
        return _date_units(words, facts)
    if label in NUMERIC or facts.fact(words):
        return ()
    owning = _OWNER.search(words)
    owner = facts.fact(words[: owning.start()]) if owning else None
    if owning and owner:
        return (0, owning.start(), owner.label), (owning.end(), size, label)
    first, _, second = words.partition("-")
    left, right = facts.fact(first), facts.fact(second)
    if left and right and not (left.label == "NORP" and second in _DIASPORA):
        return (0, len(first), left.label), (len(first) + 1, size, right.label)
    person = _person_after_fact(words, facts)
    if person:
        return (0, person - 1, facts.facts[straight(words[: person - 1])].label), (person, size, "PERSON")
    return _people_at_end(words, label, facts)


def _date_units(words: str, facts: Gazetteer) -> tuple[tuple[int, int, EntityLabel], ...]:
    comma = words.rfind(", ")
    place = facts.fact(words[comma + 2 :]) if comma > 0 else None
    if place:
        return (0, comma, "DATE"), (comma + 2, len(words), place.label)
    on = _ON.search(words)
    return ((0, on.start(), "DATE"), (on.end(), len(words), "DATE")) if on else ()


def _people_at_end(words: str, label: EntityLabel, facts: Gazetteer) -> tuple[tuple[int, int, EntityLabel], ...]:
    last = words.rpartition(" ")[2]
    people = facts.fact(last)
    if label in _PROPER and people and people.label == "NORP":
        return ((len(words) - len(last), len(words), "NORP"),)
    return ()


def _person_after_fact(words: str, facts: Gazetteer) -> int | None:
    """Return where a person's name begins that follows a known name: *House of Commons [Ana Perl]*."""
    for space in re.finditer(" ", words):
        fact, rest = facts.fact(words[: space.start()]), words[space.end() :].split(" ")
        if fact and fact.certain and fact.label in ("ORG", "GPE") and len(rest) > 1 and rest[0] in facts.given_names:
            return space.end()
    return None
