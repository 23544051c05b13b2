"""Bytes to characters: byte order mark, declared charset, UTF-8, then detection."""

import codecs
import re

from annotations.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PYTHON_ONLY = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python's own that no document declares."""

_SUPERSETS = {
    **{"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"},
    **{"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"},
}
"""What documents mean by a charset, as browsers do: the one with more characters (WHATWG Encoding Standard)."""

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Controls that text has no use for; of the C0 set, tab, line ends and ESC are not among them."""
_BINARY_SHARE = 0.05
"""Compressed data has 11 % of these controls, programs more, text none or a stray one."""
_SAMPLE = 1 << 16


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the characters of a text file; `declared` is the charset its carrier names, if any.

    What is UTF-8 beyond ASCII is that, whatever was declared: nothing else looks like it.

    Raises:
        SourceError: the data are not text, or in no encoding that can be told.
    """
    mark = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    readings = (_decoded(data, encoding) for encoding in ((mark,) if mark else _candidates(data, declared)) if encoding)
    text = next((reading for reading in readings if reading is not None), None)
    if text is None:
        _refuse_binary(data[:_SAMPLE].decode("latin-1"))
        if mark is not None:
            raise SourceError(f"damaged {mark.removesuffix('-sig').upper()} text.", "Save it again as UTF-8.")
        text = _detected(data)
    _refuse_binary(text[:_SAMPLE])
    return text


def _candidates(data: bytes, declared: str | None) -> tuple[str | None, ...]:
    return (declared, "utf-8") if data.isascii() else ("utf-8", declared)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        return None if name in _PYTHON_ONLY else data.decode(_SUPERSETS.get(name, name))
    except (LookupError, ValueError):
        return None


def _refuse_binary(sample: str) -> None:
    if sample.startswith("%PDF-"):
        raise SourceError("a PDF document, not a text file.", "Convert it to text first, for example with pdftotext.")
    if len(_BINARY.findall(sample)) > _BINARY_SHARE * len(sample):
        raise SourceError("binary data, not a text file.", "newsmark reads text, Markdown, HTML, PDF, EPUB and feeds.")


def _detected(data: bytes) -> str:
    """Return the most plausible reading; of several, Windows Western before the library's order by name."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, and costly at every start

    matches = from_bytes(data)
    best = next((match for match in matches if "cp1252" in match.could_be_from_charset), matches.best())
    if best is None:
        raise SourceError("the character encoding cannot be determined.", "Save it as UTF-8.")
    return str(best)
