"""Pages of our own making in the mark-up habits of publishing systems and of large sites."""

import json
from html import escape

from tests.pages import FOOTER, NAV, NEWSLETTER, blocks, h1, ld, page
from tests.stories import Story

_TEASER = "What it is about, told in a line or two so that a reader who is still here goes on to click on it."


def _teasers(count: int, *, tag: str = "div", name: str = "card") -> str:
    return "".join(
        f'<{tag} class="{name}"><a href="/t{number}"><img src="t{number}.jpg" alt=""></a>'
        f'<h3><a href="/t{number}">Another thing that happened, part {number}</a></h3><p>{_TEASER}</p></{tag}>'
        for number in range(count)
    )


def _said(count: int) -> str:
    """Return what readers say below an article."""
    return "".join(
        f'<li class="comment even depth-1" id="comment-{n}"><div class="comment-body"><div class="comment-author '
        'vcard">'
        f'<cite class="fn">reader{n}</cite> <span class="says">says:</span></div><div class="comment-meta"><a '
        f'href="#{n}">'
        f"March {n + 1}, 2025 at 9:1{n % 10} am</a></div><p>I have lived here for {n + 20} years and nobody ever "
        "asked me "
        f"what I think of it, which is a pity, for I think about it every single day.</p>"
        f'<div class="reply"><a class="comment-reply-link" href="#r">Reply</a></div></div></li>'
        for n in range(count)
    )


def wordpress(story: Story) -> str:
    share = (
        '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li class="share-twitter">'
        '<a href="#">Click to share on Twitter (Opens in new window)</a></li><li class="share-end"></li></ul></div>'
    )
    caption = (
        '<div id="attachment_12" class="wp-caption alignnone"><img src="a.jpg">'
        '<p class="wp-caption-text">The scene on Friday, as seen from the other bank. (Courtesy photo)</p></div>'
    )
    related = (
        "<div id='jp-relatedposts' class='jp-relatedposts'><h3 class='jp-relatedposts-headline'><em>Related</em></h3>"
        "</div>"
    )
    author = (
        f'<div class="author-box"><h4>About {story.byline}</h4><p>{story.byline} writes about the county and its '
        "people, "
        f"and has done so for eleven years. <a href='/author/x'>View all posts</a></p></div>"
    )
    tags = (
        '<footer class="entry-meta">Posted in <a rel="category" href="/c">Local</a> | Tagged <a href="/t">town</a>'
        "</footer>"
    )
    classes = "post-4211 post type-post status-publish hentry category-social-issues tag-promotion tag-newsletter"
    post = (
        f'<article id="post-4211" class="{classes}"><header class="entry-header"><h1 class="entry-title">'
        f'{escape(story.headline)}</h1><div class="entry-meta">Posted on <time>March 14, 2025</time> by '
        f'<span class="author vcard">{story.byline}</span></div></header><div class="entry-content">'
        f"{blocks(story, between={1: caption})}{share}{related}</div>{tags}</article>{author}"
    )
    said = (
        f'<div id="comments" class="comments-area"><h2>14 thoughts</h2><ol class="comment-list">{_said(14)}</ol></div>'
    )
    return page(story, f'{NAV}<div id="primary"><main>{post}{said}</main></div>{FOOTER}')


def blogspot(story: Story) -> str:
    text = "<br /><br />".join(escape(words) for _, words in story.blocks)
    foot = (
        "<div class='post-footer'><span class='post-author'>Posted by Ada</span> <span class='post-timestamp'>at "
        "<a href='#'>8:12 AM</a></span> <span class='post-labels'>Labels: <a href='#'>town</a>, <a "
        "href='#'>news</a></span></div>"
    )
    said = "".join(
        f"<dt class='comment-author'>reader{n} said...</dt><dd class='comment-body'><p>Thank you for telling us, "
        "it was "
        f"about time that somebody did.</p></dd><dd class='comment-footer'>March {n + 1}, 2025</dd>"
        for n in range(8)
    )
    post = (
        "<div class='post hentry uncustomized-post-template'><a name='1'></a><h3 class='post-title entry-title'>"
        "<a href='#'>"
        f"{escape(story.headline)}</a></h3><div class='post-body entry-content' id='post-body-1' itemprop='description "
        f"articleBody'><div dir='ltr'>{text}</div><div style='clear: both;'></div></div>{foot}</div>"
    )
    archive = "<div class='widget BlogArchive'><h2>Blog Archive</h2><ul><li><a href='#'>2025 (4)</a></li></ul></div>"
    body = (
        f"<div id='main'><h2 class='date-header'>Friday, March 14, 2025</h2>{post}<div class='comments' id='comments'>"
    )
    return page(
        story, f"{body}<h4>8 comments:</h4><dl>{said}</dl></div></div><div id='sidebar'>{archive}</div>{FOOTER}"
    )


def medium(story: Story) -> str:
    graf = {"p": "p", "h2": "h4", "li": "li", "quote": "blockquote"}
    text = blocks(story, tags=graf).replace("<p>", '<p class="graf graf--p graf-after--p" name="1f2e">')
    figure = (
        '<figure class="graf graf--figure"><img src="a.jpg"><figcaption class="imageCaption">The author’s own picture'
        "</figcaption></figure>"
    )
    top = (
        f'<div class="u-flex"><a href="/@a">{story.byline}</a><div><button>Follow</button></div><span>5 min '
        "read</span></div>"
    )
    end = (
        '<div class="postActions"><button>1.2K claps</button><span>3 responses</span></div><div class="u-card"><h3>'
        f'<a href="/@a">{story.byline}</a></h3><p>Writes about towns and the people in them.</p>'
        "<button>Follow</button></div>"
    )
    more = f'<div class="streamItem"><h4>More from The Harbour Courier</h4>{_teasers(4, name="streamItem-card")}</div>'
    inner = f'<div class="section-inner">{h1(story)}{top}{figure}{text}</div>'
    body = f'<article class="postArticle"><section class="section section--body"><div>{inner}</div></section></article>'
    return page(story, f"<div id=root><header>Sign in Get started</header>{body}{end}{more}</div>", head=ld(story))


def substack(story: Story) -> str:
    subscribe = (
        '<div class="subscription-widget-wrap" data-attrs="{}"><div class="subscription-widget show-subscribe"><div '
        'class="preamble"><p>The Harbour Courier is a reader-supported publication. To receive new posts and '
        "support my "
        'work, consider becoming a free or paid subscriber.</p></div><form><input type="email"><input type="submit" '
        'value="Subscribe"></form></div></div>'
    )
    button = '<p class="button-wrapper"><a class="button primary" href="#"><span>Share this post</span></a></p>'
    text = blocks(story, between={3: subscribe, 6: button})
    post = (
        f'<div class="single-post"><article class="newsletter-post post"><div class="post-header">'
        f'<h1 class="post-title">{escape(story.headline)}</h1><div class="byline-wrapper">{story.byline}</div></div>'
        f'<div class="available-content"><div class="body markup" dir="auto">{text}</div></div></article></div>'
    )
    said = "".join(
        f'<div class="comment"><div class="comment-content"><p>Lovely piece, number {n}. I passed it on to my sister, '
        "who used to live there.</p></div></div>"
        for n in range(12)
    )
    body = (
        f'{post}<div id="discussion"><h4>Discussion about this post</h4><div class="comments-page">{said}</div></div>'
    )
    return page(story, f'<div id="entry">{body}</div>', head=ld(story))


def broadcaster(story: Story) -> str:
    """Each paragraph lies in a box of its own, with generated names."""
    parts = []
    for number, (kind, words) in enumerate(story.blocks):
        tag = {"h2": "h2", "quote": "blockquote", "li": "p"}.get(kind, "p")
        sort = "subheadline-block" if kind == "h2" else "text-block"
        parts.append(
            f'<div data-component="{sort}" class="ssrcss-11r1m41-RichTextComponentWrapper e5vyt0{number}"><div '
            f'class="ssrcss-7uxr49"><{tag} class="ssrcss-1q0x1qg-Paragraph">{escape(words)}</{tag}></div></div>'
        )
    links = "".join(f"<li><a href=/{n}>A story of June, {n}</a></li>" for n in range(3))
    parts.insert(4, f'<div data-component="links-block"><ul>{links}</ul></div>')
    read = "".join(f"<li><a href=/{n}>A thing many read, {n}</a></li>" for n in range(9))
    most = f'<section data-component="mostRead"><h2>Most read</h2><ol>{read}</ol></section>'
    top = f"{h1(story)}<div data-component='byline-block'><div>By {story.byline}</div><div>Local reporter</div></div>"
    body = (
        f'<main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper">{top}{"".join(parts)}</article></main>'
    )
    return page(story, f'{NAV}<div id="root">{body}<div>{_teasers(6)}</div>{most}</div>{FOOTER}', head=ld(story))


def magazine_chunks(story: Story) -> str:
    """The body lies in several boxes of one name, with advertisements and an invitation between them."""
    middle = max(1, len(story.blocks) // 3)
    thirds = [story.blocks[start : start + middle] for start in range(0, len(story.blocks), middle)]
    ad = '<div class="ad ad--in-content"><div class="ad__slot">Advertisement</div></div>'
    texts = [blocks(story._replace(blocks=third)) for third in thirds]
    chunks = f"{ad}{NEWSLETTER}".join(
        f'<div class="grid grid-items-2"><div class="body__inner-container">{text}</div></div>' for text in texts
    )
    top = f'<header class="content-header">{h1(story)}<span>By {story.byline}</span></header>'
    return page(
        story,
        f'{NAV}<article class="article main-content">{top}<div class="article__body">{chunks}</div></article>{FOOTER}',
    )


def local_station(story: Story) -> str:
    related = '<p><strong>RELATED: <a href="/x">What we know about the other bridge</a></strong></p>'
    text = blocks(story, between={2: related, 5: '<p><em><a href="/y">PHOTOS: The scene from above</a></em></p>'})
    tail = (
        "<p><em>Copyright 2025 The Harbour Courier. All rights reserved. This material may not be published, "
        "broadcast, "
        "rewritten or redistributed.</em></p>"
    )
    top = (
        f'<p class="author-name">by: <a href="/a">{story.byline}</a></p><p>Posted: <time>Mar 14, 2025 / 08:12 '
        "AM</time></p>"
    )
    share = '<div class="article-social"><ul><li><a>Facebook</a></li><li><a>Twitter</a></li></ul></div>'
    body = (
        f'<article class="article">{h1(story)}<div class="article-authors">{top}</div>{share}<div '
        'class="article-content '
        f'article-body rich-text">{text}{tail}</div></article><aside><h2>Trending Stories</h2>{_teasers(5)}</aside>'
    )
    return page(story, f'{NAV}<div class="site-content">{body}</div>{FOOTER}', attributes='lang="en-US" class="no-js"')


def broadsheet(story: Story) -> str:
    rich = (
        '<aside class="element element-rich-link"><div class="rich-link"><h1 class="rich-link__title">'
        '<a href="/x">Why the county waited six years</a></h1><span>Read more</span></div></aside>'
    )
    letter = f'<gu-island name="EmailSignUp"><aside><p>{_TEASER}</p></aside></gu-island>'
    text = blocks(story, between={2: rich, 5: letter})
    end = (
        '<div class="submeta"><div class="submeta__label">Topics</div><ul class="submeta__links"><li><a '
        'href="/a">Town</a>'
        '</li><li><a href="/b">News</a></li></ul><a>Reuse this content</a></div>'
    )
    top = (
        f'{h1(story)}<div class="content__meta-container"><p class="byline">{story.byline}</p><p>Fri 14 Mar 2025</p>'
        "</div>"
    )
    body = (
        f'<article id="article"><div class="content__main"><div class="content__article-body">{text}</div>{end}</div>'
        "</article>"
    )
    more = f'<section class="fc-container"><h2>More on this story</h2>{_teasers(6, name="fc-item")}</section>'
    popular = f'<section class="most-popular"><h2>Most viewed</h2>{_teasers(4)}</section>'
    return page(story, f"{NAV}{top}{body}{more}{popular}{FOOTER}", head=ld(story))


def rendered_by_script(story: Story) -> str:
    """A page of generated names, with its data once more in a script."""
    data = {"props": {"article": {"body": [f"<p>{words}</p>" for _, words in story.blocks]}}}
    text = blocks(story).replace("<p>", '<p class="sc-1f3d mb-6 text-lg leading-8">')
    share = '<div class="flex gap-2"><span>Share</span><button>Copy link</button><button>Email</button></div>'
    cards = _teasers(8, tag="li", name="sc-9ab flex")
    body = (
        f'<div id="__next"><div class="sc-aXZVg"><div class="sc-gEvEer">{h1(story)}<div '
        f'class="sc-eqUAAy">{story.byline}'
        f'<span>Updated 2 hours ago</span></div>{share}<div class="sc-fqkvVR">{text}</div></div><div><h2>Up '
        "next</h2><ul>"
        f"{cards}</ul></div></div></div>"
    )
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return page(story, NAV + body + FOOTER + script)


def cards_before(story: Story) -> str:
    """A menu and a front full of cards, each of them an article by its tag, before the article itself."""
    cards = _teasers(9, tag="article", name="story-card")
    body = (
        f'<div class="mega-menu"><section>{cards}</section></div><article '
        f'class="story">{h1(story)}{blocks(story)}</article>'
    )
    return page(story, NAV + body + FOOTER)


def nested_articles(story: Story) -> str:
    card = f'<article class="card card--inline"><h4><a href="/x">The other bridge</a></h4><p>{_TEASER}</p></article>'
    text = blocks(story, between={2: card, 5: card.replace("/x", "/y")})
    return page(story, f"{NAV}<main><article>{h1(story)}{text}</article></main>{_teasers(4, tag='article')}{FOOTER}")


def live_entries(story: Story) -> str:
    entries = "".join(
        f'<article class="liveblog-entry" id="e{number}"><header><time '
        f'datetime="2025-03-14T09:{number:02}">9.{number:02}am</time>'
        f'</header><div class="liveblog-entry__body"><p>{escape(words)}</p></div></article>'
        for number, (_, words) in enumerate(story.blocks)
    )
    return page(
        story, f'{NAV}<main><h1>{escape(story.headline)}</h1><div class="liveblog">{entries}</div></main>{FOOTER}'
    )


def more_said_than_told(story: Story) -> str:
    said = f'<section class="discussion"><h2>Join the conversation</h2><ol class="thread">{_said(60)}</ol></section>'
    return page(
        story, f'{NAV}<div class="content"><div class="story">{h1(story)}{blocks(story)}</div>{said}</div>{FOOTER}'
    )


def named_like_furniture(story: Story) -> str:
    """Names that speak of sharing, promotion and newsletters stand around the article itself."""
    inner = f'<div class="text social-share-enabled" id="promo-article-content">{blocks(story)}</div>'
    body = (
        f'<div class="newsletter-popup-enabled related-sidebar">{h1(story)}<div class="share-layout">{inner}</div>'
        "</div>"
    )
    return page(story, NAV + body + FOOTER)


def share_counts(story: Story) -> str:
    top = (
        '<div class="meta"><span>1.2k</span> <span>SHARES</span> <a>Share</a> <a>Tweet</a> <a>Pin</a></div>'
        f'<div class="by">{story.byline}</div><div>Mar. 14, 2025, 8:12 AM</div>'
    )
    box = (
        '<div class="recirc-box"><b>See also</b><ul><li><a href="/1">One thing</a></li><li><a href="/2">Another '
        "thing</a></li></ul></div>"
    )
    text = blocks(story, between={3: box})
    return page(story, f'{NAV}<section class="post-content">{h1(story)}{top}{text}</section>{FOOTER}', head=ld(story))


def gallery_inside(story: Story) -> str:
    """A machine that shows pictures stands before the first paragraph."""
    slides = "".join(
        f'<div class="gal-slide" data-caption="Picture {n}" data-credit="Jo Field"></div>' for n in range(9)
    )
    gallery = (
        f'<div class="inline-content gallery-embed"><div class="gal-view">{slides}<div class="gal-nav">'
        "<i>×</i></div></div>"
        '<div class="gal-embed-promo"><div><span class="cell">The scene in pictures</span></div><div>View Photos</div>'
        '<div><span class="cell">People who live there came to look, and stayed for hours in the rain.</span>'
        "</div></div>"
        '<div class="gal-details"><div>Caption</div><div class="gal-blurb">People who live there came to look, '
        "and stayed "
        'for hours in the rain.</div><div class="gal-caption"><span>March 14, 2025</span> <span>A man looks on.</span> '
        "<span>Jo Field/AFP/Getty Images</span></div><a>Buy Photo</a></div><div>Wait 1 second to continue.</div></div>"
    )
    text = blocks(story, between={0: gallery})
    return page(
        story, f'{NAV}<div id="main-content">{h1(story)}<div id="article-body"><article>{text}</article></div></div>'
    )


SITES = (
    *(wordpress, blogspot, medium, substack, broadcaster, magazine_chunks, local_station, broadsheet),
    *(rendered_by_script, cards_before, nested_articles, live_entries, more_said_than_told),
    *(named_like_furniture, share_counts, gallery_inside),
)
