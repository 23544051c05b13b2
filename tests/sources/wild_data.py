"""Pages of our own making whose data for machines are cut, dressed up, or about something else."""

from html import escape

from tests.pages import FIGURE, FOOTER, NAV, RELATED, blocks, h1, ld, page
from tests.stories import Story, stories


def _body(story: Story) -> str:
    return f'{NAV}<div class="wrap">{h1(story)}<div class="copy">{blocks(story)}</div></div>{RELATED}{FOOTER}'


def body_cut(story: Story) -> str:
    return page(story, _body(story), head=ld(story, articleBody=f"{story.main_text[:400]}..."))


def body_of_another(story: Story) -> str:
    other = next(each for each in stories() if each.headline != story.headline)
    return page(story, _body(story), head=ld(story, articleBody=other.main_text))


def body_with_mark_up(story: Story) -> str:
    marked = escape("".join(f"<p>{words}</p>" for _, words in story.blocks))
    return page(story, _body(story), head=ld(story, articleBody=marked))


def body_with_everything(story: Story) -> str:
    """Captions and invitations are in the data, because they are made of the same text."""
    said = f"{story.headline} By {story.byline} ADVERTISEMENT {story.main_text} Sign up for our newsletter. Read more."
    return page(
        story,
        _body(story).replace('<div class="copy">', f'<div class="copy">{FIGURE}'),
        head=ld(story, articleBody=said),
    )


def body_without_spaces(story: Story) -> str:
    return page(story, _body(story), head=ld(story, articleBody="".join(words for _, words in story.blocks)))


def several_described(story: Story) -> str:
    """The stories beside are described before the one that is told."""
    others = [each for each in stories() if each.headline != story.headline]
    head = "".join(ld(each, articleBody=each.main_text) for each in others[:2]) + ld(story)
    return page(story, _body(story), head=head)


DATA = (body_cut, body_of_another, body_with_mark_up, body_with_everything, body_without_spaces, several_described)
