"""Whole names: the parts that the model tends to leave outside a name that it found a piece of."""

import re

from annotations.analysis.evidence import kind_of
from annotations.analysis.gazetteer import Gazetteer
from annotations.analysis.mentions import Mention
from annotations.analysis.trimming import COMPOUND_TAILS
from annotations.models import EntityLabel

_WORD = r"[A-ZÀ-Þ][\w-]*(?:[’'](?!s\b)\w+)*"
PARTICLE = (
    r"(?:bin|bint|ibn|ben|van|von|der|den|ter|de|da|do|dos|das|del|della|di|du|la|le|ka|al|el|ul|ur|"
    r"Bin|Van|Von|De|Da|Dos|Del|Di|La|Le|Al|El|Ould|Abu|Abdul)"
)
_REST_OF_PERSON = re.compile(rf"(?: {PARTICLE}(?: (?:la|las|los|der|den|al|Al))?(?: |- ?){_WORD})+")
_KOREAN_REST = re.compile(rf"-(?!(?:{COMPOUND_TAILS})\b)([a-z]+)\b")
_PARTY_WING = re.compile(r"-(?:[A-Z]|\d+)\b")
_MEMBERS_OF = re.compile(
    r"\b(?:Magistrate|Women|Children|People|King|Queen|Boys|Girls|Workers|Farmers|Teachers|Bishop|Men|"
    r"St\.? [A-Z]\w+)$"
)
_MEMBERS_REST = re.compile(rf"[’']s?(?: {_WORD}){{1,4}}")
_HONOURED_BEFORE = re.compile(
    r"\b(?:King|Queen|Prince|Princess|Sir|Saint|St\.?|President|General|Chief|Isla|Volcán|Parque) $"
)
_NATURE_BEFORE = re.compile(r"\b(?:Mt\.?|Mount|Lake|Cape|Isthmus of|Gulf of|Bay of|Isla|Playas?|R[ií]o) ?$")
_BEFORE = re.compile(rf"(?<![\w’'-])({_WORD}|[A-Z]\.(?:[A-Z]\.)*) $")
_INITIALS = re.compile(r"[A-Z]\.?(?:[A-Z]\.?){0,2}")
_RUN = re.compile(rf"(?: {_WORD}){{1,4}}")
_DANGLING = re.compile(r" (?:of|for|in|on|and|&|the|to|at|by|with|from|de|del)(?: the| la)?$")
_OF_HEAD = re.compile(
    r"\b(?:Ministry|Department|University|Bank|House|Institute|Bureau|Office|Court|College|Faculty|School|Academy|"
    r"Cent(?:er|re)|Committee|Commission|Council|Federation|Confederation|Association|Union|Organi[sz]ation|Panel|"
    r"Chamber|Board|Society|Agency|Authority|Party|Parliament|League|Foundation|Fund|Network|Alliance|Movement|Front|"
    r"Forum|Secretariat|Directorate|Division|Conference|Congress|Church|Republic|Embassy|Museum)$"
)
_OF_REST = re.compile(rf" (?:of|for|on|against) (?:the )?{_WORD}(?: {_WORD}){{0,3}}(?! ?’?'?s\b)")
_AND_HEAD = re.compile(
    r"\b(?:Ministry|Department|Institute|Faculty|School|Office|Cent(?:er|re)) (?:of|for) (?:\w+ )*\w+$"
)
_AND_REST = re.compile(rf"(?:, {_WORD})* (?:and|&) {_WORD}(?: {_WORD}){{0,2}}(?= [a-z]|[.,;:’'”\")]|$)")
_ORDINAL_BEFORE = re.compile(r"\b\d+(?:st|nd|rd|th) $")
_MAY_GROW: frozenset[EntityLabel] = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})


def completed(text: str, mention: Mention, room: tuple[int, int], facts: Gazetteer) -> Mention:
    """Return the mention with the rest of its name; `room` is the stretch of the article it may grow into."""
    if mention.label not in _MAY_GROW:
        return mention
    mention = _past_connector(text, mention, room[1])
    if mention.label == "PERSON":
        mention = _whole_person(text, mention, room, facts)
    mention = _up_to_kind(text, _second_syllable(text, mention, room[1], facts), room)
    if mention.label == "ORG":
        return _whole_organisation(text, mention, room, facts)
    nature = _NATURE_BEFORE.search(text, max(room[0], mention.start - 12), mention.start)
    if nature and not facts.fact(text[mention.start : mention.end]):
        return Mention(nature.start(), mention.end, "LOC")
    return mention


def _past_connector(text: str, mention: Mention, limit: int) -> Mention:
    rest = _RUN.match(text, mention.end, limit) if _DANGLING.search(text[mention.start : mention.end]) else None
    return Mention(mention.start, rest.end(), mention.label) if rest else mention


def _second_syllable(text: str, mention: Mention, limit: int, facts: Gazetteer) -> Mention:
    """Return the mention with the rest of a Korean or Chinese given name: *[Lai Ching]-te*."""
    rest = _KOREAN_REST.match(text, mention.end, limit) if " " in text[mention.start : mention.end] else None
    if not rest or rest[1] in facts.ordinary_words:
        return mention
    return Mention(mention.start, rest.end(), "PERSON")


def _whole_person(text: str, mention: Mention, room: tuple[int, int], facts: Gazetteer) -> Mention:
    start, end = mention.start, mention.end
    rest = _REST_OF_PERSON.match(text, end, room[1])
    if rest:
        end = rest.end()
    before = _BEFORE.search(text, max(room[0], start - 30), start)
    while before and _belongs_to_name(before, facts):
        start = before.start()
        before = _BEFORE.search(text, max(room[0], start - 30), start)
    return Mention(start, end, "PERSON")


def _belongs_to_name(before: re.Match[str], facts: Gazetteer) -> bool:
    word = before[1]
    if facts.fact(word) or word.casefold() in facts.titles:
        return False
    return word in facts.given_names or bool(_INITIALS.fullmatch(word) and word not in ("A", "I"))


def _up_to_kind(text: str, mention: Mention, room: tuple[int, int]) -> Mention:
    """Return the mention grown up to a word that tells its kind: *[Marino] National Park*."""
    members = _MEMBERS_OF.search(text[mention.start : mention.end])
    run = (_MEMBERS_REST if members else _RUN).match(text, mention.end, room[1])
    end = run.end() if run else mention.end
    last_word = max(text.rfind(" ", mention.start, mention.end), mention.start)
    while end > mention.end:
        kind = kind_of(f"… {text[last_word:end].lstrip()}")
        if kind in ("ORG", "FAC", "LOC"):
            honoured = _HONOURED_BEFORE.search(text, max(room[0], mention.start - 12), mention.start)
            return Mention(honoured.start() if honoured else mention.start, end, kind)
        end = text.rfind(" ", mention.end, end)
    return mention


def _whole_organisation(text: str, mention: Mention, room: tuple[int, int], facts: Gazetteer) -> Mention:
    start, end = mention.start, mention.end
    number = _ORDINAL_BEFORE.search(text, max(room[0], start - 8), start)
    if number:
        start = number.start()
    wing = _PARTY_WING.match(text, end, room[1])
    end = wing.end() if wing else end
    if _OF_HEAD.search(text[start:end]):
        rest = _OF_REST.match(text, end, room[1])
        end = rest.end() if rest else end
    if _AND_HEAD.search(text[start:end]):
        rest = _AND_REST.match(text, end, room[1])
        if rest and not facts.fact(rest[0].rpartition(" and ")[2]):
            end = rest.end()
    return Mention(start, end, "ORG")
