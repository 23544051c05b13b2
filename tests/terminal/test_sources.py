import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.pages import semantic
from tests.sources.conftest import Site
from tests.stories import stories

Newsmark = Callable[..., subprocess.CompletedProcess[str]]
FEED = (
    "<rss><channel><title>Courier</title><item><title>Bridge closed</title><link>https://courier.example/1</link>"
    "<pubDate>Fri, 14 Mar 2025 08:00:00 GMT</pubDate></item></channel></rss>"
)
GERMAN = (
    "Die Stadt hat am Freitag ihre Brücke geschlossen, weil die Ingenieure Risse gefunden haben. "
    "Das sei nicht mehr sicher, sagte die Bürgermeisterin."
)


def test_a_saved_page_is_analysed_and_what_cannot_be_is_one_line(newsmark: Newsmark, tmp_path: Path) -> None:
    story = stories()[0]
    (tmp_path / "bridge.html").write_text(semantic(story), encoding="utf-8")
    finished = newsmark("analyze", "--jsonl", "bridge.html", "http://127.0.0.1:9/x", "-", stdin=semantic(story))
    first, second = map(json.loads, finished.stdout.splitlines())
    assert finished.returncode == 1
    assert first["article"]["title"] == second["article"]["title"] == story.headline
    assert (first["article"]["byline"], first["article"]["publisher"]) == (story.byline, "The Harbour Courier")
    assert first["quotes"]
    hint = "Add --allow-private to fetch from this machine or the local network."
    complaint, *_ = finished.stderr.splitlines()
    assert complaint == f"newsmark: http://127.0.0.1:9/x: 127.0.0.1 is a private address. {hint}"


def test_a_feed_is_listed(newsmark: Newsmark, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    finished = newsmark("feed.xml")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout == "2025-03-14 https://courier.example/1 Bridge closed\n"


def test_a_text_that_is_not_english_is_shown_without_marks_and_said(newsmark: Newsmark) -> None:
    finished = newsmark("analyze", "-", stdin=GERMAN)
    result = json.loads(finished.stdout)
    assert (finished.returncode, result["article"]["language"]) == (0, "de")
    assert result["entities"] == result["quotes"] == result["claims"] == []
    assert "German" in finished.stderr


def test_a_page_that_is_gone_is_printed_as_it_was_read_before(newsmark: Newsmark) -> None:
    site = Site()
    url = site.serve("/bridge", semantic(stories()[0]))
    assert newsmark("export", "--allow-private", "--format", "markdown", url).returncode == 0
    site.fail("/bridge", 410)
    finished = newsmark("--allow-private", url)
    site.close()
    assert finished.returncode == 0
    assert "only bridge after cracks" in finished.stdout
    first, second = finished.stderr.splitlines()
    assert first == f"newsmark: {url}: the page was removed (410)."
    assert second.strip().startswith("This is what was read on 2")


def test_of_a_page_that_is_gone_that_is_said_even_where_the_store_cannot_be_read(
    newsmark: Newsmark, tmp_path: Path
) -> None:
    site = Site()
    site.fail("/bridge", 410)
    damaged = tmp_path / "damaged.json"
    damaged.write_text("{")
    finished = newsmark("--store", str(damaged), "--allow-private", f"{site.url}/bridge")
    site.close()
    assert finished.returncode == 1
    assert finished.stderr.startswith(f"newsmark: {site.url}/bridge: the page was removed (410).")
