"""Checking claims: sources, joined claims, filters, coverage, the lists, and claims seen before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.widgets import Input, TextArea

from annotations.models import Analysis, Article, Claim, Evidence, Span
from annotations.review import open_review, tag
from tui.screens.chooser import ChooserScreen
from tui.screens.info import InfoScreen
from tui.screens.source import SourceScreen
from tui.screens.sources import SourcesScreen

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

FIRST = "the toll will rise by 12 percent in May"
SECOND = "Ships pay less here than in any other port"
THIRD = "forty boats had already left"


def sources(reader: "Reader") -> tuple[Evidence, ...]:
    return reader.screen.review.claims[0].evidence


TODAY = "2026-01-05"


async def type_source(reader: "Reader", url: str, *, passage: str = "") -> None:
    screen = reader.app.screen
    assert isinstance(screen, SourceScreen)
    screen.query_one("#url", Input).value = url
    screen.query_one("#passage", TextArea).text = passage


async def test_a_source_is_written_listed_changed_and_removed(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await type_source(reader, "https://port.example/tolls", passage="May:\n12 percent")
        await reader.press("escape")
        assert sources(reader) == (
            Evidence(url="https://port.example/tolls", passage="May:\n12 percent", accessed=TODAY),
        )
        await reader.press("enter")
        page = reader.app.screen
        assert isinstance(page, InfoScreen)
        assert f"context: https://port.example/tolls (accessed {TODAY})\nMay:\n12 percent" in page._content.plain
        await reader.press("escape", "l")
        assert isinstance(reader.app.screen, SourcesScreen)
        await reader.press("j", "enter")
        await type_source(reader, "https://port.example/new", passage="12 percent")
        await reader.press("ctrl+s")
        assert sources(reader) == (Evidence(url="https://port.example/new", passage="12 percent", accessed=TODAY),)
        await reader.press("l", "j", "D")
        assert sources(reader) == ()
        await reader.press("u")
        assert len(sources(reader)) == 1


async def test_what_is_no_address_is_told_once_and_kept_all_the_same(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await type_source(reader, "page 12 of the budget")
        await reader.press("escape")
        assert isinstance(reader.app.screen, SourceScreen)
        assert "http" in str(reader.app.screen.query_one("#complaint").render())
        await reader.press("escape")
        assert sources(reader) == (Evidence(url="", passage="page 12 of the budget", accessed=TODAY),)


async def test_an_empty_source_leaves_nothing(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "l", "escape")
        assert sources(reader) == ()
        assert reader.screen.is_current


async def test_a_source_being_written_survives_the_end_of_the_program(running: "Running", world: "World") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await type_source(reader, "not yet an addr", passage="half a sent")
        await reader.press("ctrl+q")
    (record,) = world.store.records_by_article["a-1"].values()
    assert "half a sent" in repr(record.content)
    assert "not yet an addr" in repr(record.content)


async def test_the_fields_of_a_source_are_filled_in_from_the_keyboard(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "l")
        await reader.write("https://port.example")
        await reader.press("enter")
        await reader.write("Jinks")
        await reader.press("enter", "k", "k", "enter", "j", "enter", "tab", "enter")
        await reader.write("line")
        await reader.press("enter", "escape")
        written = Evidence(url="https://port.example", title="Jinks", stance="refutes", passage="line", accessed=TODAY)
        assert sources(reader) == (written,)
        await reader.press("l", "j", "enter")
        await reader.write("/a")
        await reader.press("escape")
        assert sources(reader) == (replace(written, url="https://port.example/a"),)


async def test_joined_claims_are_tagged_together(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "M")
        chooser = reader.app.screen
        assert isinstance(chooser, ChooserScreen)
        place = [words for _, words in chooser.options].index(THIRD)
        await reader.press(*["j"] * place, "enter", "v")
        assert [reader.verdicts[words] for words in (FIRST, SECOND, THIRD)] == ["verified", None, "verified"]
        assert "same as 1 other" in reader.screen.status.description or "with 1" in reader.screen.status.description
        await reader.press("u")
        assert reader.verdicts[THIRD] is None
        await reader.press("M", "enter", "d")
        assert [reader.verdicts[words] for words in (FIRST, THIRD)] == ["disputed", None]


async def test_a_verdict_can_lead_on_to_the_next_open_claim(running: "Running") -> None:
    async with running() as reader:
        await reader.press("A", "n", "v")
        assert reader.current == SECOND
        await reader.press("d")
        assert reader.current == THIRD
        await reader.press("A", "v")
        assert reader.current == THIRD


async def test_claims_are_filtered_by_speaker_reason_and_sources(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("p", "F")
        chooser = reader.app.screen
        assert isinstance(chooser, ChooserScreen)
        labels = [words for _, words in chooser.options]
        assert labels == [
            "all claims (5)",
            "by Ada Brenner (2)",
            "by Jon Marek (2)",
            "by the article (1)",
            "names a figure (5)",
            "single source (4)",
            "unattributed (1)",
        ]
        await reader.press("j", "j", "enter")
        assert [option.id for option in reader.screen.panel.options] == [
            claim.id for claim in reader.screen.review.claims[2:4]
        ]
        assert "2 claims, Jon Marek" in str(reader.screen.panel.border_title)
        await reader.press("escape", "g", "n")
        assert reader.current == THIRD
        assert "1 of 2 claims, Jon Marek" in reader.status


async def test_the_list_shows_coverage_and_on_whose_word_a_claim_rests(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("n", "v", "p")
        panel = reader.screen.panel
        assert panel.border_subtitle == "1/5 checked, 27% by worth"
        rows = [option.prompt.plain for option in panel.options]  # type: ignore[union-attr]
        assert "single source" in rows[0]
        assert any("unattributed" in row for row in rows)
        assert "(1 done)" in reader.status


async def test_the_lists_lead_to_their_marks(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("p", "tab")
        panel = reader.screen.panel
        assert "entities" in str(panel.border_title)
        await reader.press("home", "j")
        assert reader.current == "Lindholm"
        await reader.press("f")
        assert [mark.id for mark in reader.screen.marks.leading(reader.screen.current.layer)] == [  # type: ignore[union-attr]
            reader.screen.review.entities[2].id
        ]
        await reader.press("tab")
        assert panel.border_title == "1 quote by 1 speaker"
        await reader.press("home")
        assert reader.current == "“Ships pay less here than in any other port,”"
        await reader.press("tab", "tab", "shift+tab", "tab", "tab")
        assert "entities" in str(panel.border_title)
        await reader.press("escape", "escape")
        assert reader.screen.only_entity is None


async def test_notes_are_listed(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("n", "c")
        await reader.write("ask the port")
        await reader.press("escape", "p", "shift+tab")
        assert reader.screen.panel.border_title == "1 note"
        assert "ask the port" in reader.screen.panel.options[0].prompt.plain  # type: ignore[union-attr]


async def test_an_entity_is_removed_everywhere_from_the_list(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("p", "tab", "home", "j", "D")
        assert "Lindholm" not in [entity.text for entity in reader.screen.review.entities]
        await reader.press("u")
        assert "Lindholm" in [entity.text for entity in reader.screen.review.entities]


@pytest.fixture
def seen_elsewhere(world: "World", article_of: Callable[..., Article]) -> None:
    """Another article has the first claim, which was disputed there."""
    analysis = world.client.detected
    article = replace(article_of(), id="a-2")
    other = tag(open_review(article, analysis, ()), analysis.claims[0].id, "disputed", "2026-01-02T10:00:00.000Z")
    world.store.change("a-2", other.records)


@pytest.mark.usefixtures("seen_elsewhere")
async def test_a_claim_judged_in_another_article_is_pointed_out_and_never_tagged(running: "Running") -> None:
    async with running(size=(160, 36)) as reader:
        await reader.press("n")
        assert "you disputed this on 2026-01-02 in “Elsewhere”" in reader.screen.status.description
        assert reader.verdicts[FIRST] is None
        await reader.press("enter")
        assert "Seen before" in reader.app.screen._content.plain  # type: ignore[attr-defined]
        await reader.press("escape", "p")
        assert "seen before" in reader.screen.panel.options[0].prompt.plain  # type: ignore[union-attr]
        await reader.press("tab", "tab")
        rows = [option.prompt.plain for option in reader.screen.panel.options]  # type: ignore[union-attr]
        assert any(f"elsewhere: {FIRST}" in row for row in rows)


async def test_a_long_list_is_gone_through_to_its_end(
    running: "Running", world: "World", article_of: Callable[..., Article]
) -> None:
    text = "\n".join(f"Ship number {number} came into port." for number in range(300))
    spans = [Span(text.index(line), text.index(line) + len(line) - 1, line[:-1]) for line in text.split("\n")]
    claims = tuple(Claim(id=f"c-{number:016x}", spans=(span,)) for number, span in enumerate(spans))
    world.client.detected = Analysis(claims=claims)
    async with running(article_of(text), size=(120, 36)) as reader:
        await reader.press("p", "r", "end")
        assert reader.current == "Ship number 299 came into port"
        await reader.press("pageup", "home")
        assert reader.current == "Ship number 0 came into port"
        for _ in range(20):
            await reader.pilot.press("pagedown")
        await reader.settle()
        assert reader.screen.current is not None
        assert int(reader.screen.current.id.removeprefix("c-"), 16) > 120
        await reader.press("escape", "G", "N")
        assert reader.screen.panel.highlighted_option is not None
        assert reader.screen.panel.highlighted_option.id == reader.screen.current.id
