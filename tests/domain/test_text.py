import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.cleaning import clean_line
from annotations.text import article_id, canonical, detection_id, text_version

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\xad\u200b\u2060\ufeff"
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
SPACES = "\t \xa0\u1680\u2000\u2001\u2002\u2009\u202f\u205f\u3000"
MARKS = "\u0301\u0308\u0316\u0327\u0344\u0345\u0f71\u0f73\u0f75\u0f81\u3099\u20dd\ufe0f\u034f"
LETTERS = "eEaAsoc.>-1\u1100\u1161\u11a8\u0915\u093c\u212b\u2126\u1e9b\u00e9\u1fef\u037e\U0001f468\U0001f3fb\U000e0067"
HOSTILE = BIDI + INVISIBLE + CONTROLS + LINE_ENDS + SPACES + MARKS + LETTERS + "\u200c\u200d\ud800\udc00\udfff"

hostile_text = st.text(alphabet=HOSTILE, max_size=60)
any_text = st.text(max_size=200) | hostile_text


@given(any_text)
@example("e\u200b\u0301")
@example("\r\u200b\n")
@example("a\n \n \n b")
@example(" \u0301e")
@example("\u1100\u200b\u1161\ufeff\u11a8")
def test_canonical_is_idempotent(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(any_text)
def test_canonical_text_holds_nothing_that_it_removes(text: str) -> None:
    result = canonical(text)
    assert not set(result) & set(CONTROLS.replace("\n", "") + BIDI + INVISIBLE)
    assert not any(
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in result if character != "\n"
    )
    assert all(character == " " for character in result if unicodedata.category(character) == "Zs")
    assert "  " not in result
    assert "\n\n\n" not in result
    assert result == result.strip(" \n")
    assert all(line == line.strip(" ") for line in result.split("\n"))
    assert unicodedata.is_normalized("NFC", result)


@given(any_text)
def test_cleaning_keeps_every_visible_character_in_order(text: str) -> None:
    def visible(string: str) -> str:
        kept = (character for character in string if character not in CONTROLS + BIDI + INVISIBLE)
        return unicodedata.normalize(
            "NFC", "".join(c for c in kept if unicodedata.category(c) not in {"Cs", "Zs", "Zl", "Zp"})
        )

    assert visible(canonical(text).replace("\n", "")) == visible(canonical(visible(text)))


def test_canonical_is_idempotent_for_every_character() -> None:
    once = canonical("\n".join(f"a{chr(code)}\u0301b" for code in range(sys.maxunicode + 1)))
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u200b\u0301", "é"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\x85two\x0bthree\x0cfour\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\n \t \n\xa0\nb", "a\n\nb"),
        ("  a \t\u3000 b  \n", "a b"),
        ("\ufeffwar\u00adship", "warship"),
        ("\x1b]52;c;aGk=\x07 \x1b[31mred \x9b1m", "]52;c;aGk= [31mred 1m"),
        ("abc\u202edef\u2066g", "abcdefg"),
        ("\ud83dx\ude00", "x"),
        ("👨\u200d👩\u200d👧 نمی\u200cخواهم ❤\ufe0f", "👨\u200d👩\u200d👧 نمی\u200cخواهم ❤\ufe0f"),
        ("\u2001\u212b", "Å"),
        ("\x00\n\u200b", ""),
    ],
)
def test_canonical_examples(text: str, expected: str) -> None:
    assert canonical(text) == expected


def test_long_runs_of_combining_marks_are_composed_as_short_ones_are() -> None:
    run = "\u0301\u0316\u0344\u0f73" * 60
    text = f"plain e{run} and é{run[::-1]}."
    assert canonical(text) == unicodedata.normalize("NFC", text)


@given(st.integers(0, 70), st.text(alphabet=MARKS, min_size=60, max_size=200))
def test_composition_is_that_of_unicode_wherever_a_run_lies(before: int, run: str) -> None:
    text = "x" * before + run + "y"
    assert canonical(text) == unicodedata.normalize("NFC", text)


@given(any_text)
def test_clean_line_is_one_clean_line(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert clean_line(line) == line
    assert canonical(line) == line


def test_clean_line_takes_what_a_hostile_file_name_holds() -> None:
    assert clean_line("/tmp/\x1b]0;gone\x07\n  evil\udcff\u202etxt.\x9d") == "/tmp/]0;gone eviltxt."


def test_identities_are_digests_of_the_text() -> None:
    assert text_version("abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert article_id("abc") == "a-d8bb14d833d59559"
    assert len({article_id("abc"), article_id("abd")}) == 2


def test_detection_ids_tell_words_and_occurrences_apart() -> None:
    ids = [detection_id("c", words, number) for words in ("a", "1 a", "b") for number in (0, 1, 11)]
    assert len(set(ids)) == len(ids)
    assert all(len(name) == 18 and name.startswith("c-") for name in ids)
    assert detection_id("n", "a", 0)[2:] == detection_id("q", "a", 0)[2:]
