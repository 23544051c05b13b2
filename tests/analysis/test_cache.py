"""Kept analyses: the same as fresh ones, gone when what they rest on changes, bounded, and never trusted blindly."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.analysis.analyse import analyse
from annotations.analysis.cache import AnalysisCache, forget
from annotations.analysis.fingerprint import BUNDLED, fingerprint
from annotations.analysis.pipeline import load
from annotations.models import Analysis, Article, Entity
from tests.builders import make_article

ARTICLE = make_article(
    "Ruth Karanja left Mombasa on Monday.\n“Kenya is calm,” she told Reuters. 💬 It spent $3 million."
)


def make_analysis(count: int) -> Analysis:
    """Return an analysis of so many mentions: more than travel in one part."""
    mentions = (
        Entity(id=f"n-{number}", start=number, end=number + 4, text="Ruth", label="PERSON", entity="e1")
        for number in range(count)
    )
    return Analysis(pipeline="p 1", entities=tuple(mentions))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "analyses"


@pytest.fixture
def cache(folder: Path) -> AnalysisCache:
    return AnalysisCache(folder, None)


def test_what_is_kept_is_what_was_found(folder: Path) -> None:
    found = analyse(ARTICLE, load(None))
    assert found.claims
    AnalysisCache(folder, None).put(ARTICLE, found)
    assert AnalysisCache(folder, None).get(ARTICLE) == found


def test_a_long_analysis_is_kept_whole(cache: AnalysisCache) -> None:
    cache.put(ARTICLE, make_analysis(1234))
    assert cache.get(ARTICLE) == make_analysis(1234)


def test_files_and_folder_are_private(cache: AnalysisCache, folder: Path) -> None:
    cache.put(ARTICLE, make_analysis(1))
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *entries(folder))] == [0o700, 0o600]


def test_an_article_is_known_wherever_it_comes_from(cache: AnalysisCache) -> None:
    cache.put(ARTICLE, make_analysis(1))
    assert cache.get(replace(ARTICLE, id="a-1", source="/elsewhere.txt", retrieved="2026-01-05T10:00:00Z"))


@pytest.mark.parametrize(
    "other",
    [
        make_article("Another text."),
        replace(ARTICLE, title="Another"),
        replace(ARTICLE, publisher="The Post"),
        replace(ARTICLE, language="fr"),
        replace(ARTICLE, blocks=ARTICLE.blocks[:1]),
    ],
)
def test_another_article_is_not_known(cache: AnalysisCache, other: Article) -> None:
    cache.put(ARTICLE, make_analysis(1))
    assert cache.get(other) is None


def test_another_pipeline_knows_nothing(cache: AnalysisCache, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "mine")
    cache.put(ARTICLE, make_analysis(1))
    assert AnalysisCache(folder, str(tmp_path / "mine")).get(ARTICLE) is None


@pytest.mark.parametrize("changed", ["meta.json", "ner/model"])
def test_a_replaced_pipeline_is_noticed(tmp_path: Path, changed: str) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(BUNDLED, mine)
    before = fingerprint(str(mine))
    assert before == fingerprint(str(mine))
    content = (mine / changed).read_bytes()
    (mine / changed).write_bytes(content[:-1] + b"!")
    assert fingerprint(str(mine)) != before


def test_new_rules_know_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(None)
    monkeypatch.setattr("annotations.analysis.fingerprint.ANALYSIS_VERSION", "next")
    assert fingerprint(None) not in {before, None}


def test_an_installed_package_is_found_without_importing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "en_made_up"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError", encoding="utf-8")
    (package / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert fingerprint("en_made_up")


@pytest.mark.parametrize("name", ["", "en_nowhere", "json", "/", "no/such/folder", "a.b", "\0"])
def test_nothing_is_kept_of_a_pipeline_that_cannot_be_found(folder: Path, name: str) -> None:
    cache = AnalysisCache(folder, name)
    cache.put(ARTICLE, make_analysis(1))
    assert cache.get(ARTICLE) is None
    assert not folder.exists()


@pytest.mark.parametrize("cut", [0, 7, 40, -1])
def test_a_file_cut_short_is_no_result_and_goes(cache: AnalysisCache, folder: Path, cut: int) -> None:
    cache.put(ARTICLE, make_analysis(100))
    (path,) = entries(folder)
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.get(ARTICLE) is None
    assert entries(folder) == []


def test_any_changed_byte_is_noticed(cache: AnalysisCache, folder: Path) -> None:
    cache.put(ARTICLE, make_analysis(3))
    (path,) = entries(folder)
    sound = path.read_bytes()
    for number in range(len(sound)):
        path.write_bytes(sound[:number] + bytes([sound[number] ^ 1]) + sound[number + 1 :])
        assert cache.get(ARTICLE) is None


def test_the_file_of_another_article_is_not_believed(cache: AnalysisCache, folder: Path) -> None:
    other = make_article("Another text.")
    cache.put(ARTICLE, make_analysis(1))
    (first,) = entries(folder)
    cache.put(other, make_analysis(2))
    (second,) = (path for path in entries(folder) if path != first)
    shutil.copy(first, second)
    assert cache.get(other) is None


def test_what_was_used_longest_ago_is_dropped(folder: Path) -> None:
    articles = [make_article(f"Text {number}.") for number in range(6)]
    AnalysisCache(folder, None).put(articles[0], make_analysis(50))
    size = entries(folder)[0].stat().st_size
    for age, article in enumerate(articles):
        AnalysisCache(folder, None).put(article, make_analysis(50))
        newest = max(entries(folder), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1000 + age, 1000 + age))
    assert AnalysisCache(folder, None).get(articles[0])
    one_more = make_article("One more.")
    AnalysisCache(folder, None, max_bytes=int(3.5 * size)).put(one_more, make_analysis(50))
    cache = AnalysisCache(folder, None)
    assert [cache.get(each) is not None for each in (*articles, one_more)] == [True, *[False] * 4, True, True]


def test_a_cache_stays_within_its_bounds_while_one_process_writes(folder: Path) -> None:
    cache = AnalysisCache(folder, None, max_bytes=8000)
    for number in range(60):
        cache.put(make_article(f"Text {number}."), make_analysis(50))
    assert sum(path.stat().st_size for path in entries(folder)) < 8000 * 1.2


def test_a_cache_without_room_keeps_nothing(folder: Path) -> None:
    cache = AnalysisCache(folder, None, max_bytes=0)
    for number in range(3):
        cache.put(make_article(f"Text {number}."), make_analysis(50))
    assert entries(folder) == []


def test_a_purge_removes_the_analyses_of_all_versions_and_no_other(cache: AnalysisCache, folder: Path) -> None:
    cache.put(ARTICLE, make_analysis(1))
    cache.put(replace(ARTICLE, title="Another title"), make_analysis(2))
    kept = make_article("Another text.")
    cache.put(kept, make_analysis(3))
    assert forget(folder, [ARTICLE.version, "sha256:unknown"]) == 2
    assert cache.get(ARTICLE) is None
    assert cache.get(kept) == make_analysis(3)
    assert forget(folder / "missing", [ARTICLE.version]) == 0


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = AnalysisCache(tmp_path / "file" / "analyses", None)
    cache.put(ARTICLE, make_analysis(1))
    assert cache.get(ARTICLE) is None


WRITER = """
from pathlib import Path
import sys
from annotations.analysis.cache import AnalysisCache
from annotations.models import Analysis
from tests.builders import make_article
for number in range(40):
    cache = AnalysisCache(Path(sys.argv[1]), None, max_bytes=4000)
    article = make_article(f"Text {number}.")
    cache.put(article, Analysis(pipeline=f"p {number}"))
    kept = cache.get(article)
    assert kept is None or kept.pipeline == f"p {number}"
assert "spacy" not in sys.modules
"""


def test_processes_share_a_folder(folder: Path) -> None:
    command: Sequence[str] = [sys.executable, "-c", WRITER, str(folder)]
    writers = [subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE) for _ in range(3)]
    assert [writer.communicate()[1] for writer in writers] == [b"", b"", b""]
    assert all(writer.returncode == 0 for writer in writers)
    assert all("-" in path.name for path in entries(folder))
