import io
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.encoding import decode
from annotations.errors import SourceError
from annotations.sources import material, read_source
from annotations.sources.plain import read_bytes
from annotations.text import article_id, canonical, text_version

REPORT = "Bridge closed for a year\nThe café owner said “we won’t close”, and José agreed with her on Monday.\n"


def refusal(source: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_source(source)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


def test_a_text_file_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    article = read_source(str(path))
    assert article.text == REPORT.strip()
    assert (article.id, article.version) == (article_id(article.text), text_version(article.text))
    assert (article.source, article.title, article.language) == (str(path), "Bridge closed for a year", "en")
    assert [block.kind for block in article.blocks] == ["heading", "paragraph"]


def test_the_source_is_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.txt").write_text("words")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert read_source("../report.txt").source == str(tmp_path / "report.txt")


def test_standard_input_has_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_source("-", stdin=io.BytesIO(b"some words")).source is None
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"other words")))
    assert read_source("-").text == "other words"
    monkeypatch.setattr(sys, "stdin", None)
    assert "closed" in refusal("-").message


def test_what_a_hostile_name_holds_does_not_reach_the_screen(tmp_path: Path) -> None:
    name = b"\x1b]0;gone\x07\xff\xc2\x9b\xe2\x80\xae.txt"
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    try:
        path.write_text("***\nwords")
    except OSError:
        pytest.skip("this file system refuses such names")
    article = read_source(str(path))
    assert (article.source, article.title) == (f"{tmp_path}/]0;gone.txt", "]0;gone")
    path.unlink()
    assert refusal(str(path)).message == f"{tmp_path}/]0;gone.txt: there is no such file."


def test_missing_files_folders_and_devices_are_refused(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("words")
    assert "no such file." in refusal(str(tmp_path / "missing")).message
    assert "folder" in refusal(str(tmp_path)).message
    assert "cannot be read" in refusal(str(tmp_path / "plain" / "deeper")).message
    assert "cannot be read" in refusal("null\0byte").message
    assert "cannot be read" in refusal("x" * 5000).message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device file")
def test_an_endless_device_is_refused() -> None:
    assert "device" in refusal("/dev/zero").message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("words")
    path.chmod(0)
    assert "permission" in refusal(str(path)).message


def test_a_refused_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.txt"
    path.write_text("words")
    monkeypatch.setattr(Path, "open", forbid)
    assert refusal(str(path)).message == f"{path}: no permission to read this file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_to_its_end_and_has_no_source(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("words from a pipe",))
    writer.start()
    article = read_source(str(path))
    writer.join()
    assert (article.text, article.source) == ("words from a pipe", None)


def test_too_big_a_source_is_refused_before_it_is_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "MAX_BYTES", 1 << 20)
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * (1 << 20))
    assert len(read_source(str(path)).text) == 1 << 20
    path.write_bytes(b"a" * ((1 << 20) + 1))
    assert refusal(str(path)).message == f"{path}: more than 1 MB."
    endless = io.BytesIO(b"a" * (5 << 20))
    with pytest.raises(SourceError, match="more than 1 MB"):
        read_source("-", stdin=endless)
    assert endless.tell() <= (1 << 20) + 1


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), "\u200b\u2028".encode()])
def test_an_empty_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="standard input: nothing to read"):
        read_source("-", stdin=io.BytesIO(data))


@pytest.mark.parametrize(
    ("first_line", "title"),
    [
        ("A headline", "A headline"),
        ("***", "My notes"),
        ("word " * 60, ("word " * 27).strip() + "…"),
        ("x" * 200, "x" * 139 + "…"),
    ],
)
def test_titles(first_line: str, title: str) -> None:
    assert read_bytes(f"{first_line}\nmore".encode(), source=None, fallback_title="My\tnotes\x07").title == title


def test_a_title_of_nothing_is_still_a_title() -> None:
    assert read_bytes(b"***", source=None, fallback_title="\x1b").title == "Untitled"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told(encoding: str) -> None:
    assert canonical(decode(REPORT.encode(encoding))) == REPORT.strip()


def test_big_endian_marks_are_read() -> None:
    assert decode("\ufeffé".encode("utf-16-be")) == decode("\ufeffé".encode("utf-32-be")) == "é"


def test_a_declared_charset_goes_before_utf_8_but_not_before_a_mark() -> None:
    assert decode("Příliš".encode("cp1250"), "windows-1250") == "Příliš"
    assert decode("é".encode("utf-16"), "utf-8") == "é"


@pytest.mark.parametrize(
    "declared", ["no-such-charset", "utf-8\0", "hex", "idna", "unicode_escape", "undefined", "ascii"]
)
def test_a_charset_that_does_not_help_is_passed_over(declared: str) -> None:
    assert decode("é \\x41".encode(), declared) == "é \\x41"


def test_short_english_in_windows_western_is_read_as_that() -> None:
    text = "Mayor says €5 isn’t enough — or is it?"
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\0" * 64,
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00" * 10,
        b"text\0with\0nulls",
        b"%PDF-1.7\nplain to look at",
        "words".encode("utf-16-le"),
    ],
)
def test_binary_data_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="not a text file"):
        decode(data)


def test_a_damaged_marked_text_is_refused() -> None:
    with pytest.raises(SourceError, match="damaged UTF-8"):
        decode(b"\xef\xbb\xbfwords \xff")


def test_a_stray_control_does_not_make_a_text_binary() -> None:
    assert decode(REPORT.encode() + b"\0") == REPORT + "\0"


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.none() | st.text(max_size=10))
def test_any_bytes_are_read_or_refused(data: bytes, declared: str | None) -> None:
    with suppress(SourceError):
        text = canonical(decode(data, declared))
        assert canonical(text) == text


@given(st.text(max_size=200))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    data = text.encode()
    try:
        assert decode(data) == text.removeprefix("\ufeff")
    except SourceError:
        assert any(ord(character) < 32 or ord(character) == 127 for character in text) or text.startswith("%PDF-")
