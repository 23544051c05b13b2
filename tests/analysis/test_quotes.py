import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.analysis.parsed import Paragraph
from annotations.analysis.quotes import quotes
from annotations.models import Quote
from tests.parses import TOKENIZER, read
from tests.work import lines_run

SPLIT = """
“/``/punct/4 +We/PRP/nsubj/4 will/MD/aux/4 rebuild/VB/ccomp/11 the/DT/det/6 bridge/NN/obj/4 +,/,/punct/4 +”/''/punct/4 \
Ann/NNP/nsubj/11/PERSON Lee/NNP/flat/9/PERSON said/VBD/ROOT/0 +././punct/11
“/``/punct/5 +It/PRP/nsubj/5 will/MD/aux/5 be/VB/cop/5 safer/JJR/ROOT/0 +././punct/5 +”/''/punct/5
"""
MIXED = """
Lee/NNP/nsubj/2/PERSON said/VBD/ROOT/0 on/IN/case/4 Monday/NNP/obl/2/DATE that/IN/mark/10 the/DT/det/7 \
bridge/NN/nsubj/10 “/``/punct/10 +is/VBZ/cop/10 safe/JJ/ccomp/2 +”/''/punct/10 and/CC/cc/14 would/MD/aux/14 \
open/VB/conj/10 in/IN/case/16 May/NNP/obl/14/DATE +././punct/2
"""
AROUND = """
The/DT/det/2 bridge/NN/nsubj/8 +,/,/punct/5 Lee/NNP/nsubj/5/PERSON said/VBD/parataxis/8 +,/,/punct/5 would/MD/aux/8 \
open/VB/ROOT/0 in/IN/case/10 May/NNP/obl/8/DATE +././punct/8
"""
ACCORDING = """
According/VBG/case/4 to/IN/fixed/1 the/DT/det/4 ministry/NN/obl/8 +,/,/punct/4 12/CD/nummod/7 bridges/NNS/nsubj/8 \
closed/VBD/ROOT/0 last/JJ/amod/10/DATE year/NN/obl/8/DATE +././punct/8
"""
ACCORDING_WITHOUT_COMMA = """
According/VBG/case/4 to/IN/fixed/1 the/DT/det/4 ministry/NN/obl/6 bridges/NNS/nsubj/6 closed/VBD/ROOT/0 +././punct/6
"""
THAT_NUMBER = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON claimed/VBD/ROOT/0 that/IN/mark/8 300/CD/nummod/6 homes/NNS/nsubj/8 \
had/VBD/aux/8 burned/VBN/ccomp/3 +././punct/3
"""
COMMA_WITH_SPEAKER = """
The/DT/det/2 work/NN/nsubj/4 had/VBD/aux/4 begun/VBN/ccomp/8 +,/,/punct/7 Mayor/NNP/nmod/7 Lee/NNP/nsubj/8/PERSON \
said/VBD/ROOT/0 +././punct/8
"""
ACCORDING_CLEAR = """
Twelve/CD/nummod/2 bridges/NNS/nsubj/3 closed/VBD/ROOT/0 +,/,/punct/3 according/VBG/prep/3 to/IN/prep/5 \
Ann/NNP/compound/8/PERSON Lee/NNP/pobj/6/PERSON +././punct/3
"""
ADDING = """
Ann/NNP/nsubj/3/PERSON Lee/NNP/flat/1/PERSON said/VBD/ROOT/0 the/DT/det/5 work/NN/nsubj/7 had/VBD/aux/7 \
begun/VBN/ccomp/3 +,/,/punct/9 adding/VBG/advcl/7 it/PRP/nsubj/12 would/MD/aux/12 cost/VB/ccomp/9 more/JJR/obj/12 \
+././punct/3
"""
CLAIMING = """
The/DT/det/2 council/NN/nsubj/3 rejected/VBD/ROOT/0 the/DT/det/5 plan/NN/obj/3 +,/,/punct/7 claiming/VBG/acl/5 \
it/PRP/nsubj/10 would/MD/aux/10 harm/VB/ccomp/7 trade/NN/obj/10 +././punct/3
"""
ABSOLUTE = """
The/DT/det/2 port/NN/nsubj/3 stayed/VBD/ROOT/0 shut/JJ/xcomp/3 +,/,/punct/9 with/IN/mark/9 Ann/NNP/nsubj/9/PERSON \
Lee/NNP/flat/7/PERSON saying/VBG/advcl/3 that/IN/mark/13 ships/NNS/nsubj/13 would/MD/aux/13 wait/VB/ccomp/9 \
+././punct/3
"""
PASSIVE_UD = """
It/PRP/nsubj:pass/3 was/VBD/aux:pass/3 reported/VBN/ROOT/0 by/IN/case/5 police/NNS/obl:agent/3 that/IN/mark/10 \
two/CD/nummod/8 men/NNS/nsubj/10 had/VBD/aux/10 fled/VBN/ccomp/3 +././punct/3
"""
PASSIVE_CLEAR = """
It/PRP/nsubjpass/3 was/VBD/auxpass/3 reported/VBN/ROOT/0 by/IN/agent/3 police/NNS/pobj/4 that/IN/mark/10 \
two/CD/nummod/8 men/NNS/nsubj/10 had/VBD/aux/10 fled/VBN/ccomp/3 +././punct/3
"""
CLOSING = """
The/DT/det/2 work/NN/nsubj/3 began/VBD/ccomp/10 and/CC/cc/7 \
the/DT/det/6 costs/NNS/nsubj/7 rose/VBD/conj/3 +,/,/punct/3 \
police/NNS/nsubj/10 said/VBD/ROOT/0 +././punct/10
"""
ACCUSED = """
Lee/NNP/nsubj/2/PERSON accused/VBD/ROOT/0 the/DT/det/4 council/NN/obj/2 of/IN/mark/6 hiding/VBG/advcl/2 the/DT/det/8 \
costs/NNS/obj/6 +././punct/2
"""
DENIED = """
Lee/NNP/nsubj/4/PERSON has/VBZ/aux/4 not/RB/advmod/4 said/VBN/ROOT/0 whether/IN/mark/9 the/DT/det/7 bridge/NN/nsubj/9 \
will/MD/aux/9 open/VB/ccomp/4 +././punct/4
"""
SCARE = """
The/DT/det/3 “/``/punct/3 +bridge/NN/nsubj/7 of/IN/case/5 \
sighs/NNS/nmod/3 +”/''/punct/3 reopened/VBD/ROOT/0 in/IN/case/9 \
May/NNP/obl/7/DATE +././punct/7
"""
NAMES = {"Lee": "Ann Lee"}


def only(*parses: str) -> Quote:
    found = read(*parses, names=NAMES).quotes()
    assert len(found) == 1
    return found[0]


def contents(quote: Quote) -> list[str]:
    return [span.text for span in quote.spans]


def test_a_quotation_that_its_cue_interrupts_has_two_spans() -> None:
    quote = only(SPLIT)
    assert contents(quote) == ["“We will rebuild the bridge,”", "“It will be safer.”"]
    assert (quote.kind, quote.rule) == ("direct", "split-cue-after-quote")
    assert quote.speaker is not None
    assert (quote.speaker.text, quote.speaker.name) == ("Ann Lee", "Ann Lee")
    assert quote.cue is not None
    assert quote.cue.text == "said"


def test_content_excludes_cue_time_and_complementiser() -> None:
    quote = only(MIXED)
    assert contents(quote) == ["the bridge “is safe” and would open in May"]
    assert quote.kind == "mixed"


def test_content_around_its_cue_has_two_spans() -> None:
    quote = only(AROUND)
    assert contents(quote) == ["The bridge", "would open in May"]
    assert quote.kind == "indirect"


@pytest.mark.parametrize(
    ("parse", "content", "speaker"),
    [
        (ACCORDING, "12 bridges closed last year", "ministry"),
        (ACCORDING_WITHOUT_COMMA, "bridges closed", "ministry"),
        (ACCORDING_CLEAR, "Twelve bridges closed", "Ann Lee"),
        (THAT_NUMBER, "300 homes had burned", "Ann Lee"),
        (COMMA_WITH_SPEAKER, "The work had begun", "Ann Lee"),
        (PASSIVE_UD, "two men had fled", "police"),
        (PASSIVE_CLEAR, "two men had fled", "police"),
        (CLAIMING, "it would harm trade", "council"),
        (ABSOLUTE, "ships would wait", "Ann Lee"),
        (CLOSING, "The work began and the costs rose", "police"),
        (ACCUSED, "the council of hiding the costs", "Ann Lee"),
    ],
)
def test_content_and_speaker_of_indirect_quotes(parse: str, content: str, speaker: str) -> None:
    quote = only(parse)
    assert contents(quote) == [content]
    assert quote.kind == "indirect"
    assert quote.speaker is not None
    assert quote.speaker.name == speaker


def test_a_participle_goes_on_with_the_speaker_of_its_sentence() -> None:
    found = read(ADDING).quotes()
    assert [contents(quote) for quote in found] == [["the work had begun"], ["it would cost more"]]
    assert [quote.speaker.name for quote in found if quote.speaker] == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize("parse", [DENIED, SCARE])
def test_what_was_not_said_is_no_quote(parse: str) -> None:
    assert read(parse, names=NAMES).quotes() == ()


def test_thoughts_are_told_from_speech() -> None:
    thought = (
        "Lee/NNP/nsubj/2/PERSON believed/VBD/ROOT/0 that/IN/mark/6 "
        "it/PRP/nsubj/6 would/MD/aux/6 open/VB/ccomp/2 +././punct/2"
    )
    assert [quote.attribution for quote in read(thought).quotes()] == ["thought"]


def test_a_quotation_over_two_paragraphs_is_linked() -> None:
    first = (
        "Lee/NNP/nsubj/2/PERSON said/VBD/ROOT/0 +:/:/punct/2 “/``/punct/8 "
        "+The/DT/det/6 port/NN/nsubj/8 is/VBZ/cop/8 old/JJ/ccomp/2 +././punct/8"
    )
    second = "“/``/punct/5 +It/PRP/nsubj/5 will/MD/aux/5 not/RB/advmod/5 hold/VB/ROOT/0 +././punct/5 +”/''/punct/5"
    found = read(first, second, names=NAMES).quotes()
    assert [contents(quote) for quote in found] == [["“The port is old."], ["“It will not hold.”"]]
    assert found[1].continues == found[0].id
    assert [quote.speaker.name for quote in found if quote.speaker] == ["Ann Lee", "Ann Lee"]


def test_answers_of_an_interview_are_quotes_and_questions_are_not() -> None:
    question = "Q/NN/ROOT/0 +:/:/punct/1 Is/VBZ/cop/5 it/PRP/nsubj/5 old/JJ/parataxis/1 +?/./punct/1"
    answer = "Lee/NNP/ROOT/0/PERSON +:/:/punct/1 It/PRP/nsubj/4 was/VBD/parataxis/1 new/JJ/xcomp/4 +././punct/1"
    found = read(question, answer, question, answer, names=NAMES).quotes()
    assert [contents(quote) for quote in found] == [["It was new."], ["It was new."]]
    assert {quote.speaker.name for quote in found if quote.speaker} == {"Ann Lee"}
    assert found[0].id != found[1].id


@given(st.lists(st.text(alphabet="Lea said that.,:;\"'“”‘’«»?()—", max_size=80), max_size=4))
def test_no_text_raises_and_spans_hold_their_words(texts: list[str]) -> None:
    start = 0
    paragraphs = []
    for text in texts:
        paragraphs.append(Paragraph(start, TOKENIZER(text)))
        start += len(text) + 1
    article = "\n".join(texts)
    for quote in quotes(article, paragraphs, (), ()):
        assert all(article[span.start : span.end] == span.text for span in quote.spans)
        assert 0 <= quote.confidence <= 1


def test_the_work_on_a_paragraph_grows_no_faster_than_its_marks() -> None:
    def work(count: int) -> int:
        text = "“ " * count + "x" + " ”" * count
        doc = TOKENIZER.make_doc(text)
        return lines_run(lambda: quotes(text, [Paragraph(0, doc)], (), ()))

    assert work(800) < 5 * work(200)


def test_an_article_without_words_has_no_quotes() -> None:
    assert quotes("", (), (), ()) == ()
