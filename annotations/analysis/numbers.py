"""Numbers in figures and words, and the amounts made of them, as newspapers of many countries write them.

The patterns are for a text without values, in which every number is as many zeros as it has characters: so they need
not know how numbers are written, and what they find stands at the same offsets in the text itself.
"""

import re

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)"
_NUMBER = re.compile(
    rf"\d+(?:,\d{{2,3}})*(?:\.\d+)?(?:[ -]?{_SCALE}s?\b(?: {_SCALE}\b)?|(?:bn|tn|mn|mln|bln)\b| (?:bn|tn)\b)?"
    rf"|\b(?:{_SMALL})(?:-(?:{_SMALL}))?(?: and a half)?(?: {_SCALE}| hundred and (?:{_SMALL})(?:-(?:{_SMALL}))?)*\b"
    rf"|\b(?:a|half a|a quarter of a) (?:{_SCALE}|dozen)\b",
    re.IGNORECASE,
)

NUMBER = "0++"
TO = r"(?:[-–]| – | to | and | or )"
_RANGE = rf"{NUMBER}(?:{TO}{NUMBER})?"
_ALONE = r"(?<![\w.,$€£-])"
_AMOUNT = rf"(?:{NUMBER}(?: 000)*(?:[ -]?(?:million|m|k)\b)?)"

_SIGN = (
    r"(?:(?:US|U\.S\.|AU|A|CA?|CDN|NZ|HK|S|NT|R|N|J|Z|TT|FJ|BZ?|EC|RD|G|Bds)?\$|(?:E|LE|SY|IR)?£|GH[₵¢]|"
    r"[€¥₹₦₱฿₫₴₽₪₩₡₵₺₸₮₲৳₭])"
)
_CODE = (
    r"(?:Rs\.?|Re\.?|INR|PKR|NPR|LKR|K[Ss]hs?\.?|KES|[UT]?Shs?\.?|UGX|TZS|NGN|GHS|GH[Cc]|ZAR|ZMW|BWP|RM|MYR|SGD|Rp\.?|IDR|"
    r"THB|P[Hh][Pp]|VND|AED|D[Hh]s?\.?|SAR|SR|QR|QAR|BD|KD|KWD|BHD|OMR|RO|EGP|LE|JOD|JD|LBP|TL|TRY|CHF|SFr|EUR|USD|GBP|"
    r"AUD|CAD|NZD|JPY|CNY|RMB|HKD|TWD|KRW|SEK|NOK|DKK|PLN|CZK|HUF|RON|UAH|RUB|MXN|BRL|CLP|COP|ARS|PEN|UYU|ETB|XAF|XOF|"
    r"F?CFA|MAD|DZD|TND|BND|BDT|Tk\.?|MUR|MVR|Bs\.?|S/\.?|B/\.)"
)
_NATION = r"(?:(?:US|U\.S\.|Hong Kong|New Zealand|Swiss|Czech|[A-Z][a-z]+(?:an|ish|ese|i)) )"
_UNIT_OF_MONEY = (
    r"(?:dollars?|euros?|pounds sterling|yen|yuan|renminbi|rupees?|rupiah|ringgit|baht|roubles?|rubles?|pesos?|francs?|"
    r"CFA francs?|kronor|kroner|krona|krone|hryvnias?|shekels?|cents?|pence|shillings?|naira|cedis?|rand|kwacha|pula|"
    r"birr|taka|kyats?|dong|reais|bol[ií]vianos?|guaran[ií](?:es|s)?|lempiras?|quetzal(?:es)?|c[óo]rdobas?|colon(?:es)?|"
    r"bol[ií]var(?:es)?|gourdes?|dirhams?|riyals?|rials?|dinars?|lira|liras|leva|zlotys?|forints?|korunas?|tenge|"
    r"tugriks?|rufiyaa|dalasi|ariary|meticais|USD|EUR|GBP|AED|INR)"
)
CURRENCY_SIGNS = tuple("$£₵¢€¥₹₦₱฿₫₴₽₪₩₡₺₸₮₲৳₭")
"""One of these stands in every amount of `SIGNED_MONEY`."""
SIGNED_MONEY = (
    rf"(?<=between ){_SIGN} ?{_AMOUNT} and {_SIGN}? ?{_AMOUNT}",
    rf"{_SIGN} ?-?{_AMOUNT}(?:\s?[-–—]\s?{_SIGN}? ?{_AMOUNT}|"
    rf" (?:to|and|or) {NUMBER}(?! ?%| ?per ?cent| [a-z]*(?:years?|months?|days?|weeks?|people)\b))?",
)
MONEY = (
    rf"(?<![\w.,/-]){_CODE} ?-?{_AMOUNT}(?:\s?[-–]\s?{NUMBER})?",
    r"(?<![\w.,/$-])[NRKP](?:0{3,}|0+(?: 000)+|0+[ -]?(?:million|m))\b",
    rf"{_ALONE}{NUMBER}(?: 000)*(?:(?: to |[-–]){NUMBER})?[ -]{_NATION}?{_UNIT_OF_MONEY}\b",
    rf"{_ALONE}{NUMBER} {_NATION}(?:pounds?|won|soles)\b",
    rf"\b(?:(?:hundreds|tens|dozens) of )?(?:thousands|[mbtr]+illions|lakhs|crores) of {_NATION}?{_UNIT_OF_MONEY}\b",
)
PERCENT = (
    rf"{_ALONE}{_RANGE}[ -]?(?:%|per[ -]?cent\b|pc\b|(?:percentage|basis) points?\b)",
    r"\b(?:half an?|a) (?:percentage point|per ?cent)\b",
)
UNIT = (
    r"(?:(?:square|cubic|sq\.?|cu\.?|nautical|metric) )?(?:(?:kilo|centi|milli)?met(?:er|re)s?|kms?|miles?|feet|foot|"
    r"ft|inch(?:es)?|yards?|acres?|hectares?|kilos?|kgs?|(?:kilo|milli)?grams?|mg|tonnes?|tons?|"
    r"quintals?|(?:milli)?lit(?:er|re)s?|ml|gallons?|barrels?|bushels?|ounces?|lbs?|knots|"
    r"(?:kilo|mega|giga|tera)?watts?(?:[ -]hours?)?|"
    r"(?:kilo|mega|giga|tera)bytes?|light[- ]years?|degrees(?: (?:Celsius|Fahrenheit|centigrade))?|km/h|kmph|kph|mph|"
    r"mm|cm|k?m[²³]|°[CF]|ºC|[MGTk]Wh?|[MGT]B|Mbps|bpd|m)(?: of oil)?(?: (?:per|an?) (?:hour|day|second|hectare|acre))?"
)
QUANTITY = (rf"{_ALONE}(?:minus |-)?(?:{_RANGE}|{NUMBER} or more)[ -]?(?:{UNIT})(?![\w/²])",)
CARDINAL = (r"(?<![\w.,$€£/:#-])0+(?![\w%/-]|[.,:]\d)",)


def without_values(text: str) -> str:
    """Return the text with every number as zeros, all other characters where they were."""
    return _NUMBER.sub(lambda number: "0" * len(number[0]), text)
