"""Claims seen before are pointed out, never concluded from."""

import pytest

from annotations.familiar import MOST, Assertion, Earlier, earlier_claims, familiar, is_same_claimant, likeness
from annotations.models import Anchor, ClaimContent, NoteContent, Record, Span, Verdict

RENT = Assertion("Rents in the harbour district have risen by 9% since 2019", "Ann Lee")


def earlier(text: str, claimant: str | None = "Ann Lee", verdict: Verdict | None = "disputed") -> Earlier:
    return Earlier(Assertion(text, claimant), "Harbour rents", "2026-01-02T10:00:00Z", verdict, "see the statistics")


@pytest.mark.parametrize(
    "text",
    [
        "Rents in the harbour district have risen by 9% since 2019",
        "since 2019, rents in the harbour district rose by 9%",
        "“The rents in the harbour district have risen by 9% since 2019.”",
    ],
)
def test_the_same_claimant_in_similar_words_is_familiar(text: str) -> None:
    seen = earlier(text)
    assert familiar(RENT, [seen, earlier("The ferry was late")]) == (seen,)


@pytest.mark.parametrize(
    "text",
    [
        "Rents in the harbour district have risen by 5% since 2019",
        "Rents in the harbour district have not risen by 9% since 2019",
        "The council voted to close the ferry across the river",
    ],
)
def test_other_figures_a_denial_and_other_words_are_another_claim(text: str) -> None:
    assert familiar(RENT, [earlier(text)]) == ()


def test_the_same_words_about_somebody_else_are_another_claim() -> None:
    mayor = Assertion("In spring the mayor, Ann Lee, ended her campaign for the council", None)
    rival = Assertion("In spring the mayor, Bob Ray, ended his campaign for the council", None)
    assert likeness(mayor, rival) == 0


def test_another_claimant_is_not_pointed_out() -> None:
    assert familiar(RENT, [earlier(RENT.text, "Bob Ray"), earlier(RENT.text, None)]) == ()


def test_the_most_alike_come_first_and_few_of_them() -> None:
    exact = earlier(RENT.text)
    similar = [earlier(f"{RENT.text} {word}") for word in ("alone", "already", "again", "alas", "also", "anew")]
    found = familiar(RENT, [*similar, exact])
    assert found[0] == exact
    assert len(found) == MOST


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Lee", "ann lee", True),
        ("Lee", "Ann Lee", True),
        ("Ann Lee", "Bob Lee", False),
        ("Lee", "Lee Foundation", False),
        (None, None, True),
        ("Ann Lee", None, False),
    ],
)
def test_a_claimant_is_known_by_the_last_name(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_claimant(one, other) is same
    assert is_same_claimant(other, one) is same


def record(content: ClaimContent | NoteContent, *, deleted: bool = False) -> Record:
    return Record(
        id="r",
        target="c-1",
        origin="detected",
        spans=(Span(0, 15, "Rents have gone"), Span(20, 22, "up")),
        anchor=Anchor(exact="Rents have gone, he said, up", prefix="", suffix=""),
        content=content,
        claimant="Ann Lee",
        deleted=deleted,
        created="2026-01-01T10:00:00Z",
        modified="2026-01-02T10:00:00Z",
    )


def test_records_with_a_verdict_or_a_note_are_earlier_claims() -> None:
    content = ClaimContent(verdict="disputed", note="no")
    (found,) = earlier_claims(
        "Harbour rents",
        [record(content), record(ClaimContent()), record(NoteContent(note="x")), record(content, deleted=True)],
    )
    assert found.assertion == Assertion("Rents have gone up", "Ann Lee")
    assert (found.article, found.at, found.verdict, found.note) == (
        "Harbour rents",
        "2026-01-02T10:00:00Z",
        "disputed",
        "no",
    )
