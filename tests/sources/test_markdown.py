from annotations.models import Article
from annotations.sources.markdown import read_markdown
from annotations.sources.material import Material

NOTES = """---
title: "Water & power"
author: Rita Okafor
date: 2025-04-01
---
# The meeting

The **mayor** said [the bill](https://a.example) would *rise*
by 4 percent.

* One point
* Another `point`

> “Never again,” she said.

| Year | Loss |
|------|------|
| 2024 | 12 % |

<script>alert(1)</script>
"""


def read(text: str) -> Article:
    return read_markdown(Material(data=text.encode(), name="notes.md", title="notes"))


def test_the_text_is_rendered_and_its_structure_kept() -> None:
    article = read(NOTES)
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("heading", "The meeting"),
        ("paragraph", "The mayor said the bill would rise by 4 percent."),
        ("list_item", "One point"),
        ("list_item", "Another point"),
        ("block_quote", "“Never again,” she said."),
        ("paragraph", "Year | Loss"),
        ("paragraph", "2024 | 12 %"),
    ]
    assert (article.title, article.byline, article.published) == ("Water & power", "Rita Okafor", "2025-04-01")


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert read("Some words.\n\n## A _small_ heading\n\nMore.").title == "A small heading"
    assert read("Only words, and no heading.").title == "Only words, and no heading."


def test_line_breaks_stay_within_a_block() -> None:
    article = read("First line  \nsecond line")
    assert (article.text, len(article.blocks)) == ("First line\nsecond line", 1)
