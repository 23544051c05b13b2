import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.numbers import without_values
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
        ("on the 16th of May 2021 it", [("16th of May 2021", "DATE")]),
        ("from 5-6 June they", [("5-6 June", "DATE")]),
        ("from May 4 to June 3, 2022, in", [("May 4 to June 3, 2022", "DATE")]),
        ("until 12/05/2021 or 2021-06-30", [("12/05/2021", "DATE"), ("2021-06-30", "DATE")]),
        ("flies on Mondays and Fridays only", [("Mondays", "DATE"), ("Fridays", "DATE")]),
        ("in FY2021-22 and Q3 2021 it", [("FY2021-22", "DATE"), ("Q3 2021", "DATE")]),
        ("the first half of 2020 was", [("first half of 2020", "DATE")]),
        ("the 2019/20 budget", [("2019/20", "DATE")]),
        ("the 21st-century city", [("21st-century", "DATE")]),
        ("served 15 years, 8 months there", [("15 years, 8 months", "DATE")]),
        ("for two and a half years", [("two and a half years", "DATE")]),
        ("since March and in May", [("March", "DATE"), ("May", "DATE")]),
        ("She was 79 and ill", [("79", "DATE")]),
        ("on New Year's Eve they", [("New Year's Eve", "DATE")]),
        ("four months earlier than planned", [("four months", "DATE")]),
        ("at 7:30pm, 12.30 p.m. and 1800hrs", [("7:30pm", "TIME"), ("12.30 p.m.", "TIME"), ("1800hrs", "TIME")]),
        ("at nine o’clock or 0730 GMT", [("nine o’clock", "TIME"), ("0730 GMT", "TIME")]),
        ("in the morning rush hour", [("morning rush hour", "TIME")]),
        ("paid Rs 5 lakh and Rs. 2,50,000 crore", [("Rs 5 lakh", "MONEY"), ("Rs. 2,50,000 crore", "MONEY")]),
        ("paid N200bn and R2-million now", [("N200bn", "MONEY"), ("R2-million", "MONEY")]),
        ("paid N$2 000 or KSh 2,000 for", [("N$2 000", "MONEY"), ("KSh 2,000", "MONEY")]),
        ("paid RM7,856,920 and £3.5m and €20bn", [("RM7,856,920", "MONEY"), ("£3.5m", "MONEY"), ("€20bn", "MONEY")]),
        ("lost 12 million Egyptian pounds", [("12 million Egyptian pounds", "MONEY")]),
        ("lost hundreds of thousands of dollars", [("hundreds of thousands of dollars", "MONEY")]),
        ("a 20-million-euro deal", [("20-million-euro", "MONEY")]),
        ("between $5 and $7 billion more", [("$5 and $7 billion", "MONEY")]),
        ("a fine of $86,000 and five years", [("$86,000", "MONEY"), ("five years", "DATE")]),
        (
            "up 40 pc or 5 per cent or 2.5 percentage points",
            [
                ("40 pc", "PERCENT"),
                ("5 per cent", "PERCENT"),
                ("2.5 percentage points", "PERCENT"),
            ],
        ),
        ("pumps 90 million barrels a day", [("90 million barrels a day", "QUANTITY")]),
        ("over 10 sq km at -5°C", [("10 sq km", "QUANTITY"), ("-5°C", "QUANTITY")]),
        ("some 1,000 or more kilograms", [("1,000 or more kilograms", "QUANTITY")]),
        ("turned off Route 66 there", [("Route 66", "FAC")]),
        ("one of them took B-17 and G7 to 10.5.2", []),
    ],
)
def test_regular_expressions_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[found.start : found.end], found.label) for found in expressions(text)] == expected


@given(st.text(alphabet="0123456789.,-–$€% abhkmoprstuy\n", max_size=60))
def test_numbers_leave_the_text_as_long_as_it_is(text: str) -> None:
    forms = without_values(text)
    assert len(forms) == len(text)
    assert all(form in (character, "0") for form, character in zip(forms, text, strict=True))


@given(
    st.text(alphabet="0123456789.,-$€% ", max_size=30), st.sampled_from(["million", "May 3", "one hour", "years", ""])
)
def test_expressions_never_overlap(numbers: str, words: str) -> None:
    text = f"{numbers}{words} {numbers}"
    end = 0
    for found in expressions(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
