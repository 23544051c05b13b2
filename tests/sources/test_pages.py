import re
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources import ReadOptions, read_source
from annotations.sources.material import MAX_PAGE_BYTES, Material
from annotations.sources.page import read_page
from annotations.text import article_id, canonical
from tests.pages import COOKIES, HABITS, NAV, blocks, h1, ld, page, pages, semantic
from tests.stories import Story, stories

KINDS = {"p": "paragraph", "h2": "heading", "li": "list_item", "quote": "block_quote"}
STRUCTURED = frozenset(habit.__name__ for habit in HABITS) - {"json_ld_only", "line_breaks", "live_blog"}
STORY = stories()[0]
WORD = re.compile(r"\w+")


def read(html: str, notices: list[str] | None = None) -> Article:
    told = [] if notices is None else notices
    options = ReadOptions(notice=lambda message, hint: told.append(f"{message} {hint}"))
    return read_page(Material(data=html.encode(), name="page.html", title="page"), options)


def refusal(html: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(html)
    assert caught.value.message.startswith("page.html: ")
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


def blocks_of(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def f_score(found: str, wanted: str) -> float:
    first, second = (Counter(WORD.findall(text.lower())) for text in (found, wanted))
    return 2 * (first & second).total() / (first.total() + second.total())


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(("name", "story", "html"), pages(), ids=[name for name, _, _ in pages()])
def test_headline_and_blocks_of_each_habit(name: str, story: Story, html: str) -> None:
    article = read(html)
    assert article.title == story.headline
    assert blocks_of(article)[0] == ("heading", story.headline)
    assert f_score(article.text, f"{story.headline}\n{story.main_text}") > 0.96
    assert canonical(article.text) == article.text
    expected = [(KINDS[kind], words) for kind, words in story.blocks]
    found = blocks_of(article)
    assert [words for _, words in expected if words not in {words for _, words in found}] == []
    assert name not in STRUCTURED or [block for block in expected if block not in found] == []


def test_what_a_page_says_of_itself() -> None:
    head = '<link rel="canonical" href="https://courier.example/bridge?utm_medium=mail&id=7#top">'
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=ld(STORY) + head))
    assert (article.byline, article.publisher, article.language) == (STORY.byline, "The Harbour Courier", "en")
    assert article.published == f"{STORY.date}T08:00:00+00:00"
    assert article.id == article_id("https://courier.example/bridge?id=7")


def test_a_page_without_data_for_machines_has_its_title_from_the_window() -> None:
    article = read(page(STORY, f"<div>{blocks(STORY)}</div>"))
    assert article.title == STORY.headline
    assert (article.byline, article.publisher, article.published) == (None, None, None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<form><p>Log in to go on</p><input name="u"><input type="password"></form>', "login page"),
        (COOKIES + "<p>We value your privacy and ask for your consent. Manage options or accept all.</p>", "consent"),
        ("<h1>Just a moment</h1><p>Verify you are human by completing the action below.</p>", "robot"),
        ("<div id=app></div><noscript>Please enable JavaScript to read this.</noscript>", "JavaScript"),
        (NAV, "no article found"),
        ('<p class="wall">Subscribe to continue reading</p>', "subscribers"),
    ],
)
def test_what_is_there_in_place_of_the_article_is_told(body: str, words: str) -> None:
    assert (
        words
        in refusal(f"<!doctype html><html><head><title>The Courier</title></head><body>{body}</body></html>").message
    )


@pytest.mark.parametrize("is_declared", [True, False])
def test_the_beginning_of_an_article_that_must_be_paid_for_is_shown_and_said(is_declared: bool) -> None:
    notices: list[str] = []
    beginning = "".join(f"<p>{words}</p>" for _, words in STORY.blocks[:3])
    wall = (
        ""
        if is_declared
        else "<div><p>This article is for subscribers only.</p><p>Already a subscriber? Log in</p></div>"
    )
    head = ld(STORY, isAccessibleForFree="False") if is_declared else ""
    article = read(page(STORY, f"<article>{h1(STORY)}{beginning}{wall}</article>", head=head), notices)
    assert [words for _, words in blocks_of(article)[1:]] == [words for _, words in STORY.blocks[:3]]
    assert len(notices) == 1
    assert "only the beginning; the rest is for subscribers" in notices[0]


def test_a_whole_article_behind_a_declared_wall_is_not_called_a_beginning() -> None:
    notices: list[str] = []
    read(
        page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=ld(STORY, isAccessibleForFree=False)),
        notices,
    )
    assert notices == []


def test_a_cookie_banner_does_not_hide_a_short_article() -> None:
    short = f"<article>{h1(STORY)}<p>{STORY.blocks[0][1]}</p></article>"
    assert STORY.blocks[0][1] in read(page(STORY, COOKIES + short, head=ld(STORY))).text


@pytest.mark.parametrize("depth", [100, 300, 10_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "x-wrap"])
def test_deep_nesting_loses_no_text(tag: str, depth: int) -> None:
    article = read(page(STORY, f"{f'<{tag}>' * depth}<p>{STORY.main_text}</p>{f'</{tag}>' * depth}"))
    assert "The council meets again on Tuesday" in article.text


@pytest.mark.usefixtures("no_network")
def test_nothing_is_loaded_and_no_entity_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    html = page(
        STORY, f'<p>{STORY.main_text} &a9; &x;</p><img src="http://tracker.example/"><link href="http://a.example/c">'
    )
    declared = f'<!DOCTYPE html [<!ENTITY a0 "ha"> {bomb} <!ENTITY x SYSTEM "file:///etc/passwd">]>'
    article = read(html.replace("<!DOCTYPE html>", declared))
    assert len(article.text) < len(html)
    assert "root:" not in article.text


def test_a_page_that_is_too_big_is_refused() -> None:
    assert "more than 10 MB" in refusal(f"<!doctype html>{'<p>words</p>' * (MAX_PAGE_BYTES // 10)}").message


def test_pictures_within_a_page_do_not_make_it_too_big() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 600_000}=="><p>'
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY, between={2: picture, 4: picture})}</article>"))
    assert article.text.endswith(STORY.blocks[-1][1])


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<!doctype html><html><head></head><body></body></html>", "<<<>>>&&"]
)
def test_pages_of_nothing_are_refused(html: str) -> None:
    assert refusal(html)


def test_escape_sequences_do_not_reach_the_reader() -> None:
    article = read(page(STORY, f"<h1>Gone\x1b]0;x\x07</h1><p>{STORY.main_text}&#27;[2J&#x9b;31m&#8238;</p>"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", article.text + article.title)


def test_an_article_about_cookies_is_an_article() -> None:
    about = (
        "The regulator fined three publishers on Friday because their sites set cookies before readers gave consent. "
        "None of them had offered a button to reject all of them, the regulator said, and one hid it on a third page. "
        "The fines come to nine million euros. The publishers said that they would appeal, and that the law was vague. "
        "A survey found that four readers in five press whatever makes the banner go away. The court hears it in May."
    )
    assert about in read(page(STORY, f"{COOKIES}<article>{h1(STORY)}<p>{about}</p></article>")).text


def test_a_page_whose_every_class_looks_unwanted_loses_nothing() -> None:
    body = f'<div class="related"><div class="promo-box">{h1(STORY)}{blocks(STORY)}</div></div>'
    assert f_score(read(page(STORY, body)).text, f"{STORY.headline}\n{STORY.main_text}") > 0.99


def test_a_page_that_a_browser_saved_as_one_file_is_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://courier.example/bridge"
    message.set_content(semantic(STORY), subtype="html", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif")
    path = tmp_path / "bridge.mhtml"
    path.write_bytes(message.as_bytes())
    assert read_source(str(path)).title == STORY.headline
    path.write_text("MIME-Version: 1.0\n\nno page", encoding="utf-8")
    with pytest.raises(SourceError, match="an archive without a page"):
        read_source(str(path))


def test_author_and_date_are_found_where_a_page_shows_them() -> None:
    lines = '<span class="author-name">By Rita Okafor</span><time datetime="2024-02-03">3 Feb</time>'
    article = read(page(STORY, f"<article>{h1(STORY)}{lines}{blocks(STORY)}</article>"))
    assert (article.byline, article.published) == ("Rita Okafor", "2024-02-03")


def test_parts_of_a_sentence_stay_whatever_they_are_called() -> None:
    sentence = (
        'The <strong>ad</strong> was <span class="related-term">dropped</span> after <a class="promo">a vote</a>.'
    )
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}<p>{sentence}</p></article>"))
    assert article.text.endswith("The ad was dropped after a vote.")


def test_what_is_only_read_out_is_not_shown() -> None:
    said = '<p>The <span class="sr-only">opens in a new window</span>tide rose.</p>'
    heard = '<h3 class="screen-reader-text">List of three items</h3>'
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY, between={3: heard})}{said}</article>"))
    assert "List of three" not in article.text
    assert article.text.endswith("The tide rose.")


def test_data_about_the_story_told_are_taken_wherever_they_stand() -> None:
    other = stories()[1]
    wrapped = ld(STORY).replace(">{", ">\n//<![CDATA[\n{").replace("</script>", "\n//]]></script>")
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=ld(other) + wrapped))
    assert (article.byline, article.published) == (STORY.byline, f"{STORY.date}T08:00:00+00:00")


def test_the_text_ends_where_the_words_declared_end() -> None:
    bio = "<p>Ada Moss has written about towns for years, and lives in one of them with two dogs and a boat.</p>"
    body = f"<article>{h1(STORY)}{blocks(STORY)}{bio}</article>"
    assert "two dogs" in read(page(STORY, body, head=ld(STORY))).text
    declared = read(page(STORY, body, head=ld(STORY, articleBody=STORY.main_text)))
    assert declared.text.endswith(STORY.blocks[-1][1])


def test_a_headline_with_a_dash_is_not_cut() -> None:
    named = "Rust wins — and the ferry sails"
    head = f"<head><title>{named} | The Courier</title></head>"
    html = f"<!doctype html><html>{head}<body><h2>{named}</h2>{blocks(STORY)}</body></html>"
    assert read(html).title == named


def test_the_heading_shown_goes_before_a_headline_made_for_elsewhere() -> None:
    head = '<meta property="og:title" content="You will not believe this span">'
    assert read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=head)).title == STORY.headline


def test_an_author_within_a_string_of_data_is_found() -> None:
    head = ld(STORY, author='{ "@type":"Person", "name":"Ada Moss" }')
    assert read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=head)).byline == "Ada Moss"


@pytest.mark.parametrize("name", ["author", "headline", "publisher", "inLanguage"])
def test_data_nested_without_end_are_read_as_far_as_they_make_sense(name: str) -> None:
    nested: object = "Ada Moss"
    for _ in range(900):
        nested = [nested]
    article = read(page(STORY, f"<article>{h1(STORY)}{blocks(STORY)}</article>", head=ld(STORY, **{name: nested})))
    assert article.title == STORY.headline
