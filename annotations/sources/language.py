"""A guess at a text's language, by its script and its most frequent words: enough to tell English from the rest."""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

_SAMPLE = 20_000
"""Characters looked at."""
_FEWEST_WORDS = 20
"""Below this, function words decide nothing."""
_FEWEST_MARKS = 5
_LEAD = 2
"""How many times more function words another language must have than English."""

_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "en": "the of and to in that is was for it with as on be at by have from they this which or are not had",
            "de": "der die das und ist nicht ein eine den von zu mit sich des dem auf für im als auch wird dass",
            "fr": "le la les des est une dans que qui pour pas sur au plus avec par sont du et ce il aux cette",
            "es": "el la los las de que y en un una por con para del se es su al como más pero fue",
            "it": "il di che è la per un una non sono del con della si le gli da nel dei alla anche ha",
            "pt": "o de que e do da em um uma para com não os as dos no na mais foi ao pelo são",
            "nl": "de het een en van dat die niet zijn op voor met aan er door maar ook naar bij wordt uit",
            "sv": "och att det som en på är av för med den till inte har ett om men var jag från",
            "da": "og at det som en på er af for med den til ikke har et om men var der fra de",
            "nb": "og at det som en på er av for med den til ikke har et om men var fra seg ble",
            "pl": "w i na z że się nie do jest to po od za przez jak ale dla o oraz który było",
            "cs": "a se v na že je to s do z o pro by jako ale za podle jsou byl který od",
            "ro": "și de în la a cu pe care nu că un o din pentru este mai sau au fost prin",
            "hu": "a az és hogy nem is egy ez van volt meg de csak mint már ki azt lesz vagy",
            "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne ama kadar sonra var değil",
            "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan ke oleh juga adalah telah",
            "fi": "ja on että ei se oli hän mutta myös kun ovat joka mukaan sen tai vuoden kuin",
        }.items()
    }
)
_SCRIPTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "uk": re.compile(r"[іїєґІЇЄҐ]"),
        "ru": re.compile(r"[\u0400-\u04ff]"),
        "el": re.compile(r"[\u0370-\u03ff]"),
        "he": re.compile(r"[\u0590-\u05ff]"),
        "ar": re.compile(r"[\u0600-\u06ff]"),
        "hi": re.compile(r"[\u0900-\u097f]"),
        "th": re.compile(r"[\u0e00-\u0e7f]"),
        "ko": re.compile(r"[\uac00-\ud7af]"),
        "ja": re.compile(r"[\u3040-\u30ff]"),
        "zh": re.compile(r"[\u4e00-\u9fff]"),
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **{"ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish"},
        **{"fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian"},
        **{"it": "Italian", "ja": "Japanese", "ko": "Korean", "nb": "Norwegian", "nl": "Dutch", "pl": "Polish"},
        **{"pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish"},
        **{"uk": "Ukrainian", "zh": "Chinese"},
    }
)


def language_of(text: str, declared: str | None = None) -> str:
    """Return the language of a text as an ISO 639-1 code.

    English unless the text plainly is something else: `declared`, what its carrier says, is believed only where the
    text does not speak against it. The words are the most frequent of each language.
    """
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if foreign := _by_script(sample, letters):
        return foreign
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS:
        return "en"
    counts = _marks(words)
    named = (declared or "").lower().replace("_", "-").partition("-")[0]
    best = named if named in counts and counts[named] == max(counts.values()) else max(counts, key=counts.__getitem__)
    is_foreign = counts[best] >= _FEWEST_MARKS and counts[best] >= _LEAD * counts["en"]
    return best if is_foreign else "en"


def foreign_language(code: str | None) -> str | None:
    """Return the English name of an article's language, its code where we know none; None for English."""
    return None if (code or "en").lower().startswith("en") else _NAMES.get(code or "", code)


def _by_script(sample: str, letters: int) -> str | None:
    found = {language: len(pattern.findall(sample)) for language, pattern in _SCRIPTS.items()}
    if 2 * sum(count for language, count in found.items() if language != "uk") <= letters or not letters:
        return None
    if found["uk"] * 50 > found["ru"]:
        return "uk"
    if found["ja"] * 10 > found["zh"]:
        return "ja"
    return max(found, key=found.__getitem__)


def _marks(words: list[str]) -> dict[str, int]:
    counted = Counter(words)
    return {language: sum(counted[word] for word in marks) for language, marks in _FUNCTION_WORDS.items()}
