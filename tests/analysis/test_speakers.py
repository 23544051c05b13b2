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

BELONGS = """
Ann/NNP/compound/6/PERSON Lee/NNP/flat/1/PERSON of/IN/case/4 Harbour/NNP/compound/5/ORG Watch/NNP/nsubj/6/ORG \
said/VBD/ROOT/0 ships/NNS/nsubj/9 would/MD/aux/9 wait/VB/ccomp/6 +././punct/6
"""
SIGNED = """
“/``/punct/4 +Nobody/NN/nsubj:pass/4 was/VBD/aux:pass/4 hurt/VBN/ROOT/0 that/DT/det/6 night/NN/obl/4 +././punct/4 \
+”/''/punct/4 —/:/punct/10 Tom/NNP/parataxis/4/PERSON Reid/NNP/flat/10/PERSON
"""
INTRODUCES = "Tom/NNP/nsubj/3/PERSON Reid/NNP/flat/1/PERSON added/VBD/ROOT/0 +:/:/punct/3"
WATCH_MET = """
Harbour/NNP/compound/2/ORG Watch/NNP/nsubj/3/ORG met/VBD/ROOT/0 in/IN/case/5 Leeds/NNP/obl/3/GPE +././punct/3
"""
ITS_REPORT = """
Its/PRP$/nmod:poss/2 report/NN/nsubj/3 said/VBD/ROOT/0 ships/NNS/nsubj/6 would/MD/aux/6 wait/VB/ccomp/3 +././punct/3
"""
SAYS_POLICE = """
The/DT/det/2 river/NN/nsubj/7 +,/,/punct/4 say/VBP/parataxis/7 police/NNS/obj/4 +,/,/punct/4 rises/VBZ/ROOT/0 \
fast/RB/advmod/7 +././punct/7
"""
DIRECTOR = """
Harbour/NNP/compound/2/ORG Watch/NNP/nsubj/9/ORG +'s/POS/case/2 director/NN/obj/2 +,/,/punct/6 Ann/NNP/appos/4/PERSON \
Lee/NNP/flat/6/PERSON +,/,/punct/4 said/VBD/ROOT/0 ships/NNS/nsubj/12 would/MD/aux/12 wait/VB/ccomp/9 +././punct/9
"""
RELEASED = """
Harbour/NNP/compound/2/ORG Watch/NNP/nsubj/3/ORG released/VBD/ROOT/0 a/DT/det/5 statement/NN/obj/3 \
which/WDT/nsubj/7 said/VBD/acl:relcl/5 ships/NNS/nsubj/10 would/MD/aux/10 wait/VB/ccomp/7 +././punct/3
"""
THE_CHARITY = """
The/DT/det/2 charity/NN/nsubj/3 said/VBD/ROOT/0 ships/NNS/nsubj/6 would/MD/aux/6 wait/VB/ccomp/3 +././punct/3
"""
POLICE_CAME = "Leeds/NNP/compound/2/GPE police/NNS/nsubj/3 came/VBD/ROOT/0 +././punct/3"
SHIPS_LEFT = "Ships/NNS/nsubj/2 left/VBD/ROOT/0 the/DT/det/4 port/NN/obj/2 +././punct/2"
THEY_SAID = SHE_SAID.format(pronoun="they")
BOTH_NAMED = """
Both/DT/det/2 Ann/NNP/nsubj/7/PERSON Lee/NNP/flat/2/PERSON and/CC/cc/5 Tom/NNP/conj/2/PERSON \
Reid/NNP/flat/5/PERSON said/VBD/ROOT/0 ships/NNS/nsubj/10 would/MD/aux/10 wait/VB/ccomp/7 +././punct/7
"""
GOES_ON = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 no/DT/det/5 ships/NNS/nsubj/6 left/VBD/ccomp/3 \
and/CC/cc/8 claimed/VBD/conj/6 the/DT/det/10 fog/NN/nsubj/12 was/VBD/cop/12 thick/JJ/ccomp/8 +././punct/3
"""
INTERVIEW = (
    "((NM))/NNP/ROOT/0 Why/WRB/advmod/3 leave/VB/parataxis/1 +?/./punct/3",
    "I/PRP/nsubj/2 left/VBD/ROOT/0 early/RB/advmod/2 +././punct/2",
    "((NM))/NNP/ROOT/0 Why/WRB/advmod/3 early/RB/parataxis/1 +?/./punct/3",
    "It/PRP/nsubj/2 rained/VBD/ROOT/0 hard/RB/advmod/2 +././punct/2",
)


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


def test_the_one_who_belongs_to_an_organisation_speaks_not_the_organisation() -> None:
    assert speakers(BELONGS) == [("Ann Lee", "Ann Lee")]


def test_a_name_behind_a_dash_signs_the_quotation() -> None:
    assert speakers(TITLE, SIGNED) == [("Ann Lee", "Ann Lee"), ("Tom Reid", "Tom Reid")]


def test_a_paragraph_with_a_colon_introduces_the_next() -> None:
    assert speakers(BOTH, INTRODUCES, FLOATING)[-1][1] == "Tom Reid"


def test_a_document_speaks_for_its_owner() -> None:
    assert speakers(WATCH_MET, ITS_REPORT) == [("Its report", "Harbour Watch")]


def test_who_stands_behind_an_inverted_cue_speaks() -> None:
    assert speakers(SAYS_POLICE) == [("police", "police")]


def test_the_person_of_a_possessor_speaks_not_the_possessor() -> None:
    assert speakers(DIRECTOR) == [("Ann Lee", "Ann Lee")]


def test_what_somebody_released_is_said_by_them() -> None:
    assert speakers(RELEASED) == [("Harbour Watch", "Harbour Watch")]


def test_a_kind_of_organisation_is_the_one_named_before() -> None:
    assert speakers(WATCH_MET, THE_CHARITY) == [("The charity", "Harbour Watch")]


def test_they_are_no_things() -> None:
    assert speakers(POLICE_CAME, SHIPS_LEFT, THEY_SAID)[-1] == ("they", "Leeds police")


def test_a_name_stands_for_its_pair_in_both() -> None:
    assert speakers(BOTH_NAMED) == [("Ann Lee and Tom Reid", "Ann Lee and Tom Reid")]


def test_the_thing_that_a_content_is_about_does_not_go_on_speaking() -> None:
    assert speakers(GOES_ON) == [("Ann Lee", "Ann Lee"), ("Ann Lee", "Ann Lee")]


def test_whom_an_interview_names_most_answers_without_a_label() -> None:
    assert [name for _, name in speakers(MET, MAYOR_VISITS, *INTERVIEW)] == ["Ann Lee", "Ann Lee"]


def test_endless_owners_are_no_endless_work() -> None:
    chain = " ".join(f"report/NN/nmod:poss/{number * 2 + 3} +'s/POS/case/{number * 2 + 1}" for number in range(1500))
    said = "report/NN/nsubj/3002 said/VBD/ROOT/0 ships/NNS/nsubj/3005 would/MD/aux/3005 wait/VB/ccomp/3002"
    assert len(speakers(f"{chain} {said}")) == 1


def test_endless_belonging_is_no_endless_recursion() -> None:
    chain = " ".join(f"member/NN/nmod/{max(1, number * 2 - 1)} of/IN/case/{number * 2 + 3}" for number in range(1500))
    said = "Leeds/NNP/nsubj/3002/GPE said/VBD/ROOT/0 ships/NNS/nsubj/3005 would/MD/aux/3005 wait/VB/ccomp/3002"
    assert len(speakers(f"{chain} {said}")) == 1
