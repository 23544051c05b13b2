from typing import Any

import numpy as np
import pytest

from annotations.training.quote_confidence import (
    Example,
    cross_validated,
    error_interval,
    judged,
    reliability,
    weights_of,
)
from tests.parses import read

SAID = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 the/DT/det/5 bridge/NN/nsubj/7 was/VBD/cop/7 \
safe/JJ/ccomp/3 +././punct/3
"""


def example(article: str, *signs: str, right: bool, words: bool | None = None) -> Example:
    return Example(article, frozenset(signs), right if words is None else words, right)


GOOD = [example(f"a{number}", "good", right=number % 10 != 0) for number in range(100)]
BAD = [example(f"a{number}", "bad", right=number % 10 == 0) for number in range(100)]


def test_signs_of_right_quotes_weigh_for_and_others_against() -> None:
    table = weights_of([*GOOD, *BAD])
    assert table["good"].words > 1
    assert table["bad"].words < -1


def test_the_speakers_weights_look_only_at_quotes_whose_words_are_right() -> None:
    wrong_speaker = [example(f"a{number}", "they", words=True, right=False) for number in range(20)]
    table = weights_of([*GOOD, *BAD, *wrong_speaker])
    assert table["they"].words > 0 > table["they"].speaker
    assert abs(table["good"].speaker) < abs(table["they"].speaker)


def test_a_rare_sign_gets_no_weight() -> None:
    assert "rare" not in weights_of([*GOOD, *BAD, example("a1", "rare", right=True)])


def test_an_article_does_not_judge_itself() -> None:
    own = [example("b", "only here", right=True) for _ in range(20)]
    chances = cross_validated([*GOOD, *BAD, *own])
    assert chances[-1] == pytest.approx(0.5, abs=0.1)


def test_reliability_counts_what_confidence_promises() -> None:
    table = reliability([*GOOD, *BAD], np.array([0.9] * 100 + [0.1] * 100))
    assert table.error == pytest.approx(0, abs=1e-9)
    assert (table.sure, table.sure_right) == pytest.approx((0.5, 0.9))
    assert sum(count for count, _, _ in table.bins) == 200


def test_a_boast_is_an_error() -> None:
    assert reliability(BAD, np.full(100, 0.9)).error == pytest.approx(0.8)


def test_the_errors_interval_lies_around_the_error() -> None:
    chances = np.array([0.9] * 100 + [0.3] * 100)
    low, high = error_interval([*GOOD, *BAD], chances)
    assert low < reliability([*GOOD, *BAD], chances).error < high


def annotated(words: str, name: str) -> dict[str, Any]:
    text = read(SAID).text
    start = text.index(words)
    quote = {"spans": [{"start": start, "end": start + len(words)}], "speaker_name": name}
    return {"id": "a", "text": text, "quotes": [quote]}


@pytest.mark.parametrize(
    ("words", "name", "right"),
    [
        ("the bridge was safe", "Ann Lee", True),
        ("the bridge was safe", "Tom Reid", False),
        ("safe", "Ann Lee", False),
    ],
)
def test_a_quote_is_right_where_both_words_and_speaker_are(words: str, name: str, right: bool) -> None:
    assert [found.right for found in judged(annotated(words, name), read(SAID).paragraphs)] == [right]
