"""Markdown as articles: the rendered text, its structure kept as blocks."""

import re

from markdown_it import MarkdownIt

from annotations.models import Article
from annotations.sources.assembly import Description, article_of
from annotations.sources.markup import parsed
from annotations.sources.material import Material
from annotations.sources.plain import decoded
from annotations.sources.rendering import pieces_of

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|author|date|lang)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t\r]*$", re.MULTILINE | re.IGNORECASE)


def read_markdown(material: Material) -> Article:
    """Return the article in a Markdown text (CommonMark with tables); front matter gives its title, author and date.

    Raises:
        SourceError: the bytes are no text, or empty.
    """
    text = decoded(material)
    front = _FRONT_MATTER.match(text)
    fields = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = parsed(markdown.render(text[front.end() :] if front else text))
    described = Description(
        title=fields.get("title"),
        byline=fields.get("author"),
        published=fields.get("date"),
        language=fields.get("lang"),
    )
    return article_of(material, () if tree is None else tuple(pieces_of(tree)), described)
