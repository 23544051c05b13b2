"""Mark-up to pieces: what a browser would show as separate blocks, as rendered text."""

import re
from collections.abc import Iterator

from lxml import etree

from annotations.models import BlockKind
from annotations.sources.assembly import Piece

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head", "summary"), "heading"),
    **dict.fromkeys(("li", "item", "dd", "dt"), "list_item"),
    **dict.fromkeys(("blockquote", "quote"), "block_quote"),
}
"""HTML's tags, and those that trafilatura gives them."""
_NEUTRAL = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "details",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "list",
        "row",
        "lg",
        "ab",
    ]
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "title", "svg", "math", "iframe", "object", "textarea"})
_BREAKS = frozenset({"br", "lb"})
_CELLS = frozenset({"td", "th", "cell"})
_VERBATIM = frozenset({"pre"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINE = re.compile(r"\n[ \n]*\n")
_CELL_END = " | "


class Flow:
    """Collects the text of elements in document order, and cuts it where a block begins or ends."""

    def __init__(self) -> None:
        self._open: list[BlockKind | None] = []
        self._text: list[str] = []
        self._verbatim = 0

    def start(self, tag: str) -> Iterator[Piece]:
        """Enter an element."""
        if tag in _KINDS or tag in _NEUTRAL:
            yield from self.cut()
            self._open.append(_KINDS.get(tag))
        elif tag in _BREAKS:
            self._text.append("\n")
        self._verbatim += tag in _VERBATIM

    def end(self, tag: str) -> Iterator[Piece]:
        """Leave an element."""
        self._verbatim -= tag in _VERBATIM
        if tag in _KINDS or tag in _NEUTRAL:
            yield from self.cut()
            self._open.pop()
        elif tag in _CELLS:
            self._text.append(_CELL_END)

    def add(self, text: str | None) -> None:
        """Take in characters."""
        if text:
            self._text.append(text if self._verbatim else _SPACE.sub(" ", text))

    def cut(self) -> Iterator[Piece]:
        """Yield what was collected; an empty line, which two line breaks make, is the end of a block too."""
        text = "".join(self._text).strip().removesuffix(_CELL_END.rstrip())
        self._text.clear()
        kind: BlockKind = next((kind for kind in reversed(self._open) if kind), "paragraph")
        yield from (Piece(kind, part.strip()) for part in _EMPTY_LINE.split(text) if part.strip())


def pieces_of(root: etree._Element) -> Iterator[Piece]:
    """Yield the blocks of an element in document order, however deep they are nested."""
    flow = Flow()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if skipped is None and event == "start":
            if tag in _UNSEEN:
                skipped = element
                continue
            yield from flow.start(tag)
            flow.add(element.text)
        elif skipped is None or skipped is element:
            if skipped is None:
                yield from flow.end(tag)
            skipped = None
            if element is not root:
                flow.add(element.tail)
    yield from flow.cut()
