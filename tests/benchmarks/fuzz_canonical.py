"""Fuzz canonical text: idempotent, nothing in it that a terminal obeys, linear; `fuzzing` says how to run it.

python tests/benchmarks/fuzz_canonical.py SECONDS
"""

import re
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotations.blocks import blocks_of
from annotations.cleaning import clean_line, clean_lines
from annotations.encoding import decode
from annotations.errors import SourceError
from annotations.text import canonical
from tests.benchmarks.fuzzing import Choices, fuzz, within_time

PIECES = (
    *"aZé.!?:;,-–>#*•1)(\"'“”‘’«»@[]\\",
    *"\n\r\t \x00\x07\x08\x0b\x0c\x1b\x1c\x1e\x7f\x85\x90\x9b\x9c\x9d\xa0\xad",
    *"\u0301\u0316\u0344\u0f73\u0345\u3099\u093c\u1100\u1161\u11a8\u212b\u2000\u2028\u2029\u3000\u1680\u202f\u205f",
    *"\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202e\u2066\u2069\u061c\ufeff\ufe0f\ud800\udfff\U0001f468\U000e0067",
    *("\r\n", " \n", "\n ", "the ", "said. ", "Mayor ", "- ", "12. ", "> ", "\x1b]52;c;aGk=\x07", "e\u0301" * 70),
    *("and so the river rose again over", "that the town had never seen before."),
)
FORBIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff]|  |\n\n\n| \n|\n |\A[ \n]|[ \n]\Z"
)
LONG = 60_000
"""Code points on which a quadratic function takes many seconds."""


def check_text(text: str) -> None:
    """Check everything that is promised of cleaned text."""
    result = canonical(text)
    assert FORBIDDEN.search(result) is None, ascii(result)
    assert canonical(result) == result, ascii(text)
    assert unicodedata.is_normalized("NFC", result), ascii(text)
    blocks = blocks_of(result)
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges), ascii(result)
    assert "\n".join(result[block.start : block.end] for block in blocks) == re.sub(r"\n+", "\n", result)
    line, lines = clean_line(text), clean_lines(text)
    assert "\n" not in line, ascii(text)
    assert FORBIDDEN.search(line) is None, ascii(text)
    assert clean_line(line) == line, ascii(text)
    assert all(clean_line(each) == each for each in lines.split("\n")), ascii(text)
    assert clean_lines(lines) == lines, ascii(text)


def check(data: bytes) -> None:
    """Read the bytes as a file, as pieces of text, or as a short text very often in a row."""
    choices = Choices(data)
    way = choices.number(64)
    if way < 4:
        try:
            check_text(decode(choices.rest(), (None, "latin-1", "utf-16", "cp1252")[way]))
        except SourceError:
            return
    text = choices.text(PIECES, 200 if way < 63 else 12)
    if way == 63 and text:
        longer = text * (LONG // len(text))
        blocks_of(within_time(lambda: canonical(longer), ascii(text)))
        within_time(lambda: clean_lines(longer), ascii(text))
    check_text(text)


if __name__ == "__main__":
    fuzz(check, [bytes([way, *range(way, 200, 3)]) for way in (*range(6), 63)])
