"""The same sentences in Universal Dependencies and in spaCy's own (CLEAR) labels give the same analysis.

Each item is `word/TAG/dep/head/dep/head`, first in UD, then in CLEAR labels, and perhaps an entity label.
"""

import pytest
from msgspec.structs import replace
from spacy.language import Language

from annotations.analysis.analyse import analyse
from annotations.analysis.pipeline import Pipeline
from annotations.models import Analysis
from tests.builders import make_article
from tests.parses import make_doc

PARSES = {
    "direct": """
        “/``/punct/5/punct/8 +The/DT/det/3/det/3 port/NN/nsubj/5/nsubj/4 is/VBZ/cop/5/ccomp/8 open/JJ/ccomp/8/acomp/4
        +,/,/punct/5/punct/8 +”/''/punct/5/punct/8 said/VBD/ROOT/0/ROOT/0 Ann/NNP/nsubj/8/compound/10/PERSON
        Lee/NNP/flat/9/nsubj/8/PERSON +././punct/8/punct/8""",
    "indirect with that": """
        Ann/NNP/nsubj/3/compound/2/PERSON Lee/NNP/flat/1/nsubj/3/PERSON said/VBD/ROOT/0/ROOT/0 that/IN/mark/8/mark/8
        the/DT/det/6/det/6 port/NN/nsubj:pass/8/nsubjpass/8 was/VBD/aux:pass/8/auxpass/8 closed/VBN/ccomp/3/ccomp/3
        on/IN/case/10/prep/8 Monday/NNP/obl/8/pobj/9/DATE +././punct/3/punct/3""",
    "indirect without that": """
        The/DT/det/2/det/2 minister/NN/nsubj/3/nsubj/3 said/VBD/ROOT/0/ROOT/0 two/CD/nummod/5/nummod/5
        ships/NNS/nsubj/7/nsubj/7 had/VBD/aux/7/aux/7 sunk/VBN/ccomp/3/ccomp/3 near/IN/case/9/prep/7
        Kenya/NNP/obl/7/pobj/8/GPE +././punct/3/punct/3""",
    "cue at the end": """
        The/DT/det/2/det/2 river/NN/nsubj/4/nsubj/4 is/VBZ/aux/4/aux/4 rising/VBG/ccomp/7/ccomp/7 +,/,/punct/4/punct/7
        officials/NNS/nsubj/7/nsubj/7 said/VBD/ROOT/0/ROOT/0 +././punct/7/punct/7""",
    "told somebody": """
        Tom/NNP/nsubj/3/compound/2/PERSON Hill/NNP/flat/1/nsubj/3/PERSON told/VBD/ROOT/0/ROOT/0
        reporters/NNS/iobj/3/dobj/3 the/DT/det/6/det/6 bridge/NN/nsubj/8/nsubj/7 was/VBD/cop/8/ccomp/3
        unsafe/JJ/ccomp/3/acomp/7 +././punct/3/punct/3""",
    "according to": """
        The/DT/det/2/det/2 river/NN/nsubj/3/nsubj/3 rose/VBD/ROOT/0/ROOT/0 by/IN/case/6/prep/3 two/CD/nummod/6/nummod/6
        metres/NNS/obl/3/pobj/4 +,/,/punct/10/punct/3 according/VBG/case/10/prep/3 to/IN/fixed/8/prep/8
        police/NNS/obl/3/pobj/9 +././punct/3/punct/3""",
    "mixed": """
        Ann/NNP/nsubj/3/compound/2/PERSON Lee/NNP/flat/1/nsubj/3/PERSON called/VBD/ROOT/0/ROOT/0 the/DT/det/5/det/5
        plan/NN/obj/3/nsubj/8 “/``/punct/8/punct/8 +a/DT/det/8/det/8 disaster/NN/xcomp/3/oprd/3 +”/''/punct/8/punct/3
        +././punct/3/punct/3""",
    "mixed content": """
        The/DT/det/2/det/2 mayor/NN/nsubj/3/nsubj/3 warned/VBD/ROOT/0/ROOT/0 that/IN/mark/8/mark/7
        the/DT/det/6/det/6 water/NN/nsubj/8/nsubj/7 was/VBD/cop/8/ccomp/3 “/``/punct/10/punct/10
        +deeply/RB/advmod/10/advmod/10 unsafe/JJ/ccomp/3/acomp/7 +”/''/punct/10/punct/7 +././punct/3/punct/3""",
    "relative clause": """
        Ann/NNP/nsubj/10/compound/2/PERSON Lee/NNP/flat/1/nsubj/10/PERSON +,/,/punct/5/punct/2 who/WP/nsubj/5/nsubj/5
        said/VBD/acl:relcl/1/relcl/2 ships/NNS/nsubj/8/nsubj/8 had/VBD/aux/8/aux/8 sunk/VBN/ccomp/5/ccomp/5
        +,/,/punct/1/punct/2 left/VBD/ROOT/0/ROOT/0 +././punct/10/punct/10""",
    "two speakers": """
        Ann/NNP/nsubj/6/compound/2/PERSON Lee/NNP/flat/1/nsubj/6/PERSON and/CC/cc/4/cc/2
        Tom/NNP/conj/1/compound/5/PERSON Hill/NNP/flat/4/conj/2/PERSON said/VBD/ROOT/0/ROOT/0
        prices/NNS/nsubj/9/nsubj/9 had/VBD/aux/9/aux/9 fallen/VBN/ccomp/6/ccomp/6 +././punct/6/punct/6""",
    "two contents": """
        Police/NNS/nsubj/2/nsubj/2 said/VBD/ROOT/0/ROOT/0 that/IN/mark/5/mark/5 shops/NNS/nsubj/5/nsubj/5
        closed/VBD/ccomp/2/ccomp/2 and/CC/cc/9/cc/5 that/IN/mark/9/mark/9 trains/NNS/nsubj/9/nsubj/9
        stopped/VBD/conj/5/conj/5 +././punct/2/punct/2""",
    "passive cue": """
        The/DT/det/2/det/2 court/NN/nsubj:pass/4/nsubjpass/4 was/VBD/aux:pass/4/auxpass/4 told/VBN/ROOT/0/ROOT/0
        by/IN/case/7/agent/4 Ann/NNP/obl:agent/4/compound/7/PERSON Lee/NNP/flat/6/pobj/5/PERSON
        that/IN/mark/11/mark/11 the/DT/det/10/det/10 ship/NN/nsubj/11/nsubj/11 sank/VBD/ccomp/4/ccomp/4
        +././punct/4/punct/4""",
    "title": """
        Port/NNP/compound/2/compound/2 spokesperson/NN/nsubj/5/compound/4 Ann/NNP/appos/2/compound/4/PERSON
        Lee/NNP/flat/3/nsubj/5/PERSON said/VBD/ROOT/0/ROOT/0 ships/NNS/nsubj/8/nsubj/8 were/VBD/aux/8/aux/8
        waiting/VBG/ccomp/5/ccomp/5 +././punct/5/punct/5""",
    "apposition": """
        Ann/NNP/nsubj/7/compound/2/PERSON Lee/NNP/flat/1/nsubj/7/PERSON +,/,/punct/5/punct/2 the/DT/det/5/det/5
        mayor/NN/appos/1/appos/2 +,/,/punct/1/punct/2 said/VBD/ROOT/0/ROOT/0 crime/NN/nsubj/10/nsubj/10
        had/VBD/aux/10/aux/10 fallen/VBN/ccomp/7/ccomp/7 +././punct/7/punct/7""",
    "possessive": """
        The/DT/det/2/det/2 minister/NN/nmod:poss/4/poss/4 +'s/POS/case/2/case/2 lawyer/NN/nsubj/5/nsubj/5
        said/VBD/ROOT/0/ROOT/0 he/PRP/nsubj/8/nsubj/7 was/VBD/cop/8/ccomp/5 innocent/JJ/ccomp/5/acomp/7
        +././punct/5/punct/5""",
    "denial": """
        The/DT/det/2/det/2 minister/NN/nsubj/5/nsubj/5 did/VBD/aux/5/aux/5 not/RB/advmod/5/neg/5 say/VB/ROOT/0/ROOT/0
        that/IN/mark/8/mark/8 trains/NNS/nsubj/8/nsubj/8 stopped/VBD/ccomp/5/ccomp/5 +././punct/5/punct/5""",
    "saying": """
        Ann/NNP/nsubj/3/compound/2/PERSON Lee/NNP/flat/1/nsubj/3/PERSON resigned/VBD/ROOT/0/ROOT/0 +,/,/punct/5/punct/3
        saying/VBG/advcl/3/advcl/3 the/DT/det/7/det/7 bank/NN/nsubj/9/nsubj/9 had/VBD/aux/9/aux/9
        failed/VBN/ccomp/5/ccomp/5 +././punct/3/punct/3""",
    "pronoun": """
        Ann/NNP/nsubj/3/compound/2/PERSON Lee/NNP/flat/1/nsubj/3/PERSON met/VBD/ROOT/0/ROOT/0 voters/NNS/obj/3/dobj/3
        in/IN/case/6/prep/3 Kenya/NNP/obl/3/pobj/5/GPE +././punct/3/punct/3 |
        She/PRP/nsubj/2/nsubj/2 said/VBD/ROOT/0/ROOT/0 taxes/NNS/nsubj/5/nsubj/5 would/MD/aux/5/aux/5
        rise/VB/ccomp/2/ccomp/2 +././punct/2/punct/2""",
    "floating quotation": """
        Tom/NNP/nsubj/3/compound/2/PERSON Hill/NNP/flat/1/nsubj/3/PERSON left/VBD/ROOT/0/ROOT/0
        early/RB/advmod/3/advmod/3 +././punct/3/punct/3 |
        “/``/punct/4/punct/4 +Nobody/NN/nsubj:pass/4/nsubjpass/4 was/VBD/aux:pass/4/auxpass/4 hurt/VBN/ROOT/0/ROOT/0
        in/IN/case/7/prep/4 the/DT/det/7/det/7 fire/NN/obl/4/pobj/5 +././punct/4/punct/4 +”/''/punct/4/punct/4""",
    "interrupted quotation": """
        “/``/punct/4/punct/4 +The/DT/det/3/det/3 port/NN/nsubj/4/nsubj/4 closed/VBD/ccomp/8/ccomp/8 +,/,/punct/4/punct/8
        +”/''/punct/4/punct/8 she/PRP/nsubj/8/nsubj/8 said/VBD/ROOT/0/ROOT/0 +,/,/punct/8/punct/8 “/``/punct/13/punct/13
        +but/CC/cc/13/cc/4 nobody/NN/nsubj/13/nsubj/13 left/VBD/parataxis/8/conj/4 +././punct/8/punct/8
        +”/''/punct/8/punct/8""",
    "thought": """
        Ann/NNP/nsubj/3/compound/2/PERSON Lee/NNP/flat/1/nsubj/3/PERSON believes/VBZ/ROOT/0/ROOT/0 that/IN/mark/7/mark/6
        banks/NNS/nsubj/7/nsubj/6 are/VBP/cop/7/ccomp/3 safe/JJ/ccomp/3/acomp/6 +././punct/3/punct/3""",
    "noun cue": """
        The/DT/det/2/det/2 ministry/NN/nsubj/3/nsubj/3 repeated/VBD/ROOT/0/ROOT/0 claims/NNS/obj/3/dobj/3
        that/IN/mark/8/mark/8 ships/NNS/nsubj:pass/8/nsubjpass/8 were/VBD/aux:pass/8/auxpass/8 lost/VBN/acl/4/acl/4
        +././punct/3/punct/3""",
    "plain assertion": """
        The/DT/det/2/det/2 bridge/NN/nsubj:pass/4/nsubjpass/4 was/VBD/aux:pass/4/auxpass/4 built/VBN/ROOT/0/ROOT/0
        in/IN/case/6/prep/4 1995/CD/obl/4/pobj/5/DATE by/IN/case/9/agent/4 a/DT/det/9/det/9
        firm/NN/obl:agent/4/pobj/7 from/IN/case/11/prep/9 Kenya/NNP/nmod/9/pobj/10/GPE +././punct/4/punct/4""",
    "two assertions": """
        Prices/NNS/nsubj/2/nsubj/2 rose/VBD/ROOT/0/ROOT/0 by/IN/case/5/prep/2 4/CD/nummod/5/nummod/5/PERCENT
        percent/NN/obl/2/pobj/3/PERCENT +,/,/punct/9/punct/2 and/CC/cc/9/cc/2 wages/NNS/nsubj/9/nsubj/9
        fell/VBD/conj/2/conj/2 in/IN/case/11/prep/9 May/NNP/obl/9/pobj/10/DATE +././punct/2/punct/2""",
    "question": """
        Who/WP/nsubj/2/nsubj/2 paid/VBD/ROOT/0/ROOT/0 for/IN/case/5/prep/2 the/DT/det/5/det/5 bridge/NN/obl/2/pobj/3
        +?/./punct/2/punct/2""",
    "comparison": """
        Kenya/NNP/nsubj/5/nsubj/2/GPE is/VBZ/cop/5/ROOT/0 the/DT/det/5/det/5 largest/JJS/amod/5/amod/5
        producer/NN/ROOT/0/attr/2 of/IN/case/7/prep/5 tea/NN/nmod/5/pobj/6 in/IN/case/9/prep/5
        Africa/NNP/nmod/5/pobj/8/LOC +././punct/5/punct/2""",
}
SPEAKERS = {
    "direct": ["Ann Lee"],
    "indirect with that": ["Ann Lee"],
    "indirect without that": ["minister"],
    "cue at the end": ["officials"],
    "told somebody": ["Tom Hill"],
    "according to": ["police"],
    "mixed": ["Ann Lee"],
    "mixed content": ["mayor"],
    "relative clause": ["Ann Lee"],
    "two speakers": ["Ann Lee and Tom Hill"],
    "two contents": ["Police"],
    "passive cue": ["Ann Lee"],
    "title": ["Ann Lee"],
    "apposition": ["Ann Lee"],
    "possessive": ["minister's lawyer"],
    "saying": ["Ann Lee"],
    "pronoun": ["Ann Lee"],
    "floating quotation": ["Tom Hill"],
    "interrupted quotation": ["she"],
    "thought": ["Ann Lee"],
    "noun cue": ["ministry"],
}


def analysed(parse: str, scheme: int) -> Analysis:
    """Return the whole analysis of a paragraph that is labelled in one of the schemes: 0 for UD, 1 for CLEAR."""
    lines = []
    for sentence in parse.split("|"):
        items = []
        for item in sentence.split():
            word, tag, *arcs = item.split("/")
            items.append("/".join([word, tag, *arcs[2 * scheme : 2 * scheme + 2], *arcs[4:]]))
        lines.append(" ".join(items))
    doc = make_doc("\n".join(lines))
    nlp = Language(doc.vocab)
    nlp.tokenizer = lambda _: doc.copy()
    return analyse(make_article(doc.text), Pipeline(nlp, "hand-made 1"))


def without_confidence(analysis: Analysis) -> Analysis:
    """Return the analysis without what also weighs where in its phrase the schemes put a name's head."""
    return replace(analysis, quotes=tuple(replace(quote, confidence=0.5) for quote in analysis.quotes))


@pytest.mark.parametrize("name", PARSES)
def test_both_schemes_give_the_same_entities_quotes_and_claims(name: str) -> None:
    dependencies, clear = analysed(PARSES[name], 0), analysed(PARSES[name], 1)
    assert without_confidence(dependencies) == without_confidence(clear)
    for one, other in zip(dependencies.quotes, clear.quotes, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=0.1)


@pytest.mark.parametrize("name", PARSES)
def test_what_is_analysed_alike_has_the_right_speakers(name: str) -> None:
    found = analysed(PARSES[name], 1).quotes
    assert [quote.speaker.name for quote in found if quote.speaker] == SPEAKERS.get(name, [])
