import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.export.json import array_of, to_json
from annotations.imports import SIZE_LIMIT
from annotations.models import Analysis, AnnotatedArticle, Article, Claim, Generator
from annotations.review import annotated, open_review, set_note, tag
from annotations.storage.store import Store
from tests.builders import make_article, make_span

Newsmark = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The ferry to Marn carried 412 cars on Friday.\n\nThe harbour was dredged in 1987, the port said."
ARTICLE = make_article(TEXT, title="Ferry carries 412 cars")
CLAIM = "c-1111111111111111"
STORE = ("--store", "store.json")
EVIL = "\x1b]52;c;RVZJTA==\x07 \x9b31m red \u202e"


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00.000Z"


def judged(
    *verdicts: tuple[Any, int], note: str = "", article: Article = ARTICLE, words: str = "412"
) -> AnnotatedArticle:
    """Return an article whose one claim got verdicts, each at a minute, as one machine exports it."""
    claim = Claim(id=CLAIM, spans=(make_span(article.text, words),), check_worthiness=0.5)
    review = open_review(article, Analysis(claims=(claim,)), ())
    for verdict, minute in verdicts:
        review = tag(review, CLAIM, verdict, at(minute)).review
    if note:
        review = set_note(review, CLAIM, note, at(verdicts[-1][1])).review
    return annotated(review, Generator(version="0", pipeline=None, analysis="1"))


def write(folder: Path, name: str, *articles: AnnotatedArticle) -> Path:
    path = folder / name
    files = [to_json(article) for article in articles]
    path.write_bytes(files[0] if len(files) == 1 else b"".join(array_of(files)))
    return path


def listed(newsmark: Newsmark) -> list[tuple[str, int, int]]:
    entries = json.loads(newsmark("list", "--json", *STORE).stdout)
    return sorted((entry["id"], entry["verified"], entry["disputed"]) for entry in entries)


def test_a_tag_reaches_another_machine(newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(f"{TEXT}\n\nEngineer Tom Hale said the work had cost $3 million.")
    claim_id = newsmark("tag", "ferry.txt", "$3 million", "disputed", "--note", "Four.", *STORE).stdout.split()[1]
    newsmark("export", "ferry.txt", "-o", "out.json", *STORE)

    imported = newsmark("import", "out.json", "--store", "other.json")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert imported.stdout.endswith(": new article, 1 annotation new, 0 changed, 0 unchanged\n")
    article_id = imported.stdout.split()[0]
    there = json.loads(newsmark("export", article_id, "--store", "other.json").stdout)
    here = json.loads((tmp_path / "out.json").read_text())
    assert [claim for claim in there["claims"] if claim["id"] == claim_id] == [
        claim for claim in here["claims"] if claim["verdict"]
    ]
    assert there["article"] == here["article"]
    (entry,) = json.loads(newsmark("list", "--json", "--store", "other.json").stdout)
    assert entry["source"] is None, "it is not known by a path of another machine"


def test_the_same_file_again_changes_nothing_and_says_so(newsmark: Newsmark, tmp_path: Path) -> None:
    write(tmp_path, "a.json", judged(("verified", 1), ("disputed", 2)))
    newsmark("import", "a.json", *STORE)
    before = (tmp_path / "store.json").read_bytes()
    again = newsmark("import", "a.json", "a.json", *STORE)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == f"{ARTICLE.id} {ARTICLE.title}: nothing new, 1 annotation unchanged\n" * 2
    assert (tmp_path / "store.json").read_bytes() == before


def test_a_later_export_of_the_same_machine_is_a_change_without_a_conflict(newsmark: Newsmark, tmp_path: Path) -> None:
    write(tmp_path, "a.json", judged(("verified", 1)))
    write(tmp_path, "b.json", judged(("verified", 1), ("disputed", 2)))
    finished = newsmark("import", "a.json", "b.json", "a.json", *STORE)
    assert [line.partition(": ")[2] for line in finished.stdout.splitlines()] == [
        "new article, 1 annotation new, 0 changed, 0 unchanged",
        "0 annotations new, 1 changed, 0 unchanged",
        "nothing new, 1 annotation unchanged",
    ]
    assert listed(newsmark) == [(ARTICLE.id, 0, 1)]


@pytest.mark.parametrize(
    ("first", "second", "outcome", "counts"),
    [
        (
            judged(("verified", 1)),
            judged(("disputed", 2), note="No."),
            "yours verified, no note (2026-03-01 10:01 UTC), theirs disputed, note “No.” (2026-03-01 10:02 UTC); "
            "theirs counts, yours is in its history",
            (0, 1),
        ),
        (
            judged(("disputed", 2)),
            judged(("verified", 1)),
            "yours disputed (2026-03-01 10:02 UTC), theirs verified (2026-03-01 10:01 UTC); "
            "yours counts, theirs is in its history",
            (0, 1),
        ),
    ],
)
def test_a_conflict_is_shown_and_both_verdicts_are_kept(
    newsmark: Newsmark,
    tmp_path: Path,
    first: AnnotatedArticle,
    second: AnnotatedArticle,
    outcome: str,
    counts: tuple[int, int],
) -> None:
    write(tmp_path, "mine.json", first)
    write(tmp_path, "theirs.json", second)
    newsmark("import", "mine.json", *STORE)
    met = newsmark("import", "theirs.json", *STORE)
    assert met.returncode == 0
    assert met.stdout.splitlines()[1:] == [f"conflict: “412” {outcome}"]
    assert listed(newsmark) == [(ARTICLE.id, *counts)]
    (record,) = Store(tmp_path / "store.json").records(ARTICLE.id)
    kept = {getattr(state.content, "verdict", None) for state in record.past} | {
        getattr(record.content, "verdict", None)
    }
    assert kept == {"verified", "disputed"}
    assert "conflict" not in newsmark("import", "theirs.json", "mine.json", *STORE).stdout


def test_the_text_of_a_known_article_stays_as_it_is(newsmark: Newsmark, tmp_path: Path) -> None:
    longer = make_article(f"{TEXT}\n\nCorrected on Sunday.")
    store = Store(tmp_path / "store.json")
    store.open_article(replace(longer, id=ARTICLE.id), at(0))
    write(tmp_path, "a.json", judged(("verified", 1)))
    finished = newsmark("import", "a.json", *STORE)
    assert "the file has another version of the text, yours stays" in finished.stdout
    (entry,) = Store(store.path).articles()
    assert (entry.version, entry.versions) == (longer.version, (longer.version,))
    assert listed(newsmark) == [(ARTICLE.id, 1, 0)]


def test_an_article_that_is_known_by_another_name_has_one_record_of_a_claim(newsmark: Newsmark, tmp_path: Path) -> None:
    """One machine saw the first version and the edited one, the other only the edited one."""
    edited = make_article(f"{TEXT}\n\nCorrected on Sunday.")
    store = Store(tmp_path / "store.json")
    for version in (ARTICLE, edited):
        known = store.open_article(replace(version, source="/ferry.txt"), at(0))
    assert known.id == ARTICLE.id != edited.id
    write(tmp_path, "mine.json", judged(("verified", 1), article=known))
    write(tmp_path, "theirs.json", judged(("disputed", 2), article=edited))
    finished = newsmark("import", "mine.json", "theirs.json", *STORE)
    assert finished.stdout.count("conflict") == 1
    assert listed(newsmark) == [(ARTICLE.id, 0, 1)]
    assert len(store.records(ARTICLE.id)) == 1


def test_a_path_of_another_machine_is_not_taken_for_ours(newsmark: Newsmark, tmp_path: Path) -> None:
    path = str(tmp_path / "today.txt")
    mine = make_article("Our own article of today.", source=path)
    store = Store(tmp_path / "store.json")
    store.open_article(mine, at(0))
    write(tmp_path, "a.json", judged(("verified", 1), article=replace(ARTICLE, source=path)))
    assert "new article" in newsmark("import", "a.json", *STORE).stdout
    assert {entry.id: entry.source for entry in store.articles()} == {mine.id: path, ARTICLE.id: None}


def test_files_and_standard_input_are_imported_beside_one_that_is_bad(newsmark: Newsmark, tmp_path: Path) -> None:
    other = make_article("The harbour carried 412 boats.")
    write(tmp_path, "both.json", judged(("verified", 1)), judged(("disputed", 1), article=other))
    bad = to_json(judged(("verified", 9), note="half")) + b'\n{"format": "newsmark.annotated-article"}\n'
    (tmp_path / "bad.json").write_bytes(bad)
    third = make_article("The bus carried 412 people.")
    piped = to_json(judged(("verified", 1), article=third))
    finished = newsmark("import", "bad.json", "missing.json", ".", "both.json", "-", *STORE, stdin=piped)
    assert finished.returncode == 1
    assert finished.stdout.count("1 annotation new") == 3
    assert all(f"newsmark: {name}: " in finished.stderr for name in ("bad.json", "missing.json", "."))
    assert listed(newsmark) == sorted([(ARTICLE.id, 1, 0), (other.id, 0, 1), (third.id, 1, 0)])
    (record,) = Store(tmp_path / "store.json").records(ARTICLE.id)
    assert record.modified == at(1)


def changed(**article: object) -> bytes:
    file = json.loads(to_json(judged(("verified", 1))))
    return json.dumps({**file, "article": {**file["article"], **article}}).encode()


def restamped(**stamp: object) -> bytes:
    file = json.loads(to_json(judged(("verified", 1))))
    file["claims"][0]["record"].update(stamp)
    return json.dumps(file).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not JSON",
        b"\xff\xfe\x00",
        b'{"a":' * 50_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"9" * 10_000,
        changed(id="../../../tmp/x"),
        changed(id="a-0123456789abcdef/../x"),
        changed(id=EVIL),
        changed(text=EVIL),
        changed(title=5),
        changed(blocks=[{"kind": "paragraph", "start": 0, "end": 10**30}]),
        changed(blocks=[{"kind": EVIL, "start": 0, "end": 1}]),
        changed(version="sha256:../../x"),
        restamped(id="../../x"),
        restamped(revision=10**400),
        restamped(revision=-1),
        restamped(modified=EVIL),
        to_json(judged(("verified", 1))).replace(b'"article": {', b'"article": [', 1),
        to_json(judged(("verified", 1))).replace(b'"verdict": "verified"', b'"verdict": "true"'),
        to_json(judged(("verified", 1))).replace(b'"format": ', b'"format": "other", "x": ', 1),
        to_json(judged(("verified", 1))).replace(b'"claims": ', b'"claims": 5, "x": ', 1),
        to_json(judged(("verified", 1))).replace(b'"exact": "412"', b'"exact": "\\u001b[31m"'),
    ],
    ids=range(23),
)
def test_what_is_no_export_of_ours_gets_one_clear_line(newsmark: Newsmark, tmp_path: Path, data: bytes) -> None:
    finished = newsmark("import", "-", *STORE, stdin=data)
    assert (finished.returncode, finished.stdout) == (1, "")
    message, hint = finished.stderr.splitlines()
    assert message.startswith("newsmark: standard input: ")
    assert len(message) < 300
    assert hint.startswith("  ")
    assert (message + hint).isprintable()
    assert not (tmp_path / "store.json").exists()


def test_of_a_key_given_twice_the_last_counts_for_the_check_too(newsmark: Newsmark, tmp_path: Path) -> None:
    data = to_json(judged(("verified", 1))).replace(b'"article": {', b'"article": {"id": "../x",', 1)
    assert newsmark("import", "-", *STORE, stdin=data).returncode == 0
    assert listed(newsmark) == [(ARTICLE.id, 1, 0)]
    data = to_json(judged(("verified", 1))).replace(b'"title": ', b'"id": "../x", "title": ', 1)
    assert newsmark("import", "-", *STORE, stdin=data).returncode == 1
    assert not list(tmp_path.parent.glob("x*"))


def test_nothing_that_a_terminal_would_obey_comes_out_of_a_file(newsmark: Newsmark, tmp_path: Path) -> None:
    write(tmp_path, "a.json", judged(("verified", 1)))
    newsmark("import", "a.json", *STORE)
    evil = json.loads(to_json(judged(("disputed", 2), note="x")))
    evil["claims"][0] |= {"note": EVIL, "tags": [EVIL], "evidence": [{"url": EVIL, "title": EVIL, "stance": "refutes"}]}
    evil["article"]["title"] = EVIL
    (tmp_path / EVIL).write_text(json.dumps(evil))
    other = json.loads(changed(title=EVIL))
    other["article"] |= {key: getattr(make_article("Rain."), key) for key in ("id", "version", "text")}
    other |= {"claims": [], "quotes": []}
    other["article"]["blocks"] = []
    finished = newsmark("import", EVIL, "-", "missing" + EVIL, *STORE, stdin=json.dumps(other).encode())
    printed = finished.stdout + finished.stderr + newsmark("list", *STORE).stdout
    assert "note “]52;c;RVZJTA== 31m red”" in printed
    assert printed.count("]52;c") >= 4
    assert printed.replace("\n", "").isprintable()


def test_a_file_beyond_the_limit_is_refused(newsmark: Newsmark, tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(4 * SIZE_LIMIT)
    finished = newsmark("import", "huge.json", *STORE)
    assert finished.returncode == 1
    assert finished.stderr.startswith("newsmark: huge.json: larger than 256 MiB.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.json", '{"type": "Annotation", "body": [], "target": {"selector": []}}'),
        ("claims.csv", "article,source,words,verdict\n,,412,verified\n"),
    ],
)
def test_annotations_that_name_no_article_are_told_what_they_lack(
    newsmark: Newsmark, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    finished = newsmark("import", name, *STORE)
    assert finished.returncode == 1
    message, hint = finished.stderr.splitlines()[-2:]
    assert message == f"newsmark: {name}: No article is named."
    assert "`source`" in hint


def test_an_analysis_without_annotations_opens_the_article(newsmark: Newsmark, tmp_path: Path) -> None:
    write(tmp_path, "a.json", judged())
    assert newsmark("import", "a.json", *STORE).stdout == f"{ARTICLE.id} {ARTICLE.title}: new article, no annotations\n"
    assert listed(newsmark) == [(ARTICLE.id, 0, 0)]
