"""Dates and times as newspapers of many countries write them.

Patterns of a period or a duration are for a text without values (`numbers`), those of a day for the text itself.
"""

from annotations.analysis.numbers import NUMBER, TO

MONTH_NAME = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{MONTH_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_SURE_MONTH = "January|February|April|June|July|August|September|October|November|December"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)\d\d"
_YEARS = rf"{YEAR}(?:[-–/](?:{YEAR}|\d\d)\b)?"
_WHEN = r"(?:(?:early|late|mid|earlier|later)[- ])"
_THIS = r"(?:[Tt]his|[Ll]ast|[Nn]ext)"
_PERIOD = (
    r"(?:day|week|weekend|fortnight|month|year|decade|century|quarter|season|spring|summer|autumn|fall|winter|semester)"
)
_PERIODS = r"(?:days?|weeks?|weekends?|fortnights?|months?|years?|decades?|centur(?:y|ies)|seasons?|quarters?)"
_SOME = rf"(?:{NUMBER}|an?|several|few|a few|many|recent|past|(?:a )?couple of|dozens of|decades of|half an?)"
_DAYPART = r"(?:morning|afternoon|evening|night)"
_NAME = r"[A-Z][\w’'-]+"
_AGAIN = r"(?: ago| earlier| later)?"
ORDINAL_WORD = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_FISCAL = rf"(?:FY ?(?:{_YEARS}|\d\d(?:[-–/]\d\d)?)|(?:[Ff]iscal|[Ff]inancial)(?: year)? {_YEARS})"
_PART = r"(?:(?:first|second|third|fourth|final|last) (?:quarter|half)|Q[1-4])"
_ZONE = (
    r"(?:,? ?(?:\(?(?:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]T|C[SD]T|M[SD]T|IST|PKT|JST|KST|AE[SD]T|AWST|NZ[SD]T|SGT|HKT|"
    r"[EWC]AT|SAST|MSK)(?:[+-]\d+)?\)?|(?:Eastern|Pacific|Central)(?: Standard| Daylight)?(?: [Tt]ime)?)(?!\w))?"
)
_HOLIDAY = (
    r"(?:Independence|Memorial|Labou?r|Election|Boxing|Veterans|Remembrance|Armistice|Inauguration|Australia|Canada|"
    r"A[Nn][Zz][Aa][Cc]|Waitangi|Columbus|Republic|Victory|Liberation|Heritage|Thanksgiving|Christmas|Ascension|"
    r"(?:New Year|Valentine|Mother|Father|Presidents?|All Saints?|St\.? (?:Patrick|Andrew|George|David))['’]s?) "
    r"(?:Day|Eve)|Good Friday|Ash Wednesday|Palm Sunday|Holy Week|Easter (?:Sunday|Monday|weekend)|Thanksgiving|"
    r"Juneteenth|Fourth of July|(?:Lunar |Chinese )?New Year(?:['’]s)?(?! (?:message|address|speech|resolution))"
)
"""Days with a date in their name; feasts such as *Diwali* are events in one text and dates in another."""

PERIODS = (
    rf"\b(?:next|last|past|coming|previous|following|recent)(?: (?:{NUMBER}|few|several|couple of))? {_PERIODS}\b",
    rf"\b(?:{_SOME} )(?:and a half )?{_PERIODS} (?:ago|earlier(?! than)|later(?! than)|old|of age)\b",
    rf"(?<![$€£.,\w]){NUMBER}(?:{TO}{NUMBER})?(?: and a half)? (?:days|weeks|months|years|decades|centuries)\b"
    r"(?:(?:,| and) 0++ (?:months?|weeks?|days?)\b)?",
    r"(?<!\w)0+(?:-and-a-half)?-(?:day|week|month|year|decade)s?(?:-olds?)?\b",
)
IN_MONTHS = (
    rf"\b{_WHEN}?{_MONTH} {_DAY}(?:{TO}(?:{_MONTH} )?{_DAY}\b(?! ?%))?(?:,? {YEAR})?\b",
    rf"\b{_WHEN}?{_DAY}(?:{TO}{_DAY})?(?: of)? (?:{MONTH_NAME})(?:,? {YEAR}|,? {_THIS} year)?\b",
    rf"\b{_DAY} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?:,? {YEAR})?",
    rf"\b{_DAY}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(?:{YEAR}|\d\d)\b",
    rf"\b{_WHEN}?{_MONTH}(?: of)?,? {YEAR}\b",
    rf"\b(?:{_WHEN}|{_THIS} )?(?:{_SURE_MONTH})(?: {_THIS} year)?\b",
    rf"\b(?:{_WHEN}|{_THIS} )(?:March|May)\b|(?<=[Ii]n )(?:March|May)\b(?! \d)|(?<=[Ss]ince )(?:March|May)\b(?! \d)",
)
WEEKDAYS = (
    rf"\b(?:{_WHEN}(?:{_THIS} )?|{_THIS} )?{_WEEKDAY}"
    rf"(?:(?:,? {_DAY}(?: of)? (?:{MONTH_NAME})|,? {_MONTH} {_DAY})(?:,? {YEAR})?)?\b",
    rf"\b{_WEEKDAY}s\b",
)
NUMERIC_DAYS = (
    r"\b(?:3[01]|[12]\d|0?[1-9])([/.])(?:1[0-2]|0?[1-9])\1(?:20)?\d\d\b",
    r"\b(?:19|20)\d\d-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])\b",
)
RELATIVE = (
    rf"\b{_WHEN}?{_THIS} {_PERIOD}\b",
    rf"\b{_WHEN}?(?:yesterday|today|tomorrow)\b",
)
ERAS = (
    r"\b(?:(?:early|late|mid)[- ])?(?:the )?(?:1[5-9]|20)?\d0s\b",
    rf"\b(?:(?:early|late|mid)[- ])?(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})[ -]century\b",
)
PARTS = (
    rf"\b{_PART}(?: of)? (?:the )?(?:{_FISCAL}|{_YEARS}|{_THIS} year|year|month)\b",
    r"\b(?:(?:first|second|third|fourth) quarter|Q[1-4])\b(?! ?\d)",
    rf"\b{_FISCAL}",
)
YEARS = (
    rf"(?<=\b(?:[Ii]n|[Bb]y|of) )(?:(?:early|late|mid)[- ])?{YEAR}"
    r"(?![\d,.%]\d|\w| (?:\w+met|miles|feet|people|acres|hectares|tonn?|kilo))",
    rf"(?<=\b(?:[Ss]ince|[Uu]ntil) ){YEAR}(?![\d,.%]\d|\w)",
    rf"(?<=\b[Ff]rom ){YEAR}(?= to | until |-|–)|(?<=\b[Dd]uring ){YEAR}(?![\d,.%]\d|\w)",
    rf"\b{YEAR}(?: to |–|-){YEAR}\b|\b{YEAR}[-–/]\d\d\b(?![-–/]\d)",
)
AGES = (
    r"(?<=\b[Aa]ged )\d{1,3}\b|(?<=\bage of )(?:\d{1,3}|[a-z]+teen|ten|twelve|twenty|thirty)\b",
    r"(?<=\bages of )\d{1,3}\b",
    r"\bage \d{1,3}\b",
)
AGES_OF_NAMED = (
    r"\b(?:[Hh]e|[Ss]he) was (?P<found>\d{2,3})(?=[,.;](?!\d)| and | when )",
    rf"\b{_NAME} {_NAME}, (?P<found>\d{{1,2}})(?=[,;)]|\.(?:\s|$))",
)
HOLIDAYS = (rf"\b(?:{_HOLIDAY})\b",)
DURATIONS = (
    rf"(?<![$€£.,\w]){NUMBER}(?:{TO}{NUMBER})?(?: and a half)? (?:hours|minutes|seconds){_AGAIN}\b",
    rf"(?<!0 )\b(?:an|0+|half an|several|a few) (?:hours?|minutes?){_AGAIN}\b",
    r"(?<!\w)0+-(?:hour|minute|second)\b",
)
CLOCK = (
    rf"(?<![\w.,:$€£-])(?:\d{{1,2}}(?:[:.]\d\d)?(?:\s?[-–]\s?\d{{1,2}}(?:[:.]\d\d)?)? ?[ap]\.?m\b\.?{_ZONE}|"
    rf"\d{{1,2}}:\d\d(?::\d\d)?\b(?: ?(?:hrs|hours))?{_ZONE}|"
    r"\d{3,4} ?(?:GMT|UTC|hrs|IST|E[SD]T|BST|CET|hours)\b(?: GMT| UTC)?)",
)
DAY_PARTS = (
    rf"\b[\w-]+ o[’']clock{_ZONE}",
    rf"(?<=day ){_DAYPART}\b|\b(?:this {_DAYPART}|last night|tonight|overnight|midnight|midday|noon)\b|"
    r"\b(?:(?:morning|evening) )?rush hour\b",
)
TEMPORAL = (
    rf"\d|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|[a-z]+t(?:een|y)|{MONTH_NAME}|{ORDINAL_WORD})\b|"
    r"day|night|morning|evening|noon|week|month|year|decade|centur|hour|minute|second|season|spring|summer|autumn|winter|"
    r"fall\b|tomorrow|christmas|easter|ramadan|weekend|quarter|eve\b|era\b|age|past|recent|future|time|hanukkah|passover|"
    r"thanksgiving|halloween|eid\b|diwali|ago|dawn|dusk|sunset|sunrise|moment|period|early|late|term|semester|rush|"
    r"annual|daily)"
)
