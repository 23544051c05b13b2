"""Text that wants to be more than text: in no format is it mark-up, a formula, a link that runs or an escape code."""

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from annotations.cleaning import clean_line, clean_lines
from annotations.evidence import cleaned
from annotations.export.brat import brat_files
from annotations.export.claimreview import Publisher
from annotations.export.csv import to_csv
from annotations.export.html import to_html
from annotations.export.markdown import to_markdown
from annotations.export.registry import format_named, formats
from annotations.models import Analysis, AnnotatedArticle, Claim, Claimant, Evidence
from annotations.review import add_note, edit_claims, open_review, set_note, tag
from annotations.text import canonical
from tests.builders import make_article, make_span
from tests.exported import JUDGED, NOTE, at, exported

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    "]]> --> <!-- <![CDATA[",
    "\"><svg onload=alert(1)> ' onclick='x",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    '=HYPERLINK("http://x.example";"x")',
    "+1-1|cmd",
    "@SUM(A1)",
    "\t=1+1",
    "[x](javascript:alert(1)) ![y](http://x.example/y.png)",
    "<http://x.example> # x `y` **z**",
    "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "T1\tCLAIM 0 1\tx\n#1\tAnnotatorNotes T1\tx",
    '{"a": 1}\n{"b": 2}',
    "a\u2028b\u2029c\x85d\x0be",
)


def hostile(payload: str) -> AnnotatedArticle:
    """Return an article in which the payload stands wherever words of the article, its page or the reader can."""
    line, note = clean_line(payload), clean_lines(payload)
    article = make_article(canonical(f"Title {payload}\n\nFirst words. {payload} Last words."), title=line)
    article = replace(article, source=line, byline=line, publisher=line, published=line, language=line)
    span = make_span(article.text, "First words.")
    claim = Claim(id=JUDGED, spans=(span,), claimant=Claimant(name=line), reasons=(line,))
    review = open_review(article, Analysis(claims=(claim,)), ())
    review = tag(review, JUDGED, "disputed", at(1)).review
    review = set_note(review, JUDGED, note, at(2)).review
    source = cleaned(Evidence(url=payload, title=payload, passage=payload, accessed=payload))
    review = edit_claims(review, (JUDGED,), lambda old: replace(old, tags=(line,), evidence=(source,)), at(3)).review
    return exported(add_note(review, span.start, span.end, note, at(4), NOTE).review)


@pytest.fixture(params=PAYLOADS)
def annotated(request: pytest.FixtureRequest) -> AnnotatedArticle:
    return hostile(request.param)


def written(annotated: AnnotatedArticle, name: str) -> bytes:
    return format_named(name, Publisher("Desk", "https://desk.example")).write(annotated)


@pytest.mark.parametrize("name", [name for name in formats() if name not in {"brat", "docbin"}])
def test_no_character_steers_a_terminal_or_a_reading_direction(annotated: AnnotatedArticle, name: str) -> None:
    text = written(annotated, name).decode()
    assert not re.search(
        r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]", text
    )
    assert "\r" not in text.replace("\r\n", "")


@pytest.mark.parametrize("name", ["json", "jsonl", "w3c", "claimreview", "prodigy", "doccano", "labelstudio"])
def test_json_stays_one_value(annotated: AnnotatedArticle, name: str) -> None:
    data = written(annotated, name)
    assert json.loads(data)
    assert name not in {"jsonl", "prodigy", "doccano"} or data.count(b"\n") == 1


@pytest.mark.parametrize("name", ["w3c", "claimreview"])
def test_json_ld_can_stand_in_a_script_element_and_links_to_the_web_only(
    annotated: AnnotatedArticle, name: str
) -> None:
    data = written(annotated, name)
    assert b"<" not in data
    assert not re.search(rb'"(?:@?id|url)": "(?!https?://|urn:)', data)


class Elements(HTMLParser):
    """The elements of a page, and its words without its style."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_page_has_no_element_or_address_of_others(payload: str) -> None:
    page, plain = Elements(to_html(hostile(payload))), Elements(to_html(hostile("nothing")))
    assert page.names <= plain.names
    assert {name for name, _ in page.attributes} <= {name for name, _ in plain.attributes}
    assert all(value.startswith("#") for name, value in page.attributes if name in {"href", "src"})
    assert "".join(clean_line(payload).split()) in "".join(page.words.split())


def test_a_report_has_no_markup_of_others(annotated: AnnotatedArticle) -> None:
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(to_markdown(annotated).decode())
    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    allowed = {"inline", "text", "text_special", "hardbreak"}
    allowed |= {
        f"{kind}_{end}"
        for kind in ("heading", "paragraph", "blockquote", "bullet_list", "list_item")
        for end in ("open", "close")
    }
    assert kinds <= allowed
    assert sum(token.type == "heading_open" for token in tokens) == 3


def test_no_cell_of_a_table_is_a_formula_or_more_than_a_cell(annotated: AnnotatedArticle) -> None:
    header, *rows = csv.reader(StringIO(to_csv(annotated).decode(), newline=""), strict=True)
    assert [len(row) for row in rows] == [len(header)]
    assert not any(cell.lstrip().startswith(tuple("=+-@\t\r＝＋－＠")) for row in rows for cell in row)


def test_no_words_add_a_line_to_brat(annotated: AnnotatedArticle) -> None:
    lines = brat_files(annotated)[f"{annotated.article.id}.ann"].decode().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["T1", "A1", "#1", "T2", "#2"]
    assert [line.count("\t") for line in lines] == [2, 1, 2, 2, 2]
