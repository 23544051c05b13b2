import pytest

from annotations.analysis.patterns import expressions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 3, 2021, in", [("March 3, 2021", "DATE")]),
        ("on 3 March 2021 in", [("3 March 2021", "DATE")]),
        ("from June 3 to 5 they", [("June 3 to 5", "DATE")]),
        ("by late Monday it", [("late Monday", "DATE")]),
        ("on Monday evening it", [("Monday", "DATE"), ("evening", "TIME")]),
        ("two years ago they", [("two years ago", "DATE")]),
        ("a 30-day truce", [("30-day", "DATE")]),
        ("a 45-year-old man", [("45-year-old", "DATE")]),
        ("in the next few days", [("next few days", "DATE")]),
        ("earlier this year it", [("earlier this year", "DATE")]),
        ("since 1998 it", [("1998", "DATE")]),
        ("in the early 1990s", [("early 1990s", "DATE")]),
        ("Ruth Stone, 45, said", [("45", "DATE")]),
        ("aged 45 and", [("45", "DATE")]),
        ("from 2003 to 2007 it", [("2003 to 2007", "DATE")]),
        ("you may march on", []),
        ("at 3:30 p.m. they", [("3:30 p.m.", "TIME")]),
        ("at 18:00 GMT they", [("18:00 GMT", "TIME")]),
        ("for three hours it", [("three hours", "TIME")]),
        ("cost $3.5 million more", [("$3.5 million", "MONEY")]),
        ("cost US$300 and 400 billion", [("US$300 and 400 billion", "MONEY")]),
        ("cost 20 million euros more", [("20 million euros", "MONEY")]),
        ("rose 4.5 percent in", [("4.5 percent", "PERCENT")]),
        ("rose 10% in", [("10%", "PERCENT")]),
        ("walked 12 kilometres to", [("12 kilometres", "QUANTITY")]),
        ("at 90 km/h on", [("90 km/h", "QUANTITY")]),
        ("fell to minus 15 degrees Celsius today", [("minus 15 degrees Celsius", "QUANTITY"), ("today", "DATE")]),
        ("the third of 1,200 ships", [("third", "ORDINAL"), ("1,200", "CARDINAL")]),
        ("twenty-one people died", [("twenty-one", "CARDINAL")]),
        ("one of them took B-17 and G7 to 10.5.2", []),
    ],
)
def test_regular_expressions_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[found.start : found.end], found.label) for found in expressions(text)] == expected
