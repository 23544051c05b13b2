"""Correcting what was detected, from the keyboard."""

from typing import TYPE_CHECKING

from tui.highlight import Layer
from tui.screens.chooser import ChooserScreen
from tui.widgets.mode_bar import MarkingBar

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running

QUOTE = "“Ships pay less here than in any other port,”"


def speakers(reader: "Reader") -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in reader.screen.review.quotes]


def entities(reader: "Reader") -> list[tuple[str, str]]:
    return [(entity.text, entity.label) for entity in reader.screen.review.entities]


async def choose(reader: "Reader", label: str) -> None:
    chooser = reader.app.screen
    assert isinstance(chooser, ChooserScreen)
    steps = next(index for index, (name, _) in enumerate(chooser.options) if name == label)
    await reader.press(*["j"] * steps, "enter")


async def test_s_walks_the_candidates_and_undo_brings_the_first_back(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "s")
        assert speakers(reader) == ["Jon Marek"]
        assert "speaker 2 of" in reader.status
        await reader.press("s")
        assert speakers(reader) == [None]
        await reader.press("S")
        assert speakers(reader) == ["Jon Marek"]
        await reader.press("u", "u", "u")
        assert speakers(reader) == ["Ada Brenner"]
    async with running() as reader:
        await reader.press("t", "s")
        assert speakers(reader) == ["Jon Marek"]
    async with running() as reader:
        assert speakers(reader) == ["Jon Marek"]


async def test_s_without_a_quote_says_where_one_is(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "s")
        assert "no quote here" in reader.notices[-1]


async def test_the_status_line_explains_a_quote(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("t")
        assert "quote, direct: Ada Brenner, cue said, subject-of-cue 90%" in reader.status


async def test_the_bounds_of_a_quote_are_marked_anew(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "i")
        assert "Bounds of the quote" in reader.app.screen.query_one(MarkingBar).render().plain  # type: ignore[union-attr]
        await reader.press("w", "w", "enter")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [QUOTE + " said Brenner"]
        assert reader.current == QUOTE + " said Brenner"
        await reader.press("m", "escape", "u")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [QUOTE]


async def test_a_false_quote_is_removed_and_brought_back(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "D")
        assert speakers(reader) == []
        assert reader.screen.current is None
        await reader.press("u")
        assert speakers(reader) == ["Ada Brenner"]


async def test_what_an_entity_is_can_be_corrected(running: "Running") -> None:
    async with running() as reader:
        await reader.press("3", "e", "i")
        await choose(reader, "ORG")
        assert ("Lindholm", "ORG") in entities(reader)
        assert "corrected: ORG Lindholm" in reader.status
        await reader.press("u")
        assert ("Lindholm", "GPE") in entities(reader)


async def test_a_choice_can_be_left(running: "Running") -> None:
    async with running() as reader:
        await reader.press("e", "i", "j", "escape")
        assert ("Ada Brenner", "PERSON") in entities(reader)
        assert reader.screen.is_current


async def test_marked_text_becomes_an_entity_or_a_quote(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "m", "E")
        await choose(reader, "LAW")
        assert ("the toll will rise by 12 percent in May", "LAW") in entities(reader)
        assert ("12 percent", "PERCENT") not in entities(reader)
        assert reader.screen.current is not None
        assert reader.screen.current.layer is Layer.ENTITY
        await reader.press("D")
        assert ("12 percent", "PERCENT") in entities(reader)
        await reader.press("n", "m", "Q")
        assert len(speakers(reader)) == 2
        assert reader.screen.view.has_focus


async def test_entities_are_merged(running: "Running") -> None:
    async with running() as reader:
        await reader.press("4", "e", "M")
        await choose(reader, "e1")
        assert {cluster.name for cluster in reader.screen.review.entity_index} >= {"Ada Brenner", "Lindholm"}
        assert "Jon Marek" not in {cluster.name for cluster in reader.screen.review.entity_index}
        await reader.press("u")
        assert entities(reader)[3] == ("Jon Marek", "PERSON")
