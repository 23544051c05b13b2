import json
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tinydb import TinyDB

from tui.printing import CLAIMS_TITLE

TEXT = """Bridge to cost $3 million, mayor says

The town of Elmford will spend $3 million on a new bridge, Mayor Ada Moss said on Monday. “The old bridge carried \
9,000 cars a day,” Moss said.

Engineer Tom Hale said the old bridge had lost 40 percent of its strength since 1998.
"""
Newsmark = Callable[..., subprocess.CompletedProcess[str]]

TITLE = TEXT.partition("\n")[0]
STORE = ("--store", "store.json")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def checked(output: str) -> dict[str, Any]:
    """Return a decoded annotated article that the shipped schema allows and whose spans hold their own words."""
    schema = resources.files("annotations.export").joinpath("annotated-article.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(output)
    Draft202012Validator(json.loads(schema)).validate(loaded)
    text = loaded["article"]["text"]
    for layer in ("entities", "quotes", "claims", "notes"):
        for annotation in loaded[layer]:
            for span in annotation.get("spans", [annotation]):
                assert span["text"] == text[span["start"] : span["end"]]
    return loaded


def test_analyze_prints_one_valid_object(newsmark: Newsmark, article: Path) -> None:
    finished = newsmark("analyze", "bridge.txt")
    analysed = checked(finished.stdout)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert analysed["article"]["text"] == TEXT.strip()
    assert analysed["article"]["source"] == str(article)
    assert "Ada Moss" in {cluster["name"] for cluster in analysed["entity_index"]}
    assert analysed["claims"]
    assert all(claim["verdict"] is None and claim["record"] is None for claim in analysed["claims"])


def test_analyze_gives_the_same_bytes_again_and_touches_no_folder(
    newsmark: Newsmark, article: Path, user_folders: Path
) -> None:
    first, second = (newsmark("analyze", "bridge.txt", "--no-cache") for _ in range(2))
    assert first.stdout == second.stdout
    assert not list(user_folders.iterdir())
    assert list(article.parent.iterdir()) == [article]


@pytest.mark.usefixtures("article")
def test_analyze_jsonl_goes_on_after_a_source_that_fails(newsmark: Newsmark) -> None:
    finished = newsmark("analyze", "--jsonl", "bridge.txt", "missing.txt", "-", stdin="Rain fell on Paris.")
    lines = finished.stdout.splitlines()
    assert finished.returncode == 1
    assert [checked(line)["article"]["title"] for line in lines] == [TITLE, "Rain fell on Paris."]
    assert "missing.txt" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.usefixtures("article")
def test_several_sources_are_one_array(newsmark: Newsmark) -> None:
    finished = newsmark("analyze", "bridge.txt", "bridge.txt")
    first, second = json.loads(finished.stdout)
    assert first == second


def test_a_tag_is_kept_listed_and_exported(newsmark: Newsmark, article: Path) -> None:
    tagged = newsmark("tag", "bridge.txt", "9,000 cars", "disputed", "--note", "Count it.", *STORE)
    assert (tagged.returncode, tagged.stderr) == (0, "")
    assert tagged.stdout.startswith("disputed  c-")
    assert tagged.stdout.count("\n") == 1
    claim_id = tagged.stdout.split()[1]

    exported = checked(newsmark("export", "bridge.txt", *STORE).stdout)
    claim = next(claim for claim in exported["claims"] if claim["id"] == claim_id)
    assert (claim["verdict"], claim["note"], claim["anchor"]["status"]) == ("disputed", "Count it.", "exact")
    assert [entry["verdict"] for entry in claim["history"]] == ["disputed"]

    listed = json.loads(newsmark("list", "--json", *STORE).stdout)
    assert [(entry["id"], entry["disputed"], entry["verified"]) for entry in listed] == [
        (exported["article"]["id"], 1, 0)
    ]
    assert TITLE in newsmark("list", *STORE).stdout

    with TinyDB(article.with_name("store.json")) as database:
        assert exported["article"]["id"] in database.tables()


def test_a_verdict_that_takes_the_place_of_another_says_so(newsmark: Newsmark, article: Path) -> None:
    verdicts = ("verified", "verified", "disputed", "clear", "clear")
    told = [newsmark("tag", article.name, "9,000 cars", verdict, *STORE).stdout for verdict in verdicts]
    assert [line.partition("  c-")[0] for line in told] == [
        *("verified", "verified", "disputed (was verified)", "clear (was disputed)", "clear")
    ]


def test_a_touched_claim_is_found_by_its_id_and_cleared(newsmark: Newsmark, article: Path) -> None:
    claim_id = newsmark("tag", "bridge.txt", "9,000 cars", "verified", *STORE).stdout.split()[1]
    article_id = json.loads(newsmark("list", "--json", *STORE).stdout)[0]["id"]
    article.unlink()
    cleared = newsmark("tag", article_id, claim_id, "clear", *STORE)
    assert (cleared.returncode, cleared.stderr) == (0, "")
    exported = checked(newsmark("export", article_id[:8], *STORE).stdout)
    claim = next(claim for claim in exported["claims"] if claim["id"] == claim_id)
    assert claim["verdict"] is None
    assert [entry["verdict"] for entry in claim["history"]] == ["verified", None]


def test_eight_tags_at_once_lose_nothing(newsmark: Newsmark, article: Path) -> None:
    """The text has one claim per sentence; each process tags its own in the one store."""
    sentences = [f"Town number {number} spent ${number + 2} million on its bridge in 2019." for number in range(8)]
    article.write_text("\n\n".join(sentences), encoding="utf-8")

    def tag(number: int) -> subprocess.CompletedProcess[str]:
        verdict = ("verified", "disputed")[number % 2]
        return newsmark("tag", "bridge.txt", f"Town number {number}", verdict, "--note", f"Note {number}", *STORE)

    with ThreadPoolExecutor(8) as pool:
        finished = list(pool.map(tag, range(8)))
    assert [(each.returncode, each.stderr) for each in finished] == [(0, "")] * 8
    claims = checked(newsmark("export", "bridge.txt", *STORE).stdout)["claims"]
    kept = sorted((claim["note"], claim["verdict"]) for claim in claims if claim["verdict"])
    assert kept == [(f"Note {number}", ("verified", "disputed")[number % 2]) for number in range(8)]


def test_export_writes_a_file_in_place_of_the_old_one(newsmark: Newsmark, article: Path, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old")
    finished = newsmark("export", "bridge.txt", "-o", "out.json", *STORE)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert checked((tmp_path / "out.json").read_text("utf-8"))["article"]["source"] == str(article)


@pytest.mark.usefixtures("article")
def test_a_selection_of_nothing_is_said(newsmark: Newsmark, tmp_path: Path) -> None:
    for articles in (["bridge.txt"], ["bridge.txt", "bridge.txt"]):
        finished = newsmark("export", *articles, "--speaker", "Nobody", "--format", "csv", "-o", "out.csv", *STORE)
        assert (finished.returncode, finished.stdout) == (0, "")
        assert "Nothing matches these filters" in finished.stderr
    finished = newsmark("export", "--all", "--store", "none.json")
    assert "No article has been read yet." in finished.stderr
    assert not (tmp_path / "none.json").exists()


@pytest.mark.usefixtures("article")
def test_export_all_writes_a_folder_with_a_file_for_each(newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("Rain fell on Paris.")
    array = newsmark("export", "bridge.txt", "rain.txt", *STORE)
    assert len(json.loads(array.stdout)) == 2
    assert newsmark("export", "--all", "-o", "out", *STORE).returncode == 0
    exported = [checked(path.read_text("utf-8")) for path in (tmp_path / "out").iterdir()]
    assert {each["article"]["title"] for each in exported} == {TITLE, "Rain fell on Paris."}


def test_without_a_terminal_the_demo_is_printed_with_its_marks(newsmark: Newsmark, user_folders: Path) -> None:
    finished = newsmark("demo")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "This is an example article" in finished.stdout
    assert {"Quotes", CLAIMS_TITLE, "Names"} <= set(finished.stdout.splitlines())
    assert "Ruth Halloran (" in finished.stdout
    assert not list(user_folders.rglob("*.json"))


@pytest.mark.usefixtures("article")
def test_a_printed_article_shows_the_verdicts_kept(newsmark: Newsmark) -> None:
    newsmark("tag", "bridge.txt", "9,000 cars", "disputed", "--note", "Count it.", *STORE)
    printed = newsmark("bridge.txt", *STORE)
    assert "✗" in printed.stdout
    assert "Note: Count it." in printed.stdout


def test_standard_input_is_printed(newsmark: Newsmark) -> None:
    finished = newsmark("-", stdin="Rain fell on Paris.")
    assert finished.returncode == 0
    assert "Rain fell on [Paris" in finished.stdout


@pytest.mark.parametrize(
    ("kind", "written", "shown", "hidden"),
    [
        ("markdown", "It *rained*.", "It rained.", "*"),
        ("text", "<html>It *rained*.", "<html>It *rained*.", "It rained"),
        ("html", f"<p>{'It rained all day, and the river rose. ' * 5}</p>", "It rained", "<p>"),
    ],
)
def test_standard_input_is_what_it_is_said_to_be(
    newsmark: Newsmark, kind: str, written: str, shown: str, hidden: str
) -> None:
    printed = newsmark("-", "--as", kind, stdin=written).stdout
    assert shown in printed
    assert hidden not in printed


def test_a_source_is_analysed_as_what_it_is_said_to_be_in_every_process(newsmark: Newsmark, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("# Rain\n\nIt *rained*.")
    lines = newsmark("analyze", ".", "--as", "markdown", "--jobs", "2").stdout.splitlines()
    assert [json.loads(line)["article"]["text"] for line in lines] == ["Rain\n\nIt rained."] * 2


def test_a_file_that_is_called_like_a_word_of_ours_is_read_by_its_path(newsmark: Newsmark, tmp_path: Path) -> None:
    for name in ("demo", "list"):
        (tmp_path / name).write_text("Rain fell on Paris.")
        assert "Rain fell" in newsmark(f"./{name}").stdout
    assert "Port Calder" in newsmark("demo").stdout


def test_no_escape_sequence_from_a_name_an_argument_or_a_note_reaches_the_output(
    newsmark: Newsmark, article: Path
) -> None:
    evil = "\x1b]0;title\x07\x1b[31m\x9b1m.txt"
    article.with_name(evil).write_text(
        f"Rain {evil} fell on Paris.\n\nThe mayor said the rain had cost $5 million.", encoding="utf-8"
    )
    runs = [
        newsmark(evil),
        newsmark("analyze", evil),
        newsmark("tag", evil, "$5 million", "verified", "--note", evil, *STORE),
        newsmark("export", evil, *STORE),
        newsmark("list", *STORE),
        newsmark("list", "--json", *STORE),
        newsmark("missing" + evil),
        newsmark(f"--{evil}"),
        newsmark("tag", evil, evil, evil),
        newsmark("tag", evil, evil, "clear", *STORE),
    ]
    assert [each.returncode for each in runs] == [0, 0, 0, 0, 0, 0, 1, 2, 2, 1]
    output = "".join(each.stdout + each.stderr for each in runs)
    assert not {"\x1b", "\x07", "\x9b"} & set(output)


def test_a_name_that_is_no_unicode_is_read_and_shown(newsmark: Newsmark, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("Rain fell on Paris.")
    finished = newsmark(name)
    assert finished.returncode == 0
    assert "caf" in newsmark(os.fsdecode(b"no-caf\xe9.txt")).stderr


def test_a_reader_that_stops_early_is_no_failure(newsmark: Newsmark, tmp_path: Path) -> None:
    command = newsmark("--version").args[:-1]
    process = subprocess.Popen([*command, "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    assert process.stdout is not None
    process.stdout.close()
    assert (process.wait(60), process.stderr and process.stderr.read()) == (0, b"")
    process.stderr.close()  # type: ignore[union-attr]


def test_an_output_that_cannot_be_written_is_said(newsmark: Newsmark, article: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    command = newsmark("--version").args[:-1]
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            [*command, "analyze", "bridge.txt"], stdout=full, stderr=subprocess.PIPE, cwd=article.parent, check=False
        )
    assert finished.returncode == 1
    assert finished.stderr.startswith(b"newsmark: No space left")


def test_an_output_that_knows_only_ascii_gets_ascii_marks(newsmark: Newsmark) -> None:
    finished = newsmark("demo", environment={"PYTHONIOENCODING": "ascii"})
    assert finished.returncode == 0
    assert finished.stdout.isascii()
    assert "\no1 " in finished.stdout.replace(" o1", "\no1")
