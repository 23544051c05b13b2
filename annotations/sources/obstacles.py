"""What stands between a reader and an article: told from the page, so that nobody takes it for the article."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree, html

from annotations.sources.metadata import Metadata

_STUB = 250
"""Words below which an article that has to be paid for is taken for its beginning."""
_SHORT = 120
"""Words below which a page may be something else than an article."""
_NOTHING = 12
_SEEN = 20_000
"""Characters of a page that are looked at."""

_CONSENT = re.compile(
    r"(?i)before you continue|accept all|reject all|manage (?:my )?(?:choices|options|preferences)|legitimate interest"
    r"|we (?:and our partners )?(?:use|store)[^.]{0,60} cookies|your privacy|consent"
)
_FEWEST_CONSENT = 3
_WORDS_OF_CONSENT = 40
"""Words per word about consent, at most, in a text that asks for it; articles about cookies have more."""
_ROBOT = re.compile(
    r"(?i)verify (?:that )?you(?: are|['’]re) (?:a )?human|are you a robot|not a robot|unusual traffic|access denied"
    r"|checking your browser|pardon our interruption|request blocked|just a moment"
)
_LOGIN = re.compile(r"(?i)\b(?:log|sign) ?in\b|forgot(?:ten)? (?:your )?password")
_SCRIPT = re.compile(r"(?i)enable javascript|javascript (?:is )?(?:disabled|required|to run)|requires javascript")
_PAYWALL = re.compile(
    r"(?i)subscribe (?:now )?to (?:continue|keep|read|unlock)|to (?:continue|keep) reading|subscribers? only"
    r"|already (?:a )?subscri(?:ber|bed)"
    r"|(?:article|story|content) is (?:only )?(?:available )?(?:for|to) (?:paid |our )?(?:subscribers|members)"
    r"|unlock (?:this|the) (?:article|story)|to read the (?:full|rest)|free articles? (?:left|remaining|this month)"
)


class Obstacle(NamedTuple):
    """What is in the way, what to do about it, and whether nothing of the article can be read."""

    message: str
    hint: str
    is_fatal: bool = True


@dataclass(frozen=True)
class Signs:
    """What of a page tells of obstacles, taken before its main text is looked for."""

    text: str
    """The words shown, with the title and what is said to browsers without scripts."""
    has_password_field: bool

    @classmethod
    def of(cls, tree: html.HtmlElement) -> "Signs":
        """Return the signs of a page."""
        return cls(_shown(tree), any((field.get("type") or "").lower() == "password" for field in tree.iter("input")))

    def obstacle(self, main: str, metadata: Metadata) -> Obstacle | None:
        """Return what stands between the reader and the article, of which the words `main` were found."""
        words = len(main.split())
        return self._instead(main, words) or self._before(words, metadata)

    def _instead(self, main: str, words: int) -> Obstacle | None:
        """Look for something else in the article's place: it is what most of the words are about, or all there is."""
        seen = main if words >= _NOTHING else self.text
        hint = "Open it in a browser, save the page there, and read the file."
        if words < _SHORT and self.has_password_field and _LOGIN.search(seen):
            return Obstacle("a login page, not the article.", hint)
        consent = len(_CONSENT.findall(seen))
        if consent >= _FEWEST_CONSENT and words <= _WORDS_OF_CONSENT * consent:
            return Obstacle("a page that asks for consent to cookies, not the article.", hint)
        if words < _SHORT and _ROBOT.search(seen):
            return Obstacle("the site asks whether you are a robot, or refuses.", hint)
        return None

    def _before(self, words: int, metadata: Metadata) -> Obstacle | None:
        """Look for what keeps the article, or its rest, from being shown."""
        is_walled = words < _STUB and _PAYWALL.search(self.text) is not None
        if is_walled or (words < _SHORT and not metadata.is_free):
            hint = "Save the whole article in a browser that is logged in, and read the file."
            return Obstacle("only the beginning; the rest is for subscribers.", hint, is_fatal=words < _NOTHING)
        if words >= _NOTHING:
            return None
        if _SCRIPT.search(self.text):
            return Obstacle("the page shows its text only with JavaScript.", "Save it in a browser, and read the file.")
        return Obstacle("no article found on this page.", "Copy its text and use: newsmark clipboard")


def _shown(tree: html.HtmlElement) -> str:
    parts: list[str] = []
    length = 0
    for element in tree.iter(etree.Element):
        for text in (None if element.tag in {"script", "style", "template"} else element.text, element.tail):
            if text and (words := text.strip()):
                parts.append(words)
                length += len(words)
        if length > _SEEN:
            break
    return " ".join(parts)
