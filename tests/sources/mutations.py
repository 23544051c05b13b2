"""Pages changed at random as sites change theirs: other names, other tags, other things put between."""

from collections.abc import Callable
from random import Random

from lxml import html

from tests.pages import AD, COOKIES, FIGURE, NEWSLETTER, RELATED, SHARE

_NAMES = ("x1 css-1ab", "content", "main", "entry", "col-8", "story__inner", "text", "left", "meta", "widget", "body")
_SEMANTIC = ("article", "main", "section", "header", "footer", "figure", "aside", "nav", "figcaption")
_HOLDERS = ("div", "article", "section", "main", "body", "td")
_WHOLE = frozenset({"html", "head", "body", "li", "td", "tr", "tbody"})
"""Elements that no box can be put around."""
_FURNITURE = (
    *(COOKIES, NEWSLETTER, RELATED, SHARE, FIGURE, AD),
    "<p>Read more: <a href=/x>Why it took so long</a></p>",
    "<div><h3>Most read</h3><ol><li><a href=/1>One thing</a></li><li><a href=/2>Another</a></li></ol></div>",
    "<div><p>Ada Moss writes about towns. She lives in one with her two dogs.</p></div>",
    "<p><img src=a.jpg><br><em>(Credit: Jo Field)</em></p>",
    "<div><span>Advertisement:</span></div>",
)


def mutated(page: str, random: Random) -> str:
    """Return a page after one to four changes."""
    tree = html.document_fromstring(page)
    for change in random.choices(_CHANGES, k=random.randint(1, 4)):
        change(tree, random)
    return html.tostring(tree, encoding="unicode", doctype="<!doctype html>")


def _body(tree: html.HtmlElement) -> html.HtmlElement:
    return tree if tree.body is None else tree.body


def _rename(tree: html.HtmlElement, random: Random) -> None:
    named: dict[str, str] = {}
    for element in _body(tree).xpath(".//*[@class]"):
        element.set("class", named.setdefault(element.get("class"), random.choice(_NAMES)))


def _forget_names(tree: html.HtmlElement, random: Random) -> None:
    for element in _body(tree).xpath(".//*[@class]"):
        if random.random() < 0.3:
            del element.attrib["class"]


def _forget_meaning(tree: html.HtmlElement, _: Random) -> None:
    for element in list(_body(tree).iter(*_SEMANTIC)):
        element.tag = "div"


def _box_paragraphs(tree: html.HtmlElement, _: Random) -> None:
    for element in list(_body(tree).iter("p")):
        element.tag = "div"


def _put_between(tree: html.HtmlElement, random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        holder = random.choice([_body(tree), *_body(tree).iter(*_HOLDERS)])
        holder.insert(random.randint(0, len(holder)), html.fragment_fromstring(random.choice(_FURNITURE)))


def _forget_data(tree: html.HtmlElement, _: Random) -> None:
    for element in tree.xpath("//script|//head/meta|//head/link"):
        element.drop_tree()


def _wrap(tree: html.HtmlElement, random: Random) -> None:
    for _ in range(3):
        inner = random.choice([each for each in _body(tree).iter() if isinstance(each.tag, str)])
        if inner.tag not in _WHOLE:
            box = html.Element("div")
            box.set("class", random.choice(_NAMES))
            inner.addprevious(box)
            box.tail, inner.tail = inner.tail, None
            box.append(inner)


_CHANGES: tuple[Callable[[html.HtmlElement, Random], None], ...] = (
    *(_rename, _forget_names, _forget_meaning, _box_paragraphs, _put_between, _forget_data, _wrap),
)
