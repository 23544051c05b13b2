import pytest

from annotations.analysis.gazetteer import gazetteer, surnames, towns
from annotations.analysis.names import NameIndex


@pytest.mark.parametrize(
    ("name", "label", "canonical"),
    [
        ("U.S.", "GPE", "United States"),
        ("UK", "GPE", "United Kingdom"),
        ("EU", "ORG", "European Union"),
        ("Kenyans", "NORP", "Kenyan"),
        ("Côte d’Ivoire", "GPE", "Ivory Coast"),
        ("Black Sea", "LOC", "Black Sea"),
    ],
)
def test_aliases_lead_to_one_name(name: str, label: str, canonical: str) -> None:
    fact = gazetteer().fact(name)
    assert fact is not None
    assert (fact.label, fact.canonical) == (label, canonical)


def test_names_with_several_meanings_are_uncertain() -> None:
    facts = gazetteer()
    known = {name: facts.fact(name) for name in ("Jordan", "Victoria", "Kenya")}
    assert [name for name, fact in known.items() if fact and fact.certain] == ["Kenya"]


def test_entries_are_clean() -> None:
    facts = gazetteer()
    assert all(name == name.strip() and name and "?" not in name and "|" not in name for name in facts.facts)
    assert all(title == title.casefold() for title in facts.titles | facts.other_words)
    assert not facts.given_names & {name for name, fact in facts.facts.items() if fact.certain}


def test_sets_of_words_are_clean() -> None:
    facts = gazetteer()
    assert {"Mwanza", "Gumi"} <= towns()
    assert "" not in towns() | facts.given_names | surnames() | facts.ordinary_words
    assert not facts.given_names & surnames()
    assert all(word == word.casefold() for word in facts.ordinary_words)
    assert not any(word.title() in facts.given_names | surnames() for word in facts.ordinary_words)


@pytest.mark.parametrize(("name", "canonical"), [("KENYA", "Kenya"), ("BLACK SEA", "Black Sea")])
def test_names_in_capitals_are_known(name: str, canonical: str) -> None:
    fact = gazetteer().fact(name)
    assert fact is not None
    assert fact.canonical == canonical


def test_short_names_in_capitals_are_not_taken_for_others() -> None:
    known = {name for name, fact in gazetteer().facts.items() if name.istitle() and len(name) == 3}
    assert known
    assert not any(gazetteer().fact(name.upper()) for name in known if name.upper() not in gazetteer().facts)


def test_the_longest_name_is_found_in_whole_words() -> None:
    text = "New York’s mayor left New Yorkers in York, not in Newham."
    found = NameIndex(["New York", "York", "New York's mayor", "New"]).find(text)
    assert [text[start:end] for start, end in found] == ["New York’s mayor", "New", "York"]
