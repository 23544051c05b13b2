import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.clusters import cluster
from annotations.analysis.gazetteer import gazetteer
from annotations.analysis.mentions import Mention
from annotations.models import Entity, EntityCluster
from annotations.occurrences import Numbering
from tests.marked import mentions_of


def clustered(*marked: str) -> tuple[tuple[Entity, ...], tuple[EntityCluster, ...]]:
    text, mentions = mentions_of(*marked)
    return cluster(text, mentions, gazetteer(), Numbering(text))


def names(*marked: str) -> list[str]:
    """Return for each mention the name of its entity."""
    entities, index = clustered(*marked)
    called = {entity.id: entity.name for entity in index}
    return [called[mention.entity] for mention in entities]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Elena Sorvik", "Sorvik"),
        ("Elena Sorvik", "Elena"),
        ("Elena Sorvik", "SORVIK"),
        ("Elena Sorvik", "E. Sorvik"),
        ("Elena K. Sorvik", "Elena Sorvik"),
        ("Elena Maria Sorvik", "Elena Sorvik"),
        ("Jonathan Sorvik", "J. Sorvik"),
        ("William Sorvik", "Bill Sorvik"),
        ("Mitchell Sorvik", "Mitch Sorvik"),
        ("Ana Sorvík", "Sorvik"),
        ("Paweł Sørvik", "Pawel Sorvik"),
        ("Elena Zorenskyy", "Zorensky"),
        ("Elena Zorenskiy", "Elena Zorensky"),
        ("Omar al-Karim", "Karim"),
        ("Omar al-Karim", "Al-Karim"),
        ("Anna van der Berg", "Van der Berg"),
        ("Anna van der Berg", "Berg"),
        ("Diego Marín Solano", "Marín"),
        ("Diego Marín Solano", "Diego Marín"),
        ("Diego Marín Solano", "Marín Solano"),
        ("Park Min-jun", "Park"),
        ("Anna Berg-Lund", "Berg-Lund"),
        ("Tom “Rusty” Hill", "Rusty"),
        ("Tom Hill Jr.", "Hill"),
        ("Elena Sorvik", "ES"),
    ],
)
def test_a_shorter_name_of_a_person_stands_for_the_fuller_one(full: str, short: str) -> None:
    assert names(f"[{full}|PERSON] came. [{short}|PERSON] left.") == [full] * 2
    assert names(f"[{short}|PERSON] came. [{full}|PERSON] left.") == [full] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elena Sorvik", "Jon Sorvik"),
        ("Tom Hill", "Tom Hill Jr."),
        ("Park Min-jun", "Park Seo-yeon"),
        ("Daniel Orlen", "Daniela Orlen"),
        ("Maria Orlen", "Marie Orlen"),
        ("Anna Berg", "Anna Holm"),
        ("John A. Berg", "Anna Berg"),
        ("Elena Sorvik", "Sorviks"),
    ],
)
def test_two_persons_stay_two(one: str, other: str) -> None:
    assert names(f"[{one}|PERSON] came. [{other}|PERSON] left.") == [one, other]


def test_a_shared_surname_alone_stands_for_the_one_who_is_named_most() -> None:
    first = "[Elena Sorvik|PERSON] and her son [Jon Sorvik|PERSON] came; [Sorvik|PERSON] spoke."
    assert names(first, "Then [Elena Sorvik|PERSON] left.")[2] == "Elena Sorvik"


@pytest.mark.parametrize(("title", "name"), [("Mrs.", "Mary Sorvik"), ("Mr", "John Sorvik")])
def test_a_form_of_address_tells_who_of_a_couple_is_meant(title: str, name: str) -> None:
    marked = "[Mary Sorvik|PERSON] met [John Sorvik|PERSON]."
    assert names(marked, f"Today {title} [Sorvik|PERSON] spoke.")[2] == name


def test_a_paragraph_about_a_relative_means_the_relative() -> None:
    marked = (
        "[Elena Sorvik|PERSON] spoke. [Elena Sorvik|PERSON] left.",
        "[Jon Sorvik|PERSON] came. [Sorvik|PERSON] sat.",
    )
    assert names(*marked)[3] == "Jon Sorvik"


def test_who_was_named_long_ago_yields_to_who_was_named_just_now() -> None:
    marked = (
        "[Elena Sorvik|PERSON] spoke to [Elena Sorvik|PERSON].",
        "x " * 6000,
        "We met [Jon Sorvik|PERSON].",
        "[Sorvik|PERSON] sat.",
    )
    assert names(*marked)[3] == "Jon Sorvik"


@pytest.mark.parametrize(
    ("label", "full", "short"),
    [
        ("PERSON", "Park Min Jun", "Park Min-jun"),
        ("GPE", "United States", "US"),
        ("GPE", "United States", "U.S."),
        ("GPE", "United States", "America"),
        ("GPE", "United Kingdom", "Britain"),
        ("GPE", "Netherlands", "Holland"),
        ("GPE", "Myanmar", "Burma"),
        ("GPE", "Kyiv", "Kiev"),
        ("GPE", "Washington, D.C.", "Washington"),
        ("GPE", "Democratic Republic of the Congo", "Congo"),
        ("GPE", "Great Western Province", "GWP"),
        ("GPE", "Salem, Oregon", "Salem"),
        ("ORG", "European Union", "EU"),
        ("ORG", "World Health Organization", "World Health Organisation"),
        ("ORG", "United States Supreme Court", "US Supreme Court"),
        ("ORG", "Kenya Supreme Court", "Supreme Court"),
        ("ORG", "Supreme Court of the United Kingdom", "UK Supreme Court"),
        ("ORG", "Department of Justice", "Justice Department"),
        ("ORG", "Lund Harbour Authority", "Harbour Authority"),
        ("ORG", "Harbour Authority of Lund", "Harbour Authority"),
        ("ORG", "Department of Roads and Bridges", "Department"),
        ("ORG", "Zorvex Holdings Inc.", "Zorvex Holdings"),
        ("ORG", "Zorvex Holdings", "Zorvex"),
        ("ORG", "Great Lakes Water Council", "GLWC"),
        ("ORG", "Society for Old Maps", "SfOM"),
        ("EVENT", "Hurricane Zora", "Tropical Storm Zora"),
        ("EVENT", "Hurricane Zora", "Zora"),
        ("LOC", "Pacific Ocean", "Pacific"),
        ("NORP", "Kenyans", "Kenyan"),
        ("NORP", "Ethiopian", "Ethopian"),
        ("GPE", "Zorvengrad", "Zorvingrad"),
        ("NORP", "Democrats", "Democratic"),
        ("PRODUCT", "Zorvex Falcon 3", "Falcon 3"),
    ],
)
def test_names_of_one_thing_are_one_entity(label: str, full: str, short: str) -> None:
    entities, _ = clustered(f"The [{full}|{label}] was named. The [{short}|{label}] was too.")
    assert len({entity.entity for entity in entities}) == 1
    assert names(f"The [{full}|{label}] was named. The [{short}|{label}] was too.")[0] in (full, short)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[Kenya|GPE]", "[Kenyan|NORP]"),
        ("[Samoa|GPE]", "[American Samoa|GPE]"),
        ("[United Nations|ORG]", "[United Nations Security Council|ORG]"),
        ("[Berg|GPE]", "[Anna Berg|PERSON]"),
        ("[Lund|GPE]", "[Lund University|ORG]"),
        ("[Moscow|GPE]", "[Russia|GPE]"),
        ("[Nigeria|GPE]", "[Niger|GPE]"),
        ("[Nigerian|NORP]", "[Nigerien|NORP]"),
        ("[West Africa|LOC]", "[West|LOC]"),
        ("[University of Lund, Malmo|ORG]", "[University of Lund|ORG]"),
        ("[Board of the Lund Water Bank|ORG]", "[Lund Water Bank|ORG]"),
        ("[2016 Lake Games|EVENT]", "[2020 Lake Games|EVENT]"),
    ],
)
def test_two_things_stay_two(one: str, other: str) -> None:
    entities, _ = clustered(f"We saw {one} and {other}.")
    assert len({entity.entity for entity in entities}) == 2


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    marked = ("The [North Lund Institute of Volcanology|ORG] ([Norvolc|ORG]) met.", "Then [Norvolc|ORG] warned.")
    assert names(*marked) == ["North Lund Institute of Volcanology"] * 3


def test_a_name_in_brackets_is_that_of_the_acronym_before_it() -> None:
    assert names("[OIP|ORG] ([Office of Inner Ports|ORG]) met. [OIP|ORG] left.") == ["Office of Inner Ports"] * 3


def test_a_shortened_name_is_that_of_the_longer_one_named_last() -> None:
    marked = "The [Lund High Court|ORG] met. The [Court|ORG] sat. The [Oslo High Court|ORG] met. The [Court|ORG] sat."
    assert names(marked) == ["Lund High Court"] * 2 + ["Oslo High Court"] * 2


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("He told The [Lund Echo|ORG] so.", "The Lund Echo"),
        ("Yes. The [Lund Herald|ORG] said so.", "The Lund Herald"),
        ("Yes. The [Lund Council|ORG] said so.", "Lund Council"),
        ("LUND COUNCIL: the [LUND COUNCIL|ORG] met. The [Lund Council|ORG] met.", "Lund Council"),
        ("[Jaroslaw Berg|PERSON] met; [Jarosław Berg|PERSON] left.", "Jarosław Berg"),
        ("[Ethopian|NORP] and [Ethiopian|NORP] aid came.", "Ethiopian"),
        ("The [U.S.|GPE] met the [US|GPE] and the [US|GPE].", "US"),
        ("The [Islamic Republic of Iran|GPE] is [Iran|GPE].", "Iran"),
    ],
)
def test_the_name_of_an_entity_is_its_fullest_usual_form_in_the_text(marked: str, name: str) -> None:
    assert set(names(marked)) == {name}


WORDS = st.sampled_from(
    ["Elena", "Sorvik", "Jon", "J.", "al-Karim", "van", "Jr.", "US", "Lund", "Court", "of", "’s", "“A”", "É", "-"]
)
NAMES = st.tuples(
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.sampled_from(["PERSON", "ORG", "GPE", "NORP"])
)


@given(st.lists(NAMES, max_size=12))
def test_any_names_are_clustered_whole_and_alike_each_time(marked: list[tuple[str, str]]) -> None:
    line = " and ".join(f"[{name}|{label}]" for name, label in marked)
    entities, index = clustered(line)
    assert (entities, index) == clustered(line)
    assert sum(cluster.mentions for cluster in index) == len(entities) == len(marked)
    assert [cluster.id for cluster in index] == list(dict.fromkeys(entity.entity for entity in entities))
    labels = {cluster.id: cluster.label for cluster in index}
    same: dict[tuple[str, str], str] = {}
    for entity in entities:
        assert labels[entity.entity] == entity.label
        if entity.label in ("GPE", "NORP"):
            assert same.setdefault((entity.text, entity.label), entity.entity) == entity.entity


def seconds(count: int) -> float:
    parts = []
    mentions = []
    start = 0
    for number in range(count):
        letters = "".join(chr(97 + number % 3000 // 26**place % 26) for place in range(3))
        name = ("Anna B{}", "B{}", "B{} National Bank", "National Bank", "Smith", "E{} Smith")[number % 6].format(
            letters
        )
        mentions.append(Mention(start, start + len(name), "ORG" if "Bank" in name else "PERSON"))
        parts.append(f"{name} spoke{' of it ' if number % 9 else chr(10)}")
        start += len(parts[-1])
    text = "".join(parts)
    numbering = Numbering(text)
    begin = time.process_time()
    cluster(text, mentions, gazetteer(), numbering)
    return time.process_time() - begin


def test_the_time_grows_with_the_mentions_not_with_their_square() -> None:
    assert seconds(50_000) < 30 * max(seconds(5_000), 0.05)
