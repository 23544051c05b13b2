"""Pages of our own making around known texts, in the mark-up habits of real news sites."""

import json
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType

from tests.stories import Story, stories

NAV = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Sport", "Money"))
    + "</ul></nav>"
)
COOKIES = (
    '<div class="cookie-banner" role="dialog"><p>We and our partners use cookies to make this site work and to measure '
    "how it is used. You can change your choices.</p><button>Accept all</button><button>Reject</button></div>"
)
FOOTER = (
    '<footer><p>© 2025 The Harbour Courier. All rights reserved.</p><ul><li><a href="/t">Terms of use</a></li>'
    '<li><a href="/p">Privacy policy</a></li><li><a href="/c">Contact us</a></li></ul></footer>'
)
RELATED = (
    '<section class="related"><h3>Related stories</h3><ul><li><a href="/1">Council splits over water</a></li>'
    '<li><a href="/2">The last cinema on Quay Street shuts its doors</a></li>'
    '<li><a href="/3">Ten walks for a wet weekend</a></li></ul></section>'
)
NEWSLETTER = (
    '<div class="box"><h4>The morning letter</h4><p>Sign up for our free newsletter and get the news delivered to your '
    'inbox.</p><input type="email" placeholder="Your e-mail"><button>Sign up</button></div>'
)
AD = '<div class="dfp-slot"><span>Advertisement</span></div>'
SHARE = '<ul class="tools"><li><a href="#">Share on Facebook</a></li><li><a href="#">Tweet</a></li><li>Print</li></ul>'
FIGURE = (
    '<figure><img src="a.jpg" alt="The harbour at dawn"><figcaption>The harbour at dawn last week. '
    "Photograph: Jo Field/Getty Images</figcaption></figure>"
)
TAGS = {"p": "p", "h2": "h2", "li": "li", "quote": "blockquote"}


def page(story: Story, body: str, *, head: str = "", title: str | None = None, attributes: str = 'lang="en"') -> str:
    """Return a whole page around what stands in its body."""
    named = f"{escape(story.headline)} | The Harbour Courier" if title is None else title
    return (
        f'<!DOCTYPE html>\n<html {attributes}><head><meta charset="utf-8"><title>{named}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def blocks(story: Story, *, between: Mapping[int, str] = MappingProxyType({}), tags: Mapping[str, str] = TAGS) -> str:
    """Return the story's blocks as elements; `between` holds what goes before the block of a number."""
    parts: list[str] = []
    for number, (kind, words) in enumerate(story.blocks):
        is_listed = kind == "li"
        was_listed = number > 0 and story.blocks[number - 1][0] == "li"
        parts += ["<ul>"] * (is_listed and not was_listed) + ["</ul>"] * (was_listed and not is_listed)
        inner = f"<p>{escape(words)}</p>" if kind == "quote" else escape(words)
        parts += [between.get(number, ""), f"<{tags[kind]}>{inner}</{tags[kind]}>\n"]
    return "".join(parts)


def h1(story: Story) -> str:
    """Return the headline as an element."""
    return f"<h1>{escape(story.headline)}</h1>"


def ld(story: Story, **more: object) -> str:
    """Return the story's JSON-LD."""
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": f"{story.date}T08:00:00+00:00",
        "author": [{"@type": "Person", "name": story.byline}],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Courier"},
        **more,
    }
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Courier"}, described]}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>'


def semantic(story: Story) -> str:
    body = f'<header><p class="byline">By {story.byline}</p><time datetime="{story.date}">{story.date}</time></header>'
    return page(story, f"{NAV}<main><article>{h1(story)}{body}{blocks(story)}</article></main>{FOOTER}", head=ld(story))


def nested_divs(story: Story) -> str:
    inner = "".join(f'<div class="c-{number}"><div><span>' for number in range(6))
    outer = "</span></div></div>" * 6
    text = blocks(story, tags={**TAGS, "p": "div"})
    return page(
        story, f'{NAV}<div id="wrap">{h1(story)}{inner}<div class="article-body">{text}</div>{outer}</div>{FOOTER}'
    )


def amp(story: Story) -> str:
    text = blocks(story, between={2: "<amp-ad width=300 height=250></amp-ad>", 4: '<amp-img src="a.jpg"></amp-img>'})
    body = f'<amp-sidebar id="menu">{NAV}</amp-sidebar><article class="amp-article">{h1(story)}{text}</article>{FOOTER}'
    return page(story, body, head='<link rel="canonical" href="https://courier.example/a">', attributes="amp lang=en")


def json_ld_only(story: Story) -> str:
    """The words come by script; the page holds them for search engines only."""
    head = ld(story, articleBody="\n\n".join(words for _, words in story.blocks))
    body = f'{NAV}<div id="app"></div><noscript>Please enable JavaScript.</noscript>{RELATED}{FOOTER}'
    return page(story, body, head=head)


def related_inside(story: Story) -> str:
    pointer = '<p><strong>Read more: </strong><a href="/x">Why the county waited six years</a></p>'
    text = blocks(story, between={2: pointer, 5: '<p><a href="/y">READ: How the tram came to town</a></p>'})
    return page(story, f"{NAV}<article>{h1(story)}{text}{RELATED}</article>{FOOTER}")


def cookie_banner(story: Story) -> str:
    return page(
        story, f'{COOKIES}{NAV}<div class="story"><div class="text">{h1(story)}{blocks(story)}</div></div>{FOOTER}'
    )


def captions(story: Story) -> str:
    caption = '<div class="media"><img src="b.jpg"><p class="media-caption">Photo: The quay, seen from afar</p></div>'
    text = blocks(story, between={1: FIGURE, 4: caption})
    return page(story, f"{NAV}<article>{h1(story)}{text}</article>{FOOTER}")


def live_blog(story: Story) -> str:
    paragraphs = "".join(
        f'<div class="post"><time>{9 + number}:0{number} GMT</time><div><p>{escape(words)}</p></div></div>'
        if kind != "h2"
        else f"<h2>{escape(words)}</h2>"
        for number, (kind, words) in enumerate(story.blocks)
    )
    return page(
        story, f'{NAV}<main><h1>{escape(story.headline)}</h1><div class="live-feed">{paragraphs}</div></main>{FOOTER}'
    )


def pull_quotes(story: Story) -> str:
    sentence = next(words for kind, words in story.blocks if kind == "p" and "“" in words)
    quote = f'<blockquote class="pq">{escape(sentence[sentence.index("“") : sentence.index("”") + 1])}</blockquote>'
    text = blocks(story, between={6: quote})
    return page(story, f"{NAV}<article>{h1(story)}{text}</article>{FOOTER}")


def inline_ads(story: Story) -> str:
    ad = "<div><p>Advertisement</p><p>Story continues below advertisement</p></div>"
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story, between={2: ad, 4: AD, 6: ad})}</article>{FOOTER}")


def newsletter_box(story: Story) -> str:
    return page(
        story, f"{NAV}<article>{h1(story)}{blocks(story, between={3: NEWSLETTER, 6: NEWSLETTER})}</article>{FOOTER}"
    )


def paginated(story: Story) -> str:
    pages = '<div class="pages"><span>Page 1 of 2</span> <a href="?page=2">Next page</a></div>'
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story)}{pages}</article>{FOOTER}")


def bylines_in_text(story: Story) -> str:
    lines = f"<p>By {story.byline}</p><p>Published 14 March 2025, 08:12 GMT</p><p>3 min read</p>{SHARE}"
    return page(story, f"{NAV}<div class=content>{h1(story)}{lines}{blocks(story)}</div>{FOOTER}", head=ld(story))


def entities_in_title(story: Story) -> str:
    title = escape(story.headline).replace("&amp;", "&amp;amp;") + " &mdash; The Harbour Courier"
    head = f'<meta property="og:title" content="{escape(story.headline)}"><meta property="og:type" content="article">'
    return page(
        story, f"{NAV}<article><h1>{escape(story.headline)}</h1>{blocks(story)}</article>", head=head, title=title
    )


def line_breaks(story: Story) -> str:
    text = "<br><br>\n".join(escape(words) for _, words in story.blocks)
    return page(
        story, f'{NAV}<table><tr><td class="content"><h1>{escape(story.headline)}</h1>{text}</td></tr></table>{FOOTER}'
    )


def tables(story: Story) -> str:
    rows = "".join(f"<tr><th>{year}</th><td>{year * 3} vehicles</td></tr>" for year in (2019, 2020, 2021))
    table = f'<aside class="factbox"><h3>In figures</h3><table>{rows}</table></aside>'
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story, between={5: table})}</article>{FOOTER}")


def sidebar(story: Story) -> str:
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{number}">Headline of another story, {number}</a></h3><p>What it is about, '
        f"told in a line or two so that one clicks on it.</p></div>"
        for number in range(8)
    )
    columns = f'<div class="col-8">{h1(story)}{blocks(story)}</div><div class="col-4">{teasers}</div>'
    body = f'{NAV}<div class="row">{columns}</div>'
    return page(story, body + FOOTER)


def comments(story: Story) -> str:
    said = "".join(
        f'<li class="comment"><b>reader{n}</b><p>I never trusted that thing anyway, and I am not alone.</p></li>'
        for n in range(9)
    )
    body = f"<article>{h1(story)}{blocks(story)}</article><section><h2>Comments (9)</h2><ol>{said}</ol></section>"
    return page(story, NAV + body + FOOTER)


def microdata(story: Story) -> str:
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{escape(story.headline)}</h1>'
        f'<span itemprop="author">{story.byline}</span><div itemprop="articleBody">{blocks(story)}</div></div>'
    )
    return page(story, f"{NAV}{body}{RELATED}{FOOTER}")


def utility_classes(story: Story) -> str:
    text = blocks(story, tags=TAGS).replace("<p>", '<p class="css-1n2x mb-4 text-lg">')
    main = f'<main class="css-1a"><div class="css-7k">{h1(story)}{text}</div></main>'
    body = f'<div id="__next"><div class="css-9f px-4">{main}</div></div>'
    return page(story, NAV + body + FOOTER, head=ld(story))


def tail_of_links(story: Story) -> str:
    more = "".join(f"<p><a href='/{n}'>Another thing that happened in the town, part {n}</a></p>" for n in range(5))
    tail = (
        f"<h3>More from The Harbour Courier</h3>{more}<p>Follow us on Facebook and X</p><p>Tags: town, money, steel</p>"
    )
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story)}{tail}</article>{FOOTER}")


def infinite_scroll(story: Story) -> str:
    other = next(each for each in stories() if each.headline != story.headline)
    following = f'<div class="infinite-scroll"><article><h1>{other.headline}</h1>{blocks(other)}</article></div>'
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story)}</article>{following}{FOOTER}", head=ld(story))


def embedded_posts(story: Story) -> str:
    post = (
        '<blockquote class="twitter-tweet"><p>Traffic is at a standstill on the quay, avoid it</p>— Harbour Watch '
        '<a href="https://social.example/1">March 14, 2025</a></blockquote><script async src="https://social.example/w.js"></script>'
    )
    return page(story, f"{NAV}<article>{h1(story)}{blocks(story, between={4: post})}</article>{FOOTER}")


def audio_player(story: Story) -> str:
    player = '<div class="player"><p>Listen to this article</p><p>4 min listen</p></div>'
    standfirst = f'<p class="standfirst">{escape(story.blocks[0][1])}</p>'
    text = blocks(Story(story.headline, story.byline, story.date, story.blocks[1:]))
    return page(story, f"{NAV}<article>{h1(story)}{standfirst}{player}{text}</article>{FOOTER}")


HABITS: tuple[Callable[[Story], str], ...] = (
    *(semantic, nested_divs, amp, json_ld_only, related_inside, cookie_banner, captions, live_blog, pull_quotes),
    *(
        inline_ads,
        newsletter_box,
        paginated,
        bylines_in_text,
        entities_in_title,
        line_breaks,
        tables,
        sidebar,
        comments,
    ),
    *(microdata, utility_classes, tail_of_links, infinite_scroll, embedded_posts, audio_player),
)


def pages() -> tuple[tuple[str, Story, str], ...]:
    """Return a page for each habit: its name, the story on it, and its HTML."""
    told = stories()
    return tuple(
        (habit.__name__, told[number % len(told)], habit(told[number % len(told)]))
        for number, habit in enumerate(HABITS)
    )
