"""The fit of the check-worthiness: graded worth, signs that hold, figures as the reader sees the list."""

import pytest

from annotations.training.claim_worth import (
    Reading,
    Statement,
    average_precision,
    cross_validated,
    figures,
    scores,
    weights_of,
)

HIGH = Statement({"money": 1.0, "past": 1.0}, "h")
MIDDLE = Statement({"past": 1.0}, "m")
NO_CLAIM = Statement({"opinion": 1.0}, None)


def readings(*statements: Statement, copies: int = 30) -> list[Reading]:
    return [Reading(statements, 2, 1) for _ in range(copies)]


def test_what_is_worth_more_gets_the_higher_score() -> None:
    training = readings(HIGH, MIDDLE, NO_CLAIM)
    high, middle, none = scores(weights_of(training), training[0])
    assert high > 0.7 > middle > 0.3 > none


def test_money_does_not_lower_the_score_whatever_the_articles_say() -> None:
    cheap = [Statement({"money": 1.0}, None), Statement({"opinion": 1.0}, "h"), Statement({"past": 1.0}, "h")]
    table = weights_of(readings(*cheap))
    assert table.get("money", 0) >= 0
    assert table.get("opinion", 0) <= 0


def test_what_adds_next_to_nothing_is_left_out_of_the_table() -> None:
    neutral = [Statement({"cause": 1.0, **statement.features}, statement.worth) for statement in (HIGH, NO_CLAIM)]
    assert "cause" not in weights_of(readings(*neutral, HIGH, NO_CLAIM))


def test_the_weights_that_judge_an_article_are_fitted_without_it() -> None:
    odd = Reading([Statement({"money": 1.0}, None)], 1, 0)
    training = [odd, *readings(HIGH, MIDDLE, NO_CLAIM)]
    assert cross_validated(training)[0][0] > scores(weights_of(training), odd)[0]


def test_figures_count_what_is_listed() -> None:
    found = readings(HIGH, MIDDLE, NO_CLAIM, copies=1)
    perfect = figures(found, [[0.9, 0.5, 0.1]])
    assert (perfect.f_score, perfect.recall_of_high, perfect.ranking) == (1.0, 1.0, 1.0)
    missed = figures(found, [[0.1, 0.5, 0.6]])
    assert (missed.f_score, missed.recall_of_high, missed.ranking) == (0.5, 0.0, 0.0)


def test_average_precision_counts_what_was_not_found() -> None:
    assert average_precision([True, False, True], 2) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([True], 2) == 0.5
