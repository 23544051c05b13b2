"""Correcting what was detected, from the keyboard."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.widgets import OptionList

from annotations.models import Analysis, Article
from tui import describe
from tui.highlight import Layer, Target
from tui.screens.chooser import ChooserScreen
from tui.widgets.mode_bar import MarkingBar

if TYPE_CHECKING:
    from tests.app.conftest import Reader, Running, World

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
        await reader.press("u")
        assert reader.screen.status.description.startswith("undone: speaker nobody, “")
        await reader.press("u")
        assert reader.screen.status.description.startswith("undone: speaker Jon Marek, “")
        assert speakers(reader) == ["Ada Brenner"]
    async with running() as reader:
        await reader.press("t", "s")
        assert speakers(reader) == ["Jon Marek"]
    async with running() as reader:
        assert speakers(reader) == ["Jon Marek"]


async def test_the_speaker_is_chosen_from_all_candidates_in_one_step(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "s", "S")
        chooser = reader.app.screen
        assert isinstance(chooser, ChooserScreen)
        assert "nobody" in [words for _, words in chooser.options]
        assert chooser.options[chooser.query_one(OptionList).highlighted or 0][1] == "Jon Marek"
        await reader.press("j", "enter")
        assert speakers(reader) == [None]
        await reader.press("u")
        assert speakers(reader) == ["Jon Marek"]
        await reader.press("S", "escape")
        assert speakers(reader) == ["Jon Marek"]


async def test_s_without_a_quote_says_where_one_is(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "s")
        assert "no quote here" in reader.notices[-1]


async def test_the_status_line_explains_a_quote(running: "Running") -> None:
    async with running(size=(120, 36)) as reader:
        await reader.press("t")
        assert "quote, direct: Ada Brenner, “said”, 90% sure " in reader.status


async def test_the_bounds_of_a_quote_are_marked_anew(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "i")
        assert "Bounds of the quote" in reader.app.screen.query_one(MarkingBar).words
        await reader.press("w", "w", "enter")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [QUOTE + " said Brenner"]
        assert reader.current == QUOTE + " said Brenner"
        await reader.press("m", "escape", "u")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [QUOTE]


async def test_the_details_of_a_quote_tell_what_became_of_it(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "i", "w", "w", "enter", "s", "enter")
        page = reader.app.screen._content.plain  # type: ignore[attr-defined]
        told = [line[18:] for line in page.partition("Corrections\n")[2].splitlines()]
        assert told[:2] == [f"bounds changed (was “{QUOTE}”)", "speaker Jon Marek"]
        assert "subject of cue; 90% sure" in page
        await reader.press("escape", "u", "u")
        assert reader.screen.status.description == f"undone: bounds, “{QUOTE} said Brenner”"


async def test_the_details_of_the_readers_own_quote_tell_no_confidence(running: "Running") -> None:
    async with running() as reader:
        await reader.press("n", "m", "Q", "enter")
        page = reader.app.screen._content.plain  # type: ignore[attr-defined]
        assert page.partition("Corrections\n")[2].splitlines()[0][18:] == "marked by you"
        assert "%" not in page
        assert "marked by you: speaker unknown" in page


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
        assert "label ORG, “Lindholm”" in reader.status
        await reader.press("u")
        assert "undone: label ORG, “Lindholm”" in reader.status
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


async def correct_both(running: "Running", world: "World") -> Article:
    """Correct an entity and the speaker of a quote, then replace the first and edit the words of the second."""
    async with running() as reader:
        await reader.press("3", "e", "i")
        await choose(reader, "ORG")
        await reader.press("T", "s", "ctrl+q")
        article = reader.screen.review.article
    world.client.detected = Analysis(pipeline="pretend 1.0")
    edited = article.text.replace("Lindholm", "Kastrup").replace("any other port", "any other harbour")
    return replace(article, text=edited, version="sha256:2")


async def test_corrections_that_lost_their_words_are_listed_with_ways_out(running: "Running", world: "World") -> None:
    edited = await correct_both(running, world)
    async with running(edited) as reader:
        assert "Your marks: 1 changed, 1 gone; L lists them." in reader.notices[0]
        await reader.press("L")
        rows = [option.prompt.plain for option in reader.screen.panel.options]  # type: ignore[union-attr]
        assert "changed quote: Lindholm" in rows[1]
        assert "any other harbour" in rows[1]
        assert "gone entity: ORG Lindholm" in rows[2]
        assert "quote: Lindholm, its words were changed" in reader.screen.status.description
        await reader.press("enter")
        page = reader.app.screen._content.plain  # type: ignore[attr-defined]
        assert "[-port-]{+harbour+}" in page
        assert "Lindholm" in page.partition("Corrections")[2]
        await reader.press("escape", "c")
        assert reader.screen.is_current
        await reader.press("Y")
        assert speakers(reader) == ["Lindholm"]
        assert reader.screen.current == Target(Layer.QUOTE, reader.screen.review.quotes[0].id)
        await reader.press("u")
        assert speakers(reader) == []
        assert reader.screen.current
        assert reader.screen.current.layer is Layer.CHANGED
        await reader.press("L", "j", "D")
        assert [describe.what_is_lost(lost.mark) for lost in reader.screen.lost.values()] == ["quote: Lindholm"]
        await reader.press("u", "ctrl+q")
    async with running(edited) as reader:
        assert len(reader.screen.lost) == 2


async def test_bounds_corrected_before_a_restart_are_taken_back_whole(running: "Running") -> None:
    async with running() as reader:
        await reader.press("t", "s", "i", "w", "w", "enter", "s")
        longer = QUOTE + " said Brenner"
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [longer]
        await reader.press("ctrl+q")
    async with running() as reader:
        await reader.press("u", "u")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [QUOTE]
        assert speakers(reader) == ["Jon Marek"]
        await reader.press("ctrl+r")
        assert [quote.spans[0].text for quote in reader.screen.review.quotes] == [longer]
