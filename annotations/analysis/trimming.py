"""Tight mentions: no determiner, title, possessive, quote mark, punctuation or hyphenated tail."""

import re

from annotations.analysis.gazetteer import Gazetteer
from annotations.analysis.mentions import Mention

_OUTER = re.compile(r"[\s|\"“”‘«»‹›„,;:!?…—–*-]")
_LEADING = re.compile(
    r"(?:the|an?|(?:this|that)(?= same)|its|his|her|their|our|my|your|some|about|around|nearly|almost|roughly|"
    r"approximately|"
    r"(?:more|less|fewer|greater) than|at (?:least|most)|up to|as many as|as much as|only|just|over|under)\s+",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:the|an?|its|his|her|their|our|my|your)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$|['’]$")
COMPOUND_TAILS = (
    "affiliated|aligned|allied|appointed|area|backed|based|born|bound|brokered|built|controlled|dominated|elect|era|flagged|"
    "friendly|funded|held|inspired|led|like|linked|made|majority|mediated|occupied|only|operated|oriented|owned|produced|"
    "registered|ruled|run|speaking|sponsored|style|supplied|supported|trained|wide"
)
"""What follows a name with a hyphen and is no part of it."""
_COMPOUND_TAIL = re.compile(r"[-–](?=[a-z])[a-z-]+$")
_PERSON_TAIL = re.compile(rf"[-–](?:{COMPOUND_TAILS})$")
_COMPOUND_HEAD = re.compile(
    r"^(?:pro|anti|non|ex|pre|post|mid|trans|inter|intra|all|self|cross)[-–](?=[A-Z])", re.IGNORECASE
)
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s.(])[A-Za-z]\.|(?i:\b(?:inc|corp|co|ltd|jr|sr|st|bros|a\.m|p\.m|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ala|ariz|calif|colo|conn|del|fla|ill|ind|mass|mich|minn|nev|okla|"
    r"pa|tenn|tex|va|wash|wis)\.))$"
)
_POSTNOMINAL = re.compile(r",?\s(?:QC|KC|MP|MPs|MEP|MSP|PhD|Ph\.D\.|MD|M\.D\.|OBE|CBE|MBE|AM|AO)$")
_DANGLING = re.compile(r"(?: (?:of|for|in|on|and|&|the|to|at|by|with|from))+$|(?: of)? (?:Prime|Vice|Deputy)$")
_ROLE_AFTER = re.compile(
    r"(?<! of)(?<! of the)(?<! for) (?:Spokes(?:man|woman|person)|MLAs?|MPs?|Chief|Chair(?:man|woman|person)?|"
    r"President|Minister|Secretary|Governor|Commissioner|CEO|Director|Ambassador|Mayor|Speaker|Leader|Commander|Major|Captain|"
    r"Coach|Sec)(?= |$).*"
)
_CLAUSE = re.compile(r",(?! ?(?:Jr|Sr|I{2,3})\b)|\)|\s\((?!.*\))| & ")
_MAX_TITLE_WORDS = 3
_MAY_TRAIL = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC"})


def tightened(text: str, mention: Mention, facts: Gazetteer) -> Mention | None:
    """Return the mention without what does not belong to it by the guidelines; None if no letter or digit is left."""
    start, end = mention.start, mention.end
    while True:
        before = start, end
        start, end = _without_outer_marks(text, start, end)
        start = _after_lead(text, start, end, mention)
        start, end = _without_affixes(text, start, end, mention)
        if mention.label == "PERSON":
            start, end = _without_titles(text, start, end, facts)
        if (start, end) == before:
            break
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return Mention(start, end, mention.label)


def title_before(text: str, start: int, facts: Gazetteer) -> bool:
    """Tell whether a person's title, such as *President* or *Mr.*, stands directly before `start`."""
    words = text[max(0, start - 40) : start].split()
    if not words or not text[start - 1 : start].isspace():
        return False
    return any(
        " ".join(words[-count:]).casefold() in facts.titles for count in range(1, min(len(words), _MAX_TITLE_WORDS) + 1)
    )


def _without_outer_marks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (_OUTER.match(text[start]) or text[start] in ")]}.%/&"):
        start += 1
    while start < end and (_OUTER.match(text[end - 1]) or text[end - 1] in "([{/&"):
        end -= 1
    while start < end and text[end - 1] == "." and not _ABBREVIATION.search(text[start:end]):
        end -= 1
    unopened = text.rfind(")", start, end)
    if unopened > start and "(" not in text[start:end] and unopened < end - 1:
        start = unopened + 1
    for opening, closing in ("()", "[]"):
        inner = text[start:end]
        if inner.startswith(opening) and closing not in inner[:-1]:
            start += 1
        elif inner.endswith(closing) and opening not in inner:
            end -= 1
    if start < end and text[start] in "'’" and not text[start + 1 : start + 2].isdigit():
        start += 1
    return start, end


def _after_lead(text: str, start: int, end: int, mention: Mention) -> int:
    lead = (_DETERMINER if mention.is_name else _LEADING).match(text, start, end)
    return lead.end() if lead and lead.end() < end else start


def _without_affixes(text: str, start: int, end: int, mention: Mention) -> tuple[int, int]:
    tail = _POSSESSIVE.search(text[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    if mention.is_name:
        end = _without_loose_end(text, start, end, mention)
        tail_pattern = _PERSON_TAIL if mention.label == "PERSON" else _COMPOUND_TAIL
        compound = tail_pattern.search(text[start:end])
        if compound and compound.start() > 0:
            end = start + compound.start()
        head = _COMPOUND_HEAD.match(text[start:end])
        if head:
            start += head.end()
    return start, end


def _without_loose_end(text: str, start: int, end: int, mention: Mention) -> int:
    """Return the end before a role or a connecting word: *Northern Bank [Spokesperson]*, *Council [of the]*."""
    for pattern in (_DANGLING, _ROLE_AFTER) if mention.label in _MAY_TRAIL else ():
        loose = pattern.search(text[start:end])
        if loose and loose.start() > 0 and (mention.label != "PERSON" or " " in text[start : start + loose.start()]):
            end = start + loose.start()
    return end


def _without_titles(text: str, start: int, end: int, facts: Gazetteer) -> tuple[int, int]:
    comma = _CLAUSE.search(text, start, end)
    if comma:
        end = comma.start()
    words = text[start:end].split(" ")
    for count in range(min(len(words) - 1, _MAX_TITLE_WORDS), 0, -1):
        title = " ".join(words[:count])
        if title.casefold() in facts.titles:
            start += len(title) + 1
            break
    else:
        if len(words) > 2 and words[0].casefold() in facts.ordinary_words:
            start += len(words[0]) + 1
    name = _POSTNOMINAL.search(text[start:end])
    return start, start + name.start() if name and name.start() > 0 else end
