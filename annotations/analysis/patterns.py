"""What is regular in dates, times, money, percentages, quantities and plain numbers, as regular expressions."""

import re
from collections.abc import Iterator
from functools import cache

from annotations.analysis.mentions import Mention, without_overlaps
from annotations.models import EntityLabel

_UNITS_WORD = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_WORD_NUMBER = (
    rf"(?i:(?:one|{_UNITS_WORD})(?:-(?:one|{_UNITS_WORD}))?(?:(?: and a half)? {_SCALE})*|(?:a|one) {_SCALE})"
)
_NUMBER = rf"(?:(?:{_DIGITS})(?: ?{_SCALE}| ?(?:bn|tn|m|k)\b)?|{_WORD_NUMBER})"
_TO = r"(?:\s?[-–—]\s?| to | and | or )"
_SOME = rf"(?:{_NUMBER}|one|an?|several|few|a few|many|recent|past|couple of|dozens of|decades of)"
_MONTH_NAME = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_ABBREVIATION = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_MONTH = rf"(?:{_MONTH_NAME}|{_MONTH_ABBREVIATION})"
_SURE_MONTH = "January|February|April|June|July|August|September|October|November|December"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WHEN = r"(?:(?:early|late|mid|earlier|later)[- ])"
_THIS = r"(?:[Tt]his|[Ll]ast|[Nn]ext)"
_PERIOD = r"(?:day|week|weekend|fortnight|month|year|decade|century|quarter|season|spring|summer|autumn|winter)"
_PERIODS = r"(?:days?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies))"
_CURRENCY_SIGN = r"(?:(?:US|AU|CA|CDN|NZ|HK|A|C|R|S)?\$|[€£¥₹₽₩₪₴])"
_CURRENCY = (
    r"(?:(?:US|U\.S\.|American|Canadian|Australian) )?(?:dollars?|euros?|pounds sterling|yen|yuan|renminbi|rupees?|"
    r"roubles?|rubles?|pesos?|francs?|kronor|kroner|krona|krone|hryvnias?|shekels?|cents|USD|EUR|GBP)"
)
_UNIT = (
    r"(?:(?:square|cubic) )?(?:kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|miles?|feet|"
    r"foot|inch(?:es)?|yards?|acres?|hectares?|kilograms?|kilos?|grams?|tonnes?|tons?|lit(?:er|re)s?|gallons?|barrels?|"
    r"kilowatts?|megawatts?|gigawatts?|nautical miles?|light[- ]years?|degrees(?: (?:Celsius|Fahrenheit))?)"
    r"(?: (?:per|an) hour)?|km/h|mph|km²?|kg|cm|mm|°[CF]|MW|GW|kWh"
)
_ZONE = r"(?: ?(?:GMT|UTC|BST|CET|EST|EDT|PST|PDT|ET)\b)?"
_CLOCK = rf"\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b\.?{_ZONE}|\d{{1,2}}:\d\d(?::\d\d)?\b{_ZONE}"
_DAYPART = r"(?:morning|afternoon|evening|night)"
_NAME = r"[A-Z][\w’'-]+"
_HOLIDAY = (
    r"(?:Independence|Memorial|Labou?r|Election|Boxing|Veterans|Remembrance|Armistice|Inauguration|Australia|Canada|"
    r"Bastille|Thanksgiving|Christmas|(?:New Year|Valentine|Mother|Father|St\.? Patrick)['’]s) (?:Day|Eve)|"
    r"Good Friday|Easter (?:Sunday|Monday)|Thanksgiving|Hanukkah|Passover|Yom Kippur|Eid al-(?:Fitr|Adha)|Nowruz|Diwali"
)
_ORDINAL_WORD = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)

_YEAR_BEFORE = re.compile(rf"\b{_YEAR} $")
_YEAR_AFTER = re.compile(rf" {_YEAR}\b(?! ?(?:{_UNIT}))")
_TEMPORAL = re.compile(
    rf"\d|(?i:\b(?:one|{_UNITS_WORD}|{_MONTH_NAME}|{_ORDINAL_WORD})\b|day|night|morning|evening|noon|week|month|year|"
    rf"decade|centur|hour|minute|second|season|spring|summer|autumn|winter|fall\b|tomorrow|christmas|easter|ramadan|"
    rf"weekend|quarter|eve\b|era\b|age|past|recent|future|time|hanukkah|passover|thanksgiving|halloween|eid\b|diwali|"
    rf"ago|dawn|dusk|sunset|sunrise|moment|period|early|late|term|semester|rush)"
)

_AGAIN = r"(?: ago| earlier| later)?"
_SOURCES: tuple[tuple[EntityLabel, str], ...] = (
    ("MONEY", rf"{_CURRENCY_SIGN} ?{_NUMBER}(?:{_TO}{_CURRENCY_SIGN}? ?{_NUMBER}(?! ?%| percent| per cent))?"),
    ("MONEY", rf"\b{_NUMBER}(?: to {_NUMBER})? {_CURRENCY}\b"),
    ("PERCENT", rf"\b{_NUMBER}(?:{_TO}{_NUMBER})? ?(?:%|per ?cent\b|percentage points?\b)"),
    ("QUANTITY", rf"\b(?:minus )?{_NUMBER}(?:{_TO}{_NUMBER})?[ -]?(?:{_UNIT})(?![\w/])"),
    ("DATE", rf"\b{_WHEN}?{_MONTH} {_DAY_NUMBER}(?:{_TO}{_DAY_NUMBER})?(?:,? {_YEAR})?\b"),
    ("DATE", rf"\b{_WHEN}?{_DAY_NUMBER}(?: of)? (?:{_MONTH_NAME})(?:,? {_YEAR})?\b"),
    ("DATE", rf"\b{_WHEN}?{_MONTH}(?: of)?,? {_YEAR}\b"),
    ("DATE", rf"\b(?:{_WHEN}|{_THIS} )?(?:{_SURE_MONTH})\b"),
    ("DATE", rf"\b(?:{_WHEN}|{_THIS} )(?:March|May)\b|(?<=[Ii]n )(?:March|May)\b(?! \d)"),
    ("DATE", rf"\b(?:{_WHEN}(?:{_THIS} )?|{_THIS} )?{_WEEKDAY}(?:,? {_MONTH} {_DAY_NUMBER}(?:,? {_YEAR})?)?\b"),
    ("DATE", rf"\b{_WHEN}?{_THIS} {_PERIOD}\b"),
    (
        "DATE",
        rf"\b(?:next|last|past|coming|previous|following|recent)(?: (?:{_NUMBER}|few|several|couple of))? {_PERIODS}\b",
    ),
    ("DATE", rf"\b{_WHEN}?(?:yesterday|today|tomorrow)\b"),
    ("DATE", rf"\b(?:{_SOME} )(?:and a half )?{_PERIODS} (?:ago|earlier|later|old)\b"),
    ("DATE", rf"\b{_NUMBER}(?:{_TO}{_NUMBER})? (?:days|weeks|months|years|decades|centuries)\b"),
    ("DATE", rf"\b(?:{_DIGITS}|one|{_UNITS_WORD})-(?:day|week|month|year|decade)s?(?:-old)?\b"),
    ("DATE", r"\b(?:(?:early|late|mid)[- ])?(?:the )?(?:1[5-9]|20)?\d0s\b"),
    ("DATE", rf"\b(?:(?:early|late|mid)[- ])?(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_WORD}) century\b"),
    ("DATE", rf"(?<=\b(?:[Ii]n|[Bb]y|of) )(?:(?:early|late|mid)[- ])?{_YEAR}(?![\d,.%]\d|\w| {_UNIT})"),
    ("DATE", rf"(?<=\b(?:[Ss]ince|[Uu]ntil) ){_YEAR}(?![\d,.%]\d|\w)"),
    ("DATE", rf"\b{_YEAR}(?: to |–|-){_YEAR}\b"),
    ("DATE", r"(?<=\baged )\d{1,3}\b|(?<=\bage of )\d{1,3}\b"),
    ("DATE", rf"\b{_NAME} {_NAME}, (\d{{1,2}})(?=[,;)]|\.(?:\s|$))"),
    ("DATE", rf"\b(?:{_HOLIDAY})\b"),
    ("TIME", rf"\b(?:{_CLOCK})"),
    ("TIME", rf"(?<=day ){_DAYPART}\b|\b(?:this {_DAYPART}|last night|tonight|overnight)\b"),
    ("TIME", rf"\b{_NUMBER}(?:{_TO}{_NUMBER})? (?:hours|minutes|seconds){_AGAIN}\b"),
    ("TIME", rf"\b(?:an|one|half an|several|a few) (?:hours?|minutes?){_AGAIN}\b"),
    ("TIME", rf"\b(?:{_DIGITS}|one|{_UNITS_WORD})-(?:hour|minute|second)\b"),
    ("ORDINAL", rf"\b(?:\d+(?:st|nd|rd|th)|{_ORDINAL_WORD}|First|Second|Third|Fourth|Fifth)\b"),
    (
        "CARDINAL",
        rf"(?<![\w.,$€£/:#-])(?!(?i:one)\b(?! {_SCALE}))(?:{_DIGITS}(?: {_SCALE})?|{_WORD_NUMBER})(?![\w%/-]|[.,:]\d)",
    ),
)


@cache
def _compiled() -> tuple[tuple[EntityLabel, re.Pattern[str]], ...]:
    return tuple((label, re.compile(source)) for label, source in _SOURCES)


def expressions(text: str) -> list[Mention]:
    """Return dates, times, amounts and numbers in text order, none overlapping: the longest, then the first kind."""
    return without_overlaps(*_layers(text))


def tells_time(words: str) -> bool:
    """Tell whether a supposed date or time has a digit or a word of time in it."""
    return _TEMPORAL.search(words) is not None


def with_year(text: str, mention: Mention) -> Mention:
    """Return an event or a law together with the year that its name carries, any other mention as it is."""
    if mention.label not in ("EVENT", "LAW"):
        return mention
    before = _YEAR_BEFORE.search(text, max(0, mention.start - 6), mention.start)
    after = _YEAR_AFTER.match(text, mention.end)
    start = before.start() if before and mention.label == "EVENT" else mention.start
    return Mention(start, after.end() if after else mention.end, mention.label)


def _layers(text: str) -> Iterator[list[Mention]]:
    for label, pattern in _compiled():
        group = pattern.groups  # a pattern with context puts what it finds in a group
        yield [Mention(match.start(group), match.end(group), label) for match in pattern.finditer(text)]
