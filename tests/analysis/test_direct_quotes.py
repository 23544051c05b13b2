import pytest

from annotations.models import Quote
from tests.parses import TOKENIZER, read

TAGS = {
    "VBD": "won lost said told added replied shouted moved was were wrote warned met named closed put opened",
    "VBZ": "says is has 's ’s",
    "VBP": "'re ’re are have",
    "VB": "win lose go move",
    "MD": "will would",
    "PRP": "we we'll i he she they it",
    "DT": "the a this every all no",
    "IN": "on in of by that with",
    "TO": "to",
    "CC": "and but",
    "RB": "plainly home again",
    "JJ": "odd proud loud late",
    "NNS": "reporters ships boys trains",
}
TAG_OF = {word: tag for tag, words in TAGS.items() for word in words.split()}
MARKS = "“”„«»‹›‘’\"'"


def flat(text: str) -> str:
    """Return a parse without relations: what is found in it is found by marks, words and tags."""
    items: list[str] = []
    glued = False
    for token in TOKENIZER(text):
        label = "/PERSON" if token.text in {"Ann", "Lee", "Tom", "Reid"} else ""
        items.append(f"{'+' if glued else ''}{token.text}/{_tag(token.text)}/{'dep/1' if items else 'ROOT/0'}{label}")
        glued = not token.whitespace_
    return " ".join(items)


def _tag(word: str) -> str:
    if word in {"''", *MARKS}:
        return "''"
    if not word[0].isalnum():
        return TAG_OF.get(word, ",")
    return TAG_OF.get(word.lower(), "NNP" if word[0].isupper() else "NN")


def found(*texts: str) -> tuple[Quote, ...]:
    return read(*(flat(text) for text in texts), names={"Lee": "Ann Lee"}).quotes()


def contents(*texts: str) -> list[list[str]]:
    return [[span.text for span in quote.spans] for quote in found(*texts)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"We won the race," Ann Lee said.', '"We won the race,"'),
        ("“We won the race,” said Ann Lee.", "“We won the race,”"),
        ("„We won the race“, said Ann Lee.", "„We won the race“"),
        ("«We won the race», said Ann Lee.", "«We won the race»"),
        ("‘It’s the boys’ race and we’re proud,’ said Ann Lee.", "‘It’s the boys’ race and we’re proud,’"),
        ("'It is the boys' race and we won,' said Ann Lee.", "'It is the boys' race and we won,'"),
        ("''We won the race,'' Ann Lee said.", "''We won the race,''"),
        ("“He said it was ‘odd’ and ‘late’,” said Ann Lee.", "“He said it was ‘odd’ and ‘late’,”"),
        ('"He said it was "odd" to win," said Ann Lee.', '"He said it was "odd" to win,"'),
        ('“We won the race," said Ann Lee.', '“We won the race,"'),
        ("“We won”, she said on Monday.", "“We won”"),
        ("Ann Lee told reporters “We won the race.”", "“We won the race.”"),
        ("Ann Lee put it plainly: “We won the race.”", "“We won the race.”"),
        ("Ann Lee said: “We won the race", "“We won the race"),
        ("“We won the race,” Sgt. Tom Reid told the reporters.", "“We won the race,”"),
        ("“We won. They lost. The race is late,” said Ann Lee.", "“We won. They lost. The race is late,”"),
    ],
)
def test_words_in_marks_with_an_attribution_are_a_direct_quote(text: str, content: str) -> None:
    assert contents(text) == [[content]]
    quote = found(text)[0]
    assert quote.kind == "direct"
    assert quote.speaker is not None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("“We won,” said Ann Lee. “They lost the race.”", ["“We won,”", "“They lost the race.”"]),
        ("“We won,” said Ann Lee, “and they lost.”", ["“We won,”", "“and they lost.”"]),
        ("“We won,” Ann Lee said on the “Late Show.” “They lost the race.”", ["“We won,”", "“They lost the race.”"]),
        ("“If we win,” she said, “the ships will go home.”", ["“If we win,”", "“the ships will go home.”"]),
    ],
)
def test_an_attribution_in_the_middle_splits_one_quote(text: str, spans: list[str]) -> None:
    assert contents(text) == [spans]
    assert found(text)[0].rule == "split-cue-after-quote"


def test_another_cue_behind_the_first_attribution_begins_another_quote() -> None:
    assert contents("“We won,” said Ann Lee. Tom Reid replied: “They lost.”") == [["“We won,”"], ["“They lost.”"]]


def test_behind_a_colon_the_attribution_that_interrupts_a_quotation_counts() -> None:
    found = read(flat("Ann Lee told reporters that it was loud: “We won,” Tom Reid said, “and we will go.”")).quotes()
    direct = [quote for quote in found if quote.kind == "direct"]
    assert [[span.text for span in quote.spans] for quote in direct] == [["“We won,”", "“and we will go.”"]]
    assert [quote.cue.text for quote in direct if quote.cue] == ["said"]


def test_a_quotation_without_attribution_is_of_the_speaker_before() -> None:
    quotes = found("“We won the race,” said Ann Lee.", "“They lost it all again.”")
    assert [quote.rule for quote in quotes] == ["cue-after-quote", "floating-quote"]
    assert [quote.speaker.name for quote in quotes if quote.speaker] == ["Ann Lee", "Ann Lee"]


def test_each_paragraph_of_a_long_quotation_continues_the_one_before() -> None:
    quotes = found("Ann Lee said: “We won the race.", "“They lost the race.", "“It is late.”")
    assert [quote.continues for quote in quotes] == [None, quotes[0].id, quotes[1].id]


def test_a_paragraph_behind_a_colon_is_a_block_quotation() -> None:
    quotes = found("Ann Lee wrote:", "We won the race and they lost it all again.")
    assert [(quote.kind, quote.rule) for quote in quotes] == [("direct", "block-quotation")]


@pytest.mark.parametrize(
    "text",
    [
        "The ship named “Morning Star” closed the port.",
        "The so-called “quiet zone” was loud.",
        "The ‘boys’ club’ closed.",
        "The so “called plan closed.",
        'A 6" pipe and a 4" pipe closed the port.',
        "Ann Lee won the “Golden Oar” in Leeds.",
    ],
)
def test_scare_quotes_and_titles_are_no_statements(text: str) -> None:
    assert found(text) == ()


def test_turns_of_which_only_the_questions_have_a_label_are_an_interview() -> None:
    asked, answered = "((WN)) Is it late?", "It is late and they lost."
    assert contents(asked, answered, asked, answered) == [[answered], [answered]]
