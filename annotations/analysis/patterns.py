"""What is regular in dates, times, money, percentages, quantities and plain numbers, as regular expressions."""

import re
from collections.abc import Iterator
from functools import cache

from annotations.analysis.dates import (
    AGES,
    AGES_OF_NAMED,
    CLOCK,
    DAY_PARTS,
    DURATIONS,
    ERAS,
    HOLIDAYS,
    IN_MONTHS,
    NUMERIC_DAYS,
    ORDINAL_WORD,
    PARTS,
    PERIODS,
    RELATIVE,
    TEMPORAL,
    WEEKDAYS,
    YEAR,
    YEARS,
)
from annotations.analysis.mentions import Mention, without_overlaps
from annotations.analysis.numbers import (
    CARDINAL,
    CURRENCY_SIGNS,
    MONEY,
    PERCENT,
    QUANTITY,
    SIGNED_MONEY,
    UNIT,
    without_values,
)
from annotations.models import EntityLabel

_ORDINAL = (rf"\b(?:\d+(?:st|nd|rd|th)|{ORDINAL_WORD}|First|Second|Third|Fourth|Fifth)\b",)
_NUMBERED_ROAD = (r"\b(?:State Route|Route|Highway|Interstate|Motorway) [A-Z]?\d{1,3}\b",)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DIGITS = tuple("0123456789")
_CENTURIES = ("15", "16", "17", "18", "19", "20")
_SOURCES: tuple[tuple[EntityLabel, bool, tuple[str, ...], tuple[str, ...]], ...] = (
    ("MONEY", True, CURRENCY_SIGNS, SIGNED_MONEY),
    ("MONEY", True, ("0", "s of "), MONEY),
    ("PERCENT", True, ("0", "a per", "an per"), PERCENT),
    ("QUANTITY", True, ("0",), QUANTITY),
    ("DATE", False, _MONTHS, IN_MONTHS),
    ("DATE", False, ("day",), WEEKDAYS),
    ("DATE", False, _CENTURIES, NUMERIC_DAYS + YEARS),
    ("DATE", False, ("his ", "ast ", "ext ", "today", "tomorrow", "yesterday"), RELATIVE),
    ("DATE", False, ("0s", "century"), ERAS),
    ("DATE", False, ("quarter", "half", "Q1", "Q2", "Q3", "Q4", "FY", "iscal", "inancial"), PARTS),
    ("DATE", False, ("age", "Age"), AGES),
    ("DATE", False, _DIGITS, AGES_OF_NAMED),
    ("DATE", False, (" Day", " Eve", "day", "Easter", "Holy", "Juneteenth", "New Year", "Fourth", "Thanks"), HOLIDAYS),
    ("DATE", True, ("day", "week", "fortnight", "month", "year", "decade", "centur", "season", "quarter"), PERIODS),
    ("TIME", False, _DIGITS, CLOCK),
    ("TIME", False, ("noon", "night", "morning", "evening", "midday", "rush", "clock"), DAY_PARTS),
    ("TIME", True, ("hour", "minute", "second"), DURATIONS),
    ("FAC", False, ("Route ", "Highway ", "Interstate ", "Motorway "), _NUMBERED_ROAD),
    ("ORDINAL", False, (), _ORDINAL),
    ("CARDINAL", True, ("0",), CARDINAL),
)
"""Labels, whether the patterns are for a text without values, of what a text that they match has something, patterns.

Looking for a few letters first is what makes a paragraph without dates cheap.
"""
_YEAR_BEFORE = re.compile(rf"(?<![a-z] )\b{YEAR} $|(?<=the ){YEAR} $")
_YEAR_AFTER = re.compile(rf" {YEAR}\b(?! ?(?:{UNIT})\b)")
_TEMPORAL = re.compile(TEMPORAL)


@cache
def _compiled() -> tuple[tuple[EntityLabel, bool, tuple[str, ...], tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (label, by_form, needed, tuple(map(re.compile, sources))) for label, by_form, needed, sources in _SOURCES
    )


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
    forms = without_values(text)
    for label, by_form, needed, patterns in _compiled():
        words = forms if by_form else text
        if needed and not any(part in words for part in needed):
            continue
        for pattern in patterns:
            group = "found" if "found" in pattern.groupindex else 0  # a pattern with context names what it finds
            found = (match.span(group) for match in pattern.finditer(words))
            yield [Mention(start, end, label) for start, end in found if text[start:end].lower() != "one"]
