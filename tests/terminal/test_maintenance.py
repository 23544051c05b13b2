import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.models import Article
from annotations.storage.store import Store
from tests.builders import make_article
from tests.stored import ARTICLE_ID, at, make_record
from tui.comparing import marked

Newsmark = Callable[..., subprocess.CompletedProcess[str]]
OpenTerminal = Callable[..., Any]

STORE = ("--store", "store.json")
FIRST = make_article("The ferry carried 412 cars.\n\nIt was Friday.", title="Ferry carries 412 cars")
SECOND = make_article("The ferry carried 421 cars.\n\nIt was Friday.", title="Ferry carries 421 cars")
THIRD = make_article("The ferry carried 421 cars.\n\nIt was Sunday, the port said.", title=SECOND.title)
DELETED, INSERTED = re.compile(r"\[-(.*?)-\]", re.DOTALL), re.compile(r"\{\+(.*?)\+\}", re.DOTALL)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.json")


def keep(store: Store, *versions: Article, records: int = 0) -> str:
    """Open versions of one article, put records on it and return its id."""
    for number, version in enumerate(versions):
        article = store.open_article(replace(version, source="/ferry.txt"), at(number))
    store.save(article.id, [make_record(number, article_id=article.id) for number in range(records)])
    return article.id


# diff


def test_diff_shows_what_the_last_version_changed(newsmark: Newsmark, store: Store) -> None:
    article_id = keep(store, FIRST, SECOND, THIRD)
    finished = newsmark("diff", article_id[:8], *STORE)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "(version 2 of 3)" in finished.stdout
    assert "(version 3 of 3)" in finished.stdout
    assert finished.stdout.endswith("\n\nThe ferry carried 421 cars.\n\nIt was [-Friday-]{+Sunday, the port said+}.\n")


def test_diff_compares_the_versions_that_are_named(newsmark: Newsmark, store: Store) -> None:
    article_id = keep(store, FIRST, SECOND, THIRD)
    first, second, _ = (version.version for version in (FIRST, SECOND, THIRD))
    named = newsmark("diff", article_id, first[:15], second.removeprefix("sha256:")[:8].upper(), *STORE)
    assert named.stdout.endswith("\n\nThe ferry carried [-412-]{+421+} cars.\n\nIt was Friday.\n")
    with_current = newsmark("diff", article_id, first, *STORE)
    assert "[-412-]{+421+}" in with_current.stdout
    assert "[-Friday-]" in with_current.stdout


def test_diff_of_a_text_that_went_back_begins_with_the_other_version(newsmark: Newsmark, store: Store) -> None:
    assert "[-421-]{+412+}" in newsmark("diff", keep(store, FIRST, SECOND, FIRST), *STORE).stdout


def test_diff_of_a_file_compares_what_it_is_now_with_what_was_kept(newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FIRST.text)
    only = newsmark("diff", "ferry.txt", *STORE)
    assert (only.returncode, only.stdout) == (0, "")
    assert "one version only" in only.stderr
    (tmp_path / "ferry.txt").write_text(SECOND.text)
    assert "[-412-]{+421+}" in newsmark("diff", "ferry.txt", *STORE).stdout


def test_a_version_that_none_or_several_are_called_is_refused_with_those_there_are(
    newsmark: Newsmark, store: Store
) -> None:
    article_id = keep(store, FIRST, SECOND)
    for name in ("zz", ""):
        finished = newsmark("diff", article_id, name, *STORE)
        assert finished.returncode == 1
        assert all(version.version[7:19] in finished.stderr for version in (FIRST, SECOND))
    assert newsmark("diff", article_id, "a", "b", "c", *STORE).returncode == 2


def test_diff_refuses_a_kept_text_with_escape_sequences(newsmark: Newsmark, store: Store) -> None:
    evil = make_article("The \x1b[31mferry\x9b1m sank.", title="\x1b]0;x\x07")
    finished = newsmark("diff", keep(store, FIRST, evil), *STORE)
    assert finished.returncode == 1
    assert "missing or damaged" in finished.stderr
    assert (finished.stdout + finished.stderr).replace("\n", "").isprintable()


def test_diff_is_coloured_on_a_terminal_only_and_not_without_colours(
    terminal: OpenTerminal, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = keep(store, FIRST, SECOND)
    coloured = terminal("diff", article_id)
    assert coloured.wait() == 0
    assert b"\x1b[1;31m[-412-]\x1b[0m\x1b[1;32m{+421+}\x1b[0m" in coloured.output
    monkeypatch.setenv("NO_COLOR", "1")
    plain = terminal("diff", article_id)
    assert plain.wait() == 0
    assert b"[-412-]{+421+}" in plain.output
    assert b"\x1b" not in plain.output


@given(st.lists(st.sampled_from(["rain", "fell", "on", "Paris", "\n\n", "."]), max_size=12), st.data())
def test_short_texts_can_be_read_back_from_their_diff(words: list[str], data: st.DataObject) -> None:
    old = " ".join(words)
    new = " ".join(data.draw(st.permutations(words)))
    shown = marked(old, new)
    assert INSERTED.sub("", DELETED.sub(r"\1", shown)) == old
    assert DELETED.sub("", INSERTED.sub(r"\1", shown)) == new


def test_long_stretches_that_did_not_change_are_left_out() -> None:
    sentence = "Nothing happened in the harbour on that day, nor on the next. "
    before, between, after = sentence * 20, sentence * 10 + "\n\n" + sentence * 10, sentence * 20
    shown = marked(f"{before}red {between}blue {after}", f"{before}green {between}grey {after}")
    parts = re.split(r"\[-\w+-\]\{\+\w+\+\}", shown)
    assert [part.count("[...]") for part in parts] == [1, 1, 1]
    assert parts[0].startswith("[...] ")
    assert "\n\n[...]\n\n" in parts[1]
    assert parts[2].endswith(" [...]")
    assert all(60 < len(part) < 200 for part in parts)


# purge


def test_purge_removes_an_article_for_good_and_says_what(newsmark: Newsmark, store: Store, tmp_path: Path) -> None:
    article_id = keep(store, FIRST, SECOND, records=3)
    other_id = store.open_article(make_article("Rain fell on Paris."), at(9)).id
    finished = newsmark("purge", article_id[:8], article_id, "--yes", *STORE)
    assert (finished.returncode, finished.stderr) == (0, "")
    (line,) = finished.stdout.splitlines()
    assert line.startswith(f"{article_id} {SECOND.title}: removed 3 annotations and 2 versions of its text, also from ")
    assert [entry.id for entry in store.articles()] == [other_id]
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and FIRST.title.encode() in path.read_bytes()]
    assert kept == []
    assert [path.name for path in (tmp_path / "store.articles").iterdir()] == [other_id]


def test_purge_needs_a_terminal_or_a_yes(newsmark: Newsmark, store: Store) -> None:
    article_id = keep(store, FIRST)
    refused = newsmark("purge", article_id, *STORE, stdin="y\n")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert len(store.articles()) == 1


def test_purge_goes_on_after_an_article_that_is_not_there(newsmark: Newsmark, store: Store) -> None:
    article_id = keep(store, FIRST)
    finished = newsmark("purge", "a-ffff", "\x1b[31m", article_id, "--yes", *STORE)
    assert finished.returncode == 1
    assert "has no article a-ffff" in finished.stderr
    assert "\x1b" not in finished.stderr
    assert store.articles() == ()
    assert newsmark("purge", article_id, "--yes", *STORE).returncode == 1


def test_purge_removes_records_whose_article_was_lost(newsmark: Newsmark, store: Store) -> None:
    keep(store, FIRST)
    store.save(ARTICLE_ID, [make_record()])
    finished = newsmark("purge", ARTICLE_ID, "--yes", *STORE)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "removed 1 annotation and 0 versions" in finished.stdout
    assert store.records(ARTICLE_ID) == ()
    assert newsmark("purge", ARTICLE_ID, "--yes", *STORE).returncode == 1


@pytest.mark.parametrize(("answer", "status", "left"), [("y", 0, 0), ("YES", 0, 0), ("", 1, 1), ("n", 1, 1)])
def test_purge_asks_on_a_terminal(terminal: OpenTerminal, store: Store, answer: str, status: int, left: int) -> None:
    asked = terminal("purge", keep(store, FIRST, records=2))
    asked.wait_for("[y/N]")
    assert b"2 annotations and 1 version of its text" in asked.output
    asked.type(f"{answer}\n")
    assert asked.wait() == status
    assert len(store.articles()) == left


# doctor


def test_doctor_describes_the_program_and_a_sound_store(newsmark: Newsmark, store: Store, tmp_path: Path) -> None:
    keep(store, FIRST, records=2)
    finished = newsmark("doctor", *STORE, environment={"TERM": "\x1b[31mevil", "NO_COLOR": "1", "COLORTERM": ""})
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.replace("\n", "").isprintable()
    said = dict(line.split(": ", 1) for line in finished.stdout.splitlines() if ": " in line)
    assert re.fullmatch(r"en_core_news_sm \d+\.\d+\.\d+", said["pipeline"])
    assert re.match(r"\d+\.\d+\.\d+ \(.+\)", said["Python"])
    assert {"TERM=[31mevil", "NO_COLOR=1", "COLORTERM="} <= set(said["environment"].split(", "))
    for name in ("store", "kept texts", "index", "lock"):
        path, _, state = said[name].rpartition(" (")
        assert Path(path).parent == tmp_path
        assert Path(path).exists(), name
        assert state != "not there)"
    assert finished.stdout.endswith("The store is sound.\n")


def test_doctor_of_no_store_yet_makes_nothing(newsmark: Newsmark, tmp_path: Path, user_folders: Path) -> None:
    for arguments in (["doctor"], ["doctor", "--repair"]):
        finished = newsmark(*arguments)
        assert finished.returncode == 0
        assert "annotations.json (not there)" in finished.stdout
    assert not list(tmp_path.iterdir())
    assert not list(user_folders.iterdir())


def test_doctor_finds_and_repairs_a_damaged_store(newsmark: Newsmark, store: Store) -> None:
    article_id = keep(store, FIRST, SECOND, records=3)
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) * 2 // 3])
    found = newsmark("doctor", *STORE)
    assert found.returncode == 1
    assert "found: " in found.stdout
    assert found.stdout.endswith("newsmark doctor --repair repairs what can be repaired.\n")
    assert store.path.read_bytes() == whole[: len(whole) * 2 // 3]

    repaired = newsmark("doctor", "--repair", *STORE)
    assert (repaired.returncode, repaired.stderr) == (0, "")
    assert "repaired: " in repaired.stdout
    assert repaired.stdout.endswith("The store is sound.\n")
    assert newsmark("doctor", *STORE).returncode == 0
    assert [entry["id"] for entry in json.loads(newsmark("list", "--json", *STORE).stdout)] == [article_id]
    assert "(not there)" not in newsmark("doctor", *STORE).stdout.split("set aside: ")[1]


def test_doctor_says_what_it_cannot_repair(newsmark: Newsmark, store: Store, tmp_path: Path) -> None:
    article_id = keep(store, FIRST)
    for path in (tmp_path / "store.articles" / article_id).iterdir():
        path.unlink()
    repaired = newsmark("doctor", "--repair", *STORE)
    assert repaired.returncode == 1
    assert FIRST.title in repaired.stdout
    assert "cannot be repaired" in repaired.stdout.splitlines()[-1]


def test_doctor_leaves_alone_what_is_no_store_of_ours(newsmark: Newsmark, tmp_path: Path) -> None:
    newer = '{"meta": {"1": {"schema": 9999, "generation": 1}}}'
    for text, words in (("my notes", "is not a newsmark store"), (newer, "newer newsmark")):
        (tmp_path / "store.json").write_text(text)
        finished = newsmark("doctor", "--repair", *STORE)
        assert finished.returncode == 1
        assert finished.stdout.startswith("newsmark: ")
        assert words in finished.stderr
        assert [path.read_text() for path in tmp_path.glob("store.json*") if path.stat().st_size] == [text]
