import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from msgspec.structs import replace

from annotations.editing import Review
from annotations.evidence import add_evidence
from annotations.export.html import to_html
from annotations.export.markdown import escaped, to_markdown
from annotations.models import AnnotatedArticle, Evidence
from annotations.review import set_note
from tests.exported import JUDGED, NOTES, TEXT, at, corrected, exported, reviewed, reviews

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """A page as a browser sees it: its elements, whether they nest, its words without what is for screen readers."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(data.decode())
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = {name for _, css in self._open for name in css.split()}
        if (
            "text" in classes
            and not classes & {"hidden", "label", "sign"}
            and "h2" not in {tag for tag, _ in self._open}
        ):
            self.words["whole text"] = self.words.get("whole text", "") + data
        aside = classes & {"hidden", "label", "sign"}
        for name in aside or classes:
            self.words[name] = self.words.get(name, "") + data


def page(annotated: AnnotatedArticle) -> Page:
    return Page(to_html(annotated))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_page_shows_the_whole_text_and_every_mark() -> None:
    shown = page(exported())
    assert bare(shown.words["whole text"]) == bare(TEXT)
    assert bare(shown.words["disputed"]).endswith(bare("“The ferry carried 412 cars,”“and 3 buses 👩🏽‍🚒.”"))
    assert "The ferry carried" in shown.words["noted"]
    assert {"✗", "○"} <= set(shown.words["sign"])


def test_the_page_has_landmarks_headings_and_links_that_lead_somewhere() -> None:
    shown = page(exported())
    names = [tag for tag, _ in shown.tags]
    assert [names.count(name) for name in ("main", "header", "footer", "h1", "title")] == [1] * 5
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in shown.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for tag, attributes in shown.tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert {attributes.get("aria-labelledby") for tag, attributes in shown.tags if tag == "section"} <= set(ids)
    assert dict(shown.tags)["html"]["lang"] == "en"


@given(reviews())
def test_no_marks_however_they_overlap_break_the_page_or_run_anything(review: Review) -> None:
    shown = page(exported(review))
    assert bare(shown.words["whole text"]) == bare(review.article.text)
    assert not {"script", "img", "iframe", "b", "link"} & {tag for tag, _ in shown.tags}
    assert not any(name.startswith("on") for _, attributes in shown.tags for name in attributes)
    sources = [value for _, attributes in shown.tags for name, value in attributes.items() if name in {"href", "src"}]
    assert all((value or "").startswith(("#", "https://news.example/")) for value in sources)


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.example/"onclick="x', "data:text/html,x"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    annotated = exported()
    hostile = replace(annotated, article=replace(annotated.article, source=url, title=f'"><script>{url}'))
    links = {attributes["href"] for tag, attributes in page(hostile).tags if tag == "a"}
    assert all(link and link.startswith(("#", "https://port.example/")) for link in links)
    tokens = MarkdownIt("commonmark").parse(to_markdown(hostile).decode())
    hrefs = {
        str(child.attrGet("href")) for token in tokens for child in token.children or [] if child.type == "link_open"
    }
    assert hrefs == {"https://port.example/log?a=1&b=2"}


def test_the_report_groups_the_claims_by_verdict() -> None:
    report = to_markdown(exported()).decode()
    assert re.findall(r"^#+ (.*)$", report, re.M) == [
        "Ferry 🚢 \\<carried\\> 412 cars",
        "Disputed",
        "Without a verdict",
        "Notes",
        "Quotes",
    ]
    assert "Asserted by Ada Moss." in report
    assert "- refutes: Log \\<of\\> the port, <https://port.example/log?a=1&b=2>\n\n  > It says 398." in report
    assert report.index("398") < report.index("## Without")


def test_the_passage_of_a_source_is_quoted_line_by_line() -> None:
    passage = "One *line*.\n\n- another"
    review = add_evidence(reviewed(), JUDGED, Evidence(url="", stance="supports", passage=passage), at(30)).review
    report = to_markdown(exported(review)).decode()
    assert "- supports\n\n  > One \\*line\\*.\\\n  > \\- another\n" in report
    tokens = MarkdownIt("commonmark").parse(report[report.index("- supports") :])
    quoted = next(token for token in tokens if token.type == "inline" and "another" in token.content)
    assert [child.type for child in quoted.children or []].count("hardbreak") == 1
    assert quoted.level == 4


@given(NOTES)
def test_what_is_escaped_is_shown_as_it_was(words: str) -> None:
    rendered = MarkdownIt("gfm-like").parse(f"> {escaped(words)}")
    inline = [child for token in rendered for child in token.children or []]
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert [token.type for token in rendered if token.type.endswith("_open")] == ["blockquote_open"] + [
        "paragraph_open"
    ] * bool(words.split())
    assert "".join(child.content for child in inline) == " ".join(words.split())


@given(NOTES)
def test_no_note_adds_a_heading_or_a_block_to_the_report(note: str) -> None:
    review = set_note(reviewed(), JUDGED, note, at(30)).review
    tokens = MarkdownIt("commonmark").parse(to_markdown(exported(review)).decode())
    assert sum(token.type == "heading_open" for token in tokens) == 5
    assert not {"html_block", "fence", "code_block", "hr"} & {token.type for token in tokens}


def test_a_paragraph_has_the_direction_of_its_words_whatever_labels_stand_among_them() -> None:
    review = corrected()
    start = TEXT.index("عبرت")
    assert any(quote.spans[0].start == start for quote in review.quotes), "a label in Latin letters stands first"
    shown = page(exported(review))
    blocks = [attributes.get("dir") for tag, attributes in shown.tags if tag in {"h3", "p"} and "dir" in attributes]
    assert blocks[:4] == ["ltr", "ltr", "rtl", "ltr"]
    asides = [attributes.get("dir") for _, attributes in shown.tags if attributes.get("class") in {"label", "sign"}]
    assert set(asides) == {"ltr"}
