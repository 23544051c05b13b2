"""HTML text to a tree, whatever the text is: no network, no entities of its own, no depth that breaks a parser."""

import re

from lxml import etree, html

from annotations.encoding import decode

_DECLARED = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_PRESCANNED = 4096
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DAMAGE = 0.1
"""The share of the characters beyond ASCII that may be damaged in a page that is UTF-8 all the same."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*1?[0-9a-f]|0*(?:[12]?[0-9]|3[01]))(?:;|(?![0-9a-f]))", re.IGNORECASE
)
"""C0 controls, written out or as references, which no tree may hold."""
_TOO_DEEP = re.compile("excessive depth", re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)\b[^<>]*>")
_FLAT = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "p",
        "br",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
    ]
)


def decode_markup(data: bytes, charset: str | None = None) -> str:
    """Return the characters of a page; the charset that its carrier names goes before the one that itself names.

    A page that is UTF-8 but for a few bytes, as patched together pages are, is read as that.

    Raises:
        SourceError: the data are not text, or in no encoding that can be told.
    """
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if 0 < damaged <= _DAMAGE * len(_NOT_ASCII.findall(text)):
        return text
    start = data[:_PRESCANNED]
    found = _DECLARED.search(start) or _XML_DECLARED.match(start)
    return decode(data, charset or (found[1].decode("ascii") if found else None))


def parsed(text: str) -> html.HtmlElement | None:
    """Return the tree of an HTML text, None where nothing is in it.

    The parser gives up at 255 elements within each other; a text with more is read again without its wrappers.
    """
    tree, is_whole = _parsed(text)
    return tree if is_whole else _parsed(_TAG.sub(_flattened, text))[0]


def _parsed(text: str) -> tuple[html.HtmlElement | None, bool]:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(_CONTROL.sub(" ", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, True
    return tree, not any(_TOO_DEEP.search(entry.message) for entry in parser.error_log)


def _flattened(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name in _FLAT:
        return tag[0]
    return "" if name in _INLINE else "<p>"
