"""Drafts: text on the disk while it is typed, and kept when the program was killed."""

from typing import TYPE_CHECKING

from annotations.drafts import Draft
from annotations.models import Evidence, Span
from tests.toll import CLAIMS, span
from tui.services import Pace

if TYPE_CHECKING:
    from tests.app.conftest import Running, World

FIRST = CLAIMS[0]
QUICK = Pace(looking=3600, positions=3600, drafts=0.01, retrying=3600)


def left(note: str = "", *, target: str | None = FIRST.id, source: Evidence | None = None) -> Draft:
    return Draft(article="a-1", target=target, place=FIRST.spans[0], note=note, source=source)


async def test_what_is_typed_is_kept_at_once_and_dropped_when_it_is_saved(running: "Running", world: "World") -> None:
    world.pace = QUICK
    async with running() as reader:
        await reader.press("n", "c")
        await reader.write("why")
        await reader.wait_until(lambda: [draft.note for draft in world.drafts.kept.values()] == ["why"])
        await reader.press("escape")
        await reader.wait_until(lambda: not world.drafts.kept)
        assert reader.notes == {FIRST.spans[0].text: "why"}
        await reader.press("ctrl+q")
    assert world.drafts.is_saved


async def test_a_draft_of_a_claim_that_is_detected_later_waits_for_it(running: "Running", world: "World") -> None:
    world.drafts.abandoned = {"x": left("half a thought")}
    world.client.may_answer.clear()
    async with running() as reader:
        await reader.pilot.pause()
        world.client.may_answer.set()
        await reader.settle()
        assert reader.notes == {FIRST.spans[0].text: "half a thought"}
        assert "was kept" in reader.notices[-1]
        await reader.press("u")
        assert reader.notes == {}


async def test_a_source_that_is_none_yet_loses_nothing(running: "Running", world: "World") -> None:
    world.drafts.abandoned = {"x": left(source=Evidence(url="example", title="Port figures"))}
    async with running() as reader:
        (evidence,) = reader.screen.review.claims_by_id[FIRST.id].evidence
        assert (evidence.title, evidence.passage) == ("Port figures", "example")


async def test_a_draft_whose_mark_is_gone_becomes_a_note_on_the_words(running: "Running", world: "World") -> None:
    words = span("forty boats")
    world.drafts.abandoned = {
        "x": Draft(article="a-1", target="c-gone", place=Span(0, 11, words.text), note="which?"),
        "y": left("  "),
    }
    async with running() as reader:
        assert reader.notes == {"forty boats": "which?"}
