"""EPUB as one article: its chapters in reading order, structure kept."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from annotations.errors import SourceError
from annotations.models import Article
from annotations.sources.assembly import Description, Piece, article_of
from annotations.sources.markup import decode_markup, parsed
from annotations.sources.material import MAX_BYTES, Material
from annotations.sources.reading import ReadingCancelled, ReadOptions
from annotations.sources.rendering import pieces_of

_CONTAINER = "META-INF/container.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html"})


class _Book:
    """The files of an EPUB, unpacked within bounds."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._left = MAX_BYTES

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raises SourceError where the files unpacked together are too big."""
        with self._archive.open(name) as file:
            data = file.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise SourceError(f"unpacks to more than {MAX_BYTES >> 20} MB.", "Split it into parts.")
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML file."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        root = etree.fromstring(self.read(name), parser=parser)
        if root is None:
            raise ValueError(name)
        return root


def read_epub(material: Material, options: ReadOptions) -> Article:
    """Return the text of an EPUB.

    Raises:
        ReadingCancelled: the reader asked to stop.
        SourceError: the file is damaged, protected, too big, or without text.
    """
    try:
        book = _Book(material.data)
        package_name = next(each.get("full-path", "") for each in book.xml(_CONTAINER).iter("{*}rootfile"))
        package = book.xml(package_name)
        pieces = tuple(_pieces(book, package, posixpath.dirname(package_name), material, options))
    except ReadingCancelled:
        raise
    except SourceError as error:
        raise material.refused(error.message, error.hint) from None
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, StopIteration, KeyError, ValueError, EOFError):
        raise material.refused("a damaged EPUB.", "Get it again, or convert it to text.") from None
    except (RuntimeError, NotImplementedError):
        raise material.refused("a protected EPUB.", "newsmark reads books without protection.") from None
    described = Description(
        title=_described(package, "title"),
        byline=", ".join(_all_described(package, "creator")) or None,
        publisher=_described(package, "publisher"),
        published=_described(package, "date"),
        language=_described(package, "language"),
    )
    return article_of(material, pieces, described)


def _pieces(
    book: _Book, package: etree._Element, folder: str, material: Material, options: ReadOptions
) -> Iterator[Piece]:
    items = {item.get("id"): item for item in package.iter("{*}item")}
    chapters = [items[each.get("idref")] for each in package.iter("{*}itemref") if each.get("idref") in items]
    for number, item in enumerate(chapters):
        if options.is_cancelled():
            raise ReadingCancelled(f"{material.name}: stopped.", "Open it again to start over.")
        options.progress(len(material.data) * number // len(chapters), len(material.data))
        if item.get("media-type") in _CHAPTERS and "nav" not in (item.get("properties") or "").split():
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
            tree = parsed(decode_markup(book.read(name)))
            yield from () if tree is None else pieces_of(tree)


def _described(package: etree._Element, name: str) -> str | None:
    return next(_all_described(package, name), None)


def _all_described(package: etree._Element, name: str) -> Iterator[str]:
    namespace = "{http://purl.org/dc/elements/1.1/}"
    return (text for each in package.iter(f"{namespace}{name}") if (text := "".join(each.itertext()).strip()))
