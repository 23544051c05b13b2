import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from annotations.analysis.entities import entities
from annotations.analysis.parsed import Paragraph
from annotations.models import Entity, EntityCluster, EntityLabel
from annotations.text import canonical
from tests.marked import paragraphs_of, tokenizer

NUMBERS = {"ORDINAL", "CARDINAL"}


def found(*marked: str) -> list[tuple[str, str]]:
    text, paragraphs = paragraphs_of(*marked)
    return [(entity.text, entity.label) for entity in entities(text, paragraphs)[0] if entity.label not in NUMBERS]


def index_of(*marked: str) -> dict[str, EntityCluster]:
    text, paragraphs = paragraphs_of(*marked)
    return {cluster.name: cluster for cluster in entities(text, paragraphs)[1]}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("They reached [the Rhine|LOC].", [("Rhine", "LOC")]),
        ("It was [Kenya's|GPE] turn.", [("Kenya", "GPE")]),
        ("It was [Kenya’s|GPE] turn.", [("Kenya", "GPE")]),
        ("[President Anna Berg|PERSON] resigned.", [("Anna Berg", "PERSON")]),
        ("[Prime Minister Sir Tom Hill|PERSON] resigned.", [("Tom Hill", "PERSON")]),
        ("The lawyer [Ruth Stone QC|PERSON] spoke.", [("Ruth Stone", "PERSON")]),
        ("A [“Green Shore|ORG]” member left.", [("Green Shore", "ORG")]),
        ("Offices in [Washington, D.C.|GPE], closed.", [("Washington, D.C.", "GPE")]),
        ("He lives in [Oslo.|GPE]", [("Oslo", "GPE")]),
        ("It lasted [more than three weeks|DATE].", [("three weeks", "DATE")]),
        ("It cost [about $3 million|MONEY].", [("$3 million", "MONEY")]),
        ("That same day it rained; [that same day|DATE] it snowed.", [("same day", "DATE")]),
        ("On [Monday, Kenya|DATE] closed its ports.", [("Monday", "DATE"), ("Kenya", "GPE")]),
    ],
)
def test_mentions_are_tight(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("A [US-led|GPE] force left.", [("US", "GPE")]),
        ("A [pro-Russian|NORP] group won.", [("Russian", "NORP")]),
        ("A Kenya-based firm won.", [("Kenya", "GPE")]),
        ("A [30|DATE]-day truce began.", [("30-day", "DATE")]),
        ("The [Kenya-Uganda|GPE] border reopened.", [("Kenya", "GPE"), ("Uganda", "GPE")]),
        ("[Jean|PERSON]-[Luc Perrin|PERSON] sang.", [("Jean-Luc Perrin", "PERSON")]),
        ("[Park Min|PERSON]-jun sang.", [("Park Min-jun", "PERSON")]),
        ("[Omar Hadi|PERSON] al-Karim sang.", [("Omar Hadi al-Karim", "PERSON")]),
        ("[Anna Berg|PERSON]-backed rebels lost.", [("Anna Berg", "PERSON")]),
    ],
)
def test_hyphenated_forms_are_read(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Nairobi|PERSON] is quiet.", [("Nairobi", "GPE")]),
        ("[Kenyan|PERSON] voters queued.", [("Kenyan", "NORP")]),
        ("Nothing moved in Kenya yesterday.", [("Kenya", "GPE"), ("yesterday", "DATE")]),
        ("[Kenya’s Roads Ministry|ORG] paid.", [("Kenya", "GPE"), ("Roads Ministry", "ORG")]),
        ("Cases of [Covid-19|ORG] rose.", []),
        ("The [Prince|PERSON] waved.", []),
        ("In [Salem|PERSON], Oregon, it rained.", [("Salem", "GPE"), ("Oregon", "GPE")]),
        ("They sang in [French|NORP].", [("French", "LANGUAGE")]),
        ("They sat in [French|NORP] prisons.", [("French", "NORP")]),
        ("[Smith|PERSON] v. [Jones|PERSON] was decided.", [("Smith v. Jones", "LAW")]),
        ("The [Lake Road University|FAC] opened.", [("Lake Road University", "ORG")]),
        ("The 12th [Northern Fleet|ORG] sailed.", [("12th Northern Fleet", "ORG")]),
        ("The [Arctic Games|ORG] 2019 began.", [("Arctic Games 2019", "EVENT")]),
        ("The [White House|FAC] said no near the [White House|ORG].", [("White House", "FAC"), ("White House", "ORG")]),
    ],
)
def test_facts_and_forms_correct_the_model(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Then Ana [Perl|PERSON] spoke.", [("Ana Perl", "PERSON")]),
        ("The poet A. B. [Perl|PERSON] spoke.", [("A. B. Perl", "PERSON")]),
        ("[Saud|PERSON] bin Rashid al-Karim spoke.", [("Saud bin Rashid al-Karim", "PERSON")]),
        ("[Zayd bin Omar|PERSON] [Al Karim|PERSON] spoke.", [("Zayd bin Omar Al Karim", "PERSON")]),
        ("[Jan|PERSON] van der Berg spoke.", [("Jan van der Berg", "PERSON")]),
        ("[Oscar|PERSON] de la Cruz spoke.", [("Oscar de la Cruz", "PERSON")]),
        ("[Leela Dook|PERSON]-[Luchoo|GPE] spoke.", [("Leela Dook-Luchoo", "PERSON")]),
        ("[Lai Ching|ORG]-te spoke.", [("Lai Ching-te", "PERSON")]),
        ("The lawyer [Perl|PERSON]-like tone helped.", [("Perl", "PERSON")]),
        ("[Nguyen Van|PERSON] [Minh|PERSON] spoke.", [("Nguyen Van Minh", "PERSON")]),
        ("[Madam Ursula Owu|PERSON] spoke.", [("Ursula Owu", "PERSON")]),
        ("[Anna Berg, Commander|PERSON] spoke.", [("Anna Berg", "PERSON")]),
    ],
)
def test_names_of_people_are_whole(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The [Blue Marsh|PERSON] National Park opened.", [("Blue Marsh National Park", "LOC")]),
        ("The [Lund Magistrate|PERSON]’s Court sat.", [("Lund Magistrate’s Court", "ORG")]),
        (
            "The [Institute for Research in|ORG] Polar Sciences closed.",
            [
                ("Institute for Research in Polar Sciences", "ORG"),
            ],
        ),
        ("The [Northern Panel|ORG] on Lake Safety met.", [("Northern Panel on Lake Safety", "ORG")]),
        ("The [Ministry of Hajj|ORG] and Umrah agreed.", [("Ministry of Hajj and Umrah", "ORG")]),
        ("The [Ministry of Roads|ORG] and Kenya agreed.", [("Ministry of Roads", "ORG"), ("Kenya", "GPE")]),
        (
            "The [University of California|ORG], [San Diego|GPE] said so.",
            [("University of California, San Diego", "ORG")],
        ),
        ("The [PML|ORG]-N won.", [("PML-N", "ORG")]),
        ("A [Glowex Spokesperson|ORG] left.", [("Glowex", "ORG")]),
        ("The [Council of the|ORG] left.", [("Council", "ORG")]),
        ("The [House of Commons Ana Perl|ORG] group met.", [("House of Commons", "ORG"), ("Ana Perl", "PERSON")]),
        ("It crossed Mount [Sorvik|PERSON] and Cape [Zorv|GPE].", [("Mount Sorvik", "LOC"), ("Cape Zorv", "LOC")]),
        (
            "The [Port Authority of New York|ORG] and [New Jersey|GPE] paid.",
            [
                ("Port Authority of New York and New Jersey", "ORG"),
            ],
        ),
        ("[pl))Polish|LANGUAGE] is hard.", [("Polish", "LANGUAGE")]),
    ],
)
def test_names_of_bodies_and_places_are_whole(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Demands|PERSON] grew, they said.", []),
        ("They saw [Ignorance|GPE] everywhere.", []),
        ("The town of [Slater|PERSON] voted.", [("Slater", "GPE")]),
        ("The [Zorvo|PERSON] district voted.", [("Zorvo", "GPE")]),
        ("[Zorvo|GPE], 45, voted.", [("Zorvo", "PERSON")]),
        ("The airline [Zorvo|PERSON] grew.", [("Zorvo", "ORG")]),
        ("The [Zorvo|PERSON] grew.", [("Zorvo", "ORG")]),
        ("The [Zorvo|PERSON] administration fell.", [("Zorvo", "PERSON")]),
        ("[Zorvo|PERSON] CEO Ana Perl left.", [("Zorvo", "ORG")]),
        ("The film [Zorvo|ORG] opened.", [("Zorvo", "WORK_OF_ART")]),
        ("They met at [Zorvo Hall|PERSON].", [("Zorvo Hall", "FAC")]),
        ("The [Zorvo Bridge|FAC] closed.", [("Zorvo Bridge", "FAC")]),
        ("A [Korean-American|NORP] singer won.", [("Korean-American", "NORP")]),
        ("The [Israeli-Palestinian|NORP] talks failed.", [("Israeli", "NORP"), ("Palestinian", "NORP")]),
        ("The [Asahi Shimbun|PERSON] wrote.", [("Asahi Shimbun", "ORG")]),
        ("In [April|PERSON] it rained.", [("April", "DATE")]),
    ],
)
def test_surroundings_tell_what_a_name_is(marked: str, expected: list[tuple[str, str]]) -> None:
    assert found(marked) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("[KENYA|PERSON] VOTES AGAIN", [("KENYA", "GPE")]),
        ("[ELENA SORVIK|ORG] RESIGNS", [("ELENA SORVIK", "PERSON")]),
        ("ELENA SORVIK RESIGNS", [("ELENA SORVIK", "PERSON")]),
    ],
)
def test_headlines_in_capitals_name_the_same(headline: str, expected: list[tuple[str, str]]) -> None:
    assert found(headline, "[Elena Sorvik|PERSON] left.")[:-1] == expected


def test_washington_is_a_city_and_a_person() -> None:
    marked = (
        "[Kerry Washington|PERSON] sang in [Washington|GPE].",
        "[Washington|PERSON] sang with [Mr. Washington|PERSON].",
    )
    assert [label for name, label in found(*marked) if name == "Washington"][1:] == ["PERSON", "PERSON"]


def test_a_name_after_the_country_of_an_office_is_found() -> None:
    marked = ("[Elena Sorvik|PERSON] spoke.", "Former President of Kenya Elena Sorvik dies.")
    assert found(*marked) == [("Elena Sorvik", "PERSON"), ("Kenya", "GPE"), ("Elena Sorvik", "PERSON")]


def test_a_surname_is_the_person_whose_full_name_the_article_gives() -> None:
    marked = ("[Elena Sorvik|PERSON] spoke on [Monday|DATE].", "[Sorvik|GPE] left, and [Sorvik|GPE] did not return.")
    assert found(*marked) == [
        ("Elena Sorvik", "PERSON"),
        ("Monday", "DATE"),
        ("Sorvik", "PERSON"),
        ("Sorvik", "PERSON"),
    ]


def test_a_surname_that_is_a_country_stays_the_country() -> None:
    assert ("Kenya", "GPE") in found("[Adam Kenya|PERSON] left.", "He flew to [Kenya|GPE].")


def test_one_name_has_one_label_by_majority() -> None:
    labels = [label for name, label in found("[Zorvex|ORG] rose. [Zorvex|ORG] fell. Then [Zorvex|GPE] closed.")]
    assert labels == ["ORG"] * 3


def test_a_name_missed_elsewhere_is_found_there() -> None:
    assert found("[Zorvex|ORG] rose.", "Shares of Zorvex fell.") == [("Zorvex", "ORG")] * 2


def test_a_missed_name_is_found_after_a_title_and_a_possessive() -> None:
    marked = ("[Elena Sorvik|PERSON] rose.", "Then Kenya’s President Sorvik fell.")
    assert found(*marked) == [("Elena Sorvik", "PERSON"), ("Kenya", "GPE"), ("Sorvik", "PERSON")]


def test_a_part_of_an_unknown_longer_name_is_left_alone() -> None:
    assert found("[Zorvex|ORG] rose.", "Near Zorvex Hills it rained, far from Kenya Heights.") == [("Zorvex", "ORG")]


def test_an_acronym_has_the_label_of_the_name_that_introduces_it() -> None:
    marked = ("The [Great Lakes Water Council|ORG] (GLWC) met.", "[GLWC|PERSON] members voted.")
    assert found(*marked) == [("Great Lakes Water Council", "ORG"), ("GLWC", "ORG"), ("GLWC", "ORG")]
    assert index_of(*marked)["Great Lakes Water Council"].mentions == 3


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("Baltic Regional Free Trade Area", "BrFTA"),
        ("Lund Institute of Volcanology and Seismology", "Luvolcs"),
        ("Zorv Fire", "ZoFire"),
    ],
)
def test_a_mixed_acronym_has_the_label_of_its_long_name(name: str, acronym: str) -> None:
    marked = (f"The [{name}|ORG] ({acronym}) met.", f"[{acronym}|PRODUCT] members voted.")
    assert found(*marked) == [(name, "ORG"), (acronym, "ORG"), (acronym, "ORG")]
    assert index_of(*marked)[name].mentions == 3


def test_mentions_of_one_person_are_one_entity_under_the_fullest_name() -> None:
    index = index_of("[Elena Sorvik|PERSON] spoke.", "[Elena K. Sorvik|PERSON] left.", "[Sorvik|PERSON] slept.")
    assert [(cluster.name, cluster.mentions) for cluster in index.values()] == [("Elena K. Sorvik", 3)]


def test_a_shared_surname_belongs_to_the_person_named_last() -> None:
    text, paragraphs = paragraphs_of(
        "[Elena Sorvik|PERSON] spoke. [Sorvik|PERSON] left.", "[Jon Sorvik|PERSON] came. [Sorvik|PERSON] slept."
    )
    first, second, third, fourth = (entity.entity for entity in entities(text, paragraphs)[0])
    assert (first, third) == (second, fourth)
    assert first != third


def test_aliases_of_a_country_are_one_entity() -> None:
    index = index_of("The [US|GPE] agreed; the [U.S.|GPE] signed. [America|GPE] left the [United States|GPE].")
    assert [(cluster.name, cluster.mentions) for cluster in index.values()] == [("United States", 4)]


def test_a_country_and_its_people_are_two_entities() -> None:
    assert set(index_of("[Kenya|GPE] won. [Kenyan|NORP] fans and [Kenyans|NORP] sang.")) == {"Kenya", "Kenyans"}


def test_a_shortened_name_joins_the_one_longer_name() -> None:
    index = index_of("The [Harbour Authority of Lund|ORG] met.", "The [Harbour Authority|ORG] agreed.")
    assert [(cluster.name, cluster.mentions) for cluster in index.values()] == [("Harbour Authority of Lund", 2)]


def test_entities_count_by_first_mention() -> None:
    text, paragraphs = paragraphs_of("[Kenya|GPE] beat [Uganda|GPE].", "[Uganda|GPE] beat [Ghana|GPE].")
    mentions, index = entities(text, paragraphs)
    assert [mention.entity for mention in mentions] == ["e1", "e2", "e2", "e3"]
    assert [cluster.id for cluster in index] == ["e1", "e2", "e3"]


WORDS = st.sampled_from(
    [
        "Kenya",
        "the",
        "Elena",
        "Sorvik",
        "(GLWC)",
        "’s",
        "US-led",
        "12",
        "May",
        "2019",
        "30-day",
        "“",
        "”",
        "$5",
        "v.",
        ".",
    ]
)
PHRASES = st.sampled_from(
    ["al-Karim", "President", "New", "York", "million", "percent", "-", "é", "🙂", "N. Lake Council", "on", "in French"]
)
KIND_WORDS = [
    "National Park",
    "’s Court",
    "Magistrate",
    "University of",
    "Ministry of Roads and",
    "King",
    "Mount",
    "-N",
    "van der",
]
LABELS = st.sampled_from(["", "PERSON", "ORG", "GPE", "DATE"])
MARKED = st.lists(st.tuples(st.lists(WORDS | PHRASES, min_size=1, max_size=4).map(" ".join), LABELS))


def check(text: str, mentions: tuple[Entity, ...], index: tuple[EntityCluster, ...]) -> None:
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end] == mention.text.strip()
        end = mention.end
    assert len({mention.id for mention in mentions}) == len(mentions)
    assert sum(cluster.mentions for cluster in index) == len(mentions)
    assert {mention.entity for mention in mentions} == {cluster.id for cluster in index}
    labels = {cluster.id: cluster.label for cluster in index}
    assert all(mention.label == labels[mention.entity] for mention in mentions)


@given(MARKED, MARKED)
def test_any_text_gives_sound_mentions(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> None:
    lines = [" ".join(f"[{words}|{label}]" if label else words for words, label in part) for part in (first, second)]
    text, paragraphs = paragraphs_of(*lines)
    mentions, index = entities(text, paragraphs)
    check(text, mentions, index)
    assert (mentions, index) == entities(text, paragraphs)


LOOSE = re.compile(
    r"^(?:the|a|an|its|his|her|their|our) |^[\s\"“”‘«»,;:!?…)\]}]|[\s\"“”«»,;:!?…(\[{]$|['’]s$", re.IGNORECASE
)


@given(MARKED, MARKED)
def test_names_in_any_text_are_tight(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> None:
    lines = [" ".join(f"[{words}|{label}]" if label else words for words, label in part) for part in (first, second)]
    text, paragraphs = paragraphs_of(*lines)
    for mention in entities(text, paragraphs)[0]:
        assert not LOOSE.search(mention.text) or not any(map(str.isalnum, LOOSE.sub("", mention.text)))


MIXED = st.lists(
    st.text(max_size=12) | st.text("AaZz’'.-(),& \n1é", max_size=12) | WORDS | PHRASES | st.sampled_from(KIND_WORDS),
    max_size=30,
).map(" ".join)
ANY_LABEL = st.sampled_from([*get_args(EntityLabel), "MISC"])


@given(st.lists(MIXED, max_size=3), st.data())
def test_any_text_with_any_entities_of_a_model_gives_sound_mentions(parts: list[str], data: st.DataObject) -> None:
    text = canonical("\n".join(parts))
    paragraphs = []
    for line in re.finditer(r"[^\n]+", text):
        doc = tokenizer()(line[0])
        cuts = data.draw(st.lists(st.integers(0, len(doc)), max_size=12, unique=True).map(sorted))
        doc.set_ents([Span(doc, *ends, label=data.draw(ANY_LABEL)) for ends in pairwise(cuts)])
        for token in doc:
            token.tag_ = data.draw(st.sampled_from(["NNP", "NN", "IN", "VBD"]))
        paragraphs.append(Paragraph(line.start(), doc))
    mentions, index = entities(text, paragraphs)
    check(text, mentions, index)
