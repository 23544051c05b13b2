import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchors import anchor, resolve
from annotations.models import Anchor, Span
from tests.builders import make_span

TEXT = (
    "Porto will close its bridge. “It is unsafe,” said Ana Lima, the mayor, “and it is old.” The work will cost 48 "
    "million euros. Ana Lima said the work will cost 48 million euros at most."
)

STRAIGHT = str.maketrans("“”", "''")


def test_an_anchor_keeps_the_words_and_32_characters_around_them() -> None:
    span = make_span(TEXT, "said Ana Lima")
    held = anchor(TEXT, [span])
    assert held == Anchor(
        exact="said Ana Lima", prefix=TEXT[span.start - 32 : span.start], suffix=TEXT[span.end : span.end + 32]
    )


def test_an_anchor_at_the_edges_has_less_context() -> None:
    held = anchor("all", [Span(0, 3, "all")])
    assert (held.prefix, held.exact, held.suffix) == ("", "all", "")


def test_an_unchanged_text_resolves_exactly() -> None:
    spans = (make_span(TEXT, "“It is unsafe,”"), make_span(TEXT, "“and it is old.”"))
    resolved = resolve(TEXT, anchor(TEXT, spans), spans)
    assert (resolved.status, resolved.spans) == ("exact", spans)


def test_all_spans_shift_with_their_words() -> None:
    spans = (make_span(TEXT, "“It is unsafe,”"), make_span(TEXT, "“and it is old.”"))
    resolved = resolve(f"Breaking news. {TEXT}", anchor(TEXT, spans), spans)
    assert resolved.status == "moved"
    assert resolved.spans == tuple(Span(span.start + 15, span.end + 15, span.text) for span in spans)


def test_words_that_are_gone_leave_an_orphan_where_it_was() -> None:
    spans = (make_span(TEXT, "Ana Lima"),)
    resolved = resolve(TEXT.replace("Ana Lima", "Rui Costa"), anchor(TEXT, spans), spans)
    assert (resolved.status, resolved.spans) == ("orphan", spans)


def test_the_context_decides_between_several_places() -> None:
    second = make_span(TEXT, "48 million euros", after=TEXT.index("at most") - 20)
    edited = f"The city spends 48 million euros on {'schools and ' * 20}parks. {TEXT}"
    resolved = resolve(edited, anchor(TEXT, [second]), [second])
    assert resolved.spans[0].start == edited.rindex("48 million euros")


def test_partial_context_decides_when_the_rest_was_edited() -> None:
    second = make_span(TEXT, "48 million euros", after=TEXT.index("at most") - 20)
    edited = "48 million euros! " + TEXT.replace("at most", "or so")
    assert resolve(edited, anchor(TEXT, [second]), [second]).spans[0].start == edited.rindex("48 million euros")


def test_words_that_nothing_vouches_for_are_only_proposed() -> None:
    held = Anchor(exact="the tax", prefix="Nobody here would ever pay him ", suffix=" on a house built before 1960.")
    text = "They spoke of the tax and left. " * 3
    resolved = resolve(text, held, [Span(46, 53, "the tax")])
    assert (resolved.status, {span.text for span in resolved.spans}) == ("changed", {"the tax"})


def test_a_long_sentence_without_a_rival_needs_no_context() -> None:
    sentence = "The reservoir lost nine million litres in a single night."
    text = f"It rained. {sentence} Nobody knows why."
    span = make_span(text, sentence)
    resolved = resolve(
        f"Nobody can explain it. {'Much else was said. ' * 9}\n\n{sentence}", anchor(text, [span]), [span]
    )
    assert (resolved.status, resolved.spans[0].text) == ("moved", sentence)


def test_a_repeated_sentence_never_stands_in_for_a_removed_one() -> None:
    sentence = "The ministry declined to comment on the matter at all."
    between = "Much else was said. " * 30
    text = f"The bridge is old. {sentence} {between}\n\nThe ferry is late. {sentence} Rui Costa was asked in vain."
    first, second = make_span(text, sentence), make_span(text, sentence, after=80)
    edited = text.replace(f"{sentence} Much", "Much")
    assert resolve(edited, anchor(text, [first]), [first]).status not in {"exact", "moved"}
    kept = resolve(edited, anchor(text, [second]), [second])
    assert (kept.status, kept.spans) == ("moved", (make_span(edited, sentence),))


def test_a_repeated_sentence_at_the_old_place_of_a_removed_one_is_not_taken_for_it() -> None:
    sentence = "Nobody was hurt in the fire."
    text = f"One. {sentence} In May it burnt again, in the east. {sentence} In June it rained for days on end."
    first, second = make_span(text, sentence), make_span(text, sentence, after=20)
    edited = text[:5] + text[second.start :]
    assert edited.startswith(sentence, first.start)
    assert resolve(edited, anchor(text, [first]), [first]).status == "changed"


def test_context_tells_identical_paragraphs_apart() -> None:
    paragraph = "The council met. It voted to sell the ferry to its crew. Nobody objected to that."
    text = f"In Porto:\n\n{paragraph}\n\nIn Gdynia:\n\n{paragraph}"
    words = "It voted to sell the ferry to its crew."
    second = make_span(text, words, after=60)
    for added in ("New. ", "x" * (second.start - text.index(words) - 1) + " "):
        edited = added + text
        resolved = resolve(edited, anchor(text, [second]), [second])
        assert (resolved.status, resolved.spans[0].start) == ("moved", edited.rindex(words))


def test_a_copy_next_to_equal_words_is_asked_about() -> None:
    paragraph = "The council met. It voted to sell the ferry to its crew. Nobody objected to that at the time."
    text = f"Porto\n\n{paragraph}\n\nEnd"
    span = make_span(text, "It voted to sell the ferry")
    edited = f"New here\n\n{paragraph}\n\n{text}"
    assert resolve(edited, anchor(text, [span]), [span]).status == "changed"


@pytest.mark.parametrize(("old", "new"), [("48", "480"), ("48", "48.5"), ("48", "148"), ("bridge", "bridges")])
def test_a_word_or_number_that_goes_on_is_another_one(old: str, new: str) -> None:
    text = f"They said that all of this will cost about {old} more than it did before."
    span = Span(text.index("all of"), text.index(old) + len(old), "")
    span = Span(span.start, span.end, text[span.start : span.end])
    edited = text.replace(old, new)
    resolved = resolve(edited, anchor(text, [span]), [span])
    expected = span.start, edited.index(new) + len(new)
    assert (resolved.status, resolved.spans[0].start, resolved.spans[0].end) == ("changed", *expected)


def test_other_quotation_marks_are_no_other_words() -> None:
    span = make_span(TEXT, "“and it is old.”")
    edited = TEXT.translate(str.maketrans("“”", '""'))
    resolved = resolve(edited, anchor(TEXT, [span]), [span])
    assert (resolved.status, resolved.spans) == ("moved", (make_span(edited, '"and it is old."'),))


@pytest.mark.parametrize(
    "new",
    [
        "The city will repair the old bridge before next winter.",
        "The city will not repair the old bridge before winter.",
        "Reportedly the city will repair the old bridge before winter.",
        "The town will rebuild the old bridge before winter.",
        "The city will repair the old bridge before winter, perhaps.",
        "The city will repair the bridge.",
    ],
)
@pytest.mark.parametrize("added", ["", "Update at noon. ", "Much has been said. " * 5000])
def test_reworded_sentences_are_proposed_where_they_are(new: str, added: str) -> None:
    old = "The city will repair the old bridge before winter."
    text = f"Ana Lima is the mayor. {old} Its piers are cracked."
    span = make_span(text, old)
    edited = added + text.replace(old, new)
    resolved = resolve(edited, anchor(text, [span]), [span])
    assert (resolved.status, resolved.spans) == ("changed", (make_span(edited, new),))


def test_a_rewording_in_place_wins_over_the_old_words_elsewhere() -> None:
    old, new = "The city will repair the old bridge before winter.", "The city will repair the new bridge after winter."
    text = f"Ana Lima is the mayor. {old} Its piers are cracked. Now read on: {old} So it says."
    span = make_span(text, old)
    edited = text.replace(old, new, 1)
    resolved = resolve(edited, anchor(text, [span]), [span])
    assert (resolved.status, resolved.spans) == ("changed", (make_span(edited, new),))


def test_the_spans_of_a_reworded_quote_follow_their_words() -> None:
    spans = (make_span(TEXT, "“It is unsafe,”"), make_span(TEXT, "“and it is old.”"))
    edited = TEXT.replace("said Ana Lima, the mayor,", "Lima, who has been mayor since 2019, told us,").replace(
        "is unsafe", "is very unsafe"
    )
    resolved = resolve(edited, anchor(TEXT, spans), spans)
    assert resolved.status == "changed"
    assert [span.text for span in resolved.spans] == ["“It is very unsafe,”", "“and it is old.”"]


def test_a_removed_sentence_is_not_found_in_one_like_any_other() -> None:
    removed = "Engineers counted eleven cracks in its eastern pier last spring."
    text = f"The bridge is old. {removed} The mayor will close it in May, and the ferry will run again until autumn."
    span = make_span(text, removed)
    assert resolve(text.replace(f"{removed} ", ""), anchor(text, [span]), [span]).status == "orphan"


def test_exact_places_do_not_load_the_fuzzy_matching() -> None:
    code = (
        "import sys; from annotations.anchors import anchor, resolve; from annotations.models import Span;"
        "spans = [Span(4, 9, 'words')]; print(resolve('the words', anchor('the words', spans), spans).status);"
        "print('rapidfuzz' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout.split() == ["exact", "False"]


def test_an_anchor_without_words_or_spans_is_an_orphan() -> None:
    held = Anchor(exact="", prefix="", suffix="")
    assert resolve("some text", held, [Span(2, 2, "")]).status == "orphan"
    assert resolve("some text", Anchor(exact="some", prefix="", suffix=""), []).status == "orphan"


_WORDS = st.lists(
    st.sampled_from(["the", "mayor", "left", "8", "“no”", "it.", "\n", "👷🏽", "€"]), min_size=1, max_size=25
)


@given(_WORDS, _WORDS, st.data())
def test_whatever_is_edited_no_verdict_is_silently_on_other_words(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    text, edited = " ".join(old), " ".join(data.draw(st.permutations(old)) + new)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end, text[start:end])
    resolved = resolve(edited, anchor(text, [span]), [span])
    if resolved.status == "orphan":
        assert resolved.spans == (span,)
        return
    found = resolved.spans[0]
    assert found.text == edited[found.start : found.end] != ""
    if resolved.status != "changed":
        assert found.text.translate(STRAIGHT) == span.text.translate(STRAIGHT)
    assert resolved.status != "exact" or found == span


def test_hostile_texts_take_no_more_than_their_length() -> None:
    for text in ("a" * 400_000, "word " * 80_000, "tick tock " * 40_000, "“” " * 130_000, "Yes.\n" * 80_000):
        middle = len(text) // 10 * 5
        span = Span(middle, middle + 1000, text[middle : middle + 1000])
        held = anchor(text, [span])
        started = time.process_time()
        for edited in (f"New. {text}", f"{text[: middle + 300]} other {text[middle + 305 :]}", text[: len(text) // 3]):
            resolve(edited, held, [span])
        assert time.process_time() - started < 2


def test_spans_that_cannot_be_told_apart_any_more_become_one() -> None:
    old = Anchor(exact="The", prefix="", suffix=" mayor")
    found = resolve("The mTheThe mThe", old, (Span(0, 1, "T"), Span(2, 3, "e")))
    assert (found.status, found.spans) == ("changed", (Span(0, 3, "The"),))
