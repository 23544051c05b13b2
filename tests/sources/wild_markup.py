"""Pages of our own making in mark-up that is old, broken, or not meant for what it says."""

from html import escape

from tests.pages import COOKIES, FOOTER, NAV, RELATED, TAGS, blocks, h1, ld, page
from tests.stories import Story, stories

_DIVS = {**TAGS, "p": "div"}


def unclosed(story: Story) -> str:
    text = "\n<p>".join(
        f"<b>{escape(words)}" if kind == "h2" else f"</b>{escape(words)}" for kind, words in story.blocks
    )
    return (
        f"<html><head><title>{escape(story.headline)}</title><body bgcolor=white><ul><li><a href=a>Home<li><a "
        "href=b>News</ul>"
        f"<h1>{escape(story.headline)}</h1></div><p>{text}</span></td><hr><p>Back to the <a href=/>front page</a>"
    )


def font_tags(story: Story) -> str:
    text = "".join(f'<p><font face="Arial" size="2">{escape(words)}</font></p>' for _, words in story.blocks)
    menu = "".join(f'<tr><td><a href="/{n}"><font size=1>Section {n}</font></a></td></tr>' for n in range(8))
    return (
        f"<HTML><HEAD><TITLE>{escape(story.headline)}</TITLE></HEAD><BODY><CENTER><TABLE width=760><TR><TD width=120 "
        f"valign=top><table>{menu}</table></TD><TD><FONT size=5><B>{escape(story.headline)}</B></FONT>{text}</TD></TR>"
        f"</TABLE><font size=1>Copyright 2003 The Harbour Courier</font></CENTER></BODY></HTML>"
    )


def upper_case_breaks(story: Story) -> str:
    text = "<BR>&nbsp;&nbsp;&nbsp;<BR>".join(escape(words) for _, words in story.blocks)
    return (
        f"<HTML><HEAD><TITLE>{escape(story.headline)}</TITLE></HEAD><BODY><H2>{escape(story.headline)}</H2>"
        f'<P><I>By {story.byline}</I><P>{text}<P><A HREF="/">Home</A> | <A HREF="/n">News</A></BODY></HTML>'
    )


def div_paragraphs(story: Story) -> str:
    ad = '<div class="ad-slot-rail"><div class="ad-feedback">Advertisement</div></div>'
    text = blocks(story, tags=_DIVS, between={2: ad, 5: ad}).replace("<div>", '<div class="zn-body__paragraph">')
    body = (
        f'<div class="l-container"><section class="zn-body-text"><div class="zn-body__read-all">{text}</div></section>'
        "</div>"
    )
    return page(story, f"{NAV}{h1(story)}{body}{FOOTER}", head=ld(story))


def pasted_spans(story: Story) -> str:
    text = "".join(
        f'<div style="line-height:1.4"><span style="font-family: Georgia;"><span lang="EN">{escape(words)}</span>'
        "</span>"
        f"</div><div><span><br></span></div>"
        for _, words in story.blocks
    )
    return page(story, f'{NAV}<div class="entry"><h2 class="title">{escape(story.headline)}</h2>{text}</div>{FOOTER}')


def scripts_between(story: Story) -> str:
    script = (
        "<script>document.write('<p>Win a weekend for two at the seaside, enter your name below now</p>');"
        'var t = "<div class=story><p>Not a story at all, only the template of one</p></div>";</script>'
    )
    template = (
        '<template><p>{{headline}} by {{author}}</p></template><noscript><img src="p.gif"><p>Turn on scripts</p>'
        "</noscript>"
    )
    style = "<style>.story p { margin: 0 }</style>"
    text = blocks(story, between={1: script, 3: template, 5: style, 7: script})
    return page(story, f'{NAV}<div class="story-body">{h1(story)}{text}</div>{FOOTER}')


def hidden_copy(story: Story) -> str:
    """The same text twice: once for narrow screens, once for wide ones."""
    copy = f'<div class="mobile-only" style="display:none" aria-hidden="true">{blocks(story)}</div>'
    return page(story, f'{NAV}{h1(story)}<div class="desktop-only">{blocks(story)}</div>{copy}{FOOTER}')


def print_page(story: Story) -> str:
    text = blocks(story)
    body = f"<h1>{escape(story.headline)}</h1><p><i>By {story.byline}</i></p>{text}<hr><p>Find this article at:</p>"
    return (
        f'<html><head><title>Print - {escape(story.headline)}</title></head><body onload="window.print()">{body}'
        f"<p>https://courier.example/2025/03/14/a.html</p></body></html>"
    )


def amp_page(story: Story) -> str:
    text = blocks(
        story,
        between={
            1: '<amp-ad layout="responsive" type="doubleclick"><div placeholder>Advertisement</div></amp-ad>',
            3: "<amp-accordion><section><h4>Listen</h4><p>Press play to hear it.</p></section></amp-accordion>",
            5: '<figure><amp-img src="a.jpg"></amp-img><figcaption>Seen from above</figcaption></figure>',
        },
    )
    more = (
        '<amp-list src="/more.json"><template type="amp-mustache"><a href="{{url}}">{{title}}</a></template></amp-list>'
    )
    body = (
        f'<header class="amp-wp-header"></header><article class="amp-wp-article"><header>{h1(story)}</header><div '
        f'class="amp-wp-article-content">{text}</div></article>'
    )
    return page(story, f"{body}{more}{FOOTER}", attributes="⚡ lang=en")


def very_short(story: Story) -> str:
    words = f'<div class="text"><p>{escape(story.blocks[0][1])}</p></div>'
    cards = "".join(f'<div class="item"><h3><a href="/{n}">Another short thing, {n}</a></h3></div>' for n in range(6))
    body = f"<main>{h1(story)}{words}</main><div class=list>{cards}</div>"
    return page(story, NAV + body + FOOTER, head=ld(story))


def very_long(story: Story) -> str:
    parts = "".join(f"<h2>Part {number}</h2>{blocks(each)}" for number, each in enumerate(stories(), 1))
    return page(story, f'{NAV}<article><div class="longform">{h1(story)}{parts}</div>{RELATED}</article>{FOOTER}')


def all_list(story: Story) -> str:
    """What there is to tell is told in a numbered list."""
    items = "".join(f"<li><b>{number}.</b> {escape(words)}</li>" for number, (_, words) in enumerate(story.blocks, 1))
    return page(story, f'{NAV}<article>{h1(story)}<ol class="reasons">{items}</ol></article>{FOOTER}')


def all_quoted(story: Story) -> str:
    """A letter that is printed as a whole."""
    words = "".join(f"<p>{escape(words)}</p>" for _, words in story.blocks)
    return page(story, f"{NAV}<article>{h1(story)}<blockquote>{words}</blockquote></article>{FOOTER}")


def questions_in_bold(story: Story) -> str:
    text = "".join(
        f"<p><strong>{escape(words)}</strong></p>" if kind == "h2" else f"<p>{escape(words)}<br></p><p>&nbsp;</p>"
        for kind, words in story.blocks
    )
    return page(story, f'{NAV}<div id="article">{h1(story)}{text}</div>{FOOTER}')


def drop_caps(story: Story) -> str:
    (_, first), *rest = story.blocks
    lead = f'<p><span class="dropcap">{first[0]}</span>{escape(first[1:])}</p>'
    body = f'<div class="article-body">{h1(story)}{lead}{blocks(story._replace(blocks=tuple(rest)))}</div>'
    return page(story, NAV + body + FOOTER)


def many_links(story: Story) -> str:
    """A blog that links half of its words."""
    linked = (
        " ".join(f"<a href=/{n}>{escape(word)}</a>" if n % 2 else escape(word) for n, word in enumerate(words.split()))
        for _, words in story.blocks
    )
    text = "".join(f"<p>{words}</p>" for words in linked)
    return page(story, f'{NAV}<div class="post"><h2>{escape(story.headline)}</h2>{text}</div>{FOOTER}')


def loud_consent(story: Story) -> str:
    long = COOKIES.replace(
        "You can change", "We keep what you choose for six months and ask again. " * 20 + "You can change"
    )
    return page(story, f'<div id="gdpr">{long}</div>{NAV}<div class="main">{h1(story)}{blocks(story)}</div>{FOOTER}')


def behind_a_layer(story: Story) -> str:
    layer = (
        '<div class="paywall-overlay"><h3>Keep reading</h3><p>Choose the plan that suits you.</p>'
        "<button>Subscribe</button></div>"
    )
    text = f'<div class="article-text meteredContent" data-paywall="true">{blocks(story)}</div>'
    return page(story, f'{NAV}<div class="page-wrap">{h1(story)}{text}{layer}</div>{FOOTER}', head=ld(story))


def bare_text(story: Story) -> str:
    """No element but boxes, and text between them."""
    text = "".join(f"<div>{escape(words)}</div>" for _, words in story.blocks)
    return page(story, f"<div><div><div>{escape(story.headline)}</div><div>{text}</div></div></div>")


MARKUP = (
    *(unclosed, font_tags, upper_case_breaks, div_paragraphs, pasted_spans, scripts_between, hidden_copy, print_page),
    *(amp_page, very_short, very_long, all_list, all_quoted, questions_in_bold, drop_caps, many_links, loud_consent),
    *(behind_a_layer, bare_text),
)
