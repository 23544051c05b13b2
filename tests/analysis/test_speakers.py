import pytest

from tests.parses import read

TITLE = """
Harbour/NNP/compound/2 spokesperson/NN/nsubj/5 Ann/NNP/appos/2/PERSON \
Lee/NNP/flat/3/PERSON said/VBD/ROOT/0 the/DT/det/7 \
port/NN/nsubj/9 was/VBD/cop/9 open/JJ/ccomp/5 +././punct/5
"""
TITLE_CLEAR = """
Harbour/NNP/compound/4 spokesperson/NN/compound/4 Ann/NNP/compound/4/PERSON Lee/NNP/nsubj/5/PERSON said/VBD/ROOT/0 \
the/DT/det/7 port/NN/nsubj/8 was/VBD/ccomp/5 open/JJ/acomp/8 +././punct/5
"""
MET = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON met/VBD/ROOT/0 Tom/NNP/obj/3/PERSON Reid/NNP/flat/4/PERSON in/IN/case/7 \
Leeds/NNP/obl/3/GPE +././punct/3
"""
SHE_SAID = """
“/``/punct/4 +It/PRP/nsubj/4 is/VBZ/cop/4 strong/JJ/ccomp/8 +,/,/punct/4 +”/''/punct/4 {pronoun}/PRP/nsubj/8 \
said/VBD/ROOT/0 +././punct/8
"""
FLOATING = """
“/``/punct/4 +Nobody/NN/nsubj:pass/4 was/VBD/aux:pass/4 hurt/VBN/ROOT/0 that/DT/det/6 night/NN/obl/4 +././punct/4 \
+”/''/punct/4
"""
MAYOR_VISITS = """
Mayor/NNP/nmod/2 Ann/NNP/nsubj/4/PERSON Lee/NNP/flat/2/PERSON visited/VBD/ROOT/0 the/DT/det/6 port/NN/obj/4 +././punct/4
"""
MAYOR_WARNS = """
The/DT/det/2 mayor/NN/nsubj/3 warned/VBD/ROOT/0 that/IN/mark/8 the/DT/det/6 river/NN/nsubj/8 was/VBD/aux/8 \
rising/VBG/ccomp/3 +././punct/3
"""
POLICE_FULL = """
Leeds/NNP/compound/2/GPE police/NNS/nsubj/3 said/VBD/ROOT/0 two/CD/nummod/5 men/NNS/nsubj/7 had/VBD/aux/7 \
fled/VBN/ccomp/3 +././punct/3
"""
POLICE_BARE = "Police/NNS/nsubj/2 said/VBD/ROOT/0 they/PRP/nsubj/5 were/VBD/aux/5 waiting/VBG/ccomp/2 +././punct/2"
RELATIVE = """
Ann/NNP/nsubj/10/PERSON Lee/NNP/flat/1/PERSON +,/,/punct/5 \
who/WP/nsubj/5 said/VBD/acl:relcl/1 ships/NNS/nsubj/8 would/MD/aux/8 \
wait/VB/ccomp/5 +,/,/punct/1 left/VBD/ROOT/0 +././punct/10
"""
BOTH = """
Ann/NNP/nsubj/6/PERSON Lee/NNP/flat/1/PERSON and/CC/cc/4 Tom/NNP/conj/1/PERSON Reid/NNP/flat/4/PERSON said/VBD/ROOT/0 \
ships/NNS/nsubj/9 would/MD/aux/9 wait/VB/ccomp/6 +././punct/6
"""


def speakers(*parses: str, names: dict[str, str] | None = None) -> list[tuple[str | None, str]]:
    found = read(*parses, names=names).quotes()
    return [(quote.speaker.text, quote.speaker.name) for quote in found if quote.speaker is not None]


@pytest.mark.parametrize("parse", [TITLE, TITLE_CLEAR])
def test_a_title_is_no_part_of_the_name(parse: str) -> None:
    assert speakers(parse) == [("Ann Lee", "Ann Lee")]


@pytest.mark.parametrize(("pronoun", "name"), [("she", "Ann Lee"), ("he", "Tom Reid")])
def test_a_pronoun_takes_up_the_person_of_its_gender(pronoun: str, name: str) -> None:
    assert speakers(MET, SHE_SAID.format(pronoun=pronoun)) == [(pronoun, name)]


def test_a_quotation_alone_floats_to_the_speaker_before() -> None:
    assert [name for _, name in speakers(TITLE, FLOATING)] == ["Ann Lee", "Ann Lee"]


def test_an_epithet_is_who_bears_the_title() -> None:
    assert speakers(MAYOR_VISITS, MAYOR_WARNS) == [("The mayor", "Ann Lee")]


def test_a_bare_noun_is_the_fuller_phrase_before() -> None:
    assert [name for _, name in speakers(POLICE_FULL, POLICE_BARE)] == ["Leeds police", "Leeds police"]


def test_an_unnamed_source_is_its_noun_phrase() -> None:
    assert speakers(POLICE_BARE) == [("Police", "Police")]


def test_a_relative_pronoun_is_the_noun_it_follows() -> None:
    assert speakers(RELATIVE) == [("Ann Lee", "Ann Lee")]


def test_two_speakers_are_both_named() -> None:
    assert speakers(BOTH) == [("Ann Lee and Tom Reid", "Ann Lee and Tom Reid")]
