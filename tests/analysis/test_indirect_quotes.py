"""Indirect and mixed quotes in both label schemes: Universal Dependencies (UD) and spaCy's own (CLEAR)."""

import pytest

from annotations.models import Quote
from tests.parses import read

TOLD_NEWSPAPER = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON told/VBD/ROOT/0 the/DT/det/6/ORG Leeds/NNP/compound/6/ORG \
Times/NNP/obj/3/ORG she/PRP/nsubj/9 would/MD/aux/9 win/VB/ccomp/3 +././punct/3
"""
TOLD_NEWSPAPER_MISPARSED = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON told/VBD/ROOT/0 Leeds/NNP/compound/5/ORG Times/NNP/obj/8/ORG \
she/PRP/nsubj/8 would/MD/aux/8 win/VB/ccomp/3 +././punct/3
"""
TOLD_SHOW = """
Ann/NNP/compound/2/PERSON Lee/NNP/nsubj/3/PERSON told/VBD/ROOT/0 the/DT/det/5 show/NN/dobj/3 “/``/punct/8 \
+Morning/NNP/compound/8 Call/NNP/appos/5 +”/''/punct/8 that/IN/mark/13 she/PRP/nsubj/13 would/MD/aux/13 win/VB/ccomp/3 \
+././punct/3
"""
RELATIVE_UD = """
Police/NNS/nsubj/2 checked/VBD/ROOT/0 bridges/NNS/obj/2 they/PRP/nsubj/5 say/VBP/acl:relcl/3 are/VBP/cop/7 \
unsafe/JJ/ccomp/5 +././punct/2
"""
RELATIVE_CLEAR = """
Police/NNS/nsubj/2 checked/VBD/ROOT/0 bridges/NNS/dobj/2 they/PRP/nsubj/5 say/VBP/relcl/3 are/VBP/ccomp/5 \
unsafe/JJ/acomp/6 +././punct/2
"""
PARENTHESIS = """
That/DT/nsubj/7 +,/,/punct/4 she/PRP/nsubj/4 warned/VBD/parataxis/7 +,/,/punct/4 could/MD/aux/7 change/VB/ROOT/0 \
if/IN/mark/10 it/PRP/nsubj/10 rains/VBZ/advcl/7 +././punct/7
"""
BRACKETS_BEFORE_CUE = """
The/DT/det/2 port/NN/nsubj/4 was/VBD/cop/4 safe/JJ/ccomp/11 +,/,/punct/4 Ann/NNP/compound/7/PERSON \
Lee/NNP/nsubj/11/PERSON (/-LRB-/punct/9 +Leeds/NNP/dep/7 +)/-RRB-/punct/9 said/VBD/ROOT/0 Monday/NNP/npadvmod/11 \
+././punct/11
"""
BY_RANK = """
The/DT/det/2 port/NN/nsubj/4 was/VBD/cop/4 safe/JJ/ccomp/10 +,/,/punct/4 retired/VBD/dep/9 navy/NN/compound/7 \
general/NN/dep/9 Lee/NNP/nsubj/10/PERSON said/VBD/ROOT/0 +././punct/10
"""
SAID_IN_A_STATEMENT = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 in/IN/case/6 a/DT/det/6 statement/NN/obl/3 \
the/DT/det/8 port/NN/nsubj/10 was/VBD/cop/10 safe/JJ/ccomp/3 +././punct/3
"""
CLAIM_THAT = """
Lee/NNP/nmod:poss/3/PERSON +'s/POS/case/1 claim/NN/nsubj/9 that/IN/mark/8 the/DT/det/6 port/NN/nsubj/8 was/VBD/cop/8 \
safe/JJ/acl/3 surprised/VBD/ROOT/0 sailors/NNS/obj/9 +././punct/9
"""
QUOTED_AS_SAYING = """
Ann/NNP/nsubj:pass/4/PERSON Lee/NNP/flat/1/PERSON was/VBD/aux:pass/4 quoted/VBN/ROOT/0 as/IN/mark/6 saying/VBG/advcl/4 \
that/IN/mark/11 the/DT/det/9 port/NN/nsubj/11 was/VBD/cop/11 safe/JJ/ccomp/6 +././punct/4
"""
COORDINATED = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 the/DT/det/5 port/NN/nsubj/7 was/VBD/cop/7 \
safe/JJ/ccomp/3 and/CC/cc/9 added/VBD/conj/3 that/IN/mark/13 it/PRP/nsubj/13 would/MD/aux/13 \
open/VB/ccomp/9 +././punct/3
"""
URGED = """
Ann/NNP/compound/2/PERSON Lee/NNP/nsubj/3/PERSON urged/VBD/ROOT/0 sailors/NNS/nsubj/6 to/TO/aux/6 stay/VB/ccomp/3 \
home/RB/advmod/6 +././punct/3
"""
CRITICISED = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON criticised/VBD/ROOT/0 the/DT/det/5 council/NN/obj/3 for/IN/mark/7 \
hiding/VBG/advcl/3 costs/NNS/obj/7 but/CC/cc/11 did/VBD/aux/11 not/RB/advmod/11 resign/VB/conj/3 +././punct/3
"""
CALLED = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON called/VBD/ROOT/0 the/DT/det/5 plan/NN/obj/3 a/DT/det/7 \
mistake/NN/xcomp/3 +././punct/3
"""
HEARSAY_UD = """
The/DT/det/2 captain/NN/nsubj:pass/4 was/VBD/aux:pass/4 reported/VBN/ROOT/0 to/TO/mark/7 have/VB/aux/7 \
fled/VBN/xcomp/4 and/CC/cc/12 the/DT/det/10 port/NN/nsubj/12 was/VBD/aux:pass/12 closed/VBN/conj/4 +././punct/4
"""
HEARSAY_CLEAR = """
The/DT/det/2 captain/NN/nsubjpass/4 was/VBD/auxpass/4 reported/VBN/ROOT/0 to/TO/aux/7 have/VB/aux/7 fled/VBN/xcomp/4 \
and/CC/cc/4 the/DT/det/10 port/NN/nsubjpass/12 was/VBD/auxpass/12 closed/VBN/conj/4 +././punct/4
"""
ORDERED_BY_NOBODY = """
Parents/NNS/nsubj:pass/4 have/VBP/aux/4 been/VBN/aux:pass/4 asked/VBN/ROOT/0 to/TO/mark/6 stay/VB/xcomp/4 \
home/RB/advmod/6 +././punct/4
"""
PROMPTED = """
Asked/VBN/advcl/6 whether/IN/mark/4 it/PRP/nsubj/4 rained/VBD/ccomp/1 +,/,/punct/6 Lee/NNP/nsubj/7/PERSON \
left/VBD/ROOT/0 +././punct/7
"""
TOLD_AGENCY = """
Lee/NNP/nsubj/2/PERSON told/VBD/ROOT/0 the/DT/det/5 Harbour/NNP/compound/5/ORG Press/NNP/nmod/7/ORG two/CD/nummod/7 \
ships/NNS/nsubj/8 sank/VBD/ccomp/2 +././punct/2
"""
SAID_LATE = """
Lee/NNP/nsubj/2/PERSON said/VBD/ROOT/0 late/RB/advmod/5 on/IN/case/5 Monday/NNP/obl/8/DATE the/DT/det/7 \
port/NN/nsubj/8 sank/VBD/ccomp/2 +././punct/2
"""
ACCORDING_SENTENCES = """
According/VBG/case/3 to/IN/fixed/1 Lee/NNP/obl/7/PERSON +,/,/punct/7 “/``/punct/7 +it/PRP/nsubj/7 rained/VBD/ROOT/0 \
+././punct/7
We/PRP/nsubj/2 left/VBD/ROOT/0 +././punct/2 +”/''/punct/2
"""
NAMES = {"Lee": "Ann Lee"}


def contents(quote: Quote) -> list[str]:
    return [span.text for span in quote.spans]


@pytest.mark.parametrize(
    ("parse", "spans"),
    [
        pytest.param(TOLD_NEWSPAPER, ["she would win"], id="addressee"),
        pytest.param(TOLD_NEWSPAPER_MISPARSED, ["she would win"], id="addressee inside the parsed clause"),
        pytest.param(TOLD_SHOW, ["she would win"], id="addressee with a quoted title (CLEAR)"),
        pytest.param(TOLD_AGENCY, ["two ships sank"], id="news agency inside the parsed clause"),
        pytest.param(SAID_LATE, ["the port sank"], id="time inside the parsed clause"),
        pytest.param(ACCORDING_SENTENCES, ["“it rained. We left.”"], id="quotation of two sentences"),
        pytest.param(RELATIVE_UD, ["are unsafe"], id="relative clause (UD)"),
        pytest.param(RELATIVE_CLEAR, ["are unsafe"], id="relative clause (CLEAR)"),
        pytest.param(PARENTHESIS, ["That", "could change if it rains"], id="cue in commas"),
        pytest.param(BRACKETS_BEFORE_CUE, ["The port was safe"], id="brackets before the cue (CLEAR)"),
        pytest.param(BY_RANK, ["The port was safe"], id="rank before the name"),
        pytest.param(SAID_IN_A_STATEMENT, ["the port was safe"], id="in a statement"),
        pytest.param(CLAIM_THAT, ["the port was safe"], id="X's claim that"),
        pytest.param(QUOTED_AS_SAYING, ["the port was safe"], id="is quoted as saying"),
        pytest.param(URGED, ["to stay home"], id="infinitive (CLEAR)"),
        pytest.param(CRITICISED, ["the council for hiding costs"], id="criticised for"),
        pytest.param(CALLED, ["the plan a mistake"], id="called it"),
        pytest.param(HEARSAY_UD, ["The captain", "to have fled"], id="is reported to (UD)"),
        pytest.param(HEARSAY_CLEAR, ["The captain", "to have fled"], id="is reported to (CLEAR)"),
    ],
)
def test_the_content_is_what_the_cue_attributes(parse: str, spans: list[str]) -> None:
    assert [contents(quote) for quote in read(parse, names=NAMES).quotes()] == [spans]


def test_coordinated_cues_have_a_content_each() -> None:
    found = read(COORDINATED, names=NAMES).quotes()
    assert [contents(quote) for quote in found] == [["the port was safe"], ["it would open"]]
    assert [quote.speaker.name for quote in found if quote.speaker] == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(
    "parse",
    [
        pytest.param(ORDERED_BY_NOBODY, id="an order without a source"),
        pytest.param(PROMPTED, id="the question that prompts an answer"),
    ],
)
def test_what_nobody_says_is_no_quote(parse: str) -> None:
    assert read(parse, names=NAMES).quotes() == ()
