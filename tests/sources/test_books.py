import io
import threading
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources import ReadingCancelled, ReadOptions, read_source
from annotations.sources import epub as epub_module

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Two tides</dc:title><dc:creator>Ada Moss</dc:creator><dc:creator>Tom Hale</dc:creator>
<dc:language>en</dc:language></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="../a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""
CHAPTER = "<html><head><title>x</title></head><body><h1>{0}</h1><p>It was the {0} day.</p></body></html>"
FILES = MappingProxyType(
    {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/nav.xhtml": "<html><body><ol><li>Contents</li></ol></body></html>",
        "OPS/b two.xhtml": CHAPTER.format("second"),
        "a.xhtml": CHAPTER.format("first"),
    }
)


def epub(files: Mapping[str, str] = FILES) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with a line of text for each string."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td\n{shown}\nET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    start = len(data)
    data += f"xref\n0 {count}\n0000000000 65535 f \n{table}"
    data += f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return data.encode()


REPORT = [
    [
        "Harbour report 1",
        "The wall",
        "The old wall of the harbour was built in the year of the great",
        "storm and has stood since then, and no-",
        "body knows who drew its plans.",
        "It is to be raised next spring by two metres, the council said at",
        "its meeting.",
    ],
    ["Harbour report 2", "A second page goes on here with a sentence that is long enough to", "fill its line."],
    ["Harbour report 3", "And a third one ends it, also with a sentence that fills its line,", "as it should."],
]


def read(data: bytes, options: ReadOptions | None = None) -> Article:
    return read_source("-", stdin=io.BytesIO(data), options=options or ReadOptions())


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value.message


def test_the_chapters_of_a_book_in_reading_order() -> None:
    article = read(epub())
    assert article.text == "first\n\nIt was the first day.\n\nsecond\n\nIt was the second day."
    assert [block.kind for block in article.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert (article.title, article.byline, article.source) == ("Two tides", "Ada Moss, Tom Hale", None)


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OPS/book.opf", "a.xhtml"])
def test_damaged_books_are_told(missing: str) -> None:
    assert "damaged EPUB" in refusal(epub({name: text for name, text in FILES.items() if name != missing}))
    assert "damaged EPUB" in refusal(epub({**FILES, "META-INF/container.xml": "<container/>"}))
    assert "damaged EPUB" in refusal(epub()[:-200])


def test_a_book_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_module, "MAX_BYTES", 1 << 20)
    assert "unpacks to more than" in refusal(epub({**FILES, "a.xhtml": "a" * (2 << 20)}))


def test_a_book_of_nothing_is_told() -> None:
    empty = dict.fromkeys(("a.xhtml", "OPS/b two.xhtml"), "<html><body/></html>")
    assert "nothing to read" in refusal(epub({**FILES, **empty}))


@pytest.mark.parametrize("make", [epub, lambda: pdf(REPORT)])
def test_progress_and_cancelling(make: "type[bytes]") -> None:
    told: list[tuple[int, int | None]] = []
    cancel = threading.Event()

    def progress(count: int, total: int | None) -> None:
        told.append((count, total))
        cancel.set()

    with pytest.raises(ReadingCancelled):
        read(make(), ReadOptions(cancel=cancel, progress=progress))
    assert len(told) == 1


def test_the_lines_of_a_pdf_are_paragraphs_again() -> None:
    article = read(pdf(REPORT))
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("heading", "The wall"),
        (
            "paragraph",
            "The old wall of the harbour was built in the year of the great storm and has stood since then, "
            "and nobody knows who drew its plans.",
        ),
        ("paragraph", "It is to be raised next spring by two metres, the council said at its meeting."),
        ("paragraph", "A second page goes on here with a sentence that is long enough to fill its line."),
        ("paragraph", "And a third one ends it, also with a sentence that fills its line, as it should."),
    ]
    assert article.title == "The wall"


def test_pdfs_that_cannot_be_read_are_told() -> None:
    assert "without text" in refusal(pdf([[]]))
    assert "damaged" in refusal(b"%PDF-1.7\nplain to look at")
    assert "damaged" in refusal(pdf(REPORT)[:300])
